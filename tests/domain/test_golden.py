"""The golden cases, and the budget of one slate told but not asserted."""

import json
from statistics import median
from time import perf_counter

import pytest

from tests.domain.golden import FILE, cases, plain
from tests.domain.making import a_busy_customer, engine, situation

GOLDEN = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", list(GOLDEN))
def test_the_golden_cases_are_answered_as_ever(name: str) -> None:
    assert plain(engine().suggest(cases()[name])) == GOLDEN[name]


def test_a_reopened_card_shows_the_same_slate_and_its_time_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    s = situation(a_busy_customer())
    first, times = engine().suggest(s), []
    for _ in range(200):
        began = perf_counter()
        assert engine().suggest(s) == first or pytest.fail("reshuffled")
        times.append(perf_counter() - began)
    with capsys.disabled():
        print(f" [a slate over the whole catalogue: median {median(times) * 1e6:.0f} µs] ", end="")
