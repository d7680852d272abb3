"""Who the customer is, as far as an offer may depend on it."""

from typing import Any

from teller_assist.domain.predicate import BOOL, NUMBER, SET, WORD, Fact
from teller_assist.domain.rules.view import View

# Flags a rule may see; the others of the feed are alerts or protected traits.
OPEN_FLAGS = frozenset({"vip", "staff", "sole_trader", "dormant", "no_vehicle"})

FACTS = {
    "kind": Fact(WORD, "person | firm"),
    "age": Fact(NUMBER, "whole years", protected=True),
    "tags": Fact(SET, "segment tags and open flags, e.g. sole_trader"),
    "salary_here": Fact(BOOL, "the salary is paid here (代发)"),
    "tier": Fact(WORD, "tier code"),
    "tier_months_below": Fact(NUMBER, "months in a row below the tier's bound"),
    "customer_years": Fact(NUMBER, "whole years as a customer"),
    "asked": Fact(BOOL, "was asked whether personalised offers are welcome"),
}


def read(view: View) -> dict[str, Any]:
    customer = view.profile.customer
    facts: dict[str, Any] = {
        "kind": customer.kind,
        "age": view.age,
        "tags": (customer.flags & OPEN_FLAGS) | customer.tags,
        "salary_here": customer.salary_here,
        "tier": customer.tier,
        "tier_months_below": customer.tier_months_below,
        "asked": customer.consent_marketing is not None,
    }
    if customer.since_on is not None and customer.since_on <= view.today:
        facts["customer_years"] = (view.today - customer.since_on).days * 100 // 36525
    return facts
