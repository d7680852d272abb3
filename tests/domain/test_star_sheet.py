"""The star report: what stands in it, and that it never ranks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from teller_assist.domain import stars
from teller_assist.domain.service_report import Material
from teller_assist.domain.star_sheet import StarMaterial, StarSheet, sheet_of, verdict_of
from teller_assist.domain.stars import Measured, Part
from teller_assist.domain.visit_clock import CoreTransaction
from tests.domain.cheater_days import editions
from tests.domain.star_material import AT, PERIOD, award, evaluations_of, material, visits_of


def sheet(of: StarMaterial, teller_no: str = "") -> StarSheet:
    return sheet_of("B1", of, editions(), PERIOD, teller_no)


def test_an_award_that_is_not_borne_out_is_flagged_with_its_evidence() -> None:
    lines = {line.teller_no: line for line in sheet(material()).lines}
    assert [lines[who].verdict for who in ("T6", "T1", "T2", "T3")] == ["not_borne_out", "stands", "better", "no_award"]
    told = lines["T6"].evidence
    assert (told.visits, told.judged, len(told.over), told.asked, told.scores) == (200, 200, 60, 100, (30, 0, 0, 0, 70))
    assert told.over[0] == UUID(int=6000)
    assert len(told.bad) == 30
    assert not any(bad.outcome for bad in told.bad)
    assert told.inspections[0][1:] == ("mystery", 2.5, "action")
    assert told.complaints[0][1:] == ("wait", "upheld")
    star = lines["T6"].findings[-1]
    assert (star.detector, star.flagged) == ("star", True)
    assert [f.detector for f in lines["T3"].findings] == ["selective", "self_press", "ghost"]


def test_lines_stand_by_number_whatever_their_stars() -> None:
    told = sheet(material())
    assert [line.teller_no for line in told.lines] == ["T1", "T2", "T3", "T4", "T5", "T6"]
    measured = [line.measured.stars for line in told.lines if line.measured]
    assert measured != sorted(measured, reverse=True)
    assert not {field for line in told.lines for field in line._fields} & {"rank", "place", "points", "score"}
    turned = material()
    service = turned.service._replace(visits=turned.service.visits[::-1], evaluations=turned.service.evaluations[::-1])
    assert sheet(turned._replace(service=service, awards=turned.awards[::-1])) == told


def test_one_line_is_the_same_as_among_all() -> None:
    alone = sheet(material(), "T6")
    assert alone.lines == tuple(line for line in sheet(material()).lines if line.teller_no == "T6")
    assert alone.measured == sheet(material()).measured


def test_the_branch_stands_by_itself() -> None:
    told = sheet(material())
    assert (told.awarded, told.verdict) == (4, "stands")
    assert told.measured is not None
    assert told.measured.low < told.measured.stars < told.measured.high


def test_only_the_period_counts() -> None:
    base = visits_of("T1", 1, 0, 1)[0]
    edge = datetime(2026, 10, 31, 16, tzinfo=UTC)  # midnight in the branch
    inside, before = replace(base, started_at=edge), replace(
        base, visit_id=UUID(int=2), started_at=edge - timedelta(seconds=1)
    )  # fmt: skip
    asked = evaluations_of([inside], 0) + [replace(e, score=1) for e in evaluations_of([before], 0)]
    late = replace(asked[0], evaluation_id=UUID(int=77), visit_id=UUID(int=88), requested_at=AT, score=2)
    told = sheet(StarMaterial(Material([inside, before], (), [*asked, late])))
    assert told.lines[0].evidence.visits == 1
    assert told.lines[0].evidence.scores == (0, 1, 0, 0, 1), "of a visit not known here by the day of the request"


def test_what_the_core_says_is_believed() -> None:
    visit = visits_of("T1", 1, 1, 1)[0]
    told = CoreTransaction("current", visit.started_at, visit.started_at + timedelta(seconds=100), "T1", "C0")
    assert len(sheet(StarMaterial(Material([visit]))).lines[0].evidence.over) == 1
    assert sheet(StarMaterial(Material([visit], (), (), [told]))).lines[0].evidence.over == ()


def test_the_award_in_force_on_the_last_day_counts() -> None:
    awards = [award("T1", 2, date(2026, 10, 1)), award("T1", 3, PERIOD.last), award("T1", 5, date(2026, 12, 1))]
    assert sheet(StarMaterial(awards=awards)).lines[0].awarded == 3
    mended = [award("T1", 3, PERIOD.last), award("T1", 4, PERIOD.last, said=1)]
    line = sheet(StarMaterial(awards=mended)).lines[0]
    assert (line.awarded, line.verdict, line.measured) == (4, "no_estimate", None)


def test_of_nothing_there_is_nothing() -> None:
    told = sheet(StarMaterial())
    assert (told.lines, told.measured, told.verdict, told.awarded) == ((), None, "no_estimate", 0)


def known(n: int) -> Measured:
    parts = tuple(Part(name, 0.5, n, 3.0, 3.0, 2.9, 3.1, 0.01) for name in stars.ENOUGH)
    return Measured(3.0, 2.9, 3.1, parts)


@pytest.mark.parametrize(
    ("awarded", "measured", "verdict"),
    [
        (5, None, "no_estimate"),
        (0, known(1000), "no_award"),
        (5, known(99), "too_few"),
        (5, known(100), "not_borne_out"),
        (3, known(100), "stands"),
        (2, known(100), "better"),
    ],
)
def test_verdicts(awarded: int, measured: Measured | None, verdict: str) -> None:
    assert verdict_of(awarded, measured) == verdict
