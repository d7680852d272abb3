"""``*.tabundle``: what a stick carries where no line is. Up a desk's pushes, down receipts, events, told data, packs.

A line that names format and suite; then age around zstd around frames (letter, length, bytes): a header, messages, at
the end the sender's signature over the SHA-256 of all of it. A bundle is opened and looked through to its last byte
before anything in it is believed, and never takes more memory than the limits here, whatever stands in it.
"""

import os
import struct
from collections.abc import Iterable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Literal, NamedTuple

import pyrage
import zstandard
from pydantic import Field

from teller_assist.errors import BadInput, Refused
from teller_assist.wire import codec
from teller_assist.wire.messages import (
    Chunk,
    Count,
    Cursor,
    Hash,
    Name,
    Push,
    Signature,
    Stream,
    Welcome,
    message,
)
from teller_assist.wire.signing import SUITE, Signer, canonical, verified

MAGIC = b"tabundle 1 age-x25519+zstd+ed25519-sha256\n"
MOST_FILE = 256 << 20  # bytes of a bundle
MOST_PLAIN = 1 << 30  # unpacked, all of it
MOST_MESSAGE = codec.MOST_BYTES  # unpacked, one message
MOST_MESSAGES = 100_000
_WINDOW = 1 << 24  # of zstd: memory its decompression may take
_FRAME = struct.Struct(">cI")
_PATH = struct.Struct(">H")


class BadBundle(BadInput):
    """Not a bundle, damaged, cut off or beyond the limits. Nothing of it was taken."""

    key = "bad_bundle"


class BundleRefused(Refused):
    """Whole, but not to be taken here or now: another's, expired, of an unknown sender. Nothing of it was taken."""

    key = "bundle_refused"


@message
class Header:
    """``number`` counts a sender's bundles for this addressee, ``heard`` is the last one read from the other side.

    ``expires_at`` "" never: what goes up is never too old. ``incarnation`` is the hub's, down. ``cursor``: up, how
    far the desk knows the branch's events; down, where those of the bundle begin. ``generation`` is the desk's, up.
    """

    kind: Literal["up", "down"]
    sender: Name
    addressee: Name
    branch_no: Annotated[str, Field(max_length=64)]
    number: Count
    heard: Count
    made_at: Name
    expires_at: Annotated[str, Field(max_length=64)]
    program: Name
    incarnation: Annotated[str, Field(max_length=64)] = ""
    cursor: Cursor = Cursor()
    generation: Annotated[str, Field(max_length=64)] = ""


@message
class Sample:
    """Hashes of some rows of a chain, so that a forked desk finds the last common one without asking."""

    device: Name
    epoch: Count
    seqs: Annotated[tuple[Count, ...], Field(max_length=2048)]
    hashes: Annotated[tuple[Hash, ...], Field(max_length=2048)]


@message
class Signed:
    suite: Name
    signature: Signature


class Piece(NamedTuple):
    """A file of the packs' repository by its path in it."""

    path: str
    bytes: bytes


Item = Push | Welcome | Sample | Stream | Chunk | Piece
_LETTERS: dict[bytes, type[Any]] = {
    b"P": Push, b"W": Welcome, b"X": Sample, b"S": Stream, b"C": Chunk, b"K": Piece,
}  # fmt: skip
_LETTER_OF = {kind: letter for letter, kind in _LETTERS.items()}
_MAY = {"up": b"P", "down": b"WXSCK"}


def closed(header: Header, items: Iterable[Item], sign: Signer, recipient: pyrage.x25519.Recipient) -> bytes:
    """A whole bundle, readable by ``recipient`` only. Raises ``BadBundle`` if a reader would refuse its size."""
    digest, total, out = sha256(MAGIC), 0, BytesIO()
    with zstandard.ZstdCompressor(level=6).stream_writer(out, closefd=False) as plain:
        for count, (letter, body) in enumerate(_frames(header, items)):
            total += len(body)
            if len(body) > MOST_MESSAGE or total > MOST_PLAIN or count > MOST_MESSAGES:
                raise BadBundle("there is too much for one bundle")
            _write(plain, digest, letter, body)
        text = canonical("bundle", [digest.hexdigest()])
        _write(plain, digest, b"E", codec.encode(Signed(SUITE, sign(text))))
    made: bytes = MAGIC + pyrage.encrypt(out.getvalue(), [recipient])
    if len(made) > MOST_FILE:
        raise BadBundle(f"the bundle would be larger than {MOST_FILE >> 20} MB")
    return made


def write(file: Path, made: bytes) -> None:
    """On the disk whole, or the file is as before. Only a bundle is written over. Raises ``Refused``, ``OSError``."""
    if file.exists():
        with file.open("rb") as old:
            if old.read(len(b"tabundle ")) != b"tabundle ":
                raise Refused(f"{file} is there already and no bundle: name another file")
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("wb") as out:
            out.write(made)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _frames(header: Header, items: Iterable[Item]) -> Iterator[tuple[bytes, bytes]]:
    yield b"H", codec.encode(header)
    for item in items:
        yield _LETTER_OF[type(item)], _body(item)


