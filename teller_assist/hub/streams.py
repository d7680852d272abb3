"""A branch's stream: its shared events in the order in which this server took them, and the places its node gave.

Whoever appends holds the row of ``branch_stream``: places commit in order and without gaps, so a cursor misses
nothing. (A sequence would not do: a number drawn early may commit late, behind a cursor that has passed it.)
``check`` at a place is the SHA-256 of the check before it and the event's id.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, case, func, select, tuple_

from teller_assist.domain.chain import Entry
from teller_assist.domain.event import Event
from teller_assist.domain.relay import RelayOrdered
from teller_assist.hub import tables
from teller_assist.hub.engine import marker
from teller_assist.hub.folding import Told, read_entry, write_views
from teller_assist.store.views import NOUNS, fitting
from teller_assist.wire.messages import Cursor, Pull, Record, Shared, Stream

_stream, _placed, _end = tables.stream, tables.placed, tables.branch_stream
MANY = 500  # ids in one question
MOST_BYTES = 4 << 20  # payloads in one answer, but at least one event

Touched = set[tuple[str, str]]  # (noun, its id)


class End(NamedTuple):
    pos: int
    check: bytes


def lock(connection: Connection, branch_no: str) -> End:
    """The stream's end, held against others until the transaction ends."""
    insert = 'INSERT INTO branch_stream(branch_no, pos, "check") VALUES({0}, 0, {0}) ON CONFLICT DO NOTHING'
    mark = marker(connection)
    connection.exec_driver_sql(insert.format(mark), (branch_no, b""))
    row = connection.execute(select(_end).where(_end.c.branch_no == branch_no).with_for_update()).one()
    return End(row.pos, bytes(row.check))


def end_of(connection: Connection, branch_no: str) -> End:
    row = connection.execute(select(_end).where(_end.c.branch_no == branch_no)).first()
    return End(row.pos, bytes(row.check)) if row else End(0, b"")


def append(connection: Connection, branch_no: str, told: Sequence[tuple[Entry, Told]]) -> list[Entry]:
    """Takes shared events and orders up, once each, learns places, and folds what they touch. Gives the new ones."""
    if not told:
        return []
    end = lock(connection, branch_no)
    there = _there(connection, branch_no, [entry for entry, _ in told])
    new: list[tuple[Entry, Told]] = []
    for entry, said in told:
        if (entry.device, entry.event_id) not in there:
            there.add((entry.device, entry.event_id))
            new.append((entry, said))
    rows, check = [], end.check
    for pos, (entry, said) in enumerate(new, end.pos + 1):
        check = sha256(check + entry.event_id.encode()).digest()
        rows.append(_row(branch_no, pos, entry, said, check))
    if rows:
        connection.execute(_stream.insert(), rows)
        connection.execute(_end.update().where(_end.c.branch_no == branch_no).values(pos=rows[-1]["pos"], check=check))
    touched = {(said.noun, said.noun_id) for _, said in new if said.noun}
    orders = [said.event for _, said in new if isinstance(said.event, RelayOrdered)]
    touched |= learn(connection, branch_no, orders)
    refold(connection, branch_no, touched)
    return [entry for entry, _ in new]


def learn(connection: Connection, branch_no: str, orders: Iterable[RelayOrdered]) -> Touched:
    """Notes the places that the branch's node gave, the smallest of each. Gives the nouns they may move."""
    places: dict[str, int] = {}
    for order in orders:
        for place, event_id in enumerate(map(str, order.ids), order.first_place):
            places[event_id] = min(place, places.get(event_id, place))
    if not places:
        return set()
    mark = marker(connection)
    connection.exec_driver_sql(
        f"INSERT INTO placed(branch_no, event_id, place) VALUES({mark}, {mark}, {mark}) ON CONFLICT(branch_no, "
        "event_id) DO UPDATE SET place = excluded.place WHERE excluded.place < placed.place",
        [(branch_no, event_id, place) for event_id, place in sorted(places.items())],
    )
    moved: Touched = set()
    for some in _pieces(list(places)):
        ours = (_stream.c.branch_no == branch_no) & _stream.c.event_id.in_(some) & (_stream.c.noun != "")
        moved.update(
            (noun, noun_id)
            for noun, noun_id in connection.execute(select(_stream.c.noun, _stream.c.noun_id).where(ours))
        )
    return moved


def branches(connection: Connection) -> list[str]:
    return list(connection.scalars(select(_end.c.branch_no).order_by(_end.c.branch_no)))


