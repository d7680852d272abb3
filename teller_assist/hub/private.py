"""Nouns that one device alone writes: folded per device, in the order of its rows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from teller_assist.domain.chain import Entry
from teller_assist.hub import tables
from teller_assist.hub.folding import read_entry, write_views
from teller_assist.hub.streams import MANY
from teller_assist.store.views import NOUNS, fitting

if TYPE_CHECKING:
    from teller_assist.domain.event import Event

_ledger = tables.ledger.c


class Private:
    """One device's nouns inside one transaction."""

    def __init__(self, connection: Connection, device: str) -> None:
        self._con, self._device = connection, device
        self._events: dict[tuple[str, str], list[Event]] = {}
        self.newest = -1  # epoch of the events read

    def load(self, touched: Iterable[tuple[str, str]]) -> None:
        """Reads the events of these nouns, in few questions."""
        by_noun: dict[str, list[str]] = {}
        for noun, noun_id in touched:
            by_noun.setdefault(noun, []).append(noun_id)
            self._events[noun, noun_id] = []
        for noun, ids in by_noun.items():
            for at in range(0, len(ids), MANY):
                self._load(noun, ids[at : at + MANY])

    def events(self, noun: str, noun_id: str) -> "list[Event]":
        """The events so far; the caller adds what it takes."""
        return self._events.setdefault((noun, noun_id), [])

    def refold(self, touched: Iterable[tuple[str, str]]) -> None:
        """Makes the view's rows of these nouns again, from the ledger as it now is."""
        some = set(touched)
        self.load(some)
        self.write(some)

    def write(self, touched: Iterable[tuple[str, str]]) -> None:
        """Makes the view's rows of these nouns again, from what was read and added."""
        by_noun: dict[str, list[str]] = {}
        for noun, noun_id in sorted(set(touched)):
            by_noun.setdefault(noun, []).append(noun_id)
        for noun, ids in by_noun.items():
            rows = {noun_id: fitting(NOUNS[noun], self._events[noun, noun_id])[0] for noun_id in ids}
            write_views(self._con, noun, self._device, rows)

    def _load(self, noun: str, ids: list[str]) -> None:
        """An event that stands in two places counts at the first; one that is parked nowhere."""
        ours = (_ledger.device == self._device) & _ledger.noun_id.in_(ids) & (_ledger.noun == noun)
        found = self._con.execute(
            select(_ledger.noun_id, _ledger.parked, *(_ledger[name] for name in Entry._fields))
            .where(ours)
            .order_by(_ledger.epoch, _ledger.seq)
        )
        seen: set[str] = set()
        for noun_id, parked, *columns in found:
            entry = Entry._make((*columns[:-1], bytes(columns[-1])))
            if entry.event_id in seen:
                continue
            seen.add(entry.event_id)
            self.newest = max(self.newest, entry.epoch)
            said = read_entry(entry)
            if said.event is not None and not parked:
                self._events[noun, noun_id].append(said.event)
