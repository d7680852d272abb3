"""From ledger rows to views, by the folds of the desk: what a row says, and what its handler refuses.

A view's row is checked against its columns before it is written: what one desk recorded wrongly is parked with the
reason, and can never make a whole push fail.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Integer, LargeBinary

from teller_assist.domain.chain import Entry
from teller_assist.domain.event import Event, event_from, understood
from teller_assist.domain.relay import RelayOrdered
from teller_assist.hub.engine import marker
from teller_assist.hub.view_tables import VIEWS
from teller_assist.store.rows import time_of
from teller_assist.store.views import NOUNS, Noun, noun_of, view_row

MOST_REASON = 300  # signs
MOST_INT = 2**63 - 1
RAW = "an event of a newer program"

Rows = Mapping[str, Mapping[str, Any] | None]  # a noun's id -> its view row; None: the fold leaves nothing


class Told(NamedTuple):
    """What a row says. ``event`` None: kept raw, or (``reason``) not readable. ``noun`` "" : no view has it."""

    event: Event | None = None
    noun: str = ""
    noun_id: str = ""
    reason: str = ""

    @property
    def shared(self) -> bool:
        return bool(self.noun) and is_shared(NOUNS[self.noun])

    @property
    def streamed(self) -> bool:
        """True if the whole branch is told of it."""
        return self.shared or isinstance(self.event, RelayOrdered)


class Unfit(ValueError):
    """A fold's row that its view cannot hold."""


def is_shared(noun: Noun) -> bool:
    return noun.shared


def read_entry(entry: Entry) -> Told:
    """The event of a row and whose fold it belongs to; never raises."""
    if not understood(entry.kind, entry.v):
        return Told()
    try:
        at = time_of(entry.occurred_at)
        if at.tzinfo is None:
            raise ValueError("the time has no zone")
        happened = event_from(entry.kind, UUID(entry.event_id), at, entry.staff_no, entry.payload, entry.v)
        noun, noun_id = noun_of(happened)
        _refuse_unstorable("the id", noun_id)
        if isinstance(happened, RelayOrdered):
            _refuse_false_order(happened)
    except Exception as error:  # whatever a handler has against a row is the reason why it waits
        return Told(reason=reason_of(error))
    return Told(happened, noun, noun_id)


def fold(noun: Noun, events: Iterable[Event]) -> dict[str, Any] | None:
    """The view's row, None if nothing is left. Raises whatever the fold raises, and ``Unfit``."""
    row = view_row(noun, events)
    if row is not None:
        for name, kind, nullable in _columns(noun.name):
            _fit(name, kind, nullable, row[name])
    return row


def refusal_of(noun: Noun, before: Sequence[Event], happened: Event) -> str:
    """Why the noun's fold refuses this event after those, else ""."""
    try:
        fold(noun, [*before, happened])
    except Exception as error:  # as above
        return reason_of(error)
    return ""


def fold_or_skip(noun: Noun, events: Sequence[Event]) -> dict[str, Any] | None:
    """The view's row; events that their handler refuses (one that was judged by another program) are passed over."""
    try:
        return fold(noun, events)
    except Exception:  # as above; found out one by one
        good: list[Event] = []
        for happened in events:
            if not refusal_of(noun, good, happened):
                good.append(happened)
        return fold(noun, good) if good else None


def reason_of(error: Exception) -> str:
    text = f"{type(error).__name__}: {error}"[:MOST_REASON]
    return text.encode("utf-8", "replace").decode().replace("\0", "?")


def write_views(connection: Connection, noun: str, owner: str, rows: Rows) -> None:
    """Brings one owner's rows of a view up to date."""
    mark = marker(connection)
    gone = [(owner, noun_id) for noun_id, row in rows.items() if row is None]
    kept = [(owner, *(row[name] for name, *_ in _columns(noun))) for row in rows.values() if row is not None]
    if gone:
        connection.exec_driver_sql(f'DELETE FROM "{noun}" WHERE owner = {mark} AND {NOUNS[noun].key} = {mark}', gone)
    if kept:
        connection.exec_driver_sql(_upsert(noun, mark), kept)


@cache
def _upsert(noun: str, mark: str) -> str:
    names = ["owner", *(name for name, *_ in _columns(noun))]
    key, quoted = NOUNS[noun].key, ", ".join(f'"{n}"' for n in names)
    changed = ", ".join(f'"{n}" = excluded."{n}"' for n in names if n not in ("owner", key))
    return (
        f'INSERT INTO "{noun}"({quoted}) VALUES({", ".join([mark] * len(names))}) '
        f"ON CONFLICT(owner, {key}) DO UPDATE SET {changed}"
    )


@cache
def _columns(noun: str) -> tuple[tuple[str, type, bool], ...]:
    """(name, Python type, may be NULL) of a view's columns but its owner."""
    kinds: list[tuple[str, type, bool]] = []
    for c in VIEWS[noun].columns:
        if c.name != "owner":
            kind = int if isinstance(c.type, Integer) else bytes if isinstance(c.type, LargeBinary) else str
            kinds.append((c.name, kind, bool(c.nullable)))
    return tuple(kinds)


def _fit(name: str, kind: type, nullable: bool, value: object) -> None:
    if value is None and nullable:
        return
    if not isinstance(value, kind):
        raise Unfit(f"{name} must be {kind.__name__}, not {type(value).__name__}")
    if isinstance(value, int) and not -MOST_INT <= value <= MOST_INT:
        raise Unfit(f"{name} is too large")
    if isinstance(value, str):
        _refuse_unstorable(name, value)


def _refuse_unstorable(name: str, text: str) -> None:
    """No database takes half a surrogate pair, and PostgreSQL no NUL."""
    if "\0" in text:
        raise Unfit(f"{name} holds a NUL")
    text.encode()


def _refuse_false_order(order: RelayOrdered) -> None:
    first: object = order.first_place
    if not isinstance(first, int) or not 0 <= first < 2**53 or not isinstance(order.branch_no, str):
        raise Unfit("an order begins with a place, a number from 0")
