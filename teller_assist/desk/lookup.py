"""The desk as far as finding a customer needs it: open before the first paint. ``Counter`` is the rest.

Imports only what that takes: this module, and what it imports, stand between a start and the first key.
"""

import threading
from datetime import UTC, datetime
from pathlib import Path

from teller_assist.desk.settings import Settings, branch_of, load_settings, staff_of
from teller_assist.domain.found import Found
from teller_assist.domain.staff import Branch, Staff
from teller_assist.store import engine, keyfile
from teller_assist.store.search import exact, search
from teller_assist.store.snapshot import Snapshot


def utc_now() -> datetime:
    return datetime.now(UTC)


class Lookup:
    """Made by ``Lookup.open``; ``close`` it, unless a ``Counter`` was made over it: that closes it then."""

    snapshot: Snapshot
    staff: Staff
    branch: Branch
    language: str

    @classmethod
    def open(cls, data: Path, *, staff_no: str | None = None) -> "Lookup":
        """The desk of a data folder. Raises ``DeskNotReady``, ``BadInput``, ``NotFound`` (staff)."""
        key = keyfile.KeyFile(data / keyfile.NAME).key()
        snapshot = Snapshot.open(data, key)
        try:
            settings = load_settings(data, snapshot)
            staff = staff_of(snapshot, settings, staff_no)
            work = engine.Work(data / engine.NAME, key)
        except BaseException:
            snapshot.close()
            raise
        return Lookup(data, key, settings, snapshot, work, staff)

    def __init__(
        self, data: Path, key: bytes, settings: Settings, snapshot: Snapshot, work: engine.Work, staff: Staff
    ) -> None:
        self._data, self._key, self._settings, self._work = data, key, settings, work
        self.language, self.staff = settings.language, staff
        self._reading = threading.RLock()  # two threads share the raw connections; reads take microseconds
        self._take(snapshot)

    def _take(self, snapshot: Snapshot) -> None:
        self.snapshot, self.branch = snapshot, branch_of(snapshot, self._settings)

    def find(self, text: str, limit: int = 20) -> list[Found]:
        """Customers for what was typed so far, best first."""
        with self._reading:
            return search(self.snapshot.conn, text, limit)

    def scan(self, digits: str) -> list[Found]:
        """Customers by a whole number: card, account, ID, mobile, customer number, ticket."""
        with self._reading:
            return exact(self.snapshot.conn, digits)

    def close(self) -> None:
        """Closes both databases. A visit stays open: it is offered back at the next start."""
        with self._reading:
            self._work.close()
            self.snapshot.close()
