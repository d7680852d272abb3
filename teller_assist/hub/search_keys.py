"""The search keys and the stored answers of a generation, worked out of core in DuckDB.

``gen.sk``: every key with its strength and customer. ``gen.hot``: for each beginning that more than
``FEW`` keys share, the best ``ANSWER`` customers, so that a search never reads more than ``FEW`` keys
however many customers there are.
"""

from collections.abc import Iterable
from datetime import date
from struct import pack

import duckdb

from teller_assist.domain import keys
from teller_assist.domain.masks import mask_id
from teller_assist.hub.ranked import pour, stream

FEW, ANSWER = 20, 20
SLICE = 500_000  # keys that are read at a time
_TYPED_NUMBER = "regexp_full_match(p, '[0-9a-z]*[0-9][0-9a-z]*')"  # as ``keys.terms`` takes it

_NUMBERS = f"""
CREATE TABLE gen.told_number AS
SELECT c.o, t.customer_no AS told, {keys.CUSTOMER_NO} AS "by" FROM customers t JOIN gen.c c USING (customer_no)
UNION ALL SELECT c.o, t.id_no, {keys.ID} FROM customers t JOIN gen.c c USING (customer_no)
UNION ALL SELECT c.o, t.mobile, {keys.MOBILE} FROM customers t JOIN gen.c c USING (customer_no)
UNION ALL SELECT c.o, t.card_no, {keys.CARD} FROM accounts t JOIN gen.c c USING (customer_no)
UNION ALL SELECT c.o, t.account_no, {keys.ACCOUNT} FROM accounts t JOIN gen.c c USING (customer_no)
UNION ALL SELECT c.o, t.ticket, {keys.TICKET} FROM transactions t JOIN gen.c c USING (customer_no)
  WHERE DATE '1970-01-01' + CAST((epoch_us(t.started_at) + 8 * 3600000000) // 86400000000 AS INTEGER) = $as_of
"""  # a ticket is good on the day of the feed, Beijing time

# Plain numbers are their own key; the rest is normalised in Python, as the search does it.
PLAIN = "regexp_full_match(told, '[0-9A-Za-z]+') AND NOT regexp_matches(told, '^(86|0086)1')"

_KEYS = f"""
CREATE TABLE gen.sk AS
WITH number AS (
  SELECT o, k, CAST(min("by") AS INTEGER) AS "by" FROM (
    SELECT o, lower(told) AS k, "by" FROM gen.told_number WHERE {PLAIN}
    UNION ALL
    SELECT n.o, p.k, n."by" FROM gen.told_number n JOIN gen.odd_number p ON p.told = n.told) GROUP BY o, k)
SELECT n.k, n.st, c.o, '' AS h FROM gen.name_key n JOIN gen.c c ON c.name = n.name AND c.kind = n.kind
UNION ALL SELECT n.k, {keys.START} + n."by", n.o, c.tag FROM number n JOIN gen.c c ON c.o = n.o
UNION ALL SELECT '{keys.TAIL}' || reverse(right(n.k, {keys.TAIL_TO})), {keys.INSIDE} + n."by", n.o, c.tag
  FROM number n JOIN gen.c c ON c.o = n.o WHERE length(n.k) > {keys.TAIL_FROM} AND n."by" <> {keys.TICKET}
"""


