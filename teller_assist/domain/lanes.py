"""The holdings strip: three lanes, in which "has none", "0" and "unknown" are three different answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from teller_assist.domain.card import LaneRow, LaneView
from teller_assist.domain.customer import Holding
from teller_assist.domain.money import band, band_with_unit
from teller_assist.domain.product import CATEGORIES, Lane, Product

Names = Mapping[str, tuple[str, str]]  # category -> its name in Chinese and in English

# Categories that hold money: for these a balance not told is unknown; for the others having it is all there is.
VALUED = frozenset(CATEGORIES) - {
    "debit_card", "social_card", "etc", "credit_card", "mobile_bank", "web_bank", "sms", "quick_pay", "custody",
    "payroll", "bill_pay", "merchant", "fx", "safe_box", "collection",
}  # fmt: skip
HOME_CURRENCY = "CNY"
_ORDER = {"held": 0, "dormant": 1, "zero": 2, "unknown": 3, "none": 4}


class Strip(NamedTuple):
    """What all cards of a generation share: the names, and each lane's rows for what is not held."""

    names: Names
    missing: Mapping[Lane, tuple[LaneRow, ...]]

    @classmethod
    def of(cls, names: Names) -> "Strip":
        rows: dict[Lane, list[LaneRow]] = {lane: [] for lane in Lane}
        for category, lane in CATEGORIES.items():
            rows[lane].append(LaneRow(category, *_name(names, category), "none", "", None, False))
        return cls(names, {lane: tuple(found) for lane, found in rows.items()})


def lanes(
    holdings: Sequence[Holding],
    products: Mapping[str, Product],
    strip: Strip,
    due: Collection[str],
    exact: bool,
) -> tuple[LaneView, ...]:
    """Deposits, loans, fee business. ``due`` are product codes that mature soon; ``exact`` False leaves bands only."""
    grouped: dict[tuple[str, str], list[Holding]] = {}
    for h in holdings:
        product = products.get(h.product_code)
        if product is not None and h.status != "closed":
            grouped.setdefault((product.category, h.currency or HOME_CURRENCY), []).append(h)
    return tuple(_lane(lane, grouped, strip, due, exact) for lane in Lane)


def _lane(
    lane: Lane,
    grouped: Mapping[tuple[str, str], list[Holding]],
    strip: Strip,
    due: Collection[str],
    exact: bool,
) -> LaneView:
    mine = {key: held for key, held in grouped.items() if CATEGORIES.get(key[0]) is lane}
    rows = [_row(category, currency, held, strip.names, due) for (category, currency), held in mine.items()]
    total = _sum(h for (kind, at), held in mine.items() if kind in VALUED and at == HOME_CURRENCY for h in held)
    rows.sort(key=lambda row: (_ORDER[row.state], not row.due, -(row.exact_fen or 0), row.code))
    have = {category for category, _ in mine}
    rows += [row for row in strip.missing[lane] if row.code not in have]
    if not exact:
        rows = [LaneRow(r.code, r.name, r.name_en, r.state, r.band, None, r.due) for r in rows]
    return LaneView(lane.value, band_with_unit(total), total if exact else None, tuple(rows))


def _row(category: str, currency: str, held: Sequence[Holding], names: Names, due: Collection[str]) -> LaneRow:
    name, name_en = _name(names, category)
    if currency != HOME_CURRENCY:  # its own row: fen of another currency are never added to ours
        name, name_en = f"{name} {currency}", f"{name_en} {currency}"
    near = any(h.product_code in due for h in held)
    state, total = _state(category, held), _sum(held)
    shown = category in VALUED and state in ("held", "zero", "dormant")
    return LaneRow(category, name, name_en, state, band(total) if shown else "", total if shown else None, near)


def _state(category: str, held: Sequence[Holding]) -> str:
    if all(h.status == "dormant" for h in held):
        return "dormant"
    if category not in VALUED:
        return "held"
    known = [h.balance_fen for h in held if h.balance_fen is not None]
    if any(known):
        return "held"
    return "zero" if known and len(known) == len(held) else "unknown"


def _sum(held: Iterable[Holding]) -> int | None:
    """The sum of the known balances; None if none is known."""
    known = [h.balance_fen for h in held if h.balance_fen is not None]
    return sum(known) if known else None


def _name(names: Names, category: str) -> tuple[str, str]:
    return names.get(category, (category, category))
