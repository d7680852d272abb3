"""What the law forbids is never suggested: against a second implementation, at every bound, and mutated."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teller_assist.domain import gate
from teller_assist.domain.compose import alerts
from teller_assist.domain.customer import Capacity, Complaint, MonthAverage, Profile
from teller_assist.domain.product import Lane, Product, Verb
from teller_assist.domain.words import CODES
from tests.domain.cases import GateCase, customer_case, gate_case, random_product, random_staff
from tests.domain.gate_table import CUSTOMER, PRODUCT, Facts, Row, may_do
from tests.domain.making import BRANCH, STAFF, TODAY, assessed, customer, product, profile

EACH = 40  # products that a random customer is tried with
SHELF = 3_000  # random products of a run


def decide(module: Any, c: GateCase) -> str:
    """The program's code, "" when it may be suggested."""
    case = module.case(c.whole, c.today, c.agent, c.budget)
    stop = module.stop_customer(case) or module.stop_product(case, c.product)
    return stop[0] if stop else ""


def agrees(module: Any, c: GateCase) -> bool:
    """The program gives the code of the first row of the table that forbids."""
    return decide(module, c) in expected(Facts(c.whole, c.product, c.today, c.agent, c.budget))


def expected(facts: Facts, rows: Sequence[Row] = (*CUSTOMER, *PRODUCT)) -> tuple[str, ...]:
    return next((row.codes for row in rows if row.forbids(facts)), ("",))


def disagreement(module: Any, count: int, seed: int, each: int = EACH) -> GateCase | None:
    """The first of ``count`` random cases on which the program and the table differ: a customer with ``each`` of the
    seed's products, then the next customer. One who is stopped whole is one case."""
    rnd = Random(seed)
    shelf = [random_product(rnd) for _ in range(SHELF)]
    while count > 0:
        who = customer_case(rnd)
        found, tried = _disagreement(module, who, rnd.choices(shelf, k=each))
        if found is not None:
            return who._replace(product=found)
        count -= tried
    return None


def _disagreement(module: Any, who: GateCase, products: Sequence[Product]) -> tuple[Product | None, int]:
    """The product on which they differ, and how many cases were tried."""
    facts = Facts(who.whole, who.product, who.today, who.agent, who.budget)
    stopped = expected(facts, CUSTOMER)
    try:
        case = module.case(who.whole, who.today, who.agent, who.budget)
        stop = module.stop_customer(case)
        if (stop[0] if stop else "") not in stopped:
            return who.product, 1
        if stop:
            return None, 1
        for p in products:
            facts.p = p
            found = module.stop_product(case, p)
            if (found[0] if found else "") not in expected(facts, PRODUCT):
                return p, 1
    except TypeError:  # a mutant that trips over a missing value has also been found
        return who.product, 1
    return None, len(products)


@pytest.mark.parametrize("chunk", range(10))
def test_the_gate_agrees_with_the_table_in_a_million_cases(chunk: int) -> None:
    assert disagreement(gate, 100_000, seed=100 + chunk) is None


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(10))
def test_the_gate_agrees_with_the_table_in_ten_million_cases(chunk: int) -> None:
    assert disagreement(gate, 1_000_000, seed=200 + chunk) is None


@settings(max_examples=300)
@given(st.randoms(use_true_random=False))
def test_the_gate_agrees_with_the_table_in_shrinkable_cases(rnd: Random) -> None:
    case = gate_case(rnd)
    assert agrees(gate, case), case


def test_the_random_cases_meet_every_stop_and_many_free_ways() -> None:
    rnd = Random(3)
    met = [decide(gate, gate_case(rnd)) for _ in range(20_000)]
    gates = {code for code, words in CODES.items() if words.gate in ("admission", "suitability")}
    assert gates - {"NOT_FOR_KIND", "OTHER_BRANCH", "CARE_PAUSE"} <= set(met)  # those are not the gate's
    assert met.count("") > 1_000


