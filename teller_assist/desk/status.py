"""What the status line and the list of recent customers say."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

SKEW_SHOWN_S = 300  # a clock that is wrong by more is shown, never refused


@dataclass(frozen=True, slots=True)
class Link:
    """How this desk stands with the hub, as of its last sync.

    ``state`` alone (not enrolled) | new (never synced) | up | down | busy | refused | too_old | trouble.
    ``held``: why a newer generation is not given out, "". ``skew_s``: seconds this clock is ahead, 0 within five
    minutes. ``referred``: referrals of colleagues that nobody has taken up yet. ``sentence``: the trouble's own words.
    """

    state: str
    last_good_at: datetime | None = None
    held: str = ""
    skew_s: int = 0
    referred: int = 0
    sentence: str = ""

    def heard(self, live: str) -> "Link":
        """With what the line itself says now: up, down or "" (nothing). A refusal stays one."""
        if live == "down" and self.state in ("new", "up", "busy", "trouble"):
            return replace(self, state="down")
        if live == "up" and self.state in ("new", "down"):
            return replace(self, state="up")
        return self


ALONE = Link("alone")


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """One line at the foot of the window. ``stale`` is fresh | old; ``unsent`` counts events not yet above."""

    as_of: date
    stale: str
    unsent: int
    oldest_unsent_at: datetime | None
    branch_no: str
    branch_name: str
    branch_name_en: str
    window_no: str
    staff_no: str
    staff_name: str
    generation: str
    link: Link = ALONE


@dataclass(frozen=True, slots=True)
class Served:
    """One of today's visits, newest first. ``salutation`` is for the serving teller, ``name_masked`` for others."""

    visit_id: UUID
    customer_no: str
    salutation: str
    name_masked: str
    tier: str
    ticket: str
    started_at: datetime
    ended_at: datetime | None
    attempts: int
