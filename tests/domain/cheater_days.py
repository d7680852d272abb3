"""Sums up the days of ``cheaters.py``: fast, as counts, and slowly, as real states. A test compares the two."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import NamedTuple
from uuid import UUID

from teller_assist.domain.days import midnight
from teller_assist.domain.editions import Editions
from teller_assist.domain.measures import Case, Measures
from teller_assist.domain.quality import Evaluation
from teller_assist.domain.standards import Business, Excuse, Standards, standards_of
from teller_assist.domain.traces import BURST_S, CLOSE_S, EVEN, FAST_MS, LATE_MS, LONG, SHORT_S, Traces
from teller_assist.domain.visit import Visit
from teller_assist.domain.word_given import FiledComplaint
from tests.domain.cheaters import (
    DAYS,
    EXCUSE,
    KINDS,
    LIMITS,
    TYPES,
    Row,
    Teller,
    awarded,
    days,
    inspection,
    rows_of,
    tellers_of,
)

DAY_S = 86_400
AGAIN_S = 14 * DAY_S


class Branch(NamedTuple):
    """What a branch shows after its days."""

    traces: dict[str, Traces]
    measures: dict[str, Measures]
    awards: dict[str, int]
    tellers: dict[str, Teller]


def play(seed: int, cheaters: int = 3, kinds: tuple[str, ...] = KINDS, n_days: int = DAYS) -> Branch:
    """Every teller's period, summed up."""
    branch = Branch({}, {}, {}, {})
    for teller in tellers_of(seed, cheaters, kinds):
        who = teller.staff_no
        branch.tellers[who] = teller
        branch.traces[who], branch.measures[who], branch.awards[who] = _period(seed, teller, n_days)
    return branch


@cache
def _period(seed: int, teller: Teller, n_days: int) -> tuple[Traces, Measures, int]:
    """Kept: the honest ones of a seed are the same in the control."""
    random, tally = Random(f"days {seed} {teller.staff_no}"), Tally()
    for day in days(n_days):
        tally.take(day, rows_of(teller, day, random))
    seen = tuple(inspection(teller, random) for _ in range(random.randint(1, 4)))
    return Traces(tally.marks), tally.measures(seen), awarded(teller, random)


@dataclass
class Tally:
    """One teller's counts, day by day."""

    marks: Counter[str] = field(default_factory=Counter)
    cells: dict[Case, list[int]] = field(default_factory=dict)
    scores: list[int] = field(default_factory=lambda: [0] * 5)
    upheld: int = 0
    waits: int = 0
    late_waits: int = 0
    left: int = 0
    press: tuple[int, int, int] = (-(10**9), 0, 0)  # when (ms), after_ms, score of the press before
    customers: dict[str, int] = field(default_factory=dict)

    def take(self, day: date, rows: list[Row]) -> None:
        marks, base, bare_end = self.marks, day.toordinal() * DAY_S, -(10**9)
        presses = []
        for n, row in enumerate(rows):
            start, handling, kind, wait, excused, asked, score, after_ms, pressed, bare, customer, complaint, left = row
            if not bare:
                self.waits += 1
                self.late_waits += wait > 600
            if left:
                self.left, bare_end = self.left + 1, -(10**9)
                continue
            limit, end = LIMITS[TYPES[kind]], start + handling
            over = handling - excused > limit
            how = "trouble" if over or complaint or handling > LONG * limit else "fine"
            marks[how] += 1
            if asked == "visit":
                marks["asked"] += 1
            else:
                marks[how + "_missed"] += 1
                if asked:
                    marks["hand"] += 1
            if bare:
                marks["bare"] += 1
                marks["bare_short"] += handling < SHORT_S
                marks["bare_close"] += start - bare_end <= CLOSE_S
                if customer:
                    marks["bare_again"] += base + start - self.customers.get(customer, -(10**9)) <= AGAIN_S
                    self.customers[customer] = base + start
                marks["bare_outside"] += start >= 18 * 3600
                bare_end = end
            else:
                bare_end = -(10**9)
            cell = self.cells.setdefault((TYPES[kind], "" if bare else "busy" if wait >= 600 else "calm"), [0, 0])
            cell[0] += 1
            cell[1] += over
            self.upheld += complaint if complaint < 3 else 0
            if score:
                if asked == "visit":
                    self.scores[score - 1] += 1
                marks["fast"] += after_ms < FAST_MS
                gone = n + 1 < len(rows) and 1000 * (end - rows[n + 1].start) + after_ms > 0
                marks["late"] += after_ms >= LATE_MS or gone
                marks["again"] += pressed > 1 and score >= 4
                presses.append((1000 * (base + end) + after_ms, after_ms, score))
        marks["visit"] += sum(not row.left for row in rows)
        self._take_presses(presses)

    def _take_presses(self, presses: list[tuple[int, int, int]]) -> None:
        marks = self.marks
        marks["given"] += len(presses)
        for press in sorted(presses):
            (last, before_ms, before), (at, after_ms, score) = self.press, press
            marks["burst"] += at - last <= 1000 * BURST_S
            if score == before == 5:
                marks["pair"] += 1
                marks["even"] += abs(after_ms - before_ms) <= EVEN * max(after_ms, before_ms)
            self.press = press

    def measures(self, inspections: tuple[float, ...]) -> Measures:
        cells = {case: (n, over) for case, (n, over) in self.cells.items()}
        one, two, three, four, five = self.scores
        return Measures(
            cells, (one, two, three, four, five), inspections, self.upheld, self.marks["visit"] + self.left,
            (self.waits, self.late_waits),
        )  # fmt: skip


