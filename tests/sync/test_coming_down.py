"""What a sync brings down over real HTTP: the branch's data in full and as changes, and the packs."""

import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from teller_assist.domain.packs import load_packs
from teller_assist.hub import packs
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.hub.publish import publish
from teller_assist.paths import RESOURCES
from teller_assist.store import link
from teller_assist.store.snapshot import Snapshot
from teller_assist.sync.packs import current
from teller_assist.sync.run import sync
from teller_assist.sync.sender import Sender
from tests.hub.small_feed import write_feed
from tests.sync.served import enrolled, opened, served, synced
from tests.sync.wires import cutting

PACKS = RESOURCES / "packs"


def _load(hub: Hub, folder: Path, names: list[str]) -> None:
    people: dict[str, list[dict[str, Any]]] = {
        "customers": [{"customer_no": f"C{n}", "name": name} for n, name in enumerate(names)]
    }
    publish(hub, write_feed(folder, people), PACKS, branches=())


def _names(desk: Sender) -> set[str]:
    snapshot = Snapshot.open(desk.data, desk.key)
    try:
        return {name for (name,) in snapshot.conn.execute("SELECT name FROM customer")}
    finally:
        snapshot.close()


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = open_hub(tmp_path / "hub")
    _load(made, tmp_path / "first", ["王一", "李二", "张三"])
    yield made
    made.close()


@pytest.fixture
def url(hub: Hub) -> Iterator[str]:
    with served(hub) as address:
        yield address


@pytest.fixture
def desk(hub: Hub, url: str, tmp_path: Path) -> Iterator[Sender]:
    with enrolled(hub, url, tmp_path / "desk") as made:
        yield made


def test_the_first_sync_brings_the_branch_and_the_next_the_changes(hub: Hub, desk: Sender, tmp_path: Path) -> None:
    told: list[str] = []
    result = sync(desk, lambda step, done, of: told.append(step), threading.Event())
    assert result.delivered
    assert _names(desk) == {"王一", "李二", "张三"}
    assert {"fetch", "apply"} <= set(told)

    _load(hub, tmp_path / "second", ["王一", "欧阳锋", "张三"])
    newer = synced(desk)
    assert newer.delivered
    assert newer.generation != result.generation
    assert _names(desk) == {"王一", "欧阳锋", "张三"}
    assert synced(desk).generation == newer.generation


def test_changes_that_do_not_start_from_what_is_here_come_in_full(hub: Hub, desk: Sender, tmp_path: Path) -> None:
    synced(desk)
    said_to_hold = desk.box.hello().generation
    _load(hub, tmp_path / "second", ["王一", "欧阳锋", "赵四"])

    def lose_it(step: str, done: int, of: int) -> None:
        if step == "pull":  # the hello claimed it; now it goes
            for left in desk.data.glob("snap-*.db"):
                left.unlink()

    result = sync(desk, lose_it, threading.Event())
    assert result.delivered
    assert result.generation not in ("", said_to_hold)
    assert _names(desk) == {"王一", "欧阳锋", "赵四"}


def test_data_whose_line_is_cut_go_on_with_the_next_sync(hub: Hub, url: str, tmp_path: Path) -> None:
    with enrolled(hub, url, tmp_path / "desk"):
        pass
    with cutting(url) as cut, opened(tmp_path / "desk") as desk:
        with desk.work.writing() as session:
            link.put(session.con, "hub_url", cut.url)
        result = synced(desk)
        assert (result.trouble, result.generation) == ("lost", "")
        assert "goes on from there" in result.sentence
        cut.mend()
        assert synced(desk).delivered
        assert _names(desk) == {"王一", "李二", "张三"}


def test_packs_come_once_and_a_touched_one_is_told_and_stops_nothing_else(hub: Hub, url: str, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    packs.init(hub.data, tmp_path / "keys", now)
    packs.publish(hub.data, PACKS, tmp_path / "keys", now)
    with enrolled(hub, url, tmp_path / "desk") as desk:
        assert synced(desk).delivered
        taken = current(desk.data)
        assert taken is not None
        assert load_packs(taken)
        more = Path(shutil.copytree(PACKS, tmp_path / "more"))
        (more / "models").mkdir()
        (more / "models" / "another.json").write_text("{}")
        packs.publish(hub.data, more, tmp_path / "keys", now)
        for file in hub.data.rglob("*tiers.toml"):
            file.write_bytes(file.read_bytes() + b"\n")
        result = synced(desk)
        assert (result.trouble, result.unsent, result.reconciled, result.exit_code) == ("packs", 0, True, 1)
        assert "the present packs stay" in result.sentence
        assert current(desk.data) == taken
        assert _names(desk) == {"王一", "李二", "张三"}
