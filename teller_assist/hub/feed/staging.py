"""The feed doctor: from a folder of files to clean typed tables, all or nothing.

Everything happens in a scratch folder under ``work`` (mode 0700, removed at the end); nothing in use is touched.
"""

import csv
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Self

import duckdb

from teller_assist.errors import BadFeed, BadInput
from teller_assist.hub.feed.checks import BY_NAME, Checker, Limits, Source
from teller_assist.hub.feed.intake import Intake, Taken
from teller_assist.hub.feed.raw import LINE_BITS, RawTable, quoted
from teller_assist.hub.feed.reasons import REASONS
from teller_assist.hub.feed.report import SAMPLE, FileReport, Reject, Report
from teller_assist.hub.feed.spec import FILES, File
from teller_assist.paths import private

MEMORY = "1GB"
AHEAD = timedelta(days=2)  # what a feed's day may be ahead of the clock


class FeedMeta(NamedTuple):
    bank: str
    as_of: date
    home_branch: str
    layout: str  # "" the canonical form


@dataclass(slots=True)
class Staged:
    """Clean tables, one per canonical file, in ``con``. Leaving the ``with`` block removes the scratch folder."""

    con: duckdb.DuckDBPyConnection
    report: Report
    meta: FeedMeta
    scratch: Path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.con.close()
        shutil.rmtree(self.scratch, ignore_errors=True)


def stage(
    folder: Path, work: Path, layout: str | None = None, *, rejects: Path | None = None, memory: str = MEMORY,
    today: date | None = None,
) -> Staged:  # fmt: skip
    """Checks the feed in ``folder`` and gives its clean tables. ``today``: default the clock's day.

    ``rejects``: where to write the rejected rows, default ``work/rejects.csv``. Raises ``BadInput`` if there is
    no such folder and ``BadFeed`` if the feed is refused; its ``facts["report"]`` is the ``Report`` with all
    that was found.
    """
    if not folder.is_dir():
        raise BadInput(f"{folder} is not a folder; give the folder the feed's files lie in")
    work.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix="feed-", dir=work))
    doctor = _Doctor(folder, scratch, memory, today or datetime.now().astimezone().date())
    try:
        meta = doctor.run(layout, rejects or work / "rejects.csv")
    except BaseException:
        doctor.close()
        raise
    if doctor.report.refusals or meta is None or doctor.intake.con is None:
        doctor.close()
        first, *others = doctor.report.refused
        more = f" ({len(others)} more reasons: `teller-assist feed check` tells them all)" if others else ""
        raise BadFeed(f"the feed is refused: {first}{more}", report=doctor.report)
    return Staged(doctor.intake.con, doctor.report, meta, scratch)


def check(folder: Path, layout: str | None = None, *, rejects: Path | None = None, memory: str = MEMORY) -> Report:
    """What ``stage`` would find, keeping nothing but the rejects file. Raises ``BadInput``: no such folder."""
    with tempfile.TemporaryDirectory(prefix="feed-check-") as work:
        kept = rejects or Path(work) / "rejects.csv"
        try:
            with stage(folder, Path(work), layout, rejects=kept, memory=memory) as staged:
                report = staged.report
        except BadFeed as refused:
            found = refused.facts["report"]
            assert isinstance(found, Report)
            report = found
    if rejects is None:
        report.rejects_file = None
    return report


