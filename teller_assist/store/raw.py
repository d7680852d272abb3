"""The driver's own connection: what lookup and card read through, and what SQLAlchemy is given.

SQLCipher with a raw 256-bit key (0.7 ms to open; a passphrase would cost 145 ms and more each time)
and a cache the size of the working set (with the default 8 MB lookups cost 2.4–5.3 times as much).
Imports nothing slow: the first lookup comes before SQLAlchemy is loaded.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from teller_assist.errors import DeskNotReady, LibraryTooOld, WrongKey

if TYPE_CHECKING:
    from sqlite3 import Connection  # the same interface, and it has types

LIBRARY: tuple[int, ...] = dbapi2.sqlite_version_info
Error = dbapi2.Error  # any of the driver's, for those who may not know the driver
OLDEST_SQLITE = (3, 51, 3)
KEY_BYTES = 32


def refuse_old_library(version: tuple[int, ...]) -> None:
    """Raise ``LibraryTooOld`` below SQLite 3.51.3: 3.7.0–3.51.2 lose commits with two connections."""
    if version < OLDEST_SQLITE:
        found, needed = (".".join(map(str, v)) for v in (version, OLDEST_SQLITE))
        raise LibraryTooOld(
            f"SQLite {found} loses commits with two connections; {needed} or newer is needed: "
            "install the locked sqlcipher3 again",
            found=found,
            needed=needed,
        )


def connect(
    path: Path,
    key: bytes | None,
    *,
    immutable: bool = False,
    readonly: bool = False,
    building: bool = False,
    cache_mb: int = 64,
) -> "Connection":
    """Open one database of the desk. ``key`` is 32 raw bytes, None for a plain file (the hub's, a try-out).

    Autocommit: whoever writes says BEGIN IMMEDIATE. ``immutable`` promises that nobody writes the file
    while it is open (a generation). ``building`` is for a new file that is thrown away on failure:
    no journal, no sync. Otherwise a writable file is WAL with synchronous=FULL.
    The connection may pass between threads; its owner serialises.
    Raises ``LibraryTooOld``, ``WrongKey`` (also for a file that is no database), ``DeskNotReady``
    when the file cannot be opened.
    """
    refuse_old_library(dbapi2.sqlite_version_info)
    if key is not None and len(key) != KEY_BYTES:
        raise WrongKey(f"a key has {KEY_BYTES} bytes, this one {len(key)}")
    query = "?mode=ro&immutable=1" if immutable else "?mode=ro" if readonly else ""
    try:
        conn: Connection = dbapi2.connect(
            path.absolute().as_uri() + query, uri=True, isolation_level=None, check_same_thread=False
        )
    except dbapi2.OperationalError as error:
        raise DeskNotReady(f"{path.name} cannot be opened: {error}", file=path.name) from error
    try:
        _prepare(conn, key, cache_mb, writable=not (immutable or readonly), building=building)
    except dbapi2.DatabaseError as error:
        conn.close()
        if isinstance(error, dbapi2.OperationalError) and "not a database" not in str(error):
            raise DeskNotReady(f"{path.name} cannot be opened: {error}", file=path.name) from error
        raise WrongKey(f"the key does not open {path.name}, or the file is damaged", file=path.name) from error
    return conn


def key_pragma(key: bytes) -> str:
    """The raw key as SQLCipher takes it, for PRAGMA key and ATTACH … KEY."""
    return f"x'{key.hex()}'"


def _prepare(conn: "Connection", key: bytes | None, cache_mb: int, *, writable: bool, building: bool) -> None:
    if key is not None:
        conn.execute("PRAGMA cipher_log_level = NONE")  # a wrong key is told once, by WrongKey
        conn.execute(f'PRAGMA key = "{key_pragma(key)}"')
    conn.execute(f"PRAGMA cache_size = -{cache_mb * 1024}")
    conn.execute("PRAGMA temp_store = MEMORY")  # nothing of a customer in a temporary file
    conn.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the first read shows a wrong key
    if building:
        conn.execute("PRAGMA journal_mode = OFF")
        conn.execute("PRAGMA synchronous = OFF")
    elif writable:
        conn.execute("PRAGMA busy_timeout = 5000")
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("PRAGMA foreign_keys = ON")
