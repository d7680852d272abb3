"""What the status line and the list of recent customers say."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


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
