"""A generation from its lines (``wire/told_rows.py``) and its base, inside the child process of ``generation.py``.

New and changed rows go straight into their tables, the base's others follow by SQL; nothing is sorted at once but
``BATCH`` search keys. Memory: the order of the customers (some 200 bytes each), one chunk, the page cache.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from struct import pack, unpack
from typing import TYPE_CHECKING, Any

from teller_assist.domain import keys
from teller_assist.errors import BadInput, StaleBase
from teller_assist.store import raw
from teller_assist.store.snapshot_schema import INDEXES, TABLES, VERSION
from teller_assist.store.told_hash import generation_of
from teller_assist.sync.generation import file_name, made
from teller_assist.sync.incoming import incoming, of_the_disk
from teller_assist.sync.told_order import Order
from teller_assist.wire.told_rows import BY_KEY, FORM, OF_CUSTOMER, Line, lines_of, value_of

if TYPE_CHECKING:
    from sqlite3 import Connection

BATCH = 100_000  # search keys sorted and written at a time
NEWER = "update this program, then sync again"
_IN_FULL = "the new ones are fetched in full"

_MARKS = """
CREATE TEMP TABLE moved(new INTEGER PRIMARY KEY, old INTEGER NOT NULL UNIQUE);
CREATE TEMP TABLE told_part(tab TEXT, o INTEGER, PRIMARY KEY(tab, o)) WITHOUT ROWID;
CREATE TEMP TABLE told_row(tab TEXT, k, PRIMARY KEY(tab, k)) WITHOUT ROWID;
"""


def rebuild_received(
    generation: str, names: Sequence[str], data_dir: Path, desk_key: bytes | None, progress: Callable[[int, int], None]
) -> str:
    """The name of the new checked file, from the chunks of ``incoming.db``. Raises ``BadInput``, ``StaleBase``."""
    steps = len(names) + len(OF_CUSTOMER) + len(BY_KEY) + 1
    done = count(1)

    def chunks() -> Iterator[bytes]:
        with incoming(data_dir, desk_key) as arrived:
            for name in names:
                yield arrived.chunk(name)
                progress(next(done), steps)

    def fill(conn: "Connection") -> None:
        rebuild(conn, generation, data_dir, desk_key, lines_of(chunks()), lambda _: progress(next(done), steps))

    name = made(generation, data_dir, desk_key, fill)
    progress(steps, steps)
    return name


def rebuild(
    conn: "Connection", generation: str, data_dir: Path, key: bytes | None, lines: Iterable[Line],
    done: Callable[[str], None],
) -> None:  # fmt: skip
    """Fill the new database ``conn`` and prove it by the generation's own hash. The base is looked for in ``data_dir``.

    ``done`` is told each table's name. Raises ``StaleBase`` when a delta does not lead there, ``BadInput``
    when the lines are no generation.
    """
    based = False
    try:
        making = _Rebuilt(conn, iter(lines))
        if making.generation != generation:
            raise BadInput(f"the data received are of another generation, {making.generation[:12]}")
        based = bool(making.base)
        if based:
            _attach(conn, data_dir / file_name(making.base), key, making)
        conn.executescript(TABLES + _MARKS)
        conn.execute("BEGIN")
        making.take(done)
        conn.execute(INDEXES)
        conn.execute("COMMIT")
        if based:
            conn.execute("DETACH told")
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise BadInput(f"the generation received is no generation ({type(error).__name__}: {error})") from None
    except raw.Error as error:
        if based and "disk is full" not in str(error):  # a bad page of the base, or a bad sector below it
            raise StaleBase(f"the data that the changes start from cannot be read ({error}): {_IN_FULL}") from error
        if of_the_disk(error):
            raise
        raise BadInput(f"the generation received is no generation ({error})") from error
    if generation_of(conn) == generation:
        return
    if based:
        raise StaleBase(f"the changes do not lead from the data here to the new ones: {_IN_FULL}")
    raise BadInput("the data received are not what they are named after: load the feed again on the hub")


def _attach(conn: "Connection", base: Path, key: bytes | None, making: "_Rebuilt") -> None:
    if not base.is_file():
        raise StaleBase(f"the data that the changes start from are not on this desk: {_IN_FULL}")
    secret = raw.key_pragma(key) if key else ""
    conn.execute("ATTACH ? AS told KEY ?", (base.absolute().as_uri() + "?mode=ro&immutable=1", secret))
    conn.execute("PRAGMA told.cache_size = -8192")
    meta = dict(conn.execute("SELECT key, value FROM told.meta"))
    if meta.get("generation") != making.base or meta.get("schema") != making.schema:
        raise StaleBase(f"{base.name} is not what the changes start from: {_IN_FULL}")


class _Rebuilt:
    """One generation in the making."""

    def __init__(self, conn: "Connection", lines: Iterator[Line]) -> None:
        self._conn, self._lines = conn, lines
        first: Line = next(lines, ["", None])
        tag, head, *_ = first
        if tag != "head":
            raise ValueError("no head")
        if head["form"] != FORM:
            raise BadInput(f"the generation offered cannot be read here: {NEWER}")
        self.generation, self.base = str(head["generation"]), str(head["base"])
        self._meta = {**head["facts"], "generation": self.generation, "built_at": head["built_at"]}
        self.schema = str(self._meta["schema"])
        if self.schema != str(VERSION):
            raise BadInput(f"the generation offered has tables of version {self.schema}: {NEWER}")
        self._customers = int(self._meta["customers"])
        if not 0 < self._customers <= keys.O_MASK:
            raise ValueError(f"{self._customers} customers")
        self._keys = _SortedKeys(conn)

    def take(self, done: Callable[[str], None]) -> None:
        """All lines, then what the base still has to give."""
        self._conn.executemany("INSERT INTO meta VALUES(?,?)", sorted(self._meta.items()))
        base = self._conn.execute("SELECT customer_no FROM told.customer ORDER BY o") if self.base else ()
        self._order = Order([number for (number,) in base], self._customers)
        for line in self._lines:
            if line[0] == "end":
                break
            self._take(line)
        else:
            raise ValueError("it has no end")
        self._order.close()
        self._keys.close()
        if self.base:
            self._conn.executemany("INSERT INTO moved VALUES(?,?)", self._order.moves())
        for table in (*OF_CUSTOMER, *BY_KEY):
            if self.base:
                self._from_base(table)
            done(table)

    def _take(self, line: Line) -> None:
        match line:
            case ["of", number, parts]:
                self._customer(self._order.place(number), parts)
            case ["row", table, key, row] if table in BY_KEY:
                self._row(table, key, row)
            case ["gone", numbers]:
                self._order.leave(numbers)
            case ["rank", o, numbers]:
                self._order.put(o, numbers)
            case _:
                raise ValueError(f"a line {line[0]!r}")

    def _customer(self, o: int, parts: dict[str, list[list[Any]]]) -> None:
        for table, rows in parts.items():
            left = OF_CUSTOMER[table]
            if self.base:
                self._conn.execute("INSERT INTO told_part VALUES(?,?)", (table, o))
            if table == "sk":
                self._keys.add([(k, st, o, h) for k, st, h in rows])
            else:
                full = ((o, n, *row) if left == 2 else (o, *row) for n, row in enumerate(rows, 1))
                self._write(table, list(full))

    def _row(self, table: str, told_key: Any, told_row: list[Any] | None) -> None:
        key = value_of(told_key)
        if self.base:
            self._conn.execute("INSERT INTO told_row VALUES(?,?)", (table, key))
        if told_row is None:
            return
        if table == "hot":
            packed = sorted(_pack(self._order.place(number), *rest) for number, *rest in told_row)
            self._write(table, [(key, pack(f"<{len(packed)}q", *packed))])
        else:
            self._write(table, [(key, *map(value_of, told_row))])

    def _write(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        if rows:
            marks = ",".join("?" * len(rows[0]))
            self._conn.executemany(f"INSERT INTO {table} VALUES({marks})", rows)

    def _from_base(self, table: str) -> None:
        """What no line replaced, under the new ordinals."""
        if table == "hot":
            return self._hot_from_base()
        names = [name for _, name, *_ in self._conn.execute(f"PRAGMA main.table_info({table})")]
        if table in BY_KEY:
            self._conn.execute(
                f"INSERT INTO main.{table} SELECT * FROM told.{table} t WHERE NOT EXISTS"
                f" (SELECT 1 FROM told_row r WHERE r.tab = ? AND r.k = t.{names[0]})", (table,)
            )  # fmt: skip
            return None
        columns = ", ".join("m.new" if name == "o" else f"t.{name}" for name in names)
        tables = ("told.sk t", "moved m") if table == "sk" else ("moved m", f"told.{table} t")
        pair = " CROSS JOIN ".join(tables) + " ON m.old = t.o"  # read in the order of the new table
        self._conn.execute(
            f"INSERT INTO main.{table} SELECT {columns} FROM {pair}"
            " WHERE NOT EXISTS (SELECT 1 FROM told_part p WHERE p.tab = ? AND p.o = m.new)", (table,)
        )  # fmt: skip
        return None

    def _hot_from_base(self) -> None:
        rows = self._conn.execute(
            "SELECT p, os FROM told.hot t WHERE NOT EXISTS (SELECT 1 FROM told_row r WHERE r.tab = 'hot' AND r.k = t.p)"
        )
        for p, answers in rows:
            packed = sorted(self._moved(v) for v in unpack(f"<{len(answers) // 8}q", answers))
            self._write("hot", [(p, pack(f"<{len(packed)}q", *packed))])

    def _moved(self, packed: int) -> int:
        o = self._order.now(packed >> keys.O_SHIFT & keys.O_MASK)
        return packed & ~(keys.O_MASK << keys.O_SHIFT) | o << keys.O_SHIFT


def _pack(o: int, rank: int, kind: int, four: int) -> int:
    return rank << keys.CLASS_SHIFT | o << keys.O_SHIFT | kind << keys.KIND_SHIFT | four


class _SortedKeys:
    """Search keys come by customer and lie by key: written in sorted batches, each one walk through the tree."""

    def __init__(self, conn: "Connection") -> None:
        self._conn = conn
        self._rows: list[tuple[str, int, int, str]] = []

    def add(self, rows: list[tuple[str, int, int, str]]) -> None:
        self._rows += rows
        if len(self._rows) >= BATCH:
            self.close()

    def close(self) -> None:
        self._rows.sort()
        self._conn.executemany("INSERT INTO sk VALUES(?,?,?,?)", self._rows)
        self._rows.clear()
