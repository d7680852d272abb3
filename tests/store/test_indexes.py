"""What is asked at every card or every second is answered by an index, however many rows a year brings."""

from collections.abc import Callable
from typing import Any

import pytest

from teller_assist.store import evaluations, floor, referrals, tickets, visits
from teller_assist.store.engine import Work
from tests.store.deeds import AT

DAY = AT.date()
ASKED: dict[str, tuple[str, Callable[[Any], object]]] = {
    "open visits": ("visit_open", lambda con: visits.open_visits(con, "T1", "1")),
    "last ended": ("visit_by_staff (staff_no=? AND started_at>?)", lambda con: visits.last_ended(con, "T1", "1", AT)),
    "last visit": ("AND started_at>?)", lambda con: visits.last_visit(con, "T1", "1", "C1", AT)),
    "left open": ("ticket_open", lambda con: tickets.left_open(con, DAY)),
    "referrals of today": ("referral_by_time", lambda con: floor.referrals_since(con, AT)),
    "open referrals": ("referral_open", referrals.open_referrals),
    "incidents": ("incident_open", lambda con: floor.incidents_since(con, AT)),
    "left on duty": ("duty_open", lambda con: floor.left_on_duty(con, "T1")),
    "bad evaluations": ("evaluation_bad", lambda con: evaluations.bad_ones(con, handled_too=False)),
}


class Plans:
    """A connection that gives the plan of what is asked, and no row."""

    def __init__(self, con: Any) -> None:
        self._con, self.said = con, ""

    def execute(self, sql: str, values: tuple[object, ...] = ()) -> list[Any]:
        self.said = "; ".join(row[3] for row in self._con.execute(f"EXPLAIN QUERY PLAN {sql}", values))
        return []


@pytest.mark.parametrize(("index", "ask"), ASKED.values(), ids=list(ASKED))
def test_an_index_answers(work: Work, index: str, ask: Callable[[Any], object]) -> None:
    plans = Plans(work.reading)
    ask(plans)
    assert index in plans.said
    whole = [step for step in plans.said.split("; ") if step.startswith("SCAN") and index not in step]
    assert whole == []
