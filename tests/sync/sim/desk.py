"""A simulated desk: ``work.db`` as docs/sync.md has it, in memory, and the sender's half over it."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from teller_assist.domain.chain import GENESIS
from teller_assist.sync.core import Batch
from teller_assist.wire.messages import (
    PROTOCOL,
    Claim,
    Cursor,
    Day,
    Hello,
    Reconcile,
    Record,
    Shared,
    Standing,
    Welcome,
)
from tests.sync.sim.things import PRIVATE, RELAY, SHARED, Chain, End, Kept, noun_of, ordered, remembered_mark, signed
from tests.sync.sim.things import remembered_link as link

BRANCH = "0731"


class Received(NamedTuple):
    """A shared event from the stream; ``pos`` None after a reset."""

    record: Record
    pos: int | None


class DeskDisk:
    def __init__(self, device: str) -> None:
        self.device, self.epoch = device, 0
        self.chains = {0: Chain((0, 0), GENESIS)}
        self.received: dict[str, Received] = {}
        self.placed: dict[str, int] = {}
        self.cursor, self.server = Cursor(), ""

    def copy(self) -> "DeskDisk":
        other = DeskDisk(self.device)
        other.epoch = self.epoch
        other.chains = {epoch: chain.copy() for epoch, chain in self.chains.items()}
        other.received, other.placed = self.received.copy(), self.placed.copy()
        other.cursor, other.server = self.cursor, self.server
        return other

    def live(self) -> list[tuple[int, Record]]:
        """(epoch, record) of every row up to its chain's cut, in order."""
        return [(epoch, k.record) for epoch, c in sorted(self.chains.items()) for k in c.rows[: c.head]]


