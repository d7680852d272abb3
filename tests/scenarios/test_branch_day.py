"""A day of a branch: a kiosk, the lobby, six windows and their node; the line to the hub is down all day.

One window's program is killed twice, another's cable is out for twenty minutes. Then every desk, the node and, once the
line is back, the hub tell the same of every ticket and visit, and it is what happened, to the second.
"""

import heapq
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from teller_assist.desk.settings import Settings, save_settings
from teller_assist.domain.days import midnight
from teller_assist.domain.standards import Standards
from teller_assist.domain.ticket import DONE, Ticket
from teller_assist.domain.visit import Visit
from teller_assist.hub.engine import open_hub
from teller_assist.store.states import read
from teller_assist.sync.enrol import enrol
from teller_assist.sync.run import first
from teller_assist.tour.crowd import Comer, crowd
from tests.cli.test_shared import run
from tests.hub.small_feed import write_feed
from tests.scenarios.branch import Served, eventually
from tests.scenarios.ends import on_the_desk, on_the_hub
from tests.scenarios.lan import Network
from tests.scenarios.window import Clock, Desk, Does, Killable

BRANCH, DAY, SEED, TICKETS, WINDOWS = "1001", date(2026, 11, 25), 20261125, 400, 6
KILLED, CUT = "3", "5"  # windows
COMES_BACK, WAITS_FOR = 300, 60  # seconds: who was not there comes back, a window waits for who was called
NOUNS = ("ticket", "visit", "evaluation")
CUSTOMERS = [f"C{n}" for n in range(1, 61)]


class Truth(NamedTuple):
    """What happened, in seconds of the day."""

    called: int
    arrived: int
    left: int
    window: str


class Day:
    """The simulation: one thing after the other, each at its second."""

    def __init__(self, machines: dict[str, Desk], windows: list[Does], clock: Clock, comers: list[Comer]) -> None:
        self.kiosk, self.lobby = machines["kiosk"], machines["lobby"]
        self.windows, self.clock, self.comers = {w.window_no: w for w in windows}, clock, comers
        self._then: list[tuple[int, int, Callable[[], None]]] = []
        self._order = count()
        self.numbers: dict[str, Comer] = {}
        self.here: set[str] = set()  # whose customer stands in the hall and goes where they are called
        self.called_in: set[str] = set()  # who went to a window
        self.truth: dict[str, Truth] = {}
        self.called: dict[str, int] = {}
        self.idle: list[str] = []
        self.second = 0
        self.empty_calls = 0
        self._kills = [11 * 3600, 15 * 3600]
        self.killed_at: list[str] = []

    def run(self) -> None:
        for comer in self.comers:
            self.at(comer.comes_s, lambda comer=comer: self.comes(comer))  # type: ignore[misc]
        for n, window in enumerate(self.windows):
            self.at(9 * 3600 + n, lambda window=window: self.calls(window))  # type: ignore[misc]
        self.at(10 * 3600 + 1800, lambda: self.cable(True))
        self.at(10 * 3600 + 3000, lambda: self.cable(False))
        while self._then:
            self.second, _, deed = heapq.heappop(self._then)
            self.clock.at = midnight(DAY) + timedelta(seconds=self.second)
            deed()

    def at(self, second: int, deed: Callable[[], None]) -> None:
        heapq.heappush(self._then, (second, next(self._order), deed))

    def after(self, seconds: int, deed: Callable[[], None]) -> None:
        self.at(self.second + seconds, deed)

    # -- the hall

    def comes(self, comer: Comer) -> None:
        number = self.kiosk.take(comer.business, comer.customer_no, list(comer.needs))
        assert number not in self.numbers, f"{number} was given out twice"
        self.numbers[number] = comer
        self.kiosk.sync()
        if comer.fate not in ("late", "never"):
            self.here.add(number)
        if comer.fate in ("parked", "moved"):
            self.sorts(number, *(("park", "填单") if comer.fate == "parked" else ("transfer", comer.moved_to)))
        if comer.fate == "parked":
            self.here.discard(number)
            self.after(240, lambda: self.is_back(number))
        else:
            self.wakes()

    def sorts(self, number: str, deed: str, *arguments: str) -> None:
        self.lobby.sync()
        self.lobby.sort(number, deed, *arguments)
        self.lobby.sync()

    def is_back(self, number: str) -> None:
        if number in self.called_in:
            return  # at a window meanwhile, or served
        self.sorts(number, "give_back")
        self.here.add(number)
        self.wakes()

    def wakes(self) -> None:
        """Somebody waits: the window that has been idle longest looks."""
        if self.idle:
            where = self.idle.pop(0)
            self.after(2, lambda: self.calls(where))

    def cable(self, out: bool) -> None:
        self.windows[CUT].cut = out
        if not out and CUT in self.idle:
            self.idle.remove(CUT)
            self.calls(CUT)

    # -- a window

    def calls(self, where: str) -> None:
        window = self.windows[where]
        window.do("sync")
        number = window.do("next")
        window.do("sync")
        if number and window.do("has") != number:
            self.after(1, lambda: self.calls(where))  # another window has it: told, and on to the next
            return
        if not number:
            self.idle.append(where)
            return
        self.called.setdefault(number, self.second)
        if number in self.here:
            self.here.discard(number)
            self.called_in.add(number)
            self.after(self.numbers[number].walk_s, lambda: self.arrives(where, number))
        else:
            self.after(WAITS_FOR, lambda: self.misses(where, number))

    def misses(self, where: str, number: str) -> None:
        self.empty_calls += 1
        window = self.windows[where]
        window.do("sync")
        if window.do("has") == number:
            window.do("missed")
            window.do("sync")
            if self.numbers[number].fate == "late":
                self.after(COMES_BACK, lambda: self.is_back(number))
        self.after(1, lambda: self.calls(where))

    def arrives(self, where: str, number: str) -> None:
        window, comer = self.windows[where], self.numbers[number]
        arrived = self.second
        if where == KILLED and self._kills and self.second > self._kills[0]:
            self.dies(window, number, comer)
        else:
            window.do("arrives", comer.customer_no)
        self.after(comer.serve_s, lambda: self.leaves(where, number, arrived))

    def dies(self, window: Does, number: str, comer: Comer) -> None:
        """Once in the middle of the deed, once right after it; the window comes back as it was."""
        assert isinstance(window, Killable)
        self._kills.pop(0)
        if self.killed_at:
            window.do("arrives", comer.customer_no)
            window.killed()
        else:
            window.killed("arrives", comer.customer_no)
        self.killed_at.append(number)
        assert window.do("has") == number, "who was called or served is not forgotten"
        if not window.do("there"):
            window.do("arrives", comer.customer_no)
        assert window.do("there"), "the window is back with its customer"

    def leaves(self, where: str, number: str, arrived: int) -> None:
        window, comer = self.windows[where], self.numbers[number]
        assert number not in self.truth, f"{number} was served twice"
        window.do("leaves")
        self.truth[number] = Truth(self.called[number], arrived, self.second, where)
        if comer.score:
            self.after(7, lambda: self.presses(where, comer.score))
        self.after(12, lambda: self.calls(where))

    def presses(self, where: str, score: int) -> None:
        self.windows[where].do("presses", score)


