"""Decisions as they were recorded on this desk: the events themselves, not their view."""

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from teller_assist.domain.chain import Entry, link
from teller_assist.domain.event import understood
from teller_assist.domain.visit import DecisionMade
from teller_assist.errors import BadInput, Damaged, NotFound, Refused
from teller_assist.store.journal import LIVE, event_of
from teller_assist.store.views import time_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from sqlite3 import Connection

LEAST = 8  # digits by which a decision may be named
KIND = DecisionMade.kind
_ENTRY = "device, journal.epoch, seq, event_id, occurred_at, staff_no, kind, v, payload"
_ROWS = (
    f"SELECT {_ENTRY}, prev_hash, hash FROM journal WHERE noun_id = ? AND noun = 'decision' "
    "ORDER BY payload = X'', journal.epoch, seq"
)
_BETWEEN = (
    f"SELECT {_ENTRY}, prev_hash, hash FROM {LIVE} WHERE noun = 'decision' AND kind = ? AND occurred_at >= ? "
    "AND occurred_at < ? ORDER BY journal.epoch, seq"
)
_NAMED = (
    "SELECT DISTINCT noun_id FROM journal WHERE noun = 'decision' "
    "AND (replace(noun_id, '-', '') GLOB ? OR replace(noun_id, '-', '') GLOB ?) LIMIT 2"
)


class Row(NamedTuple):
    """A row of a journal or ledger beside its hashes."""

    entry: Entry
    prev_hash: bytes
    hash: bytes


def digits_of(said: str) -> str:
    """What names a decision: a whole id, or its first or last eight digits and more; also as the screen writes them,
    E-7F3A-0912. Raises ``BadInput``."""
    digits = said.strip().lower().removeprefix("e-").replace("-", "")
    if not LEAST <= len(digits) <= 32 or any(sign not in "0123456789abcdef" for sign in digits):
        raise BadInput(f"{said!r} names no decision: give its id, or the eight digits that the screen shows")
    return digits


def find(con: "Connection", said: str) -> DecisionMade:
    """The decision of this id, or the one whose id begins or ends with these digits.

    Raises ``NotFound``, ``BadInput`` for too few digits or those of several, ``Refused`` for one that was emptied,
    ``Damaged`` for one whose row was changed.
    """
    digits = digits_of(said)
    if len(digits) == 32:
        ids = [str(UUID(digits))]
    else:
        ids = [row[0] for row in con.execute(_NAMED, (f"{digits}*", f"*{digits}"))]
    if len(ids) > 1:
        raise BadInput(f"more than one decision is called {said}: give more of its digits, or its whole id")
    rows = [_row(row) for one in ids for row in con.execute(_ROWS, (one,))]
    if not rows:
        raise NotFound("decision", said)
    return read(rows[0])


def between(con: "Connection", since: "datetime", until: "datetime") -> "Iterator[DecisionMade]":
    """Decisions of that time that are kept, in their order. Raises ``Damaged``."""
    for row in con.execute(_BETWEEN, (KIND, time_text(since), time_text(until))).fetchall():
        told = _row(row)
        if told.entry.payload and understood(told.entry.kind, told.entry.v):
            yield read(told)


def read(row: Row) -> DecisionMade:
    """The event of a row whose hash still holds. Raises ``Damaged``, ``Refused``."""
    entry = row.entry
    if not entry.payload:
        raise Refused(f"decision in row {entry.epoch}:{entry.seq} was emptied here long ago: the hub keeps it whole")
    if not understood(entry.kind, entry.v):
        raise Refused(f"the decision was recorded by a newer program (version {entry.v}): install that one")
    if link(row.prev_hash, entry) != row.hash:
        raise Damaged(f"row {entry.epoch}:{entry.seq} of {entry.device} was changed: it is not what was recorded")
    try:
        made = event_of(entry.kind, entry.v, entry.event_id, entry.occurred_at, entry.staff_no, entry.payload)
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged(f"row {entry.epoch}:{entry.seq} of {entry.device} is no decision ({error})") from error
    assert isinstance(made, DecisionMade)
    return made


def _row(told: tuple) -> Row:  # type: ignore[type-arg]
    return Row(Entry._make((*told[:8], bytes(told[8]))), bytes(told[9]), bytes(told[10]))
