"""Small customers, products and colleagues for the tests of the domain. No real person."""

import csv
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from teller_assist.domain.customer import (
    Account,
    Assessment,
    Capacity,
    Contact,
    CounterTransaction,
    Customer,
    Holding,
    MonthAverage,
    Profile,
)
from teller_assist.domain.engine import Engine, Situation
from teller_assist.domain.packs import load_packs
from teller_assist.domain.product import Lane, Product
from teller_assist.domain.staff import Branch, Staff
from teller_assist.paths import RESOURCES

TODAY = date(2026, 11, 23)
BRANCH = Branch("B1", "示范支行", "Example", "R1", True, frozenset())
STAFF = Staff("S1", "示", "B1", "teller", (("wealth", date(2027, 1, 1)), ("fund", date(2027, 1, 1))))

CUSTOMER = Customer(
    o=1, customer_no="C1", name="张三", kind="person", sex="F", id_type="resident_id", id_no="", mobile="",
    birth_on=date(1978, 3, 2), branch_no="B1", own_branch=True, since_on=date(2014, 1, 1), id_expires_on=None,
    risk_grade=3, risk_assessed_on=date(2026, 3, 2), risk_change_reported=False, capacity=Capacity.FULL,
    guardian_consent=False, consent_marketing=True, consent_on=date(2026, 3, 2), flags=frozenset(), manager_no="",
    income_fen=30_000_000, salary_here=False, preferences=(), tags=frozenset(), tier="platinum",
    tier_since="2026-01", tier_months_below=0, possible_duplicate=False,
)  # fmt: skip


def customer(**changes: Any) -> Customer:
    return CUSTOMER._replace(**changes)


def profile(who: Customer = CUSTOMER, **parts: Any) -> Profile:
    months = tuple(MonthAverage(f"2026-{m:02d}", 60_000_000) for m in range(6, 12))
    whole = Profile(who, (), (), months, (), (), (), (), ())
    return whole._replace(**parts)


def holding(code: str, fen: int | None, matures: date | None = None, status: str = "active") -> Holding:
    return Holding(code, "", fen, "CNY", None, matures, status)


def transactions(kind: str, days: Iterable[int]) -> tuple[CounterTransaction, ...]:
    return tuple(
        CounterTransaction(datetime(2026, 11, day, 2, tzinfo=UTC), None, kind, 100, "", "", "B1") for day in days
    )


def contact(code: str, on: date, outcome: str, reason: int = 0, visit: str = "") -> Contact:
    return Contact(code, on, outcome, reason, visit or on.isoformat(), "counter")


def card(expires: date) -> Account:
    return Account("A1", "", "current", None, "active", expires)


def assessed(on: date, grade: int = 3, confirmed: bool = True) -> Assessment:
    return Assessment(on, grade, confirmed)


def product(**changes: Any) -> Product:
    plain = Product(
        "P1", "示范理财", "Example", Lane.FEE, "wealth", 2, 2, "public", True, "wealth", "CNY", None, None, None,
        None, True, "本行", "", "",
    )  # fmt: skip
    return plain._replace(**changes)


@cache
def catalogue() -> tuple[Product, ...]:
    """The shipped catalogue."""
    with (RESOURCES / "feeds" / "catalogue" / "products.csv").open(encoding="utf-8", newline="") as source:
        return tuple(_row(row) for row in csv.DictReader(source))


def _row(row: dict[str, str]) -> Product:
    def number(name: str) -> int | None:
        return int(row[name].lstrip("R")) if row[name] else None

    def day(name: str) -> date | None:
        return date.fromisoformat(row[name]) if row[name] else None

    return Product(
        row["product_code"], row["name"], row["name_en"], Lane(row["lane"]), row["category"],
        number("issuer_rating"), number("seller_rating"), row["placement"], row["sale_zone"] == "Y", row["licence"],
        row["currency"] or "CNY", number("term_months"), number("min_amount_fen"), day("valid_from"),
        day("valid_to"), row["on_sale"] != "N", row["manager"], row["fee_text"], row["loss_text"],
    )  # fmt: skip


@cache
def packs() -> dict[str, dict[str, Any]]:
    return load_packs(RESOURCES / "packs")


@cache
def engine() -> Engine:
    return Engine(packs(), catalogue(), BRANCH)


def situation(whole: Profile, **changes: Any) -> Situation:
    return Situation(TODAY, whole, STAFF)._replace(**changes)


def a_busy_customer() -> Profile:
    """Something of everything: a maturity, an idle balance, transfers at the counter, a sleeping channel."""
    return profile(
        customer(salary_here=True, flags=frozenset({"sole_trader"}), id_expires_on=date(2026, 12, 20)),
        holdings=(
            holding("DC01", 8_000_000),
            holding("DT12", 20_000_000, date(2026, 11, 25)),
            holding("EM01", None, status="dormant"),
        ),
        transactions=transactions("transfer", (1, 5, 9)) + transactions("bill", (2, 4)),
    )
