"""A simulated server, hub or node: the ledger of docs/sync.md in memory, whole-or-nothing transactions, backups."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2s
from typing import NamedTuple

from teller_assist.domain.chain import Entry
from teller_assist.sync.intake import Head, Row
from teller_assist.wire.messages import (
    PROTOCOL,
    Claim,
    Cursor,
    Day,
    Hello,
    Pull,
    Push,
    Reconcile,
    Record,
    Seal,
    Shared,
    Standing,
    Stream,
    Welcome,
)
from tests.sync.sim.desk import learn
from tests.sync.sim.things import POISON, PRIVATE, RELAY, SHARED, End, noun_of, remembered_mark, signed


class Held(NamedTuple):
    """A shared event in the branch's stream."""

    device: str
    epoch: int
    record: Record
    check: bytes


class Chain:
    """A device's chain in the ledger: rows from ``base`` + 1. ``cut``: of the server's own chain only."""

    __slots__ = ("base", "base_hash", "cut", "durable", "forked_at", "parent", "root", "rows", "seals")

    def __init__(self, parent: tuple[int, int], base: int, base_hash: bytes) -> None:
        self.parent, self.base, self.base_hash = parent, base, base_hash
        self.rows: list[Row] = []
        self.seals: dict[int, Seal] = {}
        self.root = self.durable = 0
        self.forked_at = -1
        self.cut: int | None = None

    @property
    def end(self) -> int:
        return self.base + len(self.rows)

    def hash_at(self, seq: int) -> bytes:
        if seq == self.base:
            return self.base_hash
        return self.rows[seq - self.base - 1].hash if self.base < seq <= self.end else b""

    def copy(self) -> "Chain":
        other = Chain(self.parent, self.base, self.base_hash)
        other.rows, other.seals = self.rows.copy(), self.seals.copy()
        other.root, other.durable, other.forked_at, other.cut = self.root, self.durable, self.forked_at, self.cut
        return other


class ServerDisk:
    """``notes``: what each backup that could be restored contains. ``promised``: what was acknowledged from here."""

    def __init__(self, incarnation: str) -> None:
        self.incarnation = incarnation
        self.chains: dict[tuple[str, int], Chain] = {}
        self.known: dict[tuple[str, str], None] = {}
        self.stream: list[Held] = []
        self.streamed: set[str] = set()
        self.placed: dict[str, int] = {}
        self.raw: list[Entry] = []
        self.notes: dict[str, dict[tuple[str, int], int]] = {}
        self.promised: set[str] = set()
        self.cursor, self.server, self.epoch = Cursor(), "", 0

    def copy(self) -> "ServerDisk":
        other = ServerDisk(self.incarnation)
        other.chains = {key: chain.copy() for key, chain in self.chains.items()}
        other.known, other.stream, other.streamed = self.known.copy(), self.stream.copy(), self.streamed.copy()
        other.placed, other.raw, other.notes = self.placed.copy(), self.raw.copy(), self.notes.copy()
        other.promised = self.promised.copy()
        other.cursor, other.server, other.epoch = self.cursor, self.server, self.epoch
        return other


