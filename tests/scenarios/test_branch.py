"""A branch with its node, as processes on machines of their own: the WAN is cut, the node dies, and nothing is lost."""

import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from teller_assist.hub.engine import open_hub
from tests.hub.branches import order_of, views_of
from tests.hub.small_feed import write_feed
from tests.scenarios.branch import Desk, Served, copied, eventually
from tests.scenarios.lan import Network, network

BRANCH, CUSTOMER, PRODUCT = "1001", "C1", "P1"
STAFF = ("S1", "S2")
MAKER = "S3"
TO = cycle(("teller", "lobby_manager", "rm", "branch_manager"))  # asking the same role again is the same referral


class Day(NamedTuple):
    """Everything up and open."""

    lan: Network
    hub: Served
    node: Served
    one: Desk
    two: Desk


@pytest.fixture(scope="module")
def lan() -> Iterator[Network]:
    with network() as made:
        yield made


@pytest.fixture(scope="module")
def made(lan: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The branch at rest: folders ``hub`` with data, ``node``, ``one``, ``two``."""
    folder = tmp_path_factory.mktemp("branch")
    people = [{"staff_no": no, "name": f"员工{no}", "branch_no": BRANCH, "role": "teller"} for no in (*STAFF, MAKER)]
    feed = write_feed(folder / "feed", {"customers": [{"customer_no": CUSTOMER, "name": "张三"}], "staff": people})
    hub = Served(lan, "hub", folder / "hub")
    hub.says("load", str(feed))
    up = ("--role", "branch", "--up", lan.url("hub"), "--code", hub.code(BRANCH, "branch"))
    node = Served(lan, "node", folder / "node", *up)
    eventually(lambda: node.says("generations")["generations"], bool)
    for machine in ("one", "two"):
        enrolled = Desk(lan, machine, folder / machine).enrol(hub.address, hub.code(BRANCH), "--node", node.address)
        assert (enrolled["sync"]["via"], bool(enrolled["sync"]["generation"])) == ("branch", True)
    node.stop()
    hub.stop()
    return folder


@pytest.fixture
def day(lan: Network, made: Path, tmp_path: Path) -> Iterator[Day]:
    for machine in ("hub", "node", "one", "two"):
        copied(made / machine, tmp_path / machine)
    hub = Served(lan, "hub", tmp_path / "hub")
    node = Served(lan, "node", tmp_path / "node")
    desks = [Desk(lan, machine, tmp_path / machine) for machine in ("one", "two")]
    try:
        yield Day(lan, hub, node, *desks)
    finally:
        for desk in desks:
            desk.close()
        for server in (node, hub):
            if server.process.poll() is None:
                server.stop()


def test_a_referral_is_on_the_colleagues_desk_with_the_wan_cut_and_in_the_hub_when_it_is_back(
    day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = day.one, day.two
    one.follow()
    two.follow()
    with day.lan.cut(day.hub.process.pid):
        passed_on = _refer(one)
        began = time.monotonic()
        two.hears(lambda line: "news" in line)
        took = time.monotonic() - began
        assert [r["referral_id"] for r in two.referrals()] == [passed_on["referral_id"]]

        first, second = _claimed_at_once(day, passed_on["referral_id"])

        assert (first["claimed_by"], first["contested_by"]) == (second["claimed_by"], second["contested_by"])
        assert {first["claimed_by"], first["contested_by"]} == set(STAFF)
    with capsys.disabled():
        where = "between network namespaces" if day.lan.real else "on one machine"
        print(f"\n  a referral reached the other desk {took:.2f} s after it was made, {where}, the WAN cut")

    _everything_above(day)
    for desk in (one, two):
        assert desk.referrals() == [first]
    with _read(day.hub) as hub, _read(day.node) as node:
        assert views_of(hub) == views_of(node)
        here, above = (order_of(s, "referral", passed_on["referral_id"], BRANCH) for s in (node, hub))
        assert here == above


def test_a_desk_goes_to_the_hub_while_the_node_is_dead_and_comes_back_to_it(day: Day) -> None:
    day.node.kill()
    _refer(day.one)
    assert day.one.says("sync")["via"] == "hub"
    assert len(day.hub.says("count")["devices"]) == 1

    day.node.start()
    _refer(day.two)
    assert day.two.says("sync")["via"] == "branch"
    eventually(lambda: day.one.says("sync")["via"] == "branch" and len(day.one.referrals()) == 2, bool)
    _everything_above(day)
    eventually(lambda: day.two.says("sync") and day.two.referrals() == day.one.referrals(), bool)


@pytest.mark.long
def test_a_node_put_back_from_last_weeks_copy_and_its_desks_agree_with_the_hub_in_the_end(
    day: Day, tmp_path: Path
) -> None:
    _refer(day.one)
    _to_the_node(day)
    day.node.stop()
    copied(day.node.data, tmp_path / "copy")
    day.node.start()
    for desk in (day.one, day.two):
        _refer(desk)
    _to_the_node(day)
    _everything_above(day)

    day.node.kill()
    shutil.rmtree(day.node.data)
    copied(tmp_path / "copy", day.node.data)
    day.node.start()
    _refer(day.two)
    _to_the_node(day)
    _all_agree(day, referrals=4)


@pytest.mark.long
def test_a_new_node_takes_over_from_one_that_burnt_and_desks_meet_it_with_a_new_code(day: Day, tmp_path: Path) -> None:
    for desk in (day.one, day.two):
        _refer(desk)
    _to_the_node(day)
    day.node.kill()
    shutil.rmtree(day.node.data)
    _refer(day.one)
    assert day.one.says("sync")["via"] == "hub"

    up = ("--role", "branch", "--up", day.lan.url("hub"), "--code", day.hub.code(BRANCH, "branch"))
    day.node.start(*up)
    for desk in (day.one, day.two):
        enrolled = desk.enrol(day.hub.address, day.hub.code(BRANCH), "--node", day.node.address)
        assert enrolled["sync"]["via"] == "branch"
    _refer(day.two)
    _to_the_node(day)
    _all_agree(day, referrals=4)


@pytest.mark.long
def test_a_desk_let_in_by_the_node_with_the_wan_cut_is_known_to_the_hub_when_it_is_back(
    day: Day, lan: Network, tmp_path: Path
) -> None:
    new = Desk(lan, "two", tmp_path / "new")
    with day.lan.cut(day.hub.process.pid):
        assert new.enrol(day.node.address, day.node.code(BRANCH))["sync"]["via"] == "branch"
        _refer(new)
        assert new.says("sync")["via"] == "branch"
    device = new.says("desk", "status")["device"]
    eventually(lambda: day.hub.says("count")["devices"], lambda seen: device in [one["device"] for one in seen])

    day.node.kill()
    _refer(new)
    assert new.says("sync")["via"] == "hub"
    eventually(
        lambda: day.hub.says("count")["devices"], lambda seen: {"referral.made": 2} in [o["kinds"] for o in seen]
    )


# -- what these tests do and look at ---------------------------------------------------------------


def _refer(desk: Desk) -> Any:
    return desk.says("referral", "make", CUSTOMER, PRODUCT, "--to", next(TO), "--staff", MAKER)


def _claimed_at_once(day: Day, referral_id: str) -> tuple[Any, Any]:
    """Both desks claim it before either has heard of the other; how each sees it in the end."""
    desks = (day.one, day.two)
    for desk in desks:
        assert desk.follower
        desk.follower.send_signal(signal.SIGSTOP)
    for desk, staff_no in zip(desks, STAFF, strict=True):
        alone = desk.says("referral", "claim", referral_id, "--staff", staff_no)
        assert alone["claimed_by"] == staff_no
    for desk in desks:
        assert desk.follower
        desk.follower.send_signal(signal.SIGCONT)
    first, second = (eventually(desk.referrals, lambda seen: bool(seen[0]["contested_by"]))[0] for desk in desks)
    return first, second


def _everything_above(day: Day) -> None:
    """In the end the hub has what the desks recorded, each event once."""
    wanted: list[dict[str, int]] = [desk.says("journal", "count")["kinds"] for desk in (day.one, day.two)]
    ids = {desk.says("desk", "status")["device"]: kinds for desk, kinds in zip((day.one, day.two), wanted, strict=True)}

    def above() -> dict[str, dict[str, int]]:
        counted = {one["device"]: one["kinds"] for one in day.hub.says("count")["devices"]}
        return {device: counted.get(device, {}) for device in ids}

    eventually(above, lambda seen: seen == ids)


def _to_the_node(day: Day) -> None:
    for desk in (day.one, day.two):
        assert desk.says("sync")["via"] == "branch"


def _all_agree(day: Day, referrals: int) -> None:
    """Both desks, the node and the hub have the same referrals in the same state."""
    _everything_above(day)

    def seen() -> tuple[Any, Any, Any, Any]:
        _to_the_node(day)
        with _read(day.node) as node, _read(day.hub) as hub:
            return day.one.referrals(), day.two.referrals(), views_of(node), views_of(hub)

    one, *_ = eventually(seen, lambda s: s[0] == s[1] and s[2] == s[3] and len(s[0]) == referrals)
    assert len(one) == referrals


@contextmanager
def _read(server: Served) -> Iterator[Any]:
    opened = open_hub(server.data)
    try:
        yield opened
    finally:
        opened.close()
