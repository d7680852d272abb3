"""Somebody without a record at this branch (无档案来客): what may be logged of them, and whose it is later.

Nothing is known that a product could be fitted to: no risk grade, no age, no consent. So nothing is suggested to a
guest and only services are logged. Their attempts stay as they were recorded, with a blank customer number, and are
read through the visit: once it is merged they are the customer's, each counted once.
"""

from uuid import UUID

from teller_assist.desk import visits
from teller_assist.desk.deed import Deed
from teller_assist.domain.visit import Visit
from teller_assist.errors import NotFound, Refused
from teller_assist.store.visits import find_visit


def existing(deed: Deed, visit_id: UUID) -> Visit:
    """Raises ``NotFound``: it may not have come to this desk yet."""
    found = find_visit(deed.con, visit_id)
    if found is None:
        raise NotFound("visit", visit_id)
    return found


def merge(deed: Deed, visit_id: UUID, customer_no: str) -> Visit:
    """This guest was this customer. Raises ``NotFound``, ``Refused`` if they were no guest."""
    return visits.merge_guest(deed, existing(deed, visit_id), customer_no)


def check_log(visit: Visit | None, is_service: bool) -> None:
    """Whether something may be logged of a guest. Raises ``Refused``."""
    if visit is None or visit.customer_no != visits.GUEST:
        raise Refused("no guest is at the window: begin the guest's visit first (F7), or name the customer")
    if not is_service:
        raise Refused(
            "a guest has no record here, so nothing says what suits them: log a service (SVC-…), or open their card"
        )
