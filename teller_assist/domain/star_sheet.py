"""The star report of a branch and period: awarded beside measured, with what each rests on. In order of staff numbers.

A pure function of states and of what is told, the same on desk, node and hub. There is no rank in it and none can be
asked for (79): a line says how a teller's service was, not before whom they stand.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from teller_assist.domain import integrity, stars
from teller_assist.domain.days import day_at
from teller_assist.domain.editions import Editions
from teller_assist.domain.quality import Award, Inspection
from teller_assist.domain.service_report import Material, Period
from teller_assist.domain.star_cases import Cases, cases_of, mean_of
from teller_assist.domain.stars import Measured
from teller_assist.domain.traces import traces_of
from teller_assist.domain.visit_clock import complete
from teller_assist.domain.word_given import FiledComplaint

USUAL_DAYS = 90  # of a report where no day is said
VERDICTS = ("no_award", "no_estimate", "too_few", "stands", "not_borne_out", "better")


class StarMaterial(NamedTuple):
    """``service``: visits, evaluations and the core's transactions of the period; all awards."""

    service: Material = Material()
    inspections: Sequence[Inspection] = ()
    complaints: Sequence[FiledComplaint] = ()
    awards: Sequence[Award] = ()


class Bad(NamedTuple):
    evaluation_id: UUID
    score: int
    outcome: str  # "" nobody has handled it


class Inspected(NamedTuple):
    inspection_id: UUID
    form: str
    mean: float | None
    stage: str


class Complained(NamedTuple):
    complaint_id: UUID
    subject: str
    decision: str  # "" not decided


class Evidence(NamedTuple):
    """What a manager can look up: counts with what they are of, and ids. ``scores``: how many of 1, 2 … 5."""

    visits: int
    judged: int
    over: tuple[UUID, ...]
    excused: tuple[UUID, ...]
    excused_s: int
    asked: int
    by_hand: int
    scores: tuple[int, ...]
    bad: tuple[Bad, ...]
    inspections: tuple[Inspected, ...]
    complaints: tuple[Complained, ...]


class StarLine(NamedTuple):
    """``awarded`` 0: no stars. ``verdict`` of ``VERDICTS``. ``findings``: of ``integrity.DETECTORS``."""

    teller_no: str
    awarded: int
    awarded_from: date | None
    measured: Measured | None
    verdict: str
    evidence: Evidence
    findings: tuple[integrity.Finding, ...]


class StarSheet(NamedTuple):
    """The branch's own line first; ``lines`` in order of staff numbers, whatever their stars."""

    branch_no: str
    first: date
    last: date
    awarded: int
    awarded_from: date | None
    measured: Measured | None
    verdict: str
    lines: tuple[StarLine, ...]


def sheet_of(
    branch_no: str, material: StarMaterial, editions: Editions, period: Period, teller_no: str = ""
) -> StarSheet:
    """``teller_no``: only this one's line ("" all); everybody is compared with the whole branch all the same."""
    cut = cut_of(material, period)
    visits, evaluations, complaints = cut.service.visits, cut.service.evaluations, cut.complaints
    cases = cases_of(visits, evaluations, cut.inspections, complaints, editions)
    measures = {who: cases[who].measures for who in sorted(cases)}
    measured, findings = stars.measure(measures), integrity.find(traces_of(visits, evaluations, complaints, editions))
    awards = _awards(material.awards, period.last)
    whole, own = stars.measure_branch(measures), awards.get("")
    tellers = sorted(who for who in cases.keys() | awards.keys() if who and teller_no in ("", who))
    return StarSheet(
        branch_no, period.first, period.last, own.stars if own else 0, own.from_day if own else None, whole,
        verdict_of(own.stars if own else 0, whole),
        tuple(
            _line(who, awards.get(who), measured.get(who), cases.get(who, Cases()), findings.get(who, ()))
            for who in tellers
        ),
    )  # fmt: skip


def verdict_of(awarded: int, measured: Measured | None) -> str:
    """One of ``VERDICTS``."""
    if measured is None:
        return "no_estimate"
    if not awarded:
        return "no_award"
    if not stars.is_enough(measured):
        return "too_few"
    return stars.bears_out(awarded, measured) or "stands"


def cut_of(material: StarMaterial, period: Period) -> StarMaterial:
    """Of the period: visits that began in it, with what the core says of them, and their evaluations."""
    completed, _ = complete(material.service.visits, material.service.transactions)
    visits = [v for v in completed if period.has(day_at(v.started_at))]
    ours, others = {v.visit_id for v in visits}, {v.visit_id for v in material.service.visits}
    evaluations = [
        e for e in material.service.evaluations
        if e.visit_id in ours or (e.visit_id not in others and period.has(day_at(e.requested_at)))
    ]  # fmt: skip
    return StarMaterial(
        Material(visits, (), evaluations),
        [i for i in material.inspections if period.has(day_at(i.at))],
        [c for c in material.complaints if period.has(day_at(c.filed_at))],
    )


def _awards(awards: Sequence[Award], last: date) -> dict[str, Award]:
    """In force on the last day: the newest day, of two of one day the later one said."""
    standing: dict[str, Award] = {}
    for one in sorted(awards, key=lambda a: (a.from_day, a.at, a.award_id)):
        if one.from_day <= last:
            standing[one.teller_no] = one
    return standing


def _line(
    who: str, award: Award | None, measured: Measured | None, cases: Cases, findings: tuple[integrity.Finding, ...]
) -> StarLine:
    awarded = award.stars if award else 0
    star = integrity.star_finding(who, awarded, measured) if awarded else None
    return StarLine(
        who, awarded, award.from_day if award else None, measured, verdict_of(awarded, measured), _evidence(cases),
        (*findings, *((star,) if star else ())),
    )  # fmt: skip


def _evidence(cases: Cases) -> Evidence:
    return Evidence(
        cases.visits, cases.measures.judged[0], tuple(cases.over), tuple(cases.excused), cases.excused_s, cases.asked,
        cases.by_hand, tuple(cases.scores),
        tuple(Bad(e.evaluation_id, e.score, e.outcome) for e in cases.bad),
        tuple(Inspected(i.inspection_id, i.form, mean_of(i), i.stage) for i in cases.inspections),
        tuple(Complained(c.complaint_id, c.subject, c.decision) for c in cases.complaints),
    )  # fmt: skip
