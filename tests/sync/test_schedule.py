"""The night's run: every desk once a night at its own time, and caught up where a machine was off."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from teller_assist.domain.days import BRANCH_TIME
from teller_assist.sync.patience import MOST, pause
from teller_assist.sync.schedule import CATCH_UP, DAY, DEFAULT_SLOT, JITTER, due, next_run, time_of_slot

times = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
slots = st.times().map(lambda t: f"{t.hour:02}:{t.minute:02}")
devices = st.uuids().map(str)


@given(slots, devices, times)
def test_after_a_success_the_next_run_is_the_next_night_and_not_sooner(slot: str, device: str, now: datetime) -> None:
    then = next_run(slot, device, now, now, started=now)
    assert now < then <= now + DAY + JITTER
    at = then.astimezone(BRANCH_TIME)
    begins = datetime.combine(at.date(), time_of_slot(slot), BRANCH_TIME)
    assert min((at - begins) % DAY, DAY) < JITTER


@given(slots, devices, times)
def test_a_desk_that_is_on_runs_exactly_once_a_night(slot: str, device: str, begin: datetime) -> None:
    now, last, runs = begin, begin, 0
    for _ in range(4 * 24 * 5):  # five days, looked at every quarter of an hour
        now += timedelta(minutes=15)
        if due(slot, device, last, now, started=begin):
            last, runs = now, runs + 1
    assert runs in (4, 5, 6)
    assert last > now - DAY - JITTER - timedelta(minutes=15)


@given(slots, devices, times, st.timedeltas(timedelta(days=1, minutes=16), timedelta(days=40)))
def test_what_a_machine_missed_while_off_is_caught_up_soon_after_it_is_on(
    slot: str, device: str, last: datetime, off: timedelta
) -> None:
    on = last + off
    then = next_run(slot, device, last, on, started=on)
    assert then <= on + CATCH_UP
    assert due(slot, device, last, on + CATCH_UP, started=on)


@given(slots, devices, times)
def test_a_desk_that_never_synced_is_due_at_once(slot: str, device: str, now: datetime) -> None:
    assert due(slot, device, None, now + CATCH_UP, started=now)


@given(slots, devices, times, st.timedeltas(timedelta(days=2), timedelta(days=9000)))
def test_a_success_of_a_clock_that_ran_ahead_does_not_silence_the_desk(
    slot: str, device: str, now: datetime, ahead: timedelta
) -> None:
    assert due(slot, device, now + ahead, now + CATCH_UP, started=now)


@given(st.lists(devices, min_size=300, max_size=300, unique=True))
def test_desks_of_one_slot_do_not_come_all_at_once(many: list[str]) -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    minutes = [next_run("20:30", device, now, now, started=now).replace(second=0, microsecond=0) for device in many]
    assert max(minutes.count(minute) for minute in minutes) < 60


@given(st.text())
def test_a_slot_nobody_can_read_is_the_default(slot: str) -> None:
    assert isinstance(time_of_slot(slot), time)


def test_a_slot_is_branch_time_or_a_time_with_its_zone() -> None:
    assert time_of_slot("21:45") == time(21, 45)
    assert time_of_slot("2026-11-24T13:45:00+00:00") == time(21, 45)
    assert time_of_slot("") == time_of_slot("soon") == DEFAULT_SLOT


@given(st.integers(0, 10_000), st.integers(0, 3600), st.floats(0, 1))
def test_nobody_comes_again_before_it_was_told_to_and_nobody_waits_for_ever(tries: int, told: int, dice: float) -> None:
    assert told <= pause(tries, told, dice) <= told + MOST
    assert pause(tries, told, 0) == told
