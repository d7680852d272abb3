"""What becomes of a queue ticket: each deed a function, recorded once however often it is said."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from teller_assist.desk.deed import Deed, found, new_id, short
from teller_assist.domain.days import day_at
from teller_assist.domain.event import Event
from teller_assist.domain.standards import Standards
from teller_assist.domain.ticket import (
    CALLED,
    DONE,
    ENDS,
    NEEDS,
    NO_SHOW,
    PARKED,
    SERVING,
    SOURCES,
    WAITING,
    Ticket,
    TicketCalled,
    TicketEnded,
    TicketIdentified,
    TicketMissed,
    TicketParked,
    TicketReturned,
    TicketServed,
    TicketTaken,
    TicketTransferred,
    tidied_at,
)  # fmt: skip
from teller_assist.errors import BadInput, Refused
from teller_assist.store import tickets

AGAIN_AFTER = timedelta(seconds=3)  # a recall sooner is the same press of the key
LONGEST_NUMBER = 12
E = TypeVar("E", bound=Event)


def take(
    deed: Deed, day: date, number: str, business_type: str, needs: tuple[str, ...], source: str,
    tier: str = "", customer_no: str = "", **more: Any,
) -> Ticket:  # fmt: skip
    """A new ticket. ``more``: ``ticket_id``, ``appointment_id``, ``moment``.

    Raises ``BadInput``, and ``Refused`` for a number that is given out today.
    """
    if source not in SOURCES:
        raise BadInput(f"{source!r} is no source of a ticket; use one of {', '.join(SOURCES)}")
    _check_needs(needs)
    if not number.isalnum() or not number.isascii() or len(number) > LONGEST_NUMBER:
        raise BadInput(f"{number!r} is no ticket number: letters and digits, at most {LONGEST_NUMBER}")
    if tickets.tickets_numbered(deed.con, number, day):
        raise Refused(f"ticket {number} has been given out today: use another number")
    ticket_id = more.pop("ticket_id", None) or new_id()
    deed.record(
        TicketTaken, ticket_id=ticket_id, number=number, day=day, business_type=business_type, needs=needs,
        tier=tier, customer_no=customer_no, source=source, **more,
    )  # fmt: skip
    return existing(deed, ticket_id)


def identify(deed: Deed, ticket_id: UUID, customer_no: str, tier: str, needs: tuple[str, ...]) -> Ticket:
    """Who holds it. Raises ``NotFound``, ``BadInput``, ``Refused`` for one that is over."""
    _check_needs(needs)
    before = _going(deed, ticket_id)
    same_one = customer_no in ("", before.customer_no) and tier in ("", before.tier)
    if same_one and set(needs) <= set(before.needs.split()):
        return before
    deed.record(TicketIdentified, ticket_id=ticket_id, customer_no=customer_no, tier=tier, needs=needs)
    return existing(deed, ticket_id)


def call(deed: Deed, ticket_id: UUID, window_no: str, out_of_order: str = "", moment: datetime | None = None) -> Ticket:
    """To a window. Raises ``NotFound``, ``Refused`` if another window has it or it is over."""
    before = _going(deed, ticket_id)
    if before.state in (CALLED, SERVING):
        _only(before, window_no)
        return before
    short(out_of_order)
    deed.record(TicketCalled, ticket_id=ticket_id, window_no=window_no, out_of_order=out_of_order, moment=moment)
    return existing(deed, ticket_id)


def recall(deed: Deed, ticket_id: UUID, window_no: str) -> Ticket:
    """Calls once more who was called here. Raises ``NotFound``, ``Refused`` for one that is not."""
    before = _going(deed, ticket_id)
    if before.state != CALLED:
        raise Refused(f"ticket {before.number} is {before.state}: only one that has been called is called again")
    _only(before, window_no)
    if before.called_at is not None and deed.at - before.called_at < AGAIN_AFTER:
        return before
    deed.record(TicketCalled, ticket_id=ticket_id, window_no=window_no)
    return existing(deed, ticket_id)


def park(deed: Deed, ticket_id: UUID, reason: str) -> Ticket:
    """Set aside; its time runs on. Raises ``NotFound``, ``Refused`` for one that did not come or is over."""
    before = _going(deed, ticket_id)
    if before.state == PARKED:
        return before
    if before.state == NO_SHOW:
        raise Refused(f"ticket {before.number} did not come: give it back first")
    short(reason)
    deed.record(TicketParked, ticket_id=ticket_id, reason=reason, window_no=_where(before))
    return existing(deed, ticket_id)


def give_back(deed: Deed, ticket_id: UUID) -> Ticket:
    """Waits again, with the time it was taken. Raises ``NotFound``, ``Refused`` for one who is at a window."""
    before = _going(deed, ticket_id)
    if before.state == WAITING:
        return before
    if before.state == SERVING:
        raise Refused(f"ticket {before.number} is at window {before.window_no}: park, transfer or end it there")
    deed.record(TicketReturned, ticket_id=ticket_id, window_no=_where(before))
    return existing(deed, ticket_id)


def transfer(
    deed: Deed, standards: Standards, ticket_id: UUID, business_type: str, to_window: str, reason: str
) -> Ticket:
    """To another business type, or to one window. Raises ``NotFound``, ``BadInput``, ``Refused`` if it is over."""
    if not business_type and not to_window:
        raise BadInput("say whereto: a business type, or a window")
    check_business(standards, business_type)
    before = _going(deed, ticket_id)
    if before.state == WAITING and (before.to_window, business_type or before.business_type) == (
        to_window, before.business_type,
    ):  # fmt: skip
        return before
    short(reason)
    deed.record(
        TicketTransferred, ticket_id=ticket_id, business_type=business_type, to_window=to_window, reason=reason,
        window_no=_where(before),
    )  # fmt: skip
    return existing(deed, ticket_id)


def missed(deed: Deed, ticket_id: UUID) -> Ticket:
    """Called and did not come. Raises ``NotFound``, ``Refused`` for one that was not called."""
    before = _going(deed, ticket_id)
    if before.state == NO_SHOW:
        return before
    if before.state != CALLED:
        raise Refused(f"ticket {before.number} is {before.state}: only one that has been called can fail to come")
    deed.record(TicketMissed, ticket_id=ticket_id, window_no=_where(before))
    return existing(deed, ticket_id)


def serve(
    deed: Deed, ticket_id: UUID, window_no: str, visit_id: UUID | None = None, moment: datetime | None = None
) -> Ticket:
    """The customer is at the window, with this visit (several people of one ticket: a visit each, the last is named).

    Raises ``NotFound``, ``Refused`` if another window serves it or it is over.
    """
    before = _going(deed, ticket_id)
    if before.state == SERVING:
        _only(before, window_no)
        if visit_id in (None, before.visit_id):
            return before
    deed.record(TicketServed, ticket_id=ticket_id, window_no=window_no, visit_id=visit_id, moment=moment)
    return existing(deed, ticket_id)


def end(deed: Deed, ticket_id: UUID, how: str, moment: datetime | None = None) -> Ticket:
    """It is over. Raises ``NotFound``, ``BadInput``, ``Refused`` if it is over in another way."""
    if how not in ENDS:
        raise BadInput(f"{how!r} is no end of a ticket; use one of {', '.join(ENDS)}")
    before = existing(deed, ticket_id)
    if before.state == DONE and before.how == how:
        return before
    _going(deed, ticket_id)
    deed.record(TicketEnded, ticket_id=ticket_id, how=how, moment=moment, window_no=_where(before))
    return existing(deed, ticket_id)


def close_earlier(deed: Deed, today: date) -> None:
    """Tickets of earlier days that nobody ended are over as their day is; who was at a window was served."""
    for ticket in tickets.left_open(deed.con, today):
        how = "served" if ticket.state == SERVING else "closed"
        end(deed, ticket.ticket_id, how, tidied_at(ticket.day))


def reopen_early(deed: Deed) -> None:
    """Today's tickets that a desk ended with their day already, for its clock is ahead, stand again as they did."""
    today = day_at(deed.at)
    for ticket in tickets.ended_at(deed.con, today, tidied_at(today)):
        deed.record(TicketReturned, ticket_id=ticket.ticket_id)