def _body(item: Item) -> bytes:
    match item:
        case Chunk():
            return item.bytes
        case Piece():
            path = item.path.encode()
            return _PATH.pack(len(path)) + path + item.bytes
    return codec.encode(item)


def _write(plain: Any, digest: Any, letter: bytes, body: bytes) -> None:
    head = _FRAME.pack(letter, len(body))
    for part in (head, body):
        digest.update(part)
        plain.write(part)


class Bundle:
    """One that opened: ``header`` is read but not yet believed; ``check`` the sender, then take ``items``."""

    def __init__(self, data: bytes, identity: pyrage.x25519.Identity) -> None:
        """Raises ``BadBundle``, and ``BundleRefused`` if it is closed for somebody else."""
        self._packed = _decrypted(data, identity)
        letter, body = next(self._read(), (b"", b""))
        if letter != b"H":
            raise BadBundle("the bundle begins with no header: have it written again")
        self.header = _decoded(Header, body)

    @classmethod
    def of_file(cls, path: Path, identity: pyrage.x25519.Identity) -> "Bundle":
        """Raises as above, and ``OSError``."""
        with path.open("rb") as file:
            data = file.read(MOST_FILE + 1)
        return cls(data, identity)

    def check(self, *keys: bytes) -> None:
        """Reads all of it; one of the sender's public keys must have signed it, or nothing in it is looked into.
        Raises ``BadBundle``, ``BundleRefused``."""
        digest, signed = sha256(MAGIC), None
        for letter, body in self._read():
            if signed is not None:
                raise BadBundle("something stands behind the signature: have the bundle written again")
            if letter == b"E":
                signed = _decoded(Signed, body)
                continue
            digest.update(_FRAME.pack(letter, len(body)))
            digest.update(body)
        if signed is None:
            raise BadBundle("the bundle has no end: it was cut off, copy it again")
        text = canonical("bundle", [digest.hexdigest()])
        if signed.suite != SUITE or not any(verified(key, signed.signature, text) for key in keys):
            raise BundleRefused(f"the signature is not of {self.header.sender}: nothing was taken")
        for _ in self.items():  # each message can be read: what is taken later is taken whole
            pass

    def items(self) -> Iterator[Item]:
        """What it carries, in order. Only after ``check``."""
        for letter, body in self._read():
            if letter not in (b"H", b"E"):
                yield self._item(letter, body)

    def _item(self, letter: bytes, body: bytes) -> Item:
        if letter not in _MAY[self.header.kind]:
            raise BadBundle(f"a bundle {self.header.kind} carries no {letter!r}: have it written again")
        if letter == b"C":
            return Chunk(body)
        if letter == b"K":
            return _piece(body)
        made: Item = _decoded(_LETTERS[letter], body)
        return made

    def _read(self) -> Iterator[tuple[bytes, bytes]]:
        """Frames, with every limit kept before memory is taken."""
        total = 0
        try:
            with zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(self._packed) as plain:
                for _ in range(MOST_MESSAGES + 2):
                    head = plain.read(_FRAME.size)
                    if not head:
                        return
                    letter, length = _FRAME.unpack(head)
                    total += length
                    if length > MOST_MESSAGE or total > MOST_PLAIN:
                        raise BadBundle("the bundle unpacks to more than any true one: not taken")
                    yield letter, _exactly(plain, length)
        except (zstandard.ZstdError, struct.error, MemoryError) as error:
            raise BadBundle(f"the bundle is damaged inside ({error}): have it written again") from None
        raise BadBundle(f"the bundle holds more than {MOST_MESSAGES} messages: not taken")


def _exactly(plain: BinaryIO, length: int) -> bytes:
    body = plain.read(length) if length else b""
    if len(body) != length:
        raise BadBundle("the bundle ends in the middle: have it written again")
    return body


def _decrypted(data: bytes, identity: pyrage.x25519.Identity) -> bytes:
    if len(data) > MOST_FILE:
        raise BadBundle(f"larger than {MOST_FILE >> 20} MB: no bundle of ours")
    if not data.startswith(MAGIC):
        if data.startswith(b"tabundle "):
            raise BadBundle("a bundle of another format: bring this program up to date")
        raise BadBundle("no bundle: it does not begin as one")
    try:
        plain: bytes = pyrage.decrypt(data[len(MAGIC) :], [identity])
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise BundleRefused(
                "the bundle is closed for somebody else, not for this data folder (or its beginning is damaged)"
            ) from None
        raise BadBundle("the bundle is damaged or cut off: copy it again from where it was written") from None
    return plain


def _decoded(kind: type[Any], body: bytes) -> Any:
    try:
        return codec.decode(kind, body)
    except codec.BadMessage as error:
        raise BadBundle(f"a message of the bundle cannot be read ({error}): have it written again") from None


def _piece(body: bytes) -> Piece:
    try:
        (length,) = _PATH.unpack_from(body)
        path = body[_PATH.size : _PATH.size + length]
        return Piece(path.decode(), body[_PATH.size + len(path) :])
    except (struct.error, UnicodeDecodeError):
        raise BadBundle("a file of the packs has no name: have the bundle written again") from None
