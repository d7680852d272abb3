"""What a generation holds: consents merged, relations within consent, homonyms, limits, one hash for one data."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from teller_assist.errors import BadFeed
from teller_assist.hub.bankwide import bankwide_hash
from teller_assist.hub.generations import GenerationInfo
from teller_assist.store import raw
from teller_assist.store.snapshot import Snapshot
from teller_assist.store.snapshot_schema import TABLE_NAMES
from tests.hub.small_feed import AS_OF, KEY, generation


def _customers(*names: str, **more: Any) -> list[dict[str, Any]]:
    return [{"customer_no": f"C{i}", "name": name, **more} for i, name in enumerate(names, 1)]


def _read(info: GenerationInfo, sql: str) -> list[tuple[Any, ...]]:
    conn = raw.connect(info.file, KEY, immutable=True)
    try:
        return conn.execute(sql).fetchall()
    finally:
        conn.close()


def test_the_same_feed_gives_the_same_generation(tmp_path: Path) -> None:
    rows = {"customers": _customers("王伟", "李娜")}
    one, two = (generation(tmp_path / name, rows) for name in ("one", "two"))
    other = generation(tmp_path / "other", {"customers": _customers("王伟", "李娜", "张三")})
    assert one.generation == two.generation != other.generation
    assert one.rows["customer"] == 2
    assert dict(_read(one, "SELECT key, value FROM meta"))["generation"] == one.generation


def test_the_file_is_encrypted_and_holds_every_table(tmp_path: Path) -> None:
    info = generation(tmp_path, {"customers": _customers("欧阳锋")})
    bytes_ = info.file.read_bytes()
    assert not bytes_.startswith(b"SQLite format 3")
    assert "欧阳锋".encode() not in bytes_
    assert {name for (name,) in _read(info, "SELECT name FROM sqlite_master WHERE type = 'table'")} == set(TABLE_NAMES)
    assert _read(info, "PRAGMA cipher_integrity_check") == []


@pytest.mark.parametrize(
    ("told", "said", "merged"),
    [
        ("Y", [], 1),
        ("N", [], 0),
        ("", [], None),
        ("Y", [("N", 0)], 0),
        ("", [("Y", 9), ("N", 2)], 0),
        ("", [("N", 9), ("Y", 2)], 1),
        ("", [("N", 2), ("Y", 2)], 0),
        ("N", [("Y", 0)], 0),
    ],
    ids=[
        "agreed",
        "refused",
        "never asked",
        "refused later",
        "newest refusal",
        "newest consent",
        "same day",
        "undated refusal",
    ],
)
def test_of_consents_the_newest_counts_and_a_refusal_wins_the_day(
    tmp_path: Path, told: str, said: list[tuple[str, int]], merged: int | None
) -> None:
    consents = [
        {"customer_no": "C1", "purpose": "marketing", "given": given, "on": AS_OF - timedelta(days=ago)}
        for given, ago in said
    ]
    info = generation(tmp_path, {"customers": _customers("王伟", consent_marketing=told), "consents": consents})
    assert _read(info, "SELECT consent_marketing FROM customer") == [(merged,)]


def test_a_consent_past_its_last_day_is_as_if_never_asked(tmp_path: Path) -> None:
    day = AS_OF - timedelta(days=30)
    said = {"customer_no": "C1", "purpose": "marketing", "given": "Y", "on": day, "until": AS_OF - timedelta(days=1)}
    info = generation(tmp_path, {"customers": _customers("王伟"), "consents": [said]})
    assert _read(info, "SELECT consent_marketing FROM customer") == [(None,)]


def _tie(one: str, other: str, relation: str, consent: str = "Y") -> dict[str, str]:
    return {"customer_no": one, "related_no": other, "relation": relation, "consent": consent}


def test_relations_reach_two_hops_and_stop_where_consent_does(tmp_path: Path) -> None:
    rows = {
        "customers": _customers("王一", "王二", "王三", "王四", "王五"),
        "relations": [
            _tie("C1", "C2", "spouse"), _tie("C2", "C3", "parent"), _tie("C3", "C4", "parent"),
            _tie("C1", "C5", "child", "N"),
        ],
    }  # fmt: skip
    info = generation(tmp_path, rows)
    sql = "SELECT relation, r.customer_no, hops FROM relation r JOIN customer c USING (o) WHERE c.customer_no = 'C1'"
    assert _read(info, sql) == [("spouse", "C2", 1), ("parent", "C3", 2)]


def test_of_another_branchs_relative_only_kind_and_tier_are_told(tmp_path: Path) -> None:
    people = _customers("王一", "李小龙", "赵四")
    rows = {
        "customers": [people[0], {**people[1], "branch_no": "1002"}, people[2]],
        "relations": [_tie("C1", "C2", "spouse"), _tie("C1", "C3", "parent")],
    }
    info = generation(tmp_path, rows, branch="1001")
    assert _read(info, "SELECT relation, customer_no, name, tier, hops FROM relation") == [
        ("spouse", "", "李*", "mass", 1), ("parent", "C3", "赵四", "mass", 1),
    ]  # fmt: skip


def test_bank_wide_are_the_other_branches_numbers_and_no_own(tmp_path: Path) -> None:
    own, other = _customers("王一", "王二", id_type="passport")
    rows = {"customers": [own | {"mobile": "13800138000"}, other | {"mobile": "13900139000", "branch_no": "1002"}]}
    info = generation(tmp_path, rows, branch="1001")
    salt = bytes.fromhex(dict(_read(info, "SELECT key, value FROM meta"))["bankwide_salt"])
    told = {h for (h,) in _read(info, "SELECT h FROM bankwide")}
    assert told == {bankwide_hash(salt, "customer_no", "c2"), bankwide_hash(salt, "mobile", "13900139000")}


def test_who_refused_to_be_shown_is_not_shown(tmp_path: Path) -> None:
    rows = {
        "customers": _customers("王一", "王二"),
        "relations": [_tie("C1", "C2", "spouse"), _tie("C2", "C1", "spouse")],
        "consents": [{"customer_no": "C2", "purpose": "relations", "given": "N", "on": AS_OF}],
    }
    sql = "SELECT c.customer_no, r.customer_no FROM relation r JOIN customer c USING (o)"
    assert _read(generation(tmp_path, rows), sql) == [("C2", "C1")]


def test_colleagues_are_shown_if_they_agreed_and_twenty_at_most(tmp_path: Path) -> None:
    people = _customers(*[f"王{c}" for c in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯"], employer_no="F1")
    rows = {
        "customers": [*people, {"customer_no": "F1", "name": "某某有限公司", "kind": "firm"}],
        "consents": [
            {"customer_no": p["customer_no"], "purpose": "relations", "given": "Y", "on": AS_OF} for p in people[1:]
        ],
    }
    info = generation(tmp_path, rows)
    told = _read(
        info,
        "SELECT relation, count(*) FROM relation r JOIN customer c USING (o) WHERE c.customer_no = 'C2' GROUP BY 1",
    )
    assert dict(told) == {"employer": 1, "colleague": 19}
    assert _read(info, "SELECT count(*) FROM relation WHERE customer_no = 'C1'") == [(0,)]


def test_possible_duplicates_have_the_same_name_and_birthday_or_the_same_document(tmp_path: Path) -> None:
    rows = [
        {"customer_no": "C1", "name": "王伟", "birth_date": "1980-01-01"},
        {"customer_no": "C2", "name": "王 伟", "birth_date": "1980-01-01"},
        {"customer_no": "C3", "name": "王伟", "birth_date": "1981-01-01"},
        {"customer_no": "C4", "name": "李娜", "id_no": "e1234567"},
        {"customer_no": "C5", "name": "李丽", "id_no": "E1234567"},
    ]
    told = _read(generation(tmp_path, {"customers": rows}), "SELECT customer_no FROM customer WHERE possible_duplicate")
    assert {number for (number,) in told} == {"C1", "C2", "C4", "C5"}


def test_an_open_complaint_becomes_a_flag_and_preferences_are_kept(tmp_path: Path) -> None:
    rows = {
        "customers": _customers("王伟", flags="vip", address_as="王老师", do_not_call="Y"),
        "complaints": [{"complaint_no": "K1", "customer_no": "C1", "received_on": AS_OF, "status": "open"}],
    }
    ((flags, preferences),) = _read(generation(tmp_path, rows), "SELECT flags, preferences FROM customer")
    assert flags == "complaint vip"
    assert json.loads(preferences) == {"address": "王老师", "do_not_call": True}


def test_of_contacts_the_newest_thirty_are_kept(tmp_path: Path) -> None:
    contacts = [
        {"customer_no": "C1", "product_code": "P1", "on": AS_OF - timedelta(days=n), "outcome": "declined", "reason": 3}
        for n in range(40)
    ]
    info = generation(tmp_path, {"customers": _customers("王伟"), "contacts": contacts})
    days = [day for (day,) in _read(info, "SELECT on_day FROM contact ORDER BY o, n")]
    assert days == [(AS_OF - timedelta(days=n)).isoformat() for n in range(30)]


def test_a_branch_without_customers_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadFeed, match="1002"):
        generation(tmp_path, {"customers": _customers("王伟")}, branch="1002")
    assert not (tmp_path / "generation.db").exists()


def test_products_staff_and_packs_are_read_back_as_values(tmp_path: Path) -> None:
    staff = {"staff_no": "S1", "name": "钱柜员", "branch_no": "1001", "role": "teller", "licences": "fund:2027-05-31"}
    info = generation(tmp_path, {"customers": _customers("王伟"), "staff": [staff]})
    snapshot = Snapshot.of(info.file, KEY)
    assert snapshot.as_of == AS_OF
    assert snapshot.products["P1"].category == "current"
    assert snapshot.staff["S1"].may_sell("fund", AS_OF)
    assert snapshot.branches["1001"].sales_zone
    assert snapshot.pack("tiers")["tier"]
    assert len(snapshot.pack("knowledge_readings")["card"]) == len(snapshot.pack("knowledge")["card"]) > 0
    assert snapshot.pack("no such") == {}
    snapshot.close()


def test_names_that_look_like_numbers_do_not_stop_the_build(tmp_path: Path) -> None:
    firms = [
        {"customer_no": f"70{i:04d}", "name": f"360{i:02d}A", "kind": "firm", "mobile": "36000"} for i in range(30)
    ]
    people = [{"customer_no": f"80{i:04d}", "name": "王伟", "id_no": f"wang{i:02d}wei"} for i in range(30)]
    info = generation(tmp_path, {"customers": [*firms, *people]})
    assert ("3600",) in _read(info, "SELECT p FROM hot")
    assert ("wang",) in _read(info, "SELECT p FROM hot")
