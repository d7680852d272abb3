"""The hub's database: made, found again, refused."""

import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from teller_assist.errors import BadInput, NoKey
from teller_assist.hub import engine, settings, view_tables
from teller_assist.hub.engine import Hub, HubNotReady, open_hub
from teller_assist.hub.tables import metadata
from teller_assist.paths import MIGRATIONS


def test_the_migrations_make_the_tables_that_the_program_knows(hub: Hub) -> None:
    assert view_tables.VIEWS
    with hub.reading() as con:
        assert compare_metadata(MigrationContext.configure(con), metadata) == []


def test_the_newest_migration_is_the_one_the_program_expects() -> None:
    assert sorted(path.name[:4] for path in (MIGRATIONS / "hub" / "versions").glob("*.py"))[-1] == engine.HEAD


def test_a_hub_opened_again_is_the_same_hub(tmp_path: Path) -> None:
    first = open_hub(tmp_path)
    about, key = first.about(), first.key.public
    first.close()
    again = open_hub(tmp_path)
    assert again.about() == about
    assert again.key.public == key
    assert about["incarnation"]
    again.close()


def test_the_hubs_key_is_its_owners_alone(tmp_path: Path) -> None:
    open_hub(tmp_path).close()
    key = tmp_path / settings.KEY_FILE
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.chmod(0o644)
    with pytest.raises(NoKey, match="chmod 600"):
        open_hub(tmp_path)


def test_a_database_of_a_newer_program_is_refused_in_words(hub: Hub) -> None:
    url = None if hub.engine.dialect.name == "sqlite" else hub.engine.url.render_as_string(hide_password=False)
    with hub.writing() as con:
        con.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    try:
        with pytest.raises(HubNotReady, match="newer program"):
            open_hub(hub.data, url)
    finally:
        with hub.writing() as con:
            con.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{engine.HEAD}'")


def test_a_migration_that_fails_leaves_the_database_as_it_was(hub: Hub, tmp_path: Path) -> None:
    import shutil

    later = f"{int(engine.HEAD) + 1:04d}"
    broken = Path(shutil.copytree(MIGRATIONS / "hub", tmp_path / "broken"))
    (broken / "versions" / f"{later}_bad.py").write_text(
        f'from alembic import op\nrevision = "{later}"\ndown_revision = "{engine.HEAD}"\n'
        'def upgrade():\n    op.execute("CREATE TABLE half (x integer)")\n    op.execute("SELECT nonsense")\n'
    )
    was, engine.HEAD = engine.HEAD, later
    url = None if hub.engine.dialect.name == "sqlite" else hub.engine.url.render_as_string(hide_password=False)
    try:
        with pytest.raises(Exception, match="nonsense"):
            open_hub(hub.data, url, broken)
    finally:
        engine.HEAD = was
    with hub.reading() as con:
        assert compare_metadata(MigrationContext.configure(con), metadata) == []
        assert con.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == was


def test_the_database_is_found_again_without_naming_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.note(tmp_path, db="postgresql://u:s3cret@127.0.0.1:1/none")
    assert stat.S_IMODE((tmp_path / settings.FILE).stat().st_mode) == 0o600
    with pytest.raises(HubNotReady) as told:
        open_hub(tmp_path)
    assert "s3cret" not in str(told.value)
    monkeypatch.setenv(settings.VARIABLE, f"sqlite:///{tmp_path / 'other.db'}")
    open_hub(tmp_path).close()
    assert (tmp_path / "other.db").exists()


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "sqlite://", "http://127.0.0.1"])
def test_another_kind_of_database_is_refused_in_words(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadInput, match=r"PostgreSQL|postgresql"):
        open_hub(tmp_path, url)
