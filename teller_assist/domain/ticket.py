"""A queue ticket (票号): taken, called, parked, passed on, served, done. A shared noun of the branch.

Whose call counts when two windows called one ticket without knowing of each other: the first in the branch's order;
the other windows are kept in ``contested_by`` while it is there, so that they can be told. What anybody said of it
meanwhile does not count: an event names the window at which its maker believed the ticket to be (``window_no``, "" at
none).

The end with which a day is tidied up holds only until somebody says more of that very day: their desk had
not been heard, or the one that tidied had a clock that was ahead.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from teller_assist.domain.days import midnight
from teller_assist.domain.event import Event, event

WAITING, CALLED, SERVING, PARKED, NO_SHOW, DONE = "waiting", "called", "serving", "parked", "no_show", "done"
SOURCES = ("kiosk", "staff", "machine", "appointment")
NEEDS = ("elderly", "pregnant", "disabled", "child")  # who goes before others of their tier (practice)
ENDS = ("served", "left", "diverted", "no_show", "closed")


@event("ticket.taken", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class TicketTaken(Event):
    """``number`` as it is printed (A029), unique in branch and ``day``. ``moment``: by an outside machine's clock."""

    ticket_id: UUID
    number: str
    day: date
    business_type: str = ""
    needs: tuple[str, ...] = ()
    tier: str = ""
    customer_no: str = ""
    source: str = "kiosk"
    appointment_id: UUID | None = None
    moment: datetime | None = None


