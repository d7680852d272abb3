"""From ledger rows to views, by the folds of the desk: what a row says, and what its handler refuses.

What one desk recorded wrongly (``domain/sound.py``, ``store.views.takes``) is parked with the reason, and can never
make a whole push fail.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from teller_assist.domain import sound
from teller_assist.domain.chain import Entry
from teller_assist.domain.event import Event, event_from, understood
from teller_assist.domain.relay import RelayOrdered
from teller_assist.hub.engine import marker
from teller_assist.hub.view_tables import VIEWS
from teller_assist.store.rows import time_of
from teller_assist.store.views import NOUNS, Noun, noun_of, takes

MOST_REASON = 300  # signs
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


def is_shared(noun: Noun) -> bool:
    return noun.shared


def read_entry(entry: Entry) -> Told:
    """The event of a row and whose fold it belongs to; never raises."""
    if not understood(entry.kind, entry.v):
        return Told()
    try:
        at = time_of(entry.occurred_at)
        happened = event_from(entry.kind, UUID(entry.event_id), at, entry.staff_no, entry.payload, entry.v)
        sound.check(happened)
        noun, noun_id = noun_of(happened)
    except Exception as error:  # whatever a handler has against a row is the reason why it waits
        return Told(reason=reason_of(error))
    return Told(happened, noun, noun_id)


def refusal_of(noun: Noun, before: Sequence[Event], happened: Event) -> str:
    """Why the noun's fold refuses this event after those, else ""."""
    error = takes(noun, before, happened)
    return reason_of(error) if error is not None else ""


def reason_of(error: Exception) -> str:
    text = f"{type(error).__name__}: {error}"[:MOST_REASON]
    return text.encode("utf-8", "replace").decode().replace("\0", "?")


def write_views(connection: Connection, noun: str, owner: str, rows: Rows) -> None:
    """Brings one owner's rows of a view up to date."""
    mark = marker(connection)
    gone = [(owner, noun_id) for noun_id, row in rows.items() if row is None]
    kept = [(owner, *(row[name] for name in _columns(noun))) for row in rows.values() if row is not None]
    if gone:
        connection.exec_driver_sql(f'DELETE FROM "{noun}" WHERE owner = {mark} AND {NOUNS[noun].key} = {mark}', gone)
    if kept:
        connection.exec_driver_sql(_upsert(noun, mark), kept)


@cache
def _upsert(noun: str, mark: str) -> str:
    names = ["owner", *_columns(noun)]
    key, quoted = NOUNS[noun].key, ", ".join(f'"{n}"' for n in names)
    changed = ", ".join(f'"{n}" = excluded."{n}"' for n in names if n not in ("owner", key))
    return (
        f'INSERT INTO "{noun}"({quoted}) VALUES({", ".join([mark] * len(names))}) '
        f"ON CONFLICT(owner, {key}) DO UPDATE SET {changed}"
    )


@cache
def _columns(noun: str) -> tuple[str, ...]:
    """A view's columns but its owner."""
    return tuple(c.name for c in VIEWS[noun].columns if c.name != "owner")
