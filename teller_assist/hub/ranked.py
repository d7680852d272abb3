"""Who comes first: tiers, merged consents, homonyms and the rank ordinal ``o`` of every customer taken in.

Works in the schema ``gen`` of the staged feed's DuckDB; what only Python can say (readings, tiers)
is worked out in pieces and poured back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby, islice
from typing import Any

import duckdb

from teller_assist.domain.tier import TierPack
from teller_assist.hub.readings import NameKeys, name_keys

PIECE = 20_000

Standings = Callable[[Sequence[tuple[str, int | None]]], tuple[str, str, int]]

# "all" if told, unless the pack weighs kinds and they are told.
_ALL = "max(average_fen) FILTER (coalesce(category, 'all') = 'all')"
_KINDS = "sum(average_fen * coalesce(weight, 100)) FILTER (category <> 'all') // 100"
_MONTH_TOTAL = f"CASE WHEN $weighed THEN coalesce({_KINDS}, {_ALL}) ELSE coalesce({_ALL}, {_KINDS}) END"


def pour(con: duckdb.DuckDBPyConnection, table: str, types: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Python rows into a DuckDB table, a piece at a time; ten times as fast as executemany."""
    columns = ", ".join(f"unnest(CAST(${i + 1} AS {kind}[]))" for i, kind in enumerate(types))
    rest = iter(rows)
    while piece := list(islice(rest, PIECE)):
        con.execute(f"INSERT INTO {table} SELECT {columns}", [list(column) for column in zip(*piece, strict=True)])


def stream(
    con: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, Any] | None = None
) -> Iterable[tuple[Any, ...]]:
    """The rows of a query; ``con`` may go on working meanwhile. DuckDB holds the result whole: ask in pieces."""
    cursor = con.cursor().execute(sql, values)
    while piece := cursor.fetchmany(PIECE):
        yield from piece


