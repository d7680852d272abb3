"""The line is cut after every number of bytes, on the way up and on the way down: nothing is lost, nothing doubled."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from teller_assist.hub.engine import Hub, open_hub
from teller_assist.store.journal import unsent
from teller_assist.sync.sender import Sender
from tests.scenarios.ends import agree, deeds
from tests.scenarios.proxy import DOWN, UP, Wire, wire
from tests.store.deeds import write
from tests.sync.served import enrolled, in_ledger, served, synced

EVENTS = 9  # a session: few enough that every part of the exchange is met, shared ones among them
REGIONS = 14  # places of a cut in each direction, spread over the whole session


@pytest.fixture
def hub(pg_url: str, tmp_path: Path) -> Iterator[Hub]:
    made = open_hub(tmp_path / "hub", pg_url)
    yield made
    made.close()


@pytest.fixture
def line(hub: Hub) -> Iterator[Wire]:
    with served(hub) as url, wire(url) as made:
        yield made


@pytest.fixture
def desk(hub: Hub, line: Wire, tmp_path: Path) -> Iterator[Sender]:
    with enrolled(hub, line.url, tmp_path / "desk") as made:
        yield made


def _whole_session(desk: Sender, line: Wire, chance: random.Random) -> dict[str, int]:
    """Bytes of a session from the first connection to the last answer, by direction."""
    write(desk.work, *deeds(chance, EVENTS))
    line.whole()
    line.hang_up()
    assert synced(desk).delivered
    return dict(line.passed)


def _cut(hub: Hub, desk: Sender, line: Wire, chance: random.Random, regions: int) -> dict[str, int]:
    """Cuts at places of every region; what the sessions that were cut came to, by their trouble."""
    sizes, ended = _whole_session(desk, line, chance), dict[str, int]()
    for direction in (UP, DOWN):
        for region in range(regions):
            at = chance.randrange(sizes[direction] * region // regions, sizes[direction] * (region + 1) // regions)
            write(desk.work, *deeds(chance, EVENTS))
            line.hang_up()
            line.cut_after(direction, at, dead=bool(region % 2))
            result = synced(desk)
            assert line.was_cut, f"{direction} {at} of {sizes}"
            assert result.trouble in ("", "lost"), result
            assert result.sentence or not result.trouble
            ended[result.trouble] = ended.get(result.trouble, 0) + 1
            assert in_ledger(hub) >= _acknowledged(desk)
            if region % 3 == 2:
                line.whole()
                assert synced(desk).delivered
    line.whole()
    assert synced(desk).delivered
    agree(hub, desk.data)
    return ended


def _acknowledged(desk: Sender) -> int:
    con = desk.work.reading
    return int(con.execute("SELECT count(*) FROM journal").fetchone()[0]) - unsent(con)[0]


def test_a_line_cut_anywhere_in_a_session_loses_and_doubles_nothing(hub: Hub, desk: Sender, line: Wire) -> None:
    ended = _cut(hub, desk, line, random.Random(1), REGIONS)
    assert ended.get("lost"), "no cut was felt"


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_a_line_cut_at_very_many_places(hub: Hub, desk: Sender, line: Wire, seed: int) -> None:
    _cut(hub, desk, line, random.Random(seed), 500)