MUTATIONS = [
    ("an assessment of 366 days", "ASSESSMENT_DAYS = 365", "ASSESSMENT_DAYS = 366"),
    ("an assessment of 364 days at most", "ASSESSMENT_DAYS = 365", "ASSESSMENT_DAYS = 364"),
    ("assessed tomorrow", "c.assessed_on > c.today", "False"),
    ("a grade below is enough", "c.grade < rating", "c.grade < rating - 1"),
    ("a grade above is needed", "c.grade < rating", "c.grade <= rating"),
    ("the issuer's rating only", "max(p.issuer_rating or 9, p.seller_rating or 9)", "p.issuer_rating or 9"),
    ("the milder rating", "max(p.issuer_rating or 9, p.seller_rating or 9)",
     "min(p.issuer_rating or 9, p.seller_rating or 9)"),
    ("one rating is enough", "if any(rating is None", "if all(rating is None"),
    ("the newer, lower grade forgotten", "grade = min(grade, assessment.grade)", "pass"),
    ("unconfirmed counts", "unconfirmed = unconfirmed or not assessment.confirmed", "pass"),
    ("age by the year", "today.year - born.year - ((today.month, today.day) < (born.month, day))",
     "today.year - born.year"),
    ("65 is not yet elderly", "c.age >= ELDERLY_AGE", "c.age > ELDERLY_AGE"),
    ("born on 29 February, a day late", "day = 28", "pass"),
    ("a kind nobody knows is of age", "c.customer.kind != FIRM and c.age is not None",
     'c.customer.kind == "person" and c.age is not None'),
    ("a kind nobody knows has any age", "c.age is None and c.customer.kind != FIRM",
     'c.age is None and c.customer.kind == "person"'),
    ("a kind nobody knows is never elderly", "c.customer.kind == FIRM:", 'c.customer.kind != "person":'),
    ("R5 only is high", "HIGH_RISK = 4", "HIGH_RISK = 5"),
    ("17 is of age", "ADULT_AGE = 18", "ADULT_AGE = 17"),
    ("unknown age passes", 'return "AGE_UNKNOWN", {}', "return None"),
    ("unknown age may borrow", "(is_debt(p) or is_investment(p))", "is_investment(p)"),
    ("an unreadable flag passes", "if UNREADABLE_FLAG in flags", "if False"),
    ("private placement passes", 'p.placement != "public" or', 'p.placement == "private" and'),
    ("limited capacity without the guardian", " or not c.customer.guardian_consent", ""),
    ("limited capacity takes R2", "LOW_RISK = 1", "LOW_RISK = 2"),
    ("limited capacity may owe", "if is_debt(p) or rating", "if rating"),
    ("no capacity passes", "(Capacity.FULL, Capacity.LIMITED)", "tuple(Capacity)"),
    ("exactly the means is beyond", "p.min_amount_fen <= c.means_fen", "p.min_amount_fen < c.means_fen"),
    ("unknown means pass", 'return "MEANS_UNKNOWN", {"min_amount_fen": p.min_amount_fen}', "return None"),
    ("a fifth of income is too much", "premium * 100 <= income", "premium * 100 < income"),
    ("a quarter of income is not too much", "INSURANCE_SHARE = 20", "INSURANCE_SHARE = 25"),
    ("four incomes at once are too much", "premium <= income * INSURANCE_SINGLE",
     "premium < income * INSURANCE_SINGLE"),
    ("five incomes at once are not too much", "INSURANCE_SINGLE = 4", "INSURANCE_SINGLE = 5"),
    ("single judged as regular", 'if p.payment == "single":\n        return None if premium',
     "if False:\n        return None if premium"),
    ("payment not told judged as single", 'if p.payment == "single":\n        return None if premium',
     'if p.payment != "regular":\n        return None if premium'),
    ("the budget's bound passes", "< c.budget_fen * INSURANCE_BUDGET", "<= c.budget_fen * INSURANCE_BUDGET"),
    ("the budget itself is the bound", "INSURANCE_BUDGET = 150", "INSURANCE_BUDGET = 100"),
    ("75 is not reached by 75", "years < INSURANCE_END_AGE - c.age", "years <= INSURANCE_END_AGE - c.age"),
    ("75 is reached by 74", "INSURANCE_END_AGE = 75", "INSURANCE_END_AGE = 74"),
    ("unknown paying years pass", "if years is None or c.age is None or not", "if years is not None and c.age and not"),
    ("paying years rounded down", "-(-p.term_months // 12)", "p.term_months // 12"),
    ("what is told of the years is forgotten", "if p.pay_years is not None:", "if False:"),
    ("insurance without its own rules", "INVESTMENT_STOPS + INSURANCE_STOPS if", "INVESTMENT_STOPS if"),
    ("funds by the bank's rules", 'FUND_CATEGORIES = frozenset({"fund", "private_fund"})',
     "FUND_CATEGORIES = frozenset()"),
    ("bank wealth by the funds' rules", 'FUND_CATEGORIES = frozenset({"fund", "private_fund"})',
     'FUND_CATEGORIES = frozenset({"fund", "private_fund", "wealth"})'),
    ("the lowest class takes R2", "rating > LOW_RISK):", "rating > LOW_RISK + 1):"),
    ("C2 is the lowest class too", "LOWEST_GRADE = 1", "LOWEST_GRADE = 2"),
    ("a category nobody knows passes", "return None if p.category in CATEGORIES else", "return None if True else"),
    ("an agent is the customer", "if c.agent or ", "if "),
    ("only open complaints", 'complaint.status != "closed"', 'complaint.status == "open"'),
    ("never asked is consent", "c.customer.consent_marketing is None and", "False and"),
    ("opted out and never asked alike", "consent_marketing is False", "consent_marketing is None"),
    ("a reported change passes", "if c.customer.risk_change_reported:", "if False:"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), [m[1:] for m in MUTATIONS], ids=[m[0] for m in MUTATIONS])
