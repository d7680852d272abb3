"""Who stands out from their colleagues, where nobody says beforehand what is usual and several may do the same.

A share of n cases is set on the scale on which its chance is the same everywhere (Anscombe 1948: arcsine of the root,
variance 1/(4n+2)). What is usual is the weighted median of the tellers, and how far honest tellers differ beyond chance
is read from the **lower** half only: who presses, misses or invents is in the upper one (an empirical null, Efron, JASA
99 (2004), made one-sided). Few colleagues make it uncertain: the excess is read as Student's t with half as many
degrees of freedom as there are colleagues (Wallace 1959 turns it into a normal one).
"""

from collections.abc import Mapping
from math import asin, erfc, log1p, sqrt

from teller_assist.domain.shrink import Seen

LEAST_SPREAD = 0.02  # on the arcsine scale: honest people who look all the same are still not (practice)
HALF = 0.6745  # of a normal distribution's distances from the middle half are below it
COLLEAGUES = 3  # with fewer there is nothing to stand out from


def share(k: int, n: int) -> Seen:
    """k of n on the arcsine scale. ``n`` >= 1."""
    return Seen(asin(sqrt((k + 0.375) / (n + 0.75))), 1 / (4 * n + 2))


def difference(one: Seen, other: Seen) -> Seen:
    return Seen(one.value - other.value, one.variance + other.variance)


def excess(seen: Mapping[str, Seen]) -> dict[str, float]:
    """How far each lies above what is usual, as a standard normal would; empty with too few colleagues."""
    if len(seen) <= COLLEAGUES:
        return {}
    usual = middle({who: one.value for who, one in seen.items()}, {who: _weight(one) for who, one in seen.items()})
    spread = _spread([one for one in seen.values() if one.value <= usual], usual)
    freedom = (len(seen) - 1) / 2
    return {who: _normal((one.value - usual) / sqrt(one.variance + spread), freedom) for who, one in seen.items()}


def tail(z: float) -> float:
    """The chance that a standard normal lies above z."""
    return erfc(z / sqrt(2)) / 2


def together(chances: list[float]) -> float:
    """One chance for several looks at the same teller, dependent as they are (Simes 1986); 1.0 for none."""
    return min([1.0, *(len(chances) * p / rank for rank, p in enumerate(sorted(chances), 1))])


def middle(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The weighted median; between two the mean of both."""
    half, passed, rows = sum(weights.values()) / 2, 0.0, sorted((values[who], weights[who]) for who in values)
    for n, (value, weight) in enumerate(rows):
        passed += weight
        if abs(passed - half) <= 1e-9 * half and n + 1 < len(rows):
            return (value + rows[n + 1][0]) / 2
        if passed > half:
            return value
    return rows[-1][0]


def _weight(one: Seen) -> float:
    return 1 / (one.variance + LEAST_SPREAD**2)


def _spread(lower: list[Seen], usual: float) -> float:
    """The variance beyond chance with which half of the lower ones lie within ``HALF`` standard deviations."""

    def too_far(spread: float) -> bool:
        far = sorted((usual - one.value) / sqrt(one.variance + spread) for one in lower)
        return far[len(far) // 2] > HALF

    low, high = LEAST_SPREAD**2, 1.0
    if not too_far(low):
        return low
    for _ in range(30):
        between = sqrt(low * high)
        low, high = (between, high) if too_far(between) else (low, between)
    return high


def _normal(t: float, freedom: float) -> float:
    z = (8 * freedom + 1) / (8 * freedom + 3) * sqrt(freedom * log1p(t * t / freedom))
    return z if t > 0 else -z
