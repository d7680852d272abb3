"""Bundles (套餐): offers that are often used together, each declined by itself (no tying: 管理办法 17, 消保办法).

A part stands in a bundle only if it passed every gate by itself; the bundle is its occasion and nothing else of it. So
refusing one part changes no other, and what is unsuitable is not there.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from teller_assist.domain.predicate import Test, compiled
from teller_assist.domain.rules import FACTS
from teller_assist.domain.season import day_of
from teller_assist.domain.suggestion import Text

MOST_SHOWN = 5  # suggestions of a slate, a bundle's parts among them


class BundleRule(NamedTuple):
    """``parts``: categories and product codes, best first; ``least`` of them must be open to the customer."""

    code: str
    name: Text
    test: Test
    parts: tuple[str, ...]
    least: int
    weight: float
    reason: Text
    first: date | None
    last: date | None


def bundles_of(pack: Mapping[str, Any]) -> tuple[BundleRule, ...]:
    """Heaviest first."""
    found = [_bundle(body) for body in pack.get("bundle", ())]
    return tuple(sorted(found, key=lambda b: (-b.weight, b.code)))


def _bundle(body: Mapping[str, Any]) -> BundleRule:
    test, _ = compiled(body["when"], FACTS)
    return BundleRule(
        body["code"], Text(*body["name"]), test, tuple(body["parts"]), int(body["least"]), float(body["weight"]),
        Text(*body["reason"]), day_of(body, "from"), day_of(body, "until"),
    )  # fmt: skip
