"""Who may do what: staff of another branch help out and judge nobody; nobody is on duty as what they are not."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.desk.evaluations import Evaluations
from teller_assist.desk.floor import Floor
from teller_assist.desk.huddles import Huddles
from teller_assist.desk.inspections import Sheet
from teller_assist.desk.quality import Quality
from teller_assist.desk.queue import Queue
from teller_assist.desk.service_report import ServiceReport
from teller_assist.desk.window import Window
from teller_assist.domain import policy
from teller_assist.errors import BadInput, NotAllowed
from tests.desk import small

AWAY = "staff SET branch_no = 'B2' WHERE staff_no = '{}'"


def test_a_manager_of_another_branch_decides_nothing_here(data: Path, opened: Callable[..., Counter]) -> None:
    small.retell(data, AWAY.format(small.MANAGER))
    away = opened(small.MANAGER)
    quality, some = Quality(away), uuid4()
    for deed in (
        lambda: quality.award(small.TELLER, 5, small.TODAY),
        lambda: quality.decide(some, "upheld"),
        lambda: quality.inspect(Sheet("inspection", small.TELLER, scores={"warm": 4})),
        lambda: quality.recheck(some, True),
        lambda: Evaluations(away).handle(some, "called"),
        lambda: Huddles(away).hold("morning"),
        lambda: ServiceReport(away).weights(["cash=2"]),
        lambda: Floor(away).begin_duty(),
    ):
        with pytest.raises(NotAllowed, match="B"):
            deed()
    assert not any((quality.may_inspect(), quality.may_decide(), away.may("report.see_all")))
    with away.reading() as con:
        assert con.execute("SELECT count(*) FROM journal").fetchone()[0] == 0


def test_staff_of_another_branch_serve_here_as_tellers(data: Path, opened: Callable[..., Counter]) -> None:
    small.retell(data, AWAY.format(small.MANAGER))
    here = opened(small.TELLER)
    here.act_as(small.MANAGER)
    Queue(here).take_ticket()
    assert Queue(here).call_next() is not None
    here.begin_visit(small.ZHANG, "search")
    Window(here).arrive()
    assert [(d.role, d.window_no) for d in Floor(here).on_duty()] == [("teller", "1")]


def test_only_staff_of_this_branch_are_judged_here(data: Path, opened: Callable[..., Counter]) -> None:
    small.retell(data, AWAY.format(small.UNLICENSED))
    quality = Quality(opened(small.MANAGER))
    for deed in (
        lambda: quality.inspect(Sheet("inspection", small.UNLICENSED, scores={"warm": 4})),
        lambda: quality.award(small.UNLICENSED, 5, small.TODAY),
    ):
        with pytest.raises(BadInput, match="branch B2"):
            deed()


def test_stars_are_a_tellers_from_a_day_that_can_be(opened: Callable[..., Counter]) -> None:
    quality = Quality(opened(small.MANAGER))
    with pytest.raises(BadInput, match="no teller"):
        quality.award("L1", 5, small.TODAY)
    for day in (date(1999, 12, 31), small.TODAY + timedelta(days=32)):
        with pytest.raises(BadInput, match="2000-01-01"):
            quality.award(small.TELLER, 5, day)
    assert quality.award("", 4, small.TODAY + timedelta(days=31)).stars == 4


@pytest.mark.parametrize(
    ("staff_no", "role"), [(small.TELLER, "branch_manager"), (small.TELLER, "rm"), ("L1", "branch_manager")]
)
def test_nobody_is_on_duty_as_what_they_are_not(opened: Callable[..., Counter], staff_no: str, role: str) -> None:
    floor = Floor(opened(staff_no))
    with pytest.raises(NotAllowed, match="not on duty here as"):
        floor.begin_duty(role)
    assert floor.on_duty() == ()


def test_a_manager_may_stand_in_the_hall(opened: Callable[..., Counter]) -> None:
    assert Floor(opened(small.MANAGER)).begin_duty("lobby_manager").role == "lobby_manager"


def test_every_action_that_is_lent_is_one() -> None:
    assert set(policy.MAY) > policy.LENT
