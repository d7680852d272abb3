"""The sync protocol, the sender's side: no thread, clock, socket or randomness.

The sender is a generator: it yields requests and is sent replies (``Lost`` when none came), and reads and writes
what its end keeps through ``Outbox``. The server is ``intake.answer``, over a ``Ledger``. HTTPS, LAN and bundle are
shells around these two and carry the same messages; so is the simulator in ``tests/sync``, which plants mistakes in
these very files and must find each. The rules in words: docs/sync.md.

Why nothing is lost or doubled: every event has an id made where it happened and a place in a chain of hashes. The
server takes rows only at the end of what it has, in one transaction with their effects, and says so only afterwards.
The sender believes nothing but the latest answer, so a lost answer, a restored hub or an old image are not special.
"""

from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from teller_assist.wire.messages import (
    BATCH,
    Ack,
    Busy,
    Claim,
    Cursor,
    Day,
    Forked,
    Gap,
    Hashes,
    HashesAre,
    Hello,
    Lost,
    Pull,
    Push,
    Reconcile,
    Reconciled,
    Record,
    Refusal,
    Reply,
    Request,
    Seal,
    Shared,
    Standing,
    Stream,
    Welcome,
)

SPREAD = 32  # hashes asked for at a time when looking for the last common row
ROUNDS = 8  # hellos in one session: each fork found needs one more
PATIENCE = 4  # pushes in a row without an answer before the session ends

Session = Generator[Request, Reply, "Delivered"]


class Batch(NamedTuple):
    """Rows of one chain in order, the hash they hang on and the seal of the last of them."""

    first_seq: int
    prev_hash: bytes
    records: tuple[Record, ...]
    seal: Seal


class Delivered(NamedTuple):
    """What a session came to. ``trouble``: "" or the key of what ended it early; what is done stays done.

    ``settled`` is the last welcome, or None when there was none. ``differ``: days on which both ends count otherwise.
    """

    pushed: int = 0
    acknowledged: int = 0
    parked: int = 0
    pulled: int = 0
    forks: int = 0
    trouble: str = ""
    sentence: str = ""
    retry_after: int = 0
    welcome: Welcome | None = None
    reconciled: bool = False
    differ: tuple[Day, ...] = ()


class Outbox(Protocol):
    """What a sender keeps: a desk its own chains, a node those of its desks too. Each method is one transaction."""

    @property
    def device(self) -> str: ...
    def hello(self) -> Hello: ...
    def welcomed(self, welcome: Welcome) -> None:
        """What the server says of itself and offers: incarnation, time, lease, slot, orders, generation."""
        ...

    def claims(self) -> Sequence[Claim]:
        """Every chain that is not fully durable above, by device and epoch."""
        ...

    def hash_at(self, device: str, epoch: int, seq: int) -> bytes:
        """A row's hash, also of a pruned row; that of row 0 is what row 1 hangs on. Blank if it is not held."""
        ...

    def batch(self, claim: Claim, after: int, most: int) -> Batch | None:
        """At most ``most`` rows of the chain behind ``after`` and within its head, sealed; None if there are none."""
        ...

    def note(self, standing: Standing) -> None:
        """What the server says it has, whether more or less than before."""
        ...

    def fork(self, claim: Claim, common: int, above: int) -> None:
        """Rows of the chain behind ``common`` are not the server's. An own chain is closed there and its tail
        appended again, under the same event ids, to a new epoch higher than ``above``; another's is noted."""
        ...

    def cursor(self) -> Cursor | None:
        """How far the branch's events are known; None: this sender takes none."""
        ...

    def take(self, items: Sequence[Shared], cursor: Cursor) -> int:
        """Events of the branch, once each; how many were new."""
        ...

    def start_over(self) -> None:
        """The server's stream is not the one the cursor is of: places are given anew, events are kept."""
        ...

    def figures(self) -> Reconcile | None:
        """This end's counts; None when there is nothing to compare."""
        ...


