"""Sticks in any order: lost, doubled, late, desks and hub restored between: nothing is missing or double at the end."""

import shutil
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from teller_assist.hub import bundles as of_hub
from teller_assist.hub import tables
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.sync import bundles
from teller_assist.wire.bundle import BundleRefused
from tests.sync.sticks import NOW, Desk, enrolled, on_hub


class World:
    """Two desks, a hub, and a drawer full of sticks."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random, self.folder = Random(seed), folder
        self.hub = open_hub(folder / "hub")
        self.desks = [enrolled(folder / name, self.hub) for name in ("a", "b")]
        self.drawer: list[Path] = []
        self.images: list[tuple[Path, Path]] = []
        self.made = 0

    def new(self) -> Path:
        self.made += 1
        return self.folder / f"{self.made}.tabundle"

    def step(self) -> None:
        deeds = [self.record] * 4 + [self.up] * 3 + [self.down] * 3 + [self.read] * 6
        self.random.choice([*deeds, self.image, self.restore_desk, self.restore_hub, self.lose])()

    def record(self) -> None:
        desk = self.random.choice(self.desks)
        desk.work(self.random.randint(1, 3)) if self.random.random() < 0.6 else desk.refer()

    def up(self) -> None:
        stick = self.new()
        bundles.write(self.random.choice(self.desks).data, stick, NOW)
        self.drawer.append(stick)

    def down(self) -> None:
        stick = self.new()
        of_hub.write_down(self.hub, self.random.choice(self.desks).device, stick, NOW)
        self.drawer.append(stick)

    def read(self) -> None:
        """Some stick, wherever: who is not meant refuses it; it goes back into the drawer."""
        if not self.drawer:
            return
        stick = self.random.choice(self.drawer)
        for end in (self.hub, *self.desks):
            try:
                of_hub.read_up(end, stick, NOW) if isinstance(end, Hub) else bundles.read(end.data, stick, NOW)
            except BundleRefused:
                continue

    def lose(self) -> None:
        if self.drawer:
            self.drawer.remove(self.random.choice(self.drawer))

    def image(self) -> None:
        self.made += 1
        place = self.random.choice([self.hub.data, *(desk.data for desk in self.desks)])
        copy = self.folder / f"image-{self.made}"
        if place == self.hub.data:
            self.hub.close()
        shutil.copytree(place, copy)
        self.images.append((place, copy))

    def restore_desk(self) -> None:
        self._restore([(to, image) for to, image in self.images if to != self.hub.data])

    def restore_hub(self) -> None:
        self._restore([(to, image) for to, image in self.images if to == self.hub.data])
        self.hub = open_hub(self.hub.data)

    def _restore(self, images: list[tuple[Path, Path]]) -> None:
        self.hub.close()
        if images:
            to, image = self.random.choice(images)
            shutil.rmtree(to)
            shutil.copytree(image, to)

    def settle(self) -> None:
        """Sticks go to and fro, none is lost, until every desk knows that everything has arrived."""
        for _ in range(6):
            for desk in self.desks:
                stick = self.new()
                bundles.write(desk.data, stick, NOW)
                of_hub.read_up(self.hub, stick, NOW)
            for desk in self.desks:
                stick = self.new()
                of_hub.write_down(self.hub, desk.device, stick, NOW)
                bundles.read(desk.data, stick, NOW)


def hub_referrals(hub: Hub) -> list[tuple[str, str]]:
    c = tables.metadata.tables["referral"].c
    with hub.reading() as connection:
        rows = connection.execute(select(c.referral_id, c.claimed_by).order_by(c.referral_id))
        return [(referral_id, claimed_by) for referral_id, claimed_by in rows]


def nothing_missing_or_double(folder: Path, seed: int, steps: int) -> None:
    world = World(folder, seed)
    for _ in range(steps):
        world.step()
    expected = {desk.device: {*on_hub(world.hub, desk.device), *desk.ids()} for desk in world.desks}
    world.settle()
    for desk in world.desks:
        assert on_hub(world.hub, desk.device) == sorted(expected[desk.device]), f"seed {seed}"
        assert desk.unsent() == 0, f"seed {seed}"
    assert_same_views(world.desks, world.hub, seed)
    world.hub.close()


def assert_same_views(desks: list[Desk], hub: Hub, seed: int) -> None:
    told = hub_referrals(hub)
    for desk in desks:
        assert desk.referrals() == told, f"seed {seed}"


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_missing_or_double(tmp_path: Path, seed: int) -> None:
    nothing_missing_or_double(tmp_path, seed, 25)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 300))
def test_nothing_is_missing_or_double_over_many_orders(tmp_path: Path, seed: int) -> None:
    nothing_missing_or_double(tmp_path, seed, 40)
