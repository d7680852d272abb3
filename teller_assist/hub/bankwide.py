"""What a branch learns of the other branches' customers: tier and flags, by the keyed hash of a number.

The numbers are brought into their key form once for the bank; each branch then hashes them under its own salt,
in DuckDB: a branch must not be able to tell from another's file who its customers are.
"""

import hashlib
import hmac
from collections.abc import Iterator

import duckdb

from teller_assist.domain import keys
from teller_assist.hub.ranked import pour, stream
from teller_assist.hub.search_keys import PLAIN

NUMBERS = "told_by_number"  # the bank's table; the others are a branch's own
PARTS = 16  # rows are read in so many pieces
_BLOCK = 64  # bytes of SHA-256

_TOLD = """
CREATE TABLE gen.told AS
SELECT 'customer_no' AS kind, customer_no AS told, customer_no FROM customers UNION ALL
SELECT 'id', id_no, customer_no FROM customers UNION ALL
SELECT 'mobile', mobile, customer_no FROM customers UNION ALL
SELECT 'card', card_no, customer_no FROM accounts"""

_NUMBERS = f"""
CREATE TABLE gen.{NUMBERS} AS
WITH number AS (
  SELECT kind, lower(told) AS v, customer_no FROM gen.told WHERE {PLAIN}
  UNION ALL SELECT t.kind, p.k, t.customer_no FROM gen.told t JOIN gen.odd p ON p.told = t.told)
SELECT encode(n.kind || '|' || n.v) AS said, a.customer_no, a.tier, a.tier_rank, a.flags, a.branch_no
FROM number n JOIN gen.all_ranked a ON a.customer_no = n.customer_no"""

_HASHED = f"""
CREATE TABLE gen.bankwide AS
SELECT unhex(left(sha256($outer || unhex(sha256($inner || n.said))), 16)) AS h, n.*
FROM gen.{NUMBERS} n ANTI JOIN gen.c c ON c.customer_no = n.customer_no
QUALIFY row_number() OVER (PARTITION BY h ORDER BY tier_rank DESC, n.customer_no) = 1"""


def read_numbers(con: duckdb.DuckDBPyConnection) -> None:
    """Everyone's numbers in their key form; needs ``gen.all_ranked``."""
    con.execute(_TOLD)
    con.execute("CREATE TABLE gen.odd(told VARCHAR, k VARCHAR)")
    odd = stream(con, f"SELECT DISTINCT told FROM gen.told WHERE coalesce(told, '') <> '' AND NOT ({PLAIN})")
    pour(con, "gen.odd", ("VARCHAR", "VARCHAR"), ((told, k) for (told,) in odd if (k := keys.number(told))))
    con.execute(_NUMBERS)
    con.execute("DROP TABLE gen.told")
    con.execute("DROP TABLE gen.odd")


def rows(con: duckdb.DuckDBPyConnection, salt: bytes) -> Iterator[tuple[bytes, str, str, str]]:
    """The rows of ``bankwide`` in order: whoever is not in ``gen.c``. A number of several is the first's in rank."""
    inner, outer = (bytes(b ^ pad for b in salt.ljust(_BLOCK, b"\0")) for pad in (0x36, 0x5C))  # RFC 2104
    con.execute(_HASHED, {"inner": inner, "outer": outer})
    for part in range(PARTS):
        first, last = bytes([part * 16]), bytes([part * 16 + 15]) + b"\xff" * 8
        sql = "SELECT h, tier, flags, branch_no FROM gen.bankwide WHERE h BETWEEN $first AND $last ORDER BY h"
        yield from stream(con, sql, {"first": first, "last": last})


def bankwide_hash(salt: bytes, kind: str, value: str) -> bytes:
    """HMAC-SHA256(salt, kind|value), its first 8 bytes."""
    return hmac.digest(salt, f"{kind}|{value}".encode(), "sha256")[:8]


def salt_of(bank: str, month: str, home_branch: str) -> bytes:
    """The same for a month: a new one each night would change every row of the table each night."""
    return hashlib.sha256(f"bankwide {bank} {month} {home_branch}".encode()).digest()