class Desk(End):
    """The outbox of one desk."""

    def __init__(self, name: str, disk: DeskDisk, new: bool, seen: Counter[str]) -> None:
        super().__init__(name, disk, new, seen)
        self.disk: DeskDisk = disk
        self.today, self.home = 0, "hub"
        self.claimed: tuple[Claim, ...] = ()

    @property
    def device(self) -> str:
        return self.disk.device

    # -- the journal

    def record(self, record_at: Callable[[int], Record]) -> Record:
        """Appends one event to the open chain."""
        chain = self.disk.chains[self.disk.epoch]
        record = record_at(len(chain.rows) + 1)
        self._append(chain, self.disk.epoch, record)
        return record

    def _append(self, chain: Chain, epoch: int, record: Record) -> None:
        before = chain.hash_at(len(chain.rows))
        chain.rows.append(Kept(record, link(before, record.entry(self.disk.device, epoch))))

    def prune(self, wanted: Callable[[str], bool]) -> list[str]:
        """Empties the payloads of durable rows of nouns that are wholly durable. Gives the events' ids."""
        waits = {
            noun_of(kept.record)
            for chain in self.disk.chains.values()
            for kept in chain.rows[chain.durable : chain.head]
        }
        done = []
        for chain in self.disk.chains.values():
            for seq in range(1, min(chain.durable, chain.head) + 1):
                record = chain.rows[seq - 1].record
                noun = noun_of(record)
                if record.payload and noun not in waits and wanted(noun):
                    chain.rows[seq - 1] = Kept(record._replace(payload=b""), chain.rows[seq - 1].hash)
                    chain.base = max(chain.base, seq)
                    done.append(record.event_id)
        return done

    # -- what the sender asks of it

    def hello(self) -> Hello:
        self.claimed = tuple(self.claims_now())
        unsent = sum(max(0, c.head - c.acked) for c in self.disk.chains.values())
        return Hello(self.device, BRANCH, PROTOCOL, "sim", "0", str(self.today), self.claimed, "", unsent)

    def welcomed(self, welcome: Welcome) -> None:
        self.point()
        if welcome.incarnation != self.disk.server:
            self._forget_places()
            self.disk.server = welcome.incarnation
        self.point()

    def claims(self) -> Sequence[Claim]:
        return self.claimed

    def claims_now(self) -> Sequence[Claim]:
        return [
            Claim(
                self.disk.device, epoch, *c.parent, c.base, c.head, c.hash_at(c.head), c.cut is not None,
            )
            for epoch, c in sorted(self.disk.chains.items()) if c.durable < c.head
        ]  # fmt: skip

    def hash_at(self, device: str, epoch: int, seq: int) -> bytes:
        chain = self.disk.chains.get(epoch)
        return chain.hash_at(seq) if chain else b""

    def batch(self, claim: Claim, after: int, most: int) -> Batch | None:
        chain = self.disk.chains[claim.epoch]
        upto = min(after + most, claim.head_seq, chain.head)
        if after >= upto or after < chain.base:
            return None
        rows = tuple(k.record for k in chain.rows[after:upto])
        seal = signed(self.disk.device, claim.epoch, upto, chain.hash_at(upto))
        return Batch(after + 1, chain.hash_at(after), rows, seal)

    def note(self, standing: Standing) -> None:
        self.point()
        chain = self.disk.chains[standing.epoch]
        chain.acked = min(standing.acked_seq, chain.head)
        chain.root = min(standing.root_seq, chain.head)
        chain.durable = max(chain.durable, min(standing.durable_seq, chain.head))
        self.point()

    def fork(self, claim: Claim, common: int, above: int) -> None:
        self.point()
        self.seen["fork"] += 1
        self.seen["fork before what was pruned"] += common < claim.base_seq
        mint(self.disk, self._append, claim.epoch, common, above)
        self.point()

    def cursor(self) -> Cursor | None:
        return self.disk.cursor

    def take(self, items: Sequence[Shared], cursor: Cursor) -> int:
        self.point()
        new = 0
        for item in items:
            new += item.record.event_id not in self.disk.received
            self.disk.received[item.record.event_id] = Received(item.record, item.pos)
            if item.record.kind == RELAY and self.new:
                learn(self.disk.placed, item.record)
        self.disk.cursor = cursor
        self.point()
        return new

    def start_over(self) -> None:
        self.point()
        self.seen["cursor reset"] += 1
        self._forget_places()
        self.point()

    def figures(self) -> Reconcile | None:
        claimed = {c.epoch: c for c in self.claims()}
        if not claimed:
            return None
        own = [r for epoch, r in self.disk.live() if epoch in claimed and r.seq <= claimed[epoch].head_seq]
        bases = {e: self.disk.chains[e].base for e in claimed}
        hidden = {r.occurred_at for epoch, r in self.disk.live() if r.seq <= bases.get(epoch, 0)}
        counted: dict[tuple[str, str], dict[str, int]] = {}
        for record in own:
            if record.occurred_at not in hidden:
                ids = counted.setdefault((record.occurred_at, record.kind), {})
                ids[record.event_id] = remembered_mark(record.event_id)
        days = tuple(Day(*key, len(ids), sum(ids.values())) for key, ids in sorted(counted.items()))
        return Reconcile(self.device, tuple((e, c.head_seq) for e, c in claimed.items()), days)

    # -- views

    def upgrade(self) -> None:
        """A newer program replays what it kept raw."""
        self.new = True
        for received in self.disk.received.values():
            if received.record.kind == RELAY and received.pos is not None:
                learn(self.disk.placed, received.record)

    def private(self) -> dict[str, list[str]]:
        """noun -> its events, in the order of their rows."""
        nouns: dict[str, dict[str, None]] = {}
        for _, record in self.disk.live():
            if record.kind in PRIVATE and self.knows(record.kind) and (noun := noun_of(record)):
                nouns.setdefault(noun, {})[record.event_id] = None
        return {noun: list(ids) for noun, ids in nouns.items()}

    def shared(self) -> dict[str, list[str]]:
        """noun -> its events: by place, then by the stream, then own rows that have not come back."""
        disk, far = self.disk, 1 << 40
        came = [
            (disk.placed.get(i, far), i if i in disk.placed else "", far if r.pos is None else r.pos, i, r.record)
            for i, r in disk.received.items()
        ]
        rows = [(key[3], key[4]) for key in sorted(came, key=lambda k: k[:4])]
        rows += [(r.event_id, r) for _, r in disk.live() if r.event_id not in disk.received]
        nouns: dict[str, list[str]] = {}
        for event_id, record in rows:
            if record.kind in SHARED and self.knows(record.kind) and (noun := noun_of(record)):
                nouns.setdefault(noun, []).append(event_id)
        return nouns

    def _forget_places(self) -> None:
        disk = self.disk
        disk.cursor, disk.placed = Cursor(), {}
        disk.received = {i: r._replace(pos=None) for i, r in disk.received.items()}


def learn(placed: dict[str, int], record: Record) -> None:
    """Places of a relay.ordered; the smallest wins."""
    first, ids = ordered(record.payload)
    for place, event_id in enumerate(ids, first):
        if event_id not in placed or place < placed[event_id]:
            placed[event_id] = place


def mint(disk: Any, append: Callable[[Chain, int, Record], None], epoch: int, common: int, above: int) -> None:
    """Closes the chain at ``common`` and appends its tail again to a new epoch, and what later epochs added."""
    chain = disk.chains[epoch]
    if chain.cut is not None and chain.cut <= common:
        return
    tail = [k.record for k in chain.rows[common : chain.head]]
    chain.cut = common
    for later in sorted(e for e in disk.chains if e > epoch):
        tail += [k.record for k in disk.chains[later].rows[: disk.chains[later].head]]
        disk.chains[later].cut = 0
    parent = (epoch, common)
    while parent[1] == 0 and parent[0] in disk.chains and disk.chains[parent[0]].parent != (0, 0):
        parent = disk.chains[parent[0]].parent
    disk.epoch = max(above, *disk.chains) + 1
    made = disk.chains[disk.epoch] = Chain(parent if parent[1] else (0, 0), chain.hash_at(common))
    for record in tail:
        if record.payload:
            append(made, disk.epoch, record._replace(seq=len(made.rows) + 1))
