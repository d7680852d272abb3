"""What a customer has: accounts, holdings in three lanes, six monthly averages."""

from collections.abc import Callable
from typing import NamedTuple

from teller_assist.hub.bank import numbers
from teller_assist.hub.bank.days import Days
from teller_assist.hub.bank.person import Person
from teller_assist.hub.bank.sink import Row

WAN = 1_000_000  # ten thousand yuan in fen
# Share of adults at or below each bound (in 万), then a Pareto-like tail: most customers are mass.
_BANDS = (
    (0.82, 0.0, 5.0),
    (0.957, 5.0, 50.0),
    (0.990, 50.0, 200.0),
    (0.9982, 200.0, 600.0),
    (1.0, 600.0, 4000.0),
)
_TERMS = (
    ("DT03", 3),
    ("DT06", 6),
    ("DT12", 12),
    ("DT12", 12),
    ("DT24", 24),
    ("DT36", 36),
    ("DT36", 36),
    ("DT60", 60),
)
_LARGE = (("DL12", 12), ("DL24", 24), ("DL36", 36))
_RISKY = {
    1: ("WM11", "FN11"), 2: ("WM12", "WM21", "WM22", "WM23", "FN21"), 3: ("WM31", "WM32", "FN31", "GD01"),
    4: ("WM41", "FN32", "FN41"), 5: ("WM51", "FN51"),
}  # fmt: skip
_INSURANCE = ("IN11", "IN12", "IN13", "IN21", "IN22")
_CLOSED = {"WM21": 3, "WM22": 6, "WM23": 12, "WM31": 12, "WM32": 24, "WM41": 36}


class Kept(NamedTuple):
    accounts: list[Row]
    holdings: list[Row]
    assets: list[Row]


