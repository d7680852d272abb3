"""The boundary cases of the law by name, each where a customer would meet it: gate, slate, or consent."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from teller_assist.desk.attempts import Answer, check_sale
from teller_assist.domain import gate
from teller_assist.domain.arbitrate import Offer, arbitrate
from teller_assist.domain.attempt import Outcome
from teller_assist.domain.consent import ConsentGiven, ConsentWithdrawn, allowed, fold
from teller_assist.domain.customer import Capacity, Complaint, Customer, Profile
from teller_assist.domain.days import day_at
from teller_assist.domain.disclosure import with_terms
from teller_assist.domain.engine import Engine
from teller_assist.domain.product import Lane, Product, Verb
from teller_assist.domain.suggestion import Slate
from teller_assist.domain.words import CODES
from teller_assist.errors import Refused
from tests.domain.making import (
    BRANCH,
    STAFF,
    TODAY,
    a_busy_customer,
    assessed,
    catalogue,
    contact,
    customer,
    engine,
    holding,
    packs,
    product,
    profile,
    situation,
)

NAN = float("nan")
NIGHT = datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC)  # 23:59:59 in the branch


def stop(p: Product, who: Customer | None = None, budget: int | None = None, today: date = TODAY) -> str:
    c = gate.case(profile(who or customer()), today, agent=False, budget_fen=budget)
    found = gate.stop_customer(c) or gate.stop_product(c, p)
    return found[0] if found else ""


def rated(rating: int, category: str = "wealth") -> Product:
    return product(category=category, issuer_rating=rating, seller_rating=rating)


def codes(slate: Slate) -> dict[str, str]:
    return {b.product_code: b.code for b in slate.blocked} | {s.product_code: "" for s in slate.suggestions}


def test_c3_times_r4_is_stopped_for_wealth_and_by_the_funds_own_rule_for_a_fund() -> None:
    assert [stop(rated(r), customer(risk_grade=3)) for r in (3, 4)] == ["", "RISK_TOO_HIGH"]
    assert [stop(rated(r, "fund"), customer(risk_grade=3)) for r in (3, 4)] == ["", "FUND_RISK"]


def test_the_lowest_class_may_have_funds_of_r1_only() -> None:
    assert [stop(rated(r, "fund"), customer(risk_grade=1)) for r in (1, 2)] == ["", "FUND_LOWEST"]
    assert stop(rated(2), customer(risk_grade=1)) == "RISK_TOO_HIGH"


def test_funds_have_their_own_rule_set_each_rule_with_its_article() -> None:
    assert gate.stops_of(rated(2, "fund")) == gate.FUND_STOPS
    assert gate.stops_of(rated(2)) == gate.INVESTMENT_STOPS
    assert not set(gate.FUND_STOPS) & set(gate.INVESTMENT_STOPS)
    assert all("证券办法" in (one.__doc__ or "") for one in gate.FUND_STOPS)
    assert all("证券" in CODES[code].article for code in ("FUND_LOWEST", "FUND_RISK"))


@pytest.mark.parametrize(("days", "code"), [(365, ""), (366, "RISK_EXPIRED")])
@pytest.mark.parametrize("category", ["wealth", "fund"])
def test_an_assessment_of_365_days_counts_and_one_of_366_does_not(days: int, code: str, category: str) -> None:
    assert stop(rated(2, category), customer(risk_assessed_on=TODAY - timedelta(days=days))) == code


def test_a_third_assessment_in_a_day_is_refused() -> None:
    assert gate.may_assess([assessed(TODAY)], TODAY) is None
    assert gate.may_assess([assessed(TODAY)] * 2, TODAY) == ("ASSESSED_TWICE_TODAY", {})


def test_a_ninth_assessment_in_twelve_months_is_refused() -> None:
    told = [assessed(TODAY - timedelta(days=40 * n)) for n in range(1, 9)]
    assert gate.may_assess(told[:7], TODAY) is None
    assert gate.may_assess(told, TODAY) == ("ASSESSED_EIGHT_TIMES", {"assessments": 8})


def test_a_product_re_rated_last_night_is_judged_by_this_mornings_rating() -> None:
    """Held or not: yesterday it could be suggested to C3, from today it cannot."""
    before = [p for p in catalogue() if p.product_code == "WM23"]
    yesterday, today = rated(3)._replace(product_code="WM23"), rated(3)._replace(product_code="WM23", seller_rating=4)
    assert before
    assert (stop(yesterday), stop(today)) == ("", "RISK_TOO_HIGH")
    held = profile(holdings=(holding("WM23", 5_000_000),))
    others = [p for p in catalogue() if p.product_code != "WM23"]
    for whole in (profile(), held):
        morning = Engine(packs(), [*others, today], BRANCH).suggest(situation(whole))
        evening = Engine(packs(), [*others, yesterday], BRANCH).suggest(situation(whole))
        assert codes(morning)["WM23"] == "RISK_TOO_HIGH"
        assert codes(evening)["WM23"] != "RISK_TOO_HIGH"
        assert ("SVC-RATING" in codes(morning)) is (whole is held)  # who holds it is told
        assert "SVC-RATING" not in codes(evening)


def test_the_65th_birthday_today_counts() -> None:
    born = TODAY.replace(year=TODAY.year - 65)
    assert stop(rated(4), customer(birth_on=born, risk_grade=5)) == "ELDERLY_EXTRA_STEP"
    assert stop(rated(4), customer(birth_on=born + timedelta(days=1), risk_grade=5)) == ""
    assert stop(rated(4, "fund"), customer(birth_on=born, risk_grade=5)) == "ELDERLY_EXTRA_STEP"


@pytest.mark.parametrize(("today", "code"), [(date(2029, 2, 27), ""), (date(2029, 2, 28), "ELDERLY_EXTRA_STEP")])
def test_born_on_29_february_one_is_65_on_the_28th_of_a_common_year(today: date, code: str) -> None:
    who = customer(birth_on=date(1964, 2, 29), risk_grade=5, risk_assessed_on=date(2029, 1, 1))
    assert stop(rated(4), who, today=today) == code


def test_a_guardianship_stops_everything_and_limited_capacity_all_but_low_risk_with_consent() -> None:
    assert stop(rated(1), customer(flags=frozenset({"guardianship"}))) == "GUARDIANSHIP"
    limited = customer(capacity=Capacity.LIMITED, guardian_consent=True)
    assert [stop(rated(r), limited) for r in (1, 2)] == ["", "LIMITED_CAPACITY"]
    assert stop(rated(1), limited._replace(guardian_consent=False)) == "LIMITED_CAPACITY"


def test_a_licence_ends_at_midnight_of_the_branch() -> None:
    """The last second of its last day counts, the next does not, whatever the day in UTC."""
    p = product(category="pension", issuer_rating=None, seller_rating=None, sale_zone=False, licence="fund")
    seller = STAFF._replace(licences=(("fund", day_at(NIGHT)),))
    after = NIGHT + timedelta(seconds=1)
    assert NIGHT.date() == after.date()
    assert gate.verb(Verb.DO, p, seller, BRANCH, day_at(NIGHT)) is Verb.DO
    assert gate.verb(Verb.DO, p, seller, BRANCH, day_at(after)) is Verb.REFER


def test_an_opt_out_at_another_desk_outlives_an_older_snapshot() -> None:
    """The snapshot still says yes, told before; a consent that did not know of the refusal ends nothing."""
    ids = {"id": UUID(int=1), "at": NIGHT, "staff_no": "T2"}
    refused = ConsentWithdrawn(**ids, customer_no="C1", purpose="marketing")  # type: ignore[arg-type]
    given = ConsentGiven(**ids | {"id": UUID(int=2)}, customer_no="C1", purpose="marketing")  # type: ignore[arg-type]
    for told_on in (TODAY - timedelta(days=1), TODAY):
        for events in ((refused,), (refused, given), (given, refused)):
            counts = allowed(True, told_on, fold(events))
            who = customer(consent_marketing=counts.consent, consent_on=counts.on)
            slate = engine().suggest(situation(profile(who)))
            assert (slate.nothing_because, slate.suggestions, slate.personalised) == ("OPTED_OUT", (), False)


@pytest.mark.parametrize("status", ["open", "new", ""])
def test_an_open_complaint_comes_first(status: str) -> None:
    complaint = Complaint("K", TODAY, "", status, None)
    whole = a_busy_customer()._replace(complaints=(complaint,))
    assert engine().suggest(situation(whole)).nothing_because == "OPEN_COMPLAINT"
    closed = whole._replace(complaints=(complaint._replace(status="closed"),))
    assert engine().suggest(situation(closed)).suggestions


@pytest.mark.parametrize("change", [{"placement": "private"}, {"placement": ""}, {"category": "private_fund"}])
def test_a_private_placement_is_never_suggested(change: dict[str, str]) -> None:
    assert stop(rated(1)._replace(**change), customer(risk_grade=5)) == "PRIVATE_PLACEMENT"


def insurance(payment: str, premium: int, years: int | None = 5) -> Product:
    return product(category="insurance", payment=payment, min_amount_fen=premium, pay_years=years)


INCOME = customer(income_fen=1_000_000)


@pytest.mark.parametrize(
    ("payment", "premium", "code"),
    [
        ("single", 4_000_000, ""),
        ("single", 4_000_001, "INSURANCE_SINGLE"),
        ("regular", 200_000, ""),
        ("regular", 200_001, "INSURANCE_PREMIUM"),
        ("", 200_000, ""),
        ("", 200_001, "INSURANCE_PREMIUM"),
    ],
)
def test_insurance_premiums_at_four_incomes_at_once_and_a_fifth_of_one_a_year(
    payment: str, premium: int, code: str
) -> None:
    assert stop(insurance(payment, premium), INCOME) == code


@pytest.mark.parametrize(("premium", "code"), [(149_999, ""), (150_000, "INSURANCE_BUDGET")])
def test_an_insurance_premium_at_one_and_a_half_budgets(premium: int, code: str) -> None:
    assert stop(insurance("regular", premium), INCOME, budget=100_000) == code
    assert stop(insurance("regular", premium), INCOME) == ""


@pytest.mark.parametrize(
    ("payment", "years", "born", "code"),
    [
        ("regular", 5, date(1956, 11, 24), ""),  # 69 and 5
        ("regular", 5, date(1956, 11, 23), "INSURANCE_AGE"),  # 70 today
        ("regular", None, date(1978, 3, 2), "INSURANCE_AGE"),  # nobody told for how long
        ("single", None, date(1952, 11, 24), ""),  # 73: one payment
        ("single", None, date(1952, 11, 23), "INSURANCE_AGE"),  # 74
    ],
)
def test_insurance_paying_years_and_age_at_75(payment: str, years: int | None, born: date, code: str) -> None:
    assert stop(insurance(payment, 1, years), INCOME._replace(birth_on=born)) == code


def test_an_insurance_paid_for_its_whole_term_counts_that_term() -> None:
    p = insurance("regular", 1, None)._replace(term_months=13)
    assert stop(p, INCOME._replace(birth_on=date(1953, 11, 24))) == ""  # 72 and 2
    assert stop(p, INCOME._replace(birth_on=date(1953, 11, 23))) == "INSURANCE_AGE"


def test_the_pack_says_how_each_shipped_insurance_is_paid() -> None:
    told = {p.product_code: with_terms(p, packs()["products"]) for p in catalogue()}
    assert (told["IN31"].payment, told["IN21"].payment, told["IN21"].pay_years) == ("single", "regular", 5)
    for p in told.values():
        assert bool(p.payment) is (p.category == "insurance")
        assert p.category != "insurance" or gate.paying_years(p) is not None, p.product_code
    assert with_terms(product(category="insurance"), {}).payment == ""


def sale(p: Product, whole: Profile, ref: str = "AV-1") -> str:
    """The code with which a sale is refused, "" if it may be logged."""
    seller = STAFF._replace(licences=((p.licence, TODAY),))
    try:
        check_sale(Answer(Outcome.ACCEPTED, recording_ref=ref), p, whole, seller, BRANCH, TODAY)
    except Refused as refused:
        return str(refused.facts["code"])
    return ""


def test_without_a_recording_no_sale_of_the_zone_is_logged() -> None:
    assert sale(rated(2), profile(), ref="") == "NO_RECORDING"
    assert sale(rated(2), profile()) == ""


def test_what_needs_the_customer_in_person_is_not_sold_to_an_agent() -> None:
    plain = {"issuer_rating": None, "seller_rating": None, "sale_zone": False, "licence": ""}
    loan = product(category="consumer_loan", lane=Lane.ASSET, **plain)
    card, deposit = product(category="credit_card", **plain), product(category="term", lane=Lane.LIABILITY, **plain)
    by_agent, by_firm = gate.case(profile(), TODAY, agent=True), gate.case(profile(customer(kind="firm")), TODAY, True)
    for p in (rated(2), rated(2, "fund"), insurance("single", 100), loan, card):
        assert gate.stop_agents_sale(by_agent, p) == ("AGENT", {})
        assert gate.stop_agents_sale(by_firm, p) is None, "a firm acts through people"
        assert gate.stop_agents_sale(gate.case(profile(), TODAY, agent=False), p) is None
    assert gate.stop_agents_sale(by_agent, deposit) is None
    assert sale(loan, profile(customer(flags=frozenset({"agent"})))) == "AGENT"


def test_an_insurance_beyond_the_bounds_is_advised_against_when_it_is_asked_for() -> None:
    p = insurance("regular", 200_001)
    assert sale(p, profile(INCOME)) == "INSURANCE_PREMIUM"
    with pytest.raises(Refused, match="advise against it"):
        check_sale(Answer(Outcome.ACCEPTED, recording_ref="AV-1"), p, profile(INCOME), STAFF, BRANCH, TODAY)
    for code in ("INSURANCE_PREMIUM", "INSURANCE_SINGLE", "INSURANCE_BUDGET", "INSURANCE_AGE"):
        assert "建议不买" in CODES[code].may_do.zh
        assert "38" in CODES[code].article


def test_two_refusals_by_two_tellers_keep_a_product_away_for_longer() -> None:
    policy = packs()["rules"]["contact"]
    on = TODAY - timedelta(days=policy["declined"]["0"] + 1)
    once = (contact("DT12", on, "declined", visit="V1"),)
    twice = (*once, contact("DT12", on - timedelta(days=1), "declined", visit="V2"))
    maturing = profile(holdings=(holding("DC01", 1_000_000), holding("DT12", 20_000_000, TODAY)))
    assert codes(engine().suggest(situation(maturing, contacts=once)))["DT12"] != "REJECTED_RECENTLY"
    assert codes(engine().suggest(situation(maturing, contacts=twice)))["DT12"] == "REJECTED_RECENTLY"


def test_an_agent_at_the_window_hears_nothing_of_the_customer() -> None:
    for s in (
        situation(a_busy_customer(), agent=True),
        situation(profile(customer(flags=frozenset({"agent"})))),
    ):
        slate = engine().suggest(s)
        assert (slate.nothing_because, slate.suggestions) == ("AGENT", ())


def test_zero_offers_is_said_and_no_fault() -> None:
    assert Engine(packs(), (), BRANCH).suggest(situation(profile())).nothing_because == "NO_PRODUCTS"
    assert arbitrate([], "seed").chosen == ()


def deposits(count: int) -> list[Product]:
    plain = {"issuer_rating": None, "seller_rating": None, "sale_zone": False, "licence": ""}
    made = product(lane=Lane.LIABILITY, category="term", term_months=12, **plain)
    return [made._replace(product_code=f"T{n:03}") for n in range(count)]


def test_five_hundred_offers_are_each_answered_in_any_order_of_the_catalogue() -> None:
    maturing = profile(holdings=(holding("T007", 20_000_000, TODAY),))
    many = deposits(500)
    slate = Engine(packs(), many, BRANCH).suggest(situation(maturing))
    assert len(codes(slate)) == len(many) + len([s for s in slate.suggestions if s.product_code[0] != "T"])
    assert Engine(packs(), many[::-1], BRANCH).suggest(situation(maturing)) == slate


def test_ties_fall_by_the_seed_alone() -> None:
    offers = [Offer(f"P{n}", f"F{n}", 0.2, 0.01, 1.0, 1.0, 0.1, 0) for n in range(12)]

    def order(of: Sequence[Offer], seed: str) -> list[str]:
        return [one.offer.product_code for one in arbitrate(of, seed).chosen]

    assert order(offers, "today") == order(offers[::-1], "today") == order(offers[5:] + offers[:5], "today")
    assert len({tuple(order(offers, f"{day}")) for day in range(20)}) > 5


def test_an_offer_of_which_no_card_of_a_model_speaks_is_scored_by_the_prior() -> None:
    bare = {**packs(), "priors": {**packs()["priors"], "prior": []}}
    maturing = profile(holdings=(holding("DC01", 1_000_000), holding("DT12", 20_000_000, TODAY)))
    best = Engine(bare, catalogue(), BRANCH).suggest(situation(maturing)).suggestions[0]
    assert best.p == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"issuer_rating": NAN}, "RATING_UNKNOWN"),
        ({"min_amount_fen": NAN}, "BEYOND_MEANS"),
        ({"category": "insurance", "term_months": NAN, "payment": "regular"}, "INSURANCE_AGE"),
        ({"category": "insurance", "pay_years": NAN, "payment": "regular"}, "INSURANCE_AGE"),
        ({"category": "fund", "seller_rating": NAN}, "RATING_UNKNOWN"),
    ],
)
def test_not_a_number_never_passes(change: dict[str, float], code: str) -> None:
    assert stop(product()._replace(**change)) == code
    assert stop(insurance("regular", 1), INCOME, budget=NAN) == "INSURANCE_BUDGET"  # type: ignore[arg-type]


def test_what_is_missing_never_passes() -> None:
    assert stop(rated(2), customer(risk_grade=None)) == "RISK_NONE"
    assert stop(rated(2), customer(risk_assessed_on=None)) == "RISK_NONE"
    assert stop(rated(2)._replace(seller_rating=None)) == "RATING_UNKNOWN"
    assert stop(insurance("regular", 1), customer(income_fen=None)) == "INSURANCE_NEED"
    assert stop(rated(2), customer(birth_on=None)) == "AGE_UNKNOWN"


@pytest.mark.parametrize("category", ["", "crypto", "Fund", "基金"])
def test_a_category_that_no_taxonomy_knows_is_stopped_with_a_code_and_crashes_nothing(category: str) -> None:
    odd = product(category=category, issuer_rating=None, seller_rating=None)._replace(product_code="X1")
    assert stop(odd) == "UNKNOWN_CATEGORY"
    assert sale(odd, profile()) == "UNKNOWN_CATEGORY"
    strange = Engine(packs(), [*catalogue(), odd], BRANCH)
    s = situation(a_busy_customer())
    assert codes(strange.suggest(s))["X1"] == "UNKNOWN_CATEGORY"
    assert strange.why(s, "X1").code == "UNKNOWN_CATEGORY"
