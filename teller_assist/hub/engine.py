"""The hub's database: a file in its data folder, or PostgreSQL. How it is opened, written and brought up to date."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.pool import QueuePool

from teller_assist.errors import BadInput, DeskNotReady, NoKey, Refused, WrongKey
from teller_assist.hub import db_file, settings
from teller_assist.hub.tables import about
from teller_assist.paths import MIGRATIONS
from teller_assist.store import raw
from teller_assist.wire.signing import DeviceKey

NAME = "hub.db"
HEAD = "0003"  # newest revision in migrations/hub; a test compares
BUSY_MS = 20_000  # how long a write waits for another process's write
CONNECT_SECONDS = 5
POOL = 16
_ONE_AT_A_TIME = 0x7465_6C6C  # advisory lock of PostgreSQL while the schema is changed


class HubNotReady(DeskNotReady):
    """The hub's database cannot be opened or brought up to date."""


@dataclass(frozen=True, slots=True)
class Hub:
    """An open hub. ``place`` says where its data are, without a password. Threads may share it.
    ``file_key`` opens a node's database file."""

    data: Path
    place: str
    engine: Engine
    key: DeviceKey
    file_key: bytes | None = field(default=None, repr=False)

    @property
    def postgres(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: committed when the block ends, gone whole if it raises."""
        with _told(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that only reads: it waits for nobody."""
        with _told(), self.engine.connect().execution_options(reading=True) as connection, connection.begin():
            yield connection

    def about(self) -> dict[str, str]:
        with self.reading() as connection:
            return about_of(connection)

    def close(self) -> None:
        self.engine.dispose()


def open_hub(
    data: Path, url: str | None = None, migrations: Path = MIGRATIONS / "hub", *, role: str | None = None
) -> Hub:
    """Opens the hub of this data folder, made or upgraded first. ``url``: see ``settings.database_of``; ``role`` as
    it will serve, None as it is: a new node's file is encrypted.

    Raises ``BadInput`` for an URL of another kind, ``HubNotReady`` where there is no answer or a newer program's
    schema, ``NoKey``, ``Refused`` (``db_file.key_of``).
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = _place(settings.database_of(data, url), data)
    file = Path(str(place.database)) if place.drivername == "sqlite" else None
    key = db_file.key_of(data, file, role) if file else None
    engine = make_engine(place, key)
    try:
        with _told():
            _bring_up(engine, migrations, data)
        return Hub(data, place.render_as_string(hide_password=True), engine, _own_key(engine, data), key)
    except WrongKey:
        engine.dispose()
        if file is None or key:
            raise
        raise db_file.lost(data, file) from None
    except BaseException:
        engine.dispose()
        raise


def _own_key(engine: Engine, data: Path) -> DeviceKey:
    """The key this hub signs with, which must be the one it began with: under another every desk would meet a stranger.

    Raises ``NoKey`` where the database was brought back without it.
    """
    with engine.connect() as connection:
        begun_with = about_of(connection).get("hub_key", "")
    missing = bool(begun_with) and not (data / settings.KEY_FILE).exists()
    key = None if missing else settings.hub_key(data)
    if key is None or begun_with not in ("", key.public.hex()):
        raise NoKey(
            f"this database belongs to a hub with another key than {data / settings.KEY_FILE}: bring that file back "
            "from its backup (no backup of the database holds it)"
        )
    if not begun_with:
        with engine.begin() as connection:
            note_about(connection, "hub_key", key.public.hex())
    return key


def has_hub(data: Path) -> bool:
    """True if a hub has been opened in this folder."""
    return (data / settings.KEY_FILE).exists()


def about_of(connection: Connection) -> dict[str, str]:
    return {row.key: row.value for row in connection.execute(about.select())}


def note_about(connection: Connection, key: str, value: str) -> None:
    connection.execute(about.delete().where(about.c.key == key))
    connection.execute(about.insert().values(key=key, value=value))


def _place(url: str, data: Path) -> URL:
    """The database as SQLAlchemy names it. A file's path is kept relative to nothing."""
    if not url:
        return URL.create("sqlite", database=str((data / NAME).absolute()))
    try:
        place = make_url(url)
    except (ArgumentError, ValueError):
        raise BadInput("the database is no URL: write postgresql://user@host/name or sqlite:///path") from None
    kind = place.drivername.partition("+")[0]
    if kind in ("postgresql", "postgres"):
        return place.set(drivername="postgresql+psycopg")
    if kind == "sqlite" and place.database:
        return place.set(drivername="sqlite")
    raise BadInput(f"a hub keeps its data in PostgreSQL or SQLite, not in {kind}: write postgresql://user@host/name")


def make_engine(place: URL, key: bytes | None = None) -> Engine:
    """SQLAlchemy over psycopg, or over the desk's SQLite, with a key or none: BEGIN IMMEDIATE for whoever writes."""
    if place.drivername != "sqlite":
        words = {"connect_timeout": CONNECT_SECONDS, "application_name": "teller-assist hub"}
        return create_engine(place, pool_size=POOL, max_overflow=POOL, pool_pre_ping=True, connect_args=words)
    path = Path(str(place.database))

    def connect() -> Any:
        con = raw.connect(path, key, cache_mb=32)
        con.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        return con

    from sqlcipher3 import dbapi2

    engine = create_engine(
        "sqlite+pysqlite://", module=dbapi2, creator=connect, poolclass=QueuePool, pool_size=POOL, max_overflow=POOL
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _bring_up(engine: Engine, migrations: Path, data: Path) -> None:
    """The missing migrations, whole or not at all, one process at a time."""
    with engine.connect().execution_options(reading=True) as connection, connection.begin():
        stored = _revision(connection)
    if stored == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if stored and stored not in known:
        raise HubNotReady(f"the hub's database was written by a newer program (schema {stored}): install that version")
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _name(connection)


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return str(row[0]) if row else ""


def _name(connection: Connection) -> None:
    """A new hub gets its incarnation: what desks know this ledger by."""
    if "incarnation" in about_of(connection):
        return
    values = {"incarnation": str(uuid.uuid4()), "made_at": now_text(), "role": "hub", "branch_no": ""}
    connection.execute(about.insert(), [{"key": key, "value": value} for key, value in values.items()])


def marker(connection: Connection) -> str:
    """How the driver writes the place of a value in SQL text."""
    return "?" if connection.dialect.name == "sqlite" else "%s"


def now_text() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


@contextmanager
def _told() -> Iterator[None]:
    """What the driver says of a missing, locked or full database, in words."""
    try:
        yield
    except (OperationalError, InterfaceError, raw.Error) as error:
        text = str(error.orig if isinstance(error, DBAPIError) else error).strip().splitlines() or [""]
        said = text[0]
        if "disk is full" in said or "No space left" in said or "could not extend" in said:
            raise Refused(f"the hub's disk is full ({said}): nothing was taken; make room") from error
        raise HubNotReady(f"the hub's database does not answer ({said})") from error
