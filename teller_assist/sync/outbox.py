"""The desk as a sender: ``core.Outbox`` over ``work.db``. Every method that writes is one transaction.

What is claimed is the journal as of the last hello; what is recorded meanwhile goes up with the next session.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from teller_assist import __version__
from teller_assist.domain.chain import Entry
from teller_assist.domain.chain import link as linked
from teller_assist.errors import Damaged, DeskNotReady
from teller_assist.store import chains, link, received, snapshot
from teller_assist.store.chains import Chain
from teller_assist.store.engine import HEAD, Session, Work
from teller_assist.store.journal import unsent
from teller_assist.store.replay import catch_up
from teller_assist.store.rows import time_of
from teller_assist.store.views import time_text
from teller_assist.sync.core import Batch
from teller_assist.sync.tally import Tally
from teller_assist.wire.messages import (
    PROTOCOL,
    Claim,
    Cursor,
    Hello,
    Reconcile,
    Record,
    Shared,
    Standing,
    Welcome,
)
from teller_assist.wire.signing import DeviceKey, seal

CURSORS = ("cursor hub", "cursor branch")  # in ``link``
SKEW_STEP_MS = 2_000  # a change of skew below it is not worth a write
MOST_BYTES = 4 << 20  # of payloads in one batch, unless a single event is larger


def _utc_now() -> datetime:
    return datetime.now(UTC)


class DeskOutbox:
    """``data`` is the desk's folder. Makes the device's key on a desk that has none."""

    def __init__(self, work: Work, data: Path, now: Callable[[], datetime] = _utc_now) -> None:
        self._work, self._data, self._now = work, data, now
        catch_up(work)
        self._device = chains.device_of(work.reading)
        self._claims: tuple[Claim, ...] | None = None
        self._role = ""  # of the server last met, since this program began
        self._tally = Tally(self._device)
        self._generation: tuple[Path | None, str] = (None, "")
        self.key = self._own_key()

    @property
    def device(self) -> str:
        return self._device

    def hello(self) -> Hello:
        con = self._work.reading
        self._claims = self._claims_now()
        return Hello(
            self._device, link.get(con, "branch_no"), PROTOCOL, __version__, HEAD, time_text(self._now()),
            self._claims, self._held(), unsent(con)[0],
        )  # fmt: skip

    def welcomed(self, welcome: Welcome) -> None:
        told = {
            "role": welcome.role, "slot": welcome.slot, "orders": " ".join(welcome.orders),
            "packs": welcome.packs, "oldest_program": welcome.oldest_program,
            "offer": json.dumps(asdict(welcome.offer), ensure_ascii=False) if welcome.offer else "",
        }  # fmt: skip
        if welcome.lease:  # a node that has not heard from the hub of this desk has none to hand on
            told["lease"] = welcome.lease
        known = link.get_all(self._work.reading)
        skew, before = self._skew_ms(welcome.server_time), known.get("server_skew_ms")
        if skew is not None and (before is None or abs(skew - int(before)) >= SKEW_STEP_MS):
            told["server_skew_ms"] = str(skew)
        told[f"incarnation {welcome.role}"] = welcome.incarnation
        self._role = welcome.role
        if all(known.get(key) == value for key, value in told.items()):
            return
        with self._work.writing() as session:
            before = link.get(session.con, f"incarnation {welcome.role}")
            if before and before != welcome.incarnation:
                self._begin_again(session, welcome.role)
            link.put_all(session.con, told)

    def claims(self) -> Sequence[Claim]:
        return self._claims_now() if self._claims is None else self._claims

    def hash_at(self, device: str, epoch: int, seq: int) -> bytes:
        return chains.hash_at(self._work.reading, epoch, seq) if device == self._device else b""

    def batch(self, claim: Claim, after: int, most: int) -> Batch | None:
        """Raises ``Damaged`` where the rows no longer match their hashes: nothing false goes up."""
        con = self._work.reading
        chain = chains.find_chain(con, claim.epoch)
        if chain is None or not chain.base_seq <= after < min(claim.head_seq, chain.head_seq):
            return None
        upto = min(after + most, claim.head_seq, chain.head_seq)
        before = hung = chains.hash_at(con, claim.epoch, after)
        records: list[Record] = []
        size = 0
        for *row, hash_ in chains.rows_between(con, claim.epoch, after, upto):
            record = Record(*row)
            size += len(record.payload)
            if records and size > MOST_BYTES:
                break
            hung = self._whole(record, claim.epoch, after + len(records) + 1, hung, hash_)
            records.append(record)
        if not records:
            raise self._damaged(claim.epoch, after + 1)
        sealed = seal(self.key, self._device, claim.epoch, records[-1].seq, hung)
        return Batch(after + 1, before, tuple(records), sealed)

    def note(self, standing: Standing) -> None:
        told = (standing.epoch, standing.acked_seq, standing.root_seq, standing.durable_seq)
        if standing.device == self._device and chains.is_news(self._work.reading, *told):
            with self._work.writing() as session:
                chains.note_standing(session.con, *told)

    def fork(self, claim: Claim, common: int, above: int) -> None:
        with self._work.writing() as session:
            chains.fork(session, claim.epoch, common, above)

    def cursor(self) -> Cursor | None:
        """Of the stream of the server last met: node and hub have one each."""
        pos, _, check = link.get(self._work.reading, self._cursor_key()).partition(":")
        return Cursor(int(pos), bytes.fromhex(check)) if pos else Cursor()

    def take(self, items: Sequence[Shared], cursor: Cursor) -> int:
        if not items and cursor == self.cursor():
            return 0
        with self._work.writing() as session:
            new = received.take(session, ((i.pos, i.record.entry(i.device, i.epoch)) for i in items))
            link.put(session.con, self._cursor_key(), f"{cursor.pos}:{cursor.check.hex()}")
            return new

    def start_over(self) -> None:
        with self._work.writing() as session:
            link.drop(session.con, *CURSORS)
            received.forget_places(session)

    def figures(self) -> Reconcile | None:
        claims = self.claims()
        return self._tally.figures(self._work.reading, claims, self._now()) if claims else None

    # -- inside -----------------------------------------------------------------------------------

    def _cursor_key(self) -> str:
        return f"cursor {self._role or link.get(self._work.reading, 'role') or 'hub'}"

    def _begin_again(self, session: Session, role: str) -> None:
        """Another ledger answers than the one before: its stream is read from the start. A hub's promises went with
        it, so every row is offered again."""
        link.drop(session.con, *CURSORS)
        received.forget_places(session)
        if role == "hub":
            chains.forget_standings(session.con)
            self._claims = None

    def _claims_now(self) -> tuple[Claim, ...]:
        con = self._work.reading
        return tuple(self._claim(chain) for chain in chains.read_chains(con) if chain.durable_seq < chain.head_seq)

    def _claim(self, chain: Chain) -> Claim:
        head_hash = chains.hash_at(self._work.reading, chain.epoch, chain.head_seq)
        return Claim(
            self._device, chain.epoch, chain.parent_epoch, chain.parent_seq, min(chain.base_seq, chain.head_seq),
            chain.head_seq, head_hash, chain.cut_seq is not None,
        )  # fmt: skip

    def _whole(self, record: Record, epoch: int, seq: int, before: bytes, hash_: bytes) -> bytes:
        """The row's hash, if it is the one that its contents give."""
        intact = record.seq == seq and isinstance(record.payload, bytes)
        if not intact or linked(before, Entry(self._device, epoch, *record)) != hash_:
            raise self._damaged(epoch, seq)
        return bytes(hash_)

    def _damaged(self, epoch: int, seq: int) -> Damaged:
        return Damaged(
            f"the journal is damaged at epoch {epoch} row {seq}: rows from there are not sent. Run "
            "`teller-assist journal verify`, and bring work.db back from its backup; what the hub has stays there"
        )

    def _skew_ms(self, server_time: str) -> int | None:
        try:
            there = time_of(server_time)
            return round((self._now() - there) / timedelta(milliseconds=1))
        except (ValueError, TypeError, OverflowError):
            return None

    def _held(self) -> str:
        """The generation that this desk has, "" none that can be opened."""
        try:
            path = snapshot.present(self._data)
            if path != self._generation[0]:
                opened = snapshot.Snapshot.of(path, self._work.key, cache_mb=1)
                self._generation = (path, opened.generation)
                opened.close()
            return self._generation[1]
        except DeskNotReady:
            return ""

    def _own_key(self) -> DeviceKey:
        kept = link.get(self._work.reading, "device_key")
        if not kept:
            with self._work.writing() as session:
                kept = link.get(session.con, "device_key") or DeviceKey().raw.hex()
                link.put(session.con, "device_key", kept)
        return DeviceKey(bytes.fromhex(kept))