def deliver(box: Outbox, batch: int = BATCH) -> Session:
    """One session: hello, compare every epoch, push, pull, reconcile."""
    done = Delivered()
    for _ in range(ROUNDS):
        hello = box.hello()
        welcome = yield hello
        if not isinstance(welcome, Welcome):
            return _ended(done, welcome)
        box.welcomed(welcome)
        done = done._replace(welcome=welcome)
        standings = {(s.device, s.epoch): s for s in welcome.standings}
        forks = yield from _compare(box, standings, welcome)
        if forks is None:
            return done._replace(trouble="lost")
        if forks:
            done = done._replace(forks=done.forks + forks)
            continue
        done, again = yield from _push_all(box, standings, done, batch)
        if done.trouble:
            return done
        if again:
            continue
        done = yield from _pull(box, done, hello.branch_no)
        if done.trouble:
            return done
        return (yield from _reconcile(box, done))
    return done._replace(trouble="restless", sentence="the other end changed its mind too often")


def _ended(done: Delivered, reply: Reply) -> Delivered:
    match reply:
        case Busy():
            return done._replace(trouble="busy", retry_after=reply.retry_after)
        case Refusal():
            return done._replace(trouble=reply.key, sentence=reply.sentence)
        case Lost():
            return done._replace(trouble="lost", sentence=reply.why)
    return done._replace(trouble="bad_message", sentence=f"an answer that does not belong here: {type(reply).__name__}")


# -- compare --------------------------------------------------------------------------------------


def _compare(
    box: Outbox, standings: dict[tuple[str, int], Standing], welcome: Welcome
) -> Generator[Request, Reply, int | None]:
    """Looks at every chain; how many forked, None if an answer was lost. What the server has is noted."""
    forks = 0
    for claim in box.claims():
        standing = standings.get((claim.device, claim.epoch), Standing(claim.device, claim.epoch, 0, b"", 0, 0))
        common = yield from _last_common(box, claim, standing)
        if common is None:
            return None
        if common >= _must_share(box, claim, standing) and not _out_of_reach(box, claim, standing, welcome.role):
            box.note(_proven(standing, claim.head_seq))
        else:
            box.fork(claim, common, max(welcome.top_epoch, claim.epoch))
            forks += 1
    return forks


def _proven(standing: Standing, head: int) -> Standing:
    """Without what the server says of rows behind those compared: a node's chain may have grown on since the hello,
    by rows that are not the server's."""
    if standing.durable_seq <= head and standing.root_seq <= head:
        return standing
    return replace(standing, durable_seq=min(standing.durable_seq, head), root_seq=min(standing.root_seq, head))


def _must_share(box: Outbox, claim: Claim, standing: Standing) -> int:
    """How far both ends must have the same rows. Rows beyond an own open head mean: this is an old image."""
    if standing.acked_seq > claim.head_seq and claim.device == box.device and not claim.closed:
        return claim.head_seq + 1
    return min(standing.acked_seq, claim.head_seq) if standing.forked_at < 0 else claim.head_seq


def _out_of_reach(box: Outbox, claim: Claim, standing: Standing, role: str) -> bool:
    """The server stops before rows that are pruned here (a node not met for long, a hub begun from nothing): what is
    left goes to it in a new epoch. A node that has nothing takes the chain up at its base."""
    if claim.device != box.device or not standing.acked_seq < claim.base_seq < claim.head_seq:
        return False
    return standing.acked_seq > 0 or role == "hub"


