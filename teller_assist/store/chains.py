"""The journal's chains: one an epoch, the last one open. What stands above is noted here; a fork begins a new one."""

from typing import TYPE_CHECKING, Any, NamedTuple

from teller_assist.store.journal import append, refold

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.store.engine import Session

_COLUMNS = "epoch, parent_epoch, parent_seq, base_hash, base_seq, cut_seq, acked_seq, root_seq, durable_seq"
_OWN = "(SELECT value FROM meta WHERE key = 'device')"
_END = f"coalesce((SELECT max(seq) FROM journal WHERE device = {_OWN} AND journal.epoch = chain.epoch), 0)"


class Chain(NamedTuple):
    """Row 1 hangs on ``base_hash``, the hash of the parent's row. ``base_seq``: the last row that was pruned.

    ``end_seq`` is the last row there is; ``cut_seq`` None: open.
    """

    epoch: int
    parent_epoch: int
    parent_seq: int
    base_hash: bytes
    base_seq: int
    cut_seq: int | None
    acked_seq: int
    root_seq: int
    durable_seq: int
    end_seq: int

    @property
    def head_seq(self) -> int:
        """The last row that counts."""
        return self.end_seq if self.cut_seq is None else min(self.cut_seq, self.end_seq)


def device_of(con: "Connection") -> str:
    """This desk's own id."""
    return str(con.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()[0])


def read_chains(con: "Connection") -> list[Chain]:
    """Oldest first."""
    return [Chain(*row) for row in con.execute(f"SELECT {_COLUMNS}, {_END} FROM chain ORDER BY epoch")]


def waiting_at_node(con: "Connection") -> int:
    """Rows that the branch's node has taken and that the hub has not said it has, as this desk last heard."""
    known = ((chain, max(chain.root_seq, chain.durable_seq)) for chain in read_chains(con))
    return sum(max(0, min(chain.acked_seq, chain.head_seq) - there) for chain, there in known)


def find_chain(con: "Connection", epoch: int) -> Chain | None:
    row = con.execute(f"SELECT {_COLUMNS}, {_END} FROM chain WHERE epoch = ?", (epoch,)).fetchone()
    return Chain(*row) if row else None


def hash_at(con: "Connection", epoch: int, seq: int) -> bytes:
    """A row's hash, also of a pruned one; of row 0 what row 1 hangs on; blank where there is none."""
    if seq == 0:
        row = con.execute("SELECT base_hash FROM chain WHERE epoch = ?", (epoch,)).fetchone()
    else:
        row = con.execute(
            f"SELECT hash FROM journal WHERE device = {_OWN} AND epoch = ? AND seq = ?", (epoch, seq)
        ).fetchone()
    return bytes(row[0]) if row else b""


def rows_between(con: "Connection", epoch: int, after: int, upto: int) -> list[tuple[Any, ...]]:
    """Rows after ``after``: (seq, event_id, occurred_at, staff_no, kind, v, payload, hash)."""
    return con.execute(
        "SELECT seq, event_id, occurred_at, staff_no, kind, v, payload, hash FROM journal "
        f"WHERE device = {_OWN} AND epoch = ? AND seq > ? AND seq <= ? ORDER BY seq",
        (epoch, after, upto),
    ).fetchall()


def note_standing(con: "Connection", epoch: int, acked: int, root: int, durable: int) -> None:
    """What the server has of a chain. ``acked`` and ``root`` may go down; what was durable stays so."""
    chain = find_chain(con, epoch)
    if chain is not None:
        told = _clamped(chain, acked, root, durable)
        con.execute("UPDATE chain SET acked_seq = ?, root_seq = ?, durable_seq = ? WHERE epoch = ?", (*told, epoch))


def forget_standings(con: "Connection") -> None:
    """Another hub begins with nothing. Of pruned rows there is nothing to offer: they stay durable where they were."""
    con.execute("UPDATE chain SET acked_seq = 0, root_seq = 0, durable_seq = min(durable_seq, base_seq)")


def is_news(con: "Connection", epoch: int, acked: int, root: int, durable: int) -> bool:
    """Whether ``note_standing`` would change anything: most of what is claimed stands as before."""
    chain = find_chain(con, epoch)
    held = (chain.acked_seq, chain.root_seq, chain.durable_seq) if chain else None
    return chain is not None and held != _clamped(chain, acked, root, durable)


def _clamped(chain: Chain, acked: int, root: int, durable: int) -> tuple[int, int, int]:
    head = chain.head_seq
    return min(acked, head), min(root, head), max(chain.durable_seq, min(durable, head))


def fork(session: "Session", epoch: int, common: int, above: int) -> int:
    """Closes the chain at ``common`` and appends its tail, and what later epochs hold, to a new epoch above ``above``.

    Under the same event ids, so that nothing is counted twice. Pruned rows are durable where they were and stay
    behind. Gives how many rows were appended again. A chain that is closed there already is left alone.
    """
    con = session.con
    chains = {chain.epoch: chain for chain in read_chains(con)}
    chain = chains[epoch]
    if chain.cut_seq is not None and chain.cut_seq <= common:
        return 0
    parts = [(epoch, common, chain.head_seq)]
    parts += [(later, 0, chains[later].head_seq) for later in sorted(chains) if later > epoch]
    tail = [row for part in parts for row in _tail(con, *part)]
    base_hash, parent = hash_at(con, epoch, common), _parent(chains, epoch, common)
    new = max(above, *chains) + 1
    con.execute(
        "UPDATE chain SET cut_seq = CASE epoch WHEN ? THEN ? ELSE 0 END WHERE epoch >= ?", (epoch, common, epoch)
    )
    con.execute("INSERT INTO chain VALUES(?, ?, ?, ?, 0, NULL, 0, 0, 0)", (new, *parent, base_hash))
    con.execute("UPDATE meta SET value = ? WHERE key = 'epoch'", (str(new),))
    con.execute("UPDATE meta SET value = ? WHERE key = 'head'", (f"{new}:0:{base_hash.hex()}",))
    session.head = None
    for *row, noun, noun_id in tail:
        append(session, tuple(row), noun, noun_id)
    for noun, noun_id in dict.fromkeys((row[-2], row[-1]) for row in tail):
        refold(session, noun, noun_id)
    return len(tail)


def _tail(con: "Connection", epoch: int, after: int, upto: int) -> list[tuple[Any, ...]]:
    return con.execute(
        "SELECT event_id, occurred_at, staff_no, kind, v, payload, noun, noun_id FROM journal "
        f"WHERE device = {_OWN} AND epoch = ? AND seq > ? AND seq <= ? AND payload != X'' ORDER BY seq",
        (epoch, after, upto),
    ).fetchall()


def _parent(chains: dict[int, Chain], epoch: int, common: int) -> tuple[int, int]:
    """The row that the new epoch hangs on: of an epoch without a common row the one that it hangs on itself."""
    parent = (epoch, common)
    while parent[1] == 0 and parent[0] in chains:
        parent = (chains[parent[0]].parent_epoch, chains[parent[0]].parent_seq)
    return parent if parent[1] else (0, 0)
