"""The chance that a customer accepts an offer: a binned additive scorecard, explained by construction.

z = intercept + the points of each feature's bin; p = 1 / (1 + e^-(a + b·z)), with a and b from the
nightly recalibration (0 and 1 until there is one). Before anything is learned a card is only the
prior sheet's row: the expected acceptance, worth ``weight`` pseudo-customers.
"""

from bisect import bisect_right
from collections.abc import Mapping
from math import log, sqrt, tanh
from typing import Any, NamedTuple

FARTHEST = 30.0  # log-odds; e^-30 is a chance of one in ten million million: no data tell more
LEAST = 1e-13  # the chance at that distance


class Bins(NamedTuple):
    """One feature's points: bin i is edges[i-1] ≤ value < edges[i]; ``unknown`` when not told."""

    feature: str
    edges: tuple[float, ...]
    points: tuple[float, ...]  # one more than edges
    errors: tuple[float, ...]  # standard error of each
    unknown: float = 0.0
    says: tuple[tuple[str, str], ...] = ()  # (zh, en) for each bin, blank where it is not said


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
        expected = min(1 - LEAST, max(LEAST, expected))
        return cls(log(expected / (1 - expected)), min(FARTHEST, sqrt(1 / (weight * expected * (1 - expected)))))

    @classmethod
    def of_evidence(cls, expected: float, weight: float, shown: int, accepted: int) -> "Scorecard":
        """The prior and what came of it, as if the ``weight`` pseudo-customers had been shown too: one formula from
        day 0 on."""
        n = weight + shown
        return cls.of_prior((weight * expected + accepted) / n, n)

    def score(self, facts: Mapping[str, Any]) -> Scored:
        """Chance and standard error for one customer."""
        z, variance = self.intercept, self.error * self.error
        for part in self.bins:
            place = _place(part, facts)
            if place is None:
                z += part.unknown
                continue
            z += part.points[place]
            variance += part.errors[place] ** 2
        p = 0.5 * (1 + tanh((self.a + self.b * z) / 2))  # the logistic function; no z is too large for it
        return Scored(p, p * (1 - p) * abs(self.b) * sqrt(variance))

    def said(self, facts: Mapping[str, Any]) -> tuple[str, str] | None:
        """(zh, en) of the active bin with the most points that may be said aloud; None if none speaks for it."""
        best, found = 0.0, None
        for part in self.bins:
            place = _place(part, facts) if part.says else None
            if place is not None and place < len(part.says) and part.says[place][0] and part.points[place] > best:
                best, found = part.points[place], part.says[place]
        return found


def _place(part: Bins, facts: Mapping[str, Any]) -> int | None:
    """The bin that a customer falls into; None where the fact is not known."""
    value = facts.get(part.feature)
    return None if value is None or value != value else bisect_right(part.edges, value)
