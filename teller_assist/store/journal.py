"""The journal: everything people do on this desk, in gapless chains, one open at a time.

``record`` is the only way to write. One structure is outbox, audit trail and fork detector.
A row behind its chain's cut was appended again in a later epoch and counts no more; the others are *live*.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from teller_assist.domain import sound
from teller_assist.domain.chain import Entry, link
from teller_assist.domain.event import KINDS, Event, event_from, payload_of, understood
from teller_assist.errors import Refused
from teller_assist.store.rows import time_of
from teller_assist.store.views import NOUNS, Noun, fitting, noun_of, takes, time_text

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.store.engine import Session

MOST_BYTES = 256 * 1024  # of one event's payload: it must pass every link on its way up

# On the driver's connection inside SQLAlchemy's transaction: a log waits for the disk, not for a compiler.
_APPEND = (
    "INSERT INTO journal(device, epoch, seq, event_id, occurred_at, staff_no, kind, v, payload, prev_hash, hash, "
    "noun, noun_id) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_NOTE_HEAD = "UPDATE meta SET value = ? WHERE key = 'head'"
LIVE = "journal CROSS JOIN chain ON chain.epoch = journal.epoch AND (cut_seq IS NULL OR journal.seq <= cut_seq)"
# Shared events: by place, then as the stream has them. A place given twice: by event id, which is the same everywhere.
STREAM = (
    "received LEFT JOIN placed USING(event_id) WHERE {} ORDER BY place IS NULL, place, "
    "CASE WHEN place IS NULL THEN '' ELSE event_id END, pos IS NULL, pos, event_id"
)
_EVENT = "kind, v, event_id, occurred_at, staff_no, payload"
_OWN_OF = f"SELECT {_EVENT} FROM {LIVE} WHERE noun_id = ? AND noun = ? AND payload != X'' ORDER BY journal.epoch, seq"
_SHARED_OF = f"SELECT {_EVENT} FROM {STREAM.format('noun_id = ? AND noun = ?')}"
_OWN = f"SELECT noun, noun_id, {_EVENT} FROM {LIVE} WHERE noun != '' AND payload != X'' ORDER BY journal.epoch, seq"
_SHARED = f"SELECT noun, noun_id, {_EVENT} FROM " + STREAM.format("noun != ''")

_UNSENT = """
WITH own(device) AS (SELECT value FROM meta WHERE key = 'device'),
ended AS (SELECT epoch, acked_seq, cut_seq, coalesce((SELECT max(seq) FROM journal
  WHERE journal.device = (SELECT device FROM own) AND journal.epoch = chain.epoch), 0) AS end_seq FROM chain),
waiting AS (SELECT epoch, acked_seq, min(coalesce(cut_seq, end_seq), end_seq) - acked_seq AS n FROM ended)
SELECT coalesce(sum(n), 0), min((SELECT occurred_at FROM journal WHERE journal.device = (SELECT device FROM own)
  AND journal.epoch = waiting.epoch AND journal.seq = waiting.acked_seq + 1)) FROM waiting WHERE n > 0
"""


class Head(NamedTuple):
    """The last link of this desk's open chain; ``seq`` 0 at the beginning of an epoch."""

    device: str
    epoch: int
    seq: int
    hash: bytes


# -- writing --------------------------------------------------------------------------------------


def record(session: "Session", happened: Event) -> int:
    """Appends the event and folds it into its view, in the session's transaction. Gives its seq.

    Raises ``Refused`` for an event too large for the way up, or one that no other device would take.
    """
    noun, noun_id = noun_of(happened)
    payload = payload_of(happened)
    _refuse_unsound(happened, payload)
    if len(payload) > MOST_BYTES:
        raise Refused(
            f"{happened.kind} has {len(payload):,} bytes, more than {MOST_BYTES:,}: write a shorter note; nothing was "
            "recorded"
        )
    row = (str(happened.id), time_text(happened.at), happened.staff_no, happened.kind, happened.version, payload)
    seq = append(session, row, noun, noun_id)
    if noun:
        _fold_into_view(session, NOUNS[noun], noun_id, happened.id)
    return seq


def _refuse_unsound(happened: Event, payload: bytes) -> None:
    """As another device would read it."""
    if happened.kind not in KINDS:
        return  # a newer program's: it knows
    try:
        sound.check(event_from(happened.kind, happened.id, happened.at, happened.staff_no, payload, happened.version))
    except (ValueError, TypeError) as error:
        raise Refused(f"{happened.kind}: {error}; nothing was recorded") from None


