"""The lookup: as-you-type over every kind of key, in at most two statements for one term.

A term is one range of keys (and for pinyin its folded form, for digits the tails). First one probe
of ``hot``, where the answers of every busy beginning are stored; otherwise at most 64 keys a range
are read, grouped by customer and ordered by class and ordinal. So the work does not grow with the
number of customers. Ranking: exact, prefix, inside, folded; within each the ordinal, which is own
branch first, then tier, then assets. Hand-written for the driver's own connection: 13–60 µs.
"""

from struct import unpack
from typing import TYPE_CHECKING, Any, NamedTuple

from teller_assist.domain import keys
from teller_assist.domain.found import Found, Match
from teller_assist.domain.masks import mask_id

if TYPE_CHECKING:
    from sqlite3 import Connection

LIMIT = 20
_STORED = 20  # answers of a list in ``hot``
_LONG = 9  # digits from which hardly a beginning is busy: its keys are read at once
_FEW = 64
_BUSY = 1024  # keys of the number's side of two terms that are read through

Row = tuple[Any, ...]

_MATCH = (Match.EXACT, Match.PREFIX, Match.INSIDE, Match.INSIDE)

# o, customer_no, name, sex, birth_on, id_no, branch_no, own_branch, tier, possible_duplicate
_ROW = "c.o, c.customer_no, c.name, c.sex, c.birth_on, c.id_no, c.branch_no, c.own_branch, c.tier, c.possible_duplicate"
# class * 16 + kind of key; ?1 is what was typed.
_RANK = "CASE WHEN st < 16 THEN CASE WHEN k = ?1 THEN st ELSE st + 16 END ELSE st + 16 END"

_HOT = "SELECT os FROM hot WHERE p = ?"
_BY_O = f"SELECT {_ROW} FROM customer c WHERE c.o IN ({','.join('?' * _STORED)})"
_LONG_NUMBER = f"""
SELECT {_ROW}, {_RANK}, k FROM sk CROSS JOIN customer c ON c.o = sk.o WHERE k >= ?1 AND k < ?2 LIMIT {_FEW + 1}"""
_ONE = f"""
SELECT {_ROW}, f.r, f.k FROM (SELECT o, min({_RANK}) AS r, k FROM (
  SELECT k, st, o FROM sk WHERE k >= ?1 AND k < ?2)
  GROUP BY o ORDER BY r >> 4, o LIMIT ?3) f CROSS JOIN customer c ON c.o = f.o"""
_TWO = f"""
SELECT {_ROW}, f.r, f.k FROM (SELECT o, min(r) AS r, k FROM (
  SELECT o, {_RANK} AS r, k FROM sk WHERE k >= ?1 AND k < ?2
  UNION ALL SELECT o, CASE WHEN ?5 THEN ?5 + st % 16 WHEN k = ?3 THEN st ELSE st + 16 END, k FROM sk WHERE k >= ?3 AND k < ?4
  UNION ALL SELECT value >> 6, value & 63, '' FROM json_each(?6))
  GROUP BY o ORDER BY r >> 4, o LIMIT ?7) f CROSS JOIN customer c ON c.o = f.o"""
_WHOLE = f"""
SELECT {_ROW}, sk.st, sk.k FROM sk CROSS JOIN customer c ON c.o = sk.o
WHERE sk.k = ? AND sk.st BETWEEN {keys.ID} AND {keys.TICKET} ORDER BY sk.o LIMIT {_STORED}"""
_SLIPS = f"""
SELECT {_ROW}, {3 * 16 + keys.MOBILE}, sk.k FROM sk CROSS JOIN customer c ON c.o = sk.o
WHERE sk.k IN ({",".join("?" * 109)}) AND sk.st = {keys.MOBILE} ORDER BY sk.o LIMIT {_STORED}"""

