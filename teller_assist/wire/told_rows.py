"""A generation on its way: lines of JSON that do not change when ranks shift, in compressed pieces named by their hash.

A delta says what is new, changed or gone since a base; ``full`` is the delta from nothing. Lines, in this order:

    ["head", {form, generation, base, built_at, facts}]   facts: the rows of ``meta`` that the hash covers
    ["gone", [customer_no …]]                             of the base's customers
    ["rank", o, [customer_no …]]                          new or moved: at o, o + 1, …; the others keep their order
    ["of", customer_no, {table: [row …]}]                 in rank order; a table that is not named is as in the base
    ["row", table, key, row or null]                      tables of the whole branch, each in key order; null: gone
    ["end"]

A customer's rows leave out the ordinal ``o``, and ``n``, which is their place in the list; so they are the same
wherever in the rank it stands. ``hot`` answers name customers, not ordinals, and stand in their order.
A blob is a list of one hex text. Lines end with a line feed and no piece ends within one.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import zstandard

from teller_assist.errors import BadInput

FORM = 1
# Rows by customer, with the columns left out in front: o, or o and n.
OF_CUSTOMER = {
    "customer": 1, "account": 2, "holding": 2, "month_average": 1, "relation": 2, "complaint": 2, "assessment": 2,
    "contact": 2, "counter_transaction": 2, "line": 1, "reading": 1, "sk": 0,
}  # fmt: skip
BY_KEY = ("product", "staff", "branch", "pack", "hot", "bankwide")  # in this order; the key is the first column

PIECE = 4 << 20  # bytes of lines in a chunk, about
MOST_PLAIN = 64 << 20  # a chunk that unpacks to more is no chunk of ours
MOST_PACKED = 32 << 20
LEVEL = 9  # of zstd: 19 would save a fifth and take thirty times as long

Line = list[Any]


def text_of(value: Any) -> bytes:
    """Compact JSON: the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def dump(line: Line) -> bytes:
    return text_of(line) + b"\n"


def told(value: Any) -> Any:
    """A column's value as JSON has it."""
    return [value.hex()] if isinstance(value, bytes) else value


def value_of(told: Any) -> Any:
    """The reverse of ``told``. Raises ``ValueError``."""
    if isinstance(told, list):
        (digits,) = told
        return bytes.fromhex(digits)
    return told


class Chunks:
    """Takes lines and hands finished chunks to ``keep(name, bytes)``. ``names`` in order, ``size`` in bytes."""

    def __init__(self, keep: Callable[[str, bytes], None], piece: int = PIECE) -> None:
        self.names: list[str] = []
        self.size = 0
        self._keep, self._piece = keep, piece
        self._lines: list[bytes] = []
        self._held = 0

    def add(self, line: bytes) -> None:
        self._lines.append(line)
        self._held += len(line)
        if self._held >= self._piece:
            self.close()

    def close(self) -> None:
        """Hand on what is left."""
        if not self._lines:
            return
        packed = zstandard.ZstdCompressor(level=LEVEL).compress(b"".join(self._lines))
        name = chunk_name(packed)
        self.names.append(name)
        self.size += len(packed)
        self._keep(name, packed)
        self._lines, self._held = [], 0


def chunk_name(packed: bytes) -> str:
    return hashlib.sha256(packed).hexdigest()


def lines_of(chunks: Iterable[bytes]) -> Iterator[Line]:
    """The lines of the chunks in order. Raises ``BadInput`` for what is no such chunk, before it fills the memory."""
    for packed in chunks:
        for line in _plain(packed).splitlines():  # of bytes: parts at line feeds and returns, which JSON escapes
            try:
                read = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise BadInput(f"a piece of the generation cannot be read: {error}") from None
            if not isinstance(read, list) or not read:
                raise BadInput("a piece of the generation cannot be read: a line is no list")
            yield read


def _plain(packed: bytes) -> bytes:
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(packed) as reader:
            plain = reader.read(MOST_PLAIN + 1)
    except (zstandard.ZstdError, MemoryError) as error:
        raise BadInput(f"a piece of the generation is not compressed as it should be: {error}") from None
    if len(plain) > MOST_PLAIN:
        raise BadInput(f"a piece of the generation unpacks to more than {MOST_PLAIN >> 20} MB")
    return plain
