"""The sync beside an open window: sends what is recorded within a second or two, takes colleagues' news when the bell
rings, and runs at night. What it says and hears, line by line: docs/sync.md, "The follower".

One thread does everything but two waits: the doorbell's and that for the next word on standard input.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import random
from time import monotonic
from typing import Any

from teller_assist.store import link, sync_runs
from teller_assist.store.journal import unsent
from teller_assist.sync.http import Line
from teller_assist.sync.lock import Sending
from teller_assist.sync.patience import pause
from teller_assist.sync.run import PASSING, REFUSED, Report, Result, sync
from teller_assist.sync.schedule import due
from teller_assist.sync.sender import Sender
from teller_assist.wire.messages import Busy, Lost

TICK = 0.4  # seconds between two looks at work.db
NIGHT_EVERY = 20.0  # seconds between two looks at the night's slot
BELL_SECONDS = 25
ELSEWHERE = 2.0  # seconds until the next try while another process of this desk syncs
SOON = 1.0  # a bell that answers at once is not asked again before
AFTERWARDS = ("data", "packs")  # troubles of a session that did deliver
NOT_PASSING_AFTER = 60
CONFIRM = (5.0, 600.0)  # seconds until the hub's word on what the node has is asked for: doubled, from and at most
REFUSED_AFTER = 600  # seconds at least after a refusal: it does not go by itself

Say = Callable[[dict[str, Any]], None]


@dataclass
class _Bell:
    """What the doorbell's thread is told (line, place) and tells (rung, lost)."""

    line: Line | None = None
    pos: int = 0


