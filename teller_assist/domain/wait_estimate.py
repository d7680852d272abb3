"""How long somebody who takes a ticket now will wait (预计等候), and how good that was today.

Those who will be called before (``queue.py``) are dealt out to the open windows, each to the one that is free first.
How long each takes: the standard's minutes, drawn to what today's tickets took as there are more of them. Those who
come later and go before are not foreseen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from heapq import heapify, heapreplace
from typing import NamedTuple

from teller_assist.domain.lobby import Duty
from teller_assist.domain.queue import in_order
from teller_assist.domain.service_row import rank_of
from teller_assist.domain.standards import Standards
from teller_assist.domain.ticket import CALLED, DONE, SERVING, WAITING, Ticket

RECENT = 60  # of the tickets served last
WEIGHT = 3  # the standard counts as so many of them
STILL = 0.3  # who is at a window needs at least this part of their time yet
SEEN_LATELY = timedelta(minutes=30)  # a window that called so lately is open where nobody keeps the duty list
SHORTEST_S, LONGEST_S = 10, 2 * 3600  # other times at a window are slips of a key


class Pace(NamedTuple):
    """Seconds at a window. ``ratio``: today's times over the standard's; ``types``: (how many, their sum)."""

    standards: Standards
    ratio: float = 1.0
    types: Mapping[str, tuple[int, float]] = {}

    def seconds(self, business_type: str) -> float:
        """What one of this type takes."""
        n, total = self.types.get(business_type, (0, 0.0))
        return (WEIGHT * self.ratio * self.standards.limit_s(business_type) + total) / (WEIGHT + n)


class Measured(NamedTuple):
    """Today's estimates against what came. ``p50_s``, ``p90_s``: of the error's size; ``bias_s``: its mean, above 0
    where people waited longer than they were told."""

    n: int
    p50_s: int
    p90_s: int
    bias_s: int


def open_windows(duties: Iterable[Duty], tickets: Iterable[Ticket], at: datetime) -> tuple[str, ...]:
    """Windows that call people: by the duty list, and where somebody is served; where nobody keeps the list, those
    that called within half an hour."""
    day, kept = list(tickets), [d for d in duties if d.window_no and d.began_at <= at]
    on = {d.window_no for d in kept if _on_duty(d, at)}
    if not kept:
        on = {t.window_no for t in day if t.window_no and t.called_at and at - t.called_at <= SEEN_LATELY}
    return tuple(sorted(on | {t.window_no for t in day if t.state == SERVING and t.window_no}))


def count_windows(duties: Iterable[Duty], tickets: Iterable[Ticket], at: datetime) -> int:
    """For the busy light: where nobody keeps the duty list, at least this one is open."""
    kept = list(duties)
    return len(open_windows(kept, tickets, at)) or int(not any(d.window_no for d in kept))


def pace_of(tickets: Iterable[Ticket], standards: Standards) -> Pace:
    """From those who were served today."""
    served = [(t.ended_at, t.business_type, s) for t in tickets if t.ended_at and (s := _at_window_s(t)) is not None]
    served.sort()
    types: dict[str, tuple[int, float]] = {}
    for _, business_type, seconds in served[-RECENT:]:
        n, total = types.get(business_type, (0, 0.0))
        types[business_type] = (n + 1, total + seconds)
    usual = WEIGHT * standards.limit_s("")
    took = usual + sum(total for _, total in types.values())
    ought = usual + sum(n * standards.limit_s(business_type) for business_type, (n, _) in types.items())
    return Pace(standards, took / ought, types)


def estimate_s(newcomer: Ticket, tickets: Sequence[Ticket], windows: Sequence[str], pace: Pace, now: datetime) -> int:
    """Seconds until the newcomer is called. ``tickets``: the day's as they are ``now``, with or without them."""
    others = [t for t in tickets if t.ticket_id != newcomer.ticket_id]
    rows = in_order([*others, newcomer], "", now, pace.standards)
    place = next(row.place for row in rows if row.ticket.ticket_id == newcomer.ticket_id)
    free = _free_in(others, windows, pace, now)
    for row in rows[: place - 1]:
        heapreplace(free, free[0] + pace.seconds(row.ticket.business_type))
    return round(free[0])


def told_when_taken(ticket: Ticket, tickets: Iterable[Ticket], duties: Iterable[Duty], standards: Standards) -> int:
    """The estimate that a ticket had as it was taken, made again from what has become of the day since."""
    then = as_of(tickets, ticket.taken_at)
    windows = open_windows(duties, then, ticket.taken_at)
    fresh = replace(ticket, state=WAITING, first_called_at=None, window_no="", to_window="", ended_at=None)
    return estimate_s(fresh, then, windows, pace_of(then, standards), ticket.taken_at)


def measured(tickets: Sequence[Ticket], duties: Sequence[Duty], standards: Standards) -> Measured:
    """How far off today's estimates were, of everybody who was called in their turn, and after they came: a clock
    that was set back says nothing."""
    errors = [
        int((t.first_called_at - t.taken_at).total_seconds()) - told_when_taken(t, tickets, duties, standards)
        for t in tickets
        if t.first_called_at and t.taken_at <= t.first_called_at and not t.out_of_order
        and not (t.parked_at and t.parked_at < t.first_called_at)
    ]  # fmt: skip
    return summed_up(errors)


def summed_up(errors: Sequence[int]) -> Measured:
    """Seconds waited less seconds told, of many."""
    if not errors:
        return Measured(0, 0, 0, 0)
    sizes = sorted(map(abs, errors))
    half, most = (sizes[rank_of(len(sizes), percent) - 1] for percent in (50, 90))
    return Measured(len(errors), half, most, round(sum(errors) / len(errors)))


def as_of(tickets: Iterable[Ticket], at: datetime) -> list[Ticket]:
    """The day's tickets as they were then; parking and transfers between are not seen again."""
    return [_then(t, at) for t in tickets if t.taken_at <= at]


def _then(t: Ticket, at: datetime) -> Ticket:
    if t.ended_at is not None and t.ended_at <= at:
        return t
    if t.first_called_at is not None and t.first_called_at <= at:
        return replace(t, state=SERVING, called_at=t.first_called_at, ended_at=None, how="")
    return replace(t, state=WAITING, window_no="", first_called_at=None, called_at=None, ended_at=None, to_window="")


def _free_in(tickets: Iterable[Ticket], windows: Sequence[str], pace: Pace, now: datetime) -> list[float]:
    """Seconds until each open window is free, a heap; one window at the least."""
    free = dict.fromkeys(windows or ("",), 0.0)
    for t in tickets:
        if t.state in (CALLED, SERVING) and t.window_no in free and t.called_at:
            whole, spent = pace.seconds(t.business_type), (now - t.called_at).total_seconds()
            free[t.window_no] = max(whole - spent, STILL * whole)
    heap = list(free.values())
    heapify(heap)
    return heap


def _at_window_s(t: Ticket) -> float | None:
    """Seconds from the call to the end; None where that says nothing of how long such a business takes."""
    if t.state != DONE or t.how != "served" or t.called_at is None or t.ended_at is None or t.transfers or t.parked_at:
        return None
    seconds = (t.ended_at - t.called_at).total_seconds()
    return seconds if SHORTEST_S <= seconds <= LONGEST_S else None


def _on_duty(duty: Duty, at: datetime) -> bool:
    here = duty.ended_at is None or at < duty.ended_at
    return here and not (duty.paused_at is not None and duty.paused_at <= at)
