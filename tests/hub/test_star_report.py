"""The star report on the hub: the same as at the desk, to the last digit."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from teller_assist.domain.editions import editions_of
from teller_assist.domain.packs import load_packs
from teller_assist.domain.quality import (
    EvaluationGiven,
    EvaluationRequested,
    InspectionRecorded,
    StarAwarded,
    fold_award,
    fold_evaluation,
    fold_inspection,
)
from teller_assist.domain.service_report import Material, period_of
from teller_assist.domain.star_cases import cases_of
from teller_assist.domain.star_sheet import StarMaterial, sheet_of
from teller_assist.domain.visit import VisitEnded, VisitEvent, VisitMerged, VisitResumed, VisitStarted, fold
from teller_assist.domain.word_given import ComplaintDecided, ComplaintFiled, fold_complaint
from teller_assist.errors import NotFound
from teller_assist.hub.engine import Hub
from teller_assist.hub.star_report import stars_of
from teller_assist.paths import RESOURCES
from tests.hub.pushing import NOW, Device, sent

DAY = date(2026, 11, 24)


def new() -> UUID:
    return UUID(bytes=uuid7().bytes)


def test_the_hub_says_what_the_desk_says(hub: Hub) -> None:
    visit_id, evaluation_id, inspection_id, complaint_id, award_id = (new() for _ in range(5))
    teller, manager = {"at": NOW, "staff_no": "S1"}, {"at": NOW, "staff_no": "M1"}
    visit = [
        VisitStarted(id=new(), **teller, visit_id=visit_id, customer_no="C1", how="scan", business_type="current"),
        VisitEnded(id=new(), at=NOW + timedelta(minutes=4), staff_no="S1", visit_id=visit_id),
    ]
    evaluation = [
        EvaluationRequested(id=new(), **teller, evaluation_id=evaluation_id, visit_id=visit_id, window_no="1",
                            teller_no="S1"),
        EvaluationGiven(id=new(), **teller, evaluation_id=evaluation_id, score=4, after_ms=5000, device="screen"),
    ]  # fmt: skip
    inspection = [
        InspectionRecorded(id=new(), **manager, inspection_id=inspection_id, form="mystery", teller_no="S1",
                           scores=(("swift", 4), ("warm", 3))),
    ]  # fmt: skip
    complaint = [
        ComplaintFiled(id=new(), **manager, complaint_id=complaint_id, customer_no="C1", subject="wait", text="",
                       due_on=DAY, teller_no="S1", visit_id=visit_id),
        ComplaintDecided(id=new(), **manager, complaint_id=complaint_id, decision="partly"),
    ]  # fmt: skip
    award = [StarAwarded(id=new(), **manager, award_id=award_id, teller_no="S1", stars=5, from_day=DAY)]
    desk = Device("1001").enrol(hub)
    desk.record(*visit, *evaluation, *inspection, *complaint, *award)
    sent(hub, desk.push())

    states = fold(visit), fold_evaluation(evaluation), fold_inspection(inspection), fold_complaint(complaint)
    assert all(states)
    material = StarMaterial(Material([states[0]], (), [states[1]]), [states[2]], [states[3]], [fold_award(award)])  # type: ignore[list-item]
    editions = editions_of(load_packs(RESOURCES / "packs")["standards"])
    expected = sheet_of("1001", material, editions, period_of(DAY, DAY))

    found = stars_of(hub, "1001", DAY, DAY)
    assert found == expected
    (line,) = found.lines
    assert (line.awarded, len(line.evidence.over), line.evidence.scores) == (5, 1, (0, 0, 0, 1, 0))
    assert stars_of(hub, "1001", DAY, DAY, "S2").lines == ()
    with pytest.raises(NotFound):
        stars_of(hub, "9999", DAY, DAY)


def test_found_open_merged_taken_up_again_and_in_other_words_it_is_still_the_same(hub: Hub) -> None:
    """Of a teller five visits of one business in three words: one was found open, one a guest's, one resumed."""
    desk, states = Device("1001").enrol(hub), []
    for n, word in enumerate(("current", "活期存取款", "cash", "活期存取款", "current")):
        one, at = new(), NOW + timedelta(minutes=30 * n)
        teller = {"staff_no": "S1", "visit_id": one}

        def end(after: timedelta, by: str = "key", at=at, teller=teller) -> VisitEnded:  # type: ignore[no-untyped-def]
            return VisitEnded(id=new(), at=at + after, by=by, **teller)

        happened: list[VisitEvent] = [
            VisitStarted(id=new(), at=at, customer_no="" if n == 1 else "C1", how="scan", business_type=word, **teller)
        ]
        if n == 1:
            happened.append(VisitMerged(id=new(), at=at + timedelta(minutes=1), customer_no="C1", **teller))
        if n == 2:
            happened += [end(timedelta(minutes=1)), VisitResumed(id=new(), at=at + timedelta(minutes=2), **teller)]
        happened.append(end(timedelta(hours=13), "restart") if n == 0 else end(timedelta(minutes=n + 1)))
        desk.record(*happened)
        states.append(fold(happened))
    sent(hub, desk.push())

    assert all(states)
    editions = editions_of(load_packs(RESOURCES / "packs")["standards"])
    material = StarMaterial(Material(states))  # type: ignore[arg-type]
    found = stars_of(hub, "1001", DAY, DAY)
    assert found == sheet_of("1001", material, editions, period_of(DAY, DAY))
    (line,) = found.lines
    assert (line.evidence.visits, line.evidence.judged, len(line.evidence.over)) == (5, 4, 2)
    cells = cases_of(states, (), (), (), editions)["S1"].cells  # type: ignore[arg-type]
    assert cells == {("current", ""): (4, 2)}
