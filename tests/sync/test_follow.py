"""The sync beside an open window, as the window starts it: a child that speaks and hears lines."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from teller_assist.domain.referral import ReferralMade
from teller_assist.hub import packs as hub_packs
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.paths import RESOURCES
from teller_assist.sync.follow import Follower
from teller_assist.sync.sender import Sender
from tests.store.deeds import happened, logged, write
from tests.sync.served import enrolled, in_ledger, opened, served

LONGEST = 120.0  # seconds until a follower that says nothing is given up
Said = dict[str, Any]


class Child:
    """``heard`` keeps every line so far."""

    def __init__(self, data: Path) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "teller_assist", "--data", str(data), "sync", "--follow", "--progress", "--json"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip
        self._watch = threading.Timer(LONGEST, self._child.kill)
        self._watch.start()
        self.heard: list[Said] = []

    def until(self, what: Callable[[Said], bool]) -> Said:
        """The next line of which this is true."""
        assert self._child.stdout
        for line in self._child.stdout:
            said: Said = json.loads(line)
            self.heard.append(said)
            if what(said):
                return said
        raise AssertionError(f"it ended after {self.heard}")

    def say(self, word: str) -> None:
        assert self._child.stdin
        self._child.stdin.write(f"{word}\n")
        self._child.stdin.flush()

    def end(self) -> int:
        """Its input ends, as when the window closes; the exit code."""
        self._child.communicate()
        self._watch.cancel()
        return self._child.returncode


@contextmanager
def following(data: Path) -> Iterator[Child]:
    child = Child(data)
    try:
        yield child
    finally:
        child.end()


def ended(said: Said) -> bool:
    return said.get("trouble") == ""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = open_hub(tmp_path / "hub")
    yield made
    made.close()


@pytest.fixture
def url(hub: Hub) -> Iterator[str]:
    with served(hub) as address:
        yield address


@pytest.fixture
def desk(hub: Hub, url: str, tmp_path: Path) -> Iterator[Sender]:
    with enrolled(hub, url, tmp_path / "desk") as made:
        yield made


def _referral() -> ReferralMade:
    made: ReferralMade = happened(
        ReferralMade, referral_id=uuid7(), customer_no="C1", product_code="P1", to_role="manager", note=""
    )
    return made


def test_what_is_recorded_goes_up_by_itself_and_the_child_ends_with_its_window(hub: Hub, desk: Sender) -> None:
    write(desk.work, logged(uuid7()))
    with following(desk.data) as child:
        assert child.until(ended)["pushed"] == 1, "what was recorded before it started"
        assert {"link": "up"} in child.heard
        assert {"step": "push", "done": 1, "of": 1} in child.heard
        write(desk.work, logged(uuid7()), logged(uuid7()))
        assert child.until(ended)["pushed"] == 2
        assert child.end() == 0
    assert in_ledger(hub) == 3


def test_a_colleague_s_referral_rings_and_is_told_as_news(hub: Hub, url: str, desk: Sender, tmp_path: Path) -> None:
    with enrolled(hub, url, tmp_path / "other") as other, following(desk.data) as here, following(other.data) as there:
        here.until(ended)
        there.until(ended)
        write(desk.work, _referral())
        assert here.until(ended)["pushed"] == 1
        assert there.until(lambda said: "news" in said) == {"news": 1}
        assert there.until(ended)["pulled"] == 1
        assert not [said for said in here.heard if "news" in said], "one's own is no news"


def test_a_line_that_goes_down_and_comes_back_is_said_and_nothing_waits_for_a_person(hub: Hub, tmp_path: Path) -> None:
    with served(hub) as url, enrolled(hub, url, tmp_path / "desk") as desk:
        child = Child(desk.data)
        child.until(ended)
    try:
        child.until(lambda said: said == {"link": "down"})
        child.until(lambda said: "retry" in said)
        with opened(tmp_path / "desk") as desk:
            write(desk.work, logged(uuid7()))
        with served(hub, port=int(url.rpartition(":")[2])):
            child.until(lambda said: said == {"link": "up"})
            assert child.until(ended)["unsent"] == 0
    finally:
        assert child.end() == 0
    assert in_ledger(hub) == 1


def test_a_person_may_ask_for_a_sync_and_cancel_it(desk: Sender) -> None:
    with following(desk.data) as child:
        child.until(ended)
        child.say("nonsense")
        child.say("sync")
        child.until(lambda said: said.get("step") == "hello")
        child.say("cancel")
        assert child.until(lambda said: "trouble" in said)["trouble"] in ("cancelled", "")
        child.say("sync")
        child.until(ended)


def test_the_night_s_run_comes_in_a_window_that_stays_open(desk: Sender) -> None:
    at = [datetime(2026, 11, 24, 11, tzinfo=UTC)]  # seven in the evening at the branch
    results: list[Said] = []
    enough = threading.Event()

    def say(said: Said) -> None:
        if "trouble" in said:
            results.append(said)
            at[0] += timedelta(days=1)
            if len(results) == 2:
                enough.set()

    def words() -> Iterator[str]:
        enough.wait(LONGEST)
        yield from ()

    with opened(desk.data, lambda: at[0]) as late:
        Follower(late, say, lambda step, done, of: None).run(words())
    assert [said["trouble"] for said in results] == ["", ""]
    assert [said["pushed"] for said in results] == [0, 0]


class Within:
    """A follower in this process, until ``enough`` of what it says; ``recorded`` runs once, behind its first push."""

    def __init__(self, desk: Sender, enough: Callable[[list[Said]], bool], recorded: Callable[[], object]) -> None:
        self.heard: list[Said] = []
        self._enough, self._recorded, self._over = enough, recorded, threading.Event()
        Follower(desk, self._say, self._report).run(self._words())

    def _say(self, said: Said) -> None:
        self.heard.append(said)
        if self._enough(self.heard):
            self._over.set()

    def _report(self, step: str, done: int, of: int) -> None:
        if step == "pull":
            recorded, self._recorded = self._recorded, lambda: None
            recorded()

    def _words(self) -> Iterator[str]:
        self._over.wait(LONGEST)
        yield from ()


def test_what_is_recorded_while_a_sync_with_nothing_to_push_ends_goes_at_once(hub: Hub, desk: Sender) -> None:
    def ends(heard: list[Said]) -> bool:
        return any("retry" in said for said in heard) or sum("trouble" in said for said in heard) == 2

    heard = Within(desk, ends, lambda: write(desk.work, logged(uuid7()))).heard
    assert not [said for said in heard if "retry" in said], "nothing has failed: nobody waits a minute"
    assert [(said["pushed"], said["unsent"]) for said in heard if "trouble" in said] == [(0, 1), (1, 0)]
    assert in_ledger(hub) == 1


def test_packs_that_do_not_come_hold_up_nothing_that_is_recorded(hub: Hub, desk: Sender, tmp_path: Path) -> None:
    """What the hub has of them is spoilt: they are asked for again seldom, a ticket goes at once."""
    hub_packs.init(hub.data, tmp_path / "keys", datetime.now(UTC))
    hub_packs.publish(hub.data, RESOURCES / "packs", tmp_path / "keys", datetime.now(UTC))
    for file in (hub.data / "packs" / "targets").rglob("*.toml"):
        file.write_bytes(b"spoilt")

    def ends(heard: list[Said]) -> bool:
        return len([said for said in heard if "trouble" in said]) == 2

    heard = Within(desk, ends, lambda: write(desk.work, logged(uuid7()))).heard
    assert [(said["trouble"], said["pushed"]) for said in heard if "trouble" in said] == [("packs", 0), ("packs", 1)]
    assert in_ledger(hub) == 1
