"""A generation's file as lines (``wire/told_rows.py``): in full, and as the delta from the generation before.

One pass over the new file writes both. Of the base, which comes as its own full lines, only the order and eight
bytes a customer and table are kept in memory: some 200 bytes a customer.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import chain, groupby
from operator import itemgetter
from struct import unpack
from typing import TYPE_CHECKING, Any

from teller_assist.domain import keys
from teller_assist.hub.rank_moves import moved
from teller_assist.store.told_hash import HASHED, NOT_HASHED
from teller_assist.wire.told_rows import BY_KEY, FORM, OF_CUSTOMER, Chunks, Line, dump, text_of, told

if TYPE_CHECKING:
    from sqlite3 import Connection

SLICE = 50_000  # customers; the search keys are sorted by customer so many at a time
RUN = 1000  # customers in one line of the rank
MARK = 8  # bytes of a hash

Keyed = Iterator[tuple[Any, list[Any]]]


class _Base:
    """The base, read up to the tables of the whole branch. Without lines: nothing."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.generation = ""
        self.order: list[str] = []
        self.marks: dict[str, bytes] = {}
        self._rest = iter(lines)
        for line in self._rest:
            match line:
                case ["head", {"generation": generation}]:
                    self.generation = generation
                case ["rank", _, numbers]:
                    self.order.extend(numbers)
                case ["of", number, parts]:
                    self.marks[number] = _marks({table: text_of(rows) for table, rows in parts.items()})
                case _:
                    self._rest = chain([line], self._rest)
                    break

    def rows(self, table: str) -> Keyed:
        """The rows of the next table; the tables must be asked for in their order, each to its end."""
        for line in self._rest:
            if line[:2] != ["row", table]:
                self._rest = chain([line], self._rest)
                return
            yield line[2], line[3]


def write_lines(conn: "Connection", full: Chunks, delta: Chunks | None = None, base: Iterable[Line] = ()) -> None:
    """All lines of the file at ``conn`` to ``full``; those that lead there from ``base`` to ``delta``."""
    before = _Base(base)
    meta = dict(conn.execute("SELECT key, value FROM meta"))
    facts = {key: value for key, value in sorted(meta.items()) if key not in NOT_HASHED}
    head = {"form": FORM, "generation": meta["generation"], "built_at": meta["built_at"], "facts": facts}
    order = [number for (number,) in conn.execute("SELECT customer_no FROM customer ORDER BY o")]
    full.add(dump(["head", {**head, "base": ""}]))
    _write_rank(full, list(enumerate(order, 1)))
    if delta:
        delta.add(dump(["head", {**head, "base": before.generation}]))
        staying = set(order)
        if gone := [number for number in before.order if number not in staying]:
            delta.add(dump(["gone", gone]))
        _write_rank(delta, moved(before.order, order))
    _write_customers(conn, full, delta, before)
    for table in BY_KEY:
        for key, row, same in _beside(_keyed(conn, table), before.rows(table)):
            line = dump(["row", table, key, row])
            if row is not None:
                full.add(line)
            if delta and not same:
                delta.add(line)
    for chunks in (full, delta) if delta else (full,):
        chunks.add(dump(["end"]))
        chunks.close()