def _last_common(box: Outbox, claim: Claim, standing: Standing) -> Generator[Request, Reply, int | None]:
    """The last row that is the same at both ends, of those both have; None if an answer was lost."""
    device, epoch = claim.device, claim.epoch
    high = min(standing.acked_seq, claim.head_seq)
    if high == 0 or box.hash_at(device, epoch, high) == standing.hash_at:
        return high if standing.forked_at < 0 else min(claim.head_seq, standing.forked_at)
    low = 0  # shared, or nothing is; ``high`` is not
    while high - low > 1:
        step = max(1, (high - low) // SPREAD)
        seqs = tuple(range(low + step, high, step))[: SPREAD + 1]
        reply = yield Hashes(device, epoch, seqs)
        if not isinstance(reply, HashesAre) or len(reply.hashes) != len(seqs):
            return None
        for seq, theirs in zip(seqs, reply.hashes, strict=True):
            if theirs and theirs == box.hash_at(device, epoch, seq):
                low = seq
            else:
                high = seq
                break
        else:
            low = seqs[-1]
    return low if standing.forked_at < 0 else min(low, standing.forked_at)


# -- push -----------------------------------------------------------------------------------------


def _push_all(
    box: Outbox, standings: dict[tuple[str, int], Standing], done: Delivered, batch: int
) -> Generator[Request, Reply, tuple[Delivered, bool]]:
    """Every chain, oldest first. True with it: say hello again."""
    for claim in box.claims():
        standing = standings.get((claim.device, claim.epoch), Standing(claim.device, claim.epoch, 0, b"", 0, 0))
        done, again = yield from _push(box, claim, standing, done, batch)
        if done.trouble or again:
            return done, again
    return done, False


def _push(
    box: Outbox, claim: Claim, standing: Standing, done: Delivered, batch: int
) -> Generator[Request, Reply, tuple[Delivered, bool]]:
    after, size, silent = max(standing.acked_seq, claim.base_seq), batch, 0
    while after < claim.head_seq and (rows := box.batch(claim, after, size)) is not None:
        reply = yield Push(
            claim.device, claim.epoch, claim.parent_epoch, claim.parent_seq, rows.first_seq, rows.prev_hash,
            rows.records, rows.seal, base=rows.first_seq == claim.base_seq + 1 and claim.base_seq > 0,
        )  # fmt: skip
        match reply:
            case Ack():
                news = reply.acked_seq - after
                box.note(_acknowledged(claim, reply, rows))
                done = done._replace(
                    pushed=done.pushed + len(rows.records), acknowledged=done.acknowledged + max(0, news),
                    parked=done.parked + reply.parked,
                )  # fmt: skip
                if reply.acked_seq <= after or (reply.acked_seq != rows.seal.seq and reply.acked_seq >= claim.head_seq):
                    return done, True  # nothing of ours follows that would show whose rows those are
                after, size, silent = reply.acked_seq, min(batch, size * 2), 0
            case Forked() | Gap():
                return done, True
            case Lost() | Refusal(key="too_large") if size > 1 and silent < PATIENCE:
                size, silent = size // 2, silent + (1 if isinstance(reply, Lost) else 0)
            case _:
                return _ended(done, reply), False
    return done, False


def _acknowledged(claim: Claim, ack: Ack, rows: Batch) -> Standing:
    """What the answer proves: the hash covers rows up to the seal, those behind it may be a clone's."""
    acked, durable, root = (min(seq, rows.seal.seq) for seq in (ack.acked_seq, ack.durable_seq, ack.root_seq))
    return Standing(claim.device, claim.epoch, acked, rows.seal.hash, durable, root)


# -- pull, reconcile ------------------------------------------------------------------------------


def _pull(box: Outbox, done: Delivered, branch_no: str) -> Generator[Request, Reply, Delivered]:
    """The branch's events, to the end. A cursor that the server does not know begins again once."""
    begun_again = False
    while (cursor := box.cursor()) is not None:
        reply = yield Pull(branch_no, cursor)
        match reply:
            case Stream(reset=True) if not begun_again:
                box.start_over()
                begun_again = True
            case Stream(reset=False):
                done = done._replace(pulled=done.pulled + box.take(reply.items, reply.cursor))
                if not reply.more:
                    break
            case _:
                return _ended(done, reply)
    return done


def _reconcile(box: Outbox, done: Delivered) -> Generator[Request, Reply, Delivered]:
    figures = box.figures()
    if figures is None:
        return done._replace(reconciled=True)
    reply = yield figures
    if not isinstance(reply, Reconciled):
        return _ended(done, reply)
    return done._replace(reconciled=not reply.differ, differ=reply.differ)
