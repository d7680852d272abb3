"""What the customer came to the counter for in the last 90 days."""

from typing import Any

from teller_assist.domain.predicate import NUMBER, Fact
from teller_assist.domain.rules.view import View

DAYS = 90
_KINDS = {"transfer": "transfers", "bill": "bills", "cash_large": "large_cash", "fx": "exchanges", "current": "cash"}

FACTS = {
    "transfers": Fact(NUMBER, "transfers at the counter in 90 days", said=True),
    "bills": Fact(NUMBER, "bills paid at the counter in 90 days", said=True),
    "large_cash": Fact(NUMBER, "cash of 50,000 or more in 90 days"),
    "exchanges": Fact(NUMBER, "currency exchanges in 90 days", said=True),
    "cash": Fact(NUMBER, "cash in and out below 50,000 in 90 days"),
    "counter_days": Fact(NUMBER, "days with a visit to the counter in 90 days"),
}


def read(view: View) -> dict[str, Any]:
    counts = dict.fromkeys(_KINDS.values(), 0)
    days = set()
    for transaction in view.profile.transactions:
        on = transaction.at.date()
        if not 0 <= (view.today - on).days <= DAYS:
            continue
        days.add(on)
        kind = _KINDS.get(transaction.business_type)
        if kind:
            counts[kind] += 1
    return {**counts, "counter_days": len(days)}