class _Doctor:
    def __init__(self, folder: Path, scratch: Path, memory: str, today: date) -> None:
        self.report, self.scratch, self.today = Report(), scratch, today
        self.intake = Intake(folder, scratch, memory, self.report)

    def close(self) -> None:
        if self.intake.con is not None:
            self.intake.con.close()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def run(self, layout: str | None, rejects: Path) -> FeedMeta | None:
        """None if the feed is refused before its rows could be looked at."""
        try:
            taken = self.intake.run(layout)
        except BadFeed as wrong:
            self.report.refuse(str(wrong.facts.get("zh", wrong)), str(wrong))
            return None
        self._not_ahead(taken.as_of)
        limits = self._limits(taken)
        checker = Checker(taken.con, self.report, taken.as_of, limits)
        self._controls(checker, taken)
        for file in FILES:
            self.report.file(file.name)
            self._missing(file, taken.sources.get(file.name))
            checker.take(file, taken.sources.get(file.name))
        self._raw_losses(taken, limits)
        order = list(BY_NAME)
        self.report.files.sort(key=lambda f: order.index(f.name) if f.name in BY_NAME else len(order))
        self._write_rejects(taken.con, taken.raws, rejects)
        self._tidy(taken.con)
        home = self._home(taken.con)
        return FeedMeta(self.report.bank, taken.as_of, home, taken.layout.name)

    def _not_ahead(self, as_of: date) -> None:
        """Data of a later day than tomorrow's clock anywhere on earth: a mistyped year, or a wrong clock."""
        if as_of - self.today > AHEAD:
            self.report.refuse(
                f"数据日期 {as_of} 晚于今天 {self.today};请核对 feed.toml 的 as_of 和本机日期",
                f"the data are of {as_of}, but today is {self.today}: check as_of in feed.toml, and this clock",
            )

    def _limits(self, taken: Taken) -> Limits:
        given = {**taken.layout.limits, **taken.told.get("limits", {})}
        shares = ("reject_share", "join_rate")
        known = {k: v for k, v in given.items() if k in shares and isinstance(v, int | float) and 0 <= v <= 1}
        rows = given.get("reject_rows", 10)
        if set(given) - set(known) - {"reject_rows"} or not isinstance(rows, int):
            self.report.refuse(
                "[limits] 只认 reject_share、join_rate(0 到 1)和 reject_rows(整数)",
                "[limits] knows reject_share and join_rate, each from 0 to 1, and reject_rows, a whole number",
            )
            return Limits()
        return Limits(**known, reject_rows=rows)

    def _missing(self, file: File, source: Source | None) -> None:
        """Required files and columns; unknown columns are said, not swallowed."""
        if source is None:
            if file.required:
                self.report.refuse(
                    f"缺少必需文件 {file.name}.csv,请补送",
                    f"{file.name}.csv is not in the feed: send it, the feed needs it",
                )
            return
        for column in file.columns:
            if column.required and column.name not in source.columns:
                self.report.refuse(
                    f"{source.file} 缺少列 {column.name}({column.meaning});请在表头和各行补上该列",
                    f"{source.file} has no column {column.name} ({column.meaning}): add it to header and rows",
                )
        if extra := sorted(source.columns - {c.name for c in file.columns}):
            names = ", ".join(extra)
            self.report.note(f"{source.file} 有未知列,未使用:{names}", f"{source.file}: columns not used: {names}")

    def _controls(self, checker: Checker, taken: Taken) -> None:
        for named, totals in taken.told.get("control", {}).items():
            name = named.removesuffix(".csv").removesuffix(".xlsx")
            whole = isinstance(totals, dict) and all(isinstance(v, int) for v in totals.values())
            if name not in taken.sources or not whole:
                self.report.refuse(
                    f"控制总数 [control.{named}] 所指文件不存在,或不是整数",
                    f"[control.{named}] names no file of the feed, or a total that is no whole number",
                )
                continue
            for what, told in totals.items():
                checker.control(BY_NAME[name], taken.sources[name], what, told)

    def _raw_losses(self, taken: Taken, limits: Limits) -> None:
        """Bad lines of raw files that are no target's main file: they must not vanish either."""
        mains = {name for target in taken.layout.targets for name in target.mains}
        for name, raw in taken.raws.items() if taken.layout.targets else ():
            if name in mains or not raw.bad:
                continue
            label, tally = f"raw.{name}", raw.tally
            rows = [(label, raw.path.name, *_place(bad), "rejected", bad.code) for bad in raw.bad]
            taken.con.executemany("INSERT INTO rejects VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            found = FileReport(label, raw.path.name, tally.lines, tally.records, tally.good, tally.bad)
            self.report.files.append(found)
            if limits.too_many(tally.bad, tally.records):
                en = f"{tally.bad} of {tally.records} lines of {raw.path.name} cannot be read"
                self.report.refuse(f"{raw.path.name} 有 {tally.bad}/{tally.records} 行不可读", en)

    def _tidy(self, con: duckdb.DuckDBPyConnection) -> None:
        """Only the clean tables stay."""
        con.execute("DROP TABLE rejects")
        query = "SELECT schema_name, table_name FROM duckdb_tables() WHERE schema_name IN ('raw', 'target')"
        for schema, table in con.execute(query).fetchall():
            con.execute(f"DROP TABLE {quoted(schema)}.{quoted(table)}")

    def _home(self, con: duckdb.DuckDBPyConnection) -> str:
        """The home branch as told; else the one with most customers, which is said."""
        if not self.report.home_branch:
            query = "SELECT branch_no FROM customers GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
            row = con.execute(query).fetchone()
            home = self.report.home_branch = row[0] if row else ""
            self.report.note(f"未指定本网点,取客户最多的 {home}", f"no home branch told; {home} has most customers")
        elif self.report.home_branch not in (known := known_branches(con)):
            home, some = self.report.home_branch, ", ".join(known[:10])
            self.report.refuse(
                f"本网点 {home} 不在网点表中(有 {some});请更正 home_branch",
                f"home_branch {home} is no branch of the feed (it has {some}): correct it",
            )
        return self.report.home_branch

    def _write_rejects(self, con: duckdb.DuckDBPyConnection, raws: dict[str, RawTable], path: Path) -> None:
        self.report.reasons = con.execute(
            'SELECT canonical, "column", action, code, count(*) FROM rejects GROUP BY ALL '
            "ORDER BY action DESC, count(*) DESC, 1, 2, 4"
        ).fetchall()
        names = [raw.path.name for raw in raws.values()]
        con.execute("CREATE TEMP TABLE raw_names AS SELECT unnest(?::VARCHAR[]) AS name", [names])
        con.execute("ALTER TABLE raw_names ADD COLUMN place BIGINT")
        con.execute("UPDATE raw_names SET place = rowid + 1")
        columns = ("file", "line", "column", "value", "action", "code")
        found = con.execute(
            f"SELECT coalesce(name, file) AS file, line & {(1 << LINE_BITS) - 1} AS line, "
            '"column", value, action, code '
            f"FROM rejects LEFT JOIN raw_names ON place = line >> {LINE_BITS} "
            'ORDER BY action DESC, 1, 2, "column", code'
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="", opener=private) as out:
            write = csv.writer(out)
            write.writerow((*columns, "reason", "reason_zh"))
            while rows := found.fetchmany(10_000):
                if len(self.report.sample) < SAMPLE:
                    self.report.sample = [Reject(*row) for row in rows[:SAMPLE]]
                write.writerows((*row, REASONS[row[5]].en, REASONS[row[5]].zh) for row in rows)
        self.report.rejects_file = path


def known_branches(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The numbers of all branches told, and of those that customers belong to, in order."""
    query = "SELECT branch_no FROM branches UNION SELECT branch_no FROM customers ORDER BY 1"
    return [number for (number,) in con.execute(query).fetchall()]


def _place(bad: tuple[int, str, str, str]) -> tuple[int, str, str]:
    return bad[0], bad[1], bad[2]
