"""The harness tells a slow thing from a fast one, and a noisy run from a quiet one."""

import pytest

from teller_assist.bench.harness import Comparison, Figure, Times, compare, spoken


def test_three_times_the_work_shows_as_about_three() -> None:
    compared = compare({"one": lambda n: sum(range(n)), "three": lambda n: sum(range(3 * n))}, [20_000] * 30)
    assert 2.0 < compared.ratio("three", "one") < 4.5


def test_a_slow_rival_is_run_on_a_few_inputs_and_compared_on_those() -> None:
    import time

    compared = compare({"fast": lambda s: None, "slow": lambda s: time.sleep(s)}, [0.03] * 10, rounds=2)
    assert len(compared.times["slow"].best) == 8
    assert len(compared.times["fast"].best) == 10
    assert compared.ratio("slow", "fast") > 1000


def test_twins_that_differ_are_too_noisy_to_judge() -> None:
    same = Times((100, 100, 100))
    assert Comparison({"a": same}, 1.01).quiet
    assert not Comparison({"a": same}, 1.31).quiet
    assert Figure("p", "n", 9.0, bound=1.0, judged=False).verdict == "too noisy"


def test_verdicts_go_both_ways() -> None:
    assert Figure("p", "n", 2.0, bound=2.0).verdict == "reached"
    assert Figure("p", "n", 2.1, bound=2.0).verdict == "missed"
    assert Figure("p", "n", 99.0, bound=100.0, at_most=False).verdict == "missed"
    assert Figure("p", "n", 100.0, bound=100.0, at_most=False).verdict == "reached"


def test_percentiles_are_by_nearest_rank() -> None:
    times = Times(tuple(range(1, 101)))
    assert (times.median, times.p99) == (51, 100)


def test_nothing_to_compare_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing"):
        compare({}, [1])


def test_times_are_spoken_in_their_unit() -> None:
    assert [spoken(n) for n in (840, 12_300, 4_100_000, 2e9)] == ["840 ns", "12.3 µs", "4.1 ms", "2.0 s"]
