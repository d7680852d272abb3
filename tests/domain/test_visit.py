"""A visit as it stands after what was seen of it: the better source is believed."""

from datetime import UTC, datetime, timedelta
from typing import Any

from uuid_utils.compat import uuid7

from teller_assist.domain.visit import (
    Visit,
    VisitClocked,
    VisitEnded,
    VisitExcused,
    VisitMerged,
    VisitStarted,
    VisitTyped,
    fold,
)

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
ID = uuid7()
STARTED = VisitStarted(id=uuid7(), at=AT, staff_no="T1", visit_id=ID, customer_no="C1", how="scan", window_no="3")


def _said(kind: Any, minute: float = 0, **own: Any) -> Any:
    return kind(id=uuid7(), at=AT + timedelta(minutes=minute), staff_no="T1", visit_id=ID, **own)


def clocked(step: str, minute: float, source: str) -> Any:
    return _said(VisitClocked, step=step, moment=AT + timedelta(minutes=minute), source=source)


def state(*events: Any) -> Visit:
    found = fold([STARTED, *events])
    assert found is not None
    return found


def minutes(at: datetime | None) -> float | None:
    return None if at is None else (at - AT).total_seconds() / 60


def test_a_better_source_wins_whenever_it_comes() -> None:
    for events in (
        (clocked("begun", 1, "screen"), clocked("begun", 3, "core"), clocked("begun", 2, "pop")),
        (clocked("begun", 3, "core"), clocked("begun", 2, "pop"), clocked("begun", 1, "screen")),
    ):
        assert minutes(state(*events).begun_at) == 3


def test_of_one_source_the_first_call_counts_and_the_last_end() -> None:
    assert minutes(state(clocked("called", -2, "queue"), clocked("called", 4, "queue")).called_at) == -2
    assert minutes(state(clocked("finished", 5, "core"), clocked("finished", 7, "core")).finished_at) == 7


def test_a_step_or_a_source_nobody_knows_changes_nothing() -> None:
    assert state(clocked("smiled", 1, "queue"), clocked("called", 1, "rumour")) == state()


def test_the_ticket_says_what_they_come_for_until_the_core_does() -> None:
    of_ticket = _said(VisitTyped, business_type="term", source="queue")
    of_pop = _said(VisitTyped, business_type="transfer", source="pop")
    assert state(of_ticket).business_type == "term"
    assert state(of_pop, of_ticket).business_type == "transfer"


def test_the_last_reason_counts_and_a_guest_becomes_who_they_are() -> None:
    first = _said(VisitExcused, excuse="counting", seconds=60)
    again = _said(VisitExcused, excuse="system_slow", seconds=-5)
    found = state(first, again, _said(VisitMerged, customer_no="C7"))
    assert (found.excuse, found.excused_s, found.customer_no) == ("system_slow", 0, "C7")


def test_a_visit_ends_no_earlier_than_it_began() -> None:
    assert minutes(state(_said(VisitEnded, -3)).ended_at) == 0


def test_without_its_beginning_it_is_nothing() -> None:
    assert fold([clocked("called", 0, "queue")]) is None