def _where(before: Ticket) -> str:
    """Where this desk believes it to be: nothing is said of what another window does with it meanwhile."""
    return before.window_no if before.state in (CALLED, SERVING) else ""


def existing(deed: Deed, ticket_id: UUID) -> Ticket:
    """As it now stands. Raises ``NotFound``: it may not have come to this desk yet."""
    return found(deed.con, Ticket, ticket_id, "ticket")


def next_number(row: str, digits: int, known: Callable[[str], bool]) -> str:
    """The first number of a row (A, W03) that nobody has: A001, W0301. Over its digits it grows longer."""
    n = 1
    while known(f"{row}{n:0{digits}d}"):
        n += 1
    return f"{row}{n:0{digits}d}"


def check_business(standards: Standards, business_type: str) -> None:
    """Raises ``BadInput`` for a business type that the standards do not know; "" is not said."""
    if business_type and standards.business and business_type not in standards.business:
        raise BadInput(f"{business_type!r} is no business type; use one of {', '.join(standards.business)}")


def _going(deed: Deed, ticket_id: UUID) -> Ticket:
    before = existing(deed, ticket_id)
    if before.state == DONE:
        raise Refused(f"ticket {before.number} is over ({before.how}): take a new one")
    return before


def _only(ticket: Ticket, window_no: str) -> None:
    if ticket.window_no != window_no:
        raise Refused(f"ticket {ticket.number} is at window {ticket.window_no}: it is theirs")


def _check_needs(needs: tuple[str, ...]) -> None:
    for need in needs:
        if need not in NEEDS:
            raise BadInput(f"{need!r} is no need; use one of {', '.join(NEEDS)}")
