"""What became of what this desk recorded: delivered today, the last runs, how it stands with the hub.

Plain functions over the raw read connection of ``work.db``. The tables: docs/sync.md.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from teller_assist.desk.status import ALONE, SKEW_SHOWN_S, Link
from teller_assist.domain.days import midnight
from teller_assist.store import link, sync_runs
from teller_assist.store.chains import waiting_at_node
from teller_assist.store.delivered import Delivered, delivered_between, referred_to
from teller_assist.store.journal import unsent
from teller_assist.store.rows import time_of

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.domain.staff import Staff
    from teller_assist.store.snapshot import Snapshot
    from teller_assist.store.sync_runs import SyncRun

RUNS = 30  # the page lists so many
REFUSED = ("revoked", "unknown_device", "bad_signature", "wiped", "refused")  # the hub knows the desk no more
FEW = 8  # runs, of which one has ended: the newest may have been killed
# A run's trouble, and what it means for the line; every other is "trouble". After data and packs all was delivered.
STATES = {
    "": "up", "lost": "down", "unreachable": "down", "busy": "busy", "too_old": "too_old", "cancelled": "up",
    "data": "up", "packs": "up", **dict.fromkeys(REFUSED, "refused"),
}  # fmt: skip
RESULTS = {"": "", "cancelled": "cancelled", "data": "data", "packs": "data"}  # where the run is called otherwise


class Differs(NamedTuple):
    """A branch day and kind that both ends count otherwise."""

    day: date
    kind: str
    here: int
    there: int


@dataclass(frozen=True, slots=True)
class Run:
    """One sync. ``result`` "" all delivered | differ | data | lost | busy | cancelled | refused | too_old | trouble."""

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
    """The sync page. ``today`` counts each of today's own events once; ``runs`` are the newest first.

    ``waiting_at_node``: events that the branch's node has taken and the hub, as last heard, has not.
    """

    link: Link
    today: tuple[Delivered, ...]
    unsent: int
    oldest_unsent_at: datetime | None
    runs: tuple[Run, ...]
    generation: str
    as_of: date
    customers: int
    offered_as_of: date | None
    waiting_at_node: int = 0


def delivery(con: "Connection", snapshot: "Snapshot", staff: "Staff", today: date) -> Delivery:
    """Everything the sync page shows, as of the branch's day ``today``."""
    count, oldest = unsent(con)
    offered = str(_offer(link.get(con, "offer")).get("as_of", ""))
    offered_as_of = date.fromisoformat(offered) if offered else None
    return Delivery(
        link_of(con, staff), delivered_today(con, today), count, time_of(oldest) if oldest else None, last_runs(con),
        snapshot.generation, snapshot.as_of, int(snapshot.meta["customers"]), offered_as_of,
        waiting_at_node(con),
    )  # fmt: skip


def delivered_today(con: "Connection", today: date) -> tuple[Delivered, ...]:
    """Per kind, how many events of the branch's day were recorded here and how many of them are above."""
    return delivered_between(con, midnight(today), midnight(today + timedelta(days=1)))


def last_runs(con: "Connection", most: int = RUNS) -> tuple[Run, ...]:
    """The finished runs, newest first; one that was killed half-way is not told."""
    return tuple(_run(one) for one in sync_runs.last_runs(con, most) if one.ended_at is not None)


def link_of(con: "Connection", staff: "Staff") -> Link:
    """How the desk stands with the hub, from what it knows itself."""
    known = link.get_all(con)
    if not (known.get("hub_url") or known.get("node_url")):
        return ALONE
    last = next((run for run in sync_runs.last_runs(con, FEW) if run.ended_at is not None), None)
    good = sync_runs.last_good(con)
    skew_s = round(int(known.get("server_skew_ms") or 0) / 1000)
    return Link(
        STATES.get(last.trouble, "trouble") if last else "new",
        good.ended_at if good else None,
        str(_offer(known.get("offer", "")).get("held", "")),
        skew_s if abs(skew_s) > SKEW_SHOWN_S else 0,
        referred_to(con, staff.staff_no, staff.role),
        last.sentence if last else "",
    )


def _run(done: "SyncRun") -> Run:
    differ = tuple(Differs(date.fromisoformat(day), kind, here, there) for day, kind, here, there in done.differ)
    state = STATES.get(done.trouble, "trouble")
    result = RESULTS.get(done.trouble, "lost" if state == "down" else state)
    if not done.trouble and differ:
        result = "differ"
    return Run(done.started_at, done.via, done.pushed, done.pulled, done.parked, result, done.sentence, differ)


def _offer(told: str) -> dict[str, object]:
    """The generation offered at the last hello, as its JSON says; {} for none."""
    offer = json.loads(told) if told else None
    return offer if isinstance(offer, dict) else {}
