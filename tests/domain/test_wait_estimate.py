"""The estimate of a wait: by hand in small halls, and its measured error on simulated days beside a naive one."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from teller_assist.domain.lobby import Duty
from teller_assist.domain.ticket import CALLED, DONE, SERVING, WAITING, Ticket
from teller_assist.domain.wait_estimate import (
    Pace,
    as_of,
    count_windows,
    estimate_s,
    measured,
    open_windows,
    pace_of,
    summed_up,
)
from tests.domain import hall
from tests.domain.hall import OPENS, standards, ticket

DUTIES = [Duty(UUID(int=w), f"T{w}", "teller", str(w), OPENS) for w in range(1, 7)]
PLAIN = Pace(standards())


def at(minute: float) -> timedelta:
    return timedelta(minutes=minute)


def wait(newcomer: Ticket, tickets: list[Ticket], windows: list[str], minute: float, pace: Pace = PLAIN) -> int:
    return estimate_s(newcomer, tickets, windows, pace, OPENS + at(minute))


def test_an_empty_hall_costs_nothing_and_those_ahead_are_dealt_to_the_windows() -> None:
    new = ticket(9, 5, business_type="term")
    assert wait(new, [], ["1"], 5) == 0
    ahead = [ticket(1, 1, business_type="term"), ticket(2, 2, business_type="account_open")]
    assert wait(new, ahead, ["1"], 5) == 60 * (5 + 15)
    assert wait(new, ahead, ["1", "2"], 5) == 60 * 5
    assert wait(replace(new, tier="diamond"), ahead, ["1"], 5) == 0, "a VIP is called before them"
    assert wait(new, ahead, [], 5) == 60 * 20, "one window at the least"


def test_who_is_at_a_window_needs_the_rest_of_their_time_and_some_of_it_always() -> None:
    new = ticket(9, 5)
    there = ticket(1, 0, business_type="term", state=SERVING, window_no="1", called_at=OPENS + at(1))
    assert wait(new, [there], ["1"], 3) == 180
    assert wait(new, [there], ["1"], 50) == 90
    assert wait(new, [there], ["1", "2"], 3) == 0


def served(n: int, kind: str, minutes: float, **more: object) -> Ticket:
    began = OPENS + at(n)
    told = {
        "state": DONE,
        "how": "served",
        "called_at": began,
        "first_called_at": began,
        "ended_at": began + at(minutes),
    }
    return ticket(n, 0, business_type=kind, window_no="1", **{**told, **more})


def test_the_pace_follows_what_today_took() -> None:
    assert pace_of([], standards()).seconds("term") == 300
    slow = [served(n, "term", 10) for n in range(30)]
    assert 560 < pace_of(slow, standards()).seconds("term") <= 600
    assert pace_of(slow, standards()).seconds("fx") > 480 * 1.5, "another type is slower on such a day too"
    odd = [served(1, "term", 200), served(2, "term", 0.1), served(3, "term", 9, parked_at=OPENS),
           served(4, "term", 9, how="left"), served(5, "term", 9, transfers=1)]  # fmt: skip
    assert pace_of(odd, standards()).types == {}


def test_windows_are_open_by_duty_else_by_their_calls() -> None:
    pause = replace(DUTIES[1], paused_at=OPENS + at(5))
    gone = replace(DUTIES[2], ended_at=OPENS + at(6))
    assert open_windows([DUTIES[0], pause, gone], [], OPENS + at(5)) == ("1", "3")
    assert open_windows([DUTIES[0], pause, gone], [], OPENS + at(4)) == ("1", "2", "3")
    assert open_windows([DUTIES[0], pause, gone], [], OPENS + at(6)) == ("1",)
    called = ticket(1, 0, state=CALLED, window_no="7", called_at=OPENS)
    assert open_windows([], [called], OPENS + at(30)) == ("7",)
    assert open_windows([], [called], OPENS + at(30.1)) == ()
    assert open_windows([DUTIES[0]], [replace(called, state=SERVING)], OPENS) == ("1", "7")
    assert open_windows([gone], [called], OPENS + at(7)) == (), "the duty list is kept: nobody is there"


def test_for_the_light_one_window_is_open_where_nobody_keeps_the_duty_list() -> None:
    gone = replace(DUTIES[2], ended_at=OPENS + at(6))
    assert count_windows([], [], OPENS) == 1
    assert count_windows([gone], [], OPENS + at(7)) == 0
    assert count_windows([replace(gone, window_no="")], [], OPENS) == 1
    assert count_windows(DUTIES, [], OPENS) == 6


def test_the_day_as_it_was_then() -> None:
    one = served(3, "term", 4)
    assert as_of([one], OPENS - at(1)) == []
    assert [t.state for minute in (1, 3, 6.9, 7) for t in as_of([one], OPENS + at(minute))] == [
        WAITING, SERVING, SERVING, DONE,
    ]  # fmt: skip


def test_errors_are_summed_up_by_nearest_rank() -> None:
    assert summed_up([]) == (0, 0, 0, 0)
    assert summed_up([-10, 20, 30, 40, 50, 60, 70, 80, 90, 100]) == (10, 50, 90, 53)
    assert summed_up([7]) == (1, 7, 7, 7)


@pytest.mark.parametrize("seed", range(3))
def test_it_is_nearer_than_queue_length_times_five_minutes(seed: int) -> None:
    day = hall.day(seed)
    ours = measured(day.tickets, DUTIES, standards())
    naive = summed_up([_waited(t) - _naive_s(t, day.tickets) for t in day.tickets])
    assert ours.n == naive.n == 400
    assert ours.p90_s < 0.8 * naive.p90_s
    assert ours.p50_s < naive.p50_s
    assert ours.p90_s <= 240


def _waited(t: Ticket) -> int:
    assert t.first_called_at is not None
    return int((t.first_called_at - t.taken_at).total_seconds())


def _naive_s(newcomer: Ticket, tickets: list[Ticket]) -> int:
    """Five minutes for everybody in the queue, over six windows."""
    queue = sum(t.taken_at < newcomer.taken_at and newcomer.taken_at < (t.first_called_at or OPENS) for t in tickets)
    return queue * 300 // 6