def make_keys(con: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """``gen.sk``; needs ``gen.c`` and ``gen.name_key``."""
    con.execute(_NUMBERS, {"as_of": as_of})
    con.execute("CREATE TABLE gen.odd_number(told VARCHAR, k VARCHAR)")
    odd = stream(con, f"SELECT DISTINCT told FROM gen.told_number WHERE coalesce(told, '') <> '' AND NOT ({PLAIN})")
    read = ((told, keys.number(told)) for (told,) in odd)
    pour(con, "gen.odd_number", ("VARCHAR", "VARCHAR"), ((told, k) for told, k in read if k))
    con.execute(_KEYS)


def make_answers(con: duckdb.DuckDBPyConnection) -> None:
    """``gen.hot``: what was typed → the best answers, for all that more than ``FEW`` keys meet.

    By length of what was typed. Of 4–8 characters a number's beginning and its end are one list;
    otherwise only keys under a busy beginning go on to the next length.
    """
    con.execute("CREATE TABLE gen.hot(p VARCHAR, answer BIGINT[])")
    con.execute(
        f"CREATE TABLE gen.left AS SELECT k, st, o, {_last_four()} AS four FROM gen.sk WHERE k[1] <> '{keys.TAIL}'"
    )
    length = 1
    while _busy(con, length):
        later = _TYPED_NUMBER if keys.TAIL_FROM <= length <= keys.TAIL_TO else "false"
        _answer(con, f"SELECT substr(k, 1, {length}) AS p, * FROM gen.left WHERE NOT ({later})", length)
        con.execute(
            f"""
            CREATE OR REPLACE TABLE gen.left AS SELECT l.* FROM gen.left l
            SEMI JOIN gen.busy b ON b.p = substr(l.k, 1, {length}) WHERE length(l.k) > {length}"""
        )
        length += 1
    con.execute("DROP TABLE gen.left")
    for length in range(keys.TAIL_FROM, keys.TAIL_TO + 1):
        _answer(con, _both_ends(length), length)


def _busy(con: duckdb.DuckDBPyConnection, length: int) -> int:
    """``gen.busy``: the beginnings of this length that more than ``FEW`` keys share; how many."""
    con.execute(
        f"""
        CREATE OR REPLACE TABLE gen.busy AS SELECT substr(k, 1, {length}) AS p FROM gen.left
        GROUP BY p HAVING count(*) > {FEW}"""
    )
    row = con.execute("SELECT count(*) FROM gen.busy").fetchone()
    return int(row[0]) if row else 0


def _both_ends(length: int) -> str:
    """Numbers by their first and by their last so many characters."""
    return f"""
        SELECT * FROM (
          SELECT substr(k, 1, {length}) AS p, k, st, o, {_last_four()} AS four FROM gen.sk
            WHERE k[1] NOT IN ('{keys.TAIL}', '{keys.NEAR_MARK}') AND length(k) >= {length}
          UNION ALL SELECT reverse(substr(k, 2, {length})), k, st, o, 0 FROM gen.sk
            WHERE k[1] = '{keys.TAIL}' AND length(k) > {length})
        WHERE {_TYPED_NUMBER}"""


def _answer(con: duckdb.DuckDBPyConnection, rows: str, length: int) -> None:
    """Add the best answers of rows (p, k, st, o, four) for each ``p`` that more than ``FEW`` of them share."""
    con.execute(f"CREATE OR REPLACE TABLE gen.shared AS SELECT p FROM ({rows}) GROUP BY p HAVING count(*) > {FEW}")
    con.execute(
        f"""
        INSERT INTO gen.hot SELECT p, min(v, {ANSWER}) FROM (
          SELECT p, o, min({_packed(length)}) AS v FROM ({rows}) l SEMI JOIN gen.shared s USING (p) GROUP BY p, o)
        GROUP BY p"""
    )


def _packed(length: int) -> str:
    """One answer as 64 bits, as ``domain/keys.py`` says."""
    rank = (
        f"CASE WHEN l.st >= {keys.NEAR} THEN 3 WHEN l.st >= {keys.INSIDE} THEN 2"
        f" WHEN length(l.k) = {length} THEN 0 ELSE 1 END"
    )
    return (
        f"CAST({rank} AS BIGINT) * {1 << keys.CLASS_SHIFT} + CAST(l.o AS BIGINT) * {1 << keys.O_SHIFT}"
        f" + CAST(l.st % 16 AS BIGINT) * {1 << keys.KIND_SHIFT} + l.four"
    )


def _last_four() -> str:
    """The last four characters of a number as 32 bits, 0 for names and tails."""
    bits = " + ".join(f"CAST(ascii(substr(k, -{i + 1}, 1)) AS BIGINT) * {256**i}" for i in range(4))
    plain = f"st >= {keys.ID} AND st < {keys.INSIDE} AND length(k) > 4"
    return f"CASE WHEN {plain} THEN {bits} ELSE CAST(0 AS BIGINT) END"


def _cuts(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Ranges of keys (from, to; "" to the end) of some ``SLICE`` keys each, by the keys of every hundredth customer."""
    sample = [k for (k,) in stream(con, "SELECT k FROM gen.sk WHERE o % 100 = 1 ORDER BY k")]
    cuts = list(dict.fromkeys(["", *sample[SLICE // 100 :: SLICE // 100]]))
    return list(zip(cuts, [*cuts[1:], ""], strict=True))


def rows(con: duckdb.DuckDBPyConnection) -> Iterable[tuple[str, int, int, str]]:
    """The rows of ``sk`` in order."""
    for first, end in _cuts(con):
        until = "AND k < $end" if end else "AND $end = ''"
        sql = f"SELECT k, st, o, h FROM gen.sk WHERE k >= $first {until} ORDER BY k, st, o"
        yield from stream(con, sql, {"first": first, "end": end})


def answers(con: duckdb.DuckDBPyConnection) -> Iterable[tuple[str, bytes]]:
    """The rows of ``hot`` in order."""
    for first, end in _cuts(con):
        until = "AND p < $end" if end else "AND $end = ''"
        sql = f"SELECT p, answer FROM gen.hot WHERE p >= $first {until} ORDER BY p"
        for p, answer in stream(con, sql, {"first": first, "end": end}):
            yield p, pack(f"<{len(answer)}q", *answer)


# Fields as ``store/search.py`` takes them apart; a tab or line break in a told text would part them wrongly.
LINES = r"""
SELECT c.o, regexp_replace(concat_ws(chr(9), t.customer_no, replace(t.name, chr(9), ' '), coalesce(t.sex, ''),
  coalesce(CAST(year(t.birth_date) AS VARCHAR), ''), coalesce(t.id_no, ''), t.branch_no,
  CASE WHEN c.own THEN '1' ELSE '' END, c.tier, CASE WHEN c.twin THEN '1' ELSE '' END), '[\r\n]', ' ', 'g')
FROM gen.slice c JOIN customers t ON t.customer_no = c.customer_no ORDER BY c.o"""


def lines(told: Iterable[tuple[int, str]]) -> Iterable[tuple[int, str]]:
    """The rows of ``line`` from those of ``LINES``: what the search list shows, the ID number masked."""
    for o, text in told:
        fields = text.split("\t")
        fields[4] = mask_id(fields[4])
        yield o, "\t".join(fields)
