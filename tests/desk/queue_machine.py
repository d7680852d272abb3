"""A queue machine that behaves as badly as real ones do, seeded: says things twice and out of order, breaks off in the
middle of a line, sends rubbish, starts again. It keeps what has not been answered and says it again."""

import socket
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

TYPES = ("term", "transfer", "活期存取款", "corporate", "juggling")
RUBBISH = (
    b"\xff\xfe\x00\x01\n",
    b"HELO there\n",
    b"TAKE id=\n",
    b"\n",
    b"x" * 5000 + b"\n",
    b"CALL id=zz number=A001\n",
)
FINAL = frozenset({"over", "refused", "bad", "clock"})


class Deed(NamedTuple):
    at: datetime
    id: str
    verb: str
    told: dict[str, str]

    def line(self) -> bytes:
        words = [f"{key}={value}" for key, value in self.told.items()]
        return " ".join([self.verb, f"id={self.id}", f"at={self.at.isoformat()}", *words]).encode() + b"\n"


class Story(NamedTuple):
    """One ticket as it truly was; ``windows`` that served it."""

    number: str
    taken_at: datetime
    windows: tuple[str, ...]
    called_at: datetime | None
    ended_at: datetime
    how: str
    deeds: tuple[Deed, ...]


def stories(rnd: Random, opens: datetime, people: int) -> list[Story]:
    """Tickets in the order of coming; times to the second."""
    return [_story(rnd, n, opens + timedelta(seconds=45 * n)) for n in range(1, people + 1)]


def _story(rnd: Random, n: int, taken_at: datetime) -> Story:
    number, at = f"A{n:03d}", taken_at
    deeds: list[Deed] = []

    def say(verb: str, **told: str) -> datetime:
        nonlocal at
        deeds.append(Deed(at, f"{n}.{len(deeds)}", verb, {"number": number, **told}))
        said_at, at = at, at + timedelta(seconds=rnd.randrange(5, 240))
        return said_at

    say("TAKE", type=rnd.choice(TYPES), needs=rnd.choice(("", "", "elderly", "elderly,hurry")))
    windows = tuple(rnd.sample("1234", rnd.choice((0, 1, 1, 1, 1, 2))))
    called = []
    for n_th, window in enumerate(windows):
        if n_th:
            say("TRANSFER", window=window)
        called.append(say("CALL", window=window))
        if rnd.random() < 0.2:
            say("MISS")
            say("CALL", window=window)
        say("SERVE", window=window)
    how = rnd.choice(("served", "served", "left")) if windows else "left"
    ended = say("END", how=how, **({"window": windows[-1]} if windows else {}))
    return Story(number, taken_at, windows, called[0] if called else None, ended, how, tuple(deeds))


class PretendMachine:
    """``turn`` lets the desk work; ``faults`` is the chance of each kind of trouble at each line."""

    def __init__(self, rnd: Random, turn: Callable[[], None], faults: float = 0.05) -> None:
        self._rnd, self._turn, self._faults = rnd, turn, faults
        self.answers: dict[str, list[str]] = {}

    def tell(self, address: tuple[str, int], deeds: Iterable[Deed]) -> list[Deed]:
        """Says them on one connection, as far as it holds; gives what has no final answer yet."""
        left = list(deeds)
        with socket.create_connection(address) as door:
            door.setblocking(False)
            door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            heard = b""
            for deed in self._muddled(left):
                line = deed.line()
                if self._rnd.random() < self._faults:
                    door.send(self._rnd.choice(RUBBISH))
                if self._rnd.random() < self._faults / 3:  # the cable is pulled
                    door.send(line[: self._rnd.randrange(1, len(line))])
                    break
                cut = self._rnd.randrange(len(line))
                for part in (line[:cut], line[cut:]):
                    door.send(part)
                    if self._rnd.random() < 0.1:
                        self._turn()
                heard += self._read(door)
            heard += self._read(door)
        self._note(heard)
        return [deed for deed in left if not self._is_final(deed)]

    def _muddled(self, deeds: list[Deed]) -> list[Deed]:
        """Neighbours change places, some are said twice."""
        keyed = [(n + self._rnd.random() * self._rnd.choice((0, 0, 6)), deed) for n, deed in enumerate(deeds)]
        twice = [deed for _, deed in sorted(keyed, key=lambda one: one[0])]
        return [deed for deed in twice for _ in range(1 + (self._rnd.random() < self._faults))]

    def _read(self, door: socket.socket) -> bytes:
        self._turn()
        try:
            return door.recv(1 << 20)
        except BlockingIOError:
            return b""

    def _note(self, heard: bytes) -> None:
        for line in heard.decode().splitlines():
            _, id_, code, *_ = line.split(" ")
            self.answers.setdefault(id_, []).append(code)

    def _is_final(self, deed: Deed) -> bool:
        return any(code in ("done", "again") or code in FINAL for code in self.answers.get(deed.id, ()))
