"""The HTTP shell around ``core.deliver``: one server, as a device speaks to it.

Whatever happens to the connection becomes a ``Lost`` or a ``Busy``: it may or may not have been done, and the core
asks again. No answer of a server is an exception of the library, and none takes more memory than its bound.
"""

import ssl
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import httpx2

from teller_assist.errors import BadInput
from teller_assist.sync.address import CONNECT_SECONDS, Address, context_of
from teller_assist.wire import codec
from teller_assist.wire.joining import Challenge, Desks, Enrol, Enrolled, Rang, Rekey, Rekeyed, Vouch, hello_text
from teller_assist.wire.messages import (
    Ack,
    Busy,
    Chunk,
    Forked,
    Gap,
    Hashes,
    HashesAre,
    Hello,
    Lost,
    Pull,
    Push,
    Reconcile,
    Reconciled,
    Refusal,
    Reply,
    Request,
    Stream,
    WantChunk,
    Welcome,
)

if TYPE_CHECKING:
    from teller_assist.wire.signing import DeviceKey

READ_SECONDS = 60.0  # between two parts of an answer
WHOLE_SECONDS = 600.0  # for all of one answer: a server that drips is no server
MOST_RAW = 64 << 20  # bytes of one answer as it comes
BUSY_SECONDS = 30  # where a busy server does not say how long
MOST_WAIT = 3600  # a longer Retry-After is not believed

STRANGER = (
    "the server shows another certificate than the one agreed at the enrolment, perhaps somebody in between: nothing "
    "was sent; whoever runs the hub can say whether it has changed, and a new code (with its pin) makes it known here"
)
_PLACES: dict[type, tuple[str, type]] = {
    Hashes: ("hashes", HashesAre), Push: ("push", Ack), Pull: ("pull", Stream), Reconcile: ("reconcile", Reconciled),
}  # fmt: skip
T = TypeVar("T")


class Who(NamedTuple):
    """The device that speaks: its key signs a hello, its certificate says who it is. And to whom: ``hub_key`` is the
    bank's hub's public key; ``node_of`` the branch whose node answers at the other end, "" the hub itself."""

    device: str
    key: "DeviceKey"
    certificate: str
    hub_key: bytes = b""
    node_of: str = ""


class _Answer(NamedTuple):
    status: int
    headers: httpx2.Headers
    body: bytes


class Line:
    """A line to one server; close it. ``certificate``: the pinned one (PEM), "" none. One thread at a time,
    but for ``bell``, which may wait in another."""

    def __init__(self, address: Address, who: Who, certificate: str = "") -> None:
        self.address, self._who = address, who
        self.token = ""
        self._hello: Hello | None = None
        self._client = httpx2.Client(
            base_url=address.base,
            verify=context_of(address, certificate),
            timeout=httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            headers={"Accept-Encoding": "zstd", "Content-Type": "application/json"},
            trust_env=False,  # a bank's desk speaks to its hub, not to a proxy that a variable names
            follow_redirects=False,
        )

    def close(self) -> None:
        self._client.close()

    def ask(self, request: Request) -> Reply:
        """The server's answer; ``Lost`` when none came."""
        if isinstance(request, Hello):
            self._hello = request
            reply = self._greet(request)
            expired = isinstance(reply, Refusal) and reply.key == "no_session"  # the challenge was, on a slow line
            return self._greet(request) if expired else reply
        reply = self._ask(request)
        if isinstance(reply, Refusal) and reply.key == "no_session" and self._hello is not None:
            again = self._greet(self._hello)
            return self._ask(request) if isinstance(again, Welcome) else again
        return reply

    def bell(self, pos: int, wait: int) -> int | Busy | Lost | Refusal:
        """Where the branch's stream ends, said when it is beyond ``pos`` or after ``wait`` seconds."""
        reply = self._exchange("GET", f"/v1/bell?pos={pos}&wait={wait}", None, Rang, more_seconds=wait)
        return reply.pos if isinstance(reply, Rang) else _not_expected(reply)

    def pack(self, path: str) -> bytes | Busy | Lost | Refusal:
        """One file of the packs' repository; a ``Refusal`` of key ``not_found`` if there is none."""
        answer = self._send("GET", f"/v1/packs/{path}", None)
        if isinstance(answer, Lost):
            return answer
        return _file(answer) if answer.status == 200 else _not_expected(_other(answer))

    def enrol(self, asked: Enrol) -> Enrolled | Busy | Lost | Refusal:
        reply = self._exchange("POST", "/v1/enrol", asked, Enrolled)
        return reply if isinstance(reply, Enrolled) else _not_expected(reply)

    def rekey(self, asked: Rekey) -> Rekeyed | Busy | Lost | Refusal:
        reply = self._exchange("POST", "/v1/rekey", asked, Rekeyed)
        return reply if isinstance(reply, Rekeyed) else _not_expected(reply)

    def desks(self) -> Desks | Busy | Lost | Refusal:
        """For a node: the desks of its branch as the hub knows them."""
        reply = self._exchange("GET", "/v1/desks", None, Desks)
        return reply if isinstance(reply, Desks) else _not_expected(reply)

    def vouch(self, desk: Vouch) -> Desks | Busy | Lost | Refusal:
        """For a node: a desk that it enrolled itself."""
        reply = self._exchange("POST", "/v1/vouch", desk, Desks)
        return reply if isinstance(reply, Desks) else _not_expected(reply)

    # -- inside -----------------------------------------------------------------------------------

    def _ask(self, request: Request) -> Reply:
        if isinstance(request, WantChunk):
            answer = self._send("GET", f"/v1/chunk/{request.chunk}", None)
            if isinstance(answer, Lost):
                return answer
            if answer.status != 200:
                return _other(answer)
            got = _file(answer)
            return got if isinstance(got, Lost) else Chunk(got)
        path, kind = _PLACES[type(request)]
        reply: Reply = self._exchange("POST", f"/v1/{path}", request, kind)
        return reply

    def _greet(self, hello: Hello) -> Reply:
        """Challenge and signed hello; the session's token is kept for what follows."""
        from base64 import b64encode

        challenge = self._exchange("GET", "/v1/challenge", None, Challenge)
        if not isinstance(challenge, Challenge):
            return _not_expected(challenge)
        server = self._server(challenge)
        if server is None:
            return Refusal("other_server", "who answers is not this branch's node by the hub's word: nothing was sent")
        body = codec.encode(hello)
        signature = self._who.key.sign(hello_text(challenge.nonce, body, server))
        signed = {
            "X-Device": self._who.device, "X-Nonce": challenge.nonce, "X-Signature": b64encode(signature).decode(),
            "X-Certificate": b64encode(self._who.certificate.encode()).decode(),
        }  # fmt: skip
        answer = self._send("POST", "/v1/hello", body, signed)
        if isinstance(answer, Lost):
            return answer
        welcome = _read(answer, Welcome)
        if isinstance(welcome, Welcome):
            self.token = answer.headers.get("X-Session", "")
        return welcome

    def _server(self, challenge: Challenge) -> bytes | None:
        """The public key of whom this line is meant for; None where a node cannot show that it is the branch's."""
        from teller_assist.wire.identity import certificate_of

        if not self._who.node_of:
            return self._who.hub_key
        shown = certificate_of(challenge.certificate, [self._who.hub_key])
        if shown is None or (shown.role, shown.branch_no) != ("branch", self._who.node_of):
            return None
        return shown.public_key

    def _exchange(
        self, method: str, path: str, message: object, kind: type[T], more_seconds: int = 0
    ) -> T | Gap | Forked | Busy | Lost | Refusal:
        body = None if message is None else codec.encode(message)
        answer = self._send(method, path, body, more_seconds=more_seconds)
        return answer if isinstance(answer, Lost) else _read(answer, kind)

    def _send(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str] | None = None, more_seconds: int = 0
    ) -> _Answer | Lost:
        sent = dict(headers or {})
        if self.token and "X-Device" not in sent:
            sent["X-Session"] = self.token
        if body is not None:
            sent["Content-Encoding"] = "zstd"
        packed = None if body is None else codec.pack(body)
        timeout = httpx2.Timeout(READ_SECONDS + more_seconds, connect=CONNECT_SECONDS)
        try:
            with self._client.stream(method, path, content=packed, headers=sent, timeout=timeout) as answer:
                return _Answer(answer.status_code, answer.headers, _whole(answer))
        except httpx2.TimeoutException:
            return Lost(f"{self.address.base} did not answer in time")
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError, RuntimeError) as error:
            if _is_stranger(error):
                return _Answer(403, httpx2.Headers(), codec.encode(Refusal("other_certificate", STRANGER)))
            # ValueError: a header that a stranger made us send; RuntimeError: the line was closed meanwhile
            return Lost(f"{self.address.base}: {_words(error)}")


