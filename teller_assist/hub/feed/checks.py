"""One canonical file after the other: typed, checked, joined. All set-based in DuckDB.

Order of the checks of a file: columns of each row, rules over a row, doubled keys, references. A row that fails goes
to the table ``rejects`` and nowhere else.
"""

from dataclasses import dataclass, field
from datetime import date

import duckdb

from teller_assist.hub.feed.columns import MOST_FEN, SQL_TYPE, masked, value, wrong_code, wrongs
from teller_assist.hub.feed.lines import Bad
from teller_assist.hub.feed.raw import quoted, text
from teller_assist.hub.feed.report import Control, Join, Report
from teller_assist.hub.feed.rules import RULES, Rule
from teller_assist.hub.feed.spec import FEN, FILES, File

REJECTS = """CREATE TABLE rejects(canonical VARCHAR, file VARCHAR, line BIGINT, "column" VARCHAR, value VARCHAR,
  action VARCHAR, code VARCHAR)"""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a feed is refused: shares of the rows of a required file."""

    reject_share: float = 0.02
    join_rate: float = 0.98


@dataclass(slots=True)
class Source:
    """Where a canonical file's text rows are. ``columns``: what it has. ``bad``: lines that could not be read."""

    table: str
    file: str  # the file on disk that a reject names
    columns: frozenset[str]
    bad: list[Bad] = field(default_factory=list)


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
            self._insert(
                file,
                f"SELECT {text(source.file)}, {bad.line}, {text(bad.column)}, {text(bad.value)}",
                "rejected",
                bad.code,
            )
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
        good = " AND ".join(f"({wrong_code(c)}) IS NULL" for c in told)
        typed = ", ".join(
            f"CAST({value(c) if c.name in source.columns else 'NULL'} AS {SQL_TYPE[c.type]}) AS {quoted(c.name)}"
            for c in file.columns
        )
        self.con.execute(
            f"CREATE TABLE {file.name} AS SELECT _line, {typed} FROM {source.table} WHERE {good}"
        )
        self.con.execute(
            f"CREATE OR REPLACE TEMP TABLE bad_rows AS SELECT * FROM {source.table} WHERE NOT ({good})"
        )
        (rows,) = self.con.execute("SELECT count(*) FROM bad_rows").fetchone() or (0,)
        for column in told if rows else ():
            if not wrongs(column):
                continue
            self.con.execute(
                f"INSERT INTO rejects SELECT {text(file.name)}, {text(source.file)}, coalesce(_line, 0), {text(column.name)}, "
                f"{masked(quoted(column.name))}, 'rejected', {wrong_code(column)} FROM bad_rows WHERE ({wrong_code(column)}) IS NOT NULL"
            )
        self.con.execute("DROP TABLE bad_rows")

    def _rule(self, rule: Rule, file: File, source: Source) -> None:
        where = rule.wrong.replace("$as_of", f"DATE {text(self.as_of.isoformat())}")
        shown = f"SELECT {text(source.file)}, coalesce(_line, 0), {text(rule.column)}, {masked(quoted(rule.column))}"
        self._insert(file, f"{shown} FROM {file.name} WHERE {where}", rule.action, rule.code)
        if rule.action == "rejected":
            self.con.execute(f"DELETE FROM {file.name} WHERE {where}")
        elif rule.action == "repaired":
            self.con.execute(f"UPDATE {file.name} SET {quoted(rule.column)} = {rule.repair} WHERE {where}")

    def _keys(self, file: File, source: Source) -> None:
        """The first row of a key stays. Only the keys that are doubled are sorted, not the whole file."""
        if not file.key:
            return
        key = ", ".join(f"coalesce({quoted(k)}, 'all')" if k == "category" else quoted(k) for k in file.key)
        self.con.execute(
            f"CREATE OR REPLACE TEMP TABLE doubled AS SELECT id, _line, shown FROM (SELECT t.rowid AS id, _line, {masked(quoted(file.key[0]))} "
            f"AS shown, row_number() OVER (PARTITION BY {key} ORDER BY _line, t.rowid) AS nth FROM {file.name} t WHERE ({key}) IN "
            f"(SELECT ({key}) FROM {file.name} GROUP BY {key} HAVING count(*) > 1)) WHERE nth > 1"
        )
        select = (
            f"SELECT {text(source.file)}, coalesce(_line, 0), {text('+'.join(file.key))}, shown FROM doubled"
        )
        self._insert(file, select, "rejected", "duplicate")
        self.con.execute(f"DELETE FROM {file.name} WHERE rowid IN (SELECT id FROM doubled)")
        self.con.execute("DROP TABLE doubled")

    def _join(self, file: File, source: Source, column: str, target: str) -> None:
        """The join rate; a row that points nowhere is rejected, but an unknown branch is only marked."""
        name, _, key = target.partition(".")
        if name not in self._present:
            return
        c = quoted(column)
        lost = f"{c} IS NOT NULL AND {c} NOT IN (SELECT {quoted(key)} FROM {name})"
        rows, missed = self.con.execute(
            f"SELECT count({c}), count(*) FILTER (WHERE {lost}) FROM {file.name}"
        ).fetchone() or (0, 0)
        join = Join(
            file.name, column, target, rows, rows - missed, missed > rows * (1 - self.limits.join_rate)
        )
        self.report.joins.append(join)
        if join.alarm:
            self._alarm(file, join)
        if missed:
            action = "kept" if name == "branches" else "rejected"
            shown = f"SELECT {text(source.file)}, coalesce(_line, 0), {text(column)}, {masked(c)}"
            self._insert(file, f"{shown} FROM {file.name} WHERE {lost}", action, "unknown")
            if action == "rejected":
                self.con.execute(f"DELETE FROM {file.name} WHERE {lost}")

    def _alarm(self, file: File, join: Join) -> None:
        name, _, key = join.to.partition(".")
        here, there = self._length(file.name, join.column), self._length(name, key)
        cut = here is not None and there is not None and here != there
        zh = (
            f"{file.name}.{join.column} 仅 {join.rate:.2%} 能对上 {join.to}(下限 {self.limits.join_rate:.0%})"
        )
        en = f"only {join.rate:.2%} of {file.name}.{join.column} are in {join.to} (limit {self.limits.join_rate:.0%})"
        if cut:
            zh += f";号码多为 {here} 位而对方为 {there} 位,是否被截断或补位?"
            en += (
                f"; the numbers are mostly {here} characters long there and {there} here: cut off or padded?"
            )
        (self.report.refuse if file.required else self.report.note)(zh, en)

    def _length(self, table: str, column: str) -> int | None:
        row = self.con.execute(f"SELECT mode(length({quoted(column)})) FROM {table}").fetchone()
        return row[0] if row else None

    def _count(self, file: File) -> None:
        found = self.report.file(file.name)
        counted = dict(self.con.execute(
            "SELECT action, count(DISTINCT (file, line)) FILTER (WHERE line > 0) + count(*) FILTER (WHERE line = 0) FROM rejects "
            f"WHERE canonical = {text(file.name)} GROUP BY action"
        ).fetchall())  # fmt: skip
        (found.taken,) = self.con.execute(f"SELECT count(*) FROM {file.name}").fetchone() or (0,)
        found.rejected = found.rows - found.taken
        found.repaired, found.kept = counted.get("repaired", 0), counted.get("kept", 0)
        share = found.rejected / found.rows if found.rows else 0
        if not file.required:
            return
        if not found.rows:
            self.report.refuse(
                f"{file.name} 没有数据行", f"{file.name} has a header but no rows: send it again whole"
            )
        elif share > self.limits.reject_share:
            self.report.refuse(
                f"{file.name} 有 {found.rejected}/{found.rows} 行被拒收({share:.1%}),超过 {self.limits.reject_share:.0%};见拒收明细",
                f"{found.rejected} of {found.rows} rows of {file.name} are rejected ({share:.1%}, limit "
                f"{self.limits.reject_share:.0%}); the rejects file says why",
            )

    def control(self, file: File, source: Source, what: str, told: int) -> None:
        """Compares a control total with what came, before anything is rejected. Raises nothing: the report says it."""
        found: int | None = self.report.file(file.name).rows
        if what != "rows":
            column = next((c for c in file.columns if c.name == what and c.type == FEN), None)
            if column is None or what not in source.columns:
                return self.report.refuse(
                    f"控制总数 {file.name}.{what} 不是本文件的金额列",
                    f"control total {file.name}.{what}: no such amount column",
                )
            found = self._sum(source.table, what)
        control = Control(file.name, what, told, found)
        self.report.controls.append(control)
        if found is None:
            self.report.note(
                f"控制总数 {file.name}.{what} 无法核对:有金额不可读",
                f"control total {file.name}.{what} cannot be added up: an amount is unreadable",
            )
        elif not control.ok:
            self.report.refuse(
                f"控制总数不符:{file.name}.{what} 应为 {told},实为 {found}",
                f"control total of {file.name}.{what}: {told} was told, {found} came; send the file again",
            )
        return None

    def _sum(self, table: str, column: str) -> int | None:
        c = quoted(column)
        total, unread = self.con.execute(
            rf"SELECT coalesce(sum(TRY_CAST({c} AS HUGEINT)), 0), count(*) FILTER (WHERE NOT regexp_full_match({c}, '^-?\d{{1,30}}$')) "
            f"FROM {table}"
        ).fetchone() or (0, 0)
        return None if unread else int(total)


BY_NAME = {file.name: file for file in FILES}
__all__ = ["BY_NAME", "MOST_FEN", "Checker", "Limits", "Source"]
