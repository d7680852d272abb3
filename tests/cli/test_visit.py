"""``visit``, ``standards report`` and ``hub report`` as a person types them."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from teller_assist.desk.counter import Counter
from teller_assist.desk.window import Window
from teller_assist.errors import BadInput, BadPack, NotFound, Refused
from teller_assist.hub.engine import open_hub
from teller_assist.paths import RESOURCES
from tests.cli.test_shared import json_of, run
from tests.desk import small
from tests.desk.small import Clock


def day(data: Path) -> None:
    """One visit within its limit, a guest, and one that took too long."""
    clock = Clock()
    counter = Counter.open(data, now=clock)
    counter.begin_visit(small.ZHANG, "scan", business_type="current")
    clock.pass_(minutes=3)
    counter.end_visit()
    Window(counter).begin_guest()
    clock.pass_(minutes=1)
    counter.end_visit()
    counter.begin_visit(small.OUYANG, "scan", business_type="transfer")
    clock.pass_(minutes=9)
    counter.end_visit()
    counter.close()


def test_listed_reported_merged(tmp_path: Path) -> None:
    data = small.make_desk(tmp_path)
    day(data)
    on = ("--on", str(small.TODAY))
    listed = json_of(data, "visit", "list", *on)
    assert [v["customer_no"] for v in listed] == [small.ZHANG, "", small.OUYANG]
    made = json_of(data, "visit", "report", *on)
    assert (made["branch_no"], made["by"], len(made["rows"])) == ("B1", ["teller", "type", "day"], 3)
    assert made["total"]["pieces"] == "13/3"  # 1, 5/3 of the guest (not known), 5/3
    assert made["total"]["over"] == {"excused": 0, "unexcused": 1, "excused_s": 0}
    merged = json_of(data, "visit", "merge", listed[1]["visit_id"], small.BARE)
    assert (merged["customer_no"], merged["how"]) == (small.BARE, "guest")
    assert json_of(data, "visit", "report", *on)["total"]["guests"] == 0
    by_type = json_of(data, "standards", "report", *on)
    assert by_type == json_of(data, "visit", "report", *on, "--by", "type")
    assert [row["handling"]["standard_s"] for row in by_type["rows"]] == [300, 180, 300]
    zh, en, *lines = run(data, "standards", "report", *on).stdout.splitlines()[2:7]
    assert (zh.split()[-1], en.split()[-1]) == ("计件", "pieces")
    assert lines[2].split() == "transfer 1 0 0 – – 0 0 0 0 9:00 9:00 5:00 1 0 0/1 0 0 1.67".split()
    assert json_of(data, "visit", "report", "--from", "2026-11-20", "--to", "2026-11-23", "--by", "total")["rows"] == [
        {**json_of(data, "visit", "report", "--from", "2026-11-20", "--to", "2026-11-23")["total"]}
    ]
    assert "no visit recorded" in run(data, "visit", "report", "--on", "2026-11-20").stdout


def test_what_is_no_question_is_said(tmp_path: Path) -> None:
    data = small.make_desk(tmp_path)
    with pytest.raises(BadInput, match="nothing to group by"):
        run(data, "visit", "report", "--by", "month")
    with pytest.raises(BadInput, match="not both"):
        run(data, "visit", "report", "--on", "2026-11-20", "--from", "2026-11-20")


def test_a_hub_says_what_it_does_not_know(tmp_path: Path) -> None:
    open_hub(tmp_path / "hub").close()
    with pytest.raises(NotFound, match="1001"):
        run(tmp_path / "hub", "hub", "report", "--branch", "1001")


def test_json_is_one_line(tmp_path: Path) -> None:
    data = small.make_desk(tmp_path)
    out = run(data, "visit", "report", "--json").stdout
    assert out.count("\n") == 1
    assert json.loads(out)["rows"] == []


def test_pieces_are_exported_for_a_spreadsheet_and_name_no_customer(tmp_path: Path) -> None:
    data = small.make_desk(tmp_path / "desk")
    day(data)
    csv_file, xlsx_file = tmp_path / "计件.csv", tmp_path / "计件.xlsx"
    on = ("--on", str(small.TODAY), "--staff", "L1")
    told = json_of(data, "visit", "pieces", *on, "--csv", str(csv_file), "--xlsx", str(xlsx_file))
    assert [(row["business_type"], row["visits"], row["pieces"]) for row in told["rows"]] == [
        ("", 1, "5/3"), ("current", 1, "1"), ("transfer", 1, "5/3"),
    ]  # fmt: skip
    assert told["total"]["pieces"] == "13/3"
    written = csv_file.read_bytes()
    assert written.startswith(b"\xef\xbb\xbf"), "Excel reads it as UTF-8"
    lines = written.decode("utf-8-sig").splitlines()
    assert lines[0].endswith("办结笔数,计件")
    assert lines[2:] == ["B1,2026-11-23,2026-11-23,T1,current,活期存取款,,1,1.0000",
                         "B1,2026-11-23,2026-11-23,T1,transfer,转账汇款,,1,1.6667"]  # fmt: skip
    sheet = load_workbook(xlsx_file).active
    assert [cell.value for cell in sheet[4]][3:] == ["T1", "transfer", "转账汇款", None, 1, 1.6667]
    assert not any(no in written.decode() for no in (small.ZHANG, small.OUYANG, "张丽"))
    assert "合计 total  3  4.3333" in run(data, "visit", "pieces", *on).stdout


def test_other_weights_are_tried_and_nothing_changes(tmp_path: Path) -> None:
    data = small.make_desk(tmp_path / "desk")
    day(data)
    on = ("--on", str(small.TODAY), "--staff", "M1")
    told = json_of(data, "visit", "weights", "--set", "current=1.5", "--set", "transfer=4", *on)
    [teller] = told["tellers"]
    assert (teller["before"], teller["after"], teller["share_after"], teller["effect"]) == ("13/3", "43/6", "1", "same")
    assert (told["sum_kept"], "no ranking" in told["note"]) == (False, True)
    draft = tmp_path / "draft.toml"
    source = (RESOURCES / "packs" / "standards.toml").read_text(encoding="utf-8")
    draft.write_text(source.replace("piece_minutes = 3", "piece_minutes = 6"), encoding="utf-8")
    said = run(data, "visit", "weights", "--file", str(draft), *on).stdout
    assert "4.33 → 2.17" in said
    assert "= 不变 same" in said
    draft.write_text(source.replace("piece_minutes = 3", "piece_minutes = 0"), encoding="utf-8")
    with pytest.raises(BadPack, match="piece_minutes"):
        run(data, "visit", "weights", "--file", str(draft), *on)
    with pytest.raises(Refused, match=r"weights\.simulate"):
        run(data, "visit", "weights", "--set", "current=1", "--staff", "T1")
    with pytest.raises(BadInput, match="what is to change"):
        run(data, "visit", "weights", *on)
