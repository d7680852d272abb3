"""What the hub keeps of the events that come up: ``intake.Ledger`` over its database.

One value a request. All that a push does stands in one transaction that holds the device's row, so that two processes
can never put the same event in twice or fold over each other; a branch's stream is held after it, never before.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row as Found

from teller_assist.domain.relay import RelayOrdered
from teller_assist.hub import counting, devices, greeting, places, rows, streams
from teller_assist.hub.folding import Told, read_entry, refusal_of
from teller_assist.hub.private import Private
from teller_assist.store.views import NOUNS, time_text
from teller_assist.sync.intake import Head, Row
from teller_assist.wire.messages import Claim, Day, Hello, Pull, Push, Reconcile, Standing, Stream, Welcome
from teller_assist.wire.signing import seal_holds

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from teller_assist.domain.chain import Entry
    from teller_assist.domain.event import Event
    from teller_assist.hub.engine import Hub
    from teller_assist.hub.node import Node


class SqlLedger:
    """The ledger for one request at one time. ``now`` is aware. ``sender``: the device that speaks, "" this server.

    ``node``: who this server is if it orders a branch. ``reads``: the request writes nothing.
    """

    def __init__(
        self, hub: "Hub", now: datetime, role: str = "hub", sender: str = "", node: "Node | None" = None,
        *, reads: bool = False,
    ) -> None:  # fmt: skip
        self._hub, self._now, self._role, self._sender, self._node = hub, now, role, sender, node
        self._reads, self.takes_base = reads, role == devices.NODE
        self._con: Connection | None = None
        self._push: Push | None = None
        self._device: devices.Device | None = None
        self._chain: Found[Any] | None = None
        self._told: dict[int, Told] = {}
        self._private: Private | None = None
        self._shared: dict[tuple[str, str], list[Event]] = {}
        self.rung: dict[str, int] = {}  # branches whose stream has grown, and where it ends now

    @property
    def con(self) -> "Connection":
        assert self._con is not None, "outside a transaction"
        return self._con

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._hub.reading() if self._reads else self._hub.writing() as self._con:
            try:
                yield
            finally:
                self._con = None

    def holds(self, push: Push) -> bool:
        """True if the seal is the device's own: of its key, or handed on by a node under a key it had before."""
        self._push, self._told, self._private, self._shared = push, {}, None, {}
        with self._hub.reading() as con:
            device = devices.find(con, push.device)
            if device is None:
                return False
            keys = [device.public_key]
            if self._sender != push.device:
                keys += devices.keys_before(con, push.device)
        return any(seal_holds(key, push.device, push.epoch, push.seal) for key in keys)

    def lock(self, device: str, epoch: int) -> Head | None:
        self._device = devices.find(self.con, device, hold=True)
        self._chain = chain = rows.chain_of(self.con, device, epoch)
        return Head(chain.head_seq, bytes(chain.head_hash), chain.base_seq) if chain is not None else None

    def hash_at(self, device: str, epoch: int, seq: int) -> bytes:
        return rows.hash_at(self.con, device, epoch, seq)

    def known(self, device: str, event_ids: Sequence[str]) -> set[str]:
        return rows.known(self.con, device, event_ids)

    def judge(self, entry: "Entry") -> str:
        told = self._read(entry)
        if told.reason or told.event is None:
            return told.reason
        if isinstance(told.event, RelayOrdered):
            return "" if devices.may_order(self._device, told.event.branch_no) else devices.ONLY_NODES
        if not told.noun:
            return ""
        before = self._before(told)
        reason = refusal_of(NOUNS[told.noun], before, told.event)
        if not reason:
            before.append(told.event)
        return reason

    def append(self, given: Sequence[Row], push: Push) -> None:
        """The rows, the views of what they touch, the branch's stream, the chain's head and its seal."""
        device = self._device
        assert device is not None, "holds() said the device is known"
        arrived = rows.Arrived(device.branch_no, time_text(self._now), device.skew_ms)
        told = [(row, self._read(row.entry)) for row in given]
        rows.insert(self.con, [rows.values_of(row, said, arrived) for row, said in told])
        rows.note_chain(self.con, push, given, self._chain)
        touched = {(said.noun, said.noun_id) for _, said in told if said.noun and not said.shared}
        private = self._private
        if private is not None and private.newest <= push.epoch and not any(row.again for row in given):
            private.write(touched)  # judging has read what there was and added what came, in order
        else:
            Private(self.con, push.device).refold(touched)
        shared = [(row.entry, said) for row, said in told if said.streamed and not (row.again or row.parked)]
        new = streams.append(self.con, device.branch_no, shared)
        if new:
            if self._node is not None:
                places.give(self.con, self._node, new, self._now)
            self.rung[device.branch_no] = streams.end_of(self.con, device.branch_no).pos

    def standing(self, claim: Claim) -> Standing:
        return rows.standing(self.con, claim, root=self._role != devices.NODE)

    def durable(self, device: str, epoch: int) -> tuple[int, int]:
        chain = rows.chain_of(self.con, device, epoch)
        if chain is None:
            return 0, 0
        return chain.durable_seq, chain.root_seq if self._role == devices.NODE else chain.head_seq

    def welcome(self, hello: Hello, standings: tuple[Standing, ...]) -> Welcome:
        devices.note_hello(self.con, hello, devices.skew_of(hello, self._now))
        return greeting.welcome(self.con, self._hub, hello, standings, self._now)

    def stream(self, pull: Pull) -> Stream:
        return streams.piece(self.con, pull)

    def count(self, asked: Reconcile) -> Sequence[Day]:
        return counting.days(self.con, asked)

    # -- inside -----------------------------------------------------------------------------------

    def _read(self, entry: "Entry") -> Told:
        if entry.seq not in self._told:
            self._told[entry.seq] = read_entry(entry)
        return self._told[entry.seq]

    def _before(self, told: Told) -> "list[Event]":
        """The noun's events so far, in order; read for the whole push at its first new row."""
        assert self._push is not None, "intake asks holds() first"
        assert self._device is not None, "and then lock()"
        if self._private is None:
            self._private = Private(self.con, self._push.device)
            self._prefetch(self._push, self._device.branch_no)
        if told.shared:
            return self._shared.setdefault((told.noun, told.noun_id), [])
        return self._private.events(told.noun, told.noun_id)

    def _prefetch(self, push: Push, branch_no: str) -> None:
        said = [self._read(record.entry(push.device, push.epoch)) for record in push.records]
        assert self._private is not None
        self._private.load({(t.noun, t.noun_id) for t in said if t.noun and not t.shared})
        shared: dict[str, list[str]] = {}
        for noun, noun_id in {(t.noun, t.noun_id) for t in said if t.shared}:
            shared.setdefault(noun, []).append(noun_id)
        if shared:
            streams.lock(self.con, branch_no)
        for noun, ids in shared.items():
            for noun_id, events in streams.events_of(self.con, branch_no, noun, ids).items():
                self._shared[noun, noun_id] = events
