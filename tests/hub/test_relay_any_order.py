"""A branch on real databases in any order: desks, node and hub that lose answers and are put back agree in the end."""

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from uuid_utils.compat import uuid7

from teller_assist.domain.chain import Entry, link
from teller_assist.domain.referral import ReferralClaimed, ReferralMade
from teller_assist.domain.visit import VisitStarted
from teller_assist.hub import devices, tables
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.hub.ledger import SqlLedger
from teller_assist.store import link as links
from teller_assist.store.engine import NAME, Work
from teller_assist.store.journal import record
from teller_assist.store.verify import faults_of
from teller_assist.store.views import time_text
from teller_assist.sync.core import Delivered, Outbox, deliver
from teller_assist.sync.intake import answer
from teller_assist.sync.outbox import DeskOutbox
from teller_assist.wire.identity import Certificate
from teller_assist.wire.messages import Lost, Reply, Request
from tests.hub.branches import BRANCH, Branch, ledger_of, views_of
from tests.hub.pushing import NOW
from tests.store.conftest import KEY

STEPS, ROUNDS = 24, 4
SEEDS, MANY = range(3), range(3, 153)


class World:
    """``dice`` decides everything; ``lossy`` is the chance that an answer, or a question, is lost."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.dice, self.lossy = folder, random.Random(seed), 0.1
        # What both a desk and a server have lost is lost: in one story the disks of one kind fail.
        desks, servers = [self.desk_is_put_back], [self.node_is_put_back, self.hub_is_put_back, self.node_burns]
        self.disasters = self.dice.choice((desks, servers))
        self.hub: Hub = open_hub(folder / "hub")
        self.node = Branch(folder / "node", self.hub)
        self.desks = [self._desk(name) for name in ("one", "two")]
        self.referrals: list[Any] = []
        self.story: list[str] = []

    def _desk(self, name: str) -> DeskOutbox:
        (self.folder / name).mkdir()
        box = self._opened(self.folder / name)
        with box._work.writing() as session:
            links.put(session.con, "branch_no", BRANCH)
        for server in (self.hub, self.node.hub):
            with server.writing() as con:
                devices.learn(con, Certificate(box.device, BRANCH, "desk", box.key.public, time_text(NOW)))
        return box

    def _opened(self, folder: Path) -> DeskOutbox:
        return DeskOutbox(Work(folder / NAME, KEY), folder, lambda: NOW + timedelta(hours=1))

    def close(self) -> None:
        self.node.close()
        self.hub.close()
        for desk in self.desks:
            desk._work.close()

    # -- what may happen

    def step(self) -> None:
        happens: list[tuple[int, Callable[[], None]]] = [
            (8, self.someone_records), (5, self.desk_meets_node), (2, self.desk_meets_hub), (4, self.node_meets_hub),
            *((1, deed) for deed in self.disasters),
        ]  # fmt: skip
        weights = [weight for weight, _ in happens]
        (what,) = self.dice.choices([deed for _, deed in happens], weights)
        self.story.append(what.__name__)
        what()

    def someone_records(self) -> None:
        desk = self.dice.choice(self.desks)
        at = {"id": uuid7(), "at": NOW + timedelta(minutes=len(self.story)), "staff_no": f"S{self.dice.randint(1, 9)}"}
        happened: ReferralMade | ReferralClaimed | VisitStarted
        if self.referrals and self.dice.random() < 0.5:
            happened = ReferralClaimed(**at, referral_id=self.dice.choice(self.referrals))
        elif self.dice.random() < 0.7:
            happened = ReferralMade(**at, referral_id=uuid7(), customer_no="C1", product_code="P1")
            self.referrals.append(happened.referral_id)
        else:
            happened = VisitStarted(
                **at, visit_id=uuid7(), customer_no="C1", how="search", ticket="", business_type=""
            )  # fmt: skip
        with desk._work.writing() as session:
            record(session, happened)

    def desk_meets_node(self) -> None:
        self.to_node(self.dice.choice(self.desks))

    def desk_meets_hub(self) -> None:
        desk = self.dice.choice(self.desks)
        self.converse(desk, lambda: SqlLedger(self.hub, NOW, sender=desk.device))

    def node_meets_hub(self) -> None:
        self.converse(self.node.box, lambda: SqlLedger(self.hub, NOW, sender=self.node.me.device))

    def to_node(self, desk: DeskOutbox) -> Delivered:
        return self.converse(desk, lambda: SqlLedger(self.node.hub, NOW, "branch", desk.device, self.node.me))

    def node_is_put_back(self) -> None:
        """From a copy that is as old as it may be; the first time one is made."""
        copy, self.node.above = self.folder / "node-copy", self.hub
        if not copy.exists():
            self.node.backed_up(copy)
            return
        self.node.close()
        shutil.rmtree(self.node.folder)
        shutil.copytree(copy, self.node.folder)
        self.node = Branch(self.node.folder, self.hub)
        self._known()

    def node_burns(self) -> None:
        """A new one takes its place, of which nobody has heard."""
        self.node.close()
        shutil.rmtree(self.folder / "node-copy", ignore_errors=True)
        self.node = Branch(self.folder / f"node-{len(self.story)}", self.hub)
        self._known()

    def desk_is_put_back(self) -> None:
        """From an image; what it recorded since and nobody has is lost, the rest is not."""
        at = self.dice.randrange(len(self.desks))
        folder = self.desks[at]._data
        copy = folder.with_name(f"{folder.name}-copy")
        self.desks[at]._work.close()
        if copy.exists():
            shutil.rmtree(folder)
            shutil.copytree(copy, folder)
        else:
            shutil.copytree(folder, copy)
        self.desks[at] = self._opened(folder)

    def hub_is_put_back(self) -> None:
        copy = self.folder / "hub-copy"
        self.hub.close()
        if copy.exists():
            shutil.rmtree(self.folder / "hub")
            shutil.copytree(copy, self.folder / "hub")
        else:
            shutil.copytree(self.folder / "hub", copy)
        self.hub = open_hub(self.folder / "hub")
        self.node.known_to(self.hub)  # by its certificate

    def _known(self) -> None:
        for box in self.desks:
            with self.node.hub.writing() as con:
                devices.learn(con, Certificate(box.device, BRANCH, "desk", box.key.public, time_text(NOW)))

    def converse(self, box: Outbox, ledger: Callable[[], SqlLedger]) -> Delivered:
        session = deliver(box, batch=self.dice.choice((2, 3, 500)))
        request: Request = next(session)
        while True:
            reply: Reply = Lost() if self._lost() else answer(ledger(), request)
            try:
                request = session.send(Lost() if self._lost() else reply)
            except StopIteration as ended:
                done: Delivered = ended.value
                return done

    def _lost(self) -> bool:
        return self.dice.random() < self.lossy

    # -- the end

    def settle(self) -> None:
        self.lossy = 0.0
        for _ in range(ROUNDS):
            assert [self.to_node(desk).trouble for desk in self.desks] == ["", ""]
            done = self.converse(self.node.box, lambda: SqlLedger(self.hub, NOW, sender=self.node.me.device))
            assert done.trouble == ""


@pytest.fixture
def world_of(tmp_path: Path) -> Iterator[Callable[[int], World]]:
    made: list[World] = []

    def make(seed: int) -> World:
        made.append(World(tmp_path, seed))
        return made[-1]

    yield make
    for world in made:
        world.close()


def _played(world: World, seed: int) -> None:
    for _ in range(STEPS):
        world.step()
    world.settle()
    told = f"seed {seed}: {' '.join(world.story)}"
    above = ledger_of(world.hub)
    for desk in world.desks:
        here = {row[0] for row in desk._work.reading.execute("SELECT event_id FROM journal")}
        counted = above.get(desk.device, [])
        assert len(counted) == len(set(counted)), told
        assert here == set(counted) if "desk_is_put_back" not in world.story else here <= set(counted), told
        assert faults_of(desk._work.reading)[1] == [], told
    stranded = _stranded(world)
    assert _streamed(world.node.hub) - _streamed(world.hub) <= stranded, told
    if not stranded:
        assert views_of(world.hub)["referral"] == views_of(world.node.hub)["referral"], told
        for desk in world.desks:
            assert _referrals(desk) == [_without_owner(row) for row in views_of(world.hub)["referral"]], told
    for server in (world.hub, world.node.hub):
        assert _breaks(server) == [], told


@pytest.mark.parametrize("seed", SEEDS)
def test_a_branch_in_any_order_ends_with_every_event_once_and_equal_views(
    world_of: Callable[[int], World], seed: int
) -> None:
    _played(world_of(seed), seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", MANY)
def test_many_branches_in_any_order(world_of: Callable[[int], World], seed: int) -> None:
    _played(world_of(seed), seed)


def _stranded(world: World) -> set[str]:
    """Events that only the node has, where the hub has other rows: their desk was put back and cannot say them again.
    They stay on the node, counted and shown."""
    ledger, chain = tables.ledger.c, tables.chain.c
    with world.node.hub.reading() as con:
        rows = con.execute(
            select(ledger.event_id)
            .join(tables.chain, (chain.device == ledger.device) & (chain.epoch == ledger.epoch))
            .where(chain.forked_at >= 0, ledger.seq > chain.forked_at)
        )
        behind = set(rows.scalars())
    return behind - {event_id for ids in ledger_of(world.hub).values() for event_id in ids}


def _streamed(hub: Hub) -> set[str]:
    """What desks recorded; an order of a node that burnt may be gone, its places are said again by the next."""
    with hub.reading() as con:
        return set(con.scalars(select(tables.stream.c.event_id).where(tables.stream.c.noun != "")))


def _referrals(desk: DeskOutbox) -> list[dict[str, Any]]:
    found = desk._work.reading.execute("SELECT * FROM referral ORDER BY referral_id")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _without_owner(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "owner"}


def _breaks(hub: Hub) -> list[tuple[str, int, int]]:
    """Rows whose hash is not that of the row and the one before it."""
    c, broken = tables.ledger.c, []
    with hub.reading() as con:
        bases = {(r.device, r.epoch): bytes(r.base_hash) for r in con.execute(select(tables.chain))}
        for row in con.execute(select(tables.ledger).order_by(c.device, c.epoch, c.seq)):
            entry = Entry(*(getattr(row, name) for name in Entry._fields[:-1]), bytes(row.payload))
            before = bases[row.device, row.epoch]
            bases[row.device, row.epoch] = bytes(row.hash)
            if link(before, entry) != bytes(row.hash) or before != bytes(row.prev_hash):
                broken.append((row.device, row.epoch, row.seq))
    return broken