# --- the same as real states


@cache
def standards() -> Standards:
    told = standards_of({})
    business = {code: Business(code, code, code, s // 60, "A") for code, s in LIMITS.items()}
    return told._replace(business=business, excuses=(Excuse(EXCUSE, "", "", 600),))


def editions() -> Editions:
    return Editions((standards(),))


def states_of(
    teller: Teller, period: Iterable[tuple[date, list[Row]]]
) -> tuple[list[Visit], list[Evaluation], list[FiledComplaint]]:
    """What the journal would fold to. ``period``: days with their rows."""
    visits: list[Visit] = []
    evaluations: list[Evaluation] = []
    complaints: list[FiledComplaint] = []
    for day, rows in period:
        for row in rows:
            visit = _visit(teller, day, row, len(visits))
            visits.append(visit)
            assert visit.ended_at is not None
            if row.asked:
                evaluations.append(Evaluation(
                    UUID(int=10**9 + visit.visit_id.int), visit.visit_id, "1", teller.staff_no, row.asked,
                    visit.ended_at, row.score, row.after_ms, "screen", "", row.presses,
                ))  # fmt: skip
            if row.complaint:
                decision = ("partly", "upheld", "not_upheld")[row.complaint - 1]
                complaints.append(FiledComplaint(
                    UUID(int=2 * 10**9 + visit.visit_id.int), "C1", "wait", "", day, teller.staff_no, visit.visit_id,
                    "", visit.ended_at, "L1", "decided", decision=decision,
                ))  # fmt: skip
    return visits, evaluations, complaints


def _visit(teller: Teller, day: date, row: Row, n: int) -> Visit:
    start = midnight(day) + timedelta(seconds=row.start)
    ended, id_ = start + timedelta(seconds=row.handling), UUID(int=n + 1)
    visit = Visit(
        id_, row.customer, "search" if row.bare else "ticket", "", TYPES[row.kind], start, teller.staff_no, ended,
        "restart" if row.left else "key" if row.asked == "visit" else "next",
        excuse=EXCUSE if row.excused else "", excused_s=row.excused,
    )  # fmt: skip
    if row.bare:
        return visit
    taken = start - timedelta(seconds=row.wait)
    return replace(visit, ticket="A001", taken_at=taken, called_at=start, sources="called:queue taken:queue")