def merge_consents(con: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """``gen.consent``: the newest word by purpose, a refusal before a consent of the same day.

    A refusal without a day always stands (the most restrictive wins); a consent past its last day
    is as if never asked.
    """
    con.execute(
        """
        CREATE TABLE gen.consent AS
        WITH said AS (
          SELECT customer_no, purpose, given, "on" AS given_on, until, "on" AS rank_on FROM consents
          UNION ALL
          SELECT customer_no, 'marketing', consent_marketing, consent_on, NULL,
            coalesce(consent_on, CASE WHEN consent_marketing THEN DATE '1900-01-01' ELSE DATE '9999-12-31' END)
          FROM customers WHERE consent_marketing IS NOT NULL)
        SELECT customer_no, purpose, CASE WHEN given AND until < $1 THEN NULL ELSE given END AS given, given_on
        FROM said QUALIFY row_number() OVER (PARTITION BY customer_no, purpose ORDER BY rank_on DESC, given, until) = 1
        """,
        [as_of],
    )


def add_tiers(con: duckdb.DuckDBPyConnection, pack: TierPack, standing: Standings) -> None:
    """``gen.month`` (one weighted average a month), ``gen.tier`` and ``gen.tier_rank``.

    A month told by kind is weighed by the pack; otherwise its row "all" counts as it is.
    """
    con.execute("CREATE TABLE gen.weight(category VARCHAR, weight BIGINT)")
    pour(con, "gen.weight", ("VARCHAR", "BIGINT"), pack.weights.items())
    con.execute(
        f"""
        CREATE TABLE gen.month AS
        SELECT customer_no, month, CAST({_MONTH_TOTAL} AS BIGINT) AS average_fen
        FROM assets LEFT JOIN gen.weight w USING (category) GROUP BY customer_no, month""",
        {"weighed": bool(pack.weights)},
    )
    con.execute(
        "CREATE TABLE gen.tier"
        "(customer_no VARCHAR, tier VARCHAR, since_month VARCHAR, months_below INTEGER, assets_fen BIGINT)"
    )
    months = stream(con, "SELECT customer_no, month, average_fen FROM gen.month ORDER BY customer_no, month")
    types = ("VARCHAR", "VARCHAR", "VARCHAR", "INTEGER", "BIGINT")
    pour(con, "gen.tier", types, _standings(months, standing))
    con.execute("CREATE TABLE gen.tier_rank(tier VARCHAR, rank INTEGER)")
    pour(con, "gen.tier_rank", ("VARCHAR", "INTEGER"), [(t.code, i) for i, t in enumerate(pack.tiers)])


def _standings(months: Iterable[tuple[Any, ...]], standing: Standings) -> Iterable[tuple[Any, ...]]:
    for customer_no, rows in groupby(months, key=lambda row: row[0]):
        told = [(month, fen) for _, month, fen in rows]
        newest = next((fen for _, fen in reversed(told) if fen is not None), None)
        yield customer_no, *standing(told), newest


def read_names(con: duckdb.DuckDBPyConnection) -> None:
    """``gen.name`` and ``gen.name_key``: each different name is read once."""
    con.execute("CREATE TABLE gen.name(name VARCHAR, kind VARCHAR, key VARCHAR, tag VARCHAR, words VARCHAR)")
    con.execute("CREATE TABLE gen.name_key(name VARCHAR, kind VARCHAR, k VARCHAR, st INTEGER)")
    names = stream(con, "SELECT DISTINCT name, coalesce(kind, 'person') FROM customers ORDER BY ALL")
    while piece := [(kind, name_keys(name, kind)) for name, kind in islice(names, PIECE)]:
        pour(con, "gen.name", ("VARCHAR",) * 5, [(n.name, kind, n.key, n.tag, n.words) for kind, n in piece])
        pour(con, "gen.name_key", ("VARCHAR", "VARCHAR", "VARCHAR", "INTEGER"), _key_rows(piece))


def _key_rows(piece: Iterable[tuple[str, NameKeys]]) -> Iterable[tuple[str, str, str, int]]:
    return ((n.name, kind, k, st) for kind, n in piece for k, st in n.keys)


def weigh_all(con: duckdb.DuckDBPyConnection, mass: str) -> None:
    """``gen.all_ranked``: everyone with tier, assets and flags; ``mass`` is the lowest tier's code.

    A possible duplicate has the same name and birth date as another customer of the bank, or the same ID number.
    """
    con.execute(
        """
        CREATE TABLE gen.all_ranked AS
        SELECT t.customer_no, t.branch_no, coalesce(t.kind, 'person') AS kind, t.name, n.key, n.tag, n.words,
          coalesce(g.tier, $mass) AS tier, coalesce(g.since_month, '') AS since_month,
          coalesce(g.months_below, 0) AS months_below, coalesce(r.rank, 0) AS tier_rank, g.assets_fen,
          coalesce((t.birth_date IS NOT NULL AND count(*) OVER (PARTITION BY n.key, t.birth_date) > 1)
            OR (coalesce(t.id_no, '') <> '' AND count(*) OVER (PARTITION BY upper(t.id_no)) > 1), false) AS twin,
          array_to_string(list_sort(list_distinct(list_filter(
            list_append(string_split(coalesce(t.flags, ''), '|'),
              CASE WHEN k.customer_no IS NOT NULL THEN 'complaint' END),
            lambda f: f <> ''))), ' ') AS flags
        FROM customers t
        JOIN gen.name n ON n.name = t.name AND n.kind = coalesce(t.kind, 'person')
        LEFT JOIN gen.tier g ON g.customer_no = t.customer_no
        LEFT JOIN gen.tier_rank r ON r.tier = g.tier
        LEFT JOIN (SELECT DISTINCT customer_no FROM complaints WHERE status = 'open') k ON k.customer_no = t.customer_no
        """,
        {"mass": mass},
    )


def rank_customers(con: duckdb.DuckDBPyConnection, home_branch: str, branch: str | None) -> int:
    """``gen.c``: those taken in, with ``o`` from 1 in rank order; returns how many."""
    con.execute(
        """
        CREATE TABLE gen.c AS
        SELECT CAST(row_number() OVER (ORDER BY branch_no = $home DESC, tier_rank DESC, assets_fen DESC NULLS LAST,
          customer_no) AS INTEGER) AS o, branch_no = $home AS own, *
        FROM gen.all_ranked WHERE $branch IS NULL OR branch_no = $branch ORDER BY o""",
        {"home": home_branch, "branch": branch},
    )
    row = con.execute("SELECT count(*) FROM gen.c").fetchone()
    return int(row[0]) if row else 0
