"""Layouts: the demo bank's fixed-width form, the Berka extract, one's own, and what a layout may not do."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from teller_assist.errors import BadFeed
from teller_assist.hub.bank import generate
from teller_assist.hub.feed import check, stage
from teller_assist.hub.feed.spec import FILES

from .conftest import Feed

AS_OF = date(2026, 11, 22)
Tables = dict[str, list[tuple[object, ...]]]


def tables(folder: Path, work: Path) -> Tables:
    with stage(folder, work) as staged:
        assert staged.report.rejected == 0, staged.report.lines("en")
        query = "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM {} ORDER BY ALL"
        return {f.name: staged.con.execute(query.format(f.name)).fetchall() for f in FILES}


@pytest.fixture(scope="module")
def canonical(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("canonical")
    generate(folder, 300, 7, AS_OF)
    return tables(folder, folder / "work")


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    generate(tmp_path / "bank", 300, 7, AS_OF, fixed_width=True, encoding="gb18030")
    return tmp_path / "bank"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("told", [True, False])
def test_the_fixed_width_bank_is_the_canonical_one(
    canonical: Tables, tmp_path: Path, encoding: str, told: bool
) -> None:
    folder = tmp_path / "bank"
    generate(folder, 300, 7, AS_OF, fixed_width=True, encoding=encoding)
    if not told:
        (folder / "feed.toml").unlink()  # found by the names of the files, the encoding by their bytes
    assert tables(folder, tmp_path / "work") == canonical


def damage(path: Path, line: int, change: Callable[[bytes], bytes]) -> None:
    lines = path.read_bytes().split(b"\n")
    lines[line - 1] = change(lines[line - 1])
    path.write_bytes(b"\n".join(lines))


def test_rejects_of_a_layout_name_the_raw_file_and_line(bank: Path, tmp_path: Path) -> None:
    damage(bank / "CUST_PER.DAT", 3, lambda row: row[:-1])
    damage(bank / "CUST_PER.DAT", 6, lambda row: row.replace(row[-8:], b"20261399"))  # ETL_DT is not used
    damage(bank / "CUST_ENT.DAT", 2, lambda row: b" " * 21 + row[21:])
    damage(bank / "CUST_PRD.DAT", 4, lambda row: row[:77] + b"9" * 18 + row[95:])
    report = check(bank, rejects=tmp_path / "rejects.csv")
    assert report.file("customers").rejected == 2
    first = {(r.file, r.line, r.column, r.code) for r in report.sample}
    found = [row.split(",")[:3] for row in (tmp_path / "rejects.csv").read_text("utf-8").splitlines()]
    assert ["CUST_PER.DAT", "3", ""] in found
    assert ["CUST_ENT.DAT", "2", "customer_no"] in found
    assert ["CUST_PRD.DAT", "4", "balance_fen"] in found
    assert not [r for r in found if r[:2] == ["CUST_PER.DAT", "6"]]
    assert first


def test_a_missing_raw_file_is_named(bank: Path) -> None:
    (bank / "ACCT.DAT").unlink()
    assert "ACCT.DAT is not in the folder: send it" in check(bank).refused


def test_a_code_that_is_not_in_the_table_is_rejected_not_dropped(bank: Path) -> None:
    damage(bank / "ACCT.DAT", 2, lambda row: row[:109] + b"7" + row[110:])
    report = check(bank)
    assert ("accounts", "status", "rejected", "word", 1) in report.reasons


OWN = """
[feed]
bank = "自有"
as_of = "2026-11-22"
[raw.kh]
file = "kh_*.csv"
delimiter = "|"
[raw.zh]
file = "zh.xlsx"
format = "xlsx"
[aux.cp]
file = "cp.csv"
[target.products]
sql = "SELECT * FROM cp"
[target.customers]
from = "kh"
sql = '''SELECT _line, 号 AS customer_no, 名 AS name, NULL AS id_type, NULL AS id_no, NULL AS mobile,
  ymd(生日) AS birth_date, 'B1' AS branch_no, NULL AS risk_grade, NULL AS risk_assessed_on, NULL AS capacity,
  NULL AS consent_marketing, NULL AS flags FROM kh'''
