"""What each backup that could be restored contains, and so how far the desks may forget (``durable_seq``).

A backup is noted *before* it is taken: it then holds at least what the note says. Where several are noted, the least of
them counts, because any of them may be the one that is brought back. Nothing noted: nothing is durable.
"""

import uuid
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from teller_assist.errors import BadInput, Refused
from teller_assist.hub import tables
from teller_assist.hub.engine import Hub, note_about, now_text
from teller_assist.store import raw

_backup, _chain = tables.backup, tables.chain
EVERY = ""  # stands for the backup itself, also where it holds no chain


class Noted(NamedTuple):
    """``chains`` and ``rows`` that the backup holds."""

    name: str
    made_at: str
    chains: int
    rows: int


def note(hub: Hub, name: str) -> Noted:
    """Notes what the ledger holds now under ``name``; say it before the backup is taken. Raises ``BadInput``."""
    _refuse_name(name)
    with hub.writing() as con:
        if _has(con, name):
            raise BadInput(f"a backup {name} is noted already: give another name, or forget that one first")
        at = now_text()
        chains = con.execute(select(_chain.c.device, _chain.c.epoch, _chain.c.head_seq)).all()
        rows = [{"device": d, "epoch": e, "name": name, "made_at": at, "seq": n} for d, e, n in chains]
        con.execute(_backup.insert(), [{"device": EVERY, "epoch": 0, "name": name, "made_at": at, "seq": 0}, *rows])
        _reckon(con)
    return Noted(name, at, len(rows), sum(row["seq"] for row in rows))


def forget(hub: Hub, name: str) -> None:
    """The backup is no longer kept. Raises ``BadInput`` for one that is not noted."""
    with hub.writing() as con:
        if not _has(con, name):
            raise BadInput(f"no backup {name} is noted: `hub backup list` shows them")
        con.execute(_backup.delete().where(_backup.c.name == name))
        _reckon(con)


def make(hub: Hub, file: Path) -> Noted:
    """Copies a hub's SQLite file while it runs, and notes it under the file's name. Raises ``Refused`` otherwise."""
    if hub.postgres:
        raise Refused(
            "PostgreSQL is backed up by its own tools: `hub backup note NAME` first, then pg_dump, then forget those "
            "that are no longer kept"
        )
    if file.exists():
        raise BadInput(f"{file} exists: give another name")
    noted = note(hub, file.name)
    with hub.reading() as con:
        place = Path(next(row[2] for row in con.exec_driver_sql("PRAGMA database_list") if row[1] == "main"))
    source = raw.connect(place, hub.file_key, readonly=True)
    try:
        source.execute("VACUUM INTO ?", (str(file.absolute()),))
    except raw.Error as error:
        file.unlink(missing_ok=True)
        forget(hub, noted.name)
        raise Refused(f"{file} could not be written ({error}): nothing was backed up") from error
    finally:
        source.close()
    return noted


def noted(hub: Hub) -> list[Noted]:
    """The oldest first."""
    with hub.reading() as con:
        found = con.execute(
            select(_backup.c.name, func.min(_backup.c.made_at), func.count() - 1, func.sum(_backup.c.seq))
            .group_by(_backup.c.name)
            .order_by(func.min(_backup.c.made_at))
        ).all()
    return [Noted(name, at, chains, int(rows)) for name, at, chains, rows in found]


def restored(hub: Hub) -> str:
    """A new incarnation: every desk then looks at everything anew. Say it after the database was brought back."""
    made = str(uuid.uuid4())
    with hub.writing() as con:
        note_about(con, "incarnation", made)
    return made


def _reckon(con: Connection) -> None:
    """``durable_seq`` of every chain: what all noted backups hold of it."""
    kept = con.scalar(select(func.count()).where(_backup.c.device == EVERY)) or 0
    ours = (_backup.c.device == _chain.c.device) & (_backup.c.epoch == _chain.c.epoch)
    held = select(func.count()).where(ours).correlate(_chain).scalar_subquery()
    least = select(func.coalesce(func.min(_backup.c.seq), 0)).where(ours).correlate(_chain).scalar_subquery()
    con.execute(_chain.update().values(durable_seq=0))
    if kept:
        con.execute(_chain.update().where(held == kept).values(durable_seq=least))


def _has(con: Connection, name: str) -> bool:
    here = (_backup.c.device == EVERY) & (_backup.c.epoch == 0) & (_backup.c.name == name)
    return con.execute(select(_backup.c.name).where(here)).first() is not None


def _refuse_name(name: str) -> None:
    if not name.strip() or len(name) > 200 or not name.isprintable():
        raise BadInput("a backup needs a name of up to 200 signs, such as the day or the file")
