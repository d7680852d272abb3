"""Which of the offers that passed come first: score, guard, one a category, slots.

S = p · clip(V, 0.5, 2) · clip(L, 0.75, 1.5) · (1 + ctx) · e^(-0.25 · contacts), ctx ≤ 0.5.
Only offers with p ≥ 0.6 · the best p may enter: commercial weight must not push what nobody wants.
Ties between categories fall by a draw seeded by customer, day and model version, so reopening a card
never reshuffles it; within one, the first of the catalogue is the standard product and goes first.
"""

from collections.abc import Mapping, Sequence
from math import exp, isfinite
from typing import Any, NamedTuple

from teller_assist.domain.draws import draw

GUARD = 0.6
MOST = 3
BEST, EXPLORE, LAUNCH = "best", "explore", "launch"


class Offer(NamedTuple):
    """An offer that passed every gate. ``contacts``: visits of the last 30 days that spoke of its category."""

    product_code: str
    category: str
    p: float
    se: float
    value: float  # V, commercial weight of head office
    fit: float  # L, how well this product of its category fits
    context: float  # of the rule that gives its reason and of the day, 0..0.5
    contacts: int
    weight: float = 0.0  # of that rule alone

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


class Chosen(NamedTuple):
    """``propensity``: the chance with which it would have stood in this slot, given everything but the draws."""

    slot: str
    offer: Offer
    propensity: float


Left = tuple[str, str, dict[str, Any]]


class Ranked(NamedTuple):
    """``chosen`` best first; ``left`` are (product_code, code, facts)."""

    chosen: tuple[Chosen, ...]
    left: tuple[Left, ...]


class Third(NamedTuple):
    """What may take the third slot: a launch with its share (0..1) by product code, or a draw with ``explore``."""

    explore: float = 0.0
    launches: Mapping[str, float] = {}


NOBODY = Third()


def arbitrate(
    offers: Sequence[Offer], seed: str, most: int = MOST, third: Third = NOBODY, by_rules: bool = False
) -> Ranked:  # fmt: skip
    """At most ``most`` offers, each of another family.

    ``by_rules``: no model may be used; the weight of the rule orders them, and nothing is drawn.
    """
    if not offers:
        return Ranked((), ())
    entered, left = (list(offers), []) if by_rules else _guarded(offers)
    entered.sort(key=_by_rule if by_rules else lambda o: (-o.score, draw(seed, o.category), o.product_code))
    best: list[Offer] = []
    rest: list[Offer] = []
    families: set[str] = set()
    for offer in entered:
        (rest if offer.category in families else best).append(offer)
        families.add(offer.category)
    slots = [Chosen(BEST, offer, 1.0) for offer in best[:most]]
    left += [(offer.product_code, "LOWER_RANKED", {}) for offer in best[most:] + rest]
    if not by_rules and len(slots) >= MOST:
        usual, slots[-1] = slots[-1].offer, _third(slots, best[most:], rest, seed, third)
        if slots[-1].offer is not usual:
            left = [one for one in left if one[0] != slots[-1].offer.product_code]
            left.append((usual.product_code, "LOWER_RANKED", {}))
    return Ranked(tuple(slots), tuple(left))


def _guarded(offers: Sequence[Offer]) -> tuple[list[Offer], list[Left]]:
    """Those near enough to the best, and the rest. A chance that is no number is near nothing."""
    bound = GUARD * max((offer.p for offer in offers if isfinite(offer.p)), default=0.0)
    near = [offer for offer in offers if isfinite(offer.p) and offer.p >= bound]
    low: list[Left] = [(o.product_code, "GUARD_P", {}) for o in offers if not (isfinite(o.p) and o.p >= bound)]
    return near, low


def _by_rule(offer: Offer) -> tuple[float, str]:
    return -offer.weight, offer.product_code


def _third(slots: Sequence[Chosen], others: Sequence[Offer], rest: Sequence[Offer], seed: str, third: Third) -> Chosen:
    """The last slot goes to a launch, to a draw among ``others``, or to the third best as it stands.

    A launch need not be the best of its family (``rest``), only of none that is shown before it.
    """
    usual = slots[-1].offer
    shown = {chosen.offer.category for chosen in slots[:-1]}
    fresh = (o for o in (*others, *rest) if third.launches.get(o.product_code, 0.0) > 0 and o.category not in shown)
    new = None if third.launches.get(usual.product_code, 0.0) > 0 else next(fresh, None)
    share = third.launches[new.product_code] if new is not None else 0.0
    explore = min(third.explore, 1.0 - share) if others else 0.0
    drawn, each = draw(seed, "third"), explore / max(1, len(others))
    if new is not None and drawn < share:
        return Chosen(LAUNCH, new, share + (each if new in others else 0.0))
    if drawn < share + explore:
        pick = min(others, key=lambda o: draw(seed, f"explore|{o.product_code}"))
        return Chosen(EXPLORE, pick, each + (share if pick is new else 0.0))
    return Chosen(BEST, usual, 1.0 - share - explore)
