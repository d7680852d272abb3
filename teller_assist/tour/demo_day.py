"""A demo branch's hall: yesterday from nine to five, today until 10:42, through the program's own deeds.

One data folder stands for all windows of the branch: each is a counter of its own over the same databases, with its
own number and teller. The clock stands wherever the story is.
"""

import heapq
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

from teller_assist.desk.bookings import Booking
from teller_assist.desk.complaints import Said
from teller_assist.desk.counter import Counter
from teller_assist.desk.evaluations import Evaluations
from teller_assist.desk.floor import Floor
from teller_assist.desk.inspections import Sheet
from teller_assist.desk.lookup import Lookup, utc_now
from teller_assist.desk.quality import Quality
from teller_assist.desk.queue import Queue
from teller_assist.desk.visits import begin_guest
from teller_assist.desk.window import Window
from teller_assist.domain.days import day_at, midnight
from teller_assist.domain.quality import ATTRIBUTES
from teller_assist.domain.staff import Staff
from teller_assist.errors import Expected
from teller_assist.tour.crowd import Comer, crowd

NOW = timedelta(hours=10, minutes=42)
WINDOWS, YESTERDAY, TODAY, SEED = 4, 110, 345, 7


class Clock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


class Hall:
    """Made over a data folder; ``close`` it. ``at(staff)``: a counter for whoever stands there."""

    def __init__(self, data: Path, today: date) -> None:
        self.clock, self.today = Clock(midnight(today) + NOW), today
        self._lookup = Lookup.open(data)
        self.base = Counter(self._lookup, self.clock)
        branch = self.base.branch.branch_no
        self.staff = [s for s in self.base.snapshot.staff.values() if s.branch_no == branch]
        tellers = self.of_role("teller")[:WINDOWS]
        self.windows = [self.at(teller, str(n)) for n, teller in enumerate(tellers, 1)]
        self.lobby = self.at(self.of_role("lobby_manager")[0], "大堂")
        self.manager = self.at(self.of_role("branch_manager")[0], "")

    def of_role(self, role: str) -> list[Staff]:
        return sorted((s for s in self.staff if s.role == role), key=lambda s: s.staff_no)

    def at(self, staff: Staff, window_no: str) -> Counter:
        seen = self._lookup
        settings = seen._settings._replace(window_no=window_no, staff_no=staff.staff_no)
        return Counter(Lookup(seen._data, seen._key, settings, seen.snapshot, seen._work, staff), self.clock)

    def close(self) -> None:
        self.base.close()

    # -- a day

    def works(self, day: date, comers: list[Comer], until: timedelta) -> None:
        """The windows serve whoever comes, until that time of the day."""
        Shift(self, day, comers).run(int(until.total_seconds()))

    def on_duty(self, day: date) -> None:
        self.clock.at = midnight(day) + timedelta(hours=8, minutes=50)
        for counter in (*self.windows, self.lobby, self.manager):
            Floor(counter).begin_duty()


class Shift:
    """One thing after the other, each at its second."""

    def __init__(self, hall: Hall, day: date, comers: list[Comer]) -> None:
        self._hall, self._day, self._comers = hall, day, comers
        self._then: list[tuple[int, int, Callable[[], None]]] = []
        self._order = count()
        self._of: dict[str, Comer] = {}
        self._second = 0
        self._idle: list[Counter] = []

    def run(self, until: int) -> None:
        for comer in self._comers:
            self._at(comer.comes_s, lambda comer=comer: self._comes(comer))  # type: ignore[misc]
        for n, window in enumerate(self._hall.windows):
            self._at(9 * 3600 + n, lambda window=window: self._calls(window))  # type: ignore[misc]
        while self._then and self._then[0][0] < until:
            self._second, _, deed = heapq.heappop(self._then)
            self._hall.clock.at = midnight(self._day) + timedelta(seconds=self._second)
            deed()

    def _at(self, second: int, deed: Callable[[], None]) -> None:
        heapq.heappush(self._then, (second, next(self._order), deed))

    def _after(self, seconds: int, deed: Callable[[], None]) -> None:
        self._at(self._second + seconds, deed)

    def _comes(self, comer: Comer) -> None:
        taken = Queue(self._hall.lobby).take_ticket(comer.business, comer.needs, "kiosk", comer.customer_no)
        self._of[taken.number] = comer
        if self._idle:
            window = self._idle.pop(0)
            self._after(2, lambda: self._calls(window))

    def _calls(self, window: Counter) -> None:
        ticket = Window(window).call_next()
        if ticket is None:
            self._idle.append(window)
        elif ticket.number in self._of:
            comer = self._of[ticket.number]
            self._after(comer.walk_s, lambda: self._arrives(window, comer))

    def _arrives(self, window: Counter, comer: Comer) -> None:
        if comer.customer_no:
            window.begin_visit(comer.customer_no, "scan")
        else:
            with window.doing("visit.serve") as deed:
                begin_guest(deed)
        self._after(comer.serve_s, lambda: self._leaves(window, comer))

    def _leaves(self, window: Counter, comer: Comer) -> None:
        window.end_visit()
        if comer.score:
            self._after(7, lambda: self._presses(window, comer.score))
        self._after(11, lambda: self._calls(window))

    def _presses(self, window: Counter, score: int) -> None:
        try:
            Evaluations(window).press(score)
        except Expected:
            return  # the next customer is there already


