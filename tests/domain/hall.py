"""A branch day on paper: people come by a curve, windows call by the rule, and each takes their time. Seeded.

Arrivals (practice, a branch open 9:00–17:00): per half hour in proportion to ``CURVE``, with peaks at half past nine
and at two and a lull at noon; within the half hour uniform. Time at a window: lognormal, mean 0.85 of the standard's
minutes, coefficient of variation 0.6. 12 % are VIPs, 10 % have a need.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from heapq import heapify, heappop, heappush
from math import log, sqrt
from random import Random
from typing import NamedTuple
from uuid import UUID

from teller_assist.domain.busy import light_of
from teller_assist.domain.packs import load_packs
from teller_assist.domain.queue import next_for
from teller_assist.domain.standards import Standards, standards_of
from teller_assist.domain.ticket import DONE, WAITING, Ticket
from teller_assist.paths import RESOURCES

DAY = date(2026, 11, 23)
OPENS = datetime(2026, 11, 23, 1, tzinfo=UTC)  # nine o'clock in the branch
CURVE = (8, 13, 12, 10, 7, 5, 4, 4, 5, 8, 11, 10, 8, 6, 4, 2)  # per half hour from 9:00 to 17:00
MIX = {
    "current": 24, "cash_large": 8, "term": 12, "transfer": 14, "bill": 8, "password": 7, "account_open": 6,
    "card_replace": 5, "loss_report": 3, "wealth": 5, "large_cd": 3, "loan": 2, "fx": 1, "dual_recording": 2,
}  # fmt: skip
GAP = timedelta(seconds=8)  # from one customer's end to the next call
Talk = Callable[[str, Random], float]


@cache
def standards() -> Standards:
    return standards_of(load_packs(RESOURCES / "packs")["standards"])


def ticket(n: int, minute: float, tier: str = "", needs: str = "", **more: object) -> Ticket:
    """Number n, taken so many minutes after nine."""
    told = Ticket(UUID(int=n), f"A{n:03d}", DAY, "current", needs, tier, "", "kiosk", OPENS + timedelta(minutes=minute))
    return replace(told, **more)  # type: ignore[arg-type]


def arrivals(rnd: Random, people: int = 400) -> list[Ticket]:
    """In the order of coming."""
    halves = rnd.choices(range(len(CURVE)), CURVE, k=people)
    minutes = sorted(30 * half + 30 * rnd.random() for half in halves)
    types = rnd.choices(list(MIX), list(MIX.values()), k=people)
    return [
        ticket(
            n, minute, business_type=kind, tier="platinum" if rnd.random() < 0.12 else "mass",
            needs="elderly" if rnd.random() < 0.10 else "",
        )
        for n, (minute, kind) in enumerate(zip(minutes, types, strict=True), 1)
    ]  # fmt: skip


class Ended(NamedTuple):
    tickets: list[Ticket]
    lights: list[str]  # at each call

    def waits(self) -> list[int]:
        """Seconds, rising."""
        return sorted(int((t.first_called_at - t.taken_at).total_seconds()) for t in self.tickets if t.first_called_at)


def silent(light: str, rnd: Random) -> float:
    return 0.0


def day(seed: int, windows: int = 6, people: int = 400, talk: Talk = silent) -> Ended:
    """Plays the whole day. ``talk``: seconds that the visit is longer for what is said, under this light.

    Who comes and how long they take depends on the seed alone, so that days with other talk can be compared.
    """
    rnd = Random(seed)
    came = arrivals(rnd, people)
    takes = {t.ticket_id: _takes_s(t, rnd) for t in came}
    said = Random(seed + 1)
    free = [(OPENS, str(w)) for w in range(1, windows + 1)]
    heapify(free)
    tickets: list[Ticket] = []
    lights = []
    ahead = came[::-1]
    while ahead or any(t.state == WAITING for t in tickets):
        at, window = heappop(free)
        while ahead and ahead[-1].taken_at <= at:
            tickets.append(ahead.pop())
        waiting = [t for t in tickets if t.state == WAITING]
        called = next_for(tickets, window, at, standards())
        if called is None:  # nobody there: until the next one comes
            heappush(free, (ahead[-1].taken_at, window)) if ahead else None
            continue
        longest = max(at - t.taken_at for t in waiting).total_seconds()
        lights.append(light_of(len(waiting) - 1, windows, int(longest) if len(waiting) > 1 else 0, standards().busy))
        ended = at + timedelta(seconds=takes[called.ticket_id] + talk(lights[-1], said))
        tickets[tickets.index(called)] = replace(
            called, state=DONE, how="served", window_no=window, first_called_at=at, called_at=at, ended_at=ended
        )
        heappush(free, (ended + GAP, window))
    return Ended(tickets, lights)


def _takes_s(t: Ticket, rnd: Random) -> float:
    mean, variation = 0.85 * standards().limit_s(t.business_type), 0.6
    sigma = sqrt(log(1 + variation**2))
    return max(20.0, rnd.lognormvariate(log(mean) - sigma**2 / 2, sigma))
