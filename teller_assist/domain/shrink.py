"""Few cases say little: how far a figure of one teller is drawn to what colleagues show.

Normal–normal empirical Bayes. What is learned from the colleagues leaves the teller themself out, so that more of the
same from one teller never moves what they are compared with. Sources: Morris, JASA 78 (1983); DerSimonian and Laird,
Control. Clin. Trials 7 (1986), for the spread.
"""

from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

USUAL, USUAL_SPREAD = 4.0, 0.75  # stars: what is thought of a teller where too few colleagues tell anything (practice)
LEAST_SPREAD = 0.15  # stars: colleagues who look all the same are still not
COLLEAGUES = 3  # as many tell something


class Seen(NamedTuple):
    """A value with the variance that chance gives it."""

    value: float
    variance: float


def learned(colleagues: Sequence[Seen]) -> Seen:
    """What to think of somebody before looking: the colleagues' mean, their spread and how well both are known."""
    if len(colleagues) < COLLEAGUES:
        return Seen(USUAL, USUAL_SPREAD**2)
    spread = max(LEAST_SPREAD**2, spread_of(colleagues))
    weights = [1 / (one.variance + spread) for one in colleagues]
    whole = fsum(weights)
    mean = fsum(w * one.value for w, one in zip(weights, colleagues, strict=True)) / whole
    return Seen(mean, spread + 1 / whole)


def spread_of(seen: Sequence[Seen]) -> float:
    """The variance between them beyond chance, 0 or more (DerSimonian–Laird)."""
    weights = [1 / one.variance for one in seen]
    whole = fsum(weights)
    mean = fsum(w * one.value for w, one in zip(weights, seen, strict=True)) / whole
    beyond = fsum(w * (one.value - mean) ** 2 for w, one in zip(weights, seen, strict=True)) - (len(seen) - 1)
    scale = whole - fsum(w * w for w in weights) / whole
    return max(0.0, beyond / scale) if scale > 0 else 0.0


def drawn(own: Seen | None, before: Seen) -> Seen:
    """The own value drawn to ``before``, the more the less it is known; ``before`` itself without one."""
    if own is None:
        return before
    precision = 1 / own.variance + 1 / before.variance
    return Seen((own.value / own.variance + before.value / before.variance) / precision, 1 / precision)