def _is_stranger(error: BaseException | None) -> bool:
    """Whether somebody answered whose certificate is not the one that was agreed: that is not a line that is down."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _whole(answer: httpx2.Response) -> bytes:
    """The body as it came. Raises ``ReadError`` when it is too large or takes too long."""
    body, until = bytearray(), monotonic() + WHOLE_SECONDS
    for part in answer.iter_raw():
        body += part
        if len(body) > MOST_RAW or monotonic() > until:
            raise httpx2.ReadError("the answer has no end")
    return bytes(body)


def _plain(answer: _Answer) -> bytes:
    """The body unpacked. Raises ``BadInput`` for what is not compressed as it says."""
    return codec.unpack(answer.body) if answer.headers.get("Content-Encoding", "") == "zstd" else answer.body


def _file(answer: _Answer) -> bytes | Lost:
    try:
        return _plain(answer)
    except BadInput as error:
        return Lost(f"a file was cut on its way: {error}")


def _read(answer: _Answer, kind: type[T]) -> T | Gap | Forked | Busy | Lost | Refusal:
    if answer.status != 200:
        return _other(answer)
    try:
        return codec.decode(kind, _plain(answer))
    except BadInput as error:
        return Lost(f"the answer was cut on its way, or is not a hub's: {error}")


def _other(answer: _Answer) -> Gap | Forked | Busy | Lost | Refusal:
    """What every answer but 200 means, also where a proxy in between gave it."""
    status = answer.status
    if status in (429, 503):
        return Busy(_seconds(answer.headers.get("Retry-After", "")))
    kinds: tuple[type, ...] = (Gap, Forked) if status == 409 else (Refusal,) if 400 <= status < 500 else ()
    for kind in kinds:
        try:
            read: Gap | Forked | Refusal = codec.decode(kind, _plain(answer))
        except BadInput:
            continue
        return read
    if status == 413:
        return Refusal("too_large", "the message is larger than the server takes")
    if status == 404:
        return Refusal("not_found", "the server has nothing there: is this the address of a hub?")
    return Lost(f"the server answered {status}, which is no answer of a hub")


def _not_expected(reply: object) -> Busy | Lost | Refusal:
    return reply if isinstance(reply, Busy | Lost | Refusal) else Lost("an answer that does not belong here")


def _seconds(text: str) -> int:
    return min(int(text), MOST_WAIT) if text.isascii() and text.isdecimal() else BUSY_SECONDS


def _words(error: Exception) -> str:
    return str(error).strip() or type(error).__name__
