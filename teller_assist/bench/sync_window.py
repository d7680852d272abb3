"""What a teller feels while the desk syncs: lookups and durable logs of this process, the sync in another as always."""

import json
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from itertools import count, cycle
from pathlib import Path
from time import perf_counter_ns, sleep
from typing import Any, NamedTuple

from teller_assist.bench.classes import CLASSES, people, probes
from teller_assist.bench.harness import Figure, Times, spoken
from teller_assist.bench.startup import Spent, spend
from teller_assist.desk.counter import Counter
from teller_assist.domain.attempt import Outcome
from teller_assist.store.search import search

PAUSE = 0.004  # seconds between two lookups: a quick typist strikes a key every 100 ms
LOG_EVERY = 10  # lookups
STEADY = 1.25  # the two idle times may differ by that much, or the figure is not judged

_SYNC = """
import json, sys
from pathlib import Path
from time import perf_counter
from teller_assist.sync.run import first
began = perf_counter()
done = first(Path(sys.argv[1]))
told = {**done.json(), "seconds": perf_counter() - began}
Path(sys.argv[2]).write_text(json.dumps(told), encoding="utf-8")
if done.trouble:
    sys.exit(done.sentence or done.trouble)
"""


class Synced(NamedTuple):
    """A sync in a process of its own: what it said, its seconds, and what it spent."""

    said: dict[str, Any]
    seconds: float
    spent: Spent


class Felt(NamedTuple):
    lookups: Times
    logs: Times


def sync(data: Path) -> Synced:
    """One sync of a desk in a child, which is what the window's follower is. Raises ``RuntimeError`` for trouble."""
    told = data / "bench.json"
    spent = spend(_SYNC, [str(data), str(told)])
    said = json.loads(told.read_text(encoding="utf-8"))
    told.unlink()
    return Synced(said, said["seconds"], spent)


class Window(AbstractContextManager["Window"]):
    """A desk's counter, at work. ``logs``: every tenth lookup is followed by a log that is on the disk."""

    def __init__(self, data: Path, seed: int, *, logs: bool) -> None:
        self._counter = Counter.open(data)
        conn = self._counter.snapshot.conn
        self._logs = logs
        some = people(conn, 600, seed)
        self._texts = cycle([p.text for kind in CLASSES for p in probes(kind, some, 40)])
        self._customer = conn.execute("SELECT customer_no FROM customer WHERE kind = 'person' LIMIT 1").fetchone()[0]
        self._products, self._turn = tuple(self._counter.snapshot.products), count()
        self._work(lambda n: n < 200)  # warm

    def __exit__(self, *_: object) -> None:
        self._counter.close()

    def idle(self, lookups: int) -> Felt:
        return self._work(lambda n: n < lookups)

    def while_(self, work: Callable[[], Synced]) -> tuple[Felt, Synced]:
        """What is felt while ``work`` runs."""
        with ThreadPoolExecutor(1) as beside:
            running: Future[Synced] = beside.submit(work)
            felt = self._work(lambda n: not running.done())
            return felt, running.result()

    def _work(self, goes_on: Callable[[int], bool]) -> Felt:
        lookups: list[int] = []
        logs: list[int] = []
        conn = self._counter.snapshot.conn
        while goes_on(len(lookups)):
            text = next(self._texts)
            began = perf_counter_ns()
            search(conn, text)
            lookups.append(perf_counter_ns() - began)
            if self._logs and len(lookups) % LOG_EVERY == 0:
                began = perf_counter_ns()
                self._log()
                logs.append(perf_counter_ns() - began)
            sleep(PAUSE)
        return Felt(Times(tuple(lookups)), Times(tuple(logs)))

    def _log(self) -> None:
        round_, which = divmod(next(self._turn), len(self._products))
        outcome = (Outcome.CONSIDERING, Outcome.NOT_OFFERED)[round_ % 2]
        self._counter.log(self._customer, self._products[which], outcome)


def beside_idle(what: str, before: Times, during: Times, after: Times, bound: float | None) -> Figure:
    """p99 of all single times to that of idle, before and after together; judged if those two agree."""
    idle = Times(before.best + after.best)
    steady = 1 / STEADY <= before.p99 / after.p99 <= STEADY
    return Figure(
        "sync", f"{what} to idle, p99", during.p99 / idle.p99, bound, ours=spoken(during.p99),
        theirs=spoken(idle.p99), judged=steady,
    )  # fmt: skip
