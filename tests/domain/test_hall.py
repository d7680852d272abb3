"""What the hall may see of the queue."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from teller_assist.domain.hall import Called, hall_of
from teller_assist.domain.packs import load_packs
from teller_assist.domain.standards import standards_of
from teller_assist.domain.ticket import CALLED, DONE, NO_SHOW, PARKED, SERVING, WAITING, Ticket
from teller_assist.paths import RESOURCES

STANDARDS = standards_of(load_packs(RESOURCES / "packs")["standards"])
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def ticket(n: int, state: str, called_s: float | None = None, window: str = "3", business: str = "transfer") -> Ticket:
    called = None if called_s is None else NOW - timedelta(seconds=called_s)
    return Ticket(
        UUID(int=n), f"A{n:03}", date(2026, 11, 23), business, "elderly", "diamond", "C1", "kiosk",
        NOW - timedelta(hours=1), state, window if called else "", called,
    )  # fmt: skip


def test_who_is_asked_to_come_stands_first_then_who_was() -> None:
    hall = hall_of(
        [ticket(1, SERVING, 300), ticket(2, CALLED, 60, "5"), ticket(3, CALLED, 5), ticket(4, NO_SHOW, 200),
         ticket(5, DONE, 900), ticket(6, WAITING), ticket(7, PARKED, 400), ticket(8, SERVING)],
        STANDARDS, NOW,
    )  # fmt: skip
    assert hall.now == (Called("A003", "3", True), Called("A002", "5", False))
    assert [c.number for c in hall.before] == ["A004", "A001", "A007", "A005"], "A008 walked in and was never called"
    assert not any(c.is_new for c in hall.before)


@pytest.mark.parametrize(("seconds", "is_new"), [(0, True), (19.999, True), (20, False), (20.1, False)])
def test_a_call_is_new_for_twenty_seconds(seconds: float, is_new: bool) -> None:
    assert hall_of([ticket(1, CALLED, seconds)], STANDARDS, NOW).now[0].is_new is is_new


def test_who_was_called_and_waits_again_is_counted_and_not_asked_to_come() -> None:
    rows = [ticket(1, WAITING, 30), replace(ticket(2, WAITING), number="B002")]
    hall = hall_of(rows, STANDARDS, NOW)
    assert (hall.now, hall.before) == ((), ())
    assert hall.waiting == (("A", 1), ("B", 1))
    staff = [replace(ticket(3, WAITING), number=number) for number in ("W0101", "LKM01")]
    assert hall_of([*rows, *staff], STANDARDS, NOW).waiting == (("A", 1), ("B", 1), ("", 2)), "not one of A's"


def test_an_empty_queue_counts_nobody() -> None:
    assert hall_of([], STANDARDS, NOW).waiting == (("A", 0), ("B", 0))


def test_nothing_of_the_customer_gets_into_it() -> None:
    """Only numbers, windows, letters and counts: whatever a screen shows of it is public."""
    hall = hall_of([ticket(1, CALLED, 5), ticket(2, DONE, 50), ticket(3, WAITING)], STANDARDS, NOW)
    assert not any(secret in repr(hall) for secret in ("C1", "diamond", "elderly", "transfer"))
