"""Who comes to a branch on one day: a seeded crowd with a documented curve.

Arrivals (share of the day by hour from nine to five): 9 14 %, 10 18 %, 11 14 %, 12 8 %, 13 9 %, 14 15 %, 15 13 %,
16 9 %; within the hour at any second. Service takes the standard's minutes times a log-normal factor (median 0.8, sigma
0.45). One in ten is known to no desk, one in twenty has a need, one in 25 does not come when called (half of them come
back), one in thirty is set aside by the lobby, one in forty goes on to another queue. A third presses an evaluation.
"""

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

HOURS = (14, 18, 14, 8, 9, 15, 13, 9)
OPENS = 9 * 3600  # seconds of the branch's day
MIX = {
    "current": 30, "transfer": 14, "term": 13, "bill": 9, "cash_large": 7, "card_replace": 6, "password": 5,
    "account_open": 4, "wealth": 3, "large_cd": 2, "loss_report": 2, "fx": 2, "loan": 2, "corporate": 1,
}  # fmt: skip
NEEDS = ("elderly", "pregnant", "disabled", "child")


class Comer(NamedTuple):
    """``comes_s``: second of the day. ``customer_no`` "": nobody knows them. ``fate``: comes, late, never, parked or
    moved. ``score`` 0: presses nothing."""

    comes_s: int
    business: str
    moved_to: str
    customer_no: str
    needs: tuple[str, ...]
    serve_s: int
    walk_s: int
    fate: str
    score: int


def crowd(seed: int, many: int, customers: Sequence[str], minutes: Mapping[str, int]) -> list[Comer]:
    """The day's customers in the order of their coming; ``minutes``: the standard's of each business type."""
    dice = random.Random(seed)
    hours = dice.choices(range(len(HOURS)), HOURS, k=many)
    comes = sorted(OPENS + 3600 * hour + dice.randrange(3600) for hour in hours)
    people = list(customers)
    dice.shuffle(people)
    return [_comer(dice, at, people[n % len(people)], minutes) for n, at in enumerate(comes)]


def _comer(dice: random.Random, at: int, who: str, minutes: Mapping[str, int]) -> Comer:
    (business, moved_to) = dice.choices(list(MIX), list(MIX.values()), k=2)
    fate = dice.choices(("comes", "late", "never", "parked", "moved"), (900, 20, 20, 33, 25))[0]
    took = minutes[moved_to if fate == "moved" else business] * 60 * 0.8 * dice.lognormvariate(0, 0.45)
    known = dice.random() >= 0.1
    needs = (dice.choice(NEEDS),) if dice.random() < 0.05 else ()
    score = dice.choices((5, 4, 3, 2, 1), (70, 20, 5, 3, 2))[0] if dice.random() < 0.33 else 0
    return Comer(
        at, business, moved_to, who if known else "", needs, max(40, round(took)), 5 + dice.randrange(25), fate, score
    )  # fmt: skip