@event("ticket.identified", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class TicketIdentified(Event):
    """A card was swiped at the kiosk, or the lobby manager knows them."""

    ticket_id: UUID
    customer_no: str
    tier: str = ""
    needs: tuple[str, ...] = ()


@event("ticket.called", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class TicketCalled(Event):
    """To a window; the same window again is a recall. ``out_of_order``: why one who was not next, "" the next."""

    ticket_id: UUID
    window_no: str
    out_of_order: str = ""
    moment: datetime | None = None


@event("ticket.parked", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class TicketParked(Event):
    """Set aside (挂起): fills in a form, fetches a document. Keeps its place in the queue."""

    ticket_id: UUID
    reason: str = ""
    window_no: str = ""


@event("ticket.returned", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class TicketReturned(Event):
    """Waits again, after being parked, missed, or called to a window that lost it. One that was tidied up before its
    day was over stands again as it did."""

    ticket_id: UUID
    window_no: str = ""


@event("ticket.transferred", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class TicketTransferred(Event):
    """To another business type (换队列), or to one window. The wait counts on from the first."""

    ticket_id: UUID
    business_type: str = ""
    to_window: str = ""
    reason: str = ""
    window_no: str = ""


@event("ticket.missed", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class TicketMissed(Event):
    """Called and did not come (未到)."""

    ticket_id: UUID
    window_no: str = ""


@event("ticket.served", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class TicketServed(Event):
    """The customer is at the window; ``visit_id`` "" where an outside machine says so."""

    ticket_id: UUID
    window_no: str
    visit_id: UUID | None = None
    moment: datetime | None = None


@event("ticket.ended", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class TicketEnded(Event):
    """``how`` is a word of ``ENDS``. An end is an end: nobody calls the ticket again."""

    ticket_id: UUID
    how: str
    moment: datetime | None = None
    window_no: str = ""


TicketEvent = (
    TicketTaken | TicketIdentified | TicketCalled | TicketParked | TicketReturned | TicketTransferred | TicketMissed
    | TicketServed | TicketEnded
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ticket:
    """As it now stands. ``state`` is WAITING, CALLED, SERVING, PARKED, NO_SHOW or DONE; ``needs`` and
    ``contested_by`` (windows) are words parted by blanks."""

    ticket_id: UUID
    number: str
    day: date
    business_type: str
    needs: str
    tier: str
    customer_no: str
    source: str
    taken_at: datetime
    state: str = WAITING
    window_no: str = ""
    called_at: datetime | None = None
    called_by: str = ""
    first_called_at: datetime | None = None
    calls: int = 0
    out_of_order: str = ""
    to_window: str = ""
    parked_at: datetime | None = None
    park_reason: str = ""
    transfers: int = 0
    misses: int = 0
    visit_id: UUID | None = None
    served_at: datetime | None = None
    served_by: str = ""
    ended_at: datetime | None = None
    how: str = ""
    contested_by: str = ""
    appointment_id: UUID | None = None


def fold(events: Iterable[TicketEvent]) -> Ticket | None:
    """As it now stands; ``events`` are all of one ticket, in the branch's order. None without its beginning."""
    happened = list(events)
    taken = next((e for e in happened if isinstance(e, TicketTaken)), None)
    if taken is None:
        return None
    state = Ticket(
        taken.ticket_id, taken.number, taken.day, taken.business_type, " ".join(taken.needs), taken.tier,
        taken.customer_no, taken.source, taken.moment or taken.at, appointment_id=taken.appointment_id,
    )  # fmt: skip
    untidied = state  # as it stood before its day was tidied up
    for e in happened:
        if not is_tidied(state):
            untidied, state = state, _after(state, e)
        elif isinstance(e, TicketIdentified):
            untidied = _after(untidied, e)
        elif isinstance(e, TicketReturned) and _when(e) < tidied_at(state.day):
            state = untidied
        elif _when(e) < tidied_at(state.day) and (after := _after(untidied, e)) != untidied:
            state = after
    return state


def tidied_at(day: date) -> datetime:
    """When the tickets of a day are over, whatever became of them: at its midnight."""
    return midnight(day + timedelta(days=1))


def is_tidied(state: Ticket) -> bool:
    """Over because its day was said to be, and not because somebody said so of this ticket."""
    return state.state == DONE and state.ended_at == tidied_at(state.day)


def _when(e: TicketEvent) -> datetime:
    return getattr(e, "moment", None) or e.at


def _after(state: Ticket, e: TicketEvent) -> Ticket:
    if state.state == DONE:
        return _contested(state, e.window_no) if isinstance(e, TicketCalled | TicketServed) else state
    if _elsewhere(state, e):
        return state
    match e:
        case TicketIdentified():
            needs = " ".join(dict.fromkeys([*state.needs.split(), *e.needs]))
            return replace(
                state, customer_no=e.customer_no or state.customer_no, tier=e.tier or state.tier, needs=needs
            )
        case TicketCalled() if state.state in (CALLED, SERVING) and state.window_no != e.window_no:
            return _contested(state, e.window_no)
        case TicketCalled():
            at = e.moment or e.at
            return replace(
                state, state=state.state if state.state == SERVING else CALLED, window_no=e.window_no, called_at=at,
                called_by=e.staff_no, first_called_at=min(state.first_called_at or at, at), calls=state.calls + 1,
                out_of_order=e.out_of_order or state.out_of_order,
            )  # fmt: skip
        case TicketParked():
            return replace(state, state=PARKED, parked_at=e.at, park_reason=e.reason, contested_by="")
        case TicketReturned():
            return replace(state, state=WAITING, window_no="", contested_by="")
        case TicketTransferred():
            return replace(
                state, state=WAITING, window_no="", business_type=e.business_type or state.business_type,
                to_window=e.to_window, transfers=state.transfers + 1, contested_by="",
            )  # fmt: skip
        case TicketMissed() if state.state == CALLED:
            return replace(state, state=NO_SHOW, misses=state.misses + 1, contested_by="")
        case TicketServed() if state.state == SERVING and state.window_no != e.window_no:
            return _contested(state, e.window_no)
        case TicketServed():
            at = e.moment or e.at
            lost = state if state.window_no in ("", e.window_no) else _contested(state, state.window_no)
            others = " ".join(w for w in lost.contested_by.split() if w != e.window_no)
            return replace(
                lost, state=SERVING, window_no=e.window_no, visit_id=e.visit_id or state.visit_id, served_at=at,
                served_by=e.staff_no, called_at=state.called_at or at, first_called_at=state.first_called_at or at,
                contested_by=others,
            )  # fmt: skip
        case TicketEnded():
            return replace(state, state=DONE, how=e.how, ended_at=max(e.moment or e.at, state.taken_at))
    return state


def _elsewhere(state: Ticket, e: TicketEvent) -> bool:
    """Said of a call or a service at a window that did not have it, or by who knew of none."""
    if isinstance(e, TicketTaken | TicketIdentified | TicketCalled | TicketServed):
        return False
    return state.state in (CALLED, SERVING) and e.window_no != state.window_no


def _contested(state: Ticket, window_no: str) -> Ticket:
    if window_no in ("", *state.contested_by.split()) or (window_no == state.window_no and state.state == DONE):
        return state
    return replace(state, contested_by=f"{state.contested_by} {window_no}".strip())
