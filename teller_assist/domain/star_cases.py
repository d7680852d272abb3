"""The measures of each teller (``measures.py``) from the states of a period, with the cases a manager can look up."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import fsum
from uuid import UUID

from teller_assist.domain.days import day_at
from teller_assist.domain.editions import Editions
from teller_assist.domain.evaluation_rates import NOBODY_THERE
from teller_assist.domain.measures import Case, Measures
from teller_assist.domain.quality import Evaluation, Inspection
from teller_assist.domain.standards import Standards
from teller_assist.domain.visit import Visit
from teller_assist.domain.visit_clock import excused_s, handling_s, late_wait_s, over_limit_s, waiting_s
from teller_assist.domain.word_given import FiledComplaint

UPHELD = {"upheld": 2, "partly": 1}  # in halves


@dataclass
class Cases:
    """What one teller's measures rest on. Ids in order of time; ``excused_s``: seconds taken off the clock in all."""

    visits: int = 0
    cells: dict[Case, tuple[int, int]] = field(default_factory=dict)
    scores: list[int] = field(default_factory=lambda: [0] * 5)
    waits: tuple[int, int] = (0, 0)
    over: list[UUID] = field(default_factory=list)
    excused: list[UUID] = field(default_factory=list)
    excused_s: int = 0
    asked: int = 0
    by_hand: int = 0
    bad: list[Evaluation] = field(default_factory=list)
    inspections: list[Inspection] = field(default_factory=list)
    complaints: list[FiledComplaint] = field(default_factory=list)

    @property
    def measures(self) -> Measures:
        one, two, three, four, five = self.scores
        means = tuple(mean for one_ in self.inspections if (mean := mean_of(one_)) is not None)
        upheld = sum(UPHELD.get(c.decision, 0) for c in self.complaints)
        return Measures(dict(self.cells), (one, two, three, four, five), means, upheld, self.visits, self.waits)


def cases_of(
    visits: Iterable[Visit], evaluations: Iterable[Evaluation], inspections: Iterable[Inspection],
    complaints: Iterable[FiledComplaint], editions: Editions,
) -> dict[str, Cases]:  # fmt: skip
    """Per teller, each visit by the standards of its day; the same in whatever order the states come."""
    found: dict[str, Cases] = defaultdict(Cases)
    for visit in sorted(visits, key=lambda v: (v.started_at, v.visit_id)):
        if visit.ended_at is not None and visit.staff_no:
            _take_visit(found[visit.staff_no], visit, editions.on(day_at(visit.started_at)))
    for one in sorted(evaluations, key=lambda e: (e.requested_at, e.evaluation_id)):
        _take_evaluation(found[one.teller_no], one)
    for seen in sorted(inspections, key=lambda i: (i.at, i.inspection_id)):
        if seen.teller_no:
            found[seen.teller_no].inspections.append(seen)
    for complaint in sorted(complaints, key=lambda c: (c.filed_at, c.complaint_id)):
        if complaint.teller_no:
            found[complaint.teller_no].complaints.append(complaint)
    return dict(found)


def press_of(visit: Visit, standards: Standards) -> str:
    """The press of the queue: busy where this customer waited as long as the standard allows, "" not known."""
    waited, limit_s = waiting_s(visit), standards.wait_limit_s("", visit.business_type)
    return "" if waited is None else "busy" if waited >= limit_s else "calm"


def mean_of(one: Inspection) -> float | None:
    """Of the attributes that were scored, None if none was."""
    points = one.points.values()
    return fsum(points) / len(points) if points else None


def _take_visit(cases: Cases, visit: Visit, standards: Standards) -> None:
    cases.visits += 1
    if waiting_s(visit) is not None:
        known, late = cases.waits
        cases.waits = known + 1, late + (late_wait_s(visit, "", standards) > 0)
    if not _is_timed(visit):
        return
    known_as = standards.find(visit.business_type)
    case = known_as.code if known_as else visit.business_type, press_of(visit, standards)
    n, over = cases.cells.get(case, (0, 0))
    beyond = over_limit_s(visit, standards) > 0
    cases.cells[case] = n + 1, over + beyond
    if beyond:
        cases.over.append(visit.visit_id)
    if off := excused_s(visit, standards):
        cases.excused.append(visit.visit_id)
        cases.excused_s += off


def _is_timed(visit: Visit) -> bool:
    """Not where a crash left it open and nobody else says when it was over."""
    known = visit.begun_at is not None and visit.finished_at is not None
    return handling_s(visit) is not None and (known or visit.ended_by != NOBODY_THERE)


def _take_evaluation(cases: Cases, one: Evaluation) -> None:
    if one.by != "visit":
        cases.by_hand += 1
        return
    cases.asked += 1
    if one.score:
        cases.scores[one.score - 1] += 1
    if one.is_bad():
        cases.bad.append(one)
