"""Decisions that desks have sent, made again on the hub: the same bytes as on the desk."""

from sqlalchemy import Connection, func, select

from teller_assist.domain.chain import Entry
from teller_assist.domain.replaying import Replay, replay, why_not
from teller_assist.domain.visit import DecisionMade
from teller_assist.errors import BadInput, Damaged, NotFound, Refused
from teller_assist.hub import books, tables
from teller_assist.hub.engine import Hub
from teller_assist.hub.view_tables import VIEWS
from teller_assist.store.decisions import Row, digits_of, read

_ledger, _view = tables.ledger.c, VIEWS["decision"].c


def replayed(hub: Hub, decision: str) -> Replay:
    """``decision``: its id, or its first or last eight digits.

    Raises ``NotFound``, ``BadInput``, ``Refused`` for what cannot be made again here, ``Damaged``.
    """
    with hub.reading() as con:
        made = find(con, decision)
        body = b"" if why_not(made) else _book(con, made)
    return replay(made, body)


def find(con: Connection, said: str) -> DecisionMade:
    """Raises ``NotFound``, ``BadInput`` for digits of several, ``Refused``, ``Damaged``."""
    digits, plain = digits_of(said), func.replace(_view.decision_id, "-", "")
    named = plain.like(f"{digits}%") | plain.like(f"%{digits}")
    found = con.execute(select(_view.owner, _view.decision_id).where(named).limit(2)).all()
    if not found:
        raise NotFound("decision", said)
    if len(found) > 1:
        raise BadInput(f"more than one decision is called {said}: give more of its digits, or its whole id")
    (device, decision_id), columns = found[0], [_ledger[name] for name in Entry._fields]
    row = con.execute(
        select(*columns, _ledger.prev_hash, _ledger.hash)
        .where(_ledger.device == device, _ledger.noun_id == decision_id, _ledger.noun == "decision")
        .order_by(_ledger.epoch, _ledger.seq)
        .limit(1)
    ).one()
    *told, before, linked = row
    return read(Row(Entry._make((*told[:-1], bytes(told[-1]))), bytes(before), bytes(linked)))


def _book(con: Connection, made: DecisionMade) -> bytes:
    try:
        body = books.body(con, made.book)
    except ValueError as error:
        raise Damaged(f"{error}: bring the hub's database back from its backup") from error
    if body is None:
        raise Refused(
            f"the book {made.book[:8]} that decision {made.decision_id} names is not here: this hub did not build the "
            "data it was made from; `replay` on its desk can make it again"
        )
    return body
