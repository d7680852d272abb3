"""What the hub has, counted: for the reconciliation with a device, and for ``hub count``."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, cast, func, or_, select

from teller_assist.hub import tables
from teller_assist.hub.engine import Hub
from teller_assist.wire.messages import Day, Reconcile

_ledger = tables.ledger.c
MANY = 200  # epochs in one question


def days(connection: Connection, asked: Reconcile) -> Sequence[Day]:
    """The device's events of the days asked for, within the rows it counts, each once."""
    on = sorted({day.day for day in asked.days})
    if len(asked.upto) <= MANY:
        return _counted(connection, asked, on)
    marks: dict[tuple[str, str], dict[str, int]] = {}
    for at in range(0, len(asked.upto), MANY):  # a device of very many epochs: its events one by one
        some = _within(asked.device, asked.upto[at : at + MANY], on)
        for day, kind, event_id, mark in connection.execute(some):
            marks.setdefault((day, kind), {})[event_id] = mark
    return [Day(day, kind, len(ids), sum(ids.values())) for (day, kind), ids in sorted(marks.items())]


def _counted(connection: Connection, asked: Reconcile, on: Sequence[str]) -> list[Day]:
    if not asked.upto or not on:
        return []
    once = _within(asked.device, asked.upto, on).subquery()
    found = connection.execute(
        select(once.c.day, once.c.kind, func.count(), cast(func.sum(once.c.mark), BigInteger))
        .group_by(once.c.day, once.c.kind)
        .order_by(once.c.day, once.c.kind)
    )
    return [Day(*row) for row in found]


def _within(device: str, upto: Sequence[tuple[int, int]], on: Sequence[str]) -> Any:
    places = or_(*((_ledger.epoch == epoch) & (_ledger.seq <= seq) for epoch, seq in upto))
    return (
        select(_ledger.day, _ledger.kind, _ledger.event_id, _ledger.mark)
        .where(_ledger.device == device, _ledger.day.in_(on), places)
        .distinct()
    )


def count(hub: Hub) -> dict[str, Any]:
    """Every event once, by device and kind; parked ones are among them."""
    once = _ledger.again == 0
    with hub.reading() as con:
        found = con.execute(
            select(_ledger.device, _ledger.kind, func.count())
            .where(once)
            .group_by(_ledger.device, _ledger.kind)
            .order_by(_ledger.device, _ledger.kind)
        ).all()
        parked = con.scalar(select(func.count()).where(once, _ledger.parked != "")) or 0
    kinds: dict[str, dict[str, int]] = {}
    for device, kind, n in found:
        kinds.setdefault(device, {})[kind] = n
    return {"devices": [{"device": device, "kinds": of} for device, of in kinds.items()], "parked": parked}


def parked(hub: Hub) -> Iterator[dict[str, Any]]:
    """What waits, and why; no payload."""
    shown = ("device", "epoch", "seq", "event_id", "occurred_at", "received_at", "staff_no", "kind", "v", "parked")
    with hub.reading() as con:
        found = con.execute(
            select(*(_ledger[name] for name in shown))
            .where(_ledger.parked != "")
            .order_by(_ledger.device, _ledger.epoch, _ledger.seq)
        )
        for row in found:
            told = dict(row._mapping)
            yield {**told, "reason": told.pop("parked")}
