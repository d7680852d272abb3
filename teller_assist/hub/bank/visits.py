"""Counter transactions of the last 30 days: within branch hours, one at a time for each teller, tickets in order."""

from collections.abc import Callable
from math import ceil, gcd

from teller_assist.hub.bank.days import Days
from teller_assist.hub.bank.money import WAN
from teller_assist.hub.bank.person import Person
from teller_assist.hub.bank.places import Branch
from teller_assist.hub.bank.sink import Row

SHARE = 0.24  # transactions for each customer in 30 days
_OPENS, _CLOSES = 9 * 60, 17 * 60
_TYPES = (
    ("current", 34, 3), ("transfer", 14, 5), ("term", 14, 5), ("bill", 8, 3), ("cash_large", 6, 6),
    ("card_replace", 5, 5), ("password", 4, 5), ("account_open", 3, 15), ("wealth", 3, 10), ("large_cd", 2, 8),
    ("loss_report", 2, 10), ("fx", 2, 8), ("loan", 2, 5), ("dual_recording", 1, 20),
)  # fmt: skip
_WHEEL = [(name, minutes) for name, weight, minutes in _TYPES for _ in range(weight)]
_MONEY = frozenset({"current", "transfer", "term", "bill", "cash_large", "wealth", "large_cd", "fx", "corporate"})


class Slots:
    """The slots of one branch, taken in a scattered order so that none is taken twice."""

    def __init__(self, tellers: int, days: int, expected: float) -> None:
        self.windows = tellers
        need = ceil(expected * 1.6 / days / tellers) + 4
        self.rows = min(need, 96)  # rounds a day: not shorter than five minutes each
        self.room = self.rows * tellers * days
        self.step = next(s for s in range(int(self.room * 0.618), self.room * 2 + 3) if s and gcd(s, self.room) == 1)
        self.taken = 0

    def take(self) -> int | None:
        if self.taken >= self.room:
            return None
        self.taken += 1
        return self.taken * self.step % self.room


class Visits:
    def __init__(self, rnd: Callable[[], float], days: Days, branches: tuple[Branch, ...], customers: int) -> None:
        self._rnd = rnd
        self._branches = branches
        self._days = days
        expected = customers / len(branches) * SHARE
        self._desks = [
            Slots(len(b.tellers), len(days.workdays), expected * (2 if n == 0 else 1)) for n, b in enumerate(branches)
        ]
        self._made = 0
        self.transactions: list[Row] = []

    def visit(self, person: Person, account: str) -> None:
        """None, one or a few transactions of ``person``, mostly at the home branch."""
        rnd = self._rnd
        chance = rnd()
        if (person.age < 16 and not person.firm) or chance > 0.19 or "deceased" in person.flags:
            return
        for _ in range(1 + (chance < 0.04) + (chance < 0.008)):
            branch = person.branch if rnd() < 0.92 else int(rnd() * len(self._branches))
            slot = self._desks[branch].take()
            if slot is not None:
                self._add(person, account, branch, slot)

    def _add(self, person: Person, account: str, at: int, slot: int) -> None:
        rnd, desk, branch = self._rnd, self._desks[at], self._branches[at]
        day, place = divmod(slot, desk.rows * desk.windows)
        turn, window = divmod(place, desk.windows)
        each = (_CLOSES - _OPENS) / desk.rows
        kind, minutes = ("corporate", 8) if person.firm else _WHEEL[int(rnd() * len(_WHEEL))]
        lasts = min(minutes * (0.5 + rnd()), each * 0.9, 40)
        start = _OPENS * 60 + int((turn * each + rnd() * (each - lasts)) * 60)
        end = start + int(lasts * 60)
        on = self._days.iso(self._days.workdays[day])
        letter = "C" if person.firm else "B" if "vip" in person.flags else "A"
        self._made += 1
        self.transactions.append((
            f"T{branch.branch_no}{self._made:09d}", person.customer_no, branch.branch_no, kind,
            f"{on}T{_clock(start)}+08:00",
            "" if rnd() < 0.004 else f"{on}T{_clock(end)}+08:00", branch.tellers[window % len(branch.tellers)],
            f"{letter}{place + 1:03d}", self._amount(kind), account,
        ))  # fmt: skip

    def _amount(self, kind: str) -> str:
        rnd = self._rnd
        match kind:
            case "cash_large":
                return str((5 + int(rnd() ** 2 * 40)) * WAN)
            case "large_cd":
                return str((20 + int(rnd() ** 2 * 10) * 10) * WAN)
            case "term" | "wealth":
                return str((1 + int(rnd() ** 2 * 30)) * WAN)
            case "bill":
                return str(2_000 + int(rnd() * 60_000))
            case _ if kind in _MONEY:
                return str((1 + int(rnd() ** 2 * 490)) * 10_000)
        return ""


def _clock(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
