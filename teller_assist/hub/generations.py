"""A feed becomes a generation: one immutable SQLite or SQLCipher file that a desk reads and nothing edits.

DuckDB does what is large (joins, keys, sorting; out of core, in the encrypted temporary files of the
staging), Python what only it can do (readings of names, tiers), and rows are streamed in key order into
the file, so that a million customers need less than 2 GB of memory.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import duckdb

from teller_assist.domain import keys
from teller_assist.domain.packs import load_packs
from teller_assist.domain.tier import TierPack, standing
from teller_assist.errors import BadFeed
from teller_assist.hub import bankwide, kin, models, ranked, search_keys
from teller_assist.hub.knowledge import readings_of
from teller_assist.hub.told import BY_CUSTOMER, OF_THE_BANK
from teller_assist.paths import RESOURCES
from teller_assist.store import raw
from teller_assist.store.snapshot_schema import INDEXES, TABLES, VERSION
from teller_assist.store.told_hash import ToldHash

if TYPE_CHECKING:
    from sqlite3 import Connection

MEMORY = "1000MB"  # of DuckDB; with Python, the page cache and rows on the way under 2 GB
SLICE = 100_000  # customers whose rows are read at a time
MOST_CUSTOMERS = keys.O_MASK


class Meta(Protocol):
    """What a staged feed says of itself."""

    @property
    def bank(self) -> str: ...
    @property
    def as_of(self) -> date: ...


@dataclass(frozen=True, slots=True)
class GenerationInfo:
    """``generation``: SHA-256 over the plain rows in order; the same told data give the same one."""

    file: Path
    generation: str
    as_of: date
    home_branch: str
    customers: int
    rows: Mapping[str, int]  # table → rows


class _Writer:
    """Writes tables and hashes every plain row on the way."""

    def __init__(self, conn: "Connection") -> None:
        self.conn = conn
        self.hash = ToldHash()
        self.rows: dict[str, int] = {}

    def write(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Rows come in key order: each table is filled from left to right, without a page split."""
        count = 0
        for piece in self.hash.pieces(table, rows):
            marks = ",".join("?" * len(piece[0]))
            self.conn.executemany(f"INSERT INTO {table} VALUES({marks})", piece)
            count += len(piece)
        self.rows[table] = count


def build(
    con: duckdb.DuckDBPyConnection,
    meta: Meta,
    out_file: Path,
    key: bytes | None,
    *,
    home_branch: str,
    branch: str | None,
    packs: Path,
) -> GenerationInfo:
    """Build ``out_file`` (which must not exist) from a staged feed's connection.

    ``branch`` takes in that branch's customers only; of the others the desk learns tier and flags by
    the keyed hash of a number. Temporary tables live in the schema ``gen`` and are gone afterwards.
    Raises ``BadPack``, ``BadFeed`` (no customers, or more than 16,777,215).
    """
    with Builder.of(con, meta, packs) as builder:
        return builder.build(out_file, key, home_branch=home_branch, branch=branch)


class Builder:
    """Builds generations of one staged feed, one after the other; what is the whole bank's is worked out once."""

    def __init__(self, con: duckdb.DuckDBPyConnection, meta: Meta, bodies: Mapping[str, Any]) -> None:
        self._con, self._meta, self._bodies = con, meta, bodies
        self._tiers = TierPack.of(bodies["tiers"])

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection, meta: Meta, packs: Path) -> "Builder":
        """Raises ``BadPack``."""
        bodies = load_packs(packs, usual=RESOURCES / "packs")
        made = cls(con, meta, bodies | models.carried(packs, bodies) | readings_of(bodies["knowledge"]))
        _prepare(con)
        try:
            made._work_out_bank()
        except BaseException:
            made.close()
            raise
        return made

    def build(self, out_file: Path, key: bytes | None, *, home_branch: str, branch: str | None) -> GenerationInfo:
        """As the function ``build``."""
        try:
            self._work_out(home_branch, branch)
            return _write(self._con, self._meta, out_file, key, home_branch, self._bodies, others=branch is not None)
        except BaseException:
            out_file.unlink(missing_ok=True)
            raise
        finally:
            for table in _tables(self._con) - self._bank:
                self._con.execute(f'DROP TABLE gen."{table}"')

    def __enter__(self) -> "Builder":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._con.execute("DROP SCHEMA IF EXISTS gen CASCADE")

    def _work_out_bank(self) -> None:
        pack, month = self._tiers, f"{self._meta.as_of:%Y-%m}"
        ranked.merge_consents(self._con, self._meta.as_of)
        ranked.add_tiers(self._con, pack, lambda months: standing(pack, months, before=month))
        ranked.read_names(self._con)
        ranked.weigh_all(self._con, pack.tiers[0].code)
        kin.find_ties(self._con)
        self._bank = _tables(self._con)

    def _work_out(self, home_branch: str, branch: str | None) -> None:
        if branch is not None and bankwide.NUMBERS not in self._bank:
            bankwide.read_numbers(self._con)
            self._bank.add(bankwide.NUMBERS)
        customers = ranked.rank_customers(self._con, home_branch, branch)
        if not 0 < customers <= MOST_CUSTOMERS:
            where = f" of branch {branch}" if branch else ""
            raise BadFeed(f"{customers} customers{where} in the feed: nothing to build a generation from")
        kin.find_kin(self._con)
        search_keys.make_keys(self._con, self._meta.as_of)
        search_keys.make_answers(self._con)


