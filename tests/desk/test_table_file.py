"""A file for a spreadsheet: no formula runs, no number becomes a date, nothing half written."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from teller_assist.desk.table_file import plain, write_csv, write_xlsx

EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://example.invalid";"x")']


@pytest.mark.parametrize("text", EVIL)
def test_no_text_is_a_formula(tmp_path: Path, text: str) -> None:
    write_csv(tmp_path / "a.csv", ["x"], [[text]])
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1] == [f"'{text}"]
    write_xlsx(tmp_path / "a.xlsx", "x", ["x"], [[text.strip()]])
    cell = load_workbook(tmp_path / "a.xlsx").active["A2"]
    assert (cell.data_type, cell.value[0]) == ("s", "'")


@pytest.mark.parametrize("text", ["＝1+1", "＋1", "－1", "＠SUM(A1)"])
def test_a_full_width_sign_begins_no_formula_either(text: str) -> None:
    assert plain(text) == f"'{text}"
    assert plain(f"活期{text}") == f"活期{text}"


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_a_sign_that_no_file_can_hold_is_shown_as_one(tmp_path: Path, sign: str) -> None:
    rows = [[f"王{sign}芳"], [f"{sign}=1+1"]]
    write_csv(tmp_path / "a.csv", ["x"], rows)
    write_xlsx(tmp_path / "a.xlsx", "x", ["x"], rows)
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert [sheet["A2"].value, sheet["A3"].value] == ["王\ufffd芳", "\ufffd=1+1"]
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1:] == [["王\ufffd芳"], ["\ufffd=1+1"]]


def test_numbers_are_numbers_and_leading_noughts_stay(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", "计件", ["柜员", "计件"], [["00123", Fraction(13, 3)]])
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert (sheet["A2"].value, sheet["B2"].value, sheet.title) == ("00123", 4.3333, "计件")


@pytest.mark.parametrize(("exact", "written"), [
    (Fraction(1, 3), "0.3333"), (Fraction(2, 3), "0.6667"), (Fraction(1, 20000), "0.0000"),
    (Fraction(3, 20000), "0.0002"), (Fraction(0), "0.0000"), (Fraction(10**9 + 1, 3), f"{(10**9 + 1) // 3}.6667"),
])  # fmt: skip
def test_four_decimals_exactly_rounded(exact: Fraction, written: str) -> None:
    assert str(plain(exact)) == written


def test_what_was_there_stays_until_the_new_file_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    write_csv(file, ["x"], [["old"]])

    def rows() -> list[list[str]]:
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        write_csv(file, ["x"], (row for row in rows()))
    assert "old" in file.read_text(encoding="utf-8-sig")