_SHORTEST_WHOLE = 6
_RANGES = (
    "SELECT k, st, o, h, o AS sk_o FROM sk WHERE k >= ?1 AND k < ?2"
    " UNION ALL SELECT k, st, o, h, o FROM sk WHERE k >= ?3 AND k < ?4"
)
_COUNT = f"SELECT count(*) FROM (SELECT 1 FROM ({_RANGES}) LIMIT {_BUSY + 1})"
# ?5 anywhere in the tag (key and initials), or ?7 among the readings of one whose initial ?6 fits.
_BOTH = f"""
SELECT {_ROW}, f.r, f.k FROM (SELECT o, min({_RANK}) AS r, k FROM ({_RANGES})
  WHERE instr(h, ?5) OR (?7 <> '' AND instr(h, ?6)
    AND instr((SELECT words FROM reading WHERE reading.o = sk_o), ?7))
  GROUP BY o ORDER BY r >> 4, o LIMIT ?8) f CROSS JOIN customer c ON c.o = f.o"""
_NUMBER_COLUMNS = (keys.CUSTOMER_NO, keys.ID, keys.MOBILE, keys.CARD, keys.ACCOUNT)
_NAMED = f"""
SELECT {_ROW}, c.customer_no, replace(c.id_no, ' ', ''), replace(c.mobile, ' ', ''),
  coalesce((SELECT group_concat(replace(a.card_no, ' ', ''), ' ') FROM account a WHERE a.o = c.o), ''),
  coalesce((SELECT group_concat(replace(a.account_no, ' ', ''), ' ') FROM account a WHERE a.o = c.o), '')
FROM (SELECT DISTINCT o FROM sk WHERE k >= ? AND k < ?) f CROSS JOIN customer c ON c.o = f.o"""


class Elsewhere(NamedTuple):
    """A customer of another branch, known by tier and flags only. ``by``: the kind of number that matched."""

    by: str
    tier: str
    flags: frozenset[str]
    branch_no: str


def search(conn: "Connection", text: str, limit: int = LIMIT) -> list[Found]:
    """The best ``limit`` customers for what was typed so far; [] for nothing typed or nothing found.

    Every class of key, whole or from its beginning; names also inside, numbers also by their last
    4–8 characters; a name and a number together in either order. A mobile number with one slip is
    found when nothing else is, and then a customer of another branch by a whole number (``minimal``).
    """
    terms = keys.terms(text)
    if not terms:
        return []
    found = _single(conn, terms[0], limit) if len(terms) == 1 else _pair(conn, terms[0], terms[1], limit)
    return found or _otherwise(conn, text, terms, limit)


def exact(conn: "Connection", digits: str) -> list[Found]:
    """Customers by a whole number (card, account, ID, mobile, customer number, ticket): one statement for a scan.

    [] if nobody has it; a customer of another branch comes back ``minimal``.
    """
    key = keys.number(digits)
    if not key:
        return []
    rows = conn.execute(_WHOLE, (key,)).fetchall()
    return _found(rows, key) or _elsewhere(conn, key)


def elsewhere(conn: "Connection", digits: str) -> Elsewhere | None:
    """The customer of another branch with this whole ID, card, mobile or customer number."""
    import hmac  # loaded by the rare miss only

    salt = conn.execute("SELECT value FROM meta WHERE key = 'bankwide_salt'").fetchone()
    if salt is None:
        return None
    for by in ("id", "card", "mobile", "customer_no"):
        h = hmac.digest(bytes.fromhex(salt[0]), f"{by}|{keys.number(digits)}".encode(), "sha256")[:8]
        row = conn.execute("SELECT tier, flags, branch_no FROM bankwide WHERE h = ?", (h,)).fetchone()
        if row:
            return Elsewhere(by, row[0], frozenset(row[1].split()), row[2])
    return None


