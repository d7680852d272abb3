"""Is the journal whole? Walks every chain, names each place that is not, compares the views with a new fold.

An epoch hangs on a row of another (a fork); of a pruned row only the hash is left, and what hangs on it.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from teller_assist.domain.chain import GENESIS, Entry, link
from teller_assist.domain.event import understood
from teller_assist.store import raw
from teller_assist.store.chains import Chain, read_chains
from teller_assist.store.journal import event_of
from teller_assist.store.views import noun_of
from teller_assist.store.views_check import differences

if TYPE_CHECKING:
    from sqlite3 import Connection

TRIGGERS = ("journal_refuses_update", "journal_refuses_delete", "journal_refuses_replace")
MOST_SWAPS = 200  # wrong rows that are compared with each other to tell a swap from a change


class Fault(NamedTuple):
    """One place: a row, or with ``seq`` 0 what ``event_id`` names.

    ``what`` is changed | missing | swapped | broken | epoch | misfiled | unreadable | view | trigger.
    """

    epoch: int
    seq: int
    event_id: str
    what: str
    more: str

    def __str__(self) -> str:
        if not self.seq:
            return f"{self.what} {self.event_id}: {self.more}"
        return f"epoch {self.epoch} seq {self.seq} event {self.event_id}: {self.what}: {self.more}"


class Row(NamedTuple):
    entry: Entry
    prev_hash: bytes
    hash: bytes
    noun: str
    noun_id: str


def faults_of(con: "Connection") -> tuple[int, list[Fault]]:
    """How many rows the journal has, and everything wrong with chain and views."""
    rows: list[Row] = []
    try:
        rows += _rows(con)
    except raw.Error as error:
        return len(rows), [Fault(0, 0, "journal", "unreadable", str(error))]
    chains: dict[int, Chain] = {}
    faults = _gathered("chain", _chains(con, chains))
    faults += _walk(rows, chains)
    faults += _gathered("meta", _tail(con, rows, chains))
    faults += [f for row in rows if not _pruned(row, chains) for f in _content(row)]
    if not any(f.seq for f in faults):
        faults += _gathered("attempt", _lost(con, rows))
    faults += _gathered("schema", _triggers(con))
    if not any(f.what == "unreadable" for f in faults):
        faults += _gathered("views", (Fault(0, 0, which, "view", why) for which, why in differences(con)))
    return len(rows), sorted(faults, key=lambda f: (f.seq == 0, f.epoch, f.seq))


def _gathered(place: str, found: Iterable[Fault]) -> list[Fault]:
    """The faults of one examination; where it cannot be made, that is the fault, and the place is named."""
    faults: list[Fault] = []
    try:
        faults += found
    except (raw.Error, ValueError, TypeError, KeyError) as error:
        faults.append(Fault(0, 0, place, "unreadable", f"{error} ({type(error).__name__})"))
    return faults


def _triggers(con: "Connection") -> Iterator[Fault]:
    """The journal is append-only as long as its triggers stand."""
    stand = dict(con.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"))
    for name in TRIGGERS:
        if "RAISE(ABORT" not in stand.get(name, ""):
            yield Fault(0, 0, name, "trigger", "is gone: rows of the journal can be changed")


def _lost(con: "Connection", rows: list[Row]) -> Iterator[Fault]:
    """The end cut off, and the note of it too: an attempt still stands on the event that is gone."""
    events = {row.entry.event_id for row in rows}
    last = rows[-1].entry if rows else None
    for attempt_id, event_id in con.execute("SELECT attempt_id, last_event FROM attempt ORDER BY last_event"):
        if event_id not in events:
            epoch, seq = (last.epoch, last.seq + 1) if last else (1, 1)
            yield Fault(epoch, seq, str(event_id), "missing", f"gone from the end; attempt {attempt_id} stands on it")


def _rows(con: "Connection") -> Iterator[Row]:
    for row in con.execute(
        "SELECT device, epoch, seq, event_id, occurred_at, staff_no, kind, v, payload, prev_hash, hash, noun, "
        "noun_id FROM journal ORDER BY device, epoch, seq"
    ):
        device, epoch, seq, event_id, at, staff_no, kind, v = row[:8]
        entry = Entry(
            str(device), _int(epoch), _int(seq), str(event_id), str(at), str(staff_no), str(kind), _int(v),
            _bytes(row[8]),
        )  # fmt: skip
        yield Row(entry, _bytes(row[9]), _bytes(row[10]), row[11], row[12])


def _int(value: object) -> int:
    """A number; what is none is -1, which no row has: its hash then tells."""
    return value if isinstance(value, int) else -1


def _bytes(value: object) -> bytes:
    """A blob; what somebody's tool has turned into text or a number is read as the text of it."""
    return value if isinstance(value, bytes) else str(value).encode()


def _chains(con: "Connection", chains: dict[int, Chain]) -> Iterator[Fault]:
    chains.update((chain.epoch, chain) for chain in read_chains(con))
    yield from ()


def _pruned(row: Row, chains: dict[int, Chain]) -> bool:
    """Emptied as allowed: durable above, and within what the chain says was pruned."""
    chain = chains.get(row.entry.epoch)
    return not row.entry.payload and chain is not None and row.entry.seq <= min(chain.base_seq, chain.durable_seq)


