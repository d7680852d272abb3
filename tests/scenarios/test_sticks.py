"""A branch whose line is cut: sticks go to and fro, by the commands a person types; packs by both ways."""

import csv
import shutil
from pathlib import Path

from teller_assist.paths import RESOURCES
from tests.scenarios.conftest import teller
from tests.scenarios.hubs import delivered, free_port, serving


def test_a_desk_lives_by_sticks_and_then_by_its_line_again(feed: Path, tmp_path: Path) -> None:
    with (feed / "customers.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    with (feed / "products.csv").open(encoding="utf-8", newline="") as lines:
        product = next(csv.DictReader(lines))["product_code"]
    branch = rows[0]["branch_no"]
    customers = [row["customer_no"] for row in rows if row["branch_no"] == branch][:6]
    desk, keys, stick = tmp_path / "desk", tmp_path / "keys", tmp_path / "stick.tabundle"
    (tmp_path / "hub").mkdir()

    def log(some: list[str]) -> None:
        typed = "".join(f"{customer} {product} considering\n" for customer in some)
        assert teller("log", "--stdin", data=desk, stdin=typed).code == 0

    with serving(tmp_path / "hub", free_port()) as hub:
        code = hub.says("code", "--branch", branch)["code"]
        enrolled = teller("desk", "enrol", "--hub", hub.url, "--code", code, "--json", data=desk)
        assert enrolled.code == 0, enrolled.err
        device = enrolled.json["device"]
        hub.stop()
        # No line. The hub has new data and packs, and no desk has heard of either.
        hub.says("packs", "init", "--keys", keys)
        hub.says("packs", "publish", RESOURCES / "packs", "--keys", keys)
        hub.says("load", feed, "--branch", branch)
        assert teller("bundle", "write", stick, "--to-device", device, data=hub.data).code == 0
        down = teller("bundle", "read", stick, "--json", data=desk)
        assert down.code == 0, down.err
        assert (down.json["sentence"], down.json["packs"], down.json["taken"]) == ("", "1", True)
        log(customers[:3])
        up = teller("bundle", "write", stick, "--json", data=desk)
        assert up.json["events"] > 0, up.err
        read = teller("bundle", "read", stick, "--json", data=hub.data)
        assert (read.json["taken"], read.json["parked"]) == (up.json["events"], 0), read.err
        assert teller("bundle", "write", stick, "--to-device", device, data=hub.data).code == 0
        assert teller("bundle", "read", stick, "--json", data=desk).json["unsent"] == 0
        # The line is there again: what went by stick is not sent again, and newer packs come by it.
        log(customers[3:])
        newer = Path(shutil.copytree(RESOURCES / "packs", tmp_path / "newer"))
        rules = (newer / "rules.toml").read_text(encoding="utf-8")
        (newer / "rules.toml").write_text(rules.replace("per_visit = 3", "per_visit = 2"), encoding="utf-8")
        hub.says("packs", "publish", newer, "--keys", keys)
        hub.start()
        said = delivered(teller("sync", "--json", data=desk))
        here = teller("journal", "count", "--json", data=desk).json["kinds"]
        assert said["pushed"] == sum(here.values()) - up.json["events"]
        assert hub.says("count")["devices"] == [{"device": device, "kinds": here}]
        assert (desk / "packs" / "current").read_text("ascii").strip() == "2"


def test_a_desk_enrolled_before_there_were_packs_gets_them_by_its_line(tmp_path: Path) -> None:
    desk, keys = tmp_path / "desk", tmp_path / "keys"
    (tmp_path / "hub").mkdir()
    with serving(tmp_path / "hub", free_port()) as hub:
        code = hub.says("code", "--branch", "0101")["code"]
        assert teller("desk", "enrol", "--hub", hub.url, "--code", code, data=desk).code == 0
        hub.says("packs", "init", "--keys", keys)
        hub.says("packs", "publish", RESOURCES / "packs", "--keys", keys)
        delivered(teller("sync", "--json", data=desk))
        assert (desk / "packs" / "1" / "rules.toml").exists()
