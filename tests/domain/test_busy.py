"""The busy light at its exact bounds, and what quiet mode leaves."""

import pytest

from teller_assist.domain.busy import light_of, most_suggestions, quiet
from teller_assist.domain.queue_rules import Busy
from tests.domain.hall import standards

RULE = standards().busy


def test_the_pack_says_the_bounds_that_these_tests_know() -> None:
    assert Busy(normal=1, busy=3, saturated=6, busy_minutes=10, saturated_minutes=20) == RULE == Busy()


@pytest.mark.parametrize(
    ("waiting", "light"),
    [(0, "idle"), (1, "idle"), (3, "idle"), (4, "normal"), (11, "normal"), (12, "busy"), (23, "busy"),
     (24, "saturated"), (400, "saturated")],
)  # fmt: skip
def test_by_those_waiting_at_four_windows(waiting: int, light: str) -> None:
    assert light_of(waiting, 4, 0, RULE) == light


@pytest.mark.parametrize(
    ("seconds", "light"),
    [(0, "idle"), (599, "idle"), (600, "busy"), (601, "busy"), (1199, "busy"), (1200, "saturated")],
)
def test_by_the_longest_wait(seconds: int, light: str) -> None:
    assert light_of(1, 4, seconds, RULE) == light


def test_the_worse_of_both_counts() -> None:
    assert light_of(24, 4, 600, RULE) == "saturated"
    assert light_of(12, 4, 1200, RULE) == "saturated"
    assert light_of(4, 4, 600, RULE) == "busy"


def test_with_no_window_open_anybody_saturates_the_hall() -> None:
    assert light_of(0, 0, 0, RULE) == "idle"
    assert light_of(1, 0, 0, RULE) == "saturated"


@pytest.mark.parametrize(
    ("light", "most", "shown"),
    [("idle", 3, ["fund", "help", "card", "cd"]), ("normal", 3, ["fund", "help", "card", "cd"]),
     ("busy", 1, ["help", "fund"]), ("saturated", 0, ["help"])],
)  # fmt: skip
def test_the_busier_the_fewer_suggestions_and_services_first(light: str, most: int, shown: list[str]) -> None:
    assert most_suggestions(light) == most
    assert list(quiet(["fund", "help", "card", "cd", "loan"], lambda item: item == "help", light)) == shown
