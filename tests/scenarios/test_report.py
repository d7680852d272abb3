"""One report, four machines: two desks, the node and the hub say it byte for byte, the core's transactions in it."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.desk.evaluations import Evaluations
from teller_assist.desk.queue import Queue
from teller_assist.hub import node_enrol
from teller_assist.hub.engine import open_hub
from teller_assist.hub.enrolment import make_code
from teller_assist.hub.publish import publish
from teller_assist.hub.tables import generation
from teller_assist.paths import RESOURCES
from teller_assist.sync.enrol import enrol
from teller_assist.sync.run import Result
from tests.cli.test_shared import run
from tests.desk.small import Clock
from tests.hub.belows import Below
from tests.hub.small_feed import write_feed
from tests.scenarios.hubs import free_port
from tests.sync.served import opened, served, synced

BRANCH, DAY = "1001", "2026-11-20"
MORNING = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
PEOPLE = [("S1", "teller"), ("S2", "teller"), ("M1", "branch_manager")]


def transaction(number: int, at: str, lasts_to: str, staff_no: str, customer_no: str, **more: str) -> dict[str, str]:
    return {
        "txn_no": f"T{number}", "customer_no": customer_no, "branch_no": BRANCH, "business_type": "transfer",
        "started_at": f"{DAY}T{at}+08:00", "ended_at": f"{DAY}T{lasts_to}+08:00" if lasts_to else "",
        "staff_no": staff_no, "ticket": "", **more,
    }  # fmt: skip


FEED = {
    "customers": [{"customer_no": "C1", "name": "张三"}, {"customer_no": "C2", "name": "李四"},
                  {"customer_no": "C8", "name": "王五", "branch_no": "1002"}],
    "staff": [{"staff_no": no, "name": no, "branch_no": BRANCH, "role": role} for no, role in PEOPLE],
    "transactions": [
        transaction(1, "09:31:00", "09:37:30", "S1", "C1"),  # of the first visit
        transaction(2, "11:00:00", "11:03:00", "S2", "C2"),  # nobody recorded a visit
        transaction(3, "11:30:00", "", "S9", "C1", branch_no="1002"),  # ours, at another branch
        transaction(4, "12:00:00", "", "S1", "C8"),  # another branch's customer, here: does not come down
    ],
}  # fmt: skip


class World:
    """A hub, its branch's node and two desks, over real HTTP; the line to the hub can be cut."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.hub, self.node = open_hub(folder / "hub"), open_hub(folder / "node")
        publish(self.hub, write_feed(folder / "feed", FEED), RESOURCES / "packs")
        self.up, self.lan = ExitStack(), ExitStack()
        url = self.heal()
        code = make_code(self.hub, BRANCH, "branch", 24, datetime.now(UTC)).code
        me = node_enrol.settle(self.node, url, code)
        self.below = Below(self.hub, self.node, me, self.lan.enter_context(served(self.node, role="branch", node=me)))
        assert self.below.syncs().trouble == ""
        self.desks = [folder / "one", folder / "two"]
        for desk in self.desks:
            enrol(desk, url, make_code(self.hub, BRANCH, "desk", 24, datetime.now(UTC)).code, self.below.url)
        self.below.syncs()
        assert [self.sync(desk).via for desk in self.desks] == ["branch", "branch"]

    def heal(self) -> str:
        return self.up.enter_context(served(self.hub, self.port))

    def sync(self, desk: Path) -> Result:
        with opened(desk) as sender:
            return synced(sender)

    def said(self, machine: str, *more: str) -> str:
        """What the command prints there, to the byte."""
        above = machine in ("hub", "node")
        words = ("hub", "report", "--branch", BRANCH) if above else ("visit", "report", "--staff", "M1")
        return str(run(self.folder / machine, *words, "--on", DAY, "--json", *more).stdout)

    def close(self) -> None:
        for open_ in (self.lan, self.up, self.hub, self.node):
            open_.close()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


def morning(data: Path, staff_no: str, customer_no: str, score: int, begins: float) -> None:
    """A ticket, its call, a visit of eight minutes and what the customer pressed."""
    clock = Clock(MORNING)
    clock.pass_(minutes=begins - 12)
    counter = Counter.open(data, now=clock, staff_no=staff_no)
    queue = Queue(counter)
    queue.take_ticket("transfer", customer_no=customer_no)
    clock.pass_(minutes=12)
    assert queue.call_next()
    counter.begin_visit(customer_no, "scan")
    clock.pass_(minutes=8)
    counter.end_visit()
    clock.pass_(seconds=5)
    Evaluations(counter).press(score, "screen", ())
    counter.close()


def test_the_report_is_the_same_to_the_byte_on_desk_node_and_hub(world: World) -> None:
    world.up.close()  # the line to the hub is cut
    morning(world.desks[0], "S1", "C1", 5, 0)
    morning(world.desks[1], "S2", "C1", 2, 30)
    for desk in world.desks * 2:
        assert world.sync(desk).via == "branch"
    here = world.said("one")
    assert here == world.said("two") == world.said("node")
    assert world.said("hub") != here

    world.heal()
    assert world.below.syncs().trouble == ""
    for by in ("teller,type,day", "type", "total", "teller,day"):
        [said] = {world.said(machine, "--by", by) for machine in ("one", "two", "node", "hub")}
        assert by != "teller,type,day" or said == here

    told = json.loads(here)
    assert told["told"]["as_of"] == "2026-11-22"
    first, second = told["rows"]
    assert (first["teller_no"], first["handling"]["p50_s"], first["over"]["unexcused"]) == ("S1", 390, 1)
    assert (first["waiting"]["buckets"], first["evaluations"]["good"]) == ([0, 1, 0, 0], 1)
    assert (second["teller_no"], second["handling"]["p50_s"], second["evaluations"]["bad"]) == ("S2", 480, 1)
    assert [(t["teller_no"], t["started_at"]) for t in told["no_visit"]] == [("S2", f"{DAY}T03:00:00+00:00")]
    assert [q["teller_no"] for q in told["quality"]] == ["", "S1", "S2"]
    assert all(1 <= q["low"] <= q["stars"] <= q["high"] <= 5 for q in told["quality"])
    assert not any(no in here for no in ("C1", "C2", "C8")), "no customer is named"


def test_a_hub_without_data_reports_without_the_cores_times_and_says_so(world: World) -> None:
    morning(world.desks[0], "S1", "C1", 5, 0)
    world.sync(world.desks[0])
    world.below.syncs()
    with world.hub.writing() as con:
        con.execute(generation.delete())
    told = json.loads(world.said("hub"))
    assert told["told"] == {"generation": "", "as_of": ""}
    assert (told["rows"][0]["handling"]["p50_s"], told["no_visit"]) == (480, [])
    out = run(world.folder / "hub", "hub", "report", "--branch", BRANCH, "--on", DAY)
    assert "no data from the core yet" in out.stderr
