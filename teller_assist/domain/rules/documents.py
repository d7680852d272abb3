"""Papers with an end: identity document, card, risk assessment."""

from typing import Any

from teller_assist.domain.gate import ASSESSMENT_DAYS, may_assess
from teller_assist.domain.predicate import BOOL, DAY, NUMBER, Fact
from teller_assist.domain.rules.view import View

FACTS = {
    "id_expires_on": Fact(DAY, "last valid day of the identity document", said=True),
    "card_expires_on": Fact(DAY, "last valid day of the card that ends first", said=True),
    "assessment_days": Fact(NUMBER, "age in days of the risk assessment"),
    "assessment_ended": Fact(BOOL, "there was an assessment, and it is no longer valid"),
    "held_above": Fact(BOOL, "something held is now rated above the customer's grade"),
    "may_assess": Fact(BOOL, "one more assessment is allowed today"),
}


def read(view: View) -> dict[str, Any]:
    customer, today = view.profile.customer, view.today
    facts: dict[str, Any] = {
        "id_expires_on": customer.id_expires_on,
        "may_assess": may_assess(view.profile.assessments, today) is None,
        "assessment_ended": False,
        "held_above": _held_above(view),
    }
    ends = [
        account.card_expires_on
        for account in view.profile.accounts
        if account.card_expires_on is not None and account.status not in ("closed", "frozen")
    ]
    if ends:
        facts["card_expires_on"] = min(ends)
    on = customer.risk_assessed_on
    if on is not None and on <= today:
        days = (today - on).days
        facts["assessment_days"] = days
        facts["assessment_ended"] = days > ASSESSMENT_DAYS or customer.risk_change_reported
    return facts


def _held_above(view: View) -> bool | None:
    """A rating went up, or the grade down, while it was held (管理办法 22); None without a grade."""
    grade = view.profile.customer.risk_grade
    if grade is None:
        return None
    held = (view.products.get(h.product_code) for h in view.profile.holdings if h.status != "closed")
    return any(p.rating is not None and p.rating > grade for p in held if p is not None)
