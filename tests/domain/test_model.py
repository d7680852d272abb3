"""A model that does not fit, has run out or was not signed is not used: the order is by rules, and it is said."""

from datetime import date
from typing import Any

import pytest

from teller_assist.domain.engine import Engine
from teller_assist.domain.evidence import slate_bytes
from teller_assist.domain.model import EXPIRED, MISMATCH, UNSIGNED, BadModel, Model, contract_of, model_of
from teller_assist.domain.predicate import Fact
from teller_assist.domain.product import CATEGORIES
from teller_assist.domain.rules import FACTS
from teller_assist.domain.scorecard import Scorecard
from teller_assist.domain.suggestion import Slate
from tests.domain.making import BRANCH, TODAY, a_busy_customer, catalogue, packs, situation

TRANSFERS = {
    "feature": "transfers", "edges": [1, 3], "points": [-0.4, 0.1, 0.9], "errors": [0.1, 0.1, 0.2], "unknown": 0.0,
    "say": [None, None, ["您常在柜台转账", "You often transfer at the counter"]],
}  # fmt: skip


def artifact(**changes: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "schema": 1, "version": "2026-11-22", "made_on": "2026-11-22", "expires_on": "2027-01-06",
        "features": [contract_of("transfers", FACTS["transfers"])],
        "cards": [{"for": "web_bank", "rule": "", "intercept": -0.2, "error": 0.2, "bins": [TRANSFERS]}],
        "signature": None,
    }  # fmt: skip
    return whole | changes


def slate(model: Model | None, today: date = TODAY) -> Slate:
    s = situation(a_busy_customer(), today=today)
    return Engine(packs() | {"priors": {**packs()["priors"], "holdout": 0.0}}, catalogue(), BRANCH, model).suggest(s)


def used(**changes: Any) -> Model:
    return model_of(artifact(**changes), FACTS, trusted=True)


def test_what_was_learned_counts_and_may_be_said() -> None:
    found = slate(used())
    web = next(s for s in found.suggestions if s.product_code == "EW01")
    assert 0.66 < web.p < 0.67, "sigma(-0.2 + 0.9)"
    assert web.also is not None
    assert web.also.zh == "您常在柜台转账"
    assert (found.model, found.banner) == ("2026-11-22", "")
    assert [s.p for s in slate(None).suggestions if s.product_code == "EW01"] != [web.p]


def test_a_product_without_a_card_goes_by_the_prior_sheet() -> None:
    before = {s.product_code: s.p for s in slate(None).suggestions}
    after = {s.product_code: s.p for s in slate(used(cards=[])).suggestions}
    assert before == after


@pytest.mark.parametrize("day", [date(2027, 1, 6), date(2027, 1, 7)])
def test_the_last_day_counts_and_the_day_after_goes_by_rules(day: date) -> None:
    found = slate(used(), day)
    assert found.banner == (EXPIRED if day == date(2027, 1, 7) else "")


@pytest.mark.parametrize(
    ("features", "fault"),
    [
        ([{**contract_of("transfers", FACTS["transfers"]), "unit": "fen"}], MISMATCH),
        ([{**contract_of("transfers", FACTS["transfers"]), "type": "bool"}], MISMATCH),
        ([{**contract_of("transfers", FACTS["transfers"]), "null": "zero"}], MISMATCH),
        ([contract_of("transfers", FACTS["transfers"]), contract_of("mood", Fact("number", ""))], MISMATCH),
        ([contract_of("transfers", FACTS["transfers"]), contract_of("age", FACTS["age"])], MISMATCH),
        ([contract_of("transfers", FACTS["transfers"])], ""),
    ],
)
def test_a_model_of_another_contract_is_not_used(features: list[dict[str, Any]], fault: str) -> None:
    assert slate(used(features=features)).banner == fault


def test_an_unsigned_model_is_not_used() -> None:
    assert slate(model_of(artifact(), FACTS, trusted=False)).banner == UNSIGNED


def test_by_rules_the_heaviest_occasion_goes_first_and_nothing_is_drawn() -> None:
    by_rules = [s for s in slate(model_of(artifact(), FACTS, trusted=False)).suggestions if s.slot != "service"]
    weights = [s.factors["context"] for s in by_rules]
    assert weights == sorted(weights, reverse=True)
    assert {(s.p, s.se, s.score, s.slot) for s in by_rules} == {(0.0, 0.0, 0.0, "best")}


def test_by_rules_a_named_day_does_not_change_the_order() -> None:
    lifted = dict.fromkeys(sorted(set(CATEGORIES) - {"web_bank"}), 0.3)
    day = {"code": "d", "name": ["日", "Day"], "say": ["日", "Day"], "lift": lifted}
    orders = []
    for scenarios in ([], [day]):
        told = {**packs(), "scenarios": {**packs()["scenarios"], "scenario": scenarios}}
        told["priors"] = {**packs()["priors"], "holdout": 0.0}
        unsigned = model_of(artifact(), FACTS, trusted=False)
        found = Engine(told, catalogue(), BRANCH, unsigned).suggest(situation(a_busy_customer()))
        orders.append([s.product_code for s in found.suggestions])
    assert orders[0] == orders[1]
    assert "EW01" in orders[0]


