"""A complaint at the counter (投诉): taken in with its clock, a recovery offered, decided, closed."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from teller_assist.desk.deed import Deed, found, new_id, short
from teller_assist.domain.word_given import (
    DECISIONS,
    OFFERS,
    SATISFIED,
    SUBJECTS,
    ComplaintClosed,
    ComplaintDecided,
    ComplaintFiled,
    ComplaintOffered,
    FiledComplaint,
)
from teller_assist.errors import BadInput, Refused
from teller_assist.store.states import read

if TYPE_CHECKING:
    from sqlite3 import Connection


class Said(NamedTuple):
    """What the customer says. ``teller_no`` and ``visit_id``: of whom and of which visit, where it is about one."""

    customer_no: str
    subject: str
    text: str = ""
    wish: str = ""
    teller_no: str = ""
    visit_id: UUID | None = None


def file(deed: Deed, said: Said, due_on: date) -> FiledComplaint:
    """Takes it in; ``due_on`` is the last day of its clock. Raises ``BadInput``."""
    if said.subject not in SUBJECTS:
        raise BadInput(f"{said.subject!r} is no subject of complaints; use one of {', '.join(SUBJECTS)}")
    for text in (said.text, said.wish):
        short(text)
    made = deed.record(ComplaintFiled, complaint_id=new_id(), due_on=due_on, **said._asdict())
    return existing(deed.con, made.complaint_id)


def offer(deed: Deed, complaint_id: UUID, what: str, accepted: bool, floor: bool) -> FiledComplaint:
    """补救, by who took it in, or on the floor (``floor``). The last offer counts. Raises ``NotFound``, ``BadInput``,
    ``Refused``, also once it is closed."""
    if what not in OFFERS:
        raise BadInput(f"{what!r} is no recovery offer; use one of {', '.join(OFFERS)}")
    before = _not_closed(deed, complaint_id)
    if before.filed_by != deed.staff_no and not floor:
        raise Refused(f"{before.filed_by} took it in: they, or the lobby or branch manager, make the offer")
    if (before.offer, before.offer_accepted) != (what, accepted):
        deed.record(ComplaintOffered, complaint_id=complaint_id, offer=what, accepted=accepted)
    return existing(deed.con, complaint_id)


def decide(deed: Deed, complaint_id: UUID, decision: str, text: str) -> FiledComplaint:
    """Stops the clock; the first decision counts. Raises ``NotFound``, ``BadInput``, ``Refused``: decided, or about
    oneself."""
    if decision not in DECISIONS:
        raise BadInput(f"{decision!r} is no decision; use one of {', '.join(DECISIONS)}")
    short(text)
    before = _not_closed(deed, complaint_id)
    if before.stage == "decided":
        raise Refused(f"it was decided by {before.decided_by}: {before.decision}; close it, or take in a new one")
    if before.teller_no == deed.staff_no:
        raise Refused("it is about yourself: a colleague decides it")
    deed.record(ComplaintDecided, complaint_id=complaint_id, decision=decision, text=text)
    return existing(deed.con, complaint_id)


def close(deed: Deed, complaint_id: UUID, satisfied: str) -> FiledComplaint:
    """After the decision has been told; the card offers again. Raises ``NotFound``, ``BadInput``, ``Refused``."""
    if satisfied not in SATISFIED:
        raise BadInput(f"{satisfied!r}: say yes, no, or nothing")
    before = _not_closed(deed, complaint_id)
    if before.stage != "decided":
        raise Refused("it has not been decided: decide it first")
    deed.record(ComplaintClosed, complaint_id=complaint_id, satisfied=satisfied)
    return existing(deed.con, complaint_id)


def existing(con: "Connection", complaint_id: UUID) -> FiledComplaint:
    """As it now stands. Raises ``NotFound``."""
    return found(con, FiledComplaint, complaint_id, "complaint")


def of_customer(con: "Connection", customer_no: str) -> tuple[FiledComplaint, ...]:
    """What this customer complained of in this branch, newest first."""
    return read(con, FiledComplaint, "customer_no = ? ORDER BY filed_at DESC, complaint_id", customer_no)


def listed(con: "Connection", only: str = "", closed_too: bool = False) -> tuple[FiledComplaint, ...]:
    """The branch's, the one that is due first in front. ``only``: those this member of staff took in, or that are
    about them."""
    where = (
        "(? = '' OR filed_by = ? OR teller_no = ?) AND (? OR stage != 'closed') ORDER BY due_on, filed_at, complaint_id"
    )
    return read(con, FiledComplaint, where, only, only, only, closed_too)


def _not_closed(deed: Deed, complaint_id: UUID) -> FiledComplaint:
    found = existing(deed.con, complaint_id)
    if not found.is_open():
        raise Refused(f"complaint {complaint_id} is closed: take in a new one")
    return found