def demo_day(data: Path, today: date | None = None) -> Hall:
    """The hall at 10:42: some two dozen wait, two windows call, two referrals are open; yesterday lies behind it."""
    today = today or day_at(utc_now())
    hall = Hall(data, today)
    people = [found.customer_no for key in "zlwc" for found in hall.base.find(key, 40) if not found.minimal]
    minutes = {code: business.minutes for code, business in hall.base.standards.business.items()}
    yesterday = today - timedelta(days=1)
    hall.on_duty(yesterday)
    hall.works(yesterday, _all_come(crowd(SEED, YESTERDAY, people, minutes)), timedelta(hours=17))
    hall.on_duty(today)
    morning = [c for c in _all_come(crowd(SEED + 1, TODAY, people, minutes)) if c.comes_s < NOW.total_seconds()]
    hall.works(today, morning, NOW)
    _asks(hall, people)
    hall.clock.at = midnight(today) + NOW
    return hall


def _all_come(comers: list[Comer]) -> list[Comer]:
    return [comer._replace(fate="comes") for comer in comers]


def _asks(hall: Hall, people: list[str]) -> None:
    """Calls and referrals of the last minute, and what has been written down before."""
    _writes(hall, people)
    first, second, *others = hall.windows
    hall.clock.at = midnight(hall.today) + NOW - timedelta(seconds=49)
    first.refer(_here(first, people[0]), _product(first, 0), "lobby_manager", "想问闲钱怎么打理，人还在窗口")
    hall.clock.at += timedelta(seconds=8)
    Floor(first).call("authorise")
    hall.clock.at += timedelta(seconds=23)
    second.refer(_here(second, people[1]), _product(second, 1), "lobby_manager", "单位同事办过，想了解")
    hall.clock.at += timedelta(seconds=8)
    for window in others:
        Window(window).call_next()
    hall.clock.at += timedelta(seconds=2)
    Floor(second).call("fraud")


def _here(window: Counter, otherwise: str) -> str:
    """Who is at the window."""
    visit = window.open_visit()
    return visit.customer_no if visit is not None and visit.customer_no else otherwise


def _writes(hall: Hall, people: list[str]) -> None:
    floor, quality = Floor(hall.lobby), Quality(hall.lobby)
    hall.clock.at = midnight(hall.today) + timedelta(hours=9, minutes=20)
    floor.book(Booking("large_cash", hall.clock.at + timedelta(hours=2), people[2], "", "cash_large", 30_000_000))
    floor.book(Booking("account_open", hall.clock.at + timedelta(hours=5), people[3], "", "account_open"))
    floor.divert(1, "atm", "done", "current")
    floor.report_incident("machine_down", "2 号自助机", "不吐卡")
    quality.file_complaint(Said(people[4], "wait", "排了四十分钟", "想当面解释"))
    quality.promise(people[5], "周五前回电，告知贷款利率", quality.days_ahead(3)[-1])
    scores = dict(zip(ATTRIBUTES, (4, 4, 5, 3, 4, 5, 4, 3, 4), strict=True))
    seen = quality.inspect(Sheet("inspection", hall.windows[2].staff.staff_no, "3", scores, (), "台面有杂物"))
    quality.act(seen.inspection_id, "台面每天开门前清理", hall.windows[2].staff.staff_no, quality.days_ahead(4)[-1])
    for n, window in enumerate(hall.windows):
        Quality(hall.manager).award(window.staff.staff_no, (4, 5, 4, 3)[n], hall.today - timedelta(days=90))


def _product(counter: Counter, n: int) -> str:
    return [code for code, product in counter.snapshot.products.items() if product.category in ("wealth", "fund")][n]
