"""The hub over HTTP, as docs/sync.md says under "Over HTTP". The event loop reads and writes; threads do the work."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import TypeVar

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import select

from teller_assist import log
from teller_assist.errors import Expected
from teller_assist.hub import answers, openapi, relay, sessions
from teller_assist.hub.admission import Admission
from teller_assist.hub.doors import Doors, Work
from teller_assist.wire import codec
from teller_assist.wire.joining import Rang
from teller_assist.wire.messages import Chunk, Pull, Refusal, Stream

__all__ = ["Doors", "Server"]

T = TypeVar("T")

STRANGERS = {"hello": 4 << 20, "enrol": 256 << 10}  # bytes from whoever has no session yet
STRANGERS_SECONDS = 20.0
MOST_WAIT = 60  # seconds at the bell


class Server:
    """The whole as one ASGI program, with its admission and its threads."""

    def __init__(self, doors: Doors, at_once: int = 8, waiting: int = 64) -> None:
        self.doors = doors
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="hub")
        app = FastAPI(title="Teller Assist hub", docs_url=None, redoc_url=None, openapi_url=None)
        for (method, path), work in doors.table().items():
            app.add_route(path, self._threaded(work), methods=[method])
        app.add_route("/v1/pull", self._guarded("pull", self._pull), methods=["POST"])
        app.add_route("/v1/bell", self._guarded("bell", self._bell), methods=["GET"])
        app.add_route("/healthz", self._healthz, methods=["GET"])
        app.add_route("/readyz", self._readyz, methods=["GET"])
        app.add_route("/metrics", self._metrics, methods=["GET"])
        app.add_route("/openapi.json", self._openapi, methods=["GET"])
        for status in (404, 405):
            app.add_exception_handler(status, self._lost_way)
        self.program = Admission(app, doors.metrics, at_once, waiting)

    def drain(self) -> None:
        """Nothing new is let in; who waits at a bell is answered. From any thread."""
        self.program.draining = True
        self.doors.bells.close()

    def close(self) -> None:
        """After the last answer: what a cut-off request still does in its thread ends before the database closes."""
        self._threads.shutdown(wait=True)

    async def in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _threaded(self, work: Work) -> Callable[[Request], Awaitable[Response]]:
        name = getattr(work, "__name__", "other")

        async def through(request: Request) -> object:
            body = b""
            if request.method == "POST" and name in STRANGERS:
                body = await answers.body_of(request, STRANGERS[name], STRANGERS_SECONDS)
            elif request.method == "POST":
                self._known(request)
                body = await answers.body_of(request)
            return await self.in_thread(partial(work, request, body))

        return self._guarded(name, through)

    def _known(self, request: Request) -> None:
        """Whoever has no session is told so before a byte of the body is waited for. Raises ``NoSession``."""
        if sessions.device_of(self.doors.hub, request.headers.get("x-session", ""), self.doors.clock()) is None:
            raise answers.NoSession("the session has expired: say hello again")

    def _guarded(
        self, name: str, work: Callable[[Request], Awaitable[object]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """Counts, measures, and makes an answer of whatever comes of it."""

        async def answered(request: Request) -> Response:
            began = time.perf_counter()
            headers: dict[str, str] = {}
            try:
                reply = await work(request)
                if isinstance(reply, tuple):
                    reply, headers = reply
                response = await self.in_thread(partial(_response, request, reply, headers))
            except Exception as error:  # no error leaves as anything but an answer
                reply = answers.refusal_of(error)
                if reply is None:
                    self.doors.metrics.faults.inc()
                    log.say("fault", level=40, error=error, request=name)
                    reply = Refusal("fault", "the hub made a mistake; nothing was taken")
                response = answers.response_of(request, reply)
            self.doors.metrics.seconds.labels(name).observe(time.perf_counter() - began)
            self.doors.metrics.answers.labels(name, answers.kind_of(reply)).inc()
            return response

        return answered

    async def _pull(self, request: Request) -> object:
        self._known(request)
        body = await answers.body_of(request)
        pull = await self.in_thread(partial(answers.decoded, Pull, request, body))
        reply = await self.in_thread(partial(self.doors.pull, request, pull))
        if pull.wait and isinstance(reply, Stream) and not (reply.items or reply.reset):
            ask = partial(self.doors.end_of, pull.branch_no)
            if await self.doors.bells.wait(pull.branch_no, pull.cursor.pos, pull.wait, ask) > pull.cursor.pos:
                reply = await self.in_thread(partial(self.doors.pull, request, pull))
        return reply

    async def _bell(self, request: Request) -> object:
        pos, wait = _number(request, "pos", 2**53), _number(request, "wait", MOST_WAIT)
        device = await self.in_thread(partial(self.doors.device, request))
        if isinstance(device, Refusal):
            return device
        return Rang(
            await self.doors.bells.wait(device.branch_no, pos, wait, partial(self.doors.end_of, device.branch_no))
        )

    async def _healthz(self, request: Request) -> Response:
        return JSONResponse({"alive": True})

    async def _readyz(self, request: Request) -> Response:
        draining = self.program.draining
        answers_ = not draining and await self.in_thread(self._database_answers)
        return JSONResponse({"ready": answers_, "draining": draining}, 200 if answers_ else 503)

    async def _metrics(self, request: Request) -> Response:
        if self.doors.node is not None:
            await self.in_thread(self._way_up)
        return Response(self.doors.metrics.page(), media_type="text/plain; version=0.0.4; charset=utf-8")

    async def _openapi(self, request: Request) -> Response:
        return JSONResponse(openapi.document())

    async def _lost_way(self, request: Request, error: Exception) -> Response:
        status = getattr(error, "status_code", 404)
        reply = Refusal("not_found" if status == 404 else "bad_message", f"nothing here answers {request.method}")
        response = answers.response_of(request, reply)
        response.status_code = status
        response.headers.update(getattr(error, "headers", None) or {})
        return response

    def _way_up(self) -> None:
        stands = relay.way_up(self.doors.hub)
        reached = datetime.fromisoformat(stands["reached_at"]).timestamp() if stands["reached_at"] else 0
        self.doors.metrics.of_node(reached, stands["unsent"])

    def _database_answers(self) -> bool:
        try:
            with self.doors.hub.reading() as con:
                return con.scalar(select(1)) == 1
        except Expected:
            return False


def _response(request: Request, reply: object, headers: dict[str, str]) -> Response:
    if isinstance(reply, Chunk):
        return Response(reply.bytes, 200, headers, "application/octet-stream")
    return answers.response_of(request, reply, headers)


def _number(request: Request, name: str, most: int) -> int:
    """A number of the query, 0 where it is not given. Raises ``BadMessage``."""
    text = request.query_params.get(name, "0")
    if not (text.isascii() and text.isdecimal() and len(text) <= 16 and int(text) <= most):
        raise codec.BadMessage(f"{name} must be a number from 0 to {most}")
    return int(text)
