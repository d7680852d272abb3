"""What everybody in the hall may see of the queue: numbers, windows, counts. No name, tier or business gets in here."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from teller_assist.domain.standards import Standards
from teller_assist.domain.ticket import CALLED, WAITING, Ticket

NEW_S = 20  # so long a call is marked as new
LAST = 12  # calls before the present ones
NOTHING: Mapping[tuple[UUID, int], datetime] = {}


class Called(NamedTuple):
    """``is_new``: called, or called once more, within the last 20 s."""

    number: str
    window_no: str
    is_new: bool = False


class Hall(NamedTuple):
    """``now``: who is asked to come, the latest first; ``before``: who was. ``waiting``: (letter of
    their numbers, how many), "" those of every other row."""

    now: tuple[Called, ...] = ()
    before: tuple[Called, ...] = ()
    waiting: tuple[tuple[str, int], ...] = ()


def hall_of(
    tickets: Iterable[Ticket], standards: Standards, at: datetime, seen: Mapping[tuple[UUID, int], datetime] = NOTHING
) -> Hall:
    """As of ``at``; every queue of the standards has its count, also 0, of the numbers that begin so.

    ``seen``: when this board first saw a call, by ticket and how often it was called: clocks of other desks may be
    wrong. Else the call's own time counts.
    """
    called, others, waiting = [], 0, Counter({b.queue: 0 for b in standards.business.values()})
    for ticket in tickets:
        if ticket.called_at is not None and ticket.window_no:
            called.append((ticket.called_at, ticket.number, ticket))
        if ticket.state == WAITING:
            if ticket.number[:1] in waiting:
                waiting[ticket.number[:1]] += 1
            else:
                others += 1
    called.sort(reverse=True, key=lambda row: row[:2])
    new = timedelta(seconds=NEW_S)
    now = tuple(
        Called(t.number, t.window_no, at - seen.get((t.ticket_id, t.calls), moment) < new)
        for moment, _, t in called
        if t.state == CALLED
    )
    before = tuple(Called(t.number, t.window_no) for _, _, t in called if t.state not in (CALLED, WAITING))
    return Hall(now, before[:LAST], (*sorted(waiting.items()), *([("", others)] if others else [])))