def read_again(connection: Connection, branch_no: str) -> int:
    """What a node pulled from above before this program understood it: folded now. Gives how many events."""
    lock(connection, branch_no)
    c = _stream.c
    found = connection.execute(
        select(*(c[name] for name in Entry._fields)).where(c.branch_no == branch_no, c.noun == "").order_by(c.pos)
    ).all()
    touched: Touched = set()
    orders: list[RelayOrdered] = []
    for *columns, payload in found:
        entry = Entry._make((*columns, bytes(payload)))
        said = read_entry(entry)
        if isinstance(said.event, RelayOrdered):
            orders.append(said.event)
        elif said.noun:
            row = (c.branch_no == branch_no) & (c.device == entry.device) & (c.event_id == entry.event_id)
            connection.execute(_stream.update().where(row).values(noun=said.noun, noun_id=said.noun_id))
            touched.add((said.noun, said.noun_id))
    refold(connection, branch_no, touched | learn(connection, branch_no, orders))
    return len(touched)


def refold(connection: Connection, branch_no: str, touched: Touched) -> None:
    """Makes the branch's rows of these nouns again, from the stream in the branch's order."""
    by_noun: dict[str, list[str]] = {}
    for noun, noun_id in sorted(touched):
        by_noun.setdefault(noun, []).append(noun_id)
    for noun, ids in by_noun.items():
        for some in _pieces(ids):
            events = events_of(connection, branch_no, noun, some)
            rows = {noun_id: fitting(NOUNS[noun], events.get(noun_id, []))[0] for noun_id in some}
            write_views(connection, noun, branch_no, rows)


def events_of(connection: Connection, branch_no: str, noun: str, ids: Sequence[str]) -> dict[str, list[Event]]:
    """noun's id -> its events in the branch's order: by place, then as they came.

    Two nodes that knew nothing of each other may have given one place twice: their ids decide, the same everywhere.
    """
    c = _stream.c
    joined = _stream.outerjoin(_placed, and_(_placed.c.branch_no == c.branch_no, _placed.c.event_id == c.event_id))
    found = connection.execute(
        select(c.noun_id, *(c[name] for name in Entry._fields))
        .select_from(joined)
        .where(c.branch_no == branch_no, c.noun_id.in_(ids), c.noun == noun)
        .order_by(
            _placed.c.place.is_(None), _placed.c.place, case((_placed.c.place.is_(None), ""), else_=c.event_id), c.pos
        )
    )
    events: dict[str, list[Event]] = {}
    for noun_id, *columns in found:
        said = read_entry(Entry._make((*columns[:-1], bytes(columns[-1]))))
        if said.event is not None:
            events.setdefault(noun_id, []).append(said.event)
    return events


def piece(connection: Connection, pull: Pull) -> Stream:
    """What comes after the cursor; ``reset`` where the cursor is not of this stream."""
    end, at = end_of(connection, pull.branch_no), pull.cursor
    if at.pos > end.pos or (at.pos and at.check != _check_at(connection, pull.branch_no, at.pos)):
        return Stream((), Cursor(), reset=True)
    c = _stream.c
    found = connection.execute(
        select(c.pos, c.check, c.device, c.epoch, *(c[name] for name in Record._fields))
        .where(c.branch_no == pull.branch_no, c.pos > at.pos, c.pos <= _upto(connection, pull))
        .order_by(c.pos)
    ).all()
    items = tuple(
        Shared(pos, device, epoch, Record._make((*rest[:-1], bytes(rest[-1]))))
        for pos, _, device, epoch, *rest in found
    )
    if not items:
        return Stream((), Cursor(at.pos, at.check if at.pos else b""))
    return Stream(items, Cursor(items[-1].pos, bytes(found[-1].check)), more=items[-1].pos < end.pos)


def _upto(connection: Connection, pull: Pull) -> int:
    """The last place of one answer: no more events than asked for, and no more bytes than a message may have."""
    c = _stream.c
    sizes = connection.execute(
        select(c.pos, func.length(c.payload))
        .where(c.branch_no == pull.branch_no, c.pos > pull.cursor.pos)
        .order_by(c.pos)
        .limit(pull.most)
    )
    upto, whole = pull.cursor.pos, 0
    for pos, size in sizes:
        whole += size
        if whole > MOST_BYTES and upto > pull.cursor.pos:
            break
        upto = pos
    return upto


def _check_at(connection: Connection, branch_no: str, pos: int) -> bytes:
    here = (_stream.c.branch_no == branch_no) & (_stream.c.pos == pos)
    return bytes(connection.scalar(select(_stream.c.check).where(here)) or b"")


def _there(connection: Connection, branch_no: str, entries: Sequence[Entry]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for some in _pieces(entries):
        pairs = tuple_(_stream.c.event_id, _stream.c.device).in_([(e.event_id, e.device) for e in some])
        rows = connection.execute(
            select(_stream.c.device, _stream.c.event_id).where(_stream.c.branch_no == branch_no, pairs)
        )
        found.update((device, event_id) for device, event_id in rows)
    return found


def _row(branch_no: str, pos: int, entry: Entry, said: Told, check: bytes) -> dict[str, Any]:
    return {
        "branch_no": branch_no, "pos": pos, **entry._asdict(), "noun": said.noun, "noun_id": said.noun_id,
        "check": check,
    }  # fmt: skip


def _pieces(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (items[at : at + MANY] for at in range(0, len(items), MANY))