def _tables(con: duckdb.DuckDBPyConnection) -> set[str]:
    found = con.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'gen'").fetchall()
    return {name for (name,) in found}


def _prepare(con: duckdb.DuckDBPyConnection) -> None:
    locked = con.execute("SELECT current_setting('lock_configuration')").fetchone()
    if locked != (True,):  # a layout's staging has set memory and the temporary files' cipher itself
        con.execute(f"SET memory_limit = '{MEMORY}'")
        con.execute("SET preserve_insertion_order = false")
    con.execute("DROP SCHEMA IF EXISTS gen CASCADE")
    con.execute("CREATE SCHEMA gen")


def _write(
    con: duckdb.DuckDBPyConnection,
    meta: Meta,
    out_file: Path,
    key: bytes | None,
    home_branch: str,
    bodies: Mapping[str, Any],
    *,
    others: bool,
) -> GenerationInfo:
    conn = raw.connect(out_file, key, building=True)
    try:
        conn.executescript(TABLES)
        conn.execute("BEGIN")
        writer = _Writer(conn)
        for table, sql in BY_CUSTOMER.items():
            writer.write(table, _in_slices(con, sql))
        for table, sql in OF_THE_BANK.items():
            writer.write(table, ranked.stream(con, sql))
        writer.write(
            "pack",
            ((name, str(body.get("version", "")), _json(body)) for name, body in sorted(bodies.items())),
        )
        writer.write("sk", search_keys.rows(con))
        writer.write("hot", search_keys.answers(con))
        writer.write("line", search_keys.lines(_in_slices(con, search_keys.LINES)))
        writer.write("reading", _in_slices(con, "SELECT o, words FROM gen.slice ORDER BY o"))
        salt = bankwide.salt_of(meta.bank, f"{meta.as_of:%Y-%m}", home_branch)
        writer.write("bankwide", bankwide.rows(con, salt) if others else ())
        facts = {
            "schema": str(VERSION), "as_of": meta.as_of.isoformat(), "bank": meta.bank, "home_branch": home_branch,
            "customers": str(writer.rows["customer"]), "bankwide_salt": salt.hex(),
        }  # fmt: skip
        facts["generation"] = writer.hash.name(facts)
        facts["built_at"] = datetime.now(UTC).isoformat(timespec="seconds")
        conn.executemany("INSERT INTO meta VALUES(?,?)", sorted(facts.items()))
        conn.execute(INDEXES)
        conn.execute("COMMIT")
    finally:
        conn.close()
    return GenerationInfo(out_file, facts["generation"], meta.as_of, home_branch, writer.rows["customer"], writer.rows)


def _in_slices(con: duckdb.DuckDBPyConnection, sql: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query over ``gen.slice``, for all customers in the order of ``o``."""
    (customers,) = con.execute("SELECT count(*) FROM gen.c").fetchone() or (0,)
    for first in range(1, customers + 1, SLICE):
        last = first + SLICE - 1
        con.execute(f"CREATE OR REPLACE TABLE gen.slice AS SELECT * FROM gen.c WHERE o BETWEEN {first} AND {last}")
        yield from ranked.stream(con, sql)


def _json(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, default=str)
