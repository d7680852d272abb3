"""`bundle` and `hub packs` as a person types them: what they print, and what a script sees."""

from pathlib import Path

from teller_assist.domain.packs import NAMES
from teller_assist.hub.engine import open_hub
from teller_assist.paths import RESOURCES
from tests.scenarios.conftest import teller
from tests.sync.sticks import enrolled


def test_a_day_without_a_line_by_stick_and_back(tmp_path: Path) -> None:
    hub = open_hub(tmp_path / "hub")
    desk = enrolled(tmp_path / "desk", hub)
    hub.close()
    desk.work(2)
    up, down = tmp_path / "up.tabundle", tmp_path / "down.tabundle"

    wrote = teller("bundle", "write", up, "--json", data=desk.data)
    assert (wrote.code, wrote.json["kind"], wrote.json["events"]) == (0, "up", 4)
    read = teller("bundle", "read", up, "--json", data=hub.data)
    assert (read.code, read.json["taken"], read.json["again"]) == (0, 4, False)

    nobody = teller("bundle", "write", down, data=hub.data)
    assert nobody.code == 2
    assert f"--to-device: {desk.device}" in nobody.err
    assert teller("bundle", "write", down, "--to-device", desk.device, data=hub.data).code == 0
    back = teller("bundle", "read", down, "--json", data=desk.data)
    assert (back.code, back.json["acknowledged"], back.json["unsent"]) == (0, 4, 0)
    again = teller("bundle", "read", down, data=desk.data)
    assert again.code == 0
    assert "was read before: nothing changed" in again.out

    wrong = teller("bundle", "read", up, data=desk.data)
    assert (wrong.code, "for somebody else" in wrong.err) == (4, True)
    down.write_bytes(down.read_bytes()[:-9])
    damaged = teller("bundle", "read", down, data=desk.data)
    assert (damaged.code, "damaged or cut off" in damaged.err) == (2, True)
    assert teller("bundle", "read", tmp_path / "none", data=desk.data).code == 2
    assert teller("bundle", "read", up, data=tmp_path / "nothing").code == 5


def test_packs_are_made_published_and_shown(tmp_path: Path) -> None:
    data, keys = tmp_path / "hub", tmp_path / "keys"
    assert teller("hub", "packs", "list", data=data).code == 4
    made = teller("hub", "packs", "init", "--keys", keys, "--json", data=data)
    assert (made.code, made.json["version"], made.json["roots"]) == (0, 0, 1)
    published = teller("hub", "packs", "publish", RESOURCES / "packs", "--keys", keys, "--json", data=data)
    assert (published.code, published.json["version"]) == (0, 1)
    shown = teller("hub", "packs", "list", data=data)
    assert f"第 1 版 version 1: {len(NAMES)} 个文件 files" in shown.out
    assert teller("hub", "packs", "rotate", "root", "--keys", keys, "--json", data=data).json["roots"] == 2
