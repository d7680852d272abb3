"""Who is called next (叫号). Practice; the numbers are the standards' ``[order]``.

1. Everybody has a *head start*: a VIP tier 10 minutes, a need (elderly, pregnant, disabled, with a child) 8, both
   together at most 15. Who came earliest after taking off the head start is called first. So a VIP who just came goes
   before everybody who is within the normal limit, and before nobody who is beyond it.
2. Nobody is starved: once five who came later have been called before somebody, or after 20 minutes, nobody who comes
   later goes before them. Those who are *due* by this are the longest-waiting ones, so they keep the order of coming.
3. Parked, missed and transferred tickets keep the time at which they were taken.

An overtaking counts for a window if the window takes that business. Calls out of order are a person's decision: they
are counted, not bounded.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from teller_assist.domain.standards import Standards
from teller_assist.domain.ticket import DONE, WAITING, Ticket

ALL: frozenset[str] = frozenset()  # business types of a window that takes every one
LEVELS = ("ok", "late", "red", "escalate")


class Waiting(NamedTuple):
    """One who waits. ``place`` 1 is next; ``level`` of ``LEVELS``; ``due``: nobody who came later goes before."""

    ticket: Ticket
    place: int
    wait_s: int
    limit_s: int
    level: str
    vip: bool
    due: bool


def level_of(seconds: int, limit_s: int, standards: Standards) -> str:
    """``late`` beyond the limit, ``red`` from 20 minutes, ``escalate`` from 30 (the bounds belong to them)."""
    if seconds >= 60 * standards.waits.escalate:
        return "escalate"
    if seconds >= 60 * standards.waits.red:
        return "red"
    return "late" if seconds > limit_s else "ok"


def head_start(ticket: Ticket, standards: Standards) -> timedelta:
    """By how much earlier they count as come."""
    order = standards.order
    minutes = (order.vip if standards.is_vip(ticket.tier) else 0) + (order.need if ticket.needs else 0)
    return timedelta(minutes=min(minutes, order.most))


def takes_it(
    ticket: Ticket, window_no: str, takes: frozenset[str] = ALL, staffed: Collection[str] | None = None
) -> bool:
    """Whether this window calls this ticket. ``window_no`` "": one that waits anywhere. ``staffed``: windows with
    somebody on duty, None where nobody keeps the list. Who waits for a window that has closed is everybody's."""
    if window_no and ticket.to_window and (staffed is None or ticket.to_window in {*staffed, window_no}):
        return ticket.to_window == window_no
    return not takes or not ticket.business_type or ticket.business_type in takes


def in_order(
    tickets: Iterable[Ticket], window_no: str, now: datetime, standards: Standards, takes: frozenset[str] = ALL,
    staffed: Collection[str] | None = None,
) -> list[Waiting]:  # fmt: skip
    """Those who wait for this window ("": the hall), the next one first. ``tickets``: all of the day, in any order;
    ``staffed``: see ``takes_it``."""
    day = list(tickets)
    called = sorted(
        t.taken_at for t in day if t.first_called_at is not None and (not takes or t.business_type in {*takes, ""})
    )
    waiting = [
        (t, _is_due(t, called, now, standards))
        for t in day
        if t.state == WAITING and takes_it(t, window_no, takes, staffed)
    ]  # fmt: skip
    waiting.sort(key=lambda one: _rank(one[0], one[1], standards))
    return [_row(t, due, place, now, standards) for place, (t, due) in enumerate(waiting, 1)]


def next_for(
    tickets: Iterable[Ticket], window_no: str, now: datetime, standards: Standards, takes: frozenset[str] = ALL,
    staffed: Collection[str] | None = None,
) -> Ticket | None:  # fmt: skip
    """Whom this window calls next."""
    rows = in_order(tickets, window_no, now, standards, takes, staffed)
    return rows[0].ticket if rows else None


def overtaken(ticket: Ticket, called: Sequence[datetime]) -> int:
    """How many came later and were called before. ``called``: when those who have been called took theirs, sorted."""
    return len(called) - bisect_right(called, ticket.taken_at)


def is_open(ticket: Ticket) -> bool:
    return ticket.state != DONE


def _is_due(ticket: Ticket, called: Sequence[datetime], now: datetime, standards: Standards) -> bool:
    order = standards.order
    waited = (now - ticket.taken_at).total_seconds()
    return waited >= 60 * order.never_after or overtaken(ticket, called) >= order.overtaken


def _rank(ticket: Ticket, due: bool, standards: Standards) -> tuple[bool, datetime, datetime, str, str]:
    came = ticket.taken_at
    start = came if due else came - head_start(ticket, standards)
    return not due, start, came, ticket.number, str(ticket.ticket_id)


def _row(ticket: Ticket, due: bool, place: int, now: datetime, standards: Standards) -> Waiting:
    waited = max(0, int((now - ticket.taken_at).total_seconds()))
    limit_s = standards.wait_limit_s(ticket.tier, ticket.business_type)
    level = level_of(waited, limit_s, standards)
    return Waiting(ticket, place, waited, limit_s, level, standards.is_vip(ticket.tier), due)
