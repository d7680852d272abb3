"""What the simulated ends are made of: kinds of events, seals, crashes. Times are day numbers, ids are counted."""

from collections import Counter
from functools import lru_cache
from hashlib import blake2s
from typing import Any, NamedTuple

from teller_assist.domain.chain import link
from teller_assist.wire.messages import Record, Seal, mark

PRIVATE = ("visit.started", "attempt.logged", "note.new")
SHARED = ("referral.made", "consent.withdrawn", "consent.new")
RELAY = "relay.ordered"
NEW = frozenset({"note.new", "consent.new", RELAY})  # kinds that a program before its upgrade does not know
POISON = b"poison"  # a payload with this word is refused by its handler

# The same rows are hashed at every end of every world.
remembered_link = lru_cache(1 << 15)(link)
remembered_mark = lru_cache(1 << 12)(mark)


class Crash(Exception):
    """The process is gone; what was committed stays."""

    def __init__(self, who: "End") -> None:
        super().__init__(who.name)
        self.who = who


class Kept(NamedTuple):
    """A row as its own desk or node keeps it. Pruned: the record's payload is empty."""

    record: Record
    hash: bytes


class Chain:
    """An own chain. ``cut`` None: open. ``base``: the last pruned row."""

    __slots__ = ("acked", "base", "base_hash", "cut", "durable", "parent", "root", "rows")

    def __init__(self, parent: tuple[int, int], base_hash: bytes) -> None:
        self.parent, self.base_hash = parent, base_hash
        self.rows: list[Kept] = []
        self.cut: int | None = None
        self.acked = self.root = self.durable = self.base = 0

    @property
    def head(self) -> int:
        """The last row that counts."""
        return len(self.rows) if self.cut is None else self.cut

    def hash_at(self, seq: int) -> bytes:
        if seq == 0:
            return self.base_hash
        return self.rows[seq - 1].hash if seq <= len(self.rows) else b""

    def copy(self) -> "Chain":
        other = Chain(self.parent, self.base_hash)
        other.rows = self.rows.copy()
        other.cut, other.acked, other.root = self.cut, self.acked, self.root
        other.durable, other.base = self.durable, self.base
        return other


class End:
    """A process with a disk. ``fuse``: how many more commits it survives, None for ever. ``new``: knows every kind.

    ``seen`` counts what happens here that a schedule should come by.
    """

    def __init__(self, name: str, disk: Any, new: bool, seen: Counter[str]) -> None:
        self.name, self.disk, self.new, self.seen = name, disk, new, seen
        self.fuse: int | None = None

    def point(self) -> None:
        """A place where the power may fail: before a commit and after it."""
        if self.fuse is not None:
            self.fuse -= 1
            if self.fuse <= 0:
                self.fuse = None
                raise Crash(self)

    def stop(self) -> None:
        """What was not committed is gone."""

    def knows(self, kind: str) -> bool:
        return self.new or kind not in NEW


def noun_of(record: Record) -> str:
    """Whose fold the event belongs to; "" for none and for what is unreadable."""
    payload = record[6]
    return "" if record[4] == RELAY or POISON in payload else payload.partition(b" ")[0].decode()


def ordered(payload: bytes) -> tuple[int, list[str]]:
    """(first place, ids) of a relay.ordered."""
    first, *ids = payload.decode().split()
    return int(first), ids


def signed(device: str, epoch: int, seq: int, hash_: bytes) -> Seal:
    """A seal with a keyed hash in place of the slow signature."""
    made = blake2s(hash_ + b"%d %d" % (epoch, seq), digest_size=8, key=device.encode()).digest()
    return Seal(seq, hash_, "sim", made)
