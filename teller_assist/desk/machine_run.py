"""Keeps the ear and the folder of a queue machine going until it is told to stop (SIGTERM, Ctrl-C)."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from types import FrameType

from teller_assist.desk.counter import Counter
from teller_assist.desk.machine import Machine
from teller_assist.desk.machine_folder import Folder
from teller_assist.desk.machine_socket import Listener
from teller_assist.errors import BadInput

EVERY_S = 1.0  # the folder is looked at so often
TURN_S = 0.5
LOCAL = "127.0.0.1"


class _Stop:
    def __init__(self) -> None:
        self.asked = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


def run_machine(
    counter: Counter, name: str, folder: Path | None, listen: str | None, once: bool, say: Callable[[object], None]
) -> None:
    """``say`` gets what is to be told, one object a time. Raises ``BadInput``, ``NotFound``, ``DeskNotReady``."""
    machine = Machine(counter, name)
    watched = Folder(machine, folder) if folder is not None else None
    if once and watched is not None:
        return say(watched.sweep())
    ear = Listener(machine, *address_of(listen)) if listen is not None else None
    with closing(ear) if ear else nullcontext(), _stoppable() as stop:
        say({"listening": ":".join(map(str, ear.address)) if ear else "", "folder": str(folder or "")})
        last = float("-inf")
        while not stop.asked:
            if time.monotonic() - last >= EVERY_S:
                last = time.monotonic()
                counter.refresh()
                swept = watched.sweep() if watched else None
                if swept and (swept.done or swept.bad or swept.lines):
                    say(swept)
            ear.turn(TURN_S) if ear else time.sleep(TURN_S)


def address_of(listen: str) -> tuple[str, int]:
    """PORT is on this machine only. Raises ``BadInput``."""
    host, _, port = listen.rpartition(":")
    if not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise BadInput(f"{listen!r} is no address: give PORT or HOST:PORT")
    return host or LOCAL, int(port)


@contextmanager
def _stoppable() -> Iterator[_Stop]:
    stop = _Stop()
    before = {s: signal.signal(s, stop) for s in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for s, handler in before.items():
            signal.signal(s, handler)
