"""One canonical file after the other: typed, checked, joined. All set-based in DuckDB.

Order of the checks of a file: columns of each row, rules over a row, doubled keys, references. A row that fails goes
to the table ``rejects`` and nowhere else.
"""

from dataclasses import dataclass, field
from datetime import date

import duckdb

from teller_assist.hub.feed.columns import SQL_TYPE, masked, value, wrong_code
from teller_assist.hub.feed.lines import Bad
from teller_assist.hub.feed.raw import quoted, text
from teller_assist.hub.feed.report import Control, Join, Report
from teller_assist.hub.feed.rules import RULES, Rule
from teller_assist.hub.feed.spec import FEN, FILES, File

REJECTS = """CREATE TABLE rejects(canonical VARCHAR, file VARCHAR, line BIGINT, "column" VARCHAR, value VARCHAR,
  action VARCHAR, code VARCHAR)"""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a feed is refused, for the rows of a required file. A handful of rejects never refuses."""

    reject_share: float = 0.02
    join_rate: float = 0.98
    reject_rows: int = 10

    def too_many(self, rejected: int, rows: int) -> bool:
        """More than ``reject_share`` of the rows, and more than ``reject_rows`` of them."""
        return rejected > self.reject_rows and rejected > self.reject_share * rows


@dataclass(slots=True)
class Source:
    """Where a canonical file's text rows are. ``columns``: what it has. ``bad``: lines that could not be read."""

    table: str
    file: str  # the file on disk that a reject names
    columns: frozenset[str]
    bad: list[Bad] = field(default_factory=list)
    mapped: bool = False  # by a layout's SELECT: a line need not be a row


