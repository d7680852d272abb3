"""Who is called next: priorities at their bounds, and by random days that nobody is starved."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teller_assist.domain.queue import ALL, in_order, level_of, next_for
from teller_assist.domain.ticket import CALLED, DONE, NO_SHOW, PARKED, WAITING, Ticket
from tests.domain.hall import OPENS, standards, ticket

MOST = standards().order.overtaken
NOW = OPENS + timedelta(minutes=60)


def numbers(tickets: Sequence[Ticket], minute: float, window: str = "1", takes: frozenset[str] = ALL) -> list[str]:
    rows = in_order(tickets, window, OPENS + timedelta(minutes=minute), standards(), takes)
    assert [row.place for row in rows] == list(range(1, len(rows) + 1))
    return [row.ticket.number for row in rows]


def test_a_fresh_vip_goes_before_a_need_and_that_before_others() -> None:
    hall = [ticket(1, 0), ticket(2, 1, needs="elderly"), ticket(3, 2, "diamond"), ticket(4, 3, "gold", "child")]
    assert numbers(hall, 4) == ["A003", "A002", "A004", "A001"]
    both = ticket(5, 3, "private", "pregnant")
    assert numbers([*hall, both], 4)[0] == "A005"


@pytest.mark.parametrize(("minute", "first"), [(9.99, "A002"), (10, "A001"), (10.01, "A001")])
def test_a_vip_goes_before_nobody_who_came_ten_minutes_earlier(minute: float, first: str) -> None:
    assert numbers([ticket(1, 0), ticket(2, minute, "platinum")], minute)[0] == first


@pytest.mark.parametrize(("minute", "first"), [(14.99, "A002"), (15, "A001")])
def test_head_starts_together_are_at_most_fifteen(minute: float, first: str) -> None:
    assert numbers([ticket(1, 0), ticket(2, minute, "platinum", "elderly disabled")], minute)[0] == first


@pytest.mark.parametrize(("minute", "due"), [(19.99, False), (20, True)])
def test_after_twenty_minutes_nobody_who_came_later_goes_before(minute: float, due: bool) -> None:
    rows = in_order([ticket(1, 0)], "1", OPENS + timedelta(minutes=minute), standards())
    assert rows[0].due == due


@pytest.mark.parametrize(("before", "first"), [(MOST - 1, "A099"), (MOST, "A001")])
def test_after_five_overtakings_nobody_who_came_later_goes_before(before: int, first: str) -> None:
    gone = [ticket(n, 2, "platinum", state=DONE, first_called_at=OPENS) for n in range(2, 2 + before)]
    assert numbers([ticket(1, 0), *gone, ticket(99, 3, "diamond")], 4)[0] == first


def test_a_window_calls_what_it_takes_and_who_waits_for_it() -> None:
    firm, mine, hers = ticket(1, 0, business_type="corporate"), ticket(2, 1), ticket(3, 2, to_window="2")
    unsaid = ticket(4, 3, business_type="")
    hall = [firm, mine, hers, unsaid]
    assert numbers(hall, 5) == ["A001", "A002", "A004"]
    assert numbers(hall, 5, "2") == ["A001", "A002", "A003", "A004"]
    assert numbers(hall, 5, "1", frozenset({"current"})) == ["A002", "A004"]
    assert numbers(hall, 5, "2", frozenset({"corporate"})) == ["A001", "A003", "A004"]
    assert numbers(hall, 5, "") == ["A001", "A002", "A003", "A004"]
    # Others of another business that went elsewhere do not count as overtaking for the window of firms.
    others = [ticket(n, 1, state=DONE, first_called_at=NOW) for n in range(10, 20)]
    fresh = ticket(30, 6, "diamond", business_type="corporate")
    assert numbers([firm, fresh, *others], 7, "2", frozenset({"corporate"}))[0] == "A030"


def test_who_waits_for_a_window_that_closed_is_everybodys() -> None:
    hers = ticket(1, 0, to_window="2", business_type="corporate")
    for staffed, first in ((None, None), (("1", "2"), None), (("1",), hers), ((), hers)):
        assert next_for([hers], "1", NOW, standards(), ALL, staffed) == first
    assert next_for([hers], "2", NOW, standards(), ALL, ("1",)) == hers
    assert next_for([hers], "3", NOW, standards(), frozenset({"current"}), ("1", "3")) is None


def test_who_was_parked_missed_or_passed_on_keeps_their_time_and_who_is_not_waiting_is_not_called() -> None:
    hall = [ticket(n, n, state=state) for n, state in enumerate((CALLED, PARKED, NO_SHOW, DONE), 1)]
    assert next_for(hall, "1", NOW, standards()) is None
    back = replace(hall[1], state=WAITING, transfers=1, business_type="fx", first_called_at=NOW)
    assert numbers([ticket(9, 3), back, *hall], 12)[0] == "A002"


@pytest.mark.parametrize(
    ("seconds", "tier", "level"),
    [(600, "mass", "ok"), (601, "mass", "late"), (300, "diamond", "ok"), (301, "diamond", "late"),
     (1199, "mass", "late"), (1200, "mass", "red"), (1799, "diamond", "red"), (1800, "mass", "escalate")],
)  # fmt: skip
def test_a_wait_has_its_level_at_the_very_second(seconds: int, tier: str, level: str) -> None:
    assert level_of(seconds, standards().wait_limit_s(tier), standards()) == level
    row = in_order([ticket(1, 0, tier)], "", OPENS + timedelta(seconds=seconds), standards())[0]
    assert (row.wait_s, row.level) == (seconds, level)


def test_a_clock_ahead_makes_no_wait_negative() -> None:
    assert in_order([ticket(1, 90)], "", NOW, standards())[0].wait_s == 0


# -- by random days: windows that take all, and one for firms; people are parked and come back


WINDOWS = {"1": ALL, "2": frozenset({"corporate"})}
Step = tuple[float, str, str, str, str]  # minutes since the step before, verb, what it says


def _steps(seed: int) -> list[Step]:
    """A day of one character: a crowd at the door or a quiet hall, many VIPs or few, often parked or never."""
    rnd = Random(seed)
    pace, vip, park = rnd.choice((0.1, 0.4, 2.0)), rnd.random(), rnd.choice((0.0, 0.1, 0.3))
    send = rnd.choice((0.0, 0.1, 0.3))
    weights = (1.0, rnd.uniform(0.7, 1.2), park, park, send, send / 3)
    verbs = rnd.choices(("come", "call", "park", "back", "send", "close"), weights, k=100)
    return [
        (
            rnd.expovariate(1 / pace), verb, "diamond" if rnd.random() < vip else "mass",
            rnd.choice(("", "", "elderly")), rnd.choice(("current", "corporate", "corporate")),
        )
        for verb in verbs
    ]  # fmt: skip


@given(st.builds(_steps, st.integers(0, 10**9)))
@settings(max_examples=150)
def test_nobody_is_starved(steps: list[Step]) -> None:
    """Whatever happens: one is overtaken at most five times at a kind of window, and never after twenty minutes.

    Some are sent to a window, one of them to none that there is; window 2 opens and closes.
    """
    staffed = {"1", "2"}
    hall: dict[str, Ticket] = {}
    overtaken: Counter[tuple[str, frozenset[str]]] = Counter()
    minute = 0.0
    for n, (gap, verb, tier, needs, kind) in enumerate(steps):
        minute += gap
        match verb:
            case "come":
                hall[f"A{n:03d}"] = ticket(n, minute, tier, needs, business_type=kind)
            case "call":
                _calls(hall, "2" if n % 3 == 0 and "2" in staffed else "1", minute, overtaken, staffed)
            case "close":
                staffed ^= {"2"}
            case "send":
                _sends(hall, n % 5, "129"[n % 3])
            case "park" | "back":
                _moves(hall, n % 5, verb)
    assert max(overtaken.values(), default=0) <= MOST
    while _calls(hall, "1", minute, overtaken, staffed - {"2"}):
        pass
    assert not [t for t in hall.values() if t.state == WAITING], "nobody waits for ever"


def _calls(
    hall: dict[str, Ticket], window: str, minute: float, overtaken: Counter[tuple[str, frozenset[str]]],
    staffed: set[str],
) -> bool:  # fmt: skip
    now, takes = OPENS + timedelta(minutes=minute), WINDOWS[window]
    called = next_for(hall.values(), window, now, standards(), takes, staffed)
    here = [
        t for t in hall.values()
        if t.state == WAITING
        and (t.to_window == window if t.to_window in staffed else not takes or t.business_type in takes)
    ]  # fmt: skip
    assert (called is None) == (not here), "a window never stands idle while somebody waits for it"
    if called is None:
        return False
    for other in here:
        if other.taken_at < called.taken_at:
            overtaken[other.number, takes] += 1
            assert now - other.taken_at < timedelta(minutes=20), "overtaken after twenty minutes"
    hall[called.number] = replace(called, state=DONE, first_called_at=now)
    return True


def _sends(hall: dict[str, Ticket], nth: int, window: str) -> None:
    for t in [t for t in hall.values() if t.state == WAITING][nth : nth + 1]:
        hall[t.number] = replace(t, to_window=window)


def _moves(hall: dict[str, Ticket], nth: int, verb: str) -> None:
    before, after = (WAITING, PARKED) if verb == "park" else (PARKED, WAITING)
    found = [t for t in hall.values() if t.state == before][nth : nth + 1]
    for t in found:
        hall[t.number] = replace(t, state=after)
