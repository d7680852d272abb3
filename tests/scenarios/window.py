"""One window of a simulated branch: the real counter and queue of a desk, told what time it is.

In the test's own process, or (``python -m tests.scenarios.window FOLDER``) in one that can be killed: then it reads
``[time, deed, arguments]`` a line and answers ``{"is": what came of it}``.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from teller_assist.desk import visits
from teller_assist.desk.counter import Counter
from teller_assist.desk.evaluations import Evaluations
from teller_assist.desk.queue import Queue
from teller_assist.sync.sender import Sender
from tests.sync.served import synced

PATIENCE = 60  # seconds until a test that waits for a killed process gives up


class Clock:
    """The branch's time; the simulation moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


class Does(Protocol):
    """A window, wherever it runs. ``cut``: its cable is out."""

    window_no: str
    cut: bool

    def do(self, deed: str, *arguments: Any) -> Any: ...


class Desk:
    """A desk of the branch, open. Every deed answers plain values, so that it can cross a pipe."""

    def __init__(self, data: Path, clock: Callable[[], datetime]) -> None:
        self.data, self.cut = data, False
        self.counter = Counter.open(data, now=clock)
        self.queue, self.window_no = Queue(self.counter), self.counter.window_no
        self._sender = Sender.open(data)

    def do(self, deed: str, *arguments: Any) -> Any:
        return getattr(self, deed)(*arguments)

    def sync(self) -> bool:
        return not self.cut and bool(synced(self._sender).delivered)

    def take(self, business: str, customer_no: str, needs: list[str]) -> str:
        return self.queue.take_ticket(business, needs, "kiosk", customer_no).number

    def next(self) -> str:
        """The number that is called to this window now, "" none. What another window has is let go."""
        called = self.queue.call_next()
        return called.number if called else ""

    def has(self) -> str:
        """The number that this window calls or serves, "" if it has none (any more)."""
        here = self.queue.at_window()
        return here.number if here else ""

    def recall(self) -> None:
        self.queue.recall()

    def missed(self) -> None:
        if self.queue.at_window() is not None:
            self.queue.missed()

    def sort(self, number: str, deed: str, *arguments: str) -> None:
        """The lobby: ``park``, ``give_back``, ``transfer``."""
        getattr(self.queue, deed)(number, *arguments)

    def arrives(self, customer_no: str) -> None:
        """A scan opens the card of who is there; somebody without a record is a guest."""
        if customer_no:
            self.counter.begin_visit(customer_no, "scan")
        else:
            with self.counter.doing("visit.serve") as deed:
                visits.begin_guest(deed)

    def there(self) -> bool:
        """Whether the window, as it is after a start, is back with its customer."""
        return self.counter.open_visit() is not None

    def leaves(self) -> None:
        self.counter.end_visit("key")

    def presses(self, score: int) -> None:
        Evaluations(self.counter).press(score)

    def close(self) -> None:
        self._sender.close()
        self.counter.close()


class Killable:
    """The same in a process of its own."""

    def __init__(self, data: Path, clock: Clock, window_no: str) -> None:
        self.data, self.window_no, self.cut = data, window_no, False
        self._clock = clock
        self._start()

    def do(self, deed: str, *arguments: Any) -> Any:
        if deed == "sync" and self.cut:
            return False
        self._say(deed, *arguments)
        return self._hear()

    def killed(self, deed: str = "", *arguments: Any) -> None:
        """The power goes: in the middle of a deed, which is done or not, or between two."""
        if deed:
            self._say(deed, *arguments)
        self._child.kill()
        self._child.communicate(timeout=PATIENCE)
        self._start()

    def close(self) -> None:
        self._child.communicate(timeout=PATIENCE)

    def _start(self) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.scenarios.window", str(self.data)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip

    def _say(self, deed: str, *arguments: Any) -> None:
        assert self._child.stdin
        self._child.stdin.write(json.dumps([self._clock.at.isoformat(), deed, arguments]) + "\n")
        self._child.stdin.flush()

    def _hear(self) -> Any:
        assert self._child.stdout
        line = self._child.stdout.readline()
        assert line, "the window's process has ended"
        return json.loads(line)["is"]


def serve(data: Path) -> None:
    """The child: one deed a line."""
    clock = Clock(datetime.now().astimezone())
    desk = Desk(data, clock)
    try:
        for line in sys.stdin:
            at, deed, arguments = json.loads(line)
            clock.at = datetime.fromisoformat(at)
            print(json.dumps({"is": desk.do(deed, *arguments)}), flush=True)
    finally:
        desk.close()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
