"""Random customers, products and days for the gate, thick around every bound."""

from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from teller_assist.domain.customer import Assessment, Capacity, Complaint, MonthAverage, Profile
from teller_assist.domain.product import CATEGORIES, INVESTMENTS, Product
from teller_assist.domain.staff import Staff
from tests.domain.making import STAFF, customer, product, profile

_DAYS = (0, 1, 364, 365, 366, 367, 30, 200, 800, -1)
_BIRTHS = (date(1961, 11, 23), date(1961, 11, 24), date(1961, 11, 22), date(1964, 2, 29), date(2008, 11, 23))
_TODAYS = (date(2026, 11, 23), date(2029, 2, 28), date(2029, 3, 1), date(2028, 2, 29), date(2026, 2, 28))
_FLAGS = ("deceased", "court_freeze", "fraud_watch", "guardianship", "minor", "complaint", "agent", "unreadable_flag")
_MONEY = (None, 0, 1, 999_999, 1_000_000, 1_000_001, 5_000_000, 5_000_001, 30_000_000)
_INCOMES = (*_MONEY, 1_000_000, 5_000_000, 1_000_000)
# Beside incomes of 1,000,000 and 5,000,000: a fifth, four times; and one and a half times a budget.
_PREMIUMS = (
    None, 0, 200_000, 200_001, 1_000_000, 1_000_001, 1_499_999, 1_500_000, 4_000_000, 4_000_001, 20_000_000, 20_000_001,
)  # fmt: skip


_INVESTMENTS = (*sorted(INVESTMENTS), "insurance", "insurance")
_CATEGORIES = sorted(CATEGORIES)


class GateCase(NamedTuple):
    whole: Profile
    product: Product
    today: date
    agent: bool
    budget: int | None = None


def gate_case(rnd: Random) -> GateCase:
    """One case. Most parts are harmless most of the time, so that each stop is met alone."""
    who = customer_case(rnd)
    return who._replace(product=random_product(rnd))


def customer_case(rnd: Random) -> GateCase:
    """Everything but the product."""
    today = rnd.choice(_TODAYS)
    who = customer(
        kind=_kind(rnd.random()),
        birth_on=_birth(rnd, today),
        risk_grade=_rare(rnd, rnd.randint(1, 5), (None, 0, 6)),
        risk_assessed_on=_rare(rnd, today - timedelta(days=rnd.choice(_DAYS)), (None,)),
        risk_change_reported=rnd.random() < 0.03,
        capacity=_rare(rnd, Capacity.FULL, (Capacity.LIMITED, Capacity.LIMITED, Capacity.NONE), 0.15),
        guardian_consent=rnd.random() < 0.7,
        consent_marketing=_rare(rnd, True, (None, None, False), 0.1),
        flags=frozenset(rnd.sample(_FLAGS, 1)) if rnd.random() < 0.04 else frozenset(),
        income_fen=rnd.choice(_INCOMES),
    )
    whole = profile(
        who,
        months=tuple(MonthAverage("2026-10", rnd.choice(_MONEY)) for _ in range(rnd.randint(0, 2))),
        complaints=_complaints(rnd, today),
        assessments=_assessments(rnd, today, who.risk_assessed_on),
    )
    return GateCase(whole, product(), today, rnd.random() < 0.02, _rare(rnd, None, _MONEY[1:], 0.3))


def random_staff(rnd: Random, today: date) -> Staff:
    """A seller with none to three licences that end around the day."""
    names = rnd.sample(("wealth", "fund", "insurance", "gold", ""), rnd.randint(0, 3))
    return STAFF._replace(licences=tuple((name, today + timedelta(days=rnd.choice((-1, 0, 1, 300)))) for name in names))


def _rare(rnd: Random, usual: Any, others: tuple[Any, ...], chance: float = 0.05) -> Any:
    return rnd.choice(others) if rnd.random() < chance else usual


def _kind(roll: float) -> str:
    """A tenth are firms; a few are what nobody knows."""
    return next((kind for bound, kind in ((0.1, "firm"), (0.12, ""), (0.13, "sole trader")) if roll < bound), "person")


def _birth(rnd: Random, today: date) -> date | None:
    kind = rnd.random()
    if kind < 0.05:
        return None
    if kind < 0.5:
        return date(1970, 1, 1) + timedelta(days=rnd.randint(0, 9000))
    if kind < 0.7:
        return rnd.choice(_BIRTHS)
    years = rnd.choice((18, 65, 64, 66, 74, 75, 55, 54, 70, 73))
    day = today.replace(year=today.year - years, day=min(today.day, 28))
    return day + timedelta(days=rnd.randint(-2, 2))


def _complaints(rnd: Random, today: date) -> tuple[Complaint, ...]:
    if rnd.random() < 0.9:
        return ()
    return (Complaint("K1", today, "", rnd.choice(("open", "closed", "closed", "new")), None),)


def _assessments(rnd: Random, today: date, on: date | None) -> tuple[Assessment, ...]:
    if rnd.random() < 0.6:
        return ()
    around = on or today
    return tuple(
        Assessment(around + timedelta(days=rnd.choice((-1, 0, 1))), rnd.randint(1, 5), rnd.random() < 0.9)
        for _ in range(rnd.randint(1, 2))
    )


def random_product(rnd: Random) -> Product:
    """A row of a catalogue, now and then with what no catalogue should have."""
    category = rnd.choice(_INVESTMENTS if rnd.random() < 0.7 else _CATEGORIES)
    rated = category in INVESTMENTS or rnd.random() < 0.05
    ratings = [rnd.randint(1, 3 if category == "insurance" else 5) if rated else None for _ in range(2)]
    if rnd.random() < 0.03:
        ratings[rnd.randint(0, 1)] = rnd.choice((None, 0, 6))
    insurance = category == "insurance"
    return product(
        category=_rare(rnd, category, ("", "crypto", "Fund"), 0.01),
        lane=CATEGORIES[category],
        issuer_rating=ratings[0],
        seller_rating=ratings[1],
        placement=_rare(rnd, "public", ("private", "")),
        sale_zone=rnd.random() < 0.5,
        licence=rnd.choice(("wealth", "fund", "insurance", "gold", "")),
        term_months=rnd.choice((None, 12, 13, 60, 120, 240)),
        min_amount_fen=_rare(rnd, None, _PREMIUMS, 0.6) if insurance else rnd.choice(_MONEY),
        payment=rnd.choice(("single", "regular", "")) if insurance else "",
        pay_years=rnd.choice((None, None, 1, 5, 10, 20)) if insurance else None,
    )
