"""The chance that a customer accepts an offer: a binned additive scorecard, explained by construction.

z = intercept + the points of each feature's bin; p = 1 / (1 + e^-(a + b·z)), with a and b from the
nightly recalibration (0 and 1 until there is one). Before anything is learned a card is only the
prior sheet's row: the expected acceptance, worth ``weight`` pseudo-customers.
"""

from bisect import bisect_right
from collections.abc import Mapping
from math import exp, log, sqrt
from typing import Any, NamedTuple


class Bins(NamedTuple):
    """One feature's points: bin i is edges[i-1] ≤ value < edges[i]; ``unknown`` when not told."""

    feature: str
    edges: tuple[float, ...]
    points: tuple[float, ...]  # one more than edges
    errors: tuple[float, ...]  # standard error of each
    unknown: float = 0.0


class Scored(NamedTuple):
    p: float  # 0..1
    se: float  # standard error of p (delta method)


class Scorecard(NamedTuple):
    intercept: float
    error: float  # standard error of the intercept, in log-odds
    bins: tuple[Bins, ...] = ()
    a: float = 0.0
    b: float = 1.0

    @classmethod
    def of_prior(cls, expected: float, weight: float) -> "Scorecard":
        """A card from the prior sheet: ``expected`` in (0, 1), ``weight`` pseudo-customers > 0."""
        return cls(log(expected / (1 - expected)), sqrt(1 / (weight * expected * (1 - expected))))

    def score(self, facts: Mapping[str, Any]) -> Scored:
        """Chance and standard error for one customer."""
        z, variance = self.intercept, self.error * self.error
        for part in self.bins:
            value = facts.get(part.feature)
            if value is None or value != value:
                z += part.unknown
                continue
            place = bisect_right(part.edges, value)
            z += part.points[place]
            variance += part.errors[place] ** 2
        p = 1 / (1 + exp(-(self.a + self.b * z)))
        return Scored(p, p * (1 - p) * abs(self.b) * sqrt(variance))
