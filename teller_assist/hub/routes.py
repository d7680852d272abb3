"""The hub over HTTP, as docs/sync.md says under "Over HTTP". The event loop reads and writes; threads do the work.

To add a request: a method of ``Doors`` that gives a message, and its line in ``Doors.table``; ``openapi.py`` reads it.
"""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI
from sqlalchemy import select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from teller_assist import log
from teller_assist.errors import Expected
from teller_assist.hub import answers, devices, enrolment, offers, openapi, packs, relay, sessions, streams, vouching
from teller_assist.hub.admission import Admission
from teller_assist.hub.bells import Bells
from teller_assist.hub.engine import Hub
from teller_assist.hub.ledger import SqlLedger
from teller_assist.hub.metrics import Metrics
from teller_assist.hub.node import Node
from teller_assist.sync.intake import answer
from teller_assist.wire import codec
from teller_assist.wire.joining import Challenge, Enrol, Rang, Rekey, Vouch
from teller_assist.wire.messages import Ack, Chunk, Hashes, Hello, Pull, Push, Reconcile, Refusal, Stream

T = TypeVar("T")
Work = Callable[[Request, bytes], object]

MOST_WAIT = 60  # seconds at the bell


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Doors:
    """Every request's answer. ``node``: who this server is if it orders a branch. ``clock`` gives the aware time."""

    hub: Hub
    role: str = "hub"
    node: Node | None = None
    clock: Callable[[], datetime] = _now
    metrics: Metrics = field(default_factory=Metrics)

    def __post_init__(self) -> None:
        self.bells = Bells(self.hub)

    def table(self) -> dict[tuple[str, str], Work]:
        """(method, path) -> what answers it, in a thread. ``pull`` and ``bell`` may wait and are not here."""
        return {
            ("GET", "/v1/challenge"): self.challenge,
            ("POST", "/v1/hello"): self.hello,
            ("POST", "/v1/hashes"): self.hashes,
            ("POST", "/v1/push"): self.push,
            ("POST", "/v1/reconcile"): self.reconcile,
            ("GET", "/v1/chunk/{name}"): self.chunk,
            ("POST", "/v1/enrol"): self.enrol,
            ("POST", "/v1/rekey"): self.rekey,
            ("GET", "/v1/desks"): self.desks,
            ("POST", "/v1/vouch"): self.vouch,
            ("GET", "/v1/packs/{path:path}"): self.pack,
        }

    def challenge(self, request: Request, body: bytes) -> object:
        return Challenge(sessions.challenge(self.hub, self.clock()))

    def hello(self, request: Request, body: bytes) -> object:
        plain = answers.plain(request, body)
        hello, h = codec.decode(Hello, plain), request.headers
        signed = sessions.Signed(
            h.get("x-device", ""), h.get("x-nonce", ""), h.get("x-signature", ""), h.get("x-certificate", ""), plain
        )
        now = self.clock()
        devices.skew_of(hello, now)  # what is no time is refused before anything is kept
        if refusal := sessions.greet(self.hub, signed, hello, now):
            return refusal
        with self.hub.reading() as con:
            for device in {claim.device for claim in hello.claims} - {hello.device}:
                found = sessions.allowed(con, hello.device, device)
                if isinstance(found, Refusal) and found.key == "wrong_sender":
                    return found
        welcome = answer(SqlLedger(self.hub, now, self.role, hello.device, self.node), hello)
        log.say("hello", device=hello.device, program=hello.program, claims=len(hello.claims), unsent=hello.unsent)
        return welcome, {"X-Session": sessions.token(self.hub, hello.device, now)}

    def hashes(self, request: Request, body: bytes) -> object:
        return self._about(request, answers.decoded(Hashes, request, body), reads=True)

    def reconcile(self, request: Request, body: bytes) -> object:
        return self._about(request, answers.decoded(Reconcile, request, body), reads=True)

    def push(self, request: Request, body: bytes) -> object:
        push = answers.decoded(Push, request, body)
        reply = self._about(request, push)
        if isinstance(reply, Ack):
            self.metrics.events.inc(len(push.records))
            self.metrics.parked.inc(reply.parked)
        rows, word = len(push.records), answers.kind_of(reply)
        log.say("push", device=push.device, epoch=push.epoch, first=push.first_seq, rows=rows, answer=word)
        return reply

    def pull(self, request: Request, pull: Pull) -> object:
        device = self.device(request)
        if isinstance(device, Refusal):
            return device
        if pull.branch_no != device.branch_no:
            return Refusal("wrong_sender", f"this device is of branch {device.branch_no}")
        return answer(SqlLedger(self.hub, self.clock(), self.role, reads=True), pull)

    def chunk(self, request: Request, body: bytes) -> object:
        device = self.device(request)
        if isinstance(device, Refusal):
            return device
        with self.hub.reading() as con:
            found = offers.chunk_of(con, device.branch_no, _text(request.path_params["name"]))
        return Refusal("not_found", "there is no such chunk: say hello again") if found is None else Chunk(found)

    def pack(self, request: Request, body: bytes) -> object:
        found = packs.served(self.hub.data, _text(request.path_params["path"]), self.clock())
        return Refusal("not_found", "there is no such file of the packs") if found is None else Chunk(found)

    def enrol(self, request: Request, body: bytes) -> object:
        asked = answers.decoded(Enrol, request, body)
        reply = enrolment.enrol(self.hub, asked, self.clock())
        log.say("enrol", device=asked.device, role=asked.role, answer=answers.kind_of(reply))
        return reply

    def rekey(self, request: Request, body: bytes) -> object:
        device = self.device(request)
        if isinstance(device, Refusal):
            return device
        reply = enrolment.rekey(self.hub, answers.decoded(Rekey, request, body), device.device, self.clock())
        log.say("rekey", device=device.device, answer=answers.kind_of(reply))
        return reply

    def desks(self, request: Request, body: bytes) -> object:
        node = self.device(request)
        return node if isinstance(node, Refusal) else vouching.desks_of(self.hub, node, self.clock())

    def vouch(self, request: Request, body: bytes) -> object:
        node = self.device(request)
        if isinstance(node, Refusal):
            return node
        asked = answers.decoded(Vouch, request, body)
        reply = vouching.vouch(self.hub, asked, node, self.clock())
        log.say("vouch", device=asked.device, node=node.device, answer=answers.kind_of(reply))
        return reply

    def end_of(self, branch_no: str) -> int:
        with self.hub.reading() as con:
            return streams.end_of(con, branch_no).pos

    def device(self, request: Request, subject: str = "") -> devices.Device | Refusal:
        """Whose session this is, if it may go on, and may speak of ``subject`` ("": of itself)."""
        sender = sessions.device_of(self.hub, request.headers.get("x-session", ""), self.clock())
        if sender is None:
            return Refusal("no_session", "the session has expired: say hello again")
        with self.hub.reading() as con:
            return sessions.allowed(con, sender, subject or sender)

    def _about(self, request: Request, asked: Hashes | Push | Reconcile, *, reads: bool = False) -> object:
        device = self.device(request, asked.device)
        if isinstance(device, Refusal):
            return device
        ledger = SqlLedger(self.hub, self.clock(), self.role, device.device, self.node, reads=reads)
        reply = answer(ledger, asked)
        if ledger.rung:
            self.bells.ring(ledger.rung.items())
        return reply


