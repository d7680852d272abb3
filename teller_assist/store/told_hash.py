"""The name of a generation: SHA-256 over its plain rows in order. The builder and the rebuilder share this code.

Rows are hashed as ``ascii()`` writes them: it is the same in every version of Python, also for characters
that a later Unicode added.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite3 import Connection

PIECE = 20_000  # rows at a time
NOT_HASHED = ("generation", "built_at")  # of ``meta``

# table → how many columns are its key, in the order they are hashed.
HASHED: dict[str, int] = {
    "customer": 1, "account": 2, "holding": 2, "month_average": 2, "relation": 2, "complaint": 2, "assessment": 2,
    "contact": 2, "counter_transaction": 2, "product": 1, "staff": 1, "branch": 1, "pack": 1, "sk": 3, "hot": 1,
    "line": 1, "reading": 1, "bankwide": 1,
}  # fmt: skip


class ToldHash:
    """Takes the tables in the order of ``HASHED``, each in key order, then the facts of ``meta``."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def pieces(self, table: str, rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
        """The rows handed on in pieces, each hashed on the way; the hash does not see how they are cut."""
        self._digest.update(f"\n{table}\n".encode())
        rest = iter(rows)
        while piece := list(islice(rest, PIECE)):
            self._digest.update((ascii(piece)[1:-1] + ", ").encode("ascii"))
            yield piece

    def name(self, facts: Mapping[str, str]) -> str:
        """The generation, 64 hex digits."""
        told = sorted((key, value) for key, value in facts.items() if key not in NOT_HASHED)
        self._digest.update(ascii(told).encode("ascii"))
        return self._digest.hexdigest()


def generation_of(conn: "Connection") -> str:
    """What the rows of a whole file come to."""
    told = ToldHash()
    for table, keys in HASHED.items():
        order = ", ".join(map(str, range(1, keys + 1)))
        for _ in told.pieces(table, conn.execute(f"SELECT * FROM {table} ORDER BY {order}")):
            pass
    return told.name(dict(conn.execute("SELECT key, value FROM meta")))
