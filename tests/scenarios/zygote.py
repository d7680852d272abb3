"""Commands as processes that can be killed by the dozen: forked from one process that has imported everything.

``Zygote`` is the test's side; run as a program, this file is the other one. Besides the commands of ``teller-assist``
it knows ``record SEED N``: a window in which so much is recorded.
"""

import importlib
import json
import os
import random
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

WARM = (
    "sqlalchemy psycopg uvicorn httpx2 alembic.command teller_assist.cli.sync teller_assist.cli.hub_serve "
    "teller_assist.cli.health teller_assist.hub.routes teller_assist.hub.serving teller_assist.hub.upward "
    "teller_assist.hub.replay teller_assist.hub.node_enrol teller_assist.sync.run teller_assist.sync.follow "
    "teller_assist.store.prune teller_assist.store.replay"
).split()
PATIENCE = 120  # seconds until a test gives up waiting


class Child:
    """A command under way; what it prints goes to a file."""

    def __init__(self, zygote: "Zygote", pid: int, out: Path) -> None:
        self._zygote, self.pid, self._out = zygote, pid, out
        self._code: int | None = None

    def kill(self) -> int:
        """As when the power goes."""
        return self.end(signal.SIGKILL)

    def end(self, signal_: signal.Signals) -> int:
        if self._code is None:
            os.kill(self.pid, signal_)  # nobody else has it: only ``wait`` takes its end away
        return self.wait()

    def wait(self) -> int:
        """Its exit code, minus the signal that ended it."""
        if self._code is None:
            self._code = self._zygote.ask({"wait": self.pid})
        assert "Traceback" not in self.err, self.err
        return self._code

    @property
    def out(self) -> str:
        """What it printed; a forked child makes the file a moment after it began."""
        return self._out.read_text(encoding="utf-8") if self._out.exists() else ""

    @property
    def err(self) -> str:
        error = self._out.with_suffix(".err")
        return error.read_text(encoding="utf-8") if error.exists() else ""

    def says(self) -> Any:
        """The last line, from JSON."""
        return json.loads(self.out.splitlines()[-1])

    def first_line(self) -> str:
        until = time.monotonic() + PATIENCE
        while "\n" not in self.out:
            assert "Traceback" not in self.err, self.err
            assert time.monotonic() < until, self.err
            time.sleep(0.005)
        return self.out.splitlines()[0]


class Zygote:
    def __init__(self, folder: Path) -> None:
        self._folder, self._count = folder, 0
        folder.mkdir()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.scenarios.zygote"], cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip

    def ask(self, order: dict[str, Any]) -> int:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def start(self, data: Path, *words: object) -> Child:
        """``teller-assist --data DATA WORDS`` as a process of its own."""
        self._count += 1
        out = self._folder / f"{self._count}"
        argv = ["--data", str(data), *map(str, words)]
        return Child(self, self.ask({"argv": argv, "out": str(out)}), out)

    def close(self) -> None:
        self._process.communicate(timeout=PATIENCE)


@contextmanager
def zygote(folder: Path) -> Iterator[Zygote]:
    made = Zygote(folder)
    try:
        yield made
    finally:
        made.close()


def _forked(argv: list[str], out: str) -> int:
    pid = os.fork()
    if pid:
        return pid
    _be(argv, out)


def _be(argv: list[str], out: str) -> NoReturn:
    """What the command would be if it had been started by itself."""
    from teller_assist.cli import main

    for handle, name in ((1, out), (2, f"{out}.err")):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), handle)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = os.fdopen(0, encoding="utf-8")  # the one before has been read from
    sys.argv = ["teller-assist", *argv]
    code = 0
    try:
        if argv[2] == "record":
            _record(Path(argv[1]), int(argv[3]), int(argv[4]))
        else:
            main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
    except BaseException:
        traceback.print_exc()
        code = 99
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _record(data: Path, seed: int, n: int) -> None:
    """What a window does all morning: one deed, one transaction."""
    from tests.scenarios.ends import deeds, journal
    from tests.store.deeds import write

    with journal(data) as work:
        for happened in deeds(random.Random(seed), n):
            write(work, happened)


def _serve() -> None:
    for name in WARM:
        importlib.import_module(name)
    while order := json.loads(sys.stdin.readline() or "{}"):
        if "wait" in order:
            answer = os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1])
        else:
            answer = _forked(order["argv"], order["out"])
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
