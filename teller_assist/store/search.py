"""The lookup: as-you-type over every kind of key, in at most two statements for one term.

A term is one range of keys (and for pinyin its folded form, for digits the tails). First one probe
of ``hot``, where the answers of every busy beginning are stored; otherwise at most 64 keys a range
are read, grouped by customer and ordered by class and ordinal. So the work does not grow with the
number of customers. Ranking: exact, prefix, inside, folded; within each the ordinal, which is own
branch first, then tier, then assets. Hand-written for the driver's own connection: 13–60 µs.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import repeat
from struct import unpack
from typing import TYPE_CHECKING, Any, NamedTuple

from teller_assist.domain import keys
from teller_assist.domain.found import Found, Match

if TYPE_CHECKING:
    from sqlite3 import Connection

LIMIT = 20
_STORED = 20  # answers of a list in ``hot``; a beginning shared by no more keys has none
_LONG = 9  # characters of a number from which its keys are read at once: hardly a beginning is busy
_BUSY = 1024  # keys of the number's side of two terms that are read through
_SHORTEST_WHOLE = 6

_MATCH = (Match.EXACT, Match.PREFIX, Match.INSIDE, Match.INSIDE)
_CLASS, _O, _KIND = keys.CLASS_SHIFT, keys.O_SHIFT, keys.KIND_SHIFT
_FIELDS = 9  # of a line: number, name, sex, year of birth, masked ID, branch, own, tier, twin
_YEAR = {str(year): year for year in range(1850, 2150)}.get
_TRUE = {"1": True, "": False}.__getitem__
_found: Callable[[tuple[Any, ...]], Found] = partial(tuple.__new__, Found)  # half the time of Found(…)

_IN = "k >= {0} AND k < {1}"


def _value(typed: str) -> str:
    """A key as an answer (``domain/keys.py``) to what was typed."""
    rank = f"(CASE WHEN st < 16 THEN k <> {typed} ELSE st / 16 + 1 END)"
    return f"({rank} << {_CLASS}) | (o << {_O}) | ((st & 15) << {_KIND})"  # all of SQLite's bit signs bind alike


# The stored list of a beginning, or its keys; ?1 ?2 the range of what was typed, ?3 ?4 of its other form.
# The condition is a table of one row or none, so that a busy range is not walked.
_KEYS = (
    "SELECT sk.k, {value} FROM (SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM hot WHERE {busy})) CROSS JOIN sk WHERE {range}"
)
_FULL = f"p = ?1 AND length(os) = {8 * _STORED}"
_ONE = f"""
SELECT os, -1 FROM hot WHERE p = ?1
UNION ALL {_KEYS.format(value=_value("?1"), busy="p = ?1", range=_IN.format("?1", "?2"))}"""
_TWO = f"""{_ONE}
UNION ALL SELECT os, -1 FROM hot WHERE p = ?3 AND NOT EXISTS (SELECT 1 FROM hot WHERE {_FULL})
UNION ALL {_KEYS.format(value=_value("?3"), busy=f"p = ?3 OR ({_FULL})", range=_IN.format("?3", "?4"))}"""
# Of a number of 4–8 characters beginnings and ends are one list; few keys, if it is not stored.
_ENDS = f"""
SELECT os, -1 FROM hot WHERE p = ?1
UNION ALL {_KEYS.format(value=_value("?1"), busy="p = ?1", range=_IN.format("?1", "?2"))}
UNION ALL {_KEYS.format(value=_value("?1"), busy="p = ?1", range=_IN.format("?3", "?4"))}"""
_ALL = f"""
SELECT k, {_value("?1")} FROM sk WHERE {_IN.format("?1", "?2")}
UNION ALL SELECT k, {_value("?3")} FROM sk WHERE {_IN.format("?3", "?4")}"""
# Whole numbers bring the line at once.
_VALUE = _value("?1").replace("(o <<", "(sk.o <<")
_LONG_NUMBER = f"""
SELECT k, {_VALUE}, line FROM sk CROSS JOIN line l ON l.o = sk.o
WHERE {_IN.format("?1", "?2")} LIMIT {_STORED + 1}"""
_WHOLE = f"""
SELECT k, {_VALUE}, line FROM sk CROSS JOIN line l ON l.o = sk.o
WHERE sk.k = ?1 AND st BETWEEN {keys.ID} AND {keys.TICKET} LIMIT {_STORED}"""
_SLIPS = f"""
SELECT k, (3 << {_CLASS}) | (o << {_O}) | (st << {_KIND}) FROM sk
WHERE k IN ({",".join("?" * 109)}) AND st = {keys.MOBILE}"""
# The lines of n customers as one text, in the order asked for: a third of the time of n rows of nine columns.
_LINES = tuple(
    f"SELECT group_concat(line, char(9)) FROM (VALUES {','.join(['(?)'] * n)}) v CROSS JOIN line ON o = column1"
    for n in range(1, _STORED + 1)
)

_RANGES = f"""
SELECT k, st, o, h FROM sk WHERE {_IN.format("?1", "?2")} UNION ALL
SELECT k, st, o, h FROM sk WHERE {_IN.format("?3", "?4")}"""
_COUNT = f"SELECT count(*) FROM (SELECT 1 FROM sk WHERE {_IN.format('?1', '?2')} LIMIT {_BUSY + 1})"
# ?5 anywhere in the tag (key and initials), or ?7 among the readings of one whose initial ?6 fits.
_BOTH = f"""
SELECT k, {_value("?1")} FROM ({_RANGES}) n WHERE instr(h, ?5)
  OR (?7 <> '' AND instr(h, ?6) AND instr((SELECT words FROM reading r WHERE r.o = n.o), ?7))"""
_NUMBER_COLUMNS = (keys.CUSTOMER_NO, keys.ID, keys.MOBILE, keys.CARD, keys.ACCOUNT)
_NAMED = f"""
SELECT c.o, c.customer_no, replace(c.id_no, ' ', ''), replace(c.mobile, ' ', ''),
  coalesce((SELECT group_concat(replace(a.card_no, ' ', ''), ' ') FROM account a WHERE a.o = c.o), ''),
  coalesce((SELECT group_concat(replace(a.account_no, ' ', ''), ' ') FROM account a WHERE a.o = c.o), '')