class Server(End):
    """The ledger that ``intake.answer`` works on. ``piece``: events in one answer to a pull."""

    takes_base = False
    role = "hub"

    def __init__(self, name: str, disk: ServerDisk, new: bool, seen: Counter[str]) -> None:
        super().__init__(name, disk, new, seen)
        self.disk: ServerDisk = disk
        self.piece = 3
        self.judged: list[str] = []
        self._writes: list[Callable[[], None]] = []

    # -- what intake asks of it

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._writes = []
        yield
        if self._writes:
            self.point()
            self.commit()
            self.point()

    def commit(self) -> None:
        for write in self._writes:
            write()
        self._writes = []

    def stop(self) -> None:
        self._writes = []
        self.__dict__.pop("later", None)  # of a planted mistake: acknowledged, not committed

    def lock(self, device: str, epoch: int) -> Head | None:
        chain = self.disk.chains.get((device, epoch))
        return Head(chain.end, chain.hash_at(chain.end), chain.base) if chain else None

    def hash_at(self, device: str, epoch: int, seq: int) -> bytes:
        chain = self.disk.chains.get((device, epoch))
        return chain.hash_at(seq) if chain else b""

    def known(self, device: str, event_ids: Sequence[str]) -> set[str]:
        return {event_id for event_id in event_ids if (device, event_id) in self.disk.known}

    def judge(self, entry: Entry) -> str:
        return "refused by its handler" if self.knows(entry.kind) and POISON in entry.payload else ""

    def append(self, rows: Sequence[Row], push: Push) -> None:
        self._writes.append(lambda: self._append(rows, push))

    def _append(self, rows: Sequence[Row], push: Push) -> None:
        key = (push.device, push.epoch)
        chain = self.disk.chains.get(key)
        if chain is None:
            base = rows[0].entry.seq - 1
            chain = self.disk.chains[key] = Chain((push.parent_epoch, push.parent_seq), base, rows[0].prev_hash)
            self.seen["base taken"] += base > 0
        chain.rows.extend(rows)
        chain.seals[push.seal.seq] = push.seal
        self.effect([row.entry for row in rows if not row.again and not row.parked])
        for row in rows:
            if row.again:
                self.seen["again row"] += 1
            else:
                self.disk.known[row.entry.device, row.entry.event_id] = None

    def effect(self, entries: Sequence[Entry]) -> None:
        """Kept raw if unknown; a shared event goes into the stream; places are learned."""
        for entry in entries:
            if not self.knows(entry.kind):
                self.disk.raw.append(entry)
                self.seen["kept raw"] += 1
            elif entry.kind in SHARED or entry.kind == RELAY:
                self.into_stream(entry.device, entry.epoch, Record(*entry[2:]))

    def into_stream(self, device: str, epoch: int, record: Record) -> bool:
        disk = self.disk
        if record.event_id in disk.streamed:
            return False
        before = disk.stream[-1].check if disk.stream else b""
        check = blake2s(before + record.event_id.encode(), digest_size=8).digest()
        disk.stream.append(Held(device, epoch, record, check))
        disk.streamed.add(record.event_id)
        if record.kind == RELAY and self.knows(RELAY):
            learn(disk.placed, record)
        return True

    def standing(self, claim: Claim) -> Standing:
        chain = self.disk.chains.get((claim.device, claim.epoch))
        if chain is None:
            return Standing(claim.device, claim.epoch, 0, b"", 0, 0)
        durable, root = self.durable(claim.device, claim.epoch)
        hash_at = chain.hash_at(min(chain.end, claim.head_seq))
        return Standing(claim.device, claim.epoch, chain.end, hash_at, durable, root, chain.forked_at)

    def durable(self, device: str, epoch: int) -> tuple[int, int]:
        notes = self.disk.notes.values()
        chain = self.disk.chains.get((device, epoch))
        return min((note.get((device, epoch), 0) for note in notes), default=0), chain.end if chain else 0

    def holds(self, push: Push) -> bool:
        return push.seal == signed(push.device, push.epoch, push.seal.seq, push.seal.hash)

    def welcome(self, hello: Hello, standings: tuple[Standing, ...]) -> Welcome:
        top = max((epoch for device, epoch in self.disk.chains if device == hello.device), default=0)
        return Welcome(self.disk.incarnation, self.role, "", PROTOCOL[0], "", standings, top)

    def stream(self, pull: Pull) -> Stream:
        stream, pos = self.disk.stream, pull.cursor.pos
        if pos > len(stream) or (pos and stream[pos - 1].check != pull.cursor.check):
            return Stream((), Cursor(), reset=True)
        items = tuple(
            Shared(place, held.device, held.epoch, held.record)
            for place, held in enumerate(stream[pos : pos + self.piece], pos + 1)
        )
        end = pos + len(items)
        return Stream(items, Cursor(end, stream[end - 1].check if end else b""), more=end < len(stream))

    def count(self, asked: Reconcile) -> Sequence[Day]:
        days = {day.day for day in asked.days}
        counted: dict[tuple[str, str], dict[str, int]] = {}
        for epoch, upto in asked.upto:
            chain = self.disk.chains.get((asked.device, epoch))
            for row in chain.rows[: max(0, upto - chain.base)] if chain else ():
                entry = row.entry
                if entry.occurred_at in days:
                    ids = counted.setdefault((entry.occurred_at, entry.kind), {})
                    ids[entry.event_id] = remembered_mark(entry.event_id)
        return [Day(*key, len(ids), sum(ids.values())) for key, ids in counted.items()]

    # -- backups, upgrade, views

    def note_backup(self, name: str) -> None:
        self.disk.notes[name] = {key: chain.end for key, chain in self.disk.chains.items()}

    def promise(self, push: Push, acked: int) -> None:
        """What an acknowledgement that went out says is here."""
        self.disk.promised.update(r.event_id for r in push.records if r.seq <= acked)

    def upgrade(self) -> None:
        """A newer program judges and folds what was kept raw; places too."""
        self.new = True
        for held in self.disk.stream:
            if held.record.kind == RELAY:
                learn(self.disk.placed, held.record)
        waiting, self.disk.raw = sorted(self.disk.raw), []
        for entry in waiting:
            self.seen["replayed"] += 1
            if reason := self.judge(entry):
                chain = self.disk.chains[entry.device, entry.epoch]
                at = entry.seq - chain.base - 1
                chain.rows[at] = chain.rows[at]._replace(parked=reason)
            else:
                self.effect([entry])

    def private(self, device: str) -> dict[str, list[str]]:
        """noun -> its events, by the first row of each."""
        nouns: dict[str, dict[str, None]] = {}
        for key in sorted(k for k in self.disk.chains if k[0] == device):
            for row in self.disk.chains[key].rows:
                entry = row.entry
                if entry.kind in PRIVATE and self.knows(entry.kind) and (noun := noun_of(Record(*entry[2:]))):
                    nouns.setdefault(noun, {})[entry.event_id] = None
        return {noun: list(ids) for noun, ids in nouns.items()}

    def shared(self) -> dict[str, list[str]]:
        """noun -> its events: by place, then by the stream."""
        placed, far = self.disk.placed, 1 << 40
        came = [
            (placed.get(r.event_id, far), r.event_id if r.event_id in placed else "", pos, r)
            for pos, r in enumerate(held.record for held in self.disk.stream)
        ]
        nouns: dict[str, list[str]] = {}
        for *_, record in sorted(came, key=lambda k: k[:3]):
            if record.kind in SHARED and self.knows(record.kind) and (noun := noun_of(record)):
                nouns.setdefault(noun, []).append(record.event_id)
        return nouns
