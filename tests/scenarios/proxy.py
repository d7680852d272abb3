"""A wire that breaks: a small TCP proxy that cuts the line after so many bytes, in either direction."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

UP, DOWN = "up", "down"  # what the desk says, what it is answered
PART = 1 << 16


class Wire:
    """``url`` is where the desk thinks its hub is. ``passed`` counts bytes by direction since ``cut_after``.

    A cut comes once: both sides lose the connection. ``dead``: nothing is let through after it either.
    """

    def __init__(self, hub_url: str) -> None:
        there = urlsplit(hub_url)
        self._there = (str(there.hostname), there.port or 80)
        self._door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self.whole()
        threading.Thread(target=self._accept, daemon=True).start()

    def whole(self) -> None:
        """From now on everything passes."""
        self.cut_after(UP, -1)

    def cut_after(self, direction: str, n: int, dead: bool = False) -> None:
        """Cuts once byte ``n`` of this direction has passed; -1 never."""
        with self._lock:
            self.passed = {UP: 0, DOWN: 0}
            self._direction, self._after, self._stays, self.dead, self.was_cut = direction, n, dead, False, False

    def hang_up(self) -> None:
        """Ends what is open, so that the next session connects anew."""
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._door.close()
        self.hang_up()

    def _accept(self) -> None:
        while True:
            try:
                desk, _ = self._door.accept()
            except OSError:
                return
            if self.dead:
                desk.close()
                continue
            try:
                hub = socket.create_connection(self._there)
            except OSError:
                desk.close()
                continue
            self._open |= {desk, hub}
            for way in ((desk, hub, UP), (hub, desk, DOWN)):
                threading.Thread(target=self._carry, args=way, daemon=True).start()

    def _carry(self, source: socket.socket, to: socket.socket, direction: str) -> None:
        with suppress(OSError):
            while part := source.recv(PART):
                left = self._let(direction, len(part))
                to.sendall(part[:left])
                if left < len(part):
                    break
        for one in (source, to):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
            self._open.discard(one)

    def _let(self, direction: str, size: int) -> int:
        """How many of these bytes may pass."""
        with self._lock:
            if self.dead:
                return 0
            before = self.passed[direction]
            if direction == self._direction and not self.was_cut and 0 <= self._after < before + size:
                self.was_cut, self.dead = True, self._stays
                size = self._after - before
            self.passed[direction] = before + size
            return size


@contextmanager
def wire(hub_url: str) -> Iterator[Wire]:
    made = Wire(hub_url)
    try:
        yield made
    finally:
        made.close()
