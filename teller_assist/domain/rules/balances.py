"""Sums in fen, as told. Never said aloud: a reason names no balance."""

from typing import Any

from teller_assist.domain.predicate import NUMBER, WORD, Fact
from teller_assist.domain.product import Lane
from teller_assist.domain.rules.view import View

MATURING_DAYS = 30  # money that comes free within this many days counts as free

FACTS = {
    "current_fen": Fact(NUMBER, "current balances in CNY"),
    "free_fen": Fact(NUMBER, "current balances and what matures within 30 days, CNY"),
    "foreign_fen": Fact(NUMBER, "balances in other currencies"),
    "deposit_fen": Fact(NUMBER, "all deposits in CNY"),
    "average_fen": Fact(NUMBER, "the newest month's average of all assets"),
    "lowest_fen": Fact(NUMBER, "the lowest of the last three months' averages; needs three"),
    "trend": Fact(WORD, "up | flat | down over the last three months; needs three"),
}


def read(view: View) -> dict[str, Any]:
    current = free = foreign = deposits = 0
    known = False
    for holding in view.profile.holdings:
        product = view.products.get(holding.product_code)
        fen = holding.balance_fen
        if product is None or fen is None or holding.status == "closed" or product.lane is Lane.ASSET:
            continue
        known = True
        if holding.currency != "CNY":
            foreign += fen
            continue
        if product.lane is Lane.LIABILITY:
            deposits += fen
        if product.category == "current":
            current += fen
            free += fen
        elif holding.matures_on is not None and 0 <= (holding.matures_on - view.today).days <= MATURING_DAYS:
            free += fen
    facts: dict[str, Any] = {}
    if known:
        facts = {"current_fen": current, "free_fen": free, "foreign_fen": foreign, "deposit_fen": deposits}
    return facts | _averages(view)


def _averages(view: View) -> dict[str, Any]:
    months = [m.average_fen for m in view.profile.months if m.average_fen is not None]
    if not months:
        return {}
    facts: dict[str, Any] = {"average_fen": months[-1]}
    if len(months) >= 3:
        first, last = months[-3], months[-1]
        facts["lowest_fen"] = min(months[-3:])
        step = max(1, abs(first)) // 10
        facts["trend"] = "up" if last > first + step else "down" if last < first - step else "flat"
    return facts
