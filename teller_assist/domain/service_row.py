"""One line of the service report: what a group of visits, tickets and evaluations comes to.

Counts and whole seconds only, so that lines of a finer grouping add up to the coarser one and the order in which
things came does not matter. A quantile is the nearest rank (``rank_of``): a wait or a visit that really was, never
a value between two.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from teller_assist.domain.evaluation_rates import NOBODY_THERE
from teller_assist.domain.quality import BAD, GOOD, Evaluation
from teller_assist.domain.standards import BUCKETS, Standards, bucket_of
from teller_assist.domain.ticket import DONE, Ticket
from teller_assist.domain.visit import Visit
from teller_assist.domain.visit_clock import excused_s, handling_s, over_limit_s, waiting_s


class Waiting(NamedTuple):
    """Of visits with a ticket and a call. ``buckets``: <10, 10–20, 20–30, >30 minutes (``bucket_of``)."""

    known: int
    p50_s: int | None
    p90_s: int | None
    buckets: tuple[int, ...]


class Handling(NamedTuple):
    """``standard_s``: the limit, None where the line's visits have different ones. ``allowed_s`` and ``spent_s``:
    the limits and the seconds of all timed visits together, so that any line compares with its standard."""

    timed: int
    p50_s: int | None
    p90_s: int | None
    standard_s: int | None
    allowed_s: int
    spent_s: int


class Over(NamedTuple):
    """Timed visits beyond their limit: ``excused`` are within it once their reason is taken off, ``unexcused`` are
    not. ``excused_s``: seconds beyond the limit that reasons account for."""

    excused: int
    unexcused: int
    excused_s: int


class Asked(NamedTuple):
    """Evaluations that the end of a visit requested, each visit once; given, good (4–5), bad (1–2)."""

    requested: int
    given: int
    good: int
    bad: int


class Row(NamedTuple):
    """``teller_no``, ``business_type`` and ``day`` are None where the line is of all of them; "" is not known.

    ``visits`` began (``open`` are under way), ``guests`` of them without a customer; ``tickets`` taken, ``unserved``
    of them over without a visit. ``pieces``: weights of ended visits together, exactly. ``no_visit``: transactions
    that the core did and no visit was recorded for; they count in nothing else.
    """

    teller_no: str | None
    business_type: str | None
    day: date | None
    visits: int
    open: int
    guests: int
    tickets: int
    unserved: int
    waiting: Waiting
    handling: Handling
    over: Over
    evaluations: Asked
    pieces: Fraction
    no_visit: int


class Key(NamedTuple):
    """What a line is of."""

    teller_no: str | None = None
    business_type: str | None = None
    day: date | None = None


@dataclass
class Tally:
    """Takes what there is, in any order, and says what it comes to."""

    visits: int = 0
    open: int = 0
    guests: int = 0
    tickets: int = 0
    unserved: int = 0
    no_visit: int = 0
    waits: list[int] = field(default_factory=list)
    spent: list[int] = field(default_factory=list)
    limits: list[int] = field(default_factory=list)
    excused: int = 0
    unexcused: int = 0
    excused_s: int = 0
    asked: set[UUID] = field(default_factory=set)
    scores: list[int] = field(default_factory=list)
    pieces: Fraction = Fraction()

    def take_visit(self, visit: Visit, standards: Standards) -> None:
        """``standards``: those of the visit's own day."""
        self.visits += 1
        self.guests += not visit.customer_no
        if (waited := waiting_s(visit)) is not None:
            self.waits.append(waited)
        if visit.ended_at is None and visit.finished_at is None:
            self.open += 1
            return
        self.pieces += standards.weight(visit.business_type)
        if is_timed(visit):
            self._take_time(visit, standards)

    def _take_time(self, visit: Visit, standards: Standards) -> None:
        spent = handling_s(visit)
        assert spent is not None
        self.spent.append(spent)
        self.limits.append(standards.limit_s(visit.business_type))
        if over_limit_s(visit, standards, excuses=False):
            excused = not over_limit_s(visit, standards)
            self.excused += excused
            self.unexcused += not excused
            self.excused_s += excused_s(visit, standards)

    def take_ticket(self, ticket: Ticket) -> None:
        self.tickets += 1
        self.unserved += ticket.state == DONE and ticket.served_at is None

    def take_evaluation(self, one: Evaluation) -> None:
        if one.by == "visit":
            self.asked.add(one.visit_id)
            if one.score:
                self.scores.append(one.score)

    def row(self, key: Key) -> Row:
        limits = set(self.limits)
        buckets = [bucket_of(waited) for waited in self.waits]
        return Row(
            *key, self.visits, self.open, self.guests, self.tickets, self.unserved,
            Waiting(
                len(self.waits), quantile(self.waits, 50), quantile(self.waits, 90),
                tuple(buckets.count(n) for n in range(len(BUCKETS) + 1)),
            ),
            Handling(
                len(self.spent), quantile(self.spent, 50), quantile(self.spent, 90),
                limits.pop() if len(limits) == 1 else None, sum(self.limits), sum(self.spent),
            ),
            Over(self.excused, self.unexcused, self.excused_s),
            Asked(
                len(self.asked), len(self.scores), sum(s >= GOOD for s in self.scores),
                sum(s <= BAD for s in self.scores),
            ),
            self.pieces, self.no_visit,
        )  # fmt: skip


def is_timed(visit: Visit) -> bool:
    """Whether its minutes are known: not of a visit that a crash left open, unless the core says when it was over."""
    if visit.begun_at is not None and visit.finished_at is not None:
        return True
    return visit.ended_at is not None and visit.ended_by != NOBODY_THERE


def quantile(values: Sequence[int], percent: int) -> int | None:
    """The nearest rank: the least value that ``percent`` % of them do not exceed; None of none.

    Definition 1 of Hyndman and Fan 1996: no value is invented between two, and no float is rounded.
    """
    return sorted(values)[rank_of(len(values), percent) - 1] if values else None


def rank_of(n: int, percent: int) -> int:
    """Place in order, from 1: percent × n / 100, rounded up."""
    return max(1, -(-percent * n // 100))