FROM (SELECT DISTINCT o FROM sk WHERE {_IN.format("?", "?")}) f CROSS JOIN customer c ON c.o = f.o"""


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
    """Customers by a whole number (card, account, ID, mobile, customer number, ticket), as a scan brings it.

    [] if nobody has it; a customer of another branch comes back ``minimal``.
    """
    key = keys.number(digits)
    if not key:
        return []
    rows = conn.execute(_WHOLE, (key,)).fetchall()
    return _numbers(conn, rows, key, _STORED) if rows else _elsewhere(conn, key)


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
        if 0 < len(rows) <= _STORED:
            return _numbers(conn, rows, typed, limit)
    second = _second(term)
    if limit > _STORED:
        ranges = (typed, keys.after(typed), second, keys.after(second) if second else "")
        return _best(conn, conn.execute(_ALL, ranges).fetchall(), typed, limit)
    if second:
        sql = _ENDS if second[0] == keys.TAIL else _TWO
        rows = conn.execute(sql, (typed, keys.after(typed), second, keys.after(second))).fetchall()
    else:
        rows = conn.execute(_ONE, (typed, keys.after(typed))).fetchall()
    if rows and rows[0][1] < 0 and len(rows[0][0]) >= 8 * limit:
        return _lines(conn, unpack(f"<{limit}q", rows[0][0][: 8 * limit]), {}, typed)
    return _best(conn, rows, typed, limit)


def _numbers(conn: "Connection", rows: list[tuple[str, int, str]], typed: str, limit: int) -> list[Found]:
    """Found by a long number: nearly always one."""
    if len(rows) > 1:
        return _best(conn, [row[:2] for row in rows], typed, limit)
    k, v, line = rows[0]
    number, name, sex, year, id_masked, branch, own, tier, twin = line.split("\t")
    shown = typed.upper() if v >> _CLASS == 0 else _masked(v, k, typed)
    return [
        Found(
            v >> _O & keys.O_MASK, number, name, sex, _YEAR(year), id_masked, branch, own == "1", tier,
            _MATCH[v >> _CLASS], keys.BY[v >> _KIND & 15], shown, twin == "1", False,
        )
    ]  # fmt: skip


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


def _best(conn: "Connection", rows: list[tuple[Any, int]], typed: str, limit: int) -> list[Found]:
    """The best of keys and stored lists, each customer once."""
    by_answer: dict[int, str] = {}
    for k, v in rows:
        if v < 0:
            by_answer.update(dict.fromkeys(unpack(f"<{len(k) // 8}q", k), ""))
        else:
            by_answer[v] = k
    if len(by_answer) < 2:
        return _lines(conn, tuple(by_answer), by_answer, typed) if by_answer else []
    once: dict[int, int] = {}
    for v in sorted(by_answer):
        once.setdefault(v >> _O & keys.O_MASK, v)
    return _lines(conn, tuple(once.values())[:limit], by_answer, typed)


def _lines(conn: "Connection", answers: Sequence[int], by_answer: Mapping[int, str], typed: str) -> list[Found]:
    """The lines of these answers, in their order."""
    if len(answers) > _STORED:
        head = _lines(conn, answers[:_STORED], by_answer, typed)
        return head + _lines(conn, answers[_STORED:], by_answer, typed)
    ordinals = [v >> _O & 0xFFFFFF for v in answers]
    fields = conn.execute(_LINES[len(ordinals) - 1], ordinals).fetchone()[0].split("\t")
    number, name, sex, year, id_masked, branch, own, tier, twin = (fields[i::_FIELDS] for i in range(_FIELDS))
    kinds = [v >> _KIND & 15 for v in answers]
    shown = _shown(answers, kinds, by_answer, typed, name) if any(kinds) else name
    return list(
        map(
            _found,
            zip(
                ordinals, number, name, sex, map(_YEAR, year), id_masked, branch, map(_TRUE, own), tier,
                [_MATCH[v >> _CLASS] for v in answers], [keys.BY[kind] for kind in kinds], shown, map(_TRUE, twin),
                repeat(False, len(ordinals)), strict=True,
            ),
        )
    )  # fmt: skip


def _shown(
    answers: Sequence[int], kinds: list[int], by_answer: Mapping[int, str], typed: str, names: list[str]
) -> list[str]:
    """The keys that matched: a name as it is, letters as typed, a number masked but for the match and its last four."""
    whole, end = typed.upper(), f"****{typed.upper()}"
    return [
        name if kind == 0
        else typed if kind < keys.ID
        else end if v >> _CLASS == 2
        else whole if v >> _CLASS == 0
        else f"{whole}****{(v & 0xFFFFFFFF).to_bytes(4, 'big').decode().upper()}" if v & 0xFFFFFFFF
        else _masked(v, by_answer.get(v, ""), typed)
        for v, kind, name in zip(answers, kinds, names, strict=True)
    ]  # fmt: skip


def _masked(answer: int, key: str, typed: str) -> str:
    """A number found by its beginning, or by one slip. ``key`` "": a stored answer, which brings the last four."""
    if answer >> _CLASS == 3:
        return f"{key[:3]}****{key[-4:]}"
    four = answer & 0xFFFFFFFF
    end = key[len(typed) :][-4:] if key else four.to_bytes(4, "big").decode() if four else ""
    return f"{typed}****{end}".upper()


def _pair(conn: "Connection", name: keys.Term, number: keys.Term, limit: int) -> list[Found]:
    """A name and a number: from the side with few keys, filtered by the other."""
    key = name.text
    if conn.execute("SELECT 1 FROM hot WHERE p = ?", (key,)).fetchone() is None:
        return _by_name(conn, key, number.text, limit)
    digits = number.text
    tail = keys.tail(digits) if keys.TAIL_FROM <= len(digits) <= keys.TAIL_TO else ""
    ends = (tail, keys.after(tail)) if tail else ("", "")
    begins = ("", "") if _busy(conn, digits) else (digits, keys.after(digits))
    if (not tail and begins[0] == "") or (tail and _busy(conn, tail)):
        return _single(conn, name, limit)  # not yet a number that tells anyone apart
    if name.kind == "han":
        wanted: tuple[str, ...] = (key, key, "")
    else:
        wanted = (f" {key}", f" {key[0]}", f" {key}" if keys.sounds(key) or len(key) == 2 else "")
    return _best(conn, conn.execute(_BOTH, (*begins, *ends, *wanted)).fetchall(), digits, limit)


def _busy(conn: "Connection", key: str) -> bool:
    """True if more keys begin so than are read through."""
    found: int = conn.execute(_COUNT, (key, keys.after(key))).fetchone()[0]
    return found > _BUSY


def _by_name(conn: "Connection", key: str, digits: str, limit: int) -> list[Found]:
    """Few have the name: look at every number of theirs."""
    rows: list[tuple[str, int]] = []
    for o, *told in conn.execute(_NAMED, (key, keys.after(key))).fetchall():
        for kind, numbers in zip(_NUMBER_COLUMNS, told, strict=True):
            for number in map(keys.number, numbers.split()):
                rank = _rank(number, digits)
                if rank is not None:
                    rows.append((number, rank << _CLASS | o << _O | kind << _KIND))
    return _best(conn, rows, digits, limit)


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
            return _best(conn, rows, digits, limit)
    return _elsewhere(conn, digits) if len(digits) >= _SHORTEST_WHOLE else []


def _elsewhere(conn: "Connection", digits: str) -> list[Found]:
    """What was typed stands for the customer number, which this desk is not told."""
    other = elsewhere(conn, digits)
    if other is None:
        return []
    return [
        Found(
            0, digits, "", "", None, "", other.branch_no, False, other.tier,
            Match.EXACT, other.by, digits.upper(), False, True,
        )
    ]  # fmt: skip
