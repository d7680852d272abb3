"""What the desk says of itself: the status line and today's customers."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from teller_assist.desk.delivery import link_of
from teller_assist.desk.status import DeskStatus, Served
from teller_assist.domain.address import salutation
from teller_assist.domain.compose import staleness
from teller_assist.domain.masks import mask_name
from teller_assist.domain.staff import Branch, Staff
from teller_assist.store.attempts import count_by_visit
from teller_assist.store.journal import unsent
from teller_assist.store.profile import brief_of
from teller_assist.store.rows import time_of
from teller_assist.store.visits import visits_since

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.store.snapshot import Snapshot


def served(work: "Connection", told: "Connection", staff_no: str, since: datetime) -> tuple[Served, ...]:
    """Visits to this member of staff since then, newest first."""
    visits = visits_since(work, staff_no, since)
    attempts = count_by_visit(work, staff_no, since)
    found = []
    for visit in visits:
        name, sex, kind, tier, wished = brief_of(told, visit.customer_no) or ("", "", "person", "", "")
        called = salutation(name, sex, kind, wished) if name else visit.customer_no
        found.append(
            Served(
                visit.visit_id, visit.customer_no, called, mask_name(name), tier, visit.ticket, visit.started_at,
                visit.ended_at, attempts.get(visit.visit_id, 0),
            )
        )  # fmt: skip
    return tuple(found)


def status(
    work: "Connection", snapshot: "Snapshot", branch: Branch, staff: Staff, window_no: str, today: date
) -> DeskStatus:
    """As of today."""
    count, oldest = unsent(work)
    return DeskStatus(
        snapshot.as_of, staleness(snapshot.as_of, today), count, time_of(oldest) if oldest else None,
        branch.branch_no, branch.name, branch.name_en, window_no, staff.staff_no, staff.name, snapshot.generation,
        link_of(work, staff),
    )  # fmt: skip