class Server:
    """The whole as one ASGI program, with its admission and its threads."""

    def __init__(self, doors: Doors, at_once: int = 8, waiting: int = 64) -> None:
        self.doors, self._threads = doors, at_once
        self._limiter: CapacityLimiter | None = None
        app = FastAPI(title="Teller Assist hub", docs_url=None, redoc_url=None, openapi_url=None)
        for (method, path), work in doors.table().items():
            app.add_route(path, self._threaded(work), methods=[method])
        app.add_route("/v1/pull", self._guarded("pull", self._pull), methods=["POST"])
        app.add_route("/v1/bell", self._guarded("bell", self._bell), methods=["GET"])
        app.add_route("/healthz", self._healthz, methods=["GET"])
        app.add_route("/readyz", self._readyz, methods=["GET"])
        app.add_route("/metrics", self._metrics, methods=["GET"])
        app.add_route("/openapi.json", self._openapi, methods=["GET"])
        app.add_exception_handler(HTTPException, self._lost_way)
        self.program = Admission(app, doors.metrics, at_once, waiting)

    def drain(self) -> None:
        """Nothing new is let in; who waits at a bell is answered. From any thread."""
        self.program.draining = True
        self.doors.bells.close()

    async def in_thread(self, work: Callable[[], T]) -> T:
        if self._limiter is None:
            self._limiter = CapacityLimiter(self._threads)
        return await to_thread.run_sync(work, limiter=self._limiter)

    def _threaded(self, work: Work) -> Callable[[Request], Awaitable[Response]]:
        async def through(request: Request) -> object:
            body = await answers.body_of(request) if request.method == "POST" else b""
            return await self.in_thread(partial(work, request, body))

        return self._guarded(getattr(work, "__name__", "other"), through)

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
        status = error.status_code if isinstance(error, HTTPException) else 404
        reply = Refusal("not_found" if status == 404 else "bad_message", f"nothing here answers {request.method}")
        response = answers.response_of(request, reply)
        response.status_code = status
        if isinstance(error, HTTPException):
            response.headers.update(error.headers or {})
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


def _text(value: Any) -> str:
    """A part of the path. Raises ``BadMessage`` for what no file or chunk is called."""
    text = str(value)
    if "\0" in text or len(text) > 1000 or "\ufffd" in text or any(0xD800 <= ord(c) < 0xE000 for c in text):
        raise codec.BadMessage("a name with signs that no name has")
    return text