def append(session: "Session", row: tuple[str, str, str, str, int, bytes], noun: str, noun_id: str) -> int:
    """One more row of the open chain: (event_id, occurred_at, staff_no, kind, v, payload). Gives its seq."""
    head = session.head or head_of(session.con)
    entry = Entry(head.device, head.epoch, head.seq + 1, *row)
    linked = link(head.hash, entry)
    session.con.execute(_APPEND, (*entry, head.hash, linked, noun, noun_id))
    session.con.execute(_NOTE_HEAD, (f"{entry.epoch}:{entry.seq}:{linked.hex()}",))
    session.head = Head(entry.device, entry.epoch, entry.seq, linked)
    return entry.seq


def head_of(con: "Connection") -> Head:
    """The last link, read inside the caller's transaction: another program may have written since."""
    meta = dict(con.execute("SELECT key, value FROM meta WHERE key IN ('device', 'epoch')"))
    device, epoch = meta["device"], int(meta["epoch"])
    row = con.execute(
        "SELECT seq, hash FROM journal WHERE device = ? AND epoch = ? ORDER BY seq DESC LIMIT 1", (device, epoch)
    ).fetchone()
    row = row or con.execute("SELECT 0, base_hash FROM chain WHERE epoch = ?", (epoch,)).fetchone()
    return Head(device, epoch, row[0], row[1])


# -- reading --------------------------------------------------------------------------------------


def events_of(con: "Connection", noun: str, noun_id: str) -> list[Event]:
    """All events of one noun that this program understands, in their order (docs/sync.md)."""
    if noun not in NOUNS or not NOUNS[noun].shared:
        return [event_of(*row) for row in con.execute(_OWN_OF, (noun_id, noun)) if understood(row[0], row[1])]
    rows = con.execute(_SHARED_OF, (noun_id, noun)).fetchall()
    came = {row[2] for row in rows}
    rows += [row for row in con.execute(_OWN_OF, (noun_id, noun)) if row[2] not in came]
    return [event_of(*row) for row in rows if understood(row[0], row[1])]


def event_of(kind: str, version: int, event_id: str, occurred_at: str, staff_no: str, payload: bytes) -> Event:
    """An event from its journal columns."""
    return event_from(kind, UUID(event_id), time_of(occurred_at), staff_no, payload, version)


def unsent(con: "Connection") -> tuple[int, str | None]:
    """How many events the hub or node does not have yet, in all chains, and when the first of them happened.

    Chains have no gaps, so their ends tell: no row but the first is read, however many wait.
    """
    row = con.execute(_UNSENT).fetchone()
    return row[0], row[1]


def count_kinds(con: "Connection") -> dict[str, int]:
    """Own events by kind, each once, whatever chains it stands in."""
    return dict(con.execute("SELECT kind, count(DISTINCT event_id) FROM journal GROUP BY kind ORDER BY kind"))


# -- views ----------------------------------------------------------------------------------------


def rebuild_views(session: "Session") -> int:
    """Makes every view again from the events. Gives the number of rows made."""
    made = 0
    folded = fold_all(session.con)
    for name, noun in NOUNS.items():
        session.con.execute(f"DELETE FROM {name}")
        for row in folded[name].values():
            session.con.execute(_upsert(noun, tuple(row)), tuple(row.values()))
        made += len(folded[name])
    return made


def fold_all(con: "Connection") -> dict[str, dict[str, dict[str, Any]]]:
    """Every view as the events have it: noun -> id -> row."""
    events: dict[tuple[str, str], list[Event]] = {}
    for noun, noun_id, kind, v, *columns in _all_events(con):
        if noun in NOUNS and understood(kind, v):
            events.setdefault((noun, noun_id), []).append(event_of(kind, v, *columns))
    folded: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in NOUNS}
    for (noun, noun_id), happened in events.items():
        row, _ = fitting(NOUNS[noun], happened)
        if row is not None:
            folded[noun][noun_id] = row
    return folded


def _all_events(con: "Connection") -> Iterator[tuple[Any, ...]]:
    """Rows (noun, noun_id, kind, v, event_id, …) with those of each noun in their order."""
    came = set()
    for row in con.execute(_SHARED):
        if row[0] in NOUNS and NOUNS[row[0]].shared:
            came.add(row[4])
            yield row
    yield from (row for row in con.execute(_OWN) if row[4] not in came)


def refold(session: "Session", noun: str, noun_id: str) -> None:
    """Makes one noun's view row again; unknown nouns have none."""
    if noun in NOUNS:
        _fold_into_view(session, NOUNS[noun], noun_id)


def _fold_into_view(session: "Session", noun: Noun, noun_id: str, now: UUID | None = None) -> None:
    """``now``: the event that is being recorded; what the fold has against it is raised."""
    events = events_of(session.con, noun.name, noun_id)
    row, good = fitting(noun, events)
    if now is not None and len(good) < len(events) and all(e.id != now for e in good):
        raise takes(noun, good, next(e for e in events if e.id == now)) or Refused(f"{noun.name} {noun_id}: unfit")
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
