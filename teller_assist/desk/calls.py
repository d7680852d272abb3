"""A teller calls for help by one key; somebody goes; it is done with."""

from uuid import UUID

from teller_assist.desk.deed import Deed, found, new_id
from teller_assist.domain.call import REASONS, Call, CallClosed, CallMade, CallTaken, worst_first
from teller_assist.domain.days import day_at, midnight
from teller_assist.domain.policy import ROLES
from teller_assist.errors import BadInput, Refused
from teller_assist.store.floor import calls_since

LONGEST_ETA_S = 3600


def make(deed: Deed, reason: str, to_role: str, ticket: str, window_no: str) -> Call:
    """Calls somebody to a window ("" the hall); while it is open the same call is the same. Raises ``BadInput``."""
    if reason not in REASONS:
        raise BadInput(f"{reason!r} is no reason to call; use one of {', '.join(REASONS)}")
    if to_role not in ROLES:
        raise BadInput(f"{to_role!r} is no role; use one of {', '.join(ROLES)}")
    for call in worst_first(calls_since(deed.con, midnight(day_at(deed.at)))):
        if (call.window_no, call.reason, call.to_role) == (window_no, reason, to_role):
            return call
    call_id = new_id()
    deed.record(
        CallMade, call_id=call_id, window_no=window_no, reason=reason, to_role=to_role, ticket=ticket
    )  # fmt: skip
    return existing(deed, call_id)


def take(deed: Deed, call_id: UUID, eta_s: int) -> Call:
    """我去. Raises ``NotFound``, ``BadInput``, and ``Refused`` if a colleague goes already or it is done with."""
    check_eta(eta_s)
    before = existing(deed, call_id)
    if before.closed_at is not None:
        raise Refused(f"the call from window {before.window_no} is done with: nobody has to go")
    if before.taken_by == deed.staff_no:
        return before
    if before.taken_by:
        raise Refused(f"{before.taken_by} goes to window {before.window_no} already")
    deed.record(CallTaken, call_id=call_id, eta_s=eta_s)
    return existing(deed, call_id)


def close(deed: Deed, call_id: UUID) -> Call:
    """Done with, or taken back; said twice it is recorded once. Raises ``NotFound``."""
    before = existing(deed, call_id)
    if before.closed_at is None:
        deed.record(CallClosed, call_id=call_id)
    return existing(deed, call_id)


def existing(deed: Deed, call_id: UUID) -> Call:
    """As it now stands. Raises ``NotFound``: it may not have come to this desk yet."""
    return found(deed.con, Call, call_id, "call")


def check_eta(eta_s: int) -> None:
    """Raises ``BadInput`` unless it is 0 (not said) to an hour."""
    if not 0 <= eta_s <= LONGEST_ETA_S:
        raise BadInput(f"{eta_s} seconds until somebody is there: say 0 (not said) to {LONGEST_ETA_S}")
