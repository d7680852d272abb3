"""The journal: everything people do on this desk, in one gapless chain.

``record`` is the only way to write. One structure is outbox, audit trail and fork detector.
"""

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from teller_assist.domain.chain import GENESIS, Entry, link
from teller_assist.domain.event import Event, event_from, payload_of, understood
from teller_assist.store.rows import time_of
from teller_assist.store.views import NOUNS, Noun, noun_of, time_text, view_row

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.store.engine import Session


# On the driver's connection inside SQLAlchemy's transaction: a log waits for the disk, not for a compiler.
_APPEND = (
    "INSERT INTO journal(device, epoch, seq, event_id, occurred_at, staff_no, kind, v, payload, prev_hash, hash, "
    "noun, noun_id) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_NOTE_HEAD = "UPDATE meta SET value = ? WHERE key = 'head'"


class Head(NamedTuple):
    """The last link of this desk's chain; ``seq`` 0 at the beginning of an epoch."""

    device: str
    epoch: int
    seq: int
    hash: bytes


def record(session: "Session", happened: Event) -> int:
    """Appends the event and folds it into its view, in the session's transaction. Gives its seq."""
    head = session.head or head_of(session.con)
    entry = Entry(
        head.device, head.epoch, head.seq + 1, str(happened.id), time_text(happened.at), happened.staff_no,
        happened.kind, happened.version, payload_of(happened),
    )  # fmt: skip
    noun, noun_id = noun_of(happened)
    linked = link(head.hash, entry)
    session.con.execute(_APPEND, (*entry, head.hash, linked, noun, noun_id))
    session.con.execute(_NOTE_HEAD, (f"{entry.epoch}:{entry.seq}:{linked.hex()}",))
    session.head = Head(entry.device, entry.epoch, entry.seq, linked)
    if noun:
        _fold_into_view(session, NOUNS[noun], noun_id)
    return entry.seq


def head_of(con: "Connection") -> Head:
    """The last link, read inside the caller's transaction: another program may have written since."""
    meta = dict(con.execute("SELECT key, value FROM meta WHERE key IN ('device', 'epoch')"))
    device, epoch = meta["device"], int(meta["epoch"])
    row = con.execute(
        "SELECT seq, hash FROM journal WHERE device = ? AND epoch = ? ORDER BY seq DESC LIMIT 1",
        (device, epoch),
    ).fetchone()
    if row is not None:
        return Head(device, epoch, row[0], row[1])
    before = con.execute(
        "SELECT hash FROM journal WHERE device = ? AND epoch < ? ORDER BY epoch DESC, seq DESC LIMIT 1",
        (device, epoch),
    ).fetchone()
    return Head(device, epoch, 0, before[0] if before else GENESIS)


def events_of(con: "Connection", noun: str, noun_id: str) -> list[Event]:
    """All events of one noun that this program understands, in the order of the journal."""
    rows = con.execute(
        "SELECT kind, v, event_id, occurred_at, staff_no, payload FROM journal WHERE noun_id = ? AND noun = ? "
        "ORDER BY device, epoch, seq",
        (noun_id, noun),
    )
    return [event_of(kind, *columns) for kind, v, *columns in rows if understood(kind, v)]


def event_of(kind: str, event_id: str, occurred_at: str, staff_no: str, payload: bytes) -> Event:
    """An event from its journal columns."""
    return event_from(kind, UUID(event_id), time_of(occurred_at), staff_no, payload)


def unsent(con: "Connection") -> tuple[int, str | None]:
    """How many events the node above does not have yet, and when the oldest of them happened."""
    row = con.execute(
        "SELECT count(*), min(occurred_at) FROM journal, meta AS epoch, meta AS acked "
        "WHERE epoch.key = 'epoch' AND acked.key = 'acked' "
        "AND journal.epoch = CAST(epoch.value AS INTEGER) AND journal.seq > CAST(acked.value AS INTEGER)"
    ).fetchone()
    return row[0], row[1]


def rebuild_views(session: "Session") -> int:
    """Makes every view again from the journal. Gives the number of rows made."""
    from sqlalchemy import delete, insert

    from teller_assist.store import tables

    made = 0
    folded = fold_all(session.con)
    for name in NOUNS:
        table = tables.metadata.tables[name]
        session.connection.execute(delete(table))
        if folded[name]:
            session.connection.execute(insert(table), list(folded[name].values()))
        made += len(folded[name])
    return made


def fold_all(con: "Connection") -> dict[str, dict[str, dict[str, Any]]]:
    """Every view as the journal has it: noun -> id -> row."""
    events: dict[tuple[str, str], list[Event]] = {}
    for noun, noun_id, kind, v, *columns in con.execute(
        "SELECT noun, noun_id, kind, v, event_id, occurred_at, staff_no, payload FROM journal "
        "WHERE noun != '' ORDER BY device, epoch, seq"
    ):
        if noun in NOUNS and understood(kind, v):
            events.setdefault((noun, noun_id), []).append(event_of(kind, *columns))
    folded: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in NOUNS}
    for (noun, noun_id), happened in events.items():
        row = view_row(NOUNS[noun], happened)
        if row is not None:
            folded[noun][noun_id] = row
    return folded


def _fold_into_view(session: "Session", noun: Noun, noun_id: str) -> None:
    row = view_row(noun, events_of(session.con, noun.name, noun_id))
    if row is None:
        session.con.execute(f"DELETE FROM {noun.name} WHERE {noun.key} = ?", (noun_id,))
    else:
        session.con.execute(_upsert(noun, tuple(row)), tuple(row.values()))


@cache
def _upsert(noun: Noun, columns: tuple[str, ...]) -> str:
    changed = ", ".join(f"{c} = excluded.{c}" for c in columns if c != noun.key)
    return (
        f"INSERT INTO {noun.name}({', '.join(columns)}) VALUES({', '.join('?' * len(columns))}) "
        f"ON CONFLICT({noun.key}) DO UPDATE SET {changed}"
    )
