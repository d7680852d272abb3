"""Two more shells around ``core.deliver``, for a desk whose line is a stick: no server answers, a file does.

``pushes`` plays a session against what the hub is known to have and keeps the pushes for the bundle up; nothing is
noted. ``hear`` plays one against a bundle down: receipts are noted, forks found, the branch's events taken.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

from teller_assist.sync.core import Batch, Delivered, Outbox, deliver
from teller_assist.wire.bundle import MOST_MESSAGE, Sample
from teller_assist.wire.codec import encode
from teller_assist.wire.messages import (
    PROTOCOL,
    Ack,
    Busy,
    Claim,
    Cursor,
    Hashes,
    HashesAre,
    Hello,
    Pull,
    Push,
    Reconcile,
    Refusal,
    Reply,
    Request,
    Shared,
    Standing,
    Stream,
    Welcome,
)

Chain = tuple[str, int]


class Through:
    """An outbox that hands everything on to another."""

    def __init__(self, box: Outbox) -> None:
        self.box = box
        self.device = box.device

    def hello(self) -> Hello:
        return self.box.hello()

    def welcomed(self, welcome: Welcome) -> None:
        self.box.welcomed(welcome)

    def claims(self) -> Sequence[Claim]:
        return self.box.claims()

    def hash_at(self, device: str, epoch: int, seq: int) -> bytes:
        return self.box.hash_at(device, epoch, seq)

    def batch(self, claim: Claim, after: int, most: int) -> Batch | None:
        return self.box.batch(claim, after, most)

    def note(self, standing: Standing) -> None:
        self.box.note(standing)

    def fork(self, claim: Claim, common: int, above: int) -> None:
        self.box.fork(claim, common, above)

    def cursor(self) -> Cursor | None:
        return self.box.cursor()

    def take(self, items: Sequence[Shared], cursor: Cursor) -> int:
        return self.box.take(items, cursor)

    def start_over(self) -> None:
        self.box.start_over()

    def figures(self) -> Reconcile | None:
        return self.box.figures()


# -- up -------------------------------------------------------------------------------------------


class _Unheard(Through):
    """Writes nothing down: whether the hub will have these rows, only its answer says."""

    def welcomed(self, welcome: Welcome) -> None:
        pass

    def note(self, standing: Standing) -> None:
        pass

    def fork(self, claim: Claim, common: int, above: int) -> None:
        pass

    def cursor(self) -> Cursor | None:
        return None

    def figures(self) -> Reconcile | None:
        return None


def pushes(box: Outbox, acked: Mapping[Chain, int], most_bytes: int) -> Iterator[Push]:
    """Every row behind what the hub has of each chain (``acked``), as pushes it can take, oldest chain first.

    Ends before ``most_bytes`` are passed, but never with nothing; the next bundle begins where the hub's answer says.
    """
    quiet = _Unheard(box)
    session, total = deliver(quiet), 0
    reply: Reply
    try:
        request: Request = next(session)
        while True:
            match request:
                case Hello():
                    reply = _supposed(quiet, acked)
                case Push():
                    size, room = len(encode(request)), min(MOST_MESSAGE, most_bytes - total)
                    if size > room and len(request.records) > 1:
                        request = session.send(Refusal("too_large", ""))
                        continue
                    if size > room and total:
                        return
                    total += size
                    yield request
                    reply = Ack(request.seal.seq, 0, 0)
                case _:
                    reply = Busy(0)
            request = session.send(reply)
    except StopIteration:
        return


def _supposed(box: Outbox, acked: Mapping[Chain, int]) -> Welcome:
    """What the hub would answer if nothing had changed since it was heard last."""
    standings = []
    for claim in box.claims():
        has = min(acked.get((claim.device, claim.epoch), 0), claim.head_seq)
        hash_at = box.hash_at(claim.device, claim.epoch, has) if has else b""
        standings.append(Standing(claim.device, claim.epoch, has, hash_at, 0, has))
    return Welcome("supposed", "hub", "supposed", PROTOCOL[1], "", tuple(standings), 0)


# -- down -----------------------------------------------------------------------------------------


class _Heard(Through):
    """Takes a bundle's word as a server's, but pushes nothing and lowers nothing on stale news."""

    def __init__(self, box: Outbox, stale: bool, acked: Mapping[Chain, int]) -> None:
        super().__init__(box)
        self.stale, self.acked = stale, acked
        self.raised = 0

    def welcomed(self, welcome: Welcome) -> None:
        pass  # its time is that of writing: ``bundles.read`` keeps what does not grow old

    def batch(self, claim: Claim, after: int, most: int) -> Batch | None:
        return None

    def note(self, standing: Standing) -> None:
        before = self.acked.get((standing.device, standing.epoch), 0)
        if self.stale and standing.acked_seq <= before:
            return
        self.raised += max(0, standing.acked_seq - before)
        self.box.note(standing)

    def figures(self) -> Reconcile | None:
        return None


class Heard(NamedTuple):
    """``acknowledged``: rows the hub has now beyond those known before. ``pulled``: shared events that were new."""

    acknowledged: int
    pulled: int
    forks: int
    sentence: str


def hear(
    box: Outbox, welcome: Welcome, samples: Sequence[Sample], begins: Cursor, streams: Sequence[Stream], *,
    stale: bool, acked: Mapping[Chain, int],
) -> Heard:  # fmt: skip
    """Plays a session against a bundle down. ``stale``: the hub has been heard since it was written."""
    heard = _Heard(box, stale, acked)
    known = {(s.device, s.epoch): dict(zip(s.seqs, s.hashes, strict=False)) for s in samples}
    session = deliver(heard)
    pieces = _fitting(box, begins, streams, stale)
    try:
        request: Request = next(session)
        while True:
            request = session.send(_answer(heard, request, welcome, known, pieces))
    except StopIteration as ended:
        done: Delivered = ended.value
    return Heard(heard.raised, done.pulled, done.forks, done.sentence)


def _answer(
    box: Outbox, request: Request, welcome: Welcome, known: Mapping[Chain, Mapping[int, bytes]],
    pieces: Iterator[Stream],
) -> Reply:  # fmt: skip
    match request:
        case Hello():
            claims = {(c.device, c.epoch): c for c in box.claims()}
            fitted = (_fitted(box, one, claims.get((one.device, one.epoch)), known) for one in welcome.standings)
            return replace(welcome, standings=tuple(fitted))
        case Hashes():
            shared = _shared(box, (request.device, request.epoch), known)
            return HashesAre(
                tuple(box.hash_at(request.device, request.epoch, s) if s <= shared else b"" for s in request.seqs)
            )
        case Pull():
            return next(pieces, Stream((), request.cursor))
    return Busy(0)


def _fitted(box: Outbox, one: Standing, claim: Claim | None, known: Mapping[Chain, Mapping[int, bytes]]) -> Standing:
    """The hub did not know how far the desk's chain goes when it wrote: its hash there, if it can be told."""
    if claim is None or one.acked_seq <= claim.head_seq:
        return one
    shared = _shared(box, (one.device, one.epoch), known)
    at_head = box.hash_at(one.device, one.epoch, claim.head_seq) if shared >= claim.head_seq else b""
    return replace(one, hash_at=at_head)


