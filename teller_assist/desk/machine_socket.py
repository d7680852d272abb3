"""The line protocol over TCP, on the desk's side (docs/queue-machine.md): one thread, a few machines, no threads more.

``Conversation`` is the protocol without a socket: bytes in, bytes out.
"""

import selectors
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from teller_assist.desk.machine import BAD, Answer, Machine
from teller_assist.desk.machine_words import LONGEST_LINE, Said, said_in_line
from teller_assist.errors import BadInput, DeskNotReady

MOST = 8  # machines at once; one more takes the place of the longest silent, or is told and hung up on
SILENT_S = 60.0  # from then on a place may be taken: the machine may have lost its power
KEEPALIVE = (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 3))  # s, s, tries; where the system has them
AT_ONCE = 64 * 1024  # bytes read in one go
UNREAD = 256 * 1024  # bytes of answers that wait for a machine; it is not read from until it has taken them


class Conversation:
    """What one connection has said so far. A line counts when its end has come."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._rest = b""
        self._too_long = False
        self._offset = timedelta()

    def feed(self, data: bytes) -> bytes:
        """Answers every line that is whole, in order."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        answers = []
        for line in lines:
            if self._too_long or len(line) > LONGEST_LINE:
                self._too_long = False
                answers.append(_reply("", Answer(BAD, f"a line has at most {LONGEST_LINE} bytes; it was left out")))
            elif line.strip():
                answers.append(self._answer(line))
        if len(self._rest) > LONGEST_LINE:  # its end is still to come; what has come is not kept
            self._rest, self._too_long = b"", True
        return b"".join(answers)

    def _answer(self, line: bytes) -> bytes:
        try:
            said = said_in_line(line)
        except BadInput as error:
            return _reply("", Answer(BAD, str(error)))
        return _reply(said.id, self._hear(said))

    def _hear(self, said: Said) -> Answer:
        if said.verb == "CLOCK" and said.at is not None:
            self._offset = self._machine.offset(said.at)
            return Answer("done", f"{round(self._offset.total_seconds())} s are added to your times")
        return self._machine.hear(said, self._offset)


class Listener:
    """Listens until ``close``; ``turn`` does what there is to do. ``clock`` in seconds.

    Raises ``DeskNotReady`` if the port is taken.
    """

    def __init__(self, machine: Machine, host: str, port: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._machine, self._clock = machine, clock
        self._heard: dict[socket.socket, float] = {}  # when each spoke last
        self._selector = selectors.DefaultSelector()
        self._doors: dict[socket.socket, tuple[Conversation, bytearray]] = {}
        try:
            self._ear = socket.create_server((host, port))
        except OSError as error:
            raise DeskNotReady(
                f"{host}:{port} cannot be listened at ({error.strerror}): choose another port"
            ) from error
        self._ear.setblocking(False)
        self._selector.register(self._ear, selectors.EVENT_READ)

    @property
    def address(self) -> tuple[str, int]:
        host, port = self._ear.getsockname()[:2]
        return host, port

    def turn(self, timeout_s: float) -> None:
        """Waits at most so long for something to be said, and answers it."""
        for key, events in self._selector.select(timeout_s):
            door = key.fileobj
            assert isinstance(door, socket.socket)
            if door is self._ear:
                self._welcome()
            elif self._broken(lambda door=door, events=events: self._talk(door, events)):  # type: ignore[misc]
                self._hang_up(door)

    def close(self) -> None:
        for door in list(self._doors):
            self._hang_up(door)
        self._selector.close()
        self._ear.close()

    def _welcome(self) -> None:
        try:
            door, _ = self._ear.accept()
        except OSError:  # gone again
            return
        door.setblocking(False)
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # answers are short and waited for
        _keep_alive(door)
        if len(self._doors) >= MOST:
            self._make_room()
        if len(self._doors) >= MOST:
            self._broken(lambda: door.send(_reply("", Answer("later", f"{MOST} machines are connected"))))
            door.close()
            return
        self._doors[door] = (Conversation(self._machine), bytearray())
        self._heard[door] = self._clock()
        self._selector.register(door, selectors.EVENT_READ)

    def _make_room(self) -> None:
        silent = min(self._doors, key=lambda door: self._heard[door])
        if self._clock() - self._heard[silent] >= SILENT_S:
            self._hang_up(silent)

    def _talk(self, door: socket.socket, events: int) -> bool:
        """False when the other end is gone."""
        conversation, waiting = self._doors[door]
        if events & selectors.EVENT_READ:
            data = door.recv(AT_ONCE)
            if not data:
                return False
            self._heard[door] = self._clock()
            waiting += conversation.feed(data)
        if waiting:
            with suppress(BlockingIOError):
                del waiting[: door.send(waiting)]
        wanted = (selectors.EVENT_WRITE if waiting else 0) | (selectors.EVENT_READ if len(waiting) < UNREAD else 0)
        self._selector.modify(door, wanted)
        return True

    @staticmethod
    def _broken(talk: Callable[[], object]) -> bool:
        try:
            return talk() is False
        except BlockingIOError:
            return False
        except OSError:
            return True

    def _hang_up(self, door: socket.socket) -> None:
        del self._doors[door], self._heard[door]
        self._selector.unregister(door)
        door.close()


def _keep_alive(door: socket.socket) -> None:
    """The system asks whether the other end is still there, and tells us if it is not."""
    door.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in KEEPALIVE:
        if hasattr(socket, name):
            door.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _reply(said_id: str, answer: Answer) -> bytes:
    words = ["OK" if answer.ok else "ERR", said_id or "-", answer.code, " ".join(answer.note.split())]
    return " ".join(word for word in words if word).encode() + b"\n"
