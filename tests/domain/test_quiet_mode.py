"""What suggestions cost the queue: simulated days with quiet mode, with none said, and with all said as the control.

A suggestion takes 18 s (the sentence 8, the answer 8, the log 2). It is said in a waiting moment (authorisation,
counting, printing: 10–45 s, in 70 % of visits) and something fits in 70 %; what does not fit into the moment makes the
visit longer. All that may be shown are said, which is more than the one that the teller is asked to say.
"""

from collections.abc import Callable
from functools import cache
from random import Random

from teller_assist.domain.busy import IDLE, LIGHTS, most_suggestions
from teller_assist.domain.service_row import quantile
from tests.domain import hall

TALK_S = 18
MOST_ADDED_S = 120  # to the P90 wait of all days together
DAYS = range(10)


def _talk(most: Callable[[str], int]) -> hall.Talk:
    def talk(light: str, rnd: Random) -> float:
        fits, moment, length_s = rnd.random() < 0.7, rnd.random() < 0.7, rnd.uniform(10, 45)
        return max(0.0, TALK_S * most(light) - length_s) if fits and moment else 0.0

    return talk


def _all_three(light: str) -> int:
    return most_suggestions(IDLE)


@cache
def _p90_s(most: Callable[[str], int]) -> int:
    found = quantile([wait for seed in DAYS for wait in hall.day(seed, talk=_talk(most)).waits()], 90)
    assert found is not None
    return found


def _none(light: str) -> int:
    return 0


def test_suggestions_in_quiet_mode_add_at_most_two_minutes_to_the_p90_wait() -> None:
    assert 0 < _p90_s(most_suggestions) - _p90_s(_none) <= MOST_ADDED_S


def test_without_quiet_mode_they_add_more_than_that() -> None:
    assert _p90_s(_all_three) - _p90_s(_none) > 1.5 * MOST_ADDED_S


def test_the_days_have_every_light() -> None:
    assert {light for seed in DAYS for light in hall.day(seed, talk=_talk(most_suggestions)).lights} == set(LIGHTS)
