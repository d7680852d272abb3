"""The messages of the sync protocol, as both ends use them. ``codec`` makes bytes of them and checks what comes in.

Plain frozen values: the state machine and its simulator build thousands a second; pydantic looks at them only
where they cross a link. Hashes are 32 raw bytes, times ISO text in UTC, seq counts from 1 in each epoch.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Annotated, NamedTuple, TypeVar, dataclass_transform

from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer

from teller_assist.domain.chain import Entry

PROTOCOL = (1, 1)  # oldest and newest version of these messages that this program speaks
BATCH = 500  # events in a push to begin with; halved when one does not get through
MOST_BATCH = 1000  # a push with more is refused
MOST_CHAINS = 10_000  # of a hello: a node speaks for every desk of its branch
PIECE = 500  # events of the branch in one answer to a pull

_CHECKED = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64", extra="forbid")
T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def message(cls: type[T]) -> type[T]:
    """A frozen value that pydantic, where it crosses a link, takes with no unknown field and bytes as base64."""
    made = dataclass(frozen=True, slots=True)(cls)
    made.__pydantic_config__ = _CHECKED  # type: ignore[attr-defined]
    return made


_NO_NUL = r"^[^\x00]*$"  # a text column of PostgreSQL takes none
Name = Annotated[str, Field(min_length=1, max_length=64, pattern=_NO_NUL)]
Text = Annotated[str, Field(max_length=2000, pattern=_NO_NUL)]
Count = Annotated[int, Field(ge=0, le=2**53)]
Hash = Annotated[bytes, Field(min_length=32, max_length=32)]
Signature = Annotated[bytes, Field(max_length=256)]


def _payload_text(payload: bytes) -> str:
    """JSON text as it is; what is no text (a damaged row) marked and in base64, so that it travels too."""
    try:
        return payload.decode()
    except UnicodeDecodeError:
        return "\0" + b64encode(payload).decode()


def _payload_bytes(text: object) -> object:
    if isinstance(text, str):
        return b64decode(text[1:], validate=True) if text.startswith("\0") else text.encode()
    return text


Payload = Annotated[
    bytes,
    BeforeValidator(_payload_bytes),
    PlainSerializer(_payload_text, return_type=str, when_used="json"),
    Field(max_length=1 << 20),
]


class Record(NamedTuple):
    """One event on its way: the journal row without device and epoch, which the push names once."""

    seq: Count
    event_id: Name
    occurred_at: Name
    staff_no: Annotated[str, Field(max_length=64, pattern=_NO_NUL)]
    kind: Name
    v: Count
    payload: Payload

    def entry(self, device: str, epoch: int) -> Entry:
        return Entry(device, epoch, *self)


@message
class Claim:
    """What the sender says of one chain (a device's epoch).

    ``head_seq`` is the last row that counts. ``closed``: a later epoch took over after it, so whatever
    stands behind it elsewhere is another's. ``parent_*``: the row that row 1 hangs on; 0, 0 the very first.
    ``base_seq``: rows up to it are not held here (pruned, or never came by).
    """

    device: Name
    epoch: Count
    parent_epoch: Count
    parent_seq: Count
    base_seq: Count
    head_seq: Count
    head_hash: Hash
    closed: bool


@message
class Cursor:
    """How far the branch's events are known here. ``check`` is the stream's hash at ``pos``: a server that
    went back in time and gave the same places to other events is found out by it."""

    pos: Count = 0
    check: Annotated[bytes, Field(max_length=32)] = b""


@message
class Hello:
    """``claims``: every chain that is not fully durable above. ``now`` is the sender's own clock."""

    device: Name
    branch_no: Name
    protocol: tuple[Count, Count]
    program: Name
    schema: Name
    now: Name
    claims: Annotated[tuple[Claim, ...], Field(max_length=MOST_CHAINS)]
    generation: Annotated[str, Field(max_length=64, pattern=_NO_NUL)]
    unsent: Count


@message
class Standing:
    """What the server has of one claimed chain.

    ``hash_at`` is its hash at min(``acked_seq``, the claimed head), blank where it has nothing.
    ``durable_seq``: contained in the oldest backup that could be restored. ``root_seq``: how far the bank's hub has
    it (on the hub itself ``acked_seq``). ``forked_at``: a node learned above that rows behind it diverge; -1 no.
    """

    device: Name
    epoch: Count
    acked_seq: Count
    hash_at: Annotated[bytes, Field(max_length=32)]
    durable_seq: Count
    root_seq: Count
    forked_at: Annotated[int, Field(ge=-1, le=2**53)] = -1


@message
class Offer:
    """The generation a desk should have: ``delta`` True when ``chunks`` start from the one it holds.

    Chunks are named by the SHA-256 (hex) of their bytes. ``held``: why a newer one is not given out.
    """

    generation: Annotated[str, Field(max_length=64)]
    as_of: Annotated[str, Field(max_length=10)]
    base: Annotated[str, Field(max_length=64)]
    chunks: Annotated[tuple[Name, ...], Field(max_length=100_000)]
    bytes: Count
    customers: Count
    held: Text = ""


@message
class Welcome:
    """The answer to a hello. ``incarnation`` names this server's ledger, ``role`` is hub or branch; ``top_epoch`` the
    sender's own highest epoch there. ``orders``: wipe, rekey. ``lease`` is a signed text (``wire/identity.py``);
    ``slot`` the time for the next nightly sync."""

    incarnation: Name
    role: Name
    server_time: Name
    protocol: Count
    oldest_program: Annotated[str, Field(max_length=64)]
    standings: Annotated[tuple[Standing, ...], Field(max_length=MOST_CHAINS)]
    top_epoch: Count
    offer: Offer | None = None
    slot: Annotated[str, Field(max_length=64)] = ""
    lease: Annotated[str, Field(max_length=2000)] = ""
    orders: Annotated[tuple[Name, ...], Field(max_length=16)] = ()
    packs: Annotated[str, Field(max_length=64)] = ""


@message
class Hashes:
    """Asks for a chain's hashes at these places, to find the last row both ends share."""

    device: Name
    epoch: Count
    seqs: Annotated[tuple[Count, ...], Field(max_length=256)]


@message
class HashesAre:
    """In the order asked; blank where the server has no such row."""

    hashes: Annotated[tuple[Annotated[bytes, Field(max_length=32)], ...], Field(max_length=256)]


@message
class Seal:
    """A device's signature over its chain at ``seq``; the chain's hash covers every row before it."""

    seq: Count
    hash: Hash
    suite: Name
    signature: Signature


@message
class Push:
    """Rows ``first_seq`` … ``seal.seq`` of one chain, hanging on ``prev_hash``.

    ``base``: rows before ``first_seq`` are not held by the sender (only a node may take such a chain up).
    """

    device: Name
    epoch: Count
    parent_epoch: Count
    parent_seq: Count
    first_seq: Annotated[int, Field(ge=1, le=2**53)]
    prev_hash: Hash
    records: Annotated[tuple[Record, ...], Field(min_length=1, max_length=MOST_BATCH)]
    seal: Seal
    base: bool = False


@message
class Ack:
    """Committed up to ``acked_seq``. ``parked``: how many of this push wait because their handler refused them."""

    acked_seq: Count
    durable_seq: Count
    root_seq: Count
    parked: Count = 0


@message
class Gap:
    """The server wants ``expected_seq`` next; nothing was taken."""

    expected_seq: Count


@message
class Forked:
    """The server has other rows at these places: say hello again."""


@message
class Refusal:
    """Not taken; nothing is lost. ``key``: revoked, unknown_device, bad_signature, too_old, bad_message, too_large."""

    key: Name
    sentence: Text


@message
class Busy:
    """Come again after so many seconds."""

    retry_after: Count


@message
class Lost:
    """No answer came (made by the shell, never sent): it may or may not have been done."""

    why: str = ""


@message
class Pull:
    """Asks for the branch's shared events after ``cursor``. ``wait`` seconds at most until there are any."""

    branch_no: Name
    cursor: Cursor
    most: Annotated[int, Field(ge=1, le=PIECE)] = PIECE
    wait: Annotated[int, Field(ge=0, le=60)] = 0


@message
class Shared:
    """One event of the branch at its place in the server's order."""

    pos: Count
    device: Name
    epoch: Count
    record: Record


@message
class Stream:
    """``reset``: the cursor is not of this stream; begin again at 0. ``more``: ask again at once."""

    items: Annotated[tuple[Shared, ...], Field(max_length=PIECE)]
    cursor: Cursor
    more: bool = False
    reset: bool = False


class Day(NamedTuple):
    """How many events of a kind a device recorded on one branch day. ``digest``: the sum of ``mark(event_id)``."""

    day: Annotated[str, Field(max_length=10, pattern=_NO_NUL)]
    kind: Name
    n: Count
    digest: Count


@message
class Reconcile:
    """Both ends count. ``upto``: (epoch, last row that counts) of the device; ``days`` counts each event once."""

    device: Name
    upto: Annotated[tuple[tuple[Count, Count], ...], Field(max_length=MOST_CHAINS)]
    days: Annotated[tuple[Day, ...], Field(max_length=20_000)]


@message
class Reconciled:
    """``differ``: the server's figures where they are not the sender's."""

    differ: Annotated[tuple[Day, ...], Field(max_length=20_000)]


@message
class WantChunk:
    """Asks for one chunk of a generation or pack by its name."""

    chunk: Name


@message
class Chunk:
    bytes: bytes


Request = Hello | Hashes | Push | Pull | Reconcile | WantChunk
Reply = Welcome | HashesAre | Ack | Gap | Forked | Refusal | Busy | Lost | Stream | Reconciled | Chunk


def mark(event_id: str) -> int:
    """31 bits of an event's id for a digest that can be summed in any order, in SQL too."""
    import hashlib

    return int.from_bytes(hashlib.sha256(event_id.encode()).digest()[:4]) >> 1
