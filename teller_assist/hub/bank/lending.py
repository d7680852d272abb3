"""Loans, cards, channels and services, and all that a firm has."""

from typing import TYPE_CHECKING

from teller_assist.hub.bank import numbers
from teller_assist.hub.bank.person import Person
from teller_assist.hub.bank.savings import WAN, place_term

if TYPE_CHECKING:
    from teller_assist.hub.bank.money import Purse

_CREDIT = ("CC01", "CC01", "CC02", "CC03")


def borrow(purse: "Purse", person: Person) -> None:
    """One in four of working age has a loan; most a mortgage, a sole trader a business loan."""
    rnd = purse.rnd
    chance = rnd()
    if not 22 < person.age < 62 or chance > 0.24:
        return
    code, most, months = "LM01", 180, 360  # product, most in 万, term in months
    if "sole_trader" in person.tags and rnd() < 0.6:
        code, most, months = "LB01", 80, 12
    elif chance < 0.05:
        code, most, months = ("LC01", "LC02")[int(rnd() * 2)], 20, 36
    elif chance < 0.06:
        code, most, months = "LP01", 18, 12
    elif chance < 0.10:
        code, most, months = "LM02", 120, 240
    opened, matures = place_term(purse, person, months)
    years_left = (int(matures[:4]) - purse.days.as_of.year + 1) * 12 / (months + 12)
    amount = int((0.1 + 0.9 * rnd()) * most * min(1.0, years_left) * WAN)
    purse.hold(person, code, amount, purse.open(person, "loan", opened), opened, matures)


def subscribe(purse: "Purse", person: Person, card: str, main: str, dormant: bool) -> None:
    """Cards and channels: they carry no money, so their balance is 0, not unknown."""
    rnd, days = purse.rnd, purse.days
    if card:
        purse.hold(person, "CD01", 0, main, days.iso(person.since), status="dormant" if dormant else "active")
    if person.age < 16:
        return
    keen = 0.86 if person.age < 55 else 0.5 if person.age < 68 else 0.22
    for code, share in (
        ("EM01", keen), ("EQ01", keen * 0.7), ("ES01", 0.5), ("EW01", 0.12), ("CS01", 0.3), ("SB01", 0.1),
        ("SG01", 0.03), ("SC01", 0.06), ("PN01", 0.05), ("CE01", 0.0 if "no_vehicle" in person.tags else 0.14),
        ("SM01", 0.45 if "sole_trader" in person.tags else 0.0), ("SX01", 0.01),
    ):  # fmt: skip
        chance = rnd()
        if chance < share:
            asleep = dormant or (code in ("EM01", "EW01") and chance < share * 0.12)
            status = "dormant" if asleep else "active"
            purse.hold(person, code, 0, main, days.iso(purse.ago(person, 1800)), status=status)
    if person.employer and rnd() < 0.7:
        purse.hold(person, "SP01", 0, main, days.iso(purse.ago(person, 1800)))
        person.salary_here = True
    if 22 < person.age < 62 and rnd() < 0.22:
        _credit(purse, person)


def _credit(purse: "Purse", person: Person) -> None:
    """A credit card with what is owed on it; some pay by instalments."""
    rnd, days = purse.rnd, purse.days
    owed = 0 if rnd() < 0.3 else int(rnd() ** 2 * 3 * WAN)
    day = purse.ago(person, 1500)
    account = purse.open(person, "card", days.iso(day), numbers.credit_no(person.count), days.iso(day + 1826))
    purse.hold(person, _CREDIT[int(rnd() * 4)], owed, account, days.iso(day))
    if owed > WAN and rnd() < 0.3:
        opened, matures = place_term(purse, person, 12)
        purse.hold(person, "LI01", owed // 2, account, max(opened, days.iso(day)), matures)


def firm(purse: "Purse", person: Person) -> int:
    """A firm's accounts, services and perhaps a loan; returns its deposits in fen, 2万 to 800万."""
    rnd, days = purse.rnd, purse.days
    total = int(2 * WAN * 400 ** rnd())
    since = days.iso(person.since)
    main = purse.open(person, "current", since)
    part = total // 3 // WAN * WAN if total > 60 * WAN else 0
    purse.hold(person, "DC01", total - part, main, since)
    if part:
        on = days.iso(purse.ago(person, 90))
        purse.hold(person, "DN07", part, purse.open(person, "notice", on), on)
    for code, share in (("EW01", 0.8), ("SP01", 0.6), ("SM02", 0.35), ("ES01", 0.5), ("SF01", 0.08)):
        if rnd() < share:
            purse.hold(person, code, 0, main, days.iso(purse.ago(person, 1500)))
    if rnd() < 0.3:
        opened, matures = place_term(purse, person, 12)
        purse.hold(person, "LB02", int((10 + 290 * rnd()) * WAN), purse.open(person, "loan", opened), opened, matures)
    return total
