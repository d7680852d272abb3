"""The control group says what suggestions do, and how sure that is."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.domain.arms import CONTROL, MAIN, arm_of
from teller_assist.domain.uplift import Arm, uplift_of


def test_newcombes_example() -> None:
    """56 of 70 beside 48 of 80: method 10 of the paper gives 0.0524 to 0.3339."""
    found = uplift_of(Arm(70, 56), Arm(80, 48))
    assert (found.more, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert found.sure


@given(st.integers(0, 500), st.integers(0, 500), st.floats(0, 1), st.floats(0, 1))
def test_the_difference_lies_in_its_interval(n: int, m: int, p: float, q: float) -> None:
    found = uplift_of(Arm(n, round(n * p)), Arm(m, round(m * q)))
    assert -1 - 1e-9 <= found.low <= found.more + 1e-9
    assert found.more - 1e-9 <= found.high <= 1 + 1e-9
    assert not (n == 0 or m == 0) or not found.sure


def test_suggestions_that_do_nothing_are_rarely_called_a_success() -> None:
    rnd = Random(5)
    wrong = 0
    for run in range(200):
        arms = {MAIN: [0, 0], CONTROL: [0, 0]}
        for n in range(1500):
            arm = arms[arm_of(f"{run}-{n}", "salt", 0.1)]
            arm[0] += 1
            arm[1] += rnd.random() < 0.2
        wrong += uplift_of(Arm(*arms[MAIN]), Arm(*arms[CONTROL])).sure
    assert wrong <= 20, "5 % of 200 are 10"