class Purse:
    """Writes down the money of one customer after another."""

    def __init__(self, rnd: Callable[[], float], days: Days, branch_nos: tuple[str, ...]) -> None:
        self._rnd = rnd
        self._days = days
        self._branch_nos = branch_nos
        self.kept = Kept([], [], [])
        self._sub = 0

    def fill(self, person: Person) -> int:
        """Rows of one customer; returns the assets in fen (deposits and wealth, no loans)."""
        self._sub = 0
        total = self._firm(person) if person.firm else self._person(person)
        self._months(person, total)
        return total

    def _worth(self, person: Person) -> int:
        """Assets in fen. Young and old have less; the special ``near_tier`` is just under a bound."""
        rnd = self._rnd
        if person.special == "near_tier":
            bound = (5, 5, 5, 50, 50, 200, 600)[int(rnd() * 7)]
            return int(bound * WAN * (0.9 + 0.098 * rnd()))
        if person.age < 23:
            return int(rnd() ** 3 * 3 * WAN)
        chance = rnd() * (1.0 if 30 <= person.age <= 66 else 0.985)
        for n, (share, low, high) in enumerate(_BANDS):
            if chance < share:
                within = rnd()
                if n == 0:
                    return int(within**2.2 * high * WAN)
                return int(low * (high / low) ** (within**1.5) * WAN)
        return 0

    def _open(
        self,
        person: Person,
        kind: str,
        opened: str,
        card: str = "",
        expires: str = "",
        status: str = "active",
    ) -> str:
        account = numbers.account_no(person.count * 16 + self._sub, self._branch_nos[person.branch])
        self._sub += 1
        self.kept.accounts.append((account, person.customer_no, card, kind, opened, status, expires))
        return account

    def _hold(
        self, person: Person, code: str, balance: int | None, account: str = "", opened: str = "", matures: str = "",
        status: str = "active", currency: str = "CNY",
    ) -> None:  # fmt: skip
        amount = "" if balance is None else str(balance)
        self.kept.holdings.append(
            (person.customer_no, code, amount, account, currency, opened, matures, status)
        )

    def _person(self, person: Person) -> int:
        rnd, days = self._rnd, self._days
        total = self._worth(person)
        since = int(min(person.age * 300, 9000) * (0.02 + 0.95 * rnd()))
        opened = days.iso(-since)
        dormant = rnd() < 0.05 and total < WAN // 2
        frozen = "court_freeze" in person.flags
        status = "frozen" if frozen else "dormant" if dormant else "active"
        card = numbers.card_no(person.count) if rnd() < 0.93 else ""
        ends = int(rnd() * 3600) - 60
        if person.special == "card_expiring":
            ends = int(rnd() * 30)
        if dormant:
            person.flags.append("dormant")
            total = 0 if rnd() < 0.6 else total
        main = self._open(person, "current", opened, card, days.iso(ends) if card else "", status)
        left = self._deposits(person, total, main, opened, status)
        if left:
            self._invest(person, left, main)
        self._loans(person, main)
        self._services(person, card, main, opened, dormant)
        return total

    def _deposits(self, person: Person, total: int, main: str, opened: str, status: str) -> int:
        """Current, term, notice and large deposits; returns what is left for wealth, in fen."""
        rnd = self._rnd
        if total < 2 * WAN and rnd() < 0.8 and person.special != "maturing":
            self._hold(
                person, "DC01", total, main, opened, status="dormant" if status == "dormant" else "active"
            )
            return 0
        irregular = "sole_trader" in person.tags
        cash = int(total * ((0.35 + 0.4 * rnd()) if irregular else (0.03 + 0.3 * rnd() ** 2)))
        invested = int((total - cash) * rnd()) if person.grade and rnd() < 0.45 else 0
        saved = total - cash - invested
        if person.special == "maturing":
            saved = max(saved, 5 * WAN)
            total = max(total, saved + cash)
        first = True
        while saved >= WAN // 2 and self._sub < 6:
            saved -= self._term(person, saved, first and person.special == "maturing")
            first = False
        self._hold(person, "DC01", cash + max(saved, 0), main, opened)
        if irregular and cash > 5 * WAN and rnd() < 0.3:
            self._hold(
                person,
                "DN07",
                5 * WAN,
                self._open(person, "notice", opened),
                self._days.iso(-int(rnd() * 60)),
            )
        if rnd() < 0.02:
            code, currency = (("DX01", "USD"), ("DX12", "USD"), ("DX03", "HKD"))[int(rnd() * 3)]
            account = self._open(person, "fx", opened)
            self._hold(person, code, int(rnd() * 2 * WAN), account, opened, currency=currency)
        return invested

    def _term(self, person: Person, saved: int, soon: bool) -> int:
        """One term deposit or large certificate out of ``saved``; the part is a round sum. Returns it."""
        rnd = self._rnd
        large = saved >= 20 * WAN and rnd() < 0.5
        code, months = (_LARGE if large else _TERMS)[int(rnd() * (3 if large else len(_TERMS)))]
        part = saved if rnd() < 0.4 else int(saved * (0.3 + 0.5 * rnd()))
        step = WAN if part >= 2 * WAN else WAN // 10
        part = max(part // step * step, 20 * WAN if large else WAN // 10)
        left = int(rnd() * 30) if soon else 1 + int(rnd() * (months * 30 - 2))
        opened = self._days.months_before(left, months)
        matures = self._days.months_before(left, 0)
        account = self._open(person, "term", opened)
        self._hold(person, code, None if rnd() < 0.008 else part, account, opened, matures)
        return part

    def _invest(self, person: Person, left: int, main: str) -> None:
        """Wealth, funds, bonds, insurance within the assessed grade, at most four; the last takes the rest."""
        rnd = self._rnd
        for n in range(4):
            part = left if n == 3 or left < 4 * WAN or rnd() < 0.35 else int(left * (0.3 + 0.4 * rnd()))
            left -= part
            code = self._choice(person.grade)
            bought = int(rnd() * (_CLOSED.get(code, 18) * 30 - 5)) + 1
            opened, matures = self._days.iso(-bought), ""
            if code in _CLOSED:
                matures = self._days.iso(_CLOSED[code] * 30 - bought)
            elif code == "BD05":
                opened = self._days.months_before(60 * 30 - bought, 60)
                matures = self._days.months_before(60 * 30 - bought, 0)
            market = None if rnd() < 0.015 else part
            self._hold(person, code, market, main, opened, matures)
            if left <= 0:
                return

    def _choice(self, grade: int) -> str:
        rnd = self._rnd
        kind = rnd()
        if kind < 0.12:
            return "BD05"
        if kind < 0.24:
            return _INSURANCE[int(rnd() * (5 if grade >= 2 else 3))]
        codes = _RISKY[1 + int(rnd() * grade)]
        return codes[int(rnd() * len(codes))]

    def _loans(self, person: Person, main: str) -> None:
        rnd, days = self._rnd, self._days
        chance = rnd()
        if not 22 < person.age < 62 or chance > 0.24:
            return
        code, most, months = "LM01", 180, 360
        if "sole_trader" in person.tags and rnd() < 0.6:
            code, most, months = "LB01", 80, 12
        elif chance < 0.05:
            code, most, months = ("LC01", "LC02")[int(rnd() * 2)], 20, 36
        elif chance < 0.06:
            code, most, months = "LP01", 18, 12
        elif chance < 0.10:
            code, most, months = "LM02", 120, 240
        left = int(rnd() * months * 30)
        opened, matures = days.months_before(left, months), days.months_before(left, 0)
        amount = int((0.1 + 0.9 * rnd()) * most * WAN * (left / (months * 30) if months > 40 else 1))
        self._hold(person, code, amount, self._open(person, "loan", opened), opened, matures)

    def _services(self, person: Person, card: str, main: str, opened: str, dormant: bool) -> None:
        """Cards and channels: they carry no money, so their balance is 0, not unknown."""
        rnd, days = self._rnd, self._days
        if card:
            self._hold(person, "CD01", 0, main, opened, status="dormant" if dormant else "active")
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
                since = days.iso(-int(rnd() * 1800) - 1)
                self._hold(person, code, 0, main, since, status="dormant" if asleep else "active")
        if 22 < person.age < 62 and rnd() < 0.22:
            owed = 0 if rnd() < 0.3 else int(rnd() ** 2 * 3 * WAN)
            since, ends = int(rnd() * 1500), days.iso(int(rnd() * 1700) - 20)
            account = self._open(person, "card", days.iso(-since), numbers.credit_no(person.count), ends)
            self._hold(
                person, ("CC01", "CC01", "CC02", "CC03")[int(rnd() * 4)], owed, account, days.iso(-since)
            )
            if owed > WAN and rnd() < 0.3:
                self._hold(
                    person,
                    "LI01",
                    owed // 2,
                    account,
                    days.iso(-int(rnd() * 300)),
                    days.iso(int(rnd() * 300)),
                )

    def _firm(self, person: Person) -> int:
        rnd, days = self._rnd, self._days
        opened = days.iso(-400 - int(rnd() * 5000))
        total = int(2 * WAN * 400 ** rnd())
        main = self._open(person, "current", opened)
        part = total // 3 // WAN * WAN if total > 60 * WAN else 0
        self._hold(person, "DC01", total - part, main, opened)
        if part:
            self._hold(person, "DN07", part, self._open(person, "notice", opened), days.iso(-int(rnd() * 90)))
        for code, share in (("EW01", 0.8), ("SP01", 0.6), ("SM02", 0.35), ("ES01", 0.5), ("SF01", 0.08)):
            if rnd() < share:
                self._hold(person, code, 0, main, days.iso(-int(rnd() * 390) - 1))
        if rnd() < 0.3:
            left = 1 + int(rnd() * 360)
            since, ends = days.months_before(left, 12), days.months_before(left, 0)
            self._hold(
                person, "LB02", int((10 + 290 * rnd()) * WAN), self._open(person, "loan", since), since, ends
            )
        return total

    def _months(self, person: Person, total: int) -> None:
        """Six averages that end near ``total``: up, flat or down; a sole trader's jump; some months are not told."""
        rnd = self._rnd
        trend = rnd()
        slope = (
            0.012 * rnd() - 0.006
            if trend < 0.5
            else 0.02 + 0.06 * rnd()
            if trend < 0.78
            else -0.02 - 0.08 * rnd()
        )
        swing = 0.8 if "sole_trader" in person.tags else 0.03
        untold = rnd()
        value = float(total)
        if person.special != "near_tier":
            value *= 0.97 + 0.06 * rnd()
        averages = []
        for _ in range(6):
            averages.append(int(value))
            value = value / (1 + slope)
            value *= 1 + swing * (rnd() - 0.5)
        number, months = person.customer_no, self._days.months
        for n, month in enumerate(months):
            told = "" if untold < 0.01 and n < 2 else str(averages[5 - n])
            self.kept.assets.append((number, month, told, "all"))
