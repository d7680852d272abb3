"""The machines of a branch as processes: what a person starts and types on each."""

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from tests.scenarios.lan import Network

T = TypeVar("T")
PATIENCE = 90  # seconds until a test that waits for something gives up; no test asserts how long it took


class Served:
    """``hub serve`` on one machine, until it is stopped."""

    def __init__(self, lan: Network, machine: str, data: Path, *options: str) -> None:
        self.lan, self.machine, self.data = lan, machine, data
        self.start(*options)

    def start(self, *options: str) -> None:
        where = ("--host", self.lan.host(self.machine), "--port", str(self.lan.port(self.machine)))
        words = ("--data", str(self.data), "hub", "serve", *where, "--json", *options)
        self._log = self.data.with_suffix(".log").open("a", encoding="utf-8")
        self.process = spawn(self.lan, self.machine, *words, stderr=self._log)
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, self.data.with_suffix(".log").read_text(encoding="utf-8")
        self.pin: str = json.loads(line)["pin"]

    @property
    def address(self) -> str:
        """As a person gives it to a desk: with the pin, if there is one."""
        return self.lan.url(self.machine) + (f"#{self.pin}" if self.pin else "")

    def says(self, *words: str) -> Any:
        return asked(self.lan, self.machine, self.data, "hub", *words, "--json")

    def code(self, branch_no: str, role: str = "desk") -> str:
        made: str = self.says("code", "--branch", branch_no, "--role", role)["code"]
        return made

    def kill(self) -> None:
        """As when the power goes."""
        self.process.kill()
        self._ended()

    def stop(self) -> None:
        self.process.terminate()
        self._ended()

    def _ended(self) -> None:
        self.process.communicate(timeout=PATIENCE)
        self._log.close()
        assert "Traceback" not in self.data.with_suffix(".log").read_text(encoding="utf-8")


class Desk:
    """A desk's folder on one machine, and the follower of its window while that is open."""

    def __init__(self, lan: Network, machine: str, data: Path) -> None:
        self.lan, self.machine, self.data = lan, machine, data
        self.lines: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self.follower: subprocess.Popen[str] | None = None

    def says(self, *words: str) -> Any:
        return asked(self.lan, self.machine, self.data, *words, "--json")

    def referrals(self) -> Any:
        return self.says("referral", "list", "--all")

    def enrol(self, hub: str, code: str, *more: str) -> Any:
        return self.says("desk", "enrol", "--hub", hub, "--code", code, *more)

    def follow(self) -> None:
        """As the window does; waits until its first session has ended."""
        words = ("--data", str(self.data), "sync", "--follow", "--progress", "--json")
        self.follower = child = spawn(self.lan, self.machine, *words, stderr=subprocess.DEVNULL)
        threading.Thread(target=self._read, args=(child,), daemon=True).start()
        self.hears(lambda line: "trouble" in line)

    def _read(self, child: "subprocess.Popen[str]") -> None:
        assert child.stdout
        for line in child.stdout:
            self.lines.put(json.loads(line))

    def hears(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next line of the follower that is so."""
        while True:
            line = self.lines.get(timeout=PATIENCE)
            if wanted(line):
                return line

    def close(self) -> None:
        if self.follower is not None:
            self.follower.send_signal(signal.SIGCONT)
            self.follower.communicate(timeout=PATIENCE)
            self.follower = None


def spawn(lan: Network, machine: str, *words: str, stderr: Any = subprocess.PIPE) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*lan.prefix(machine), sys.executable, "-m", "teller_assist", *words],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip


def asked(lan: Network, machine: str, data: Path, *words: str) -> Any:
    """What a command answers in JSON; the test fails with what it says instead."""
    child = spawn(lan, machine, "--data", str(data), *words)
    out, err = child.communicate(timeout=PATIENCE)
    assert child.returncode == 0, f"{machine}: {' '.join(words)}: {out}{err}"
    return json.loads(out.splitlines()[-1])


def eventually(look: Callable[[], T], wanted: Callable[[T], bool]) -> T:
    """What is seen once it is as wanted."""
    until = time.monotonic() + PATIENCE
    while not wanted(seen := look()):
        assert time.monotonic() < until, f"still {seen!r}"
        time.sleep(0.3)
    return seen


def copied(base: Path, to: Path) -> Path:
    shutil.copytree(base, to)
    return to