def _write_rank(chunks: Chunks, places: Sequence[tuple[int, str]]) -> None:
    """Neighbours in one line."""
    for _, run in groupby(enumerate(places), key=lambda at: (at[1][0] - at[0], at[0] // RUN)):
        here = [place for _, place in run]
        chunks.add(dump(["rank", here[0][0], [number for _, number in here]]))


def _write_customers(conn: "Connection", full: Chunks, delta: Chunks | None, before: _Base) -> None:
    for number, parts in _customers(conn):
        full.add(_of(number, parts))
        if delta is None:
            continue
        known, mine = before.marks.get(number), _marks(parts)
        if known == mine:
            continue
        at = range(0, len(mine), MARK)
        changed = parts if known is None else {
            table: parts.get(table, b"[]")
            for table, i in zip(OF_CUSTOMER, at, strict=True) if known[i : i + MARK] != mine[i : i + MARK]
        }  # fmt: skip
        delta.add(_of(number, changed))


def _of(number: str, parts: dict[str, bytes]) -> bytes:
    inside = b",".join(b'"%s":%s' % (table.encode(), text) for table, text in parts.items())
    return b'["of",%s,{%s}]\n' % (text_of(number), inside)


def _marks(parts: dict[str, bytes]) -> bytes:
    """Eight bytes a table. Enough to compare two rows of one customer; the whole is proven by the generation's hash."""
    return b"".join(blake2b(parts.get(table, b"[]"), digest_size=MARK).digest() for table in OF_CUSTOMER)


def _customers(conn: "Connection") -> Iterator[tuple[str, dict[str, bytes]]]:
    """Each customer's rows by table as JSON, in rank order; tables without rows are left out."""
    (customers,) = conn.execute("SELECT count(*) FROM customer").fetchone()
    for first in range(1, customers + 1, SLICE):
        last = min(first + SLICE - 1, customers)
        tables = {table: _Rows(conn, table, left, first, last) for table, left in OF_CUSTOMER.items()}
        for o in range(first, last + 1):
            rows = {table: rows for table, reader in tables.items() if (rows := reader.of(o))}
            yield rows["customer"][0][0], {table: text_of(told) for table, told in rows.items()}


class _Rows:
    """The rows of one table, customer by customer."""

    def __init__(self, conn: "Connection", table: str, left: int, first: int, last: int) -> None:
        if table == "sk":  # sorted by key in the file
            sql, left = "SELECT o, k, st, h FROM sk WHERE o BETWEEN ? AND ? ORDER BY o, k, st", 1
        else:
            sql = f"SELECT * FROM {table} WHERE o BETWEEN ? AND ? ORDER BY {'1, 2' if HASHED[table] == 2 else '1'}"
        self._left = left
        self._groups = groupby(conn.execute(sql, (first, last)), key=itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, o: int) -> list[Sequence[Any]]:
        if self._next is None or self._next[0] != o:
            return []
        rows = [row[self._left :] for row in self._next[1]]
        self._next = next(self._groups, None)
        return rows


def _keyed(conn: "Connection", table: str) -> Keyed:
    if table == "hot":
        number = dict(conn.execute("SELECT o, customer_no FROM customer"))
        for p, answers in conn.execute("SELECT p, os FROM hot ORDER BY p"):
            packed = unpack(f"<{len(answers) // 8}q", answers)
            yield p, sorted(_answer(v, number) for v in packed)
        return
    for key, *row in conn.execute(f"SELECT * FROM {table} ORDER BY 1"):
        yield told(key), [told(value) for value in row]


def _answer(packed: int, number: dict[int, str]) -> list[Any]:
    """[customer_no, class, kind, last four characters], as ``domain/keys.py`` packs it."""
    o = packed >> keys.O_SHIFT & keys.O_MASK
    return [number[o], packed >> keys.CLASS_SHIFT, packed >> keys.KIND_SHIFT & 15, packed & 0xFFFF_FFFF]


def _beside(new: Keyed, old: Keyed) -> Iterator[tuple[Any, list[Any] | None, bool]]:
    """Both in key order: key, the new row (None: gone), whether it is as before."""
    mine, theirs = next(new, None), next(old, None)
    while mine or theirs:
        if theirs is None or (mine and mine[0] < theirs[0]):
            assert mine
            yield *mine, False
            mine = next(new, None)
        elif mine is None or theirs[0] < mine[0]:
            yield theirs[0], None, False
            theirs = next(old, None)
        else:
            yield *mine, mine[1] == theirs[1]
            mine, theirs = next(new, None), next(old, None)
