"""A teller calls the lobby manager or supervisor by one key; who takes it is seen at the window. A shared noun."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from teller_assist.domain.days import within_a_day
from teller_assist.domain.event import Event, event

REASONS = ("fraud", "medical", "authorise", "help")  # the worst first
URGENT = frozenset({"fraud", "medical"})


@event("call.made", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class CallMade(Event):
    """``reason`` is a word of ``REASONS``, ``to_role`` a role of ``domain/staff.py``."""

    call_id: UUID
    window_no: str
    reason: str
    to_role: str = "lobby_manager"
    ticket: str = ""


@event("call.taken", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class CallTaken(Event):
    """我去: somebody comes, within so many seconds (0: not said)."""

    call_id: UUID
    eta_s: int = 0


@event("call.closed", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class CallClosed(Event):
    """Done with, or taken back by the teller."""

    call_id: UUID


CallEvent = CallMade | CallTaken | CallClosed


@dataclass(frozen=True, slots=True)
class Call:
    """As it now stands. ``also``: who went too, blanks between."""

    call_id: UUID
    window_no: str
    reason: str
    to_role: str
    ticket: str
    made_at: datetime
    made_by: str
    taken_at: datetime | None = None
    taken_by: str = ""
    eta_s: int = 0
    also: str = ""
    closed_at: datetime | None = None
    closed_by: str = ""


def fold(events: Iterable[CallEvent]) -> Call | None:
    """As it now stands; the first who goes has it. ``events`` are all of one call, in the branch's order."""
    happened = list(events)
    made = next((e for e in happened if isinstance(e, CallMade)), None)
    if made is None:
        return None
    state = Call(made.call_id, made.window_no, made.reason, made.to_role, made.ticket, made.at, made.staff_no)
    for e in happened:
        match e:
            case CallTaken() if not state.taken_by and state.closed_at is None:
                state = replace(state, taken_at=e.at, taken_by=e.staff_no, eta_s=within_a_day(e.eta_s))
            case CallTaken() if e.staff_no not in (state.taken_by, *state.also.split()):
                state = replace(state, also=f"{state.also} {e.staff_no}".strip())
            case CallClosed() if state.closed_at is None:
                state = replace(state, closed_at=e.at, closed_by=e.staff_no)
            case _:
                pass
    return state


def worst_first(calls: Iterable[Call]) -> list[Call]:
    """Those that are open: by reason, of one reason the oldest first. A reason that a newer program knows is last."""
    still = [call for call in calls if call.closed_at is None]
    rank = {reason: place for place, reason in enumerate(REASONS)}
    return sorted(still, key=lambda c: (rank.get(c.reason, len(REASONS)), c.made_at, str(c.call_id)))


def red_one(calls: Iterable[Call]) -> Call | None:
    """The one call that may be shown in red: the first that is urgent and to which nobody goes yet."""
    return next((c for c in worst_first(calls) if c.reason in URGENT and not c.taken_by), None)
