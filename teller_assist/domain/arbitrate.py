"""Which of the offers that passed come first: score, guard, one a category, slots.

S = p · clip(V, 0.5, 2) · clip(L, 0.75, 1.5) · (1 + ctx) · e^(-0.25 · contacts), ctx ≤ 0.5.
Only offers with p ≥ 0.6 · the best p may enter: commercial weight must not push what nobody wants.
Ties between categories fall by a draw seeded by customer, day and model version, so reopening a card
never reshuffles it; within one, the first of the catalogue is the standard product and goes first.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import exp
from typing import Any, NamedTuple

GUARD = 0.6
MOST = 3


class Offer(NamedTuple):
    """An offer that passed every gate. ``contacts``: visits of the last 30 days that spoke of its category."""

    product_code: str
    category: str
    p: float
    se: float
    value: float  # V, commercial weight of head office
    fit: float  # L, how well this product of its category fits
    context: float  # of the rule that gives its reason, 0..0.5
    contacts: int

    @property
    def score(self) -> float:
        return (
            self.p * min(2.0, max(0.5, self.value)) * min(1.5, max(0.75, self.fit))
            * (1 + min(0.5, max(0.0, self.context))) * exp(-0.25 * self.contacts)
        )  # fmt: skip

    def factors(self) -> Mapping[str, Any]:
        """Every factor by name, for "why" and for the evidence."""
        return {
            "p": round(self.p, 4), "value": self.value, "fit": self.fit, "context": self.context,
            "contacts_30d": self.contacts,
        }  # fmt: skip


class Ranked(NamedTuple):
    """``chosen`` are (slot, offer), best first; ``left`` are (product_code, code, facts)."""

    chosen: tuple[tuple[str, Offer], ...]
    left: tuple[tuple[str, str, dict[str, Any]], ...]


def draw(seed: str, what: str) -> float:
    """A number in [0, 1) that depends on nothing but its arguments."""
    return int.from_bytes(sha256(f"{seed}|{what}".encode()).digest()[:7], "big") / 2**56


def arbitrate(offers: Sequence[Offer], seed: str, most: int = MOST, explore: float = 0.0) -> Ranked:
    """At most ``most`` offers, each of another category.

    ``explore`` is the chance (0..1) that the third slot goes to a draw among the offers that passed
    the guard but did not win, so that their acceptance can be learned.
    """
    if not offers:
        return Ranked((), ())
    bound = GUARD * max(offer.p for offer in offers)
    left: list[tuple[str, str, dict[str, Any]]] = []
    entered: list[tuple[float, float, str, Offer]] = []
    for offer in offers:
        if offer.p < bound:
            left.append((offer.product_code, "GUARD_P", {}))
        else:
            entered.append((-offer.score, draw(seed, offer.category), offer.product_code, offer))
    entered.sort(key=lambda row: row[:3])
    best: list[Offer] = []
    rest: list[Offer] = []
    for _, _, _, offer in entered:
        (rest if any(offer.category == other.category for other in best) else best).append(offer)
    slots = [("best", offer) for offer in best[:most]]
    others = best[most:]
    if others and most >= MOST and draw(seed, "explore") < explore:
        pick = min(others, key=lambda offer: draw(seed, f"explore|{offer.product_code}"))
        others.remove(pick)
        others.append(slots[-1][1])
        slots[-1] = ("explore", pick)
    left += [(offer.product_code, "LOWER_RANKED", {}) for offer in (*others, *rest)]
    return Ranked(tuple(slots), tuple(left))
