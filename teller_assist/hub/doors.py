"""What each request is answered, in a thread: a message in, a message out.

To add a request: a method of ``Doors`` that gives a message, and its line in ``Doors.table``; ``openapi.py`` tells it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from fastapi import Request

from teller_assist import log
from teller_assist.hub import answers, devices, enrolment, offers, packs, sessions, streams, vouching
from teller_assist.hub.bells import Bells
from teller_assist.hub.engine import Hub
from teller_assist.hub.ledger import SqlLedger
from teller_assist.hub.metrics import Metrics
from teller_assist.hub.node import Node
from teller_assist.sync.intake import answer
from teller_assist.wire import codec
from teller_assist.wire.joining import Challenge, Enrol, Rekey, Vouch
from teller_assist.wire.messages import Ack, Chunk, Claim, Hashes, Hello, Pull, Push, Reconcile, Refusal

Work = Callable[[Request, bytes], object]


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
        certificate = self.hub.about().get("up_certificate", "") if self.role == devices.NODE else ""
        return Challenge(sessions.challenge(self.hub, self.clock()), certificate)

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
        told = replace(hello, claims=self._claims(hello))
        welcome = answer(SqlLedger(self.hub, now, self.role, hello.device, self.node), told)
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

    def _claims(self, hello: Hello) -> tuple[Claim, ...]:
        """Those that the sender may speak of. Nothing is said of others, and their rows are refused when they come:
        one device that does not belong to a node must not stop all that do."""
        with self.hub.reading() as con:
            named = {claim.device for claim in hello.claims} - {hello.device}
            found = {device: sessions.allowed(con, hello.device, device) for device in named}
        foreign = {name for name, one in found.items() if isinstance(one, Refusal) and one.key == "wrong_sender"}
        return tuple(claim for claim in hello.claims if claim.device not in foreign)

    def _about(self, request: Request, asked: Hashes | Push | Reconcile, *, reads: bool = False) -> object:
        device = self.device(request, asked.device)
        if isinstance(device, Refusal):
            return device
        ledger = SqlLedger(self.hub, self.clock(), self.role, device.device, self.node, reads=reads)
        reply = answer(ledger, asked)
        if ledger.rung:
            self.bells.ring(ledger.rung.items())
        return reply


def _text(value: Any) -> str:
    """A part of the path. Raises ``BadMessage`` for what no file or chunk is called."""
    text = str(value)
    if "\0" in text or len(text) > 1000 or "\ufffd" in text or any(0xD800 <= ord(c) < 0xE000 for c in text):
        raise codec.BadMessage("a name with signs that no name has")
    return text