def test_a_planted_mistake_in_the_gate_is_caught(old: str, new: str) -> None:
    source = Path(gate.__file__).read_text(encoding="utf-8")
    assert old in source
    mutant = ModuleType("mutant")
    exec(compile(source.replace(old, new), "mutant", "exec"), mutant.__dict__)
    assert disagreement(mutant, 100_000, seed=4, each=10) is not None


def stop(p: Product, whole: Profile, today: date = TODAY) -> str:
    return decide(gate, GateCase(whole, p, today, agent=False))


@pytest.mark.parametrize(("days", "code"), [(365, ""), (366, "RISK_EXPIRED")])
def test_an_assessment_is_valid_for_365_days(days: int, code: str) -> None:
    who = customer(risk_assessed_on=TODAY - timedelta(days=days))
    assert stop(product(), profile(who)) == code


def test_c3_is_not_offered_r4_by_either_rating() -> None:
    whole = profile(customer(risk_grade=3))
    assert stop(product(issuer_rating=4, seller_rating=3), whole) == "RISK_TOO_HIGH"
    assert stop(product(issuer_rating=3, seller_rating=4), whole) == "RISK_TOO_HIGH"
    assert stop(product(issuer_rating=3, seller_rating=3), whole) == ""


def test_a_rating_told_on_a_plain_product_makes_it_an_investment() -> None:
    rated_pension = product(category="pension", issuer_rating=5, seller_rating=5)
    assert stop(rated_pension, profile()) == "RISK_TOO_HIGH"


@pytest.mark.parametrize(
    ("born", "today", "age"),
    [
        (date(1961, 11, 23), date(2026, 11, 22), 64),
        (date(1961, 11, 23), date(2026, 11, 23), 65),
        (date(1964, 2, 29), date(2029, 2, 27), 64),
        (date(1964, 2, 29), date(2029, 2, 28), 65),
        (date(1964, 2, 29), date(2028, 2, 28), 63),
        (date(1964, 2, 29), date(2028, 2, 29), 64),
    ],
)
def test_the_birthday_counts_from_the_day_itself(born: date, today: date, age: int) -> None:
    assert gate.age_on(born, today) == age


def test_from_65_a_high_risk_product_needs_the_extra_steps() -> None:
    who = customer(birth_on=date(1961, 11, 23), risk_grade=5)
    r4, r3 = product(issuer_rating=4, seller_rating=4), product(issuer_rating=3, seller_rating=3)
    assert stop(r4, profile(who)) == "ELDERLY_EXTRA_STEP"
    assert stop(r3, profile(who)) == ""
    assert stop(r4, profile(who._replace(birth_on=date(1961, 11, 24)))) == ""


@pytest.mark.parametrize("kind", ["person", "", "Person", "sole trader"])
def test_whoever_is_not_known_to_be_a_firm_has_the_safeguards_of_a_person(kind: str) -> None:
    child = profile(customer(kind=kind, birth_on=TODAY.replace(year=TODAY.year - 17)))
    old = profile(customer(kind=kind, birth_on=date(1950, 1, 1), risk_grade=5))
    assert stop(product(), child) == "MINOR"
    assert stop(product(issuer_rating=4, seller_rating=4), old) == "ELDERLY_EXTRA_STEP"
    assert [flag.code for flag in alerts(child, agent=False, today=TODAY)] == ["minor"]


def test_who_may_be_a_minor_borrows_and_invests_nothing_but_may_save() -> None:
    whole = profile(customer(birth_on=None))
    plain = {"issuer_rating": None, "seller_rating": None}
    assert stop(product(issuer_rating=1, seller_rating=1), whole) == "AGE_UNKNOWN"
    assert stop(product(category="consumer_loan", lane=Lane.ASSET, **plain), whole) == "AGE_UNKNOWN"
    assert stop(product(category="credit_card", **plain), whole) == "AGE_UNKNOWN"
    assert stop(product(category="term", lane=Lane.LIABILITY, **plain), whole) == ""