def _walk(rows: list[Row], chains: dict[int, Chain]) -> list[Fault]:
    faults: list[Fault] = []
    wrong: list[Row] = []
    before: Row | None = None
    hashes = {(row.entry.epoch, row.entry.seq): row.hash for row in rows}
    for row in rows:
        faults += _joint(before, row, chains, hashes)
        if not _pruned(row, chains) and link(row.prev_hash, row.entry) != row.hash:
            wrong.append(row)
        before = row
    swapped = _swaps(wrong)
    spots = {(f.epoch, f.seq) for f in swapped}
    # A swapped row breaks the joints beside it: one place, one word.
    near = {(epoch, seq + 1) for epoch, seq in spots} | spots
    faults = [f for f in faults if (f.epoch, f.seq) not in near or f.what == "missing"]
    changed = [w for w in wrong if (w.entry.epoch, w.entry.seq) not in spots]
    return [
        *faults,
        *swapped,
        *(_fault(w.entry, "changed", "the row no longer matches its hash") for w in changed),
    ]


def _joint(
    before: Row | None, row: Row, chains: dict[int, Chain], hashes: dict[tuple[int, int], bytes]
) -> Iterator[Fault]:
    """What lies between two rows that should follow one another, or under the first of an epoch."""
    here = row.entry
    same_epoch = before is not None and (before.entry.device, before.entry.epoch) == (here.device, here.epoch)
    expected = before.entry.seq + 1 if same_epoch and before else 1
    if here.seq > expected:
        last = here.seq - 1
        which = f"row {expected} is" if last == expected else f"rows {expected}–{last} are"
        yield Fault(here.epoch, expected, "?", "missing", f"{which} gone before event {here.event_id}")
    elif same_epoch and before:
        if row.prev_hash != before.hash:
            yield _fault(here, "broken", "does not hang on the row before it")
    else:
        chain = chains.get(here.epoch)
        if chain is None:
            yield _fault(here, "epoch", "its epoch is not among the chains")
        elif row.prev_hash != chain.base_hash or not _hangs(chain, hashes):
            first = (chain.parent_epoch, chain.parent_seq) == (0, 0)
            what = "broken" if first else "epoch"
            yield _fault(here, what, f"does not hang on epoch {chain.parent_epoch} row {chain.parent_seq}")


def _hangs(chain: Chain, hashes: dict[tuple[int, int], bytes]) -> bool:
    """Whether what the epoch hangs on is the hash of the row that it names."""
    parent = (chain.parent_epoch, chain.parent_seq)
    return chain.base_hash == (GENESIS if parent == (0, 0) else hashes.get(parent))


def _swaps(wrong: list[Row]) -> list[Fault]:
    """Pairs of wrong rows of which each is right in the other's place."""
    found: list[Fault] = []
    taken: set[int] = set()
    some = wrong[:MOST_SWAPS]
    for i, a in enumerate(some):
        for j in range(i + 1, len(some)):
            b = some[j]
            if i in taken or j in taken or not _exchanged(a, b):
                continue
            taken |= {i, j}
            more = f"exchanged with seq {b.entry.seq}", f"exchanged with seq {a.entry.seq}"
            found += [_fault(a.entry, "swapped", more[0]), _fault(b.entry, "swapped", more[1])]
    return found


def _exchanged(a: Row, b: Row) -> bool:
    """True if rows changed places with their hashes, or their contents did and the hashes stayed."""
    as_a, as_b = a.entry._replace(seq=b.entry.seq), b.entry._replace(seq=a.entry.seq)
    with_hashes = link(a.prev_hash, as_a) == a.hash and link(b.prev_hash, as_b) == b.hash
    return with_hashes or (link(a.prev_hash, as_b) == a.hash and link(b.prev_hash, as_a) == b.hash)


def _tail(con: "Connection", rows: list[Row], chains: dict[int, Chain]) -> Iterator[Fault]:
    """Rows cut off at the end leave a chain whole; the head noted beside it tells, of a closed chain its cut."""
    device = con.execute("SELECT value FROM meta WHERE key='device'").fetchone()
    head = con.execute("SELECT value FROM meta WHERE key='head'").fetchone()
    if not device:
        yield Fault(0, 0, "meta.device", "missing", "the journal does not say whose it is")
        return
    ends = {row.entry.epoch: row for row in rows if row.entry.device == device[0]}
    for chain in chains.values():
        there = ends[chain.epoch].entry.seq if chain.epoch in ends else 0
        if chain.cut_seq is not None and there < chain.cut_seq:
            more = f"rows {there + 1}–{chain.cut_seq} are gone from the end"
            yield Fault(chain.epoch, there + 1, "?", "missing", more)
    if not head or not head[0]:
        if rows or not head:
            yield Fault(0, 0, "meta.head", "missing", "the note of the chain's end is gone: rows may be, too")
        return
    epoch, seq, hash_ = str(head[0]).split(":")
    last = ends[max(ends)] if ends else None
    at = (last.entry.epoch, last.entry.seq) if last else (int(epoch), 0)
    if at < (int(epoch), int(seq)):
        seen = at[1] if at[0] == int(epoch) else 0
        if int(seq) > seen:
            yield Fault(int(epoch), seen + 1, "?", "missing", f"rows {seen + 1}–{seq} are gone from the end")
    elif last and (at > (int(epoch), int(seq)) or last.hash.hex() != hash_):
        yield _fault(last.entry, "broken", f"the end of the chain is not the one noted (seq {seq})")


def _content(row: Row) -> Iterator[Fault]:
    """Can the event be read, and does it stand under its own noun?"""
    e = row.entry
    if not understood(e.kind, e.v):
        return  # from a newer program: kept, and understood after the upgrade
    try:
        happened = event_of(e.kind, e.v, e.event_id, e.occurred_at, e.staff_no, e.payload)
    except (ValueError, TypeError, KeyError) as error:
        yield _fault(e, "unreadable", str(error))
        return
    if noun_of(happened) != (row.noun, row.noun_id):
        yield _fault(e, "misfiled", f"stands under {row.noun} {row.noun_id}")


def _fault(entry: Entry, what: str, more: str) -> Fault:
    return Fault(entry.epoch, entry.seq, str(entry.event_id), what, more)
