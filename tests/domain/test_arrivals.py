"""Who stands where on the lobby board, at the very bounds."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from teller_assist.domain.arrivals import arrivals
from teller_assist.domain.standards import standards_of
from teller_assist.domain.ticket import CALLED, DONE, NO_SHOW, PARKED, SERVING, WAITING, Ticket

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
RULES = standards_of({})


def ticket(number: str, waited_s: int, tier: str = "", state: str = WAITING, called_by: str = "") -> Ticket:
    taken = NOW - timedelta(seconds=waited_s)
    n = int("".join(c for c in number if c.isdigit()))
    return Ticket(UUID(int=n), number, NOW.date(), "transfer", "", tier, "", "kiosk", taken, state,
                  called_by=called_by)  # fmt: skip


def numbers(*tickets: Ticket) -> list[str]:
    return [line.number for line in arrivals(tickets, RULES, NOW, "L1")]


def test_red_first_then_late_then_in_time_and_in_each_the_vips_then_the_longest_wait() -> None:
    assert numbers(
        ticket("A1", 60), ticket("A2", 660), ticket("A3", 301, "platinum"), ticket("A4", 1500),
        ticket("A5", 1200, "diamond"), ticket("A6", 900), ticket("A7", 200, "private"), ticket("A8", 599),
    ) == ["A5", "A4", "A3", "A6", "A2", "A7", "A8", "A1"]  # fmt: skip


@pytest.mark.parametrize(
    ("tier", "seconds", "level"),
    [("", 600, "ok"), ("", 601, "late"), ("", 1199, "late"), ("", 1200, "red"), ("gold", 600, "ok"),
     ("platinum", 300, "ok"), ("platinum", 301, "late"), ("platinum", 1200, "red"), ("", 1800, "red")],
)  # fmt: skip
def test_the_limits_are_the_tiers_own_to_the_second(tier: str, seconds: int, level: str) -> None:
    (line,) = arrivals([ticket("A1", seconds, tier)], RULES, NOW, "L1")
    assert (line.level, line.limit_s) == (level, 300 if tier == "platinum" else 600)


def test_gold_is_no_vip_and_shows_no_tier() -> None:
    lines = arrivals([ticket("A1", 1, "gold"), ticket("A2", 1, "private")], RULES, NOW, "L1")
    assert [line.tier for line in lines] == ["private", ""]


def test_below_stands_what_the_lobby_minds_and_what_is_at_a_window_is_not_there() -> None:
    assert numbers(
        ticket("A1", 9000, state=NO_SHOW), ticket("A2", 8000, state=PARKED), ticket("A3", 10),
        ticket("A4", 7000, state=CALLED, called_by="L1"), ticket("A5", 7000, state=CALLED, called_by="T1"),
        ticket("A6", 10, state=SERVING), ticket("A7", 10, state=DONE),
    ) == ["A3", "A4", "A2", "A1"]  # fmt: skip
