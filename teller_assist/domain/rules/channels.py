"""What the customer has, by category, and what of it lies idle."""

from typing import Any

from teller_assist.domain.predicate import NUMBER, SET, Fact
from teller_assist.domain.rules.view import View

FACTS = {
    "held": Fact(SET, "categories of holdings in use or dormant"),
    "asleep": Fact(SET, "categories whose every holding is dormant"),
    "lanes": Fact(SET, "lanes with a holding: liability, asset, fee"),
    "holdings": Fact(NUMBER, "how many holdings are not closed"),
}


def read(view: View) -> dict[str, Any]:
    awake: set[str] = set()
    asleep: set[str] = set()
    lanes: set[str] = set()
    count = 0
    for holding in view.profile.holdings:
        product = view.products.get(holding.product_code)
        if product is None or holding.status == "closed":
            continue
        count += 1
        lanes.add(product.lane.value)
        (asleep if holding.status == "dormant" else awake).add(product.category)
    return {
        "held": frozenset(awake | asleep),
        "asleep": frozenset(asleep - awake),
        "lanes": frozenset(lanes),
        "holdings": count,
    }
