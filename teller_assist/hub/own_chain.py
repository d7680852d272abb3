"""The node's own chain in its own ledger: what it says of the branch's order, sealed by its own key.

Who appends holds the lock of the branch's stream, so a node of several processes has one chain all the same.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.engine import Connection

from teller_assist.domain.chain import GENESIS, Entry, link
from teller_assist.domain.days import day_at
from teller_assist.hub import tables
from teller_assist.hub.node import Node
from teller_assist.store.views import time_text
from teller_assist.wire.messages import Record, mark

_chain, _ledger = tables.chain.c, tables.ledger.c


def append(connection: Connection, node: Node, records: Iterable[Record], at: datetime) -> list[Entry]:
    """Rows at the end of the newest epoch; their seq is given here. An event that is there already counts once."""
    chain = _newest(connection, node)
    seq, before = chain.head_seq, bytes(chain.head_hash)
    known: set[str] = set()
    entries, rows = [], []
    for record in records:
        seq += 1
        entry = record._replace(seq=seq).entry(node.device, chain.epoch)
        own = link(before, entry)
        again = entry.event_id in known or _has(connection, node.device, entry.event_id)
        rows.append(_row(entry, node.branch_no, before, own, again, at))
        entries.append(entry)
        known.add(entry.event_id)
        before = own
    if rows:
        connection.execute(tables.ledger.insert(), rows)
        _set(connection, node.device, chain.epoch, head_seq=seq, head_hash=before)
    return entries


def cut(connection: Connection, node: Node, epoch: int, common: int, above: int, at: datetime) -> None:
    """Rows behind ``common`` are not the hub's: with all that later epochs say they begin a new one above ``above``."""
    chains = _chains(connection, node.device)
    this = next(c for c in chains if c.epoch == epoch)
    if this.cut_seq is not None and this.cut_seq <= common:
        return
    tail: list[Record] = []
    for chain in chains:
        if chain.epoch >= epoch:
            start = common if chain.epoch == epoch else 0
            tail += records(connection, node.device, chain.epoch, start, live_head(chain))
            _set(connection, node.device, chain.epoch, cut_seq=start)
    parent = (epoch, common) if common else (this.parent_epoch, this.parent_seq)
    base = hash_at(connection, node.device, epoch, common)
    _begin(connection, node, max(above, *(c.epoch for c in chains)) + 1, parent, base)
    append(connection, node, tail, at)


def live_head(chain: Row[Any]) -> int:
    """The last row that counts: rows behind an own cut or a fork noted above are not claimed there."""
    head: int = chain.head_seq if chain.cut_seq is None else chain.cut_seq
    return head if chain.forked_at < 0 else min(head, chain.forked_at)


def records(connection: Connection, device: str, epoch: int, after: int, upto: int) -> list[Record]:
    columns = [_ledger[name] for name in Record._fields]
    found = connection.execute(
        select(*columns)
        .where(_ledger.device == device, _ledger.epoch == epoch, _ledger.seq > after, _ledger.seq <= upto)
        .order_by(_ledger.seq)
    )
    return [Record._make((*row[:-1], bytes(row[-1]))) for row in found]


def hash_at(connection: Connection, device: str, epoch: int, seq: int) -> bytes:
    """A row's hash; of the base what the first row hangs on; blank where there is none."""
    chain = connection.execute(
        select(_chain.base_seq, _chain.base_hash).where(_chain.device == device, _chain.epoch == epoch)
    ).one_or_none()
    if chain is None:
        return b""
    if seq == chain.base_seq:
        return bytes(chain.base_hash)
    row = (_ledger.device == device) & (_ledger.epoch == epoch) & (_ledger.seq == seq)
    return bytes(connection.scalar(select(_ledger.hash).where(row)) or b"")


def _chains(connection: Connection, device: str) -> Sequence[Row[Any]]:
    return connection.execute(select(tables.chain).where(_chain.device == device).order_by(_chain.epoch)).all()


def _newest(connection: Connection, node: Node) -> Row[Any]:
    chains = _chains(connection, node.device)
    if not chains:
        _begin(connection, node, 1, (0, 0), GENESIS)
        chains = _chains(connection, node.device)
    return chains[-1]


def _begin(connection: Connection, node: Node, epoch: int, parent: tuple[int, int], base_hash: bytes) -> None:
    connection.execute(
        tables.chain.insert().values(
            device=node.device, epoch=epoch, parent_epoch=parent[0], parent_seq=parent[1], base_seq=0,
            base_hash=base_hash, head_seq=0, head_hash=base_hash, cut_seq=None, root_seq=0, durable_seq=0, forked_at=-1,
        )
    )  # fmt: skip


def _set(connection: Connection, device: str, epoch: int, **values: object) -> None:
    ours = (_chain.device == device) & (_chain.epoch == epoch)
    connection.execute(tables.chain.update().where(ours).values(**values))


def _has(connection: Connection, device: str, event_id: str) -> bool:
    there = (_ledger.device == device) & (_ledger.event_id == event_id) & (_ledger.again == 0)
    return connection.execute(select(_ledger.seq).where(there)).first() is not None


def _row(entry: Entry, branch_no: str, before: bytes, own: bytes, again: bool, at: datetime) -> dict[str, object]:
    return {
        **entry._asdict(), "branch_no": branch_no, "received_at": time_text(at), "skew_ms": 0,
        "day": str(day_at(datetime.fromisoformat(entry.occurred_at))), "mark": mark(entry.event_id),
        "prev_hash": before, "hash": own, "again": int(again), "parked": "", "noun": "", "noun_id": "",
    }  # fmt: skip
