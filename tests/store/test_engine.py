"""work.db: its key, its schema, and what a failing migration leaves behind."""

import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from uuid_utils.compat import uuid7

from teller_assist.errors import DeskNotReady, NoKey, Refused, WrongKey
from teller_assist.paths import MIGRATIONS
from teller_assist.store import engine, migrate, raw, tables
from teller_assist.store.engine import NAME, Work
from teller_assist.store.keyfile import KeyFile
from teller_assist.store.verify import faults_of
from tests.store.conftest import KEY
from tests.store.deeds import morning, started, write

OURS = MIGRATIONS / "desk"
NOW = engine.HEAD
NEXT = f"{int(NOW) + 1:04d}"


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """Our migrations and one of tomorrow, which makes a table and can be told to fail after it."""
    folder = Path(shutil.copytree(OURS, tmp_path / "migrations"))
    (folder / "versions" / f"{NEXT}_more.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\nfrom pathlib import Path\n"
        f"revision = '{NEXT}'\ndown_revision = '{engine.HEAD}'\n\n\ndef upgrade():\n"
        "    op.create_table('more', sa.Column('a', sa.Text, primary_key=True))\n"
        "    with op.batch_alter_table('attempt') as batch:\n"
        "        batch.add_column(sa.Column('later', sa.Text))\n"
        "        batch.alter_column('note', nullable=True)\n"
        "    if (Path(__file__).parent / 'fail').exists():\n        raise RuntimeError('half-way')\n",
        encoding="utf-8",
    )
    return folder


def names(con: object) -> set[str]:
    return {row[0] for row in con.execute("SELECT name FROM sqlite_master")}  # type: ignore[attr-defined]


def test_the_constant_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(migrate.config_for(OURS)).get_current_head() == engine.HEAD


def test_tables_and_migrations_say_the_same(work: Work) -> None:
    made = engine.make_engine(work.path, KEY)
    config = migrate.config_for(OURS)
    with made.begin() as connection:
        config.attributes.update(connection=connection, metadata=tables.metadata)
        command.check(config)  # raises when autogenerate would find something to do
    made.dispose()


def test_a_commit_is_durable_and_others_are_waited_for(work: Work) -> None:
    made = engine.make_engine(work.path, KEY)
    with made.begin() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }
    made.dispose()
    assert found == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": engine.BUSY_MS, "foreign_keys": 1}


def test_an_upgrade_keeps_the_journal_and_leaves_an_encrypted_copy(
    work: Work, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = morning(work)
    work.close()
    monkeypatch.setattr(engine, "HEAD", NEXT)
    upgraded = Work(work.path, KEY, later)
    assert "more" in names(upgraded.reading)
    assert faults_of(upgraded.reading)[0] == len(events)
    upgraded.close()
    copy = work.path.with_name(f"{NAME}.before-{NOW}")
    con = raw.connect(copy, KEY)
    assert con.execute("SELECT count(*) FROM journal").fetchone() == (len(events),)
    assert "more" not in names(con)
    con.close()
    with pytest.raises(WrongKey):
        raw.connect(copy, bytes(32))


def test_a_migration_that_fails_half_way_leaves_nothing_and_the_next_start_works(
    work: Work, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    morning(work)
    before = names(work.reading)
    work.close()
    monkeypatch.setattr(engine, "HEAD", NEXT)
    (later / "versions" / "fail").touch()
    with pytest.raises(DeskNotReady, match="half-way"):
        Work(work.path, KEY, later)
    con = raw.connect(work.path, KEY)
    assert names(con) == before
    assert engine.revision(con) == NOW
    con.close()
    (later / "versions" / "fail").unlink()
    upgraded = Work(work.path, KEY, later)
    assert engine.revision(upgraded.reading) == NEXT
    write(upgraded, started(uuid7()))
    upgraded.close()


def test_a_file_of_a_newer_program_is_left_alone(work: Work) -> None:
    con = raw.connect(work.path, KEY)
    con.execute("UPDATE alembic_version SET version_num = '9999'")
    con.close()
    with pytest.raises(DeskNotReady, match="newer program"):
        Work(work.path, KEY)


def test_two_programs_may_start_on_a_new_desk_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        started_ = list(pool.map(lambda _: Work(tmp_path / NAME, KEY), range(3)))
    devices = {w.reading.execute("SELECT value FROM meta WHERE key = 'device'").fetchone() for w in started_}
    assert len(devices) == 1
    for work in started_:
        work.close()


def test_a_wrong_key_is_said(work: Work) -> None:
    with pytest.raises(WrongKey):
        Work(work.path, bytes(32))


def write_for_ever(work: Work) -> None:
    for _ in range(2000):
        write(work, started(uuid7()))


def test_a_full_disk_is_told_and_nothing_is_half_written(work: Work) -> None:
    pages = work.reading.execute("PRAGMA page_count").fetchone()[0]
    with work.writing() as session:
        session.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Refused, match="nothing was recorded"):
        write_for_ever(work)
    rows, faults = faults_of(work.reading)
    assert (rows > 0, faults) == (True, [])


def test_the_key_file_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "desk" / "desk.key")
    key = file.ensure()
    assert len(key) == 32
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert file.ensure() == file.key() == key
    with pytest.raises(FileExistsError):
        file.create()


@pytest.mark.parametrize("left", ["work.db", "snap-0123456789.db"])
def test_a_lost_key_is_not_replaced_by_a_new_one(tmp_path: Path, left: str) -> None:
    (tmp_path / left).write_bytes(b"locked")
    file = KeyFile(tmp_path / "desk.key")
    with pytest.raises(NoKey, match="backup, or move the folder away"):
        file.ensure()
    assert not file.path.exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_key_that_others_may_read_is_refused_with_the_remedy(tmp_path: Path, mode: int) -> None:
    file = KeyFile(tmp_path / "desk.key")
    file.create()
    file.path.chmod(mode)
    with pytest.raises(NoKey, match=f"chmod 600 {file.path}"):
        file.key()


@pytest.mark.parametrize("text", ["", "abc", "00" * 31, "00" * 33, "zz" * 32, "密钥"])
def test_what_is_no_key_is_refused(tmp_path: Path, text: str) -> None:
    file = KeyFile(tmp_path / "desk.key")
    file.create()
    file.path.write_text(text, encoding="utf-8")
    with pytest.raises(WrongKey, match="64 hex digits"):
        file.key()


def test_no_key_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoKey, match="feed load"):
        KeyFile(tmp_path / "desk.key").key()