class Checker:
    def __init__(self, con: duckdb.DuckDBPyConnection, report: Report, as_of: date, limits: Limits) -> None:
        self.con, self.report, self.as_of, self.limits = con, report, as_of, limits
        con.execute(REJECTS)
        self._present: set[str] = set()

    def take(self, file: File, source: Source | None) -> None:
        """Makes the clean table of ``file``; an empty one where the feed has no such file."""
        if source is None:
            columns = ", ".join(f"{quoted(c.name)} {SQL_TYPE[c.type]}" for c in file.columns)
            self.con.execute(f"CREATE TABLE {file.name} ({columns})")
            return
        self._present.add(file.name)
        for bad in source.bad:
            place = f"{text(source.file)}, {bad.line}, {text(bad.column)}, {text(bad.value)}"
            self._insert(file, f"SELECT {place}", "rejected", bad.code)
        self._columns(file, source)
        for rule in RULES:
            if rule.file == file.name and (not rule.needs or rule.needs in self._present):
                self._rule(rule, file, source)
        self._keys(file, source)
        for column, target in file.refers:
            self._join(file, source, column, target)
        self.con.execute(f"ALTER TABLE {file.name} DROP COLUMN _line")
        self._count(file)

    def _insert(self, file: File, select: str, action: str, code: str) -> None:
        """``select`` gives file, line, column, value; ``code`` is an SQL string or one of its columns."""
        self.con.execute(
            f"INSERT INTO rejects SELECT {text(file.name)}, f, l, c, v, {text(action)}, {text(code)} "
            f"FROM ({select}) AS s(f, l, c, v)"
        )

    def _columns(self, file: File, source: Source) -> None:
        told = [c for c in file.columns if c.name in source.columns]
        good = " AND ".join(f"({wrong_code(c)}) IS NULL" for c in told) or "true"
        typed = ", ".join(
            f"CAST({value(c) if c.name in source.columns else 'NULL'} AS {SQL_TYPE[c.type]}) AS {quoted(c.name)}"
            for c in file.columns
        )
        execute = self.con.execute
        execute(f"CREATE TABLE {file.name} AS SELECT _line, {typed} FROM {source.table} WHERE {good}")
        execute(f"CREATE TEMP TABLE bad_rows AS SELECT * FROM {source.table} WHERE NOT ({good})")
        (rows,) = execute("SELECT count(*) FROM bad_rows").fetchone() or (0,)
        if rows and file.name == "consents" and {"customer_no", "purpose", "given", "on"} <= source.columns:
            self._refusals(source)
        for column in told if rows else ():
            code, shown = wrong_code(column), _shown(source, column.name)
            execute(
                f"INSERT INTO rejects SELECT {text(file.name)}, {shown}, 'rejected', {code} "
                f"FROM bad_rows WHERE ({code}) IS NOT NULL"
            )
        execute("DROP TABLE bad_rows")

    def _refusals(self, source: Source) -> None:
        """An unreadable consent counts as a refusal on the day of the data: no typing error loses an opt-out."""
        purposes = ", ".join(text(p) for p in PURPOSES)
        known = "customer_no IS NOT NULL AND customer_no IN (SELECT customer_no FROM customers)"
        day = f"DATE {text(self.as_of.isoformat())}"
        self.con.execute(
            'INSERT INTO consents(_line, customer_no, purpose, given, "on") SELECT _line, customer_no, '
            f"CASE WHEN purpose IN ({purposes}) THEN purpose ELSE 'marketing' END, false, {day} "
            f"FROM bad_rows WHERE {known}"
        )
        shown = _shown(source, "on")
        self._insert(BY_NAME["consents"], f"SELECT {shown} FROM bad_rows WHERE {known}", "repaired", "refusal")
        self.con.execute(f"DELETE FROM bad_rows WHERE {known}")

    def _rule(self, rule: Rule, file: File, source: Source) -> None:
        where = rule.wrong.replace("$as_of", f"DATE {text(self.as_of.isoformat())}")
        self._insert(
            file, f"SELECT {_shown(source, rule.column)} FROM {file.name} WHERE {where}", rule.action, rule.code
        )
        if rule.action == "rejected":
            self.con.execute(f"DELETE FROM {file.name} WHERE {where}")
        elif rule.action == "repaired":
            self.con.execute(f"UPDATE {file.name} SET {quoted(rule.column)} = {rule.repair} WHERE {where}")

    def _keys(self, file: File, source: Source) -> None:
        """The first row of a key stays. Only the keys that are doubled are sorted, not the whole file."""
        if not file.key:
            return
        key = ", ".join(f"coalesce({quoted(k)}, 'all')" if k == "category" else quoted(k) for k in file.key)
        again = f"SELECT ({key}) FROM {file.name} GROUP BY {key} HAVING count(*) > 1"
        nth = f"row_number() OVER (PARTITION BY {key} ORDER BY _line, t.rowid)"
        self.con.execute(
            "CREATE TEMP TABLE doubled AS SELECT * EXCLUDE (nth) FROM ("
            f"SELECT t.rowid AS id, _line, {quoted(file.key[0])}, {nth} AS nth "
            f"FROM {file.name} t WHERE ({key}) IN ({again})) WHERE nth > 1"
        )
        shown = _shown(source, file.key[0], "+".join(file.key))
        self._insert(file, f"SELECT {shown} FROM doubled", "rejected", "duplicate")
        self.con.execute(f"DELETE FROM {file.name} WHERE rowid IN (SELECT id FROM doubled)")
        self.con.execute("DROP TABLE doubled")

    def _join(self, file: File, source: Source, column: str, target: str) -> None:
        """The join rate; a row that points nowhere is rejected, but an unknown branch is only marked."""
        name, _, key = target.partition(".")
        if name not in self._present:
            return
        c = quoted(column)
        lost = f"{c} IS NOT NULL AND {c} NOT IN (SELECT {quoted(key)} FROM {name})"
        query = f"SELECT count({c}), count(*) FILTER (WHERE {lost}) FROM {file.name}"
        rows, missed = self.con.execute(query).fetchone() or (0, 0)
        alarm = (rows - missed) < rows * self.limits.join_rate
        join = Join(file.name, column, target, rows, rows - missed, alarm)
        self.report.joins.append(join)
        if alarm:
            self._alarm(file, join)
        if missed:
            action = "kept" if name == "branches" else "rejected"
            shown = _shown(source, column)
            self._insert(file, f"SELECT {shown} FROM {file.name} WHERE {lost}", action, "unknown")
            if action == "rejected":
                self.con.execute(f"DELETE FROM {file.name} WHERE {lost}")

    def _alarm(self, file: File, join: Join) -> None:
        name, _, key = join.to.partition(".")
        here, there = self._length(file.name, join.column), self._length(name, key)
        place, limit = f"{file.name}.{join.column}", f"{self.limits.join_rate:.0%}"
        zh = f"{place} 仅 {join.rate:.2%} 能对上 {join.to}(下限 {limit})"
        en = f"only {join.rate:.2%} of {place} are in {join.to} (limit {limit})"
        if here is not None and there is not None and here != there:
            zh += f";{place} 多为 {here} 位,而 {join.to} 为 {there} 位:是否被截断或补位?"
            en += f"; {place} is mostly {here} characters long and {join.to} {there}: cut off or padded?"
        (self.report.refuse if file.required else self.report.note)(zh, en)

    def _length(self, table: str, column: str) -> int | None:
        row = self.con.execute(f"SELECT mode(length({quoted(column)})) FROM {table}").fetchone()
        return row[0] if row else None

    def _count(self, file: File) -> None:
        found = self.report.file(file.name)
        query = f"SELECT action, count(*) FROM rejects WHERE canonical = {text(file.name)} GROUP BY action"
        counted = dict(self.con.execute(query).fetchall())
        (found.taken,) = self.con.execute(f"SELECT count(*) FROM {file.name}").fetchone() or (0,)
        found.rejected = found.rows - found.taken
        found.repaired, found.kept = counted.get("repaired", 0), counted.get("kept", 0)
        if not file.required:
            return
        share, limit = f"{found.rejected}/{found.rows}", f"{self.limits.reject_share:.0%}"
        if not found.rows:
            en = f"{file.name} has a header but no rows: send it again whole"
            self.report.refuse(f"{file.name} 没有数据行,请重新报送", en)
        elif self.limits.too_many(found.rejected, found.rows):
            self.report.refuse(
                f"{file.name} 有 {share} 行被拒收,超过 {limit};见拒收明细",
                f"{share} rows of {file.name} are rejected, more than {limit}; the rejects file says why",
            )

    def control(self, file: File, source: Source, what: str, told: int) -> None:
        """Compares a control total with what came, before anything is rejected."""
        place = f"{file.name}.{what}"
        found: int | None = self.report.file(file.name).rows
        if what != "rows":
            if what not in {c.name for c in file.columns if c.type == FEN} & source.columns:
                en = f"control total {place}: no such amount column"
                return self.report.refuse(f"控制总数 {place} 不是本文件的金额列", en)
            found = self._sum(source.table, what)
        if found != told and source.bad and (what != "rows" or source.mapped):
            found = None  # unreadable lines are rejects; what they would have added is not known
        control = Control(file.name, what, told, found)
        self.report.controls.append(control)
        if found is None:
            en = f"control total {place} cannot be added up: an amount is unreadable"
            self.report.note(f"控制总数 {place} 无法核对:有金额不可读", en)
        elif not control.ok:
            en = f"control total of {place}: {told} was told, {found} came; send the file again"
            self.report.refuse(f"控制总数不符:{place} 应为 {told},实为 {found}", en)
        return None

    def _sum(self, table: str, column: str) -> int | None:
        c = quoted(column)
        whole = rf"regexp_full_match({c}, '^-?\d{{1,30}}$')"
        total = f"coalesce(sum(CASE WHEN {whole} THEN TRY_CAST({c} AS HUGEINT) END), 0)"
        query = f"SELECT {total}, count(*) FILTER (WHERE NOT {whole}) FROM {table}"
        found, unread = self.con.execute(query).fetchone() or (0, 0)
        return None if unread else int(found)


def _shown(source: Source, column: str, label: str = "") -> str:
    """SQL of a reject's place: file, line, column, masked value."""
    where = f"{text(source.file)}, coalesce(_line, 0), {text(label or column)}"
    return f"{where}, {masked(quoted(column))}"


BY_NAME = {file.name: file for file in FILES}
PURPOSES = next(c.one_of for c in BY_NAME["consents"].columns if c.name == "purpose")
