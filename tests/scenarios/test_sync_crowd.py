"""Many at once: sixteen desks of a branch, several senders of one desk, two windows that record while one sync runs."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.above import Above, above
from tests.scenarios.ends import agree, deeds, record
from tests.scenarios.zygote import Zygote
from tests.sync.served import in_ledger

pytestmark = pytest.mark.skipif(os.name != "posix", reason="forks")
DESKS = 16


@pytest.fixture
def bank(forks: Zygote, pg_url: str, tmp_path: Path) -> Iterator[Above]:
    with above(forks, tmp_path / "hub", pg_url) as made:
        yield made


def _all_at_once(forks: Zygote, desks: list[Path]) -> None:
    children = [forks.start(desk, "sync", "--json", "--wait", 60) for desk in desks]
    for child in children:
        assert child.wait() == 0, child.out + child.err


def test_sixteen_desks_at_once_have_everything_once_and_the_same_views(
    forks: Zygote, bank: Above, tmp_path: Path
) -> None:
    desks = [bank.desk(tmp_path / f"desk{n}") for n in range(DESKS)]
    recorded = 0
    for n, desk in enumerate(desks):
        events = deeds(random.Random(n), 25)
        recorded += len(events)
        record(desk, events)
    _all_at_once(forks, desks)
    assert in_ledger(bank.hub) == recorded
    _all_at_once(forks, desks)  # now each hears what the others said meanwhile
    agree(bank.hub, *desks)


def test_of_several_senders_of_one_desk_one_sends_and_the_others_say_so(
    forks: Zygote, bank: Above, tmp_path: Path
) -> None:
    desk = bank.desk(tmp_path / "desk")
    events = deeds(random.Random(1), 400)
    record(desk, events)
    children = [forks.start(desk, "sync", "--json") for _ in range(5)]
    codes = [child.wait() for child in children]
    assert set(codes) <= {0, 5}
    assert 0 in codes
    for child, code in zip(children, codes, strict=True):
        assert code == 0 or "syncing now" in child.err
    assert in_ledger(bank.hub) == len(events)
    agree(bank.hub, desk)


def test_two_windows_record_while_syncs_run_and_some_are_killed(forks: Zygote, bank: Above, tmp_path: Path) -> None:
    desk = bank.desk(tmp_path / "desk")
    windows = [forks.start(desk, "record", seed, 60) for seed in (1, 2)]
    for n in range(6):
        child = forks.start(desk, "sync", "--json", "--wait", 0)
        if n % 3 == 2:
            child.kill()
        else:
            assert child.wait() in (0, 1), child.out + child.err  # 1: something was recorded meanwhile
    assert [window.wait() for window in windows] == [0, 0], [window.err for window in windows]
    _all_at_once(forks, [desk])
    assert in_ledger(bank.hub) == 120
    agree(bank.hub, desk)
