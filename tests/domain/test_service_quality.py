"""The measured quality beside the figures: the same as in the star report, and whose may be told."""

from datetime import timedelta
from uuid import UUID

from teller_assist.domain.quality import Evaluation
from teller_assist.domain.service_quality import full_report
from teller_assist.domain.service_report import Material
from teller_assist.domain.star_sheet import StarMaterial, sheet_of
from tests.domain.test_service_report import AT, WEEK, editions, report, visit

BEGINS = [AT + timedelta(minutes=n) for n in range(150)]
VISITS = [
    visit(n, "transfer", staff_no=f"T{n % 3}", started_at=at, ended_at=at + timedelta(seconds=290))
    for n, at in enumerate(BEGINS)
]
GIVEN = [
    Evaluation(UUID(int=n), v.visit_id, "1", v.staff_no, "visit", v.started_at, 3 + n % 3) for n, v in enumerate(VISITS)
]
MATERIAL = StarMaterial(Material(VISITS, (), GIVEN))


def test_it_is_the_star_reports() -> None:
    sheet = sheet_of("B1", MATERIAL, editions(), WEEK)
    found = full_report("B1", MATERIAL, editions(), WEEK)
    assert [q.teller_no for q in found.quality] == ["", "T0", "T1", "T2"]
    for quality, measured in zip(found.quality, (sheet.measured, *(x.measured for x in sheet.lines)), strict=True):
        assert measured is not None
        assert quality.stars == round(measured.stars, 3)
        assert None not in quality
        assert quality.low < quality.stars < quality.high  # type: ignore[operator]
    assert found._replace(quality=()) == report("B1", MATERIAL.service, editions(), WEEK)


def test_whose_quality_is_told() -> None:
    def whose(teller_no: str, stars_of: str) -> list[str]:
        made = full_report("B1", MATERIAL, editions(), WEEK, (), teller_no, stars_of=stars_of)
        return [q.teller_no for q in made.quality]

    assert whose("T1", "") == ["", "T1"]
    assert whose("", "T2") == ["", "T2"]
    assert whose("T1", "T2") == [""]


def test_a_teller_alone_is_measured_against_the_whole_branch() -> None:
    alone = full_report("B1", MATERIAL, editions(), WEEK, teller_no="T1").quality[1]
    assert alone == full_report("B1", MATERIAL, editions(), WEEK).quality[2]


def test_nothing_known_is_no_estimate() -> None:
    [branch] = full_report("B1", StarMaterial(), editions(), WEEK).quality
    assert branch == ("", None, None, None)
