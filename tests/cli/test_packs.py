"""``packs`` and ``hub packs`` as whoever writes and publishes packs types them."""

import csv
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from teller_assist.cli import cli
from teller_assist.errors import NotFound
from teller_assist.hub.bank import generate
from teller_assist.paths import RESOURCES
from tests.cli.test_shared import json_of, run
from tests.desk import small

SHIPPED = str(RESOURCES / "packs")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped packs, one weight changed."""
    made = Path(shutil.copytree(RESOURCES / "packs", tmp_path / "packs"))
    change(made, "tiers", "grace_months = 6", "grace_months = 7")
    return made


def change(folder: Path, pack: str, old: str, new: str) -> None:
    path = folder / f"{pack}.toml"
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), encoding="utf-8")


def test_a_folder_is_checked_and_every_mistake_is_told(tmp_path: Path, folder: Path) -> None:
    assert "没有错误 no mistake; 生效 in force from 20" in run(tmp_path, "packs", "check", str(folder)).stdout
    fine = json_of(tmp_path, "packs", "check", str(folder))
    assert (fine["fine"], fine["mistakes"]) == (True, [])

    (folder / "models").mkdir()
    (folder / "models" / "scorecards.json").write_text("[]", encoding="utf-8")
    ran = CliRunner().invoke(cli, ["--data", str(tmp_path), "packs", "check", str(folder)])
    assert (ran.exit_code, ran.stdout.splitlines()[1]) == (1, "1 处错误 mistakes")
    assert ran.stdout.startswith("models/scorecards.json: ")
    change(folder, "tiers", "from_fen = 0", "from_fen = 1")
    change(folder, "care", "\nthreshold =", "\ntreshold =")
    ran = CliRunner().invoke(cli, ["--data", str(tmp_path), "packs", "check", str(folder), "--json"])
    assert ran.exit_code == 1
    first, second = _json(ran.stdout)["mistakes"]
    assert (first["file"], first["line"], first["column"]) == ("tiers.toml", 15, 12)
    assert (first["place"], first["sentence"]) == ("tier 'mass': from_fen", "the lowest tier starts at 0")
    assert second["file"] == "care.toml"
    said = CliRunner().invoke(cli, ["--data", str(tmp_path), "packs", "check", str(folder)]).stdout
    assert "tiers.toml, line 15, column 12: tier 'mass': from_fen: the lowest tier starts at 0\n" in said
    assert "2 处错误 mistakes" in said


def test_what_a_draft_changes_against_what_the_desk_has(tmp_path: Path, folder: Path) -> None:
    data = small.make_desk(tmp_path / "desk")
    assert "  等级“私人银行”：宽限月数 6 → 7\n" in run(data, "packs", "diff", "present", str(folder)).stdout
    (one,) = json_of(data, "packs", "diff", SHIPPED, str(folder))["changes"]
    assert one["what"] == {"zh": "宽限月数 6 → 7", "en": "months of grace 6 → 7"}
    assert (one["pack"], one["kind"], one["code"]) == ("tiers", "tier", "private")
    assert json_of(data, "packs", "diff", "present", SHIPPED)["changes"] == []
    with pytest.raises(NotFound, match="folder nowhere"):
        run(data, "packs", "diff", "nowhere", SHIPPED)


def test_the_packs_of_the_desk_are_shown(tmp_path: Path) -> None:
    data = small.make_desk(tmp_path)
    shown = {one["pack"]: one for one in json_of(data, "packs", "show")}
    assert shown["tiers"] == {"pack": "tiers", "version": "2026.11.1", "effective_from": "2026-11-01", "entries": 5}
    assert len(shown) == 13
    assert json_of(data, "packs", "show", "tiers")["tier"][1]["code"] == "gold"
    assert "  gold  金\n" in run(data, "packs", "show", "tiers").stdout
    assert "tiers        2026.11.1    2026-11-01  5 条 entries" in run(data, "packs", "show").stdout
    with pytest.raises(NotFound, match="pack moon"):
        run(data, "packs", "show", "moon")


def test_publish_compare_and_go_back(tmp_path: Path, folder: Path) -> None:
    hub, keys = tmp_path / "hub", str(tmp_path / "keys")
    run(hub, "hub", "packs", "init", "--keys", keys)
    run(hub, "hub", "packs", "publish", SHIPPED, "--keys", keys)
    assert "nothing was written" in run(hub, "hub", "packs", "publish", SHIPPED, "--keys", keys).stdout
    change(folder, "tiers", "effective_from = 2026-11-01", "effective_from = 2031-01-01")
    assert json_of(hub, "hub", "packs", "publish", str(folder), "--keys", keys)["version"] == 2
    assert "  等级“私人银行”：宽限月数 6 → 7\n" in run(hub, "hub", "packs", "diff", "1", "2").stdout
    listed = json_of(hub, "hub", "packs", "list")["publications"]
    assert [(p["number"], p["from_day"], p["in_force"]) for p in listed] == [
        (2, "2031-01-01", False), (1, listed[1]["from_day"], True),
    ]  # fmt: skip
    back = json_of(hub, "hub", "packs", "rollback", "1", "--keys", keys)
    assert (back["version"], back["new"]) == (3, True)
    assert json_of(hub, "hub", "packs", "diff", "1", "3")["changes"] == []
    assert "✓ 今日生效 in force" in run(hub, "hub", "packs", "list").stdout
    with pytest.raises(NotFound, match="publication 9"):
        run(hub, "hub", "packs", "diff", "1", "9")


def _json(text: str) -> Any:
    import json

    return json.loads(text)


def test_the_night_before_and_the_day_itself_are_built_with_packs_of_their_own(tmp_path: Path, folder: Path) -> None:
    hub, keys, feed = tmp_path / "hub", str(tmp_path / "keys"), tmp_path / "feed"
    generate(feed, 40, 9, date(2026, 11, 23))
    with (feed / "customers.csv").open(encoding="utf-8") as file:
        home = next(csv.DictReader(file))["branch_no"]
    run(hub, "hub", "packs", "init", "--keys", keys)
    run(hub, "hub", "packs", "publish", SHIPPED, "--keys", keys)
    change(folder, "tiers", "effective_from = 2026-11-01", "effective_from = 2031-01-01")
    run(hub, "hub", "packs", "publish", str(folder), "--keys", keys)

    def loaded(day: str) -> tuple[str, str]:
        (branch,) = json_of(hub, "hub", "load", str(feed), "--branch", home, "--on", day)["branches"]
        return branch["state"], branch["generation"]

    before, day = loaded("2030-12-31"), loaded("2031-01-01")
    assert (before[0], day[0]) == ("current", "current")
    assert before[1] != day[1]
    assert loaded("2031-06-01") == ("same", day[1])
