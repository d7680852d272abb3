"""The server's side of the sync protocol, hub or branch node: no thread, clock, socket or randomness.

``answer`` decides, ``Ledger`` keeps. Rows are taken at the end of a chain only, in one transaction with their
effects, and acknowledged after it. The sender's side is ``core.py``.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from teller_assist.domain.chain import Entry, link
from teller_assist.wire.messages import (
    Ack,
    Claim,
    Day,
    Forked,
    Gap,
    Hashes,
    HashesAre,
    Hello,
    Pull,
    Push,
    Reconcile,
    Reconciled,
    Refusal,
    Reply,
    Standing,
    Stream,
    Welcome,
)


class Head(NamedTuple):
    """The end of one chain as the server has it; ``base_seq`` > 0 where a node took it up in the middle."""

    seq: int
    hash: bytes
    base_seq: int


class Row(NamedTuple):
    """A row as the ledger keeps it. ``again``: its event is there already, under another place of the same device.

    ``parked``: why its handler refuses it, else "".
    """

    entry: Entry
    prev_hash: bytes
    hash: bytes
    again: bool
    parked: str


class Ledger(Protocol):
    """What a server keeps. ``transaction`` is whole or not at all, and durable when it ends."""

    takes_base: bool  # a node may take a chain up in the middle

    def transaction(self) -> AbstractContextManager[None]: ...
    def lock(self, device: str, epoch: int) -> Head | None:
        """The chain's end, held against others until the transaction ends."""
        ...

    def hash_at(self, device: str, epoch: int, seq: int) -> bytes:
        """A row's hash; of the base what the first row hangs on; blank where there is none."""
        ...

    def known(self, device: str, event_ids: Sequence[str]) -> set[str]:
        """Those of these events that the device's ledger has."""
        ...

    def judge(self, entry: Entry) -> str:
        """Why the event's handler refuses it, else "". An unknown kind or version is no reason: it is kept raw."""
        ...

    def append(self, rows: Sequence[Row], push: Push) -> None:
        """Rows, their effect on views and the branch's stream, the chain's new head and its seal."""
        ...

    def standing(self, claim: Claim) -> Standing: ...
    def durable(self, device: str, epoch: int) -> tuple[int, int]:
        """(durable_seq, root_seq) of a chain."""
        ...

    def holds(self, push: Push) -> bool:
        """True if the seal is the device's own."""
        ...

    def welcome(self, hello: Hello, standings: tuple[Standing, ...]) -> Welcome: ...
    def stream(self, pull: Pull) -> Stream: ...
    def count(self, asked: Reconcile) -> Sequence[Day]:
        """The server's counts of the days asked for, within the rows the sender counts, each event once."""
        ...


def answer(ledger: Ledger, request: Hello | Hashes | Push | Pull | Reconcile) -> Reply:
    """The server's answer, given after everything it says is committed."""
    match request:
        case Hello():
            with ledger.transaction():
                standings = tuple(ledger.standing(claim) for claim in request.claims)
                return ledger.welcome(request, standings)
        case Hashes():
            with ledger.transaction():
                return HashesAre(tuple(ledger.hash_at(request.device, request.epoch, seq) for seq in request.seqs))
        case Push():
            return _take(ledger, request)
        case Pull():
            with ledger.transaction():
                return ledger.stream(request)
        case Reconcile():
            with ledger.transaction():
                return _compare_days(request, ledger.count(request))


def _take(ledger: Ledger, push: Push) -> Reply:
    hashes = _chain(push)
    if hashes is None or not ledger.holds(push):
        return Refusal("bad_signature", "the rows do not hang together, or their seal is not the device's own")
    with ledger.transaction():
        head = ledger.lock(push.device, push.epoch)
        if head is None:
            held = push.first_seq - 1 if push.base and ledger.takes_base else 0
            head = Head(held, push.prev_hash, held)
        if push.first_seq > head.seq + 1:
            return Gap(head.seq + 1)
        if not _fits(ledger, push, hashes, head):
            return Forked()
        rows = _rows(ledger, push, hashes, head.seq)
        if rows:
            ledger.append(rows, push)
    acked = max(head.seq, push.seal.seq)
    with ledger.transaction():
        durable, root = ledger.durable(push.device, push.epoch)
    return Ack(acked, durable, root, sum(1 for row in rows if row.parked))


def _chain(push: Push) -> list[bytes] | None:
    """The hash of each row, worked out from what was sent; None if seqs leave a gap or the seal is of another chain."""
    hashes, before = [], push.prev_hash
    for seq, record in enumerate(push.records, push.first_seq):
        if record.seq != seq:
            return None
        before = link(before, record.entry(push.device, push.epoch))
        hashes.append(before)
    sealed = push.seal.seq == push.records[-1].seq and push.seal.hash == before
    return hashes if sealed else None


def _fits(ledger: Ledger, push: Push, hashes: Sequence[bytes], head: Head) -> bool:
    """Whether the rows that both have are the same: the last of them covers all before it."""
    last = min(head.seq, push.seal.seq)
    if last < head.base_seq:
        return True  # all of it lies before what this node has ever held
    if last < push.first_seq:
        return push.prev_hash == head.hash
    return hashes[last - push.first_seq] == ledger.hash_at(push.device, push.epoch, last)


def _rows(ledger: Ledger, push: Push, hashes: Sequence[bytes], held: int) -> list[Row]:
    """The rows that are new here, in order."""
    known = ledger.known(push.device, [r.event_id for r in push.records if r.seq > held])
    rows, before = [], push.prev_hash
    for record, own in zip(push.records, hashes, strict=True):
        if record.seq > held:
            entry = record.entry(push.device, push.epoch)
            again = record.event_id in known
            rows.append(Row(entry, before, own, again, "" if again else ledger.judge(entry)))
            known.add(record.event_id)
        before = own
    return rows


def _compare_days(asked: Reconcile, counted: Sequence[Day]) -> Reconciled:
    """The server's figure of every day and kind on which the two differ; 0 where it has none."""
    ours = {(d.day, d.kind): d for d in counted}
    theirs = {(d.day, d.kind): d for d in asked.days}
    places = sorted(ours.keys() | theirs.keys())
    return Reconciled(tuple(ours.get(p, Day(*p, 0, 0)) for p in places if ours.get(p) != theirs.get(p)))
