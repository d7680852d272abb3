"""A hub as a process of its own, started, stopped and killed as a person or an accident would."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.scenarios.conftest import Ran, teller


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def spawn(*arguments: object, data: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "teller_assist", "--data", str(data), *map(str, arguments)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip


class HubProcess:
    """``hub serve`` on a folder and port, until it is stopped."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port = data, port
        self.url = f"http://127.0.0.1:{port}"
        self._log = (data.parent / f"{data.name}.log").open("a", encoding="utf-8")
        self.start()

    def start(self) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "teller_assist", "--data", str(self.data), "hub", "serve", "--port", str(self.port)],
            stdout=subprocess.PIPE, stderr=self._log, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip
        assert self._child.stdout
        assert self._child.stdout.readline(), f"no hub: {Path(self._log.name).read_text(encoding='utf-8')}"

    def kill(self) -> None:
        """As when the power goes."""
        self._child.kill()
        self._child.communicate()

    def stop(self) -> None:
        self._child.send_signal(signal.SIGTERM)
        self._child.communicate(timeout=60)

    def close(self) -> None:
        if self._child.poll() is None:
            self.kill()
        self._log.close()
        assert "Traceback" not in Path(self._log.name).read_text(encoding="utf-8")

    def says(self, *arguments: object) -> Any:
        ran = teller("hub", *arguments, "--json", data=self.data)
        assert ran.code == 0, ran.err
        return ran.json


@contextmanager
def serving(data: Path, port: int) -> Iterator[HubProcess]:
    hub = HubProcess(data, port)
    try:
        yield hub
    finally:
        hub.close()


def delivered(ran: Ran) -> Any:
    """The JSON of a sync by which everything was delivered."""
    assert ran.code == 0, ran.out + ran.err
    said = ran.json
    assert (said["reconciled"], said["unsent"], said["trouble"]) == (True, 0, "")
    return said
