"""``feed load``: a feed's way into a desk, or into a folder."""

import json
from pathlib import Path

import pytest

from teller_assist.errors import BadFeed, BadInput
from teller_assist.hub.loading import load_feed
from teller_assist.store.keyfile import NAME, KeyFile
from teller_assist.store.search import search
from teller_assist.store.snapshot import Snapshot
from tests.hub.small_feed import AS_OF, write_feed

PEOPLE = [
    {"customer_no": "C1", "name": "欧阳娜", "mobile": "13800138000"},
    {"customer_no": "C2", "name": "单雄", "branch_no": "1002"},
]


def _names(data: Path, typed: str) -> list[str]:
    snapshot = Snapshot.open(data, KeyFile(data / NAME).key())
    try:
        return [found.name for found in search(snapshot.conn, typed)]
    finally:
        snapshot.close()


def test_a_loaded_feed_is_found_by_typing(tmp_path: Path) -> None:
    feed, data = write_feed(tmp_path / "feed", {"customers": PEOPLE}), tmp_path / "desk"
    loaded = load_feed(feed, data)
    assert (loaded.customers, loaded.as_of) == (2, AS_OF.isoformat())
    assert _names(data, "oyn") == _names(data, "8000") == ["欧阳娜"]
    assert _names(data, "shanxiong") == ["单雄"]
    assert {path.name for path in data.iterdir()} - {"rejects.csv", "load.lock"} == {
        NAME, "snapshot", f"snap-{loaded.generation[:32]}.db",
    }  # fmt: skip


def test_a_bad_feed_leaves_the_customers_of_yesterday(tmp_path: Path) -> None:
    data = tmp_path / "desk"
    load_feed(write_feed(tmp_path / "feed", {"customers": PEOPLE}), data)
    bad = write_feed(tmp_path / "bad", {"customers": PEOPLE[:1]})
    (bad / "customers.csv").write_text("customer_no\n", encoding="utf-8")
    with pytest.raises(BadFeed):
        load_feed(bad, data)
    assert _names(data, "oyn") == ["欧阳娜"]


def test_a_branch_takes_its_own_customers_only(tmp_path: Path) -> None:
    feed, data = write_feed(tmp_path / "feed", {"customers": PEOPLE}), tmp_path / "desk"
    assert load_feed(feed, data, branch="1002").customers == 1
    assert _names(data, "shan") == ["单雄"]
    assert _names(data, "13800138000") == [""]


def test_out_writes_a_folder_and_touches_no_desk(tmp_path: Path) -> None:
    feed, out = write_feed(tmp_path / "feed", {"customers": PEOPLE}), tmp_path / "out"
    loaded = load_feed(feed, tmp_path / "desk", out=out)
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert (manifest["generation"], manifest["customers"]) == (loaded.generation, 2)
    snapshot = Snapshot.of(out / manifest["file"], None)
    assert [found.name for found in search(snapshot.conn, "ouyang")] == ["欧阳娜"]
    snapshot.close()
    assert not (tmp_path / "desk").exists()
    modes = {path.name: path.stat().st_mode & 0o777 for path in (out, *out.iterdir())}
    assert modes == {
        "out": 0o700, "generation.db": 0o600, "manifest.json": 0o600, "rejects.csv": 0o600, "load.lock": 0o600,
    }  # fmt: skip


def test_a_folder_of_others_keeps_its_mode(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    (shared / "theirs").touch()
    load_feed(write_feed(tmp_path / "feed", {"customers": PEOPLE}), tmp_path / "desk", out=shared)
    assert shared.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("named", [{"home": "9999"}, {"branch": "9999"}])
def test_a_branch_nobody_has_is_refused_by_name(tmp_path: Path, named: dict[str, str]) -> None:
    feed = write_feed(tmp_path / "feed", {"customers": PEOPLE})
    with pytest.raises(BadInput, match=r"9999 .* 1001, 1002"):
        load_feed(feed, tmp_path / "desk", **named)  # type: ignore[arg-type]