def _single(conn: "Connection", term: keys.Term, limit: int) -> list[Found]:
    kind, typed = term
    if kind == "number" and len(typed) >= _LONG:
        rows = conn.execute(_LONG_NUMBER, (typed, keys.after(typed))).fetchall()
        if 0 < len(rows) <= _FEW:
            return _found(rows if len(rows) == 1 else _best(rows, limit), typed)
    stored = conn.execute(_HOT, (typed,)).fetchone() if limit <= _STORED else None
    if stored and len(stored[0]) >= 8 * limit:
        return _stored(conn, stored[0], typed, limit)
    second = _second(term)
    if second:
        return _merged(conn, typed, second, stored, limit)
    if stored:
        return _stored(conn, stored[0], typed, limit)
    return _found(conn.execute(_ONE, (typed, keys.after(typed), limit)).fetchall(), typed)


def _best(rows: list[Row], limit: int) -> list[Row]:
    """Each customer once, by class and ordinal."""
    rows.sort(key=lambda row: (row[10] >> 4, row[0], row[10]))
    return list({row[0]: row for row in reversed(rows)}.values())[::-1][:limit]


def _second(term: keys.Term) -> str:
    """The other beginning under which a term is looked for: folded pinyin, a tail, a number without its country."""
    kind, typed = term
    if kind == "latin":
        return keys.near(typed) if len(typed) > 1 and keys.sounds(typed) else ""
    if kind == "number":
        if keys.TAIL_FROM <= len(typed) <= keys.TAIL_TO:
            return keys.tail(typed)
        bare = keys.without_country(typed)
        return "" if bare == typed else bare
    return ""


def _merged(conn: "Connection", typed: str, second: str, stored: Row | None, limit: int) -> list[Found]:
    """Both beginnings together; a busy one brings its stored answers instead of its keys."""
    packed: list[int] = []
    first = (typed, keys.after(typed))
    if stored:
        packed, first = _answers(stored[0], 0), ("", "")
    stored = conn.execute(_HOT, (second,)).fetchone() if limit <= _STORED else None
    other = (second, keys.after(second))
    rank = 48 if second[0] == keys.NEAR_MARK else 32 if second[0] == keys.TAIL else 0
    if stored:
        packed, other = packed + _answers(stored[0], rank), ("", "")
    rows = conn.execute(_TWO, (*first, *other, rank, str(packed), limit)).fetchall()
    return _found(rows, typed)


def _answers(answer: bytes, rank: int) -> list[int]:
    """A stored list as ordinal << 6 | class and kind; ``rank`` is the class at best."""
    values = unpack(f"<{len(answer) // 8}Q", answer)
    return [(v >> 38 & 0xFFFFFF) << 6 | max(rank, v >> 58 & 0x30) | v >> 32 & 15 for v in values]


def _stored(conn: "Connection", answer: bytes, typed: str, limit: int) -> list[Found]:
    """The customers of a stored list, in its order."""
    values = unpack(f"<{len(answer) // 8}Q", answer)[:limit]
    ordinals = [v >> 38 & 0xFFFFFF for v in values]
    rows = {row[0]: row for row in conn.execute(_BY_O, ordinals + [0] * (_STORED - len(ordinals)))}
    found = []
    for v, o in zip(values, ordinals, strict=True):
        o, number, name, sex, birth, id_no, branch, own, tier, twin = rows[o]
        by = v >> 32 & 15
        four = v & 0xFFFFFFFF
        end = four.to_bytes(4, "big").decode() if four else ""
        found.append(
            Found(
                o, number, name, sex, int(birth[:4]) if birth else None, mask_id(id_no), branch, own == 1, tier,
                _MATCH[v >> 62], keys.BY[by], _shown(by, v >> 62, typed, end, name), twin == 1, False,
            )
        )  # fmt: skip
    return found


def _found(rows: list[Row], typed: str) -> list[Found]:
    """Lines of the list from rows that bring rank and key."""
    return [
        Found(
            o, number, name, sex, int(birth[:4]) if birth else None, mask_id(id_no), branch, own == 1, tier,
            _MATCH[r >> 4], keys.BY[r & 15], _shown(r & 15, r >> 4, typed, k, name), twin == 1, False,
        )
        for o, number, name, sex, birth, id_no, branch, own, tier, twin, r, k in rows
    ]  # fmt: skip


