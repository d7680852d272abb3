"""What a new generation must not do to a branch overnight: lose its rows, or change its tiers' shares.

An extract that broke half-way passes every check of its rows. So the new generation is held against the present
one, and held back, with the reason, when it departs too far: a person looks at it and gives it out, or the bank
sends it again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

MAIN = ("customer", "account", "holding", "month_average", "product", "staff")  # tables that do not shrink overnight


@dataclass(frozen=True, slots=True)
class Rails:
    """``rows_down``: per cent by which a main table may shrink. ``tier_points``: percentage points by which a tier's
    share of the customers may move. Exactly so much still passes."""

    rows_down: float = 10
    tier_points: float = 5


class Figures(NamedTuple):
    """Rows by table, customers by tier."""

    rows: Mapping[str, int]
    tiers: Mapping[str, int]


def reason(now: Figures, before: Figures, rails: Rails) -> str:
    """Why ``now`` is held back, "" if it may be given out."""
    return "; ".join((*_rows_down(now.rows, before.rows, rails), *_tiers_moved(now.tiers, before.tiers, rails)))


def _rows_down(now: Mapping[str, int], before: Mapping[str, int], rails: Rails) -> Iterator[str]:
    for table in MAIN:
        was, is_now = before.get(table, 0), now.get(table, 0)
        if was and Fraction(100 * (was - is_now), was) > Fraction(rails.rows_down):
            down = 100 * (was - is_now) / was
            yield (
                f"{table}: 只有 {is_now} 行,原有 {was} 行 only {is_now} rows of {was}, "
                f"{down:.1f} % fewer ({rails.rows_down:g} % may be)"
            )


def _tiers_moved(now: Mapping[str, int], before: Mapping[str, int], rails: Rails) -> Iterator[str]:
    all_now, all_before = sum(now.values()), sum(before.values())
    if not all_now or not all_before:
        return
    for tier in sorted({*now, *before}):
        share, was = Fraction(now.get(tier, 0), all_now), Fraction(before.get(tier, 0), all_before)
        if 100 * abs(share - was) > Fraction(rails.tier_points):
            yield (
                f"{tier}: 占比由 {float(was):.1%} 变为 {float(share):.1%} its share went from {float(was):.1%} "
                f"to {float(share):.1%} ({rails.tier_points:g} points may be)"
            )
