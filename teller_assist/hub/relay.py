"""What a branch node sends upward: ``core.Outbox`` over its hub tables. The rules in words: docs/sync.md.

It speaks for every chain it holds and hands rows on unchanged, under the seals of the devices they came from. What
the hub says of them is noted for the devices to hear at their next hello.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.engine import Connection

from teller_assist import __version__
from teller_assist.domain.chain import GENESIS
from teller_assist.hub import node, own_chain, places, streams, tables
from teller_assist.hub.engine import HEAD, Hub
from teller_assist.hub.folding import read_entry
from teller_assist.hub.own_chain import live_head
from teller_assist.store.views import time_text
from teller_assist.sync.core import Batch
from teller_assist.wire.messages import (
    PROTOCOL,
    Claim,
    Cursor,
    Hello,
    Reconcile,
    Seal,
    Shared,
    Standing,
    Welcome,
)
from teller_assist.wire.signing import seal

_chain, _seal = tables.chain.c, tables.seal.c


class NodeOutbox:
    """The sender's half of a branch node. ``clock`` gives the aware time now.

    ``claims`` are those of the last hello: the desks go on while a session runs, and what the hub said is of then.
    ``left_out``: devices whose rows the hub refused lately, so that one desk's trouble stops no other's rows.
    """

    def __init__(self, hub: Hub, me: node.Node, clock: Callable[[], datetime]) -> None:
        self._hub, self._me, self._clock = hub, me, clock
        self._claims: tuple[Claim, ...] = ()
        self._pushing = ""
        self.left_out: set[str] = set()

    @property
    def device(self) -> str:
        return self._me.device

    def hello(self) -> Hello:
        self._pushing = ""
        with self._hub.reading() as connection:
            chains = connection.execute(select(tables.chain).order_by(_chain.device, _chain.epoch)).all()
            claimed = (c for c in chains if _is_claimed(c) and c.device not in self.left_out)
            self._claims = tuple(_claim(connection, c) for c in claimed)
            return Hello(
                self._me.device, self._me.branch_no, PROTOCOL, __version__, HEAD, time_text(self._clock()),
                self._claims, _generation(connection, self._me.branch_no), sum(map(_unsent, chains)),
            )  # fmt: skip

    def welcomed(self, welcome: Welcome) -> None:
        now = self._clock()
        with self._hub.writing() as connection:
            if welcome.incarnation != node.said(connection, "up_incarnation"):
                self._begin_again(connection, now)
                connection.execute(tables.chain.update().values(root_seq=0, durable_seq=0))  # another hub's promises
            node.note(connection, up_incarnation=welcome.incarnation, up_reached_at=time_text(now))

    def claims(self) -> Sequence[Claim]:
        return self._claims

    def hash_at(self, device: str, epoch: int, seq: int) -> bytes:
        with self._hub.reading() as connection:
            return own_chain.hash_at(connection, device, epoch, seq)

    def batch(self, claim: Claim, after: int, most: int) -> Batch | None:
        """Others' rows end on a seal of theirs, if need be with more rows than ``most``."""
        self._pushing = claim.device
        with self._hub.reading() as connection:
            chain = _one(connection, claim.device, claim.epoch)
            head = min(claim.head_seq, live_head(chain))
            upto = self._upto(connection, claim, after, head, most) if chain.base_seq <= after < head else None
            if upto is None:
                return None
            rows = own_chain.records(connection, claim.device, claim.epoch, after, upto)
            before = own_chain.hash_at(connection, claim.device, claim.epoch, after)
            return Batch(after + 1, before, tuple(rows), self._sealed(connection, claim, upto))

    def note(self, standing: Standing) -> None:
        self._pushing = ""  # what is asked next may be refused for other reasons
        with self._hub.reading() as connection:
            chain = _one(connection, standing.device, standing.epoch)
            news = _news(connection, chain, standing)
            short = standing.acked_seq < chain.base_seq != chain.forked_at
        if news or short:  # most of what is claimed stands as before
            with self._hub.writing() as connection:
                _set(connection, standing.device, standing.epoch, **_news(connection, chain, standing))
                if short:  # the hub has lost rows that nobody here holds: their device says again what follows them
                    _note_fork(connection, _chains(connection, chain.device), chain.epoch, chain.base_seq)

    def fork(self, claim: Claim, common: int, above: int) -> None:
        """Another's fork is its own to mend: it hears of it at its next hello and begins a new epoch."""
        with self._hub.writing() as connection:
            if claim.device == self._me.device:
                streams.lock(connection, self._me.branch_no)
                own_chain.cut(connection, self._me, claim.epoch, common, above, self._clock())
            else:
                _note_fork(connection, _chains(connection, claim.device), claim.epoch, common)

    def cursor(self) -> Cursor | None:
        with self._hub.reading() as connection:
            return node.cursor_of(connection)

    def take(self, items: Sequence[Shared], cursor: Cursor) -> int:
        with self._hub.writing() as connection:
            entries = [item.record.entry(item.device, item.epoch) for item in items]
            told = [(entry, read_entry(entry)) for entry in entries]
            new = streams.append(connection, self._me.branch_no, told)
            places.give(connection, self._me, new, self._clock())
            node.note_cursor(connection, cursor)
            return len(new)

    def start_over(self) -> None:
        with self._hub.writing() as connection:
            self._begin_again(connection, self._clock())

    def figures(self) -> Reconcile | None:
        return None

    def leave_out(self) -> bool:
        """The device whose rows were pushed last, and not taken, is passed over for now; False where there is none, or
        it is us."""
        device, self._pushing = self._pushing, ""
        if device in ("", self._me.device):
            return False
        self.left_out.add(device)
        return True

    def devices(self) -> int:
        """How many devices are known here."""
        with self._hub.reading() as connection:
            return connection.scalar(select(func.count()).select_from(tables.device)) or 0

    def unsent(self) -> int:
        """Rows that the hub above does not have yet, without those that it refused."""
        with self._hub.reading() as connection:
            chains = connection.execute(select(tables.chain)).all()
        return sum(_unsent(chain) for chain in chains if chain.device not in self.left_out)

    def _begin_again(self, connection: Connection, at: datetime) -> None:
        """The hub's stream is another: it is read from its beginning, and told what only rows of others said here."""
        streams.lock(connection, self._me.branch_no)
        places.say_again(connection, self._me, at)
        node.note_cursor(connection, Cursor())

    def _upto(self, connection: Connection, claim: Claim, after: int, head: int, most: int) -> int | None:
        if claim.device == self._me.device:
            return min(after + most, head)
        ours = (_seal.device == claim.device) & (_seal.epoch == claim.epoch) & (_seal.seq > after) & (_seal.seq <= head)
        far = connection.scalar(select(func.max(_seal.seq)).where(ours, _seal.seq <= after + most))
        upto: int | None = far or connection.scalar(select(func.min(_seal.seq)).where(ours))
        return upto

    def _sealed(self, connection: Connection, claim: Claim, upto: int) -> Seal:
        if claim.device == self._me.device:
            hash_ = own_chain.hash_at(connection, claim.device, claim.epoch, upto)
            return seal(self._me.key, claim.device, claim.epoch, upto, hash_)
        where = (_seal.device == claim.device) & (_seal.epoch == claim.epoch) & (_seal.seq == upto)
        row = connection.execute(select(tables.seal).where(where)).one()
        return Seal(row.seq, bytes(row.hash), row.suite, bytes(row.signature))


