"""Every trap of a real extract: what a person sees, and that nothing else is lost."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from teller_assist.errors import BadFeed, BadInput
from teller_assist.hub.feed import Report, check, stage

from .conftest import CUSTOMERS, HEADER, Feed

Spoil = Callable[[str, int, str], None]
GOOD = "C0004,张三,,,13800000000,1990-03-07,B1,C3,2026-01-02,full,Y,vip"


def counts(report: Report, name: str) -> tuple[int, int, int]:
    found = report.file(name)
    return found.rows, found.taken, found.rejected


def test_a_good_feed_is_taken_whole(feed: Feed) -> None:
    report = feed.check()
    assert report.refused == ()
    assert (report.rejected, counts(report, "customers")) == (0, (CUSTOMERS, CUSTOMERS, 0))
    assert feed.rejects() == []


@pytest.mark.parametrize(
    ("old", "new", "column", "code"),
    [
        ("1990-03-07", "1990-02-30", "birth_date", "day"),
        ("1990-03-07", "19900307", "birth_date", "day"),
        ("1990-03-07", "07/03/1990", "birth_date", "day"),
        ("1990-03-07", "2027-01-01", "birth_date", "future"),
        ("2026-01-02", "2026-1-2", "risk_assessed_on", "day"),
        ("C3", "C6", "risk_grade", "grade"),
        ("full", "FULL?", "capacity", "word"),
        (",Y,", ",maybe,", "consent_marketing", "yes_no"),
        ("C0004,张三", "C0004,", "name", "empty"),
        ("C0004,张三", "C0004," + "张" * 121, "name", "too_wide"),
        ("C0004,张三", "C0004,张\x07三", "name", "control"),
    ],
)
def test_a_bad_value_is_rejected_with_its_line_and_column(
    feed: Feed, spoil: Spoil, old: str, new: str, column: str, code: str
) -> None:
    spoil("customers", 5, GOOD.replace(old, new))
    report = feed.check()
    assert report.refused == ()
    assert feed.rejects()[0] == ("accounts.csv", 5, "customer_no", "rejected", "unknown")
    assert ("customers.csv", 5, column, "rejected", code) in feed.rejects()
    assert counts(report, "customers") == (CUSTOMERS, CUSTOMERS - 1, 1)
    assert counts(report, "holdings") == (CUSTOMERS, CUSTOMERS - 1, 1)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("C0004,T1,-1", "negative"),  # only a current account can be overdrawn
        ("C0004,D1,99999999999999999999", "amount_size"),
        ("C0004,D1,1000000000000001", "amount_size"),
        ("C0004,D1,9223372036854775808", "amount_size"),
        ("C0004,D1,12.50", "amount"),
        ("C0004,D1,1e3", "amount"),
        ('C0004,D1,"1,000"', "amount"),
    ],
)
def test_an_amount_that_is_no_amount_is_rejected(feed: Feed, spoil: Spoil, row: str, code: str) -> None:
    spoil("holdings", 5, row)
    report = feed.check()
    assert feed.rejects() == [("holdings.csv", 5, "balance_fen", "rejected", code)]
    assert (report.refused, counts(report, "holdings")) == ((), (CUSTOMERS, CUSTOMERS - 1, 1))


def test_an_overdrawn_current_account_and_the_largest_amount_are_taken(
    feed: Feed, spoil: Spoil, tmp_path: Path
) -> None:
    spoil("holdings", 2, "C0001,D1,-500")
    spoil("holdings", 3, "C0002,T1,1000000000000000")
    spoil("holdings", 4, "C0003,T1,")
    with stage(feed.write(), tmp_path / "work") as staged:
        query = "SELECT balance_fen FROM holdings ORDER BY customer_no LIMIT 3"
        assert staged.con.execute(query).fetchall() == [(-500,), (10**15,), (None,)]
    assert not list((tmp_path / "work").glob("feed-*"))


def test_a_line_with_a_field_too_few_or_too_many_shifts_nothing(feed: Feed, spoil: Spoil) -> None:
    spoil("customers", 5, GOOD.rsplit(",", 1)[0])
    spoil("customers", 7, GOOD.replace("C0004", "C0006") + ",x")
    feed.check()
    found = [r for r in feed.rejects() if r[0] == "customers.csv"]
    assert found == [("customers.csv", n, "", "rejected", "fields") for n in (5, 7)]


def test_a_duplicate_customer_keeps_the_first(feed: Feed, spoil: Spoil, tmp_path: Path) -> None:
    spoil("customers", 5, GOOD)
    feed.files["customers"].append(GOOD.replace("张三", "李四"))
    report = feed.check()
    assert feed.rejects() == [("customers.csv", CUSTOMERS + 2, "customer_no", "rejected", "duplicate")]
    assert counts(report, "customers") == (CUSTOMERS + 1, CUSTOMERS, 1)
    with stage(feed.folder, tmp_path / "work") as staged:
        assert staged.con.execute("SELECT name FROM customers WHERE customer_no = 'C0004'").fetchall() == [("张三",)]


def test_a_truncated_key_raises_the_join_alarm_and_the_feed_is_refused(feed: Feed) -> None:
    head, *rows = feed.files["holdings"]
    feed.files["holdings"] = [head, *(row[:4] + row[5:] for row in rows)]
    report = feed.check()
    (join,) = [j for j in report.joins if j.file == "holdings" and j.column == "customer_no"]
    assert (join.rate, join.alarm) == (0.0, True)
    assert any("4 characters long and customers.customer_no 5: cut off or padded?" in why for why in report.refused)


@pytest.mark.parametrize(("lost", "refused"), [(6, False), (7, True)])
def test_the_join_alarm_rings_under_98_percent(feed: Feed, lost: int, refused: bool) -> None:
    head, *rows = feed.files["holdings"]
    feed.files["holdings"] = [head, *(row.replace("C", "X", 1) for row in rows[:lost]), *rows[lost:]]
    report = feed.check()
    assert bool(report.refused) == refused
    assert report.file("holdings").rejected == lost


def test_a_byte_cut_in_the_middle_of_a_character_costs_its_line_only(feed: Feed) -> None:
    text = "\n".join(feed.files["customers"]) + "\n"
    whole = text.encode()
    at = whole.index("张三".encode(), whole.index(b"C0004")) + 2
    feed.raw["customers.csv"] = whole[:at] + whole[at + 1 :]
    report = feed.check()
    assert [r for r in feed.rejects() if r[0] == "customers.csv"] == [("customers.csv", 5, "", "rejected", "encoding")]
    assert f"{at - 1} of the file" in feed.rejects_file.read_text("utf-8")
    assert counts(report, "customers") == (CUSTOMERS, CUSTOMERS - 1, 1)


def test_an_open_quote_swallows_no_other_line(feed: Feed, spoil: Spoil) -> None:
    spoil("customers", 5, GOOD.replace("张三", '"张三'))
    spoil("customers", 9, GOOD.replace("C0004,张三", 'C0008,"李,四"'))
    report = feed.check()
    assert [r for r in feed.rejects() if r[0] == "customers.csv"] == [("customers.csv", 5, "", "rejected", "quote")]
    assert report.file("customers").taken == CUSTOMERS - 1


def test_lines_are_counted_as_they_stand_in_the_file_after_a_quoted_line_break(feed: Feed, spoil: Spoil) -> None:
    spoil("customers", 3, GOOD.replace("C0004,张三", 'C0002,"张\n三"'))
    spoil("customers", 5, GOOD.replace("1990-03-07", "1990-13-01"))
    report = feed.check()
    assert ("customers.csv", 6, "birth_date", "rejected", "day") in feed.rejects()
    assert counts(report, "customers") == (CUSTOMERS, CUSTOMERS - 1, 1)


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_a_bom_crlf_or_a_missing_last_line_end_are_fine_and_said(feed: Feed, bom: bytes, end: str, last: bool) -> None:
    text = end.join(feed.files["customers"]) + (end if last else "")
    feed.raw["customers.csv"] = bom + text.encode()
    report = feed.check()
    assert (report.refused, report.rejected) == ((), 0)
    said = " ".join(note.en for note in report.notes)
    assert ("byte order mark" in said, "CRLF" in said) == (bool(bom), end == "\r\n")


def test_an_empty_file_is_refused(feed: Feed) -> None:
    feed.raw["customers.csv"] = b""
    assert feed.check().refused == ("customers.csv is empty (0 bytes): send it again whole",)


def test_a_header_without_rows_is_refused(feed: Feed) -> None:
    feed.files["customers"] = [HEADER]
    assert any("customers has a header but no rows" in why for why in feed.check().refused)


def test_a_missing_file_is_refused_by_name(feed: Feed) -> None:
    del feed.files["accounts"]
    assert feed.check().refused == ("accounts.csv is not in the feed: send it, the feed needs it",)


def test_a_missing_column_is_refused_by_name(feed: Feed) -> None:
    feed.files["customers"] = [line.rsplit(",", 1)[0] for line in feed.files["customers"]]
    (why,) = feed.check().refused
    assert "customers.csv has no column flags" in why
    assert "add it" in why


def test_an_unknown_column_and_an_unknown_file_are_said(feed: Feed) -> None:
    feed.files["accounts"] = [line + ",x" for line in feed.files["accounts"]]
    feed.files["acounts"] = ["a"]
    said = " ".join(note.en for note in feed.check().notes)
    assert "accounts.csv: columns not used: x" in said
    assert "acounts.csv" in said


def test_a_gb18030_file_taken_for_utf8_is_refused_with_what_to_do(feed: Feed) -> None:
    feed.raw["customers.csv"] = ("\n".join(feed.files["customers"]) + "\n").encode("gb18030")
    (why,) = feed.check().refused
    assert 'encoding = "gb18030"' in why
    feed.toml += 'encoding = "gb18030"\n'
    feed.raw |= {f"{name}.csv": ("\n".join(lines) + "\n").encode("gb18030") for name, lines in feed.files.items()}
    assert feed.check().refused == ()


def test_more_than_two_percent_of_bad_rows_is_refused(feed: Feed, spoil: Spoil) -> None:
    for line in range(2, 13):
        spoil("customers", line, feed.files["customers"][line - 1].replace("1990-03-07", "0"))
    assert any("11/300 rows of customers are rejected" in why for why in feed.check().refused)


def test_limits_may_be_set_in_the_feed(feed: Feed) -> None:
    head, *rows = feed.files["holdings"]
    feed.files["holdings"] = [head, *(row.replace("C", "X", 1) for row in rows[:60]), *rows[60:]]
    assert feed.check().refused
    feed.toml += "[limits]\njoin_rate = 0.5\nreject_share = 0.5\n"
    assert feed.check().refused == ()
    feed.toml = feed.toml.replace("0.5", "50")
    assert "[limits] knows" in feed.check().refused[0]


def test_control_totals_that_agree_and_that_do_not(feed: Feed) -> None:
    told = f'[control."holdings.csv"]\nrows = {CUSTOMERS}\nbalance_fen = {CUSTOMERS * 12345}\n'
    feed.toml += told
    report = feed.check()
    assert [c.ok for c in report.controls] == [True, True]
    feed.files["holdings"].pop()
    report = feed.check()
    assert [c.ok for c in report.controls] == [False, False]
    assert "send the file again" in report.refused[0]


def test_a_total_that_cannot_be_added_up_is_said_and_does_not_refuse(feed: Feed, spoil: Spoil) -> None:
    feed.toml += f"[control.holdings]\nrows = {CUSTOMERS}\nbalance_fen = {CUSTOMERS * 12345}\n"
    spoil("holdings", 5, "C0004,D1,abc")
    report = feed.check()
    assert report.refused == ()
    assert [c.found for c in report.controls] == [CUSTOMERS, None]


def test_a_wrong_check_digit_costs_the_number_not_the_customer(feed: Feed, spoil: Spoil, tmp_path: Path) -> None:
    right = GOOD.replace("C0004,张三,,", "C0001,张三,resident_id,11010519491231002X")
    spoil("customers", 2, right.replace("1990-03-07", "1949-12-31"))
    spoil("customers", 3, GOOD.replace("C0004,张三,,", "C0002,张三,resident_id,110105194912310021"))
    report = feed.check()
    assert feed.rejects() == [("customers.csv", 3, "id_no", "repaired", "check_digit")]
    assert (report.file("customers").taken, report.file("customers").repaired) == (CUSTOMERS, 1)
    with stage(feed.folder, tmp_path / "work") as staged:
        found = staged.con.execute("SELECT id_no FROM customers ORDER BY customer_no LIMIT 2").fetchall()
    assert found == [("11010519491231002X",), (None,)]


@pytest.mark.parametrize(
    ("told", "born", "code"),
    [
        ("", "2010-05-06", "birth_from_id"),
        ("1990-03-07", "2010-05-06", "birth_differs"),
        ("2012-01-01", "2012-01-01", "birth_differs"),
    ],
)
def test_a_childs_resident_id_makes_nobody_an_adult(
    feed: Feed, spoil: Spoil, tmp_path: Path, told: str, born: str, code: str
) -> None:
    child = GOOD.replace("C0004,张三,,", "C0004,张三,resident_id,110105201005060023").replace("1990-03-07", told)
    spoil("customers", 5, child)
    feed.check()
    assert feed.rejects() == [("customers.csv", 5, "birth_date", "repaired", code)]
    with stage(feed.folder, tmp_path / "work") as staged:
        query = "SELECT CAST(birth_date AS VARCHAR) FROM customers WHERE customer_no = 'C0004'"
        assert staged.con.execute(query).fetchall() == [(born,)]


@pytest.mark.parametrize(
    ("told", "read", "codes"),
    [
        ("DECEASED", "deceased", ["flag_form"]),
        ('"vip,deceased"', "vip|deceased", ["flag_form"]),
        ("vip；deceased", "vip|deceased", ["flag_form"]),
        ("vip、 Fraud_Watch;", "vip|fraud_watch", ["flag_form"]),
        ("vip|deceasd", "vip|unreadable_flag", ["flag_word"]),
        ("冻结", "unreadable_flag", ["flag_word"]),
    ],
)
def test_a_misspelt_alert_still_stops_selling(
    feed: Feed, spoil: Spoil, tmp_path: Path, told: str, read: str, codes: list[str]
) -> None:
    spoil("customers", 5, GOOD.removesuffix("vip") + told)
    assert feed.check().rejected == 0
    assert feed.rejects() == [("customers.csv", 5, "flags", "repaired", code) for code in codes]
    with stage(feed.folder, tmp_path / "work") as staged:
        query = "SELECT flags FROM customers WHERE customer_no = 'C0004'"
        assert staged.con.execute(query).fetchall() == [(read,)]


def test_a_qualification_may_have_a_digit(feed: Feed, tmp_path: Path) -> None:
    feed.files["staff"] = ["staff_no,name,branch_no,role,licences", "S1,钱柜员,B1,teller,fund2:2027-05-31"]
    with stage(feed.write(), tmp_path / "work") as staged:
        assert staged.con.execute("SELECT licences FROM staff").fetchall() == [("fund2:2027-05-31",)]


@pytest.mark.parametrize(("ahead", "refused"), [(2, False), (3, True)])
def test_data_of_a_day_to_come_are_refused(feed: Feed, tmp_path: Path, ahead: int, refused: bool) -> None:
    today = date(2026, 11, 22) - timedelta(days=ahead)
    if not refused:
        stage(feed.write(), tmp_path / "work", today=today).close()
        return
    with pytest.raises(BadFeed, match="2026-11-22, but today is 2026-11-19"):
        stage(feed.write(), tmp_path / "work", today=today)


def test_a_home_branch_that_is_not_there_is_refused(feed: Feed) -> None:
    feed.toml = feed.toml.replace('"B1"', '"B9"')
    (said,) = feed.check().refused
    assert said == "home_branch B9 is no branch of the feed (it has B1): correct it"


def test_lines_that_end_in_cr_alone_are_said_in_our_words(feed: Feed) -> None:
    feed.raw["branches.csv"] = b"branch_no,name\rB1,x\r"
    (said,) = feed.check().refused
    assert "branches.csv: its lines end in CR alone" in said


def test_the_rejects_are_for_their_owner_only(feed: Feed) -> None:
    feed.rejects_file.write_text("old")
    feed.check()
    assert feed.rejects_file.stat().st_mode & 0o777 == 0o600


def test_no_reject_shows_a_whole_name_number_or_amount(feed: Feed, spoil: Spoil) -> None:
    secrets = ["110105194912310021", "99999999999999999999", "19490132", "张" * 121]
    spoil("customers", 2, GOOD.replace("C0004,张三,,", f"C0001,张三,resident_id,{secrets[0]}"))
    spoil("customers", 3, GOOD.replace("C0004,张三", f"C0002,{secrets[3]}").replace("1990-03-07", secrets[2]))
    spoil("holdings", 5, f"C0004,D1,{secrets[1]}")
    report = feed.check()
    seen = feed.rejects_file.read_text("utf-8") + str(report.to_json()) + "".join(report.lines())
    assert "1…(18)" in seen
    assert not [secret for secret in secrets if secret in seen]


def test_a_refused_feed_gives_no_tables_and_leaves_nothing_behind(feed: Feed, tmp_path: Path) -> None:
    del feed.files["accounts"]
    with pytest.raises(BadFeed) as refused:
        stage(feed.write(), tmp_path / "work")
    assert isinstance(refused.value.facts["report"], Report)
    assert [p.name for p in (tmp_path / "work").iterdir()] == ["rejects.csv"]


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        ('bank = "x"', "must say the day of the data"),
        ('as_of = "22.11.2026"', "must say the day of the data"),
        ("as_of = ", "feed.toml cannot be read"),
        ('as_of = "2026-11-22"\nlayout = "nowhere"', "no layout nowhere"),
        ('as_of = "2026-11-22"\n[control.nothing]\nrows = 1', "names no file of the feed"),
        ('as_of = "2026-11-22"\n[control.holdings]\nrows = "many"', "no whole number"),
        ('as_of = "2026-11-22"\n[control.holdings]\ncustomer_no = 3', "no such amount column"),
        ('as_of = "2026-11-22"\nencoding = "klingon"', "klingon"),
    ],
)
def test_a_wrong_feed_toml_is_refused_in_words(feed: Feed, toml: str, why: str) -> None:
    feed.toml = toml
    assert any(why in refused for refused in feed.check().refused)


def test_no_folder_and_an_empty_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is not a folder"):
        check(tmp_path / "none")
    assert "holds no canonical file" in check(tmp_path).refused[0]


def test_both_languages_say_the_same_facts(feed: Feed, spoil: Spoil) -> None:
    spoil("customers", 5, GOOD.replace("1990-03-07", "0"))
    report = feed.check()
    assert any("birth_date: 拒收 1" in line for line in report.lines("zh"))
    assert any("birth_date: rejected 1" in line for line in report.lines("en"))


@pytest.mark.parametrize(
    "row", ["C0004,marketing,N,2026-13-01", "C0004,marketing,?,2026-01-02", "C0004,?,N,2026-01-02"]
)
def test_an_opt_out_is_not_lost_to_a_typing_error(feed: Feed, tmp_path: Path, row: str) -> None:
    feed.files["consents"] = ["customer_no,purpose,given,on", "C0003,marketing,Y,2026-01-02", row]
    report = feed.check()
    assert feed.rejects() == [("consents.csv", 3, "on", "repaired", "refusal")]
    assert counts(report, "consents") == (2, 2, 0)
    with stage(feed.folder, tmp_path / "work") as staged:
        found = staged.con.execute(
            'SELECT purpose, given, CAST("on" AS VARCHAR) FROM consents ORDER BY customer_no'
        ).fetchall()
    assert found == [("marketing", True, "2026-01-02"), ("marketing", False, "2026-11-22")]


def test_a_missing_column_of_an_optional_file_is_refused_in_words_too(feed: Feed) -> None:
    feed.files["consents"] = ["customer_no,purpose,given", "C0003,marketing,?"]
    assert "consents.csv has no column on" in feed.check().refused[0]


def test_an_income_cannot_be_negative(feed: Feed) -> None:
    head, *rows = feed.files["customers"]
    feed.files["customers"] = [f"{head},income_fen", *(f"{row},{-1 if n == 3 else 100}" for n, row in enumerate(rows))]
    feed.check()
    assert ("customers.csv", 5, "income_fen", "rejected", "negative") in feed.rejects()