class Follower:
    """``run`` until ``words`` end. ``say`` is called from its thread only."""

    def __init__(self, desk: Sender, say: Say, report: Report) -> None:
        self._desk, self._say, self._report = desk, say, report
        self._wake, self._stop, self._ended = threading.Event(), threading.Event(), threading.Event()
        self._asked, self._rung, self._silent = threading.Event(), threading.Event(), threading.Event()
        self._listen = threading.Event()  # the bell may wait at the door
        self._bell = _Bell()
        self._link = ""
        self._tries, self._not_before, self._look_at_night = 0, 0.0, 0.0
        self._stuck, self._patient_until = 0, 0.0  # rows that the server did not take, though nothing was amiss
        self._confirm_after, self._confirm_at = CONFIRM[0], 0.0  # 0: nothing stays at the node
        self._started, self._version, self._news = desk.now(), -1, self._others()

    def run(self, words: Iterable[str]) -> None:
        """Ends soon after ``words`` do. What raises ``Expected`` in a session is said as its trouble."""
        threading.Thread(target=self._hear, args=(words,), name="words", daemon=True).start()
        threading.Thread(target=self._ring, name="bell", daemon=True).start()
        self._asked.set()  # what was recorded while nobody sent, and what came meanwhile
        while not self._ended.is_set():
            if self._is_time():
                self._session()
            else:
                self._wake.wait(TICK)
                self._wake.clear()

    # -- when -------------------------------------------------------------------------------------

    def _is_time(self) -> bool:
        if self._asked.is_set():
            return True
        if self._silent.is_set():
            self._silent.clear()
            self._failed(Result(trouble="lost"))
        if monotonic() < self._not_before:
            return False
        if self._rung.is_set() or self._recorded() or 0 < self._confirm_at <= monotonic():
            return True
        return self._night() or (self._tries > 0 and monotonic() >= self._patient_until)

    def _recorded(self) -> bool:
        """Whether something waits that may pass. ``data_version`` changes when anybody writes: the look costs
        microseconds."""
        con = self._desk.work.reading
        version = int(con.execute("PRAGMA data_version").fetchone()[0])
        if version == self._version:
            return False
        self._version = version
        return unsent(con)[0] > self._stuck

    def _night(self) -> bool:
        if monotonic() < self._look_at_night:
            return False
        self._look_at_night = monotonic() + NIGHT_EVERY
        con = self._desk.work.reading
        last = sync_runs.last_good(con)
        slot = link.get(con, "slot")
        return due(slot, self._desk.box.device, last.ended_at if last else None, self._desk.now(), self._started)

    # -- a session --------------------------------------------------------------------------------

    def _session(self) -> None:
        for event in (self._asked, self._rung, self._silent, self._stop):
            event.clear()
        self._listen.clear()
        waiting = unsent(self._desk.work.reading)[0]
        try:
            result = sync(self._desk, self._report, self._stop)
        except Sending:
            self._not_before, self._tries = monotonic() + ELSEWHERE, max(1, self._tries)
            return
        self._linked("down" if result.trouble == "lost" else "up")
        if (others := self._others()) != self._news:  # fewer: what is old made room, and something may have come
            self._say({"news": max(1, others - self._news)})
        self._news = others
        self._say(result.json())
        if result.trouble == "wiped":
            self._ended.set()
            return
        if result.trouble in ("", *AFTERWARDS):
            self._ask_the_bell(result.via)
        # what was recorded meanwhile goes at once; what waited and did not go is not asked again in a hot circle
        self._stuck = 0 if result.trouble or result.pushed else min(waiting, result.unsent)
        self._not_before = self._patient_until = 0.0
        if result.trouble or self._stuck:
            self._failed(result)
        else:
            self._tries = 0
        self._confirm(result)

    def _confirm(self, result: Result) -> None:
        """Rows that the node has taken: whether the hub has them too is asked soon, and ever more seldom."""
        self._confirm_after = CONFIRM[0] if result.pushed else min(CONFIRM[1], 2 * self._confirm_after)
        self._confirm_at = monotonic() + self._confirm_after if result.waiting_at_node else 0.0

    def _failed(self, result: Result) -> None:
        """Comes again by itself: soon for what passes, seldom for a refusal. Rows that do not pass, data or packs that
        do not come hold up nothing but themselves."""
        if result.trouble in PASSING:
            seconds = pause(self._tries, result.retry_after, random())
        else:
            seconds = pause(self._tries, REFUSED_AFTER if result.trouble in REFUSED else NOT_PASSING_AFTER, random())
        self._tries += 1
        if result.trouble in ("", *AFTERWARDS):
            self._patient_until = monotonic() + seconds
        else:
            self._not_before = monotonic() + seconds
        if result.trouble == "lost":
            self._linked("down")
        self._say({"retry": round(seconds)})

    def _linked(self, state: str) -> None:
        if state != self._link:
            self._link = state
            self._say({"link": state})

    def _others(self) -> int:
        """What colleagues have shared so far, without the node's own orders."""
        con = self._desk.work.reading
        row = con.execute(
            "SELECT count(*) FROM received WHERE device <> ? AND kind <> 'relay.ordered'", (self._desk.box.device,)
        ).fetchone()
        return int(row[0])

    # -- the two that wait ------------------------------------------------------------------------

    def _ask_the_bell(self, via: str) -> None:
        cursor = self._desk.box.cursor()
        server = next((s for s in self._desk.servers() if s.via == via), None)
        if cursor is not None and server is not None:
            self._bell.line, self._bell.pos = self._desk.line(server), cursor.pos
            self._listen.set()

    def _ring(self) -> None:
        """Stands at the door after each session that went well; the session tells it from where to listen."""
        while not self._ended.is_set():
            self._listen.wait()
            line, pos = self._bell.line, self._bell.pos
            if line is None:
                continue
            asked_at = monotonic()
            match line.bell(pos, BELL_SECONDS):
                case Busy(retry_after=seconds):
                    self._ended.wait(seconds)
                case int(end) if end <= pos:
                    self._ended.wait(max(0.0, SOON - (monotonic() - asked_at)))
                case Lost() if self._listen.is_set():
                    self._listen.clear()
                    self._silent.set()
                    self._wake.set()
                case _ if self._listen.is_set():  # it rang, or the session has expired: a new one tells
                    self._listen.clear()
                    self._rung.set()
                    self._wake.set()

    def _hear(self, words: Iterable[str]) -> None:
        for word in words:
            match word.strip():
                case "sync":
                    self._asked.set()
                    self._wake.set()
                case "cancel":
                    self._stop.set()
        self._stop.set()
        self._ended.set()
        self._wake.set()
