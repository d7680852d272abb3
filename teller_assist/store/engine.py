"""``work.db``: how it is opened, written and brought up to date.

Reads of the hot path use ``Work.reading``, a raw driver connection. SQLAlchemy and Alembic are
imported by the first write or migration only: they cost twice a bare window to import.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from teller_assist.errors import Damaged, DeskNotReady, Refused
from teller_assist.paths import MIGRATIONS
from teller_assist.store import raw

if TYPE_CHECKING:
    from sqlite3 import Connection

    import sqlalchemy

    from teller_assist.store.journal import Head

NAME = "work.db"
MARKER = "journal.device"  # beside work.db: this desk has had a journal, and its device's id
HEAD = "0004"  # newest revision in migrations/desk; a test compares
BUSY_MS = 10_000  # how long a write waits for another program's write on the same desk
CACHE_MB = 16


def connect(path: Path, key: bytes) -> "Connection":
    """A raw connection to ``work.db``: WAL, synchronous=FULL, waits for others. Raises ``WrongKey``."""
    con = raw.connect(path, key, cache_mb=CACHE_MB)
    con.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    return con


def make_engine(path: Path, key: bytes) -> "sqlalchemy.Engine":
    """SQLAlchemy over the same driver. Every transaction is BEGIN IMMEDIATE, so it never fails half-way."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import QueuePool
    from sqlcipher3 import dbapi2

    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=1,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # isolation_level=None without this commits row by row, and a migration could not roll back.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def revision(con: "Connection") -> str:
    """The stored schema revision; "" for an empty file."""
    if con.execute("SELECT 1 FROM sqlite_master WHERE name='alembic_version'").fetchone() is None:
        return ""
    row = con.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def refuse_lost(path: Path) -> bool:
    """Whether this desk has had a journal. Raises ``Damaged`` if it had and the file is gone or empty."""
    had = path.with_name(MARKER).exists()
    if had and not (path.exists() and path.stat().st_size):
        raise _lost(path)
    return had


def _lost(path: Path) -> Damaged:
    return Damaged(
        f"the journal is missing: {path} is gone or empty. Bring it back from its backup; to begin a new journal "
        f"all the same, remove {MARKER} beside it",
        file=path.name,
    )


def _mark(path: Path, con: "Connection") -> None:
    marker = path.with_name(MARKER)
    if marker.exists():
        return
    device = con.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()
    try:
        with marker.open("x", encoding="ascii") as file:
            file.write(f"{device[0] if device else ''}\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:  # another program began on this desk at the same time
        return


class Session:
    """One transaction. ``connection`` is SQLAlchemy's, ``con`` the driver's: the read functions take it.

    ``head`` is the end of the chain as this transaction left it; ``journal.record`` keeps it.
    """

    __slots__ = ("con", "connection", "head")

    def __init__(self, connection: "sqlalchemy.Connection") -> None:
        self.connection = connection
        self.con: Connection = connection.connection.driver_connection  # type: ignore[assignment]
        self.head: Head | None = None


class Work:
    """The desk's recorded data: one raw connection to read with, one writer at a time."""

    def __init__(self, path: Path, key: bytes, migrations: Path = MIGRATIONS / "desk") -> None:
        """Opens ``work.db``, making or upgrading it first. Raises ``WrongKey``, ``DeskNotReady``, ``Damaged``."""
        had = refuse_lost(path)
        self.path, self.key = path, key
        self._engine: sqlalchemy.Engine | None = None
        self._writer: sqlalchemy.Connection | None = None
        self._writing = threading.Lock()
        self.reading = connect(path, key)
        stored = revision(self.reading)
        if stored != HEAD:
            self.reading.close()
            if had and not stored:
                raise _lost(path)
            from teller_assist.store import migrate

            migrate.upgrade(path, key, stored, migrations)
            self.reading = connect(path, key)
        _mark(path, self.reading)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed and on the disk when the block ends, gone whole if it raises."""
        from sqlalchemy.exc import DatabaseError

        with self._writing:
            if self._writer is None:
                self._engine = make_engine(self.path, self.key)
                self._writer = self._engine.connect()
            try:
                with self._writer.begin():
                    yield Session(self._writer)
            except (DatabaseError, raw.Error, MemoryError) as error:
                raise told(error) from error

    def close(self) -> None:
        self.reading.close()
        if self._writer is not None and self._engine is not None:
            self._writer.close()
            self._engine.dispose()
            self._writer = None


@contextmanager
def readable() -> Iterator[None]:
    """What the driver says while ``work.db`` is read, in words. Raises ``Damaged``, ``DeskNotReady``, ``Refused``."""
    try:
        yield
    except (raw.Error, MemoryError) as error:
        raise told(error) from error


def told(error: Exception) -> Exception:
    """What a full, locked or damaged disk means for the teller; other errors as they are."""
    # A row that claims an absurd length: the library has no memory for it.
    text = "malformed" if isinstance(error, MemoryError) else str(error)
    if "locked" in text or "busy" in text:
        return DeskNotReady(
            f"another program has held this desk's work.db for {BUSY_MS // 1000} s; nothing was recorded"
        )
    if "disk is full" in text or "disk I/O" in text or "readonly" in text:
        return Refused(f"work.db cannot be written ({text.splitlines()[0]}); nothing was recorded")
    if "was wiped" in text:
        return Refused("this desk was wiped by order of the hub: nothing more is recorded on it; close this window")
    if "malformed" in text or "not a database" in text:
        return Damaged(
            f"work.db is damaged ({text.splitlines()[0]}): bring it back from its backup; what the hub has is there. "
            "`teller-assist doctor` says where"
        )
    return error
