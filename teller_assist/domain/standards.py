"""The branch's service standards (服务标准) as the pack ``standards`` tells them: limits, waits, excuses, weights.

A clock may not be late by a second to be in time: within the limit means seconds <= limit. Source: domain.md, "Time
limits and waits"; piece weight = standard minutes / 3.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

BUCKETS = (10, 20, 30)  # minutes: <10, 10–20, 20–30, >30; 10:00 is in the second, 30:00 in the third (see bucket_of)
USUAL_MINUTES = 5  # for a business type that the pack does not know


class Business(NamedTuple):
    code: str
    name: str
    name_en: str
    minutes: int
    queue: str


class Excuse(NamedTuple):
    """``minutes``: at most so many are excused by it."""

    code: str
    name: str
    name_en: str
    minutes: int


class Waits(NamedTuple):
    """Minutes in the queue."""

    normal: int
    vip: int
    red: int
    escalate: int


class Standards(NamedTuple):
    version: str
    effective_from: str
    business: Mapping[str, Business]
    excuses: tuple[Excuse, ...]
    waits: Waits
    vip_tiers: frozenset[str]
    piece_minutes: int

    def limit_s(self, business_type: str) -> int:
        """Seconds that the standard allows for it."""
        known = self.business.get(business_type)
        return 60 * (known.minutes if known else USUAL_MINUTES)

    def wait_limit_s(self, tier: str) -> int:
        """Seconds that somebody of this tier may wait."""
        return 60 * (self.waits.vip if self.is_vip(tier) else self.waits.normal)

    def is_vip(self, tier: str) -> bool:
        return tier in self.vip_tiers

    def weight(self, business_type: str) -> Fraction:
        """Pieces (计件折算) that one of this type counts for."""
        return Fraction(self.limit_s(business_type), 60 * self.piece_minutes)


def standards_of(body: Mapping[str, Any]) -> Standards:
    """Reads the pack; a generation of an older program has none, and the practice of domain.md counts."""
    wait = body.get("wait", {})
    return Standards(
        body.get("version", ""),
        body.get("effective_from", ""),
        {
            b["code"]: Business(b["code"], b["name"], b["name_en"], b["minutes"], b["queue"])
            for b in body.get("business", ())
        },
        tuple(Excuse(e["code"], e["name"], e["name_en"], e["minutes"]) for e in body.get("excuse", ())),
        Waits(wait.get("normal", 10), wait.get("vip", 5), wait.get("red", 20), wait.get("escalate", 30)),
        frozenset(wait.get("vip_tiers", ("platinum", "diamond", "private"))),
        body.get("piece_minutes", 3),
    )


def bucket_of(seconds: int) -> int:
    """Which report bucket a wait is in, 0–3: below 10 minutes, to below 20, to 30 and 0 seconds, beyond."""
    minutes, rest = divmod(seconds, 60)
    if minutes < BUCKETS[0]:
        return 0
    if minutes < BUCKETS[1]:
        return 1
    return 2 if minutes < BUCKETS[2] or (minutes == BUCKETS[2] and rest == 0) else 3
