"""What visits and evaluations leave behind that ``integrity.py`` looks at: counts of one teller, and whose they are.

Each mark is a plain fact that a manager can look up, never a judgement. Times and limits are those of the visit's clock
(``visit_clock.py``). A visit's marks:

- ``visit``: it has ended, other than by ``evaluation_rates.NOBODY_THERE``: that one bears no mark. ``trouble``: over
  its limit without an excuse, or ``LONG`` times it whatever the excuse, or complained of; all others are ``fine``.
  ``trouble_missed`` / ``fine_missed``: its end did not ask for an evaluation.
- ``bare``: nobody else saw it: no ticket, no scan, no screen-pop, no transaction in the core. Of these ``bare_short``:
  under ``SHORT_S``; ``bare_close``: within ``CLOSE_S`` of another bare one's end; ``bare_again``: a customer of a bare
  one of the last ``AGAIN``; ``bare_outside``: begun outside ``OPENS``–``CLOSES``.

An evaluation's marks: ``asked`` by the end of a visit or by ``hand``; ``given``. Of the given ``fast``: under
``FAST_MS``, before anybody can have read it; ``late``: after ``LATE_MS`` or once the teller's next visit had begun: the
customer had gone; ``again``: more than one press of a good score; ``burst``: within ``BURST_S`` of the press before.
``pair``: a 5 after a 5; ``even``: such a pair whose delays differ by ``EVEN`` of the longer at most, as a machine's.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import pairwise
from uuid import UUID

from teller_assist.domain.days import BRANCH_TIME, day_at
from teller_assist.domain.editions import Editions
from teller_assist.domain.evaluation_rates import NOBODY_THERE, pressed_at
from teller_assist.domain.quality import GOOD, Evaluation
from teller_assist.domain.standards import Standards
from teller_assist.domain.visit import Visit
from teller_assist.domain.visit_clock import handling_s, over_limit_s
from teller_assist.domain.word_given import FiledComplaint

LONG = 2  # times the limit
SHORT_S, CLOSE_S, BURST_S = 60, 60, 25
FAST_MS, LATE_MS, EVEN = 1500, 45_000, 0.1
AGAIN = timedelta(days=14)
OPENS, CLOSES = time(8, 0), time(18, 0)
SEEN_AS = ("scan", "ticket", "pop")  # how a visit began with something in hand
MARKS = (
    "visit", "trouble", "trouble_missed", "fine", "fine_missed", "bare", "bare_short", "bare_close", "bare_again",
    "bare_outside", "asked", "hand", "given", "fast", "late", "again", "burst", "pair", "even",
)  # fmt: skip
TOLD = frozenset(MARKS) - {"visit", "trouble", "fine", "asked", "given", "pair"}  # those whose cases are kept


@dataclass
class Traces:
    """Of one teller: how often each mark, and the visits or evaluations that bear one of ``TOLD``, in order of time."""

    counts: Counter[str] = field(default_factory=Counter)
    cases: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))

    def mark(self, names: Iterable[str], whose: UUID) -> None:
        for name in names:
            self.counts[name] += 1
            if name in TOLD:
                self.cases[name].append(whose)


def traces_of(
    visits: Iterable[Visit],
    evaluations: Iterable[Evaluation],
    complaints: Iterable[FiledComplaint],
    editions: Editions,
) -> dict[str, Traces]:
    """Per teller, each visit by the standards of its day; the same in whatever order the states come."""
    ended: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        if visit.ended_at is not None:
            ended[visit.staff_no].append(visit)
    given: dict[str, list[Evaluation]] = defaultdict(list)
    for one in evaluations:
        given[one.teller_no].append(one)
    asked = {e.visit_id for mine in given.values() for e in mine if e.by == "visit"}
    complained = {c.visit_id for c in complaints}
    found: dict[str, Traces] = {}
    for who in sorted(ended.keys() | given.keys()):
        traces = found[who] = Traces()
        mine = sorted(ended.get(who, ()), key=lambda v: (v.started_at, v.visit_id))
        _mark_visits(traces, mine, asked, complained, editions)
        _mark_evaluations(traces, given.get(who, ()), mine)
    return found


def is_bare(visit: Visit) -> bool:
    """Nobody but the teller at the screen saw it."""
    seen = any(part.split(":")[-1] in ("scan", "queue", "pop", "core") for part in visit.sources.split())
    return not (seen or visit.ticket or visit.ticket_id or visit.how in SEEN_AS)


def _mark_visits(
    traces: Traces, visits: Sequence[Visit], asked: set[UUID], complained: set[UUID | None], editions: Editions
) -> None:
    last_end: datetime | None = None  # of the visit before, if it was bare
    seen: dict[str, datetime] = {}
    for visit in visits:
        if visit.ended_by == NOBODY_THERE:
            last_end = None
            continue
        trouble = visit.visit_id in complained or _was_long(visit, editions.on(day_at(visit.started_at)))
        marks = ["visit", "trouble" if trouble else "fine"]
        if visit.visit_id not in asked:
            marks.append(f"{marks[1]}_missed")
        bare = is_bare(visit)
        if bare:
            before = seen.get(visit.customer_no) if visit.customer_no else None
            marks += ["bare", *_of_bare(visit, last_end, before)]
            seen[visit.customer_no] = visit.started_at
        last_end = visit.ended_at if bare else None
        traces.mark(marks, visit.visit_id)


def _was_long(visit: Visit, standards: Standards) -> bool:
    limit = standards.limit_s(visit.business_type)
    return over_limit_s(visit, standards) > 0 or (handling_s(visit) or 0) > LONG * limit


def _of_bare(visit: Visit, last_end: datetime | None, before: datetime | None) -> list[str]:
    at = visit.started_at.astimezone(BRANCH_TIME).time()
    marks = ["bare_short"] if (handling_s(visit) or 0) < SHORT_S else []
    if last_end is not None and visit.started_at - last_end <= timedelta(seconds=CLOSE_S):
        marks.append("bare_close")
    if before is not None and visit.started_at - before <= AGAIN:
        marks.append("bare_again")
    return marks if OPENS <= at < CLOSES else [*marks, "bare_outside"]


def _mark_evaluations(traces: Traces, evaluations: Iterable[Evaluation], visits: Sequence[Visit]) -> None:
    following = {one.visit_id: after.started_at for one, after in pairwise(visits)}
    before: tuple[datetime, Evaluation] | None = None
    asked = sorted(evaluations, key=lambda e: (e.requested_at, e.evaluation_id))
    for one in asked:
        traces.mark(["asked" if one.by == "visit" else "hand"], one.evaluation_id)
    given = sorted(((pressed_at(e), e) for e in asked if e.score), key=lambda given: (given[0], given[1].evaluation_id))
    for at, one in given:
        traces.mark(["given", *_of_given(at, one, following.get(one.visit_id), before)], one.evaluation_id)
        before = (at, one)


def _of_given(
    at: datetime, one: Evaluation, following: datetime | None, before: tuple[datetime, Evaluation] | None
) -> list[str]:
    marks = ["fast"] if one.after_ms < FAST_MS else []
    if one.after_ms >= LATE_MS or (following is not None and at > following):
        marks.append("late")
    if one.presses > 1 and one.score >= GOOD:
        marks.append("again")
    if before is not None:
        last, earlier = before
        if at - last <= timedelta(seconds=BURST_S):
            marks.append("burst")
        if one.score == earlier.score == 5:
            marks.append("pair")
            longer = max(one.after_ms, earlier.after_ms)
            if longer - min(one.after_ms, earlier.after_ms) <= EVEN * longer:
                marks.append("even")
    return marks
