"""Who gets in, decided before a byte of the body is read: pure ASGI, in front of everything else.

A push that finds the house full is told to come again, after a time with full jitter: a herd that came together does
not come together again. Sources: Brooker, Exponential Backoff and Jitter, 2015.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from random import randint
from typing import Any

from teller_assist.hub.metrics import Metrics
from teller_assist.wire import codec
from teller_assist.wire.messages import Busy

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Program = Callable[[Scope, Receive, Send], Awaitable[None]]

PUSH = "/v1/push"
STRANGERS = ("/v1/hello", "/v1/enrol")  # whoever has no session yet: slow ones keep nobody else out
OPEN = ("/healthz", "/readyz", "/metrics")  # for whoever watches: never refused
WAITING = ("/v1/bell", "/v1/pull")  # cost nothing while they wait
AGAIN = (2, 20)  # seconds


class Gate:
    """So many at once; so many more wait for their turn; no more."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._most, self._turn, self.inside = at_once + waiting, asyncio.Semaphore(at_once), 0

    @property
    def full(self) -> bool:
        return self.inside >= self._most

    async def __aenter__(self) -> None:
        self.inside += 1
        try:
            await self._turn.acquire()
        except BaseException:
            self.inside -= 1
            raise

    async def __aexit__(self, *_: object) -> None:
        self.inside -= 1
        self._turn.release()


class Admission:
    """``draining``: the server is about to stop; what is in flight ends, nothing new begins."""

    def __init__(self, program: Program, metrics: Metrics, at_once: int, waiting: int, most_open: int = 2000) -> None:
        self._program, self._metrics = program, metrics
        self._gates = {
            PUSH: Gate(at_once, waiting), **dict.fromkeys(WAITING, Gate(most_open, 0)),
            **dict.fromkeys(STRANGERS, Gate(32 * at_once, 4 * waiting)),
        }  # fmt: skip
        self._others = Gate(4 * at_once, 4 * waiting)
        self.draining = False
        metrics.in_flight.set_function(lambda: self.inside)

    @property
    def inside(self) -> int:
        return self._others.inside + self._gates[PUSH].inside + self._gates[STRANGERS[0]].inside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or path in OPEN:
            await self._program(scope, receive, send)
            return
        gate = self._gates.get(path, self._others)
        if self.draining or gate.full:
            self._metrics.turned_away.labels("draining" if self.draining else "full").inc()
            await _turn_away(send, 503 if self.draining else 429)
            return
        async with gate:
            await self._program(scope, receive, send)


async def _turn_away(send: Send, status: int) -> None:
    seconds = randint(*AGAIN)
    body = codec.encode(Busy(seconds))
    headers = [
        (b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()),
        (b"retry-after", str(seconds).encode()), (b"connection", b"close"),
    ]  # fmt: skip
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