def _shared(box: Outbox, chain: Chain, known: Mapping[Chain, Mapping[int, bytes]]) -> int:
    """The last sampled row that is the same here; a hash covers every row before it."""
    hashes = known.get(chain, {})
    return max((seq for seq, theirs in hashes.items() if box.hash_at(*chain, seq) == theirs), default=0)


def _fitting(box: Outbox, begins: Cursor, streams: Sequence[Stream], stale: bool) -> Iterator[Stream]:
    """What of the stream goes on from here; all of it, begun anew, if it is another than the one known here.

    ``begins`` is where it starts; each check is the SHA-256 of the one before and the event's id.
    """
    cursor = box.cursor()
    if cursor is None or not streams or begins.pos > cursor.pos or streams[-1].cursor.pos < cursor.pos:
        return
    check = begins.check
    for event in (event for piece in streams for event in piece.items if event.pos <= cursor.pos):
        check = sha256(check + event.record.event_id.encode()).digest()
    if check != cursor.check:
        if begins.pos or stale:
            return  # the next bundle up tells where we are, and the hub begins anew
        yield Stream((), Cursor(), reset=True)
        yield from streams
        return
    for piece in streams:
        if piece.cursor.pos > cursor.pos:
            yield piece  # what is known of it already is taken once all the same
