"""Brings ``work.db`` to the newest schema: backed up first, whole or not at all.

Only a new or old file comes here: every other start compares one word (``engine.HEAD``).
"""

import os
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from teller_assist.domain.chain import GENESIS
from teller_assist.errors import DeskNotReady
from teller_assist.store import engine as engines
from teller_assist.store import raw
from teller_assist.store.replay import kinds_text


def upgrade(path: Path, key: bytes, stored: str, migrations: Path) -> None:
    """Runs the missing migrations in one transaction. ``stored`` is the revision found, "" none.

    Raises ``DeskNotReady`` if the file was written by a newer program, or if a migration fails; it
    then is as it was before, and so is the next start.
    """
    from alembic import command
    from alembic.script import ScriptDirectory

    config = config_for(migrations)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if stored and stored not in known:
        raise DeskNotReady(f"{path.name} was written by a newer program (schema {stored}): install that version")
    if stored:
        back_up(path, key, path.with_name(f"{path.name}.before-{stored}"))
    engine = engines.make_engine(path, key)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _name_device(connection)
    except Exception as error:
        raise DeskNotReady(f"{path.name} could not be brought up to date and is as before: {error}") from error
    finally:
        engine.dispose()


def config_for(migrations: Path) -> Any:
    """Alembic's settings without its ini file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config


def back_up(path: Path, key: bytes, to: Path) -> None:
    """An encrypted copy by the backup API, complete although others write; under its name only when on the disk."""
    part = to.with_name(to.name + ".part")
    part.unlink(missing_ok=True)
    source, copy = raw.connect(path, key), raw.connect(part, key)
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(to)


def _name_device(connection: Any) -> None:
    """A new file gets its device and first epoch: what its journal is known by above."""
    if connection.exec_driver_sql("SELECT 1 FROM meta WHERE key='device'").first() is None:
        made_at = datetime.now(UTC).isoformat(timespec="microseconds")
        values = [
            ("device", str(uuid.uuid4())),
            ("epoch", "1"),
            ("head", ""),
            ("made_at", made_at),
            ("kinds", kinds_text()),
        ]
        connection.exec_driver_sql("INSERT INTO meta(key, value) VALUES (?, ?)", values)
        connection.exec_driver_sql("INSERT INTO chain VALUES (1, 0, 0, ?, 0, NULL, 0, 0, 0)", (GENESIS,))
