"""What a customer has: accounts, holdings in three lanes, six monthly averages that agree with them."""

from collections.abc import Callable

from teller_assist.hub.bank import lending, numbers, savings
from teller_assist.hub.bank.days import Days
from teller_assist.hub.bank.person import Person
from teller_assist.hub.bank.sink import Row

WAN = 1_000_000  # ten thousand yuan in fen
# Share of adults up to each band (in 万), steeper than uniform inside it: most customers are mass.
_BANDS = ((0.82, 0.0, 5.0), (0.957, 5.0, 50.0), (0.990, 50.0, 200.0), (0.9982, 200.0, 600.0), (1.0, 600.0, 4000.0))
_TIER_BOUNDS = (5, 5, 5, 50, 50, 200, 600)


class Purse:
    """Writes down the money of one customer after another."""

    def __init__(self, rnd: Callable[[], float], days: Days, branch_nos: tuple[str, ...]) -> None:
        self.rnd = rnd
        self.days = days
        self._branch_nos = branch_nos
        self.accounts: list[Row] = []
        self.holdings: list[Row] = []
        self.assets: list[Row] = []
        self.opened = 0  # accounts of the present customer

    def fill(self, person: Person) -> int:
        """Rows of one customer; returns the assets in fen (deposits and wealth, no loans)."""
        self.opened = 0
        total = lending.firm(self, person) if person.firm else self._person(person)
        self._months(person, total)
        return total

    def open(
        self, person: Person, kind: str, on: str, card: str = "", expires: str = "", status: str = "active"
    ) -> str:
        """A new account (at most 16 a customer); its number."""
        account = numbers.account_no(person.count * 16 + self.opened, self._branch_nos[person.branch])
        self.opened += 1
        self.accounts.append((account, person.customer_no, card, kind, on, status, expires))
        return account

    def hold(
        self, person: Person, code: str, balance: int | None, account: str, opened: str, matures: str = "",
        status: str = "active", currency: str = "CNY",
    ) -> None:  # fmt: skip
        """``balance`` in fen, None is unknown."""
        amount = "" if balance is None else str(balance)
        self.holdings.append((person.customer_no, code, amount, account, currency, opened, matures, status))

    def ago(self, person: Person, most: int) -> int:
        """A past day at most ``most`` days back, not before the customer came."""
        return -1 - int(self.rnd() * min(most, -person.since - 1))

    def _person(self, person: Person) -> int:
        rnd, days = self.rnd, self.days
        total = self._worth(person)
        dormant = total < WAN // 2 and rnd() < 0.06 and person.age >= 18
        if dormant:
            person.flags.append("dormant")
            total = 0 if rnd() < 0.6 else total
        status = "frozen" if "court_freeze" in person.flags else "dormant" if dormant else "active"
        card = numbers.card_no(person.count) if rnd() < (0.93 if person.age >= 10 else 0.1) else ""
        ends = int(rnd() * 30) if person.special == "card_expiring" else int(rnd() * 3600) - 60
        main = self.open(person, "current", days.iso(person.since), card, days.iso(ends) if card else "", status)
        savings.save(self, person, total, main, dormant)
        lending.borrow(self, person)
        lending.subscribe(self, person, card, main, dormant)
        return total

    def _worth(self, person: Person) -> int:
        """Assets in fen. Young and old have less; the special ``near_tier`` is just under a tier's bound."""
        rnd = self.rnd
        if person.special == "near_tier":
            return int(_TIER_BOUNDS[int(rnd() * len(_TIER_BOUNDS))] * WAN * (0.9 + 0.098 * rnd()))
        if person.age < 23:
            return int(rnd() ** 3 * 3 * WAN)
        chance = rnd() * (1.0 if 30 <= person.age <= 66 else 0.985)
        _, low, high = next(band for band in _BANDS if chance <= band[0])
        worth = rnd() ** 2.2 * high if low == 0 else low * (high / low) ** (rnd() ** 1.5)
        if person.special == "maturing":
            worth = max(worth, 7 + worth)
        return int(worth * WAN)

    def _months(self, person: Person, total: int) -> None:
        """Six averages that end near ``total``: half flat, some up, some down; a sole trader's jump; 1 % lack some."""
        rnd = self.rnd
        trend, untold = rnd(), rnd() < 0.01
        slope = 0.012 * rnd() - 0.006
        if trend > 0.5:
            slope = 0.02 + 0.06 * rnd() if trend < 0.78 else -0.02 - 0.08 * rnd()
        swing = 0.8 if "sole_trader" in person.tags else 0.03
        value = total * (1.0 if person.special == "near_tier" else 0.97 + 0.06 * rnd())
        averages = []
        for _ in range(6):
            averages.append(int(value))
            value = value / (1 + slope) * (1 + swing * (rnd() - 0.5))
        for n, month in enumerate(self.days.months):
            told = "" if untold and n < 2 else str(averages[5 - n])
            self.assets.append((person.customer_no, month, told, "all"))
