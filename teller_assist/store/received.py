"""Shared events of the branch as the server's stream brought them, and the places that the branch node gave."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from teller_assist.domain import sound
from teller_assist.domain.chain import Entry
from teller_assist.domain.event import Event, understood
from teller_assist.domain.relay import RelayOrdered
from teller_assist.store import link
from teller_assist.store.journal import event_of, refold
from teller_assist.store.views import NOUNS, noun_of

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.store.engine import Session

_STORE = (
    "INSERT INTO received(event_id, device, epoch, seq, occurred_at, staff_no, kind, v, payload, noun, noun_id, pos) "
    "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(event_id) DO UPDATE SET pos = excluded.pos"
)
_PLACE = (
    "INSERT INTO placed(event_id, place) VALUES(?, ?) "
    "ON CONFLICT(event_id) DO UPDATE SET place = excluded.place WHERE excluded.place < place"
)
Named = tuple[str, str]  # a noun and its id


def take(session: "Session", items: Iterable[tuple[int, Entry]]) -> int:
    """Stores events of the stream, (pos, event), once each, and folds what they touch. Gives how many were new and
    a colleague's.

    What this program does not understand is kept raw, and folded after the upgrade (``replay``). What has made room
    and comes again with another stream is left out.
    """
    con, new, touched = session.con, 0, set[Named]()
    gone = link.get(con, "forgotten_before")
    own = con.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()[0]
    for pos, e in items:
        happened = _read(e.kind, e.v, e.event_id, e.occurred_at, e.staff_no, e.payload)
        noun, noun_id = _shared_noun(happened)
        known = con.execute("SELECT 1 FROM received WHERE event_id = ?", (e.event_id,)).fetchone()
        if known is None and noun and NOUNS[noun].goes_by and e.occurred_at < gone and not _is_here(con, noun, noun_id):
            continue
        if known is None and e.device != own and not isinstance(happened, RelayOrdered):
            new += 1
        con.execute(
            _STORE,
            (
                e.event_id, e.device, e.epoch, e.seq, e.occurred_at, e.staff_no, e.kind, e.v, e.payload, noun, noun_id,
                pos,
            ),
        )  # fmt: skip
        if noun:
            touched.add((noun, noun_id))
        if isinstance(happened, RelayOrdered):
            touched |= _learn(con, happened)
    _refold(session, touched)
    return new


def _is_here(con: "Connection", noun: str, noun_id: str) -> bool:
    """Some of it has come, so that nothing of it has gone: a noun goes whole."""
    asked = "SELECT 1 FROM {} WHERE noun_id = ? AND noun = ? {} LIMIT 1"
    named = (noun_id, noun)
    return any(
        con.execute(one, named).fetchone()
        for one in (asked.format("received", ""), asked.format("journal", "AND payload != X''"))
    )


def forget_places(session: "Session") -> None:
    """The server's stream is another: places are given anew, the events are kept."""
    con = session.con
    con.execute("DELETE FROM placed")
    con.execute("UPDATE received SET pos = NULL WHERE pos IS NOT NULL")
    _refold(session, set(con.execute("SELECT DISTINCT noun, noun_id FROM received WHERE noun != ''")))


def read_raw_again(session: "Session", kinds: Iterable[str]) -> None:
    """After an upgrade: events of these kinds were kept raw and now have a noun, or teach places."""
    con, touched = session.con, set[Named]()
    for kind in kinds:
        rows = con.execute(
            "SELECT kind, v, event_id, occurred_at, staff_no, payload, pos FROM received WHERE kind = ?", (kind,)
        ).fetchall()
        for *row, pos in rows:
            happened = _read(*row)
            named = _shared_noun(happened)
            con.execute("UPDATE received SET noun = ?, noun_id = ? WHERE event_id = ?", (*named, row[2]))
            if named[0]:
                touched.add(named)
            if isinstance(happened, RelayOrdered) and pos is not None:
                touched |= _learn(con, happened)
    _refold(session, touched)


def _read(kind: str, v: int, event_id: str, at: str, staff_no: str, payload: bytes) -> Event | None:
    """None for what this program does not understand or cannot read; the event is kept all the same."""
    if not understood(kind, v):
        return None
    try:
        happened = event_of(kind, v, event_id, at, staff_no, payload)
        sound.check(happened)
    except Exception:  # whatever is wrong with what another device wrote: it is not to stop this one
        return None
    return happened


def _shared_noun(happened: Event | None) -> Named:
    """Whose fold it belongs to; a noun that one device alone writes has no events in the stream."""
    named = noun_of(happened) if happened is not None else ("", "")
    return named if named[0] and NOUNS[named[0]].shared else ("", "")


def _learn(con: "Connection", order: RelayOrdered) -> set[Named]:
    """Places of an order, the smallest wins; the nouns it concerns."""
    ids = [str(id_) for id_ in order.ids]
    con.executemany(_PLACE, ((id_, place) for place, id_ in enumerate(ids, order.first_place)))
    found = (con.execute("SELECT noun, noun_id FROM received WHERE event_id = ?", (id_,)).fetchone() for id_ in ids)
    return {(row[0], row[1]) for row in found if row and row[0]}


def _refold(session: "Session", touched: set[Named]) -> None:
    for noun, noun_id in sorted(touched):
        refold(session, noun, noun_id)