[target.accounts]
from = "zh"
sql = "SELECT _line, acc AS account_no, cust AS customer_no, NULL AS card_no FROM zh"
[target.holdings]
from = "zh"
sql = "SELECT _line, cust AS customer_no, 'D1' AS product_code, bal AS balance_fen FROM zh"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An extract with a layout beside it: CSV with a date in its name, and a spreadsheet."""
    import openpyxl

    folder = tmp_path / "own"
    (folder / "our").mkdir(parents=True)
    (folder / "our" / "layout.toml").write_text(OWN, "utf-8")
    (folder / "our" / "cp.csv").write_text(
        "product_code,name,lane,category,issuer_rating,seller_rating,placement,sale_zone\nD1,活期,liability,current,,,,\n",
        "utf-8",
    )
    (folder / "feed.toml").write_text('layout = "our"\n', "utf-8")
    (folder / "kh_20261121.csv").write_text("wrong|old\n1|2\n", "utf-8")
    (folder / "kh_20261122.csv").write_text("号|名|生日\n1|甲|19900307\n2|乙|00000000\n", "utf-8")
    book = openpyxl.Workbook()
    for row in (("acc", "cust", "bal"), (1001, 1, 12345), ("1002", "2", 20.0)):
        book.active.append(row)
    book.save(folder / "zh.xlsx")
    return folder


def test_a_layout_beside_the_data_with_a_spreadsheet(own: Path, tmp_path: Path) -> None:
    with stage(own, tmp_path / "work") as staged:
        rows = staged.con.execute("SELECT customer_no, name, birth_date FROM customers ORDER BY ALL").fetchall()
        balances = staged.con.execute("SELECT customer_no, balance_fen FROM holdings ORDER BY ALL").fetchall()
    assert rows == [("1", "甲", date(1990, 3, 7)), ("2", "乙", None)]
    assert balances == [("1", 12345), ("2", 20)]


def test_a_card_number_that_a_spreadsheet_rounded_is_rejected(own: Path, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(own / "zh.xlsx")
    book.active.append((6222021234567890123, "1", 1))
    book.save(own / "zh.xlsx")
    report = check(own, rejects=tmp_path / "rejects.csv")
    assert ("zh.xlsx,4,acc" in (tmp_path / "rejects.csv").read_text("utf-8"), report.file("accounts").rejected) == (
        True,
        1,
    )


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("SELECT * FROM read_csv('/etc/hostname')", "disabled"),
        ("SELECT * FROM glob('/etc/*')", "disabled"),
        ("COPY kh TO 'out.csv'", "must be one SELECT"),
        ("SELECT 1; DROP TABLE kh", "must be one SELECT"),
        ("SET enable_external_access = true", "must be one SELECT"),
        ("SELECT nothing FROM kh", "nothing"),
        ("SELEC", "Parser Error"),
    ],
)
def test_a_layout_reaches_no_file_and_says_its_mistakes(own: Path, sql: str, why: str) -> None:
    path = own / "our" / "layout.toml"
    path.write_text(OWN.replace("SELECT * FROM cp", sql), "utf-8")
    assert any(why in refused for refused in check(own).refused), check(own).refused


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("[target.products]", "[target.prods]", "no file of the canonical feed"),
        ('from = "kh"', 'from = "kkh"', "no such [raw."),
        ('format = "xlsx"', 'format = "doc"', "csv, fixed or xlsx"),
        ('format = "xlsx"', 'format = "fixed"', "width in bytes"),
        ('file = "cp.csv"', 'file = "none.csv"', "not in the layout's folder"),
        ('delimiter = "|"', 'delimeter = "|"', "unknown keys delimeter"),
        ("[feed]", "[feed", "no TOML"),
        ('file = "zh.xlsx"', "", "'file' is missing"),
    ],
)
def test_a_mistake_in_a_layout_is_said(own: Path, old: str, new: str, why: str) -> None:
    path = own / "our" / "layout.toml"
    path.write_text(OWN.replace(old, new, 1), "utf-8")
    assert any(why in refused for refused in check(own).refused), check(own).refused


def test_a_layout_may_be_named_by_its_path(own: Path, tmp_path: Path) -> None:
    (own / "feed.toml").unlink()
    assert check(own, layout=str(own / "our")).refused == ()
    assert check(own, layout=str(own / "our" / "layout.toml")).refused == ()
    assert "shipped are berka, demo-fixed" in check(own, layout="nope").refused[0]


def test_a_sheet_may_stand_for_a_canonical_file(feed: Feed) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for line in feed.files.pop("products"):
        book.active.append([cell or None for cell in line.split(",")])
    feed.write()
    book.save(feed.folder / "products.xlsx")
    report = check(feed.folder)
    assert (report.refused, report.file("products").taken) == ((), 3)
    (feed.folder / "products.xlsx").write_bytes(b"no zip")
    assert "products.xlsx cannot be read" in check(feed.folder).refused[0]


@pytest.mark.needs_data
def test_the_berka_extract_loads_without_a_reject(data: Path, tmp_path: Path) -> None:
    folder = data / "berka"
    if not folder.is_dir():
        pytest.skip(f"no folder {folder}")
    with stage(folder, tmp_path / "work") as staged:
        count = staged.con.execute
        assert staged.meta[1:] == (date(1994, 3, 31), "1", "berka")
        assert staged.report.rejected == 0
        assert {j.rate for j in staged.report.joins} == {1.0}
        found = {f.name: f.taken for f in staged.report.files}
        assert (found["customers"], found["accounts"], found["branches"], found["relations"]) == (5369, 4500, 77, 1738)
        women = count(
            "SELECT sex, birth_date FROM customers WHERE customer_no IN ('1', '2') ORDER BY customer_no"
        ).fetchall()
        assert women == [("F", date(1970, 12, 13)), ("M", date(1945, 2, 4))]  # birth numbers 706213 and 450204
        last = count(
            "SELECT balance_fen, currency FROM holdings WHERE account_no = '15' AND product_code = 'DC01'"
        ).fetchall()
        assert last == [(4820480, "CZK")]  # the last line but one of trans.asc: 48204.80 crowns
        assert count(
            "SELECT count(*) FROM customers WHERE name IS NULL OR length(name) NOT BETWEEN 2 AND 4"
        ).fetchall() == [(0,)]
        names = dict(count("SELECT customer_no, name FROM customers WHERE customer_no IN ('1', '2')").fetchall())
        assert names == {"1": "阎桂英", "2": "金明"}  # the same at every load
        assert count("SELECT count(*) FROM transactions WHERE branch_no IS NULL").fetchall() == [(0,)]


@pytest.mark.needs_data
def test_a_berka_months_average_weighs_each_balance_by_its_days(data: Path, tmp_path: Path) -> None:
    """Account 2378 against a plain count day by day."""
    rows = [r.split(";") for r in (data / "berka" / "trans.asc").read_text().splitlines()[1:]]
    balances: dict[str, int] = {}
    for r in rows:
        if r[1] == "2378":
            balances[r[2]] = round(float(r[6]) * 100)
    held, days = 0, []
    for day in range(1, 29):
        before = [d for d in balances if d <= f"9302{day:02}"]
        held = balances[max(before)]
        days.append(held)
    with stage(data / "berka", tmp_path / "work") as staged:
        query = """SELECT average_fen FROM assets JOIN accounts USING (customer_no)
            WHERE account_no = '2378' AND month = '1993-02'"""
        assert staged.con.execute(query).fetchall() == [(sum(days) // 28,)]


def test_a_layout_that_forgets_a_column_is_refused_by_name(own: Path) -> None:
    path = own / "our" / "layout.toml"
    path.write_text(OWN.replace(", NULL AS flags", ""), "utf-8")
    with pytest.raises(BadFeed, match="no column flags"):
        stage(own, own / "work")
