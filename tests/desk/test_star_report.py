"""Stars at the desk: the manager sees everybody's line, a teller their own, with what it rests on."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from teller_assist.desk.complaints import Said
from teller_assist.desk.counter import Counter
from teller_assist.desk.evaluations import Evaluations
from teller_assist.desk.inspections import Sheet
from teller_assist.desk.quality import Quality
from teller_assist.desk.star_report import StarReport
from teller_assist.errors import BadInput, NotFound, Refused
from tests.desk import small
from tests.desk.small import Clock


@pytest.fixture
def served(opened: Callable[..., Counter], clock: Clock) -> Callable[..., Counter]:
    """Three customers of two tellers, an inspection, a complaint, stars."""
    for staff_no, score in ((small.TELLER, 5), (small.TELLER, 1), (small.UNLICENSED, 4)):
        counter = opened(staff_no)
        counter.begin_visit(small.ZHANG, "scan")
        clock.pass_(minutes=4)
        counter.end_visit()
        clock.pass_(seconds=7)
        Evaluations(counter).press(score)
        clock.pass_(minutes=5)
    manager = Quality(opened(small.MANAGER))
    manager.award(small.TELLER, 5, small.TODAY)
    manager.award("", 4, small.TODAY)
    manager.inspect(Sheet("inspection", small.TELLER, scores={"swift": 4, "warm": 5}))
    filed = manager.file_complaint(Said(small.OUYANG, "wait", "久等", teller_no=small.TELLER))
    manager.decide(filed.complaint_id, "upheld")
    return opened


def test_the_manager_sees_every_line_with_its_evidence(served: Callable[..., Counter]) -> None:
    report = StarReport(served(small.MANAGER))
    told = report.report()
    assert (told.first, told.last) == (small.TODAY - timedelta(days=89), small.TODAY)
    assert [line.teller_no for line in told.lines] == [small.TELLER, small.UNLICENSED]
    mine = told.lines[0]
    assert (mine.awarded, mine.verdict, mine.evidence.visits, mine.evidence.asked) == (5, "too_few", 2, 2)
    assert mine.evidence.scores == (1, 0, 0, 0, 1)
    assert [bad.score for bad in mine.evidence.bad] == [1]
    assert [i.mean for i in mine.evidence.inspections] == [4.5]
    assert [c.decision for c in mine.evidence.complaints] == ["upheld"]
    assert mine.measured is not None
    assert (told.awarded, report.name(small.TELLER), report.name("X9")) == (4, "陈岚", "X9")


def test_a_teller_sees_their_own_line_and_no_colleagues(served: Callable[..., Counter]) -> None:
    report = StarReport(served(small.UNLICENSED))
    everything = StarReport(served(small.MANAGER)).report()
    told = report.report()
    assert told.lines == everything.lines[1:]
    assert told.measured == everything.measured
    assert report.report(teller_no=small.UNLICENSED) == told
    with pytest.raises(Refused, match="own stars"):
        report.report(teller_no=small.TELLER)


def test_a_period_may_be_said(served: Callable[..., Counter]) -> None:
    report = StarReport(served(small.MANAGER))
    assert [line.teller_no for line in report.report(small.TODAY, small.TODAY, small.TELLER).lines] == [small.TELLER]
    before = report.report(date(2026, 1, 1), date(2026, 1, 31))
    assert (before.lines, before.measured, before.awarded) == ((), None, 0)
    with pytest.raises(BadInput, match="before the first"):
        report.report(small.TODAY, date(2026, 1, 1))
    with pytest.raises(NotFound):
        report.report(teller_no="T99")
