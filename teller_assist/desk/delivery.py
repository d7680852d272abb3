"""What became of what this desk recorded: delivered today, the last runs, how it stands with the hub.

Plain functions over the raw read connection of ``work.db``. The tables: docs/sync.md.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from teller_assist.desk.status import ALONE, Link
from teller_assist.domain.days import midnight
from teller_assist.store.delivered import Delivered, delivered_between
from teller_assist.store.journal import unsent
from teller_assist.store.rows import time_of

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.store.snapshot import Snapshot

RUNS = 30  # the page lists so many
REFUSED = ("revoked", "unknown_device", "bad_signature")  # by these the hub knows the device no more
STATES = {"": "up", "lost": "down", "busy": "busy", "too_old": "too_old", "cancelled": "up"}


class Differs(NamedTuple):
    """A branch day and kind that both ends count otherwise."""

    day: date
    kind: str
    here: int
    there: int


@dataclass(frozen=True, slots=True)
class Run:
    """One sync. ``result`` "" all delivered | differ | lost | busy | cancelled | refused | too_old | trouble."""

    started_at: datetime
    via: str
    pushed: int
    pulled: int
    parked: int
    result: str
    sentence: str
    differ: tuple[Differs, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """The sync page. ``today`` counts each of today's own events once; ``runs`` are the newest first."""

    link: Link
    today: tuple[Delivered, ...]
    unsent: int
    oldest_unsent_at: datetime | None
    runs: tuple[Run, ...]
    generation: str
    as_of: date
    customers: int
    offered_as_of: date | None


def delivery(con: "Connection", snapshot: "Snapshot", today: date) -> Delivery:
    """Everything the sync page shows, as of the branch's day ``today``."""
    count, oldest = unsent(con)
    offered = _offer(con)
    return Delivery(
        link_of(con), delivered_today(con, today), count, time_of(oldest) if oldest else None, last_runs(con),
        snapshot.generation, snapshot.as_of, int(snapshot.meta["customers"]), _day(offered.get("as_of")),
    )  # fmt: skip


def delivered_today(con: "Connection", today: date) -> tuple[Delivered, ...]:
    """Per kind, how many events of the branch's day were recorded here and how many of them are above."""
    return delivered_between(con, midnight(today), midnight(today + timedelta(days=1)))


def last_runs(con: "Connection", most: int = RUNS) -> tuple[Run, ...]:
    return ()


def link_of(con: "Connection") -> Link:
    return ALONE


def _offer(con: "Connection") -> dict[str, object]:
    return {}


def _day(text: object) -> date | None:
    return None
