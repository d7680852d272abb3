"""What a banker sees in the demo bank's extract."""

import csv
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from teller_assist.domain.customer import ALERT_FLAGS, PLAIN_FLAGS
from teller_assist.domain.product import CATEGORIES
from teller_assist.errors import BadInput
from teller_assist.hub.bank import generate, name_tables
from teller_assist.hub.feed import spec

AS_OF = date(2026, 11, 22)
SIZE = 1000
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bank") / "feed"
    generate(folder, SIZE, 7, AS_OF)
    return folder


@pytest.fixture(scope="module")
def read(feed: Path) -> Callable[[str], Rows]:
    def rows(name: str) -> Rows:
        with (feed / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return rows


def _ok(column: spec.Column, value: str) -> bool:
    if value == "":
        return column.null
    if column.one_of:
        return value in column.one_of
    match column.type:
        case spec.DAY:
            return date.fromisoformat(value).isoformat() == value
        case spec.FEN | spec.INT:
            return str(int(value)) == value
        case spec.BOOL:
            return value in "YN"
        case spec.GRADE | spec.RATING:
            return value[0] == ("C" if column.type == spec.GRADE else "R") and value[1:] in "12345"
        case spec.TIME:
            return len(value) == 25 and value.endswith("+08:00")
        case spec.MONTH:
            return len(value) == 7
    return len(value) <= column.width


@pytest.mark.parametrize("file", spec.FILES, ids=lambda f: f.name)
def test_every_file_has_the_columns_and_values_the_feed_asks_for(file: spec.File, read: Callable[[str], Rows]) -> None:
    rows = read(file.name)
    assert rows
    assert list(rows[0]) == [c.name for c in file.columns]
    wrong = [(c.name, row[c.name]) for row in rows for c in file.columns if not _ok(c, row[c.name])]
    assert wrong == []


@pytest.mark.parametrize("file", spec.FILES, ids=lambda f: f.name)
def test_keys_are_unique_and_every_reference_finds_its_row(file: spec.File, read: Callable[[str], Rows]) -> None:
    rows = read(file.name)
    if file.key:
        assert len({tuple(r[k] for k in file.key) for r in rows}) == len(rows)
    for column, target in file.refers:
        name, _, key = target.partition(".")
        assert {r[column] for r in rows} <= {r[key] for r in read(name)}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_bank(feed: Path, tmp_path: Path) -> None:
    generate(tmp_path / "again", SIZE, 7, AS_OF)
    generate(tmp_path / "other", SIZE, 8, AS_OF)
    for path in feed.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name
    assert (feed / "customers.csv").read_bytes() != (tmp_path / "other" / "customers.csv").read_bytes()


def test_feed_toml_tells_the_day_the_home_branch_and_right_totals(feed: Path, read: Callable[[str], Rows]) -> None:
    meta = tomllib.loads((feed / "feed.toml").read_text("utf-8"))
    assert (meta["format"], meta["as_of"]) == (1, AS_OF)
    assert meta["home_branch"] in {b["branch_no"] for b in read("branches")}
    for file in spec.FILES:
        rows, told = read(file.name), meta["control"][file.name]
        assert told.pop("rows") == len(rows)
        for column, total in told.items():
            assert total == sum(int(r[column]) for r in rows if r[column])


def test_flags_are_words_the_card_knows(read: Callable[[str], Rows]) -> None:
    seen = {flag for row in read("customers") for flag in row["flags"].split("|") if flag}
    assert seen <= set(ALERT_FLAGS) | set(PLAIN_FLAGS)
    assert seen >= {"deceased", "court_freeze", "fraud_watch", "guardianship", "minor", "complaint", "vip", "elderly",
                    "pregnant", "foreigner", "staff", "sole_trader", "dormant", "no_vehicle", "disabled"}  # fmt: skip


def test_unusual_names_are_among_the_customers(read: Callable[[str], Rows]) -> None:
    names = [r["name"] for r in read("customers") if r["kind"] == "person"]
    assert any(ord(c) > 0xFFFF for n in names for c in n)
    assert any("·" in n for n in names)
    assert any(n.isascii() and " " in n for n in names)
    assert any(n.startswith(name_tables.COMPOUND) for n in names)
    assert {n[0] for n in names} >= set(name_tables.POLYPHONIC)
    assert max(Counter(names).values()) >= 2


def test_a_possible_duplicate_has_name_and_birth_date_but_another_number(read: Callable[[str], Rows]) -> None:
    seen = defaultdict(set)
    for row in read("customers"):
        if row["birth_date"]:
            seen[row["name"], row["birth_date"]].add(row["customer_no"])
    assert sum(len(nos) > 1 for nos in seen.values()) >= 2


def test_documents_of_every_kind_and_capacity_occur(read: Callable[[str], Rows]) -> None:
    rows = read("customers")
    kinds = next(c for f in spec.FILES if f.name == "customers" for c in f.columns if c.name == "id_type").one_of
    assert {r["id_type"] for r in rows} == set(kinds)
    assert {r["capacity"] for r in rows} == {"full", "limited", "none", ""}
    for row in rows:
        if "minor" in row["flags"]:
            assert row["capacity"] in ("limited", "none")
            assert row["risk_grade"] == ""


def test_a_minor_has_a_guardian_and_the_guardian_the_ward(read: Callable[[str], Rows]) -> None:
    minors = {r["customer_no"] for r in read("customers") if "minor" in r["flags"]}
    relations = {(r["customer_no"], r["related_no"], r["relation"]) for r in read("relations")}
    guarded = {a for a, _, kind in relations if kind == "guardian"}
    assert minors <= guarded
    assert all((b, a, "ward") in relations for a, b, kind in relations if kind == "guardian")
    assert {"spouse", "parent", "child", "employer", "employee", "upstream", "downstream"} <= {k for *_, k in relations}


def test_a_household_shares_its_word_and_mostly_a_surname(read: Callable[[str], Rows]) -> None:
    homes = defaultdict(list)
    for row in read("customers"):
        if row["household_id"]:
            homes[row["household_id"]].append(row["name"][0])
    assert all(len(h) >= 2 for h in homes.values())
    assert sum(len(set(h)) < len(h) for h in homes.values()) > len(homes) * 0.3


def test_assessments_agree_with_the_grade_and_some_have_run_out(read: Callable[[str], Rows]) -> None:
    told = defaultdict(list)
    for row in read("assessments"):
        told[row["customer_no"]].append((row["assessed_on"], row["grade"]))
    rows = [r for r in read("customers") if r["risk_grade"]]
    year_ago = (AS_OF - timedelta(days=365)).isoformat()
    for row in rows:
        if row["risk_assessed_on"] >= year_ago:
            assert told[row["customer_no"]]
            assert max(told[row["customer_no"]])[0] == row["risk_assessed_on"]
            assert (row["risk_assessed_on"], row["risk_grade"]) in told[row["customer_no"]]
    assert sum(r["risk_assessed_on"] < year_ago for r in rows) > 10
    assert sum(year_ago <= r["risk_assessed_on"] < "2025-12-22" for r in rows) > 5
    assert any(len({d for d, _ in days}) < len(days) for days in told.values())
    assert max(len(days) for days in told.values()) == 8
    assert {r["risk_grade"] for r in rows} == {"C1", "C2", "C3", "C4", "C5"}


def test_consents_agree_with_the_customers_row(read: Callable[[str], Rows]) -> None:
    newest: dict[str, tuple[str, str]] = {}
    for row in read("consents"):
        if row["purpose"] == "marketing":
            newest[row["customer_no"]] = max(newest.get(row["customer_no"], ("", "")), (row["on"], row["given"]))
    for row in read("customers"):
        assert newest.get(row["customer_no"], ("", ""))[1] == row["consent_marketing"]
    assert {r["consent_marketing"] for r in read("customers")} == {"Y", "N", ""}


def test_holdings_lie_in_three_lanes_with_maturities_zeros_and_unknowns(read: Callable[[str], Rows]) -> None:
    lanes = {p["product_code"]: p["lane"] for p in read("products")}
    rows = read("holdings")
    assert {lanes[r["product_code"]] for r in rows} == {"liability", "asset", "fee"}
    soon = (AS_OF + timedelta(days=30)).isoformat()
    assert len({r["customer_no"] for r in rows if AS_OF.isoformat() <= r["matures_on"] <= soon}) > 14
    assert all(r["matures_on"] == "" or r["matures_on"] >= AS_OF.isoformat() for r in rows)
    assert all(r["opened_on"] <= AS_OF.isoformat() for r in rows)
    assert any(r["balance_fen"] == "" for r in rows)
    assert any(r["balance_fen"] == "0" and r["product_code"] == "DC01" for r in rows)
    assert any(r["product_code"] == "EM01" and r["status"] == "dormant" for r in rows)


def test_the_last_months_average_is_near_what_the_customer_has(read: Callable[[str], Rows]) -> None:
    asset = {p["product_code"] for p in read("products") if p["lane"] == "asset"}
    held: Counter[str] = Counter()
    unknown = set()
    for row in read("holdings"):
        if row["balance_fen"] == "":
            unknown.add(row["customer_no"])
        elif row["currency"] == "CNY" and row["product_code"] not in asset and row["product_code"][:2] != "CC":
            held[row["customer_no"]] += int(row["balance_fen"])
    last = {r["customer_no"]: int(r["average_fen"]) for r in read("assets") if r["month"] == "2026-11"}
    far = [no for no, has in held.items() if no not in unknown and abs(last[no] - has) > 0.04 * has + 100]
    assert far == []
    assert sorted({r["month"] for r in read("assets")}) == [f"2026-{m:02d}" for m in range(6, 12)]


def test_most_customers_are_mass_and_few_are_private(read: Callable[[str], Rows]) -> None:
    last = [int(r["average_fen"]) for r in read("assets") if r["month"] == "2026-11"]
    share = [sum(a >= bound * 1_000_000 for a in last) / len(last) for bound in (5, 50, 200)]
    assert 0.12 < share[0] < 0.28
    assert 0.02 < share[1] < 0.09
    assert 0 < share[2] < 0.03


def test_tickets_are_unique_a_day_and_follow_the_clock_within_hours(read: Callable[[str], Rows]) -> None:
    days = defaultdict(list)
    for row in read("transactions"):
        assert row["business_type"] in spec.BUSINESS_TYPES
        assert "09:00:00" <= row["started_at"][11:19] <= "17:00:00"
        assert row["ended_at"] == "" or row["started_at"] < row["ended_at"] <= row["started_at"][:11] + "17:30"
        days[row["branch_no"], row["started_at"][:10]].append(row)
    for rows in days.values():
        assert len({r["ticket"] for r in rows}) == len(rows)
        for teller in {r["staff_no"] for r in rows}:
            mine = sorted(
                (r["started_at"], r["ended_at"], int(r["ticket"][1:])) for r in rows if r["staff_no"] == teller
            )
            assert [t for *_, t in mine] == sorted(t for *_, t in mine)
            assert all(a[1] <= b[0] for a, b in pairwise(mine))


def test_complaints_are_open_for_one_in_a_hundred_and_flagged(read: Callable[[str], Rows]) -> None:
    open_ = {r["customer_no"] for r in read("complaints") if r["status"] == "open"}
    assert len(open_) == SIZE // 100
    assert open_ == {r["customer_no"] for r in read("customers") if "complaint" in r["flags"]}


def test_past_attempts_lie_within_ninety_days_with_reasons_for_refusals(read: Callable[[str], Rows]) -> None:
    rows = read("contacts")
    assert all((AS_OF - date.fromisoformat(r["on"])).days <= 90 for r in rows)
    assert all(r["reason"] in "123456789" for r in rows if r["outcome"] == "declined")
    assert {"declined", "referred", "accepted", "considering"} <= {r["outcome"] for r in rows}


def test_some_licences_have_run_out_and_the_first_teller_may_sell_wealth(read: Callable[[str], Rows]) -> None:
    staff = read("staff")
    last = [x.split(":")[1] for r in staff for x in r["licences"].split("|") if x]
    assert any(day < AS_OF.isoformat() for day in last)
    assert any(AS_OF.isoformat() <= day <= "2026-12-22" for day in last)
    teller = next(r for r in staff if r["role"] == "teller")
    assert all(x.split(":")[1] > AS_OF.isoformat() for x in teller["licences"].split("|"))


def test_the_catalogue_covers_the_whole_taxonomy_and_private_placements(read: Callable[[str], Rows]) -> None:
    rows = read("products")
    assert len(rows) >= 40
    assert {r["category"] for r in rows} == set(CATEGORIES)
    assert all(CATEGORIES[r["category"]] == r["lane"] for r in rows)
    assert all(r["name_en"] and r["fee_text"] and r["loss_text"] for r in rows)
    assert any(r["placement"] == "private" for r in rows)


def test_a_bank_of_one_customer_and_of_a_broken_hundred_can_be_made(tmp_path: Path) -> None:
    assert generate(tmp_path / "one", 1, 1, AS_OF).rows["customers"] == 1
    assert generate(tmp_path / "more", 257, 1, AS_OF).rows["customers"] == 257
    with pytest.raises(BadInput):
        generate(tmp_path / "none", 0, 1, AS_OF)
