"""Rows of the ledger and its chains: how they are written, on PostgreSQL by COPY, and read again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy import Row as Found

from teller_assist.domain.days import day_at
from teller_assist.errors import Damaged
from teller_assist.hub import tables
from teller_assist.hub.engine import marker
from teller_assist.hub.folding import Told
from teller_assist.hub.streams import MANY
from teller_assist.sync.intake import Row
from teller_assist.wire.messages import Claim, Push, Standing, mark

_chain, _ledger, _seal = tables.chain, tables.ledger, tables.seal
_COLUMNS = tuple(c.name for c in _ledger.columns)
_NAMES = ", ".join(_COLUMNS)


class Arrived(NamedTuple):
    """What each row of a push carries besides its event: the device's branch, our time (ISO), the device's skew."""

    branch_no: str
    at: str
    skew_ms: int


def values_of(row: Row, told: Told, arrived: Arrived) -> tuple[Any, ...]:
    """A row in the order of the ledger's columns."""
    e = row.entry
    return (
        e.device, e.epoch, e.seq, e.event_id, arrived.branch_no, e.occurred_at, arrived.at, arrived.skew_ms,
        day_text(e.occurred_at), mark(e.event_id), e.staff_no, e.kind, e.v, e.payload, row.prev_hash, row.hash,
        int(row.again), row.parked, told.noun, told.noun_id,
    )  # fmt: skip


def day_text(occurred_at: str) -> str:
    """The branch's day of a time; "" for what is none (its row is parked)."""
    try:
        at = datetime.fromisoformat(occurred_at)
        return str(day_at(at)) if at.tzinfo else ""
    except (ValueError, OverflowError):
        return ""


def insert(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Appends to the ledger. Raises ``Damaged`` if one of them is there: then nothing is taken."""
    if connection.dialect.name == "postgresql":
        written = _copy(connection, rows)
    else:
        marks = ", ".join("?" * len(_COLUMNS))
        insert = f"INSERT INTO ledger({_NAMES}) VALUES({marks}) ON CONFLICT DO NOTHING"
        written = connection.exec_driver_sql(insert, list(rows)).rowcount
    if written != len(rows):
        raise Damaged(f"the ledger holds {len(rows) - written} of {len(rows)} rows of {rows[0][0]} in another place")


def _copy(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> int:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS arriving (LIKE ledger) ON COMMIT DELETE ROWS")
        with cursor.copy(f"COPY arriving({_NAMES}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"INSERT INTO ledger({_NAMES}) SELECT {_NAMES} FROM arriving ON CONFLICT DO NOTHING")
        written: int = cursor.rowcount
        cursor.execute("DELETE FROM arriving")
        return written


def note_chain(connection: Connection, push: Push, rows: Sequence[Row], found: Found[Any] | None) -> None:
    """The chain's new head, and its seal."""
    last = rows[-1]
    if found is None:
        first = rows[0]
        connection.execute(
            _chain.insert().values(
                device=push.device, epoch=push.epoch, parent_epoch=push.parent_epoch, parent_seq=push.parent_seq,
                base_seq=first.entry.seq - 1, base_hash=first.prev_hash, head_seq=last.entry.seq, head_hash=last.hash,
                cut_seq=None, root_seq=0, durable_seq=0, forked_at=-1,
            )
        )  # fmt: skip
    else:
        ours = (_chain.c.device == push.device) & (_chain.c.epoch == push.epoch)
        connection.execute(_chain.update().where(ours).values(head_seq=last.entry.seq, head_hash=last.hash))
    seal = push.seal
    values = (push.device, push.epoch, seal.seq, seal.hash, seal.suite, seal.signature)
    connection.exec_driver_sql(
        f"INSERT INTO seal(device, epoch, seq, hash, suite, signature) VALUES({', '.join([marker(connection)] * 6)}) "
        "ON CONFLICT DO NOTHING",
        values,
    )


def chain_of(connection: Connection, device: str, epoch: int) -> Found[Any] | None:
    return connection.execute(_CHAIN, {"device": device, "epoch": epoch}).first()


def hash_at(connection: Connection, device: str, epoch: int, seq: int) -> bytes:
    """A row's hash; of the base what the first row hangs on; blank where there is none."""
    found = connection.scalar(_HASH, {"device": device, "epoch": epoch, "seq": seq})
    if found is None:
        chain = chain_of(connection, device, epoch)
        found = chain.base_hash if chain is not None and chain.base_seq == seq else b""
    return bytes(found)


def known(connection: Connection, device: str, event_ids: Sequence[str]) -> set[str]:
    """Those of these events that the device's ledger has."""
    found: set[str] = set()
    for at in range(0, len(event_ids), MANY):
        ids = _ledger.c.event_id.in_(event_ids[at : at + MANY])
        ours = (_ledger.c.device == device) & (_ledger.c.again == 0) & ids
        found.update(connection.scalars(select(_ledger.c.event_id).where(ours)))
    return found


def standing(connection: Connection, claim: Claim, *, root: bool) -> Standing:
    """What is here of a claimed chain. ``root``: this is the bank's hub, which has what it has."""
    chain = chain_of(connection, claim.device, claim.epoch)
    if chain is None:
        return Standing(claim.device, claim.epoch, 0, b"", 0, 0)
    upto = min(chain.head_seq, claim.head_seq)
    there = bytes(chain.head_hash) if upto == chain.head_seq else hash_at(connection, claim.device, claim.epoch, upto)
    root_seq = chain.head_seq if root else chain.root_seq
    return Standing(
        claim.device, claim.epoch, chain.head_seq, there, chain.durable_seq, root_seq, chain.forked_at
    )  # fmt: skip


def top_epoch(connection: Connection, device: str) -> int:
    mine = (_chain.c.device == device) & (_chain.c.head_seq > 0)
    return connection.scalar(select(func.max(_chain.c.epoch)).where(mine)) or 0


_CHAIN = select(_chain).where(_chain.c.device == bindparam("device"), _chain.c.epoch == bindparam("epoch"))
_HASH = select(_ledger.c.hash).where(
    _ledger.c.device == bindparam("device"), _ledger.c.epoch == bindparam("epoch"), _ledger.c.seq == bindparam("seq")
)
