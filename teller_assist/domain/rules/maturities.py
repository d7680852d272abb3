"""What falls due: the nearest maturity of a deposit or an investment, and of a loan."""

from typing import Any

from teller_assist.domain.predicate import DAY, NUMBER, WORD, Fact
from teller_assist.domain.product import Lane
from teller_assist.domain.rules.view import View

FACTS = {
    "maturing_on": Fact(DAY, "the nearest maturity from today on", said=True),
    "maturing_days": Fact(NUMBER, "days until then"),
    "maturing_category": Fact(WORD, "category of what matures"),
    "maturing_product": Fact(WORD, "product code of what matures"),
    "maturing_fen": Fact(NUMBER, "its balance in fen"),
    "loan_due_on": Fact(DAY, "the nearest end of a loan from today on", said=True),
    "loan_due_days": Fact(NUMBER, "days until then"),
}


def read(view: View) -> dict[str, Any]:
    due: list[tuple[Any, ...]] = []
    loans: list[Any] = []
    for holding in view.profile.holdings:
        product = view.products.get(holding.product_code)
        on = holding.matures_on
        if product is None or on is None or on < view.today or holding.status == "closed":
            continue
        if product.lane is Lane.ASSET:
            loans.append(on)
        elif holding.currency == "CNY":
            due.append((on, -(holding.balance_fen or 0), product.product_code, product.category, holding))
    facts: dict[str, Any] = {}
    if due:
        on, _, code, category, holding = min(due, key=lambda row: row[:3])
        facts = {
            "maturing_on": on,
            "maturing_days": (on - view.today).days,
            "maturing_category": category,
            "maturing_product": code,
            "maturing_fen": holding.balance_fen,
        }
    if loans:
        facts["loan_due_on"] = min(loans)
        facts["loan_due_days"] = (min(loans) - view.today).days
    return facts
