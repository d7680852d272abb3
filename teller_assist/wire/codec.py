"""Messages to bytes and back: JSON whose every field is checked when it comes in, compressed with zstd.

Hashes and signatures travel as base64, an event's payload (JSON text) as that text. ``unpack`` never takes more
memory than it was told to, whatever the other end sends.
"""

from typing import Any, TypeVar

import zstandard
from pydantic import TypeAdapter, ValidationError

from teller_assist.errors import BadInput

T = TypeVar("T")

MOST_BYTES = 32 << 20  # of one message, unpacked


class BadMessage(BadInput):
    """Bytes that are not the message they should be: where in it, and why."""

    key = "bad_message"


class TooLarge(BadMessage):
    """More bytes than a message may have: a smaller batch gets through."""


def encode(message: object) -> bytes:
    """A message as JSON."""
    return _adapter(type(message)).dump_json(message)


def decode(kind: type[T], body: bytes) -> T:
    """A message from JSON. Raises ``BadMessage`` with the first thing that is wrong."""
    try:
        made: T = _adapter(kind).validate_json(body)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise BadMessage(f"{kind.__name__}: {where}: {first['msg']}") from None
    return made


def pack(body: bytes) -> bytes:
    """Compressed for the way."""
    return zstandard.ZstdCompressor(level=6).compress(body)


def unpack(body: bytes, most: int = MOST_BYTES) -> bytes:
    """The reverse. Raises ``BadMessage`` for what is no zstd frame, ``TooLarge`` for more than ``most`` bytes."""
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(body) as reader:
            plain = reader.read(most + 1)
    except (zstandard.ZstdError, MemoryError) as error:
        raise BadMessage(f"not compressed as it should be: {error}") from None
    if len(plain) > most:
        raise TooLarge(f"larger than {most >> 20} MB when unpacked")
    return plain


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Made once a kind: pydantic compiles it."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]