def test_without_a_usable_model_nothing_becomes_lawful_or_unlawful() -> None:
    gates = ("admission", "suitability", "applicability", "contact")
    one, other = slate(None), slate(model_of(artifact(), FACTS, trusted=False))
    assert {(b.product_code, b.code) for b in one.blocked if b.gate in gates} == {
        (b.product_code, b.code) for b in other.blocked if b.gate in gates
    }


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"schema": 2}, "schema 2"),
        ({"cards": [{"for": "web_bank", "intercept": float("nan"), "error": 1.0}]}, "web_bank"),
        ({"cards": [{"for": "web_bank", "intercept": 0.0, "error": -1.0}]}, "web_bank"),
        ({"cards": [{"for": "web_bank", "error": 1.0}]}, "intercept"),
        ({"cards": [{"for": "EW01", "intercept": 0, "error": 1, "bins": [{**TRANSFERS, "edges": [3, 1]}]}]}, "edges"),
        ({"cards": [{"for": "EW01", "intercept": 0, "error": 1, "bins": [{**TRANSFERS, "points": [1]}]}]}, "points"),
        ({"cards": [{"for": "EW01", "intercept": 0, "error": 1, "bins": [{**TRANSFERS, "feature": "sex"}]}]}, "sex"),
        ({"cards": [{"for": "EW01", "intercept": -1000.0, "error": 1.0}]}, "EW01.*beyond 30"),
        ({"cards": [{"for": "EW01", "intercept": 10**400, "error": 1.0}]}, "cannot be read"),
        ({"cards": [{"for": "EW01", "intercept": 0, "error": 1e200}]}, "beyond 30"),
        ({"cards": [{"for": "EW01", "intercept": 0, "error": 1, "b": -31}]}, "beyond 30"),
        ({"cards": [{"for": "EW01", "intercept": 0, "error": 1, "bins": [{**TRANSFERS, "points": [0, 0, 1e308]}]}]},
         "points.*beyond 30"),
        ({"cards": [{"for": "EW01", "intercept": 0, "error": 1, "bins": [{**TRANSFERS, "errors": [0, 0, 1e200]}]}]},
         "errors.*beyond 30"),
        ({"cards": [{"for": "EW01", "intercept": 0, "error": 1, "bins": [{**TRANSFERS, "unknown": -1e9}]}]},
         "unknown.*beyond 30"),
        ({"cards": [{"for": "EW01", "intercept": 0, "error": 1, "bins": [{**TRANSFERS, "say": [["x"]]}]}]},
         "cannot be read"),
        ({"expires_on": "soon"}, "soon"),
        ({"features": None}, "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_no_model_is_refused_in_words(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(BadModel, match=where):
        model_of(artifact(**changes), FACTS, trusted=True)


def test_the_farthest_numbers_that_a_model_may_have_still_give_a_slate() -> None:
    far = {**TRANSFERS, "edges": [-1e308, 1e308], "points": [-30, -30, -30], "errors": [30, 30, 30]}
    card = {"intercept": -30, "error": 30, "a": -30, "b": 30, "bins": [far] * 50}
    cards = [{**card, "for": "web_bank"}, {**card, "for": "sms", "b": -30}]
    scores = {s.product_code: s.p for s in slate(used(cards=cards)).suggestions}
    assert scores
    assert all(0 <= p <= 1 for p in scores.values())


@pytest.mark.parametrize("expected", [5e-324, 1 - 1e-16])
@pytest.mark.parametrize(("shown", "accepted"), [(0, 0), (9, 0), (9, 9)])
def test_what_the_farthest_prior_sheet_and_its_evidence_make_is_a_model(
    expected: float, shown: int, accepted: int
) -> None:
    card = Scorecard.of_evidence(expected, 0.001, shown, accepted)
    made = used(cards=[{"for": "web_bank", "intercept": card.intercept, "error": card.error}])
    assert 0 < made.cards["web_bank", ""].score({}).p < 1


def test_evidence_and_prior_are_one_formula() -> None:
    assert Scorecard.of_evidence(0.2, 4, 0, 0).score({}) == pytest.approx(Scorecard.of_prior(0.2, 4).score({}))
    p, se = Scorecard.of_evidence(0.2, 4, 96, 9).score({})
    assert p == pytest.approx((0.8 + 9) / 100)
    assert se == pytest.approx((p * (1 - p) / 100) ** 0.5)


def test_the_same_model_gives_the_same_slate() -> None:
    assert slate_bytes(slate(used())) == slate_bytes(slate(used()))
    assert slate_bytes(slate(used())) != slate_bytes(slate(used(version="2026-11-23")))
