"""From a message to its HTTP answer and back: status, headers, compression, and what each error means outside."""

import asyncio
from random import randint
from typing import TypeVar

from fastapi import Request, Response
from sqlalchemy.exc import DataError, IntegrityError

from teller_assist.errors import DeskNotReady, Expected, Refused
from teller_assist.wire import codec
from teller_assist.wire.messages import Busy, Forked, Gap, Refusal

T = TypeVar("T")

MOST_BODY = 16 << 20  # bytes of a request as it comes
BODY_SECONDS = 60  # for all of it
AGAIN = (2, 20)  # seconds, where the database does not answer
FULL_AGAIN = 300  # seconds, where the disk is full

STATUS = {
    "no_session": 401, "revoked": 403, "unknown_device": 403, "bad_signature": 403, "wrong_sender": 403,
    "bad_code": 403, "not_found": 404, "too_large": 413, "too_old": 426, "too_new": 426, "fault": 500,
}  # fmt: skip


class NoSession(Expected):
    """Who asks has no session, or none any more."""


async def body_of(request: Request, most: int = MOST_BODY, seconds: float = BODY_SECONDS) -> bytes:
    """The body as it came. Raises ``TooLarge`` before more than its bound is held, also for a slow one: less of it may
    get through."""
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdecimal() and int(declared) > most:
        raise codec.TooLarge(f"larger than {most >> 10} kB")
    body, more = bytearray(), True
    try:
        async with asyncio.timeout(seconds):
            while more:
                part = await request.receive()
                if part["type"] == "http.disconnect":
                    raise codec.BadMessage("the connection was cut")
                body += part.get("body", b"")
                more = part.get("more_body", False)
                if len(body) > most:
                    raise codec.TooLarge(f"larger than {most >> 10} kB")
    except TimeoutError:
        raise codec.TooLarge(f"not all of it came within {seconds:.0f} s") from None
    return bytes(body)


def plain(request: Request, body: bytes) -> bytes:
    """The body as JSON. Raises ``BadMessage``."""
    match request.headers.get("content-encoding", "identity").strip().lower():
        case "zstd":
            return codec.unpack(body)
        case "" | "identity":
            return body
        case other:
            raise codec.BadMessage(f"Content-Encoding {other[:20]!r} is not read here: send zstd")


def refusal_of(error: Exception) -> Refusal | Busy | None:
    """What an error is outside; None for one that nobody expected."""
    match error:
        case NoSession():
            return Refusal("no_session", str(error))
        case codec.TooLarge():
            return Refusal("too_large", str(error))
        case Refused():  # the disk is full
            return Busy(FULL_AGAIN)
        case DeskNotReady() | IntegrityError():  # no answer, or another process was quicker: once more
            return Busy(randint(*AGAIN))
        case Expected():
            return Refusal("bad_message", str(error)[:2000].replace("\0", "?"))
        case DataError():
            return Refusal("bad_message", "a value of this message cannot be kept")
    return None


def response_of(request: Request, reply: object, headers: dict[str, str] | None = None) -> Response:
    """The message as an answer, compressed for whoever takes that."""
    sent = dict(headers or {})
    body = codec.encode(reply)
    if "zstd" in request.headers.get("accept-encoding", "").lower():
        body, sent["Content-Encoding"] = codec.pack(body), "zstd"
    if isinstance(reply, Busy):
        sent["Retry-After"] = str(reply.retry_after)
    return Response(body, status_of(reply), sent, "application/json")


def status_of(reply: object) -> int:
    match reply:
        case Gap() | Forked():
            return 409
        case Busy():
            return 503
        case Refusal():
            return STATUS.get(reply.key, 400)
    return 200


def kind_of(reply: object) -> str:
    """A label for metrics and log."""
    return reply.key if isinstance(reply, Refusal) else type(reply).__name__.lower()


def decoded(kind: type[T], request: Request, body: bytes) -> T:
    return codec.decode(kind, plain(request, body))
