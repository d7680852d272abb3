"""Deposits and wealth: how a customer's assets are spread over products."""

from typing import TYPE_CHECKING

from teller_assist.hub.bank.person import Person

if TYPE_CHECKING:
    from teller_assist.hub.bank.money import Purse

WAN = 1_000_000
_TERMS = (("DT03", 3), ("DT06", 6), ("DT12", 12), ("DT12", 12), ("DT24", 24), ("DT36", 36), ("DT36", 36), ("DT60", 60))
_LARGE = (("DL12", 12), ("DL24", 24), ("DL36", 36))
_FOREIGN = (("DX01", "USD"), ("DX12", "USD"), ("DX03", "HKD"))
_BY_RATING = {
    1: ("WM11", "FN11"), 2: ("WM12", "WM21", "WM22", "WM23", "FN21", "DS06"), 3: ("WM31", "WM32", "FN31", "GD01"),
    4: ("WM41", "FN32", "FN41"), 5: ("WM51", "FN51"),
}  # fmt: skip
_INSURANCE = ("IN11", "IN12", "IN13", "IN21", "IN22")
_MONTHS = {"WM21": 3, "WM22": 6, "DS06": 6, "WM23": 12, "WM31": 12, "WM32": 24, "WM41": 36, "BD05": 60}


def save(purse: "Purse", person: Person, total: int, main: str, dormant: bool) -> None:
    """Spread ``total`` fen: current, term, large, notice, then wealth for those who were assessed."""
    rnd, since = purse.rnd, purse.days.iso(person.since)
    status = "dormant" if dormant else "active"
    if total < 2 * WAN and rnd() < 0.8:
        purse.hold(person, "DC01", total, main, since, status=status)
        return
    trader = "sole_trader" in person.tags
    cash = int(total * ((0.35 + 0.4 * rnd()) if trader else (0.03 + 0.3 * rnd() ** 2)))
    invested = int((total - cash) * rnd()) if person.grade and rnd() < 0.45 else 0
    saved = total - cash - invested
    soon = person.special == "maturing"
    if soon and saved < 5 * WAN:
        saved, invested = saved + invested, 0
    while saved >= WAN // 2 and purse.opened < 6:
        saved -= _term(purse, person, saved, soon)
        soon = False
    cash += saved
    if trader and cash > 8 * WAN and rnd() < 0.4:
        part = (5 + int(rnd() * (cash // WAN - 5))) * WAN
        cash -= part
        on = purse.days.iso(purse.ago(person, 60))
        purse.hold(person, "DN07", part, purse.open(person, "notice", on), on)
    purse.hold(person, "DC01", cash, main, since, status=status)
    if rnd() < 0.02:
        code, currency = _FOREIGN[int(rnd() * 3)]
        on = purse.days.iso(purse.ago(person, 80))
        purse.hold(person, code, int(rnd() * 2 * WAN), purse.open(person, "fx", on), on, currency=currency)
    if invested:
        _invest(purse, person, invested, main)


def place_term(purse: "Purse", person: Person, months: int, soon: bool = False) -> tuple[str, str]:
    """(opened, matures) of a running term: opened since the customer came, still to mature; ``soon`` within 30 days."""
    first = max(0, int(months * 30.44) + 2 + person.since)
    last = 29 if soon else max(first, months * 30 - 2)
    left = first + int(purse.rnd() * (max(last, first) - first + 1))
    return purse.days.months_before(left, months), purse.days.months_before(left, 0)


def _term(purse: "Purse", person: Person, saved: int, soon: bool) -> int:
    """One term deposit or large certificate out of ``saved``, a round sum. Returns it, in fen."""
    rnd = purse.rnd
    large = saved >= 20 * WAN and rnd() < 0.5
    code, months = _LARGE[int(rnd() * 3)] if large else _TERMS[int(rnd() * len(_TERMS))]
    if soon and months * 31 > -person.since:
        large, code, months = False, "DT03", 3
    part = saved if rnd() < 0.4 else int(saved * (0.3 + 0.5 * rnd()))
    step = WAN if part >= 2 * WAN else WAN // 10
    part = max(part // step * step, 20 * WAN if large else WAN // 10)
    opened, matures = place_term(purse, person, months, soon)
    account = purse.open(person, "term", opened)
    purse.hold(person, code, None if rnd() < 0.008 else part, account, opened, matures)
    return part


def _invest(purse: "Purse", person: Person, left: int, main: str) -> None:
    """Wealth, funds, bonds, insurance within the assessed grade, at most four; the last takes the rest."""
    rnd, days = purse.rnd, purse.days
    for n in range(4):
        part = left if n == 3 or left < 4 * WAN or rnd() < 0.35 else int(left * (0.3 + 0.4 * rnd()))
        left -= part
        code = _choice(purse, person.grade)
        if months := _MONTHS.get(code):
            opened, matures = place_term(purse, person, months)
        else:
            opened, matures = days.iso(purse.ago(person, 1200)), ""
        purse.hold(person, code, None if rnd() < 0.015 else part, main, opened, matures)
        if left <= 0:
            return


def _choice(purse: "Purse", grade: int) -> str:
    rnd = purse.rnd
    kind = rnd()
    if kind < 0.12:
        return "BD05"
    if kind < 0.24:
        return _INSURANCE[int(rnd() * (5 if grade >= 2 else 3))]
    codes = _BY_RATING[1 + int(rnd() * grade)]
    return codes[int(rnd() * len(codes))]
