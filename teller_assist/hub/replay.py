"""Rows that wait: raw ones of a newer program, parked ones. Judged and folded again, in small transactions.

``serve`` does it at its start when this program understands more than the one before it (``about`` key ``kinds``).
Nothing is counted anew: the rows are in the ledger already.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from teller_assist.domain.chain import Entry
from teller_assist.domain.event import KINDS
from teller_assist.domain.relay import RelayOrdered
from teller_assist.hub import devices, places, streams, tables
from teller_assist.hub.engine import Hub, note_about
from teller_assist.hub.folding import Told, is_shared, read_entry, refusal_of
from teller_assist.hub.private import Private
from teller_assist.hub.view_tables import VIEWS
from teller_assist.store.views import NOUNS

_ledger = tables.ledger.c
ROWS = 500  # in one transaction


class Replayed(NamedTuple):
    """``raw``: rows that are understood now; ``taken``: parked ones that are; ``parked``: how many wait still."""

    raw: int
    taken: int
    parked: int


def replay(hub: Hub, *, parked: bool = False) -> Replayed:
    """Judges raw rows again, and with ``parked`` those that wait."""
    raw = taken = 0
    for device in _devices(hub):
        after = (-1, 0)
        while rows := _some(hub, device, after, parked):
            after = (rows[-1].epoch, rows[-1].seq)
            with hub.writing() as con:
                some_raw, some_taken = _judge(hub, con, device, rows)
            raw, taken = raw + some_raw, taken + some_taken
    with hub.writing() as con:
        raw += sum(streams.read_again(con, branch_no) for branch_no in streams.branches(con))
        note_about(con, "kinds", _kinds())
        waiting = con.scalar(select(func.count()).where(_ledger.parked != "", _ledger.again == 0)) or 0
    return Replayed(raw, taken, waiting)


def replay_if_newer(hub: Hub) -> Replayed | None:
    """Once after an upgrade; None where this program understands what the last one did."""
    return None if hub.about().get("kinds") == _kinds() else replay(hub)


def rebuild_views(hub: Hub) -> int:
    """Makes every view again from ledger and stream, a device or branch at a time. Gives the rows made."""
    made = 0
    for device in _devices(hub):
        with hub.writing() as con:
            devices.find(con, device, hold=True)
            mine = _clear(con, device, shared=False)
            ours = (_ledger.device == device) & (_ledger.noun != "")
            found = con.execute(select(_ledger.noun, _ledger.noun_id).where(ours).distinct()).all()
            Private(con, device).refold((noun, noun_id) for noun, noun_id in found if noun in mine)
            made += _rows(con, device, mine)
    c = tables.stream.c
    with hub.reading() as con:
        branches = list(con.scalars(select(tables.branch_stream.c.branch_no)))
    for branch_no in branches:
        with hub.writing() as con:
            streams.lock(con, branch_no)
            shared = _clear(con, branch_no, shared=True)
            told = con.execute(select(c.noun, c.noun_id).where(c.branch_no == branch_no, c.noun != "").distinct())
            streams.refold(con, branch_no, {(noun, noun_id) for noun, noun_id in told})
            made += _rows(con, branch_no, shared)
    return made


def _kinds() -> str:
    return " ".join(f"{kind}:{cls.version}" for kind, cls in sorted(KINDS.items()))


def _devices(hub: Hub) -> list[str]:
    with hub.reading() as con:
        return list(con.scalars(select(tables.device.c.device).order_by(tables.device.c.device)))


def _some(hub: Hub, device: str, after: tuple[int, int], parked: bool) -> Sequence[Any]:
    """Rows of the device that may wait, behind a place. Kinds without a view wait for nothing."""
    kinds = [kind for noun in NOUNS.values() for kind in noun.kinds] + [RelayOrdered.kind]
    raw = (_ledger.noun == "") & (_ledger.parked == "") & _ledger.kind.in_(kinds)
    behind = (_ledger.epoch > after[0]) | ((_ledger.epoch == after[0]) & (_ledger.seq > after[1]))
    with hub.reading() as con:
        return con.execute(
            select(_ledger.again, _ledger.parked, *(_ledger[name] for name in Entry._fields))
            .where(_ledger.device == device, behind, raw | (_ledger.parked != "") if parked else raw)
            .order_by(_ledger.epoch, _ledger.seq)
            .limit(ROWS)
        ).all()


def _judge(hub: Hub, con: Connection, device: str, rows: Sequence[Any]) -> tuple[int, int]:
    this = devices.find(con, device, hold=True)
    assert this is not None
    private, raw, taken = Private(con, device), 0, 0
    touched, shared = set(), []
    for again, was, *columns in rows:
        entry = Entry._make((*columns[:-1], bytes(columns[-1])))
        told = read_entry(entry)
        if told.event is None and not told.reason:
            continue  # still of a newer program
        reason = told.reason or _refusal(con, this, private, told)
        _note(con, entry, told, reason)
        if reason:
            continue
        raw, taken = raw + (not was and bool(told.noun)), taken + bool(was)
        if told.streamed:
            if not again:
                shared.append((entry, told))
        elif told.noun:
            touched.add((told.noun, told.noun_id))
    private.refold(touched)
    places.take_up(con, hub, this.branch_no, shared, datetime.now(UTC))
    return raw, taken


def _refusal(con: Connection, this: devices.Device, private: Private, told: Told) -> str:
    if isinstance(told.event, RelayOrdered):
        return "" if devices.may_order(this, told.event.branch_no) else devices.ONLY_NODES
    if not told.noun or told.event is None:
        return ""
    if told.shared:
        streams.lock(con, this.branch_no)
        before = streams.events_of(con, this.branch_no, told.noun, [told.noun_id]).get(told.noun_id, [])
        return refusal_of(NOUNS[told.noun], before, told.event)
    private.load({(told.noun, told.noun_id)})
    before = [e for e in private.events(told.noun, told.noun_id) if e.id != told.event.id]
    return refusal_of(NOUNS[told.noun], before, told.event)


def _note(con: Connection, entry: Entry, told: Told, reason: str) -> None:
    here = (_ledger.device == entry.device) & (_ledger.epoch == entry.epoch) & (_ledger.seq == entry.seq)
    con.execute(tables.ledger.update().where(here).values(noun=told.noun, noun_id=told.noun_id, parked=reason))


def _clear(con: Connection, owner: str, *, shared: bool) -> list[str]:
    names = [name for name, noun in NOUNS.items() if is_shared(noun) == shared]
    for name in names:
        con.execute(VIEWS[name].delete().where(VIEWS[name].c.owner == owner))
    return names


def _rows(con: Connection, owner: str, names: Sequence[str]) -> int:
    return sum(len(con.execute(select(VIEWS[n].c.owner).where(VIEWS[n].c.owner == owner)).all()) for n in names)
