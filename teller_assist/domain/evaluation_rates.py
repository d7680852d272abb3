"""The rates of customers' evaluations, each with what it is of. A function of visits and evaluations: the same figures
on desk, node and hub."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from teller_assist.domain.days import day_at
from teller_assist.domain.quality import GOOD, Evaluation
from teller_assist.domain.visit import Visit

NOBODY_THERE = "restart"  # a visit that a crash left open: its customer had gone when it was ended


class EvaluationRates(NamedTuple):
    """Of one teller ("" all) on one day (None all). Those requested by hand are counted in the last two only.

    ``visits`` that ended with the customer there; ``request_rate`` = requested / visits, ``give_rate`` = given /
    requested, ``good_rate`` and ``bad_rate`` of the given, ``handle_rate`` of the bad; None where there is nothing
    to divide by.
    """

    teller_no: str
    day: date | None
    visits: int
    requested: int
    given: int
    good: int
    bad: int
    handled: int
    request_rate: float | None
    give_rate: float | None
    good_rate: float | None
    bad_rate: float | None
    handle_rate: float | None
    hand_requested: int
    hand_given: int


def rates_of(visits: Iterable[Visit], evaluations: Iterable[Evaluation]) -> tuple[EvaluationRates, ...]:
    """By day and teller, in that order. An evaluation is its visit's: of the day on which that began.

    ``visits``: also those under way, which say whose a press was.
    """
    visits = list(visits)
    ended = {v.visit_id: v for v in visits if v.ended_at is not None and v.ended_by != NOBODY_THERE}
    seen: dict[tuple[date, str], set[UUID]] = defaultdict(set)
    theirs: dict[tuple[date, str], list[Evaluation]] = defaultdict(list)
    for visit in ended.values():
        seen[day_at(visit.started_at), visit.staff_no].add(visit.visit_id)
    for one in without_the_next(evaluations, visits):
        of = ended.get(one.visit_id)
        place = day_at(of.started_at if of else one.requested_at), one.teller_no
        seen[place].add(one.visit_id)  # a request proves its visit, also where that has not come here yet
        theirs[place].append(one)
    return tuple(_rates(teller, day, len(seen[day, teller]), theirs[day, teller]) for day, teller in sorted(seen))


def without_the_next(evaluations: Iterable[Evaluation], visits: Iterable[Visit]) -> list[Evaluation]:
    """A press after a later visit at that window had begun is the next customer's, whose tablet had not heard of it:
    the request counts as not given. The same whichever came here first."""
    began: dict[str, list[tuple[datetime, UUID]]] = defaultdict(list)
    for visit in visits:
        if visit.window_no:
            began[visit.window_no].append((visit.started_at, visit.visit_id))
    for starts in began.values():
        starts.sort()
    return [replace(e, score=0) if e.score and _is_the_next(e, began[e.window_no]) else e for e in evaluations]


def pressed_at(one: Evaluation) -> datetime:
    return one.requested_at + timedelta(milliseconds=one.after_ms)


def _is_the_next(one: Evaluation, starts: list[tuple[datetime, UUID]]) -> bool:
    at = pressed_at(one)
    for start, visit_id in starts[bisect_left(starts, (one.requested_at, UUID(int=0))) :]:
        if start >= at:
            return False
        if visit_id != one.visit_id:
            return True
    return False


def total(rates: Iterable[EvaluationRates], teller_no: str = "") -> EvaluationRates:
    """All days in one line, of one teller or ("") of all."""
    mine = [r for r in rates if not teller_no or r.teller_no == teller_no]
    counted = [
        _Counts(r.visits, r.requested, r.given, r.good, r.bad, r.handled, r.hand_requested, r.hand_given) for r in mine
    ]
    return _divided(teller_no, None, _Counts(*map(sum, zip(*counted, strict=True))) if counted else _Counts())


class _Counts(NamedTuple):
    visits: int = 0
    requested: int = 0
    given: int = 0
    good: int = 0
    bad: int = 0
    handled: int = 0
    hand_requested: int = 0
    hand_given: int = 0


def _rates(teller_no: str, day: date, visits: int, found: list[Evaluation]) -> EvaluationRates:
    usual, by_hand = [e for e in found if e.by == "visit"], [e for e in found if e.by != "visit"]
    bad = [e for e in usual if e.is_bad()]
    counts = _Counts(
        visits,
        len({e.visit_id for e in usual}),
        sum(e.score > 0 for e in usual),
        sum(e.score >= GOOD for e in usual),
        len(bad),
        sum(e.handled_at is not None for e in bad),
        len(by_hand),
        sum(e.score > 0 for e in by_hand),
    )
    return _divided(teller_no, day, counts)


def _divided(teller_no: str, day: date | None, n: _Counts) -> EvaluationRates:
    return EvaluationRates(
        teller_no, day, n.visits, n.requested, n.given, n.good, n.bad, n.handled,
        _rate(n.requested, n.visits), _rate(n.given, n.requested), _rate(n.good, n.given), _rate(n.bad, n.given),
        _rate(n.handled, n.bad), n.hand_requested, n.hand_given,
    )  # fmt: skip


def _rate(part: int, whole: int) -> float | None:
    return part / whole if whole else None
