"""A desk small enough to know by heart: seven customers, seven products, real packs, real SQLCipher."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from hmac import digest
from pathlib import Path
from typing import Any

from teller_assist.domain import keys
from teller_assist.domain.packs import load_packs
from teller_assist.paths import RESOURCES
from teller_assist.store import raw
from teller_assist.store.keyfile import KeyFile
from teller_assist.store.snapshot import swap
from teller_assist.store.snapshot_schema import INDEXES, TABLES, VERSION

AS_OF = date(2026, 11, 22)
MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)  # half past nine in the branch
TODAY = date(2026, 11, 23)
WAN = 1_000_000

ZHANG, MINOR, GONE, FIRM, BARE, COMPLAINS, OUYANG = "C1", "C2", "C3", "C4", "C5", "C6", "C7"
ELSEWHERE = "C9"  # another branch's: known by a keyed hash only
CD, TERM, FUND, WEALTH, TRUST, MOBILE, LOAN = "CD12", "TD12", "FD4", "WM2", "TR1", "MB", "ML"
TELLER, UNLICENSED = "T1", "T2"
CARD_NO, ID_NO = "6222000000000018812", "310000197803078812"
LOBBY, MANAGER = "L1", "M1"


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **time: float) -> None:
        self.at += timedelta(**time)


def customer(o: int, customer_no: str, name: str, **told: Any) -> tuple[Any, ...]:
    row: dict[str, Any] = {
        "o": o, "customer_no": customer_no, "name": name, "kind": "person", "sex": "F", "id_type": "resident_id",
        "id_no": "310000197803078812", "mobile": "13800005678", "birth_on": "1978-03-07", "branch_no": "B1",
        "own_branch": 1, "since_on": "2014-05-01", "id_expires_on": None, "risk_grade": 3,
        "risk_assessed_on": "2026-03-01", "risk_change_reported": 0, "capacity": "full", "guardian_consent": 0,
        "consent_marketing": 1, "consent_on": "2026-03-02", "flags": "", "manager_no": "R1",
        "income_fen": 300_000_00, "salary_here": 1, "preferences": "{}", "tags": "", "tier": "platinum",
        "tier_since": "2026-05", "tier_months_below": 0, "possible_duplicate": 0,
    }  # fmt: skip
    assert told.keys() <= row.keys()
    return tuple({**row, **told}.values())


CUSTOMERS = [
    customer(1, ZHANG, "张丽", id_expires_on="2026-12-20", risk_assessed_on="2025-12-03",
             preferences=json.dumps({"avoid": "子女", "do_not_call": True})),
    customer(2, MINOR, "李小明", sex="M", birth_on="2010-01-01"),
    customer(3, GONE, "王建国", sex="M", flags="deceased vip"),
    customer(4, FIRM, "滨江五金有限公司", kind="firm", sex="", birth_on=None, id_no="91310000MA1FL0000X",
             risk_grade=None, risk_assessed_on=None),
    customer(5, BARE, "John Smith", sex="M", birth_on=None, mobile="", id_no="", risk_grade=None,
             risk_assessed_on=None, consent_marketing=None, consent_on=None, manager_no="", tier="mass",
             tier_since="", since_on=None, income_fen=None, salary_here=0),
    customer(6, COMPLAINS, "陈静"),
    customer(7, OUYANG, "欧阳修", sex="M", birth_on="1950-11-23", risk_grade=5),
]  # fmt: skip


def product(code: str, name: str, lane: str, category: str, **told: Any) -> tuple[Any, ...]:
    row: dict[str, Any] = {
        "product_code": code, "name": name, "name_en": code, "lane": lane, "category": category,
        "issuer_rating": None, "seller_rating": None, "placement": "public", "sale_zone": 0, "licence": "",
        "currency": "CNY", "term_months": None, "min_amount_fen": None, "valid_from": None, "valid_to": None,
        "on_sale": 1, "manager": "本行", "fee_text": "", "loss_text": "",
    }  # fmt: skip
    return tuple({**row, **told}.values())


PRODUCTS = [
    product(CD, "大额存单 1 年", "liability", "large_cd", term_months=12, min_amount_fen=20 * WAN),
    product(FUND, "成长基金", "fee", "fund", issuer_rating=4, seller_rating=4, licence="fund", sale_zone=1),
    product(MOBILE, "手机银行", "fee", "mobile_bank"),
    product(LOAN, "按揭", "asset", "mortgage"),
    product(TERM, "定期 1 年", "liability", "term", term_months=12),
    product(TRUST, "信托一号", "fee", "trust", issuer_rating=1, seller_rating=1, placement="private"),
    product(WEALTH, "稳健理财", "fee", "wealth", issuer_rating=2, seller_rating=2, licence="wealth", sale_zone=1),
]

ROWS: dict[str, list[tuple[Any, ...]]] = {
    "customer": CUSTOMERS,
    "product": sorted(PRODUCTS),
    "account": [(1, 1, "A1", "6222000000000018812", "current", "2014-05-01", "active", "2026-11-01")],
    "holding": [
        (1, 1, LOAN, "", None, "CNY", None, None, "active"),
        (1, 2, MOBILE, "", None, "CNY", None, None, "dormant"),
        (1, 3, TERM, "A1", 20 * WAN, "CNY", "2025-11-25", "2026-11-25", "active"),
        (1, 4, TERM, "A1", 30 * WAN, "CNY", "2025-11-25", "2027-11-25", "active"),
        (5, 1, TERM, "A5", 0, "CNY", None, None, "active"),
    ],
    "month_average": [
        (1, f"2026-{month:02d}", fen * WAN) for month, fen in zip(range(6, 12), (50, 52, 49, 56, 58, 60), strict=True)
    ],
    "complaint": [(6, 1, "K1", "2026-11-20", "排队久", "open", None)],
    "assessment": [(1, 1, "2025-12-03", 3, 1)],
    "contact": [(1, 1, WEALTH, "2026-08-14", "declined", 3, "old-visit", "phone")],
    "counter_transaction": [(1, 1, "2026-11-20T02:00:00+00:00", None, "transfer", 5 * WAN, "A01", TELLER, "B1")],
    "relation": [(1, 1, "spouse", OUYANG, "欧阳修", "gold", 1)],
    "staff": [
        ("L1", "孙悦", "B1", "lobby_manager", ""),
        ("M1", "周宁", "B1", "branch_manager", ""),
        ("R1", "王强", "B1", "rm", ""),
        (TELLER, "陈岚", "B1", "teller", "fund:2027-05-31 wealth:2027-05-31"),
        (UNLICENSED, "赵敏", "B1", "teller", "wealth:2026-11-22"),
    ],
    "branch": [("B1", "滨江支行", "Binjiang", "", 1, ""), ("B2", "城西支行", "Chengxi", "", 0, "")],
}  # fmt: skip


def retell(data: Path, told: str) -> None:
    """Another feed: ``told`` is what follows UPDATE."""
    con = raw.connect(data / "snap-00000001.db", KeyFile(data / "desk.key").key(), building=True)
    con.execute(f"UPDATE {told}")
    con.close()


def with_numbers(data: Path) -> Path:
    """The first customer can be found by card and ID, as a reader brings them."""
    con = raw.connect(data / "snap-00000001.db", KeyFile(data / "desk.key").key(), building=True)
    con.executemany("INSERT INTO sk VALUES(?, ?, 1, '')", [(CARD_NO, keys.CARD), (ID_NO, keys.ID)])
    line = (ZHANG, "张丽", "F", "1978", "310***********8812", "B1", "1", "platinum", "")
    con.execute("INSERT INTO line VALUES(1, ?)", ("\t".join(line),))
    con.close()
    return data


@cache
def _packs() -> dict[str, Any]:
    return load_packs(RESOURCES / "packs")


def make_desk(data: Path) -> Path:
    """A desk with this generation and nothing recorded."""
    key = KeyFile(data / "desk.key").ensure()
    con = raw.connect(data / "snap-00000001.db", key, building=True)
    con.executescript(TABLES)
    salt = sha256(b"small").digest()
    hashed = digest(salt, f"customer_no|{ELSEWHERE.lower()}".encode(), "sha256")[:8]
    meta = {
        "schema": str(VERSION), "generation": "small-1", "as_of": AS_OF.isoformat(), "built_at": "", "bank": "示范",
        "home_branch": "B1", "customers": str(len(CUSTOMERS)), "bankwide_salt": salt.hex(),
    }  # fmt: skip
    bodies = [(n, str(b.get("version", "")), json.dumps(b, default=str)) for n, b in _packs().items()]
    extra: dict[str, list[tuple[Any, ...]]] = {
        "meta": list(meta.items()),
        "pack": bodies,
        "bankwide": [(hashed, "gold", "fraud_watch vip", "B2")],
    }
    for table, rows in {**ROWS, **extra}.items():
        con.executemany(f"INSERT INTO {table} VALUES({','.join('?' * len(rows[0]))})", rows)
    con.executescript(INDEXES)
    con.close()
    swap(data, "snap-00000001.db")
    return data
