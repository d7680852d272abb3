"""Customers for whom something is likely to be suggested, by a number."""

from datetime import date, timedelta
from random import Random

from teller_assist.domain.engine import Situation
from tests.domain.making import TODAY, catalogue, contact, customer, holding, profile, situation

OUTCOMES = ("declined", "referred", "accepted", "considering", "already_has", "unsuitable", "not_recorded")


def a_situation(seed: int) -> Situation:
    """Somebody for whom one of the shipped bundles is often shown, with holdings and contacts."""
    rnd = Random(seed)
    today, wares = TODAY + timedelta(days=rnd.randrange(60)), catalogue()
    who = customer(
        customer_no=f"C{rnd.randrange(10**6)}", kind="firm" if rnd.random() < 0.1 else "person",
        salary_here=rnd.random() < 0.6, tags=frozenset(t for t in ("sole_trader", "vehicle") if rnd.random() < 0.3),
        since_on=rnd.choice((date(2014, 1, 1), today - timedelta(days=60))),
        birth_on=date(1950, 1, 1) + timedelta(days=rnd.randrange(19_000)), risk_grade=rnd.randint(1, 5),
        risk_assessed_on=today - timedelta(days=rnd.choice((10, 364, 366, 700))),
        consent_marketing=rnd.choice((True, True, True, None)),
    )  # fmt: skip
    holdings = tuple(
        holding(rnd.choice(wares).product_code, rnd.choice((None, 0, 6_000_000, 50_000_000)),
                rnd.choice((None, today + timedelta(days=20))), rnd.choice(("active", "active", "dormant", "closed")))
        for _ in range(rnd.randint(0, 5))
    )  # fmt: skip
    contacts = tuple(
        contact(rnd.choice(wares).product_code, today - timedelta(days=rnd.choice((1, 13, 30, 89, 180))),
                rnd.choice(OUTCOMES), rnd.randint(0, 9))
        for _ in range(rnd.randint(0, 2))
    )  # fmt: skip
    return situation(profile(who, holdings=holdings), today=today, contacts=contacts)
