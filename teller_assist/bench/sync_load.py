"""Desks that send at the same time, in this process: run with ``-m`` it reads an order and says what each push took.

Each thread takes the next desk that nobody has taken, plays one real session (``core.deliver`` over its ``work.db``)
on a line of its own, and takes another; a busy hub is asked again when it says. Nothing runs without end.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter, sleep
from typing import cast

from teller_assist.sync.core import deliver
from teller_assist.sync.http import Line
from teller_assist.sync.run import converse
from teller_assist.sync.sender import Sender
from teller_assist.wire.messages import Ack, Claim, Push, Reply, Request

PLAIN, AGAIN, FORKED = "plain", "again", "forked"
_TRIES = 40  # sessions of one desk, most of them a busy hub's
_REST = 3.0  # seconds at most before the next one


@dataclass(slots=True)
class Took:
    """Seconds of each answered push; how many sessions found the hub busy; what went wrong, a line each.
    ``began`` and ``ended`` by the clock that all processes of this machine share."""

    pushes: list[float] = field(default_factory=list)
    rows: int = 0
    busy: int = 0
    wrong: list[str] = field(default_factory=list)
    began: float = float("inf")
    ended: float = 0.0

    @property
    def seconds(self) -> float:
        return self.ended - self.began

    def add(self, other: "Took") -> None:
        self.pushes += other.pushes
        self.rows, self.busy = self.rows + other.rows, self.busy + other.busy
        self.wrong += other.wrong
        self.began, self.ended = min(self.began, other.began), max(self.ended, other.ended)

    def at(self, share: float) -> float:
        """Seconds of a push at that percentile (0..1)."""
        ordered = sorted(self.pushes)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class _Timed:
    """A line that keeps how long each push took."""

    def __init__(self, line: Line, took: Took) -> None:
        self._line, self._took = line, took

    def ask(self, request: Request) -> Reply:
        began = perf_counter()
        reply = self._line.ask(request)
        if isinstance(request, Push) and isinstance(reply, Ack):
            self._took.pushes.append(perf_counter() - began)
            self._took.rows += len(request.records)
        return reply


def send_all(desks: Sequence[Path], how: str, processes: int, threads: int) -> Took:
    """Every desk sends once; ``how``: plain (what is unsent), again (everything acknowledged once more, as when every
    answer was lost), forked (everything in a new epoch, as after an image was put back)."""
    shares = [desks[n::processes] for n in range(min(processes, len(desks)))]
    whole = Took()
    with ThreadPoolExecutor(processes) as beside:
        for took in beside.map(lambda share: _child(share, how, threads), shares):
            whole.add(took)
    return whole


def _child(desks: Sequence[Path], how: str, threads: int) -> Took:
    order = json.dumps({"desks": [str(data) for data in desks], "how": how, "threads": threads})
    words = [sys.executable, "-m", __spec__.name]
    done = subprocess.run(words, input=order, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"the load ended early: {done.stderr}")
    return Took(**json.loads(done.stdout))


def _one(data: Path, how: str) -> Took:
    desk, took = Sender.open(data), Took(began=perf_counter())
    try:
        line = cast(Line, _Timed(desk.line(desk.servers()[0]), took))
        if how == FORKED:
            claim = desk.box.claims()[0]
            desk.box.fork(claim, 0, claim.epoch)
        for _ in range(_TRIES):
            done = converse(deliver(desk.box), line, lambda step, n, of: None)
            if done.trouble != "busy":
                break
            took.busy += 1
            sleep(min(_REST, done.retry_after))
        if done.trouble or not done.reconciled:
            took.wrong.append(f"{data.name}: {done.trouble or 'counts differ'} {done.sentence}")
        elif how == AGAIN:
            took.pushes, took.rows = [], 0
            for claim in desk.box.claims():
                _again(desk, claim, line)
        took.ended = perf_counter()
    finally:
        desk.close()
    return took


def _again(desk: Sender, claim: Claim, line: Line) -> None:
    """Pushes a chain from its first row, whatever the hub has of it."""
    after = 0
    while (rows := desk.box.batch(claim, after, 500)) is not None:
        push = Push(
            claim.device, claim.epoch, claim.parent_epoch, claim.parent_seq, rows.first_seq, rows.prev_hash,
            rows.records, rows.seal,
        )  # fmt: skip
        for _ in range(_TRIES):
            reply = line.ask(push)
            if isinstance(reply, Ack):
                break
            sleep(_REST)
        else:
            raise RuntimeError(f"a push again was answered {reply}")
        after = rows.seal.seq


def main() -> int:
    order = json.loads(sys.stdin.read())
    whole = Took()
    with ThreadPoolExecutor(order["threads"]) as threads:
        for took in threads.map(lambda data: _one(Path(data), order["how"]), order["desks"]):
            whole.add(took)
    sys.stdout.write(json.dumps(asdict(whole)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
