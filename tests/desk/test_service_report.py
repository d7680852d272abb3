"""The figures as a person at this desk gets them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.desk.service_report import ServiceReport
from teller_assist.desk.window import Window
from teller_assist.errors import BadInput, Refused
from tests.desk.small import BARE, LOBBY, MANAGER, OUYANG, TODAY, UNLICENSED, ZHANG, Clock

Open = Callable[..., Counter]


def serve(counter: Counter, clock: Clock, customer_no: str, minutes: float, kind: str = "current") -> None:
    counter.begin_visit(customer_no, "scan", business_type=kind)
    clock.pass_(minutes=minutes)
    counter.end_visit()


def test_the_day_as_it_was(opened: Open, clock: Clock) -> None:
    counter = opened("T1")
    serve(counter, clock, ZHANG, 3)
    serve(counter, clock, OUYANG, 4, "transfer")
    Window(counter).begin_guest()
    clock.pass_(minutes=1)
    counter.end_visit()
    serve(counter, clock, BARE, 7)
    found = ServiceReport(counter).report(by=("type",))
    assert [(row.business_type, row.visits) for row in found.rows] == [("", 1), ("current", 2), ("transfer", 1)]
    assert (found.total.guests, found.total.over.unexcused, found.total.evaluations.requested) == (1, 1, 4)
    assert found.rows[1].handling[:4] == (2, 180, 420, 180)
    assert found.told.generation == counter.snapshot.generation


def test_the_core_brings_its_times_and_what_nobody_recorded(opened: Open, clock: Clock) -> None:
    """The small desk's one transaction, on Friday the 20th, met no visit."""
    counter = opened(LOBBY)
    found = ServiceReport(counter).report(date(2026, 11, 20))
    assert [(t.teller_no, t.business_type, t.ticket) for t in found.no_visit] == [("T1", "transfer", "A01")]
    clock.at -= timedelta(days=3)
    clock.at = clock.at.replace(hour=1, minute=58)
    teller = opened("T1")
    serve(teller, clock, ZHANG, 6)
    found = ServiceReport(teller).report(date(2026, 11, 20))
    assert (found.no_visit, found.total.visits) == ((), 1)
    [seen] = ServiceReport(teller).visits(date(2026, 11, 20))
    assert (seen.business_type, "begun:core" in seen.sources) == ("transfer", True)


def test_a_teller_sees_their_own_line_and_the_lobby_manager_all(opened: Open, clock: Clock) -> None:
    one, two = opened("T1"), opened(UNLICENSED)
    serve(one, clock, ZHANG, 2)
    serve(two, clock, OUYANG, 2)
    assert {row.teller_no for row in ServiceReport(one).report().rows} == {"T1"}
    assert {v.staff_no for v in ServiceReport(one).visits()} == {"T1"}
    everybody = ServiceReport(opened(LOBBY))
    assert {row.teller_no for row in everybody.report().rows} == {"T1", "T2"}
    assert {row.teller_no for row in everybody.report(teller_no="T2").rows} == {"T2"}
    with pytest.raises(Refused, match="own figures"):
        ServiceReport(one).report(teller_no="T2")
    with pytest.raises(Refused, match="own figures"):
        ServiceReport(one).visits(teller_no="T2")


def test_measured_quality_is_the_managers_to_see_and_everybody_sees_their_own(opened: Open, clock: Clock) -> None:
    one = opened("T1")
    for teller in (one, opened(UNLICENSED)):
        serve(teller, clock, ZHANG, 2)
    assert [q.teller_no for q in ServiceReport(opened(MANAGER)).report().quality] == ["", "T1", "T2"]
    assert [q.teller_no for q in ServiceReport(one).report().quality] == ["", "T1"]
    assert [q.teller_no for q in ServiceReport(opened(LOBBY)).report().quality] == [""]


def test_looking_records_nothing(opened: Open, clock: Clock) -> None:
    counter = opened()
    serve(counter, clock, ZHANG, 2)
    before = counter.stamp()
    with counter.reading() as con:
        [(rows,)] = con.execute("SELECT count(*) FROM journal").fetchall()
    ServiceReport(counter).report()
    with counter.reading() as con:
        assert con.execute("SELECT count(*) FROM journal").fetchall() == [(rows,)]
    assert counter.stamp() == before


def test_a_period_that_is_none_is_said(opened: Open) -> None:
    with pytest.raises(BadInput, match="before the first"):
        ServiceReport(opened()).report(TODAY, TODAY - timedelta(days=1))