def _shown(by: int, rank: int, typed: str, key: str, name: str) -> str:
    """The key that matched, masked but for the match and, of a number, its last four."""
    if by == keys.NAME:
        return name
    if by < keys.ID:
        return key if key and key[0] != keys.NEAR_MARK else typed
    number = key[:0:-1] if key[:1] == keys.TAIL else key
    if rank == 0:
        return typed.upper()
    if rank == 2:
        return f"****{typed.upper()}"
    if rank == 1:
        rest = number[len(typed) :] if len(number) > 4 else ""
        return f"{typed}****{rest[-4:] if rest else number[-4:]}".upper()
    return f"{number[:3]}****{number[-4:]}".upper()


def _pair(conn: "Connection", name: keys.Term, number: keys.Term, limit: int) -> list[Found]:
    """A name and a number: from the side with few keys, filtered by the other."""
    key = name.text
    if conn.execute(_HOT, (key,)).fetchone() is None:
        return _by_name(conn, key, number.text, limit)
    digits = number.text
    tail = keys.tail(digits) if keys.TAIL_FROM <= len(digits) <= keys.TAIL_TO else ""
    ranges = (digits, keys.after(digits), tail, keys.after(tail) if tail else "")
    if conn.execute(_COUNT, ranges).fetchone()[0] > _BUSY:
        return _single(conn, name, limit)  # not yet a number that tells anyone apart
    if name.kind == "han":
        wanted: tuple[str, ...] = (key, key, "")
    else:
        wanted = (f" {key}", f" {key[0]}", f" {key}" if keys.sounds(key) else "")
    rows = conn.execute(_BOTH, (*ranges, *wanted, limit)).fetchall()
    return _found(rows, digits)


def _by_name(conn: "Connection", key: str, digits: str, limit: int) -> list[Found]:
    """Few have the name: look at every number of theirs."""
    found: list[tuple[Row, int, str]] = []
    for row in conn.execute(_NAMED, (key, keys.after(key))).fetchall():
        best = min(
            ((rank, by, number) for by, told in zip(_NUMBER_COLUMNS, row[10:], strict=True)
             for number in map(keys.number, told.split())
             if (rank := _rank(number, digits)) is not None),
            default=None,
        )  # fmt: skip
        if best:
            found.append((row[:10], best[0] * 16 + best[1], best[2]))
    found.sort(key=lambda f: (f[1] >> 4, f[0][0]))
    return _found([(*row, rank, number) for row, rank, number in found[:limit]], digits)


def _rank(number: str, digits: str) -> int | None:
    if number.startswith(digits):
        return 0 if number == digits else 1
    return 2 if keys.TAIL_FROM <= len(digits) <= keys.TAIL_TO and number.endswith(digits) else None


def _otherwise(conn: "Connection", text: str, terms: tuple[keys.Term, ...], limit: int) -> list[Found]:
    """Nothing found: the same text read another way, one slip in a mobile number, another branch's customer."""
    last = terms[-1]
    if len(terms) == 2:
        whole = keys.normalise(text)  # a firm's name with a figure in it
        return _single(conn, keys.Term("han", whole), limit) if terms[0].kind == "han" else []
    if last.kind != "number":
        return []
    if apart := keys.split(last):
        return _pair(conn, apart[0], apart[1], limit)
    digits = keys.without_country(last.text)
    if len(digits) == 11 and digits[0] == "1" and digits.isdigit():
        rows = conn.execute(_SLIPS, keys.variants(digits)).fetchall()
        if rows:
            return _found(rows, digits)
    return _elsewhere(conn, digits) if len(digits) >= _SHORTEST_WHOLE else []


def _elsewhere(conn: "Connection", digits: str) -> list[Found]:
    other = elsewhere(conn, digits)
    if other is None:
        return []
    number = digits if other.by == "customer_no" else ""
    return [
        Found(
            0, number, "", "", None, "", other.branch_no, False, other.tier,
            Match.EXACT, other.by, digits.upper(), False, True,
        )
    ]  # fmt: skip
