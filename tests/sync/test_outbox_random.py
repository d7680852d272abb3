"""Real journals under anything that may happen to desks and hub: cut sessions, images, clones, restores, pruning.

A seed that fails is printed by its test's name; ``--long`` plays many more.
"""

import random
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from teller_assist.domain.attempt import AttemptLogged
from teller_assist.domain.chain import Entry
from teller_assist.domain.consent import ConsentGiven, ConsentWithdrawn
from teller_assist.domain.referral import ReferralClaimed, ReferralMade
from teller_assist.domain.visit import CardOpened
from teller_assist.store import link
from teller_assist.store.engine import NAME, Work
from teller_assist.store.prune import prune
from teller_assist.store.verify import faults_of
from teller_assist.sync.outbox import DeskOutbox
from tests.store.conftest import KEY
from tests.store.deeds import AT, happened, logged, started, write
from tests.sync.ledgers import Ledger, session

LATER = AT.date() + timedelta(days=400)
SHARED = ("SELECT * FROM referral ORDER BY 1", "SELECT * FROM consent ORDER BY 1")


class World:
    """Two desks and their clones, a hub and its backups."""

    def __init__(self, seed: int, folder: Path, fresh: Path) -> None:
        self.chance = random.Random(seed)
        self.folder, self.fresh = folder, fresh
        self.server = Ledger()
        self.desks: list[tuple[Work, DeskOutbox]] = []
        self.images: list[Path] = []
        self.backups: list[Any] = []
        self.seen: set[str] = set()
        self.count = self.taken = 0
        for n in range(2):
            (folder / f"desk{n}").mkdir()
            if n == 0:
                shutil.copy(fresh, folder / "desk0" / NAME)
            self.open(folder / f"desk{n}")

    def open(self, folder: Path) -> None:
        work = Work(folder / NAME, KEY)
        box = DeskOutbox(work, folder, lambda: AT + timedelta(days=1))
        with work.writing() as session_:
            link.put(session_.con, "branch_no", "0731")
        self.server.keys[box.device] = box.key.public
        self.desks.append((work, box))

    def close(self) -> None:
        for work, _ in self.desks:
            work.close()

    def record(self) -> None:
        work, _ = self.chance.choice(self.desks)
        self.count += 1
        event = self._event(work)
        write(work, event)
        self.seen.add(str(event.id))

    def _event(self, work: Work) -> Any:
        minute, what = self.count, self.chance.randrange(6)
        if what == 0:
            return happened(CardOpened, minute, customer_no="C1", how="scan")
        if what == 1:
            return started(uuid7(), minute)
        if what == 2:
            return happened(ReferralMade, minute, referral_id=uuid7(), customer_no="C1", product_code="P1")
        known = work.reading.execute("SELECT referral_id FROM referral").fetchall()
        if what == 3 and known:
            return happened(ReferralClaimed, minute, referral_id=self.chance.choice(known)[0])
        if what == 4:
            kind = self.chance.choice([ConsentWithdrawn, ConsentGiven])
            return happened(kind, minute, customer_no=self.chance.choice(["C1", "C2"]), purpose="marketing")
        made: AttemptLogged = logged(uuid7(), "P1", minute)
        return made

    def sync(self) -> None:
        _, box = self.chance.choice(self.desks)
        session(box, self.server, self.chance.choice([1, 3, 500]), self.chance.choice([1, 2, 3, 5, 9, 10_000]))

    def image(self) -> None:
        work, _ = self.chance.choice(self.desks)
        work.reading.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.taken += 1
        self.images.append(Path(shutil.copytree(work.path.parent, self.folder / f"image{self.taken}")))

    def clone(self) -> None:
        """An image goes on as a machine of its own."""
        if self.images and len(self.desks) < 5:
            self.open(self.images.pop(self.chance.randrange(len(self.images))))

    def back_up(self) -> None:
        self.taken += 1
        name = f"backup{self.taken}"
        self.server.note_backup(name)
        self.backups.append((name, self.server.disk.copy()))
        while len(self.backups) > 2:
            gone, _ = self.backups.pop(0)
            self.server.disk.notes.pop(gone, None)

    def restore(self) -> None:
        """To a backup; those made after it are given up, for the hub set back knows nothing of them."""
        if self.backups:
            which = self.chance.randrange(len(self.backups))
            del self.backups[which + 1 :]
            self.server.disk = self.backups[which][1].copy()
            kept = {name for name, _ in self.backups}
            self.server.disk.notes = {k: v for k, v in self.server.disk.notes.items() if k in kept}

    def prune(self) -> None:
        for work, _ in self.desks:
            with work.writing() as session_:
                prune(session_, LATER)

    def play(self, steps: int) -> None:
        deeds = [self.record] * 12 + [self.sync] * 8 + [self.image, self.clone, self.back_up, self.restore, self.prune]
        for _ in range(steps):
            self.chance.choice(deeds)()
        for _ in range(4):
            for _, box in self.desks:
                assert session(box, self.server, 500).trouble == ""

    def check(self) -> None:
        counted = [row.entry.event_id for c in self.server.disk.chains.values() for row in c.rows if not row.again]
        assert len(counted) == len(set(counted))
        streamed = {held.record.event_id for held in self.server.disk.stream}
        views = set()
        for work, box in self.desks:
            own = {row[0] for row in work.reading.execute("SELECT event_id FROM journal")}
            assert own <= set(counted)
            assert own <= self.seen
            assert faults_of(work.reading)[1] == []
            assert session(box, self.server).reconciled
            got = {row[0] for row in work.reading.execute("SELECT event_id FROM received")}
            if got == streamed:
                views.add(str([work.reading.execute(sql).fetchall() for sql in SHARED]))
        assert len(views) <= 1
        for chain in self.server.disk.chains.values():
            assert all(isinstance(row.entry, Entry) for row in chain.rows)


@pytest.fixture
def world(fresh: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[World]:
    made = World(request.param, tmp_path, fresh)
    yield made
    made.close()


@pytest.mark.parametrize("world", range(12), indirect=True)
def test_every_event_arrives_once_and_every_desk_agrees(world: World) -> None:
    world.play(60)
    world.check()


@pytest.mark.long
@pytest.mark.parametrize("world", range(100, 700), indirect=True)
def test_every_event_arrives_once_and_every_desk_agrees_many_times(world: World) -> None:
    world.play(120)
    world.check()