def test_not_a_number_never_passes() -> None:
    nan = float("nan")
    assert stop(product(), profile(customer(risk_grade=nan))) == "RISK_NONE"
    assert stop(product(issuer_rating=nan), profile()) == "RATING_UNKNOWN"
    whole = profile(customer(income_fen=None), months=(MonthAverage("2026-11", nan),))  # type: ignore[arg-type]
    assert stop(product(min_amount_fen=100), whole) == "BEYOND_MEANS"
    policy = product(category="insurance", issuer_rating=1, seller_rating=1)
    assert stop(policy, profile(customer(income_fen=nan))) == "INSURANCE_NEED"


def test_an_unknown_word_for_capacity_or_placement_never_passes() -> None:
    assert stop(product(placement="?"), profile()) == "PRIVATE_PLACEMENT"
    assert stop(product(), profile(customer(capacity="?"))) == "NO_CAPACITY"


def test_guardianship_and_an_open_complaint_stop_everything() -> None:
    plain = product(category="mobile_bank", issuer_rating=None, seller_rating=None)
    assert stop(plain, profile(customer(flags=frozenset({"guardianship"})))) == "GUARDIANSHIP"
    assert stop(plain, profile(complaints=(Complaint("K", TODAY, "", "open", None),))) == "OPEN_COMPLAINT"
    limited = customer(capacity=Capacity.LIMITED, guardian_consent=True)
    assert stop(plain, profile(limited)) == ""


def test_a_licence_counts_through_its_last_day_and_no_longer() -> None:
    p = product(category="pension", issuer_rating=None, seller_rating=None, sale_zone=False, licence="fund")
    seller = STAFF._replace(licences=(("fund", TODAY),))
    assert gate.verb(Verb.DO, p, seller, BRANCH, TODAY) is Verb.DO
    assert gate.verb(Verb.DO, p, seller, BRANCH, TODAY + timedelta(days=1)) is Verb.REFER


@pytest.mark.parametrize(
    ("change", "zone", "verb"),
    [
        ({}, True, Verb.REFER),  # to the zone
        ({}, False, Verb.INFORM),  # this branch has none
        ({"licence": "insurance"}, False, Verb.REFER),
        ({"licence": ""}, True, Verb.REFER),  # an investment whose licence is not told
        ({"sale_zone": False}, True, Verb.REFER),  # an investment is never done at the window
    ],
)
def test_the_verb_follows_zone_and_licence(change: dict[str, Any], zone: bool, verb: Verb) -> None:
    branch = BRANCH._replace(sales_zone=zone)
    assert gate.verb(Verb.DO, product(**change), STAFF, branch, TODAY) is verb


def test_the_verb_agrees_with_the_table_for_any_seller_and_product() -> None:
    rnd = Random(6)
    for _ in range(10_000):
        p, wished = random_product(rnd), rnd.choice(list(Verb))
        branch, staff = BRANCH._replace(sales_zone=rnd.random() < 0.5), random_staff(rnd, TODAY)
        verb, allowed = gate.verb(wished, p, staff, branch, TODAY), may_do(p, staff, branch, TODAY)
        assert verb in allowed, (p, staff, branch, wished)
        assert (verb == wished) is (wished in allowed), (p, staff, branch, wished)


def _on(*days: int) -> tuple[Any, ...]:
    return tuple(assessed(TODAY - timedelta(days=day)) for day in days)


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ((0,), None),
        ((0, 0), "ASSESSED_TWICE_TODAY"),
        (tuple(range(1, 8)), None),
        (tuple(range(1, 9)), "ASSESSED_EIGHT_TIMES"),
        ((*range(1, 8), 365), "ASSESSED_EIGHT_TIMES"),
        ((*range(1, 8), 366), None),
    ],
)
def test_a_third_assessment_in_a_day_and_a_ninth_in_a_year_are_refused(days: tuple[int, ...], code: str | None) -> None:
    found = gate.may_assess(_on(*days), TODAY)
    assert (found[0] if found else None) == code


def test_every_stop_has_its_words() -> None:
    stops: list[Callable[..., Any]] = [*gate.CUSTOMER_STOPS, *gate.COMMON_STOPS, *gate.INVESTMENT_STOPS]
    stops += [*gate.FUND_STOPS, *gate.INSURANCE_STOPS]
    assert all(one.__doc__ for one in stops)
    for code, words in CODES.items():
        if words.gate == "suitability":
            assert words.article, code
