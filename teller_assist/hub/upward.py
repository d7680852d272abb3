"""The branch node's way up: sessions with the hub in a thread, within seconds of what a desk records.

A WAN that is down is an ordinary day: tried again with full jitter, noted in ``about`` and shown by ``hub devices``
and ``/metrics``, said in the log when it begins and when it ends.
"""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from teller_assist import log
from teller_assist.errors import Expected
from teller_assist.hub import node, node_duties, streams
from teller_assist.hub.engine import Hub
from teller_assist.hub.relay import NodeOutbox
from teller_assist.sync.address import address_of
from teller_assist.sync.core import Delivered, deliver
from teller_assist.sync.http import Line, Who
from teller_assist.sync.patience import pause
from teller_assist.wire.messages import Lost, Request, Welcome

LOOK = 1.0  # seconds between two looks at whether desks have brought something
ROUND = 600.0  # seconds at most between two rounds for what comes down: desks, revocations, generation, packs
DESKS = 30.0  # seconds at least between two looks at the hub's list of the branch's desks
BELL = 25  # seconds that the hub may hold a bell back
AT_THE_END = 3.0  # seconds that a request under way has when the server ends
AFTER_A_RING = 5.0  # seconds at most for the session that a ring brings

# What a push may come to for one device's sake, while the others' rows would be taken.
OF_ONE_DEVICE = frozenset(
    {"unknown_device", "bad_signature", "wrong_sender", "restless", "bad_message", "too_large"}
)  # fmt: skip


Ring = Callable[[Iterable[tuple[str, int]]], None]


def session(line: Line, box: NodeOutbox) -> Delivered:
    """One session with the hub over this line."""
    sender = deliver(box)
    request: Request = next(sender)
    while True:
        try:
            request = sender.send(line.ask(request))
        except StopIteration as ended:
            done: Delivered = ended.value
            return done


class Upward:
    """Started once by the node's server process. ``ring``: the branch's stream has grown to this place by what came
    from above. ``dice`` gives 0 to 1."""

    def __init__(
        self, hub: Hub, me: node.Node, ring: Ring = lambda ends: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC), dice: Callable[[], float] = random.random,
    ) -> None:  # fmt: skip
        self._hub, self._me, self._ring, self._dice = hub, me, ring, dice
        self._box = NodeOutbox(hub, me, clock)
        self._line = line_up(hub, me)
        self._stopped, self._rung, self._ended = threading.Event(), threading.Event(), threading.Event()
        self._tries, self._round_at, self._desks_at = 0, 0.0, 0.0
        self._reached: bool | None = None
        self._devices = -1  # known here at the last round
        self._threads = [
            threading.Thread(target=run, name=name, daemon=True)
            for run, name in ((self._run, "node-up"), (self._listen, "node-bell"))
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends after the request under way; nothing is lost by it."""
        self._stopped.set()
        self._rung.set()
        self._line.close()
        self._threads[0].join(timeout=AT_THE_END)  # who waits at the bell is not waited for

    # -- sessions

    def _run(self) -> None:
        while not self._stopped.is_set():
            with self._living():
                if self._due():
                    self._rung.clear()
                    retry_after = self._session()
                    self._ended.set()
                    if self._tries:
                        self._stopped.wait(retry_after)
                        # The bell may be answered before the pause is over: then the hub is back.
                        self._rung.wait(pause(self._tries, 0, self._dice()))
            self._stopped.wait(LOOK)

    def _due(self) -> bool:
        """After a failure the pause has passed: then it is. A desk that is new here is to be known above soon."""
        return bool(self._tries or self._rung.is_set() or self._is_round() or self._box.unsent())

    def _is_round(self) -> bool:
        return time.monotonic() >= self._round_at or self._box.devices() != self._devices

    def _session(self) -> int:
        """One session and, once a round, what comes down; gives the seconds the hub wants to be left alone."""
        a_round = self._is_round()
        done = self._deliver(a_round)
        trouble = done.trouble
        if done.pulled:
            with self._hub.reading() as connection:
                end = streams.end_of(connection, self._me.branch_no).pos
            self._ring([(self._me.branch_no, end)])
        if not trouble and done.welcome is not None:
            trouble = self._duties(done.welcome, a_round)
        self._say(trouble, reached=not done.trouble)
        return done.retry_after

    def _deliver(self, anew: bool) -> Delivered:
        """A device whose rows the hub refuses is vouched for if it is not known there, else passed over for a round."""
        if anew:
            self._box.left_out.clear()
        done, vouched = session(self._line, self._box), False
        while done.trouble in OF_ONE_DEVICE:
            if done.trouble == "unknown_device" and not vouched:
                vouched = not self._tried(lambda: node_duties.take_desks(self._hub, self._me, self._line))
            elif self._box.leave_out():
                log.say("refused above", level=logging.WARNING, trouble=done.trouble, devices=len(self._box.left_out))
            else:
                break
            done = session(self._line, self._box)
        return done

    def _duties(self, welcome: Welcome, a_round: bool) -> str:
        now = time.monotonic()
        if not a_round and now < self._desks_at:
            return ""
        self._desks_at = now + DESKS
        if not a_round:
            return self._tried(lambda: node_duties.take_desks(self._hub, self._me, self._line))
        self._round_at = now + ROUND * (1 + self._dice()) / 2
        trouble = self._tried(lambda: node_duties.follow(self._hub, self._me, self._line, welcome))
        self._devices = self._box.devices()
        return trouble

    def _tried(self, duty: Callable[[], None]) -> str:
        """What was amiss, "" nothing. What does not come down stops nothing that goes up."""
        try:
            duty()
        except Expected as error:
            log.say("down feed", level=logging.WARNING, trouble=error.key)
            return error.key
        return ""

    def _say(self, trouble: str, reached: bool) -> None:
        if reached != self._reached:
            log.say("hub reached" if reached else "hub not reached", trouble=trouble)
            self._reached = reached
        self._tries = 0 if reached else self._tries + 1
        with self._hub.writing() as connection:
            node.note(connection, up_trouble=trouble)

    @contextmanager
    def _living(self) -> Iterator[None]:
        """A full disk, a mistake: said, and tried again. The desks must not lose their way up to it."""
        try:
            yield
        except Exception as error:
            if not self._stopped.is_set():
                log.say("node fault", level=logging.ERROR, error=error)
                self._stopped.wait(pause(self._tries, 0, self._dice()))
                self._tries += 1

    # -- the hub's doorbell

    def _listen(self) -> None:
        """A ring is a reason for a session, and so is a bell that falls silent; the bell alone brings nothing."""
        while not self._stopped.is_set():
            with self._living():
                cursor = self._box.cursor()
                rung = self._line.bell(cursor.pos if cursor else 0, BELL) if self._line.token else None
                if not isinstance(rung, int):
                    if isinstance(rung, Lost) and not self._tries:
                        self._rung.set()
                    self._stopped.wait(LOOK + pause(self._tries, 0, self._dice()))
                elif self._tries or (cursor is not None and rung > cursor.pos):
                    self._ended.clear()
                    self._rung.set()
                    self._ended.wait(AFTER_A_RING)


def line_up(hub: Hub, me: node.Node) -> Line:
    told = hub.about()
    who = Who(me.device, me.key, told["up_certificate"], bytes.fromhex(told["up_key"]))
    return Line(address_of(told["up_url"]), who, told.get("up_tls", ""))
