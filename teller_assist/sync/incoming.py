"""Chunks of a generation that have arrived, until all are there: ``incoming.db``, under the desk's own key.

Nothing of it is precious: a file that cannot be opened or read is thrown away and its chunks come again.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from teller_assist.errors import BadInput, WrongKey
from teller_assist.store import raw

if TYPE_CHECKING:
    from sqlite3 import Connection

NAME = "incoming.db"


class Incoming:
    """Each chunk is on the disk when ``keep`` returns."""

    def __init__(self, conn: "Connection") -> None:
        self._conn = conn

    def only(self, names: Iterable[str]) -> None:
        """Drop what belongs to another generation than the one of these chunks."""
        wanted = set(names)
        others = [(name,) for name in self.names() if name not in wanted]
        self._conn.executemany("DELETE FROM chunk WHERE name = ?", others)

    def names(self) -> set[str]:
        return {name for (name,) in self._conn.execute("SELECT name FROM chunk")}

    def size(self) -> int:
        (size,) = self._conn.execute("SELECT coalesce(sum(length(bytes)), 0) FROM chunk").fetchone()
        return int(size)

    def keep(self, name: str, chunk: bytes) -> None:
        self._conn.execute("INSERT OR IGNORE INTO chunk VALUES(?,?)", (name, chunk))

    def chunk(self, name: str) -> bytes:
        """Raises ``BadInput`` if it is not here."""
        row = self._conn.execute("SELECT bytes FROM chunk WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise BadInput("a piece of the received data is gone; sync again to fetch it")
        return bytes(row[0])


@contextmanager
def incoming(data_dir: Path, desk_key: bytes | None) -> Iterator[Incoming]:
    """Open or make the file. Raises ``BadInput`` when the disk is full or the file damaged (it is then removed)."""
    path = data_dir / NAME
    try:
        conn = _open(path, desk_key)
        try:
            yield Incoming(conn)
        finally:
            conn.close()
    except raw.Error as error:
        if not of_the_disk(error):
            forget(data_dir)
        raise BadInput(f"{NAME} cannot be used ({error}); make room on the disk, then sync again") from error


def of_the_disk(error: Exception) -> bool:
    """Whether the disk is at fault, not what lies on it."""
    return any(words in str(error) for words in ("disk is full", "disk I/O", "locked", "readonly"))


def _open(path: Path, desk_key: bytes | None) -> "Connection":
    try:
        conn = raw.connect(path, desk_key, cache_mb=2)
    except WrongKey:  # damaged, or of a time before the key was changed
        forget(path.parent)
        conn = raw.connect(path, desk_key, cache_mb=2)
    conn.execute("CREATE TABLE IF NOT EXISTS chunk(name TEXT PRIMARY KEY, bytes BLOB NOT NULL)")
    return conn


def forget(data_dir: Path) -> None:
    """Remove the file and what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        (data_dir / f"{NAME}{ending}").unlink(missing_ok=True)
