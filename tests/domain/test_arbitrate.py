"""Which offer comes first, by a formula whose every factor is shown."""

from collections import Counter
from itertools import pairwise, permutations
from math import exp, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.domain.arbitrate import GUARD, Offer, Third, arbitrate
from teller_assist.domain.draws import draw
from teller_assist.domain.scorecard import Bins, Scorecard


def offer(code: str, p: float, category: str = "", value: float = 1.0, fit: float = 1.0, context: float = 0.0,
          contacts: int = 0) -> Offer:  # fmt: skip
    return Offer(code, category or code, p, 0.1, value, fit, context, contacts)


OFFERS = st.lists(
    st.builds(
        Offer, st.text("ABCDEF", min_size=3, max_size=3), st.sampled_from("xyzw"), st.floats(0.01, 0.99),
        st.just(0.1), st.floats(0, 5), st.floats(0, 5), st.floats(0, 1), st.integers(0, 9),
    ),
    max_size=12, unique_by=lambda o: o.product_code,
)  # fmt: skip


def test_the_formula() -> None:
    one = offer("A", 0.4, value=1.2, fit=1.1, context=0.3, contacts=2)
    assert isclose(one.score, 0.4 * 1.2 * 1.1 * 1.3 * exp(-0.5))


def test_every_factor_is_clipped() -> None:
    assert isclose(offer("A", 0.5, value=9, fit=9, context=9).score, 0.5 * 2 * 1.5 * 1.5)
    assert isclose(offer("A", 0.5, value=0, fit=0, context=-9).score, 0.5 * 0.5 * 0.75)


def test_weight_cannot_push_what_nobody_wants() -> None:
    wanted, pushed = offer("A", 0.5, value=0.5), offer("B", 0.29, value=2, fit=1.5, context=0.5)
    ranked = arbitrate([wanted, pushed], "seed")
    assert [o.product_code for _, o, _ in ranked.chosen] == ["A"]
    assert ranked.left == (("B", "GUARD_P", {}),)
    at_the_bound = arbitrate([wanted, offer("B", GUARD * 0.5, value=2)], "seed")
    assert at_the_bound.chosen[0][1].product_code == "B"


def test_a_chance_that_is_no_number_never_enters() -> None:
    nan, endless = offer("A", float("nan")), offer("C", float("inf"), value=2)
    for order in permutations([nan, offer("B", 0.3), endless]):
        ranked = arbitrate(order, "seed")
        assert [o.product_code for _, o, _ in ranked.chosen] == ["B"]
        assert {(code, why) for code, why, _ in ranked.left} == {("A", "GUARD_P"), ("C", "GUARD_P")}
    assert arbitrate([nan], "seed").chosen == ()


def test_ties_fall_the_same_way_in_any_order_and_differently_for_another_day() -> None:
    four = [offer(code, 0.4) for code in "ABCD"]
    orders = {tuple(o.product_code for _, o, _ in arbitrate(p, "c|day").chosen) for p in permutations(four)}
    assert len(orders) == 1
    days = {tuple(o.product_code for _, o, _ in arbitrate(four, f"c|{day}").chosen) for day in range(40)}
    assert len(days) > 5


@given(OFFERS, st.text(max_size=5), st.integers(0, 3), st.sampled_from([0.0, 0.2, 1.0]))
def test_every_offer_is_chosen_or_left_and_the_best_come_first(
    offers: list[Offer], seed: str, most: int, explore: float
) -> None:
    ranked = arbitrate(offers, seed, most, Third(explore))
    chosen = [o for _, o, _ in ranked.chosen]
    assert sorted([o.product_code for o in chosen] + [code for code, _, _ in ranked.left]) == sorted(
        o.product_code for o in offers
    )
    assert len(chosen) <= most
    assert len({o.category for o in chosen}) == len(chosen)
    best = [o for slot, o, _ in ranked.chosen if slot == "best"]
    assert all(a.score >= b.score for a, b in pairwise(best))
    bound = GUARD * max((o.p for o in offers), default=0)
    assert all(o.p >= bound for o in chosen)


def test_the_third_place_is_explored_as_often_as_told() -> None:
    offers = [offer(code, 0.5 - n / 100) for n, code in enumerate("ABCDE")]
    slots = Counter(arbitrate(offers, str(n), third=Third(0.2)).chosen[2][0] for n in range(2000))
    assert 330 < slots["explore"] < 470
    assert all(arbitrate(offers, str(n)).chosen[2][0] == "best" for n in range(50))


def test_a_draw_is_even() -> None:
    assert draw("a", "b") == draw("a", "b") != draw("a", "c")
    assert 0.45 < sum(draw(str(n), "x") for n in range(2000)) / 2000 < 0.55


@given(st.floats(0.01, 0.99), st.floats(0.5, 100))
def test_a_prior_gives_back_what_head_office_expects(expected: float, weight: float) -> None:
    scored = Scorecard.of_prior(expected, weight).score({})
    assert isclose(scored.p, expected, rel_tol=1e-9)
    # The delta method gives the error of a share of ``weight`` observations.
    assert isclose(scored.se, (expected * (1 - expected) / weight) ** 0.5, rel_tol=1e-9)


@pytest.mark.parametrize(("value", "points"), [(None, -0.2), (0, 1.0), (9, 1.0), (10, 2.0), (20, 3.0), (99, 3.0)])
def test_a_bin_begins_at_its_edge(value: float | None, points: float) -> None:
    bins = Bins("n", (10, 20), (1.0, 2.0, 3.0), (0.0, 0.0, 0.0), unknown=-0.2)
    scored = Scorecard(0.0, 0.0, (bins,)).score({"n": value})
    assert isclose(scored.p, 1 / (1 + exp(-points)))


def test_a_launch_takes_the_third_place_as_often_as_told_though_not_the_best_of_its_family() -> None:
    offers = [
        *(offer(code, 0.5 - n / 100) for n, code in enumerate("ABCD")),
        offer("C2", 0.4, "C"),
        offer("A2", 0.4, "A"),
    ]
    third = Third(0.1, {"C2": 0.3, "A2": 0.5})
    drawn = [arbitrate(offers, str(n), third=third) for n in range(2000)]
    slots = Counter((r.chosen[2].slot, r.chosen[2].offer.product_code) for r in drawn)
    assert 540 < slots["launch", "C2"] < 660, "A2's family is shown already"
    assert 140 < slots["explore", "D"] < 260
    assert {round(r.chosen[2].propensity, 6) for r in drawn} == {0.3, 0.1, 0.6}
    for r in drawn:
        codes = [c.offer.product_code for c in r.chosen] + [code for code, _, _ in r.left]
        assert sorted(codes) == sorted(o.product_code for o in offers)