class World(NamedTuple):
    day: Day
    machines: dict[str, Desk]
    folders: dict[str, Path]
    hub: Path
    node: Path
    standards: Standards


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("day")
    with _branch(folder) as (hub, node, folders):
        clock = Clock(midnight(DAY))
        machines = {name: Desk(data, clock) for name, data in folders.items() if name != KILLED}
        killable = Killable(folders[KILLED], clock, KILLED)
        windows: list[Does] = [machines.get(str(n), killable) for n in range(1, WINDOWS + 1)]
        standards = machines["kiosk"].counter.standards
        minutes = {code: business.minutes for code, business in standards.business.items()}
        comers = [c._replace(serve_s=c.serve_s * 3 // 2) for c in crowd(SEED, TICKETS, CUSTOMERS, minutes)]
        day = Day(machines, windows, clock, comers)
        with Network().cut(hub.process.pid):
            day.run()
            killable.do("sync")
            killable.close()
            machines[KILLED] = Desk(folders[KILLED], clock)
            for _ in range(2):
                assert all(desk.sync() for desk in machines.values())
        yield World(day, machines, folders, hub.data, node.data, standards)
        for desk in machines.values():
            desk.close()


@contextmanager
def _branch(folder: Path) -> Iterator[tuple[Served, Served, dict[str, Path]]]:
    """A hub with data, a node, and eight desks that share what is told."""
    lan = Network()
    managers = [("M1", "branch_manager"), ("L1", "lobby_manager"), ("K1", "lobby_manager")]
    staff = [*managers, *((f"T{n}", "teller") for n in range(1, WINDOWS + 1))]
    feed = write_feed(folder / "feed", {
        "customers": [{"customer_no": no, "name": "张三"} for no in CUSTOMERS],
        "assets": [{"customer_no": no, "month": "2026-10", "average_fen": "60000000"} for no in CUSTOMERS[:8]],
        "staff": [{"staff_no": no, "name": no, "branch_no": BRANCH, "role": role} for no, role in staff],
    })  # fmt: skip
    hub = Served(lan, "hub", folder / "hub")
    served = [hub]
    try:
        hub.says("load", str(feed))
        up = ("--role", "branch", "--up", lan.url("hub"), "--code", hub.code(BRANCH, "branch"))
        node = Served(lan, "node", folder / "node", *up)
        served.insert(0, node)
        eventually(lambda: node.says("generations")["generations"], bool)
        people = [("kiosk", "K1"), ("lobby", "L1"), *((str(n), f"T{n}") for n in range(1, WINDOWS + 1))]
        yield hub, node, {name: _desk(folder, name, staff_no, hub, node) for name, staff_no in people}
    finally:
        for one in served:
            one.stop()


def _desk(folder: Path, name: str, staff_no: str, hub: Served, node: Served) -> Path:
    """A desk that is known to hub and node; the later ones get a copy of the data that the first was given."""
    data, made = folder / f"desk-{name}", folder / "desk-kiosk"
    copied = made.exists()
    data.mkdir()
    for file in (*made.glob("snap*"), made / "desk.key") if copied else ():
        shutil.copy(file, data)
    save_settings(data, Settings(BRANCH, name, staff_no))
    enrol(data, hub.address, hub.code(BRANCH), node.address, "wait")
    assert copied or first(data).delivered
    return data


# -- what is to be seen of it -------------------------------------------------------------------------


def at(second: int) -> datetime:
    return midnight(DAY) + timedelta(seconds=second)


def states(world: World, state: type[Any]) -> list[Any]:
    with world.machines["lobby"].counter.reading() as con:
        return list(read(con, state))


def test_every_ticket_is_accounted_for_and_none_was_served_twice(world: World) -> None:
    day = world.day
    tickets = {ticket.number: ticket for ticket in states(world, Ticket)}
    assert len(tickets) == len(states(world, Ticket)) == len(day.numbers) == TICKETS
    for number, comer in day.numbers.items():
        ticket: Ticket = tickets[number]
        assert ticket.taken_at == at(comer.comes_s)
        if comer.fate == "never":
            assert (ticket.state, number in day.truth) == ("no_show", False)
            continue
        truth = day.truth[number]
        assert (ticket.state, ticket.how, ticket.window_no) == (DONE, "served", truth.window)
        assert (ticket.served_at, ticket.ended_at) == (at(truth.arrived), at(truth.left))
    assert len(day.truth) == TICKETS - sum(comer.fate == "never" for comer in day.comers)


def test_every_visit_is_accounted_for_and_its_clock_is_right_to_the_second(world: World) -> None:
    day = world.day
    visits: list[Visit] = states(world, Visit)
    assert sorted(visit.ticket for visit in visits) == sorted(day.truth)
    for visit in visits:
        truth, comer = day.truth[visit.ticket], day.numbers[visit.ticket]
        told = (visit.taken_at, visit.called_at, visit.started_at, visit.ended_at)
        assert told == tuple(map(at, (comer.comes_s, truth.called, truth.arrived, truth.left))), visit.ticket
        assert (visit.window_no, visit.staff_no, visit.customer_no) == (
            truth.window, f"T{truth.window}", comer.customer_no,
        )  # fmt: skip


def test_the_day_was_not_an_easy_one(world: World) -> None:
    """Else the other tests prove less than they say."""
    day = world.day
    assert len(day.killed_at) == 2
    assert day.empty_calls > sum(comer.fate in ("late", "never") for comer in day.comers), "windows called in vain"
    waits = sorted(truth.called - day.numbers[number].comes_s for number, truth in day.truth.items())
    assert waits[len(waits) * 9 // 10] > 600, "one in ten waited for more than ten minutes"
    assert {truth.window for truth in day.truth.values()} == {str(n) for n in range(1, WINDOWS + 1)}


def test_every_desk_and_the_node_and_then_the_hub_tell_the_same(world: World) -> None:
    with open_hub_beside(world.node) as node, open_hub_beside(world.hub) as hub:
        for noun in NOUNS:
            here = on_the_desk(world.machines["lobby"].counter._work, noun)
            assert here
            for name, desk in world.machines.items():
                assert on_the_desk(desk.counter._work, noun) == here, (noun, name)
            assert on_the_hub(node, noun)[BRANCH] == here
            eventually(lambda noun=noun: on_the_hub(hub, noun).get(BRANCH), lambda rows, here=here: rows == here)  # type: ignore[misc]


def test_the_figures_are_the_same_on_every_desk_the_node_and_then_the_hub(world: World) -> None:
    """To the byte, and they are what happened: nobody is missing from a count."""
    on = ("--on", DAY.isoformat(), "--json")

    def said(data: Path, *words: str) -> str:
        return str(run(data, *words, *on).stdout)

    above = ("hub", "report", "--branch", BRANCH)
    [here] = {said(data, "visit", "report", "--staff", "M1") for data in world.folders.values()}
    assert said(world.node, *above) == here
    eventually(lambda: said(world.hub, *above), lambda seen: seen == here)
    total, day = json.loads(here)["total"], world.day
    assert (total["tickets"], total["visits"], total["open"]) == (TICKETS, len(day.truth), 0)
    assert total["unserved"] == 0, "who never came is not over: the ticket waits for the evening"
    waits = [truth.called - day.numbers[number].comes_s for number, truth in day.truth.items()]
    assert sum(total["waiting"]["buckets"]) == total["waiting"]["known"] == len(waits)
    assert total["waiting"]["buckets"][0] == sum(wait < 600 for wait in waits)
    assert total["handling"]["spent_s"] == sum(truth.left - truth.arrived for truth in day.truth.values())


@contextmanager
def open_hub_beside(data: Path) -> Iterator[Any]:
    """The database of a hub or node that is being served."""
    opened = open_hub(data)
    try:
        yield opened
    finally:
        opened.close()
