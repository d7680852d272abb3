"""How this desk stands with its hub, for the command line."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from teller_assist.store import chains, engine, keyfile, link, sync_runs
from teller_assist.store.journal import unsent
from teller_assist.store.rows import time_of
from teller_assist.wire.identity import lease_of


@dataclass(frozen=True, slots=True)
class Standing:
    """Times are aware UTC. ``lock_at``, ``erase_at``: until when the hub's lease lets this desk work unheard.

    ``waiting_at_node``: rows that the node has taken and the hub, as last heard, has not.
    ``held``: why the hub keeps a newer generation back, "". ``skew_seconds``: this clock minus the server's.
    """

    enrolled: bool
    hub_url: str
    node_url: str
    fallback: str
    branch_no: str
    device: str
    unsent: int
    oldest_unsent_at: datetime | None
    last_good_at: datetime | None
    last_at: datetime | None
    last_via: str
    last_trouble: str
    skew_seconds: int
    slot: str
    orders: str
    held: str
    lock_at: datetime | None
    erase_at: datetime | None
    waiting_at_node: int


def standing(data: Path) -> Standing:
    """Reads it. Raises ``DeskNotReady`` for a folder that is no desk."""
    key = keyfile.KeyFile(data / keyfile.NAME).key()
    work = engine.Work(data / engine.NAME, key)
    try:
        return _standing(work)
    finally:
        work.close()


def _standing(work: engine.Work) -> Standing:
    import json

    con = work.reading
    told = link.get_all(con)
    count, oldest = unsent(con)
    good, last = sync_runs.last_good(con), sync_runs.last_runs(con, 1)
    lease = lease_of(told.get("lease", ""), [bytes.fromhex(told.get("hub_key", ""))])
    offer = json.loads(told.get("offer") or "{}")
    return Standing(
        bool(told.get("certificate")), told.get("hub_url", "").partition("#")[0],
        told.get("node_url", "").partition("#")[0], told.get("fallback", ""), told.get("branch_no", ""),
        chains.device_of(con), count, time_of(oldest) if oldest else None, good.ended_at if good else None,
        last[0].ended_at or last[0].started_at if last else None, last[0].via if last else "",
        last[0].trouble if last else "", round(int(told.get("server_skew_ms") or 0) / 1000), told.get("slot", ""),
        told.get("orders", ""), str(offer.get("held", "")), lease.lock_at if lease else None,
        lease.erase_at if lease else None, chains.waiting_at_node(con),
    )  # fmt: skip
