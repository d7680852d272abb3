"""kill -9 of the desk's sync and of the hub on PostgreSQL, at any moment: nothing is lost, nothing doubled."""

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.above import Above, above
from tests.scenarios.ends import agree, deeds, record
from tests.scenarios.zygote import Zygote
from tests.sync.served import in_ledger

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")
SYNC = ("sync", "--json", "--wait")
MANY = 600  # events: more than one batch


@pytest.fixture
def bank(forks: Zygote, pg_url: str, tmp_path: Path) -> Iterator[Above]:
    with above(forks, tmp_path / "hub", pg_url) as made:
        yield made


def _delivered(forks: Zygote, desk: Path) -> None:
    child = forks.start(desk, *SYNC, 60)
    assert child.wait() == 0, child.out


def _usual_seconds(forks: Zygote, desk: Path, chance: random.Random) -> float:
    """How long a sync of so many events takes just now, so that kills fall into it and not behind."""
    record(desk, deeds(chance, MANY))
    began = time.monotonic()
    _delivered(forks, desk)
    return time.monotonic() - began


def _kill_desks(forks: Zygote, bank: Above, tmp_path: Path, seed: int, times: int) -> None:
    chance = random.Random(seed)
    desk = bank.desk(tmp_path / "desk")
    usual = _usual_seconds(forks, desk, chance)
    ended = []
    for _ in range(times):
        record(desk, deeds(chance, chance.choice([1, 30, MANY])))
        child = forks.start(desk, *SYNC, 0)
        time.sleep(chance.uniform(0, usual))
        ended.append(child.kill())
    assert -9 in ended
    _delivered(forks, desk)
    agree(bank.hub, desk)


def _kill_hubs(forks: Zygote, bank: Above, tmp_path: Path, seed: int, times: int) -> None:
    chance = random.Random(seed)
    desks = [bank.desk(tmp_path / name) for name in ("one", "two")]
    usual = _usual_seconds(forks, desks[0], chance)
    left = 0
    for _ in range(times):
        for desk in desks:
            record(desk, deeds(chance, chance.choice([1, 30, MANY])))
        children = [forks.start(desk, *SYNC, 0) for desk in desks]
        time.sleep(chance.uniform(0, usual * 1.5))
        bank.kill()
        codes = [child.wait() for child in children]
        assert set(codes) <= {0, 7}, [child.out for child in children]
        left += codes.count(7)
        bank.start()
    assert left, "no kill came in the middle of a sync"
    for desk in (*desks, *desks):
        _delivered(forks, desk)
    agree(bank.hub, *desks)


def test_a_desk_s_sync_killed_again_and_again_loses_and_doubles_nothing(
    forks: Zygote, bank: Above, tmp_path: Path
) -> None:
    _kill_desks(forks, bank, tmp_path, 1, 8)


def test_a_hub_killed_again_and_again_loses_and_doubles_nothing(forks: Zygote, bank: Above, tmp_path: Path) -> None:
    _kill_hubs(forks, bank, tmp_path, 2, 4)


def test_a_desk_that_waits_is_served_by_the_hub_that_comes_back(forks: Zygote, bank: Above, tmp_path: Path) -> None:
    desk = bank.desk(tmp_path / "desk")
    events = deeds(random.Random(3), MANY)
    record(desk, events)
    patient = forks.start(desk, *SYNC, 60)
    bank.kill()
    bank.start()
    assert patient.wait() == 0, patient.out
    assert in_ledger(bank.hub) == len(events)
    agree(bank.hub, desk)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 16))
def test_many_kills_of_a_desk(forks: Zygote, bank: Above, tmp_path: Path, seed: int) -> None:
    _kill_desks(forks, bank, tmp_path, seed, 120)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 16))
def test_many_kills_of_a_hub(forks: Zygote, bank: Above, tmp_path: Path, seed: int) -> None:
    _kill_hubs(forks, bank, tmp_path, seed, 40)
