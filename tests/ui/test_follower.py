"""The child beside the window: real processes that say what the sync says."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from teller_assist.ui.follower import Follower, command

Start = Callable[..., tuple[Follower, list[object]]]
SAYS = """
import sys
print('{"link": "up"}', "not json", '[1]', '{"from_a_newer_program": 1}', sep="\\n")
print('{"step": "push", "done": 3, "of": 9}', '{"news": 2}', '{"retry": 240.5}', sep="\\n", flush=True)
for line in sys.stdin:
    print('{"step": "%s", "done": 0, "of": 0}' % line.strip(), '{"trouble": "", "pushed": 3}', sep="\\n", flush=True)
open(sys.argv[1], "w").write("ended by itself")
"""
DIES = "import sys; open(sys.argv[1], 'a').write('x'); print('{\"link\": \"down\"}')"
DEAF = 'import time; print(\'{"link": "up"}\', flush=True); time.sleep(600)'


@pytest.fixture
def started(qtbot: QtBot, tmp_path: Path) -> Iterator[Start]:
    made: list[Follower] = []

    def start(program: str, first_ms: int = 20) -> tuple[Follower, list[object]]:
        follower = Follower([sys.executable, "-c", program, str(tmp_path / "trace")], first_ms=first_ms)
        heard: list[object] = []
        follower.linked.connect(lambda state: heard.append(("link", state)))
        follower.stepped.connect(lambda *step: heard.append(step))
        follower.news.connect(lambda n: heard.append(("news", n)))
        follower.waiting.connect(lambda s: heard.append(("retry", s)))
        follower.ended.connect(lambda: heard.append("ended"))
        made.append(follower)
        follower.start()
        return follower, heard

    yield start
    for follower in made:
        follower.stop()


def test_what_it_says_is_heard_and_what_nobody_knows_is_passed_over(qtbot: QtBot, started: Start) -> None:
    _follower, heard = started(SAYS)
    qtbot.waitUntil(lambda: len(heard) >= 4)
    assert heard == [("link", "up"), ("push", 3, 9), ("news", 2), ("retry", 240)]


def test_sync_and_cancel_reach_it(qtbot: QtBot, started: Start) -> None:
    follower, heard = started(SAYS)
    qtbot.waitUntil(lambda: ("retry", 240) in heard)
    follower.sync()
    follower.cancel()
    qtbot.waitUntil(lambda: heard.count("ended") == 2)
    assert heard[4:] == [("sync", 0, 0), "ended", ("cancel", 0, 0), "ended"]


def test_one_that_dies_is_started_again_later_each_time(qtbot: QtBot, tmp_path: Path, started: Start) -> None:
    follower, heard = started(DIES)
    qtbot.waitUntil(lambda: (tmp_path / "trace").exists() and len((tmp_path / "trace").read_text()) >= 3)
    assert ("link", "") in heard, "nobody says any more that the line is down"
    assert follower._pause_ms >= 80
    follower.stop()


def test_asked_between_two_lives_it_syncs_at_once(qtbot: QtBot, tmp_path: Path, started: Start) -> None:
    follower, heard = started(DIES, first_ms=600_000)
    qtbot.waitUntil(lambda: "ended" in heard)
    follower.sync()
    qtbot.waitUntil(lambda: heard.count("ended") == 2)
    assert (tmp_path / "trace").read_text() == "xx"


def test_at_the_end_it_is_let_end_by_itself(qtbot: QtBot, tmp_path: Path, started: Start) -> None:
    follower, heard = started(SAYS)
    qtbot.waitUntil(lambda: bool(heard))
    follower.stop()
    assert (tmp_path / "trace").read_text() == "ended by itself"
    assert not follower.running()
    assert "ended" not in heard


def test_one_that_hears_nothing_is_killed(qtbot: QtBot, started: Start) -> None:
    follower, heard = started(DEAF)
    qtbot.waitUntil(lambda: bool(heard))
    follower.stop()
    assert not follower.running()


def test_a_program_that_is_not_there_is_tried_again_and_stops_nothing(qtbot: QtBot) -> None:
    follower = Follower(["/nowhere/at/all"], first_ms=600_000)
    with qtbot.waitSignal(follower.ended):
        follower.start()
    follower.sync()
    follower.stop()


def test_it_is_the_sync_of_this_very_program(tmp_path: Path) -> None:
    assert command(tmp_path)[:3] == [sys.executable, "-m", "teller_assist"]
    assert command(tmp_path)[3:] == ["--data", str(tmp_path), "sync", "--follow", "--progress", "--json"]