def way_up(hub: Hub) -> dict[str, Any]:
    """How a node stands with the hub above: its address, when it was last reached, what was amiss, rows unsent."""
    with hub.reading() as connection:
        told = {name: node.said(connection, f"up_{name}") for name in ("url", "reached_at", "trouble")}
        return {**told, "unsent": sum(map(_unsent, connection.execute(select(tables.chain))))}


def _unsent(chain: Row[Any]) -> int:
    there: int = max(chain.root_seq, chain.base_seq)
    return max(0, live_head(chain) - there)


def _is_claimed(chain: Row[Any]) -> bool:
    """A fork is asked about again and again: a hub that went back in time may have lost the other rows."""
    head = live_head(chain)
    return bool(chain.forked_at >= 0 or (head > chain.base_seq and head > chain.durable_seq))


def _claim(connection: Connection, chain: Row[Any]) -> Claim:
    head = live_head(chain)
    at = bytes(chain.head_hash)
    if head != chain.head_seq:
        at = own_chain.hash_at(connection, chain.device, chain.epoch, head) or GENESIS  # before what is held here
    closed = chain.cut_seq is not None or chain.forked_at >= 0
    return Claim(
        chain.device, chain.epoch, chain.parent_epoch, chain.parent_seq, chain.base_seq, head, at, closed
    )  # fmt: skip


def _generation(connection: Connection, branch_no: str) -> str:
    made = tables.generation.c
    current = (made.branch_no == branch_no) & (made.state == "current")
    return str(connection.scalar(select(made.generation).where(current)) or "")


def _chains(connection: Connection, device: str) -> Sequence[Row[Any]]:
    return connection.execute(select(tables.chain).where(_chain.device == device)).all()


def _one(connection: Connection, device: str, epoch: int) -> Row[Any]:
    return connection.execute(select(tables.chain).where(_chain.device == device, _chain.epoch == epoch)).one()


def _news(connection: Connection, chain: Row[Any], standing: Standing) -> dict[str, int]:
    """What of the chain's row is no longer as the hub says."""
    head = live_head(chain)
    durable = max(chain.durable_seq, min(standing.durable_seq, head))
    said = {"root_seq": min(standing.root_seq, head), "durable_seq": durable}
    there = chain.base_seq <= standing.acked_seq <= chain.forked_at
    if there and not _hangs_on_a_fork(connection, chain):
        said["forked_at"] = -1  # the hub went back in time: nothing is in the way any more
    return {name: value for name, value in said.items() if value != getattr(chain, name)}


def _set(connection: Connection, device: str, epoch: int, **values: int) -> None:
    ours = (_chain.device == device) & (_chain.epoch == epoch)
    if values:
        connection.execute(tables.chain.update().where(ours).values(**values))


def _hangs_on_a_fork(connection: Connection, chain: Row[Any]) -> bool:
    parents = [c for c in _chains(connection, chain.device) if c.epoch == chain.parent_epoch != chain.epoch]
    return any(0 <= parent.forked_at < chain.parent_seq for parent in parents)


def _note_fork(connection: Connection, chains: Sequence[Row[Any]], epoch: int, common: int) -> None:
    """Also of every chain that hangs on a row behind it."""
    _set(connection, chains[0].device, epoch, forked_at=common)
    for chain in chains:
        hangs = chain.parent_epoch == epoch < chain.epoch and chain.parent_seq > common
        if hangs and chain.forked_at:
            _note_fork(connection, chains, chain.epoch, 0)
