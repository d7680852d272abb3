"""What our lookup is measured beside: the usual ways, on the same keys of the same customers.

All SQLite rivals lie in one SQLCipher file with the cache of our own, filled from the snapshot's
key table: FTS5 with a prefix index, FTS5 by trigrams, and LIKE over the joined keys. Each returns
the first 20 customers in rank order, as ours does.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from teller_assist.store.raw import connect

_COLUMNS = "o, customer_no, name, tier, branch_no"


class Rivals:
    """The rival tables; ``close`` when done. ``snapshot`` is our immutable connection's file."""

    def __init__(self, folder: Path, snapshot: Path, key: bytes, cache_mb: int) -> None:
        self.con = connect(folder / "rivals.db", key, cache_mb=cache_mb)
        run = self.con.execute
        run("PRAGMA journal_mode=OFF")
        run("ATTACH ? AS snap KEY ?", (str(snapshot), f"x'{key.hex()}'"))
        run(f"CREATE TABLE person AS SELECT {_COLUMNS} FROM snap.customer ORDER BY o")
        run("CREATE UNIQUE INDEX person_o ON person(o)")
        run("CREATE TABLE joined(o INTEGER PRIMARY KEY, ks TEXT)")
        run(
            "INSERT INTO joined SELECT o, ' ' || group_concat(k, ' ')"
            " FROM (SELECT DISTINCT o, k FROM snap.sk) GROUP BY o"
        )
        run(
            "CREATE VIRTUAL TABLE words USING fts5(ks, content='', prefix='1 2 3',"
            " tokenize=\"unicode61 tokenchars '~'\")"
        )
        run("INSERT INTO words(rowid, ks) SELECT o, ks FROM joined")
        run("CREATE VIRTUAL TABLE grams USING fts5(ks, content='', tokenize='trigram', detail='full')")
        run("INSERT INTO grams(rowid, ks) SELECT o, ks FROM joined")
        run("COMMIT") if self.con.in_transaction else None
        run("DETACH snap")

    def words(self, key: str) -> list[Any]:
        """FTS5 with the same keys, by prefix."""
        return self._rows("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT 20", f'"{key}"*')

    def grams(self, key: str) -> list[Any]:
        """FTS5 by trigrams: finds nothing under three characters."""
        if len(key) < 3:
            return []
        return self._rows("SELECT rowid FROM grams WHERE grams MATCH ? ORDER BY rowid LIMIT 20", f'"{key}"')

    def like(self, key: str) -> list[Any]:
        """LIKE over the joined keys: reads until 20 are found, or everything."""
        return self._rows("SELECT o FROM joined WHERE ks LIKE ? ORDER BY o LIMIT 20", f"% {key}%")

    def _rows(self, which: str, argument: str) -> list[Any]:
        return self.con.execute(
            f"SELECT {_COLUMNS} FROM person WHERE o IN ({which}) ORDER BY o", (argument,)
        ).fetchall()

    def close(self) -> None:
        self.con.close()


def floors(con: Any, ordinals: list[int]) -> dict[str, Callable[[Any], object]]:
    """The known quantities of the same run: ``select 1``, one row by key, 20 rows by key.

    ``ordinals`` are spread over the file so that no page is favoured.
    """
    one = f"SELECT {_COLUMNS} FROM customer WHERE o = ?"
    marks = ",".join("?" * 20)
    twenty = f"SELECT {_COLUMNS} FROM customer WHERE o IN ({marks})"
    turn = iter(_round_and_round(ordinals))

    def select_1(_: Any) -> object:
        return con.execute("SELECT 1").fetchall()

    def one_row(_: Any) -> object:
        return con.execute(one, (next(turn),)).fetchall()

    def twenty_rows(_: Any) -> object:
        return con.execute(twenty, [next(turn) for _ in range(20)]).fetchall()

    return {"select 1": select_1, "one row by key": one_row, "20 rows by key": twenty_rows}


def _round_and_round(ordinals: list[int]) -> Iterator[int]:
    while True:
        yield from ordinals
