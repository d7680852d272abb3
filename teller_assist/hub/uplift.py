"""What suggestions do over the whole bank: customers who came in a period, by arm, and what they have opened since."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Connection, select

from teller_assist.domain.arms import CONTROL, MAIN, arm_of
from teller_assist.domain.days import day_at, midnight
from teller_assist.domain.uplift import Arm, Uplift, uplift_of
from teller_assist.domain.visit import Visit
from teller_assist.hub import shelf
from teller_assist.hub.tables import generation
from teller_assist.hub.view_tables import VIEWS
from teller_assist.store.states import from_mapping
from teller_assist.store.views import time_text

WITHIN = 30  # days in which what is opened counts
_OPENED = 4  # place of ``opened_on`` in a holding's row (wire/told_rows.py leaves out o and n)


def uplift(con: Connection, first: date, last: date, salt: str, holdout: float, within: int = WITHIN) -> Uplift:
    """Visits from ``first`` to ``last``; a customer counts once, from their first visit in it."""
    counts = {MAIN: [0, 0], CONTROL: [0, 0]}
    for customer_no, came, opened in _customers(con, first, last):
        arm = counts[arm_of(customer_no, salt, holdout)]
        arm[0] += 1
        arm[1] += any(came <= day <= came + timedelta(days=within) for day in opened)
    return uplift_of(Arm(*counts[MAIN]), Arm(*counts[CONTROL]))


def _customers(con: Connection, first: date, last: date) -> Iterator[tuple[str, date, list[date]]]:
    """(customer, day of the first visit, days on which something was opened), branch by branch."""
    for branch_no in con.scalars(select(generation.c.branch_no).where(generation.c.state == "current").distinct()):
        came = _first_visits(con, branch_no, first, last)
        now = shelf.current(con, branch_no)
        for line in shelf.lines(con, now) if now and came else ():
            match line:
                case ["of", customer_no, told] if customer_no in came:
                    rows = told.get("holding", ())
                    yield customer_no, came[customer_no], [date.fromisoformat(r[_OPENED]) for r in rows if r[_OPENED]]


def _first_visits(con: Connection, branch_no: str, first: date, last: date) -> dict[str, date]:
    visit = VIEWS["visit"]
    since, until = time_text(midnight(first)), time_text(midnight(last + timedelta(days=1)))
    rows = con.execute(
        select(visit).where(visit.c.owner == branch_no, visit.c.started_at >= since, visit.c.started_at < until)
    )
    found: dict[str, date] = {}
    for row in rows:
        one = from_mapping(Visit, row._asdict())
        day = day_at(one.started_at)
        if one.customer_no:
            found[one.customer_no] = min(day, found.get(one.customer_no, day))
    return found
