"""A disk without room, the desk's and the hub's: clear words, nothing lost, and it goes on when there is room."""

import os
import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from teller_assist.errors import Refused
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.sync.sender import Sender
from tests.scenarios.ends import agree, deeds
from tests.store.deeds import write
from tests.sync.served import enrolled, in_ledger, opened, served, synced

SIZE = 6 << 20  # bytes of the disk
LEFT = 64 << 10  # and of the room that is left on it


def _may_mount() -> bool:
    return os.name == "posix" and os.geteuid() == 0 and Path("/proc/self/mounts").exists()


class Disk:
    """A small disk of its own: ``fill`` leaves ``left`` bytes, ``clear`` makes room again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, left: int = LEFT) -> None:
        stat = os.statvfs(self.folder)
        free = stat.f_bavail * stat.f_frsize - left
        with (self.folder / "filler").open("ab") as file:
            file.write(b"\0" * max(0, free))

    def clear(self) -> None:
        (self.folder / "filler").unlink(missing_ok=True)


@contextmanager
def mounted(folder: Path) -> Iterator[Disk]:
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(folder)], capture_output=True)
    if done.returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


pytestmark = pytest.mark.skipif(not _may_mount(), reason="a small disk is mounted by root only")


def _until_refused(desk: Sender, chance: random.Random) -> tuple[int, str]:
    """Records one by one until it is refused: how many were taken, and the words."""
    for n in range(5_000):
        try:
            write(desk.work, *deeds(chance, 1))
        except Refused as error:
            return n, str(error)
    raise AssertionError("the disk is never full")


@pytest.fixture
def hub(pg_url: str, tmp_path: Path) -> Iterator[Hub]:
    made = open_hub(tmp_path / "hub", pg_url)
    yield made
    made.close()


def test_a_desk_whose_disk_is_full_says_so_and_goes_on_when_there_is_room(hub: Hub, tmp_path: Path) -> None:
    chance = random.Random(1)
    with mounted(tmp_path / "disk") as disk, served(hub) as url:
        data = disk.folder / "desk"
        with enrolled(hub, url, data) as desk:
            write(desk.work, *deeds(chance, 30))
            disk.fill()
            taken, words = _until_refused(desk, chance)
            assert "nothing was recorded" in words
            result = synced(desk)  # too little room for a deed may be enough for a session: whichever, no false word
            assert "Traceback" not in result.sentence
            # No false word: it may be delivered and not noted so, never the other way round.
            assert not result.delivered or in_ledger(hub) == 30 + taken
            assert result.delivered or "work.db cannot be written" in result.sentence
        with opened(data) as again:  # a program that starts with the disk still full
            assert not synced(again).delivered
        disk.clear()
        with opened(data) as again:
            write(again.work, *deeds(chance, 5))
            result = synced(again)
            assert result.delivered, result
        assert in_ledger(hub) == 30 + taken + 5
        agree(hub, data)


def test_a_disk_that_fills_in_the_middle_of_a_sync_loses_and_doubles_nothing(hub: Hub, tmp_path: Path) -> None:
    chance = random.Random(2)
    with mounted(tmp_path / "disk") as disk, served(hub) as url, enrolled(hub, url, disk.folder / "desk") as desk:
        recorded = 0
        for left in (0, 4_096, 8_192, 16_384, 40_000):
            write(desk.work, *deeds(chance, 40))
            recorded += 40
            disk.fill(left)
            synced(desk)
            disk.clear()
            assert in_ledger(hub) <= recorded
            result = synced(desk)
            assert result.delivered, result
            assert in_ledger(hub) == recorded
        agree(hub, desk.data)
    hub.close()


def test_a_hub_whose_disk_is_full_takes_nothing_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    chance = random.Random(3)
    with mounted(tmp_path / "disk") as disk:
        hub = open_hub(disk.folder / "hub")
        with served(hub) as url, enrolled(hub, url, tmp_path / "desk") as desk:
            recorded, troubled = 0, ""
            for left in (0, 8_192, 100_000):
                write(desk.work, *deeds(chance, 400))
                recorded += 400
                disk.fill(left)
                result = synced(desk)
                troubled = troubled or result.trouble
                assert bool(result.sentence) == bool(result.trouble)
                assert result.unsent == recorded - in_ledger(hub)
                disk.clear()
                result = synced(desk)
                assert result.delivered, result
                assert in_ledger(hub) == recorded
            assert troubled == "busy"
            agree(hub, desk.data)
        hub.close()
