"""A simulated branch node: a server to its desks, a sender to the hub, and the one who gives places."""

from collections import Counter
from collections.abc import Callable, Sequence

from teller_assist.domain.chain import GENESIS, Entry
from teller_assist.sync.core import Batch
from teller_assist.sync.intake import Row
from teller_assist.wire.messages import PROTOCOL, Claim, Cursor, Hello, Reconcile, Record, Shared, Standing, Welcome
from tests.sync.sim.desk import BRANCH, learn
from tests.sync.sim.server import Chain, Server, ServerDisk
from tests.sync.sim.things import RELAY, signed
from tests.sync.sim.things import remembered_link as link

NODE = "node"


class Node(Server):
    takes_base = True
    role = "branch"

    def __init__(
        self, name: str, disk: ServerDisk, new: bool, seen: Counter[str],
        made: Callable[[Record], None],
    ) -> None:  # fmt: skip
        super().__init__(name, disk, new, seen)
        self.said = self.today = 0
        self.made = made
        self.claimed: tuple[Claim, ...] = ()

    device = NODE

    def knows(self, kind: str) -> bool:
        return kind == RELAY or super().knows(kind)

    def durable(self, device: str, epoch: int) -> tuple[int, int]:
        chain = self.disk.chains.get((device, epoch))
        return (chain.durable, chain.root) if chain else (0, 0)

    # -- places

    def effect(self, entries: Sequence[Entry]) -> None:
        before = len(self.disk.stream)
        super().effect(entries)
        self._place([held.record for held in self.disk.stream[before:]])

    def _place(self, records: Sequence[Record]) -> None:
        placed = self.disk.placed
        new = [r.event_id for r in records if r.kind != RELAY and r.event_id not in placed]
        if new:
            self._order(max(placed.values(), default=0) + 1, new)

    def _order(self, first: int, ids: Sequence[str]) -> None:
        self.said += 1
        record = Record(0, f"r{self.said}", str(self.today), "", RELAY, 1, " ".join((str(first), *ids)).encode())
        self.made(record)
        record = self._own(record)
        self.into_stream(NODE, self.disk.epoch, record)

    def _own(self, record: Record) -> Record:
        """Appends to the node's own chain."""
        disk = self.disk
        chain = disk.chains.setdefault((NODE, disk.epoch), Chain((0, 0), 0, GENESIS))
        record = record._replace(seq=chain.end + 1)
        entry, before = record.entry(NODE, disk.epoch), chain.hash_at(chain.end)
        again = (NODE, record.event_id) in disk.known
        chain.rows.append(Row(entry, before, link(before, entry), again, ""))
        disk.known[NODE, record.event_id] = None
        return record

    # -- what the sender asks of it

    def hello(self) -> Hello:
        self.claimed = tuple(self.claims_now())
        return Hello(NODE, BRANCH, PROTOCOL, "sim", "0", str(self.today), self.claimed, "", 0)

    def welcomed(self, welcome: Welcome) -> None:
        self.point()
        if welcome.incarnation != self.disk.server:
            self._begin_again()
            for chain in self.disk.chains.values():
                chain.root = chain.durable = 0  # another hub's promises
            self.disk.server = welcome.incarnation
        self.point()

    def _head(self, device: str, chain: Chain) -> int:
        if device == NODE:
            return chain.end if chain.cut is None else chain.cut
        return chain.end if chain.forked_at < 0 else min(chain.end, chain.forked_at)

    def claims(self) -> Sequence[Claim]:
        return self.claimed

    def claims_now(self) -> Sequence[Claim]:
        claims = []
        for (device, epoch), chain in sorted(self.disk.chains.items()):
            head = self._head(device, chain)
            if chain.forked_at >= 0 or (chain.durable < head and head > chain.base):
                closed = chain.cut is not None or chain.forked_at >= 0
                claims.append(Claim(device, epoch, *chain.parent, chain.base, head, chain.hash_at(head), closed))
        return claims

    def batch(self, claim: Claim, after: int, most: int) -> Batch | None:
        chain = self.disk.chains[claim.device, claim.epoch]
        head = min(claim.head_seq, self._head(claim.device, chain))
        if after >= head or after < chain.base:
            return None
        if claim.device == NODE:
            upto = min(after + most, head)
            seal = signed(NODE, claim.epoch, upto, chain.hash_at(upto))
        else:
            seals = sorted(seq for seq in chain.seals if after < seq <= head)
            if not seals:
                return None
            upto = max((seq for seq in seals if seq <= after + most), default=seals[0])
            seal = chain.seals[upto]
        rows = chain.rows[after - chain.base : upto - chain.base]
        return Batch(after + 1, chain.hash_at(after), tuple(Record(*row.entry[2:]) for row in rows), seal)

    def note(self, standing: Standing) -> None:
        self.point()
        chain = self.disk.chains[standing.device, standing.epoch]
        head = self._head(standing.device, chain)
        chain.root = min(standing.root_seq, head)
        chain.durable = max(chain.durable, min(standing.durable_seq, head))
        if standing.acked_seq <= chain.forked_at and not self._hangs_on_a_fork(standing.device, chain):
            self.seen["fork taken back"] += 1
            chain.forked_at = -1  # the hub went back in time: nothing is in the way any more
        self.point()

    def _hangs_on_a_fork(self, device: str, chain: Chain) -> bool:
        parent = self.disk.chains.get((device, chain.parent[0]))
        return parent is not None and parent is not chain and 0 <= parent.forked_at < chain.parent[1]

    def fork(self, claim: Claim, common: int, above: int) -> None:
        self.point()
        self.seen["fork of the node's own chain" if claim.device == NODE else "fork noted at the node"] += 1
        if claim.device == NODE:
            self._mint(claim.epoch, common, above)
        else:
            self._note_fork(claim.device, claim.epoch, common)
        self.point()

    def _note_fork(self, device: str, epoch: int, common: int) -> None:
        """Also every chain that hangs on a row behind it."""
        self.disk.chains[device, epoch].forked_at = common
        for (other, later), chain in self.disk.chains.items():
            hangs = other == device and chain.parent[0] == epoch and later > epoch and chain.parent[1] > common
            if hangs and chain.forked_at:
                self._note_fork(device, later, 0)

    def _mint(self, epoch: int, common: int, above: int) -> None:
        chain = self.disk.chains[NODE, epoch]
        if chain.cut is not None and chain.cut <= common:
            return
        tail: list[Record] = []
        parent = (epoch, common) if common else chain.parent
        base_hash = chain.hash_at(common)
        for (device, later), own in sorted(self.disk.chains.items()):
            if device == NODE and later >= epoch:
                start = common if later == epoch else 0
                tail += [Record(*row.entry[2:]) for row in own.rows[start : self._head(NODE, own)]]
                own.cut = start
        own_epochs = [e for device, e in self.disk.chains if device == NODE]
        self.disk.epoch = max(above, *own_epochs) + 1
        self.disk.chains[NODE, self.disk.epoch] = Chain(parent, 0, base_hash)
        for record in tail:
            self._own(record)

    def cursor(self) -> Cursor | None:
        return self.disk.cursor

    def take(self, items: Sequence[Shared], cursor: Cursor) -> int:
        self.point()
        new = [i for i in items if self.into_stream(i.device, i.epoch, i.record)]
        self._place([i.record for i in new])
        self.disk.cursor = cursor
        self.point()
        return len(new)

    def start_over(self) -> None:
        self.point()
        self.seen["cursor of the node reset"] += 1
        self._begin_again()
        self.point()

    def _begin_again(self) -> None:
        """The hub's stream is another: what foreign rows said of places is said again in the own chain."""
        self.disk.cursor = Cursor()
        own: dict[str, int] = {}
        for (device, _), chain in self.disk.chains.items():
            for row in chain.rows if device == NODE else ():
                learn(own, Record(*row.entry[2:]))
        for event_id, place in sorted(self.disk.placed.items()):
            if own.get(event_id) != place:
                self.seen["place said again"] += 1
                self._order(place, [event_id])

    def figures(self) -> Reconcile | None:
        return None
