"""Loading a feed: one at a time, and nothing in clear is left behind by a killed one."""

from pathlib import Path

import pytest

from teller_assist.errors import BadFeed, DeskNotReady
from teller_assist.hub.bank import generate
from teller_assist.hub.loading import load_feed
from tests.scenarios.conftest import AS_OF, teller


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loading") / "feed"
    generate(folder, 60, 5, AS_OF)
    return folder


def test_what_a_killed_load_left_is_gone_after_the_next(feed: Path, tmp_path: Path) -> None:
    left = tmp_path / "load-killed"
    left.mkdir()
    (left / "customers.csv").write_text("张三", encoding="utf-8")
    load_feed(feed, tmp_path)
    assert not list(tmp_path.glob("load-*"))


def test_two_loads_into_one_desk_do_not_mix(feed: Path, tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    with (tmp_path / "load.lock").open("a+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(DeskNotReady, match="another load"):
            load_feed(feed, tmp_path)
    assert load_feed(feed, tmp_path).customers == 60


def test_a_refused_feed_says_everything_and_leaves_the_present_data(feed: Path, tmp_path: Path) -> None:
    import shutil

    data = tmp_path / "desk"
    load_feed(feed, data)
    before = (data / "snapshot").read_bytes()
    broken = Path(shutil.copytree(feed, tmp_path / "broken"))
    (broken / "customers.csv").write_bytes(b"")
    with pytest.raises(BadFeed):
        load_feed(broken, data)
    refused = teller("feed", "load", broken, data=data)
    assert refused.code == 4
    assert "customers.csv" in refused.err
    assert (data / "snapshot").read_bytes() == before
    assert teller("find", "--json", "王", data=data).code == 0
