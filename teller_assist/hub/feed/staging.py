"""The feed doctor: from a folder of files to clean typed tables, all or nothing.

Everything happens in a scratch folder under ``work`` (mode 0700, removed at the end); nothing that is in use is touched.
"""

import csv
import re
import shutil
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple, Self

import duckdb

from teller_assist.errors import BadFeed, BadInput
from teller_assist.hub.feed import layouts
from teller_assist.hub.feed.checks import BY_NAME, Checker, Limits, Source
from teller_assist.hub.feed.layouts import Layout
from teller_assist.hub.feed.raw import RawTable, Shape, connect, ingest, quoted, text
from teller_assist.hub.feed.reasons import REASONS
from teller_assist.hub.feed.report import SAMPLE, FileReport, Reject, Report
from teller_assist.hub.feed.spec import FILES, File

MEMORY = "1GB"


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
    folder: Path, work: Path, layout: str | None = None, *, rejects: Path | None = None, memory: str = MEMORY
) -> Staged:
    """Checks the feed in ``folder`` and gives its clean tables.

    ``rejects``: where to write the rejected rows, default ``work/rejects.csv``. Raises ``BadInput`` if there is no such
    folder and ``BadFeed`` if the feed is refused; its ``facts["report"]`` is the ``Report`` with all that was found.
    """
    if not folder.is_dir():
        raise BadInput(f"{folder} is not a folder; give the folder the feed's files lie in")
    work.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix="feed-", dir=work))
    doctor = _Doctor(folder, scratch, layout, memory)
    try:
        meta = doctor.run(rejects or work / "rejects.csv")
    except BaseException:
        doctor.close()
        raise
    if doctor.report.refusals or meta is None or doctor.con is None:
        doctor.close()
        refused = doctor.report.refused
        more = f" (and {len(refused) - 1} more reasons)" if len(refused) > 1 else ""
        raise BadFeed(f"the feed is refused: {refused[0]}{more}", report=doctor.report)
    return Staged(doctor.con, doctor.report, meta, scratch)


def check(
    folder: Path, layout: str | None = None, *, rejects: Path | None = None, memory: str = MEMORY
) -> Report:
    """What ``stage`` would find, keeping nothing but the rejects file. Raises ``BadInput`` if there is no such folder."""
    with tempfile.TemporaryDirectory(prefix="feed-check-") as work:
        kept = rejects or Path(work) / "rejects.csv"
        try:
            with stage(folder, Path(work), layout, rejects=kept, memory=memory) as staged:
                report = staged.report
        except BadFeed as refused:
            report = refused.facts["report"]  # type: ignore[assignment]
    if rejects is None:
        report.rejects_file = None
    return report


class _Doctor:
    def __init__(self, folder: Path, scratch: Path, layout: str | None, memory: str) -> None:
        self.folder, self.scratch, self.named, self.memory = folder, scratch, layout, memory
        self.report = Report()
        self.con: duckdb.DuckDBPyConnection | None = None
        self.raws: dict[str, RawTable] = {}
        self.told: dict[str, Any] = {}

    def close(self) -> None:
        if self.con is not None:
            self.con.close()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def run(self, rejects: Path) -> FeedMeta | None:
        """None if the feed is refused before its rows could be looked at."""
        try:
            layout = self._layout()
            self.report.layout = layout.name
            sources, as_of = self._read(layout)
        except BadFeed as wrong:
            self.report.refuse(str(wrong.facts.get("zh", wrong)), str(wrong))
            return None
        assert self.con is not None
        limits = self._limits(layout)
        checker = Checker(self.con, self.report, as_of, limits)
        self._controls(checker, sources)
        for file in FILES:
            self.report.file(file.name)
            self._missing(file, sources.get(file.name))
            checker.take(file, sources.get(file.name))
        self._raw_losses(layout, limits)
        self._write_rejects(rejects)
        self.con.execute("DROP TABLE rejects")
        for (name,) in self.con.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name IN ('raw', 'target')"
        ).fetchall():
            self.con.execute(
                f"DROP TABLE IF EXISTS raw.{quoted(name)}; DROP TABLE IF EXISTS target.{quoted(name)}"
            )
        home = self._home()
        return FeedMeta(self.report.bank, as_of, home, layout.name)

    # -- what kind of feed -------------------------------------------------------------------------------------------
    def _layout(self) -> Layout:
        toml = self.folder / "feed.toml"
        if toml.is_file():
            try:
                self.told = tomllib.loads(toml.read_text("utf-8-sig"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
                raise BadFeed(
                    f"feed.toml cannot be read: {wrong}", zh=f"feed.toml 无法读取:{wrong}"
                ) from wrong
        named = self.named or self.told.get("layout")
        if named:
            return layouts.load_layout(str(named), self.folder)
        if any((self.folder / f"{f.name}.{end}").exists() for f in FILES for end in ("csv", "xlsx")):
            return layouts.canonical(self.folder)
        found = layouts.detect(self.folder)
        if found is None:
            raise BadFeed(
                f"{self.folder.name or self.folder} holds no canonical file (customers.csv …) and fits no shipped layout "
                f"({', '.join(layouts.shipped())}); name one with --layout or in feed.toml",
                zh=f"{self.folder.name or self.folder} 中没有标准文件(customers.csv 等),也不符合任何内置版式"
                f"({'、'.join(layouts.shipped())});请用 --layout 或在 feed.toml 中指定",
            )
        self.report.note(
            f"未见 feed.toml,按文件名识别为版式 {found.name}",
            f"no feed.toml; by its file names this is layout {found.name}",
        )
        return found

    def _limits(self, layout: Layout) -> Limits:
        given = {**layout.limits, **self.told.get("limits", {})}
        known = {
            k: float(v)
            for k, v in given.items()
            if k in ("reject_share", "join_rate") and isinstance(v, int | float) and 0 <= v <= 1
        }
        if len(known) < len(given):
            self.report.refuse(
                "limits 中有无法识别的项", "[limits] knows reject_share and join_rate, each from 0 to 1"
            )
        return Limits(**known)

    # -- reading -----------------------------------------------------------------------------------------------------
    def _read(self, layout: Layout) -> tuple[dict[str, Source], date]:
        con = self.con = connect(self.scratch, self.memory)
        con.execute("CREATE SCHEMA raw; CREATE SCHEMA target")
        for name, path in layout.aux:
            ingest(con, path, f"raw.{quoted(name)}", Shape(), self.scratch)
        wrong: list[BadFeed] = []
        for raw in layout.raws:
            path = layouts.find(self.folder, raw)
            if path is None:
                if not raw.optional:
                    wrong.append(
                        BadFeed(
                            f"{raw.pattern} is not in the folder: send it",
                            zh=f"缺少文件 {raw.pattern},请补送",
                        )
                    )
                continue
            try:
                ready = layouts.in_encoding(raw, path, str(self.told.get("encoding", "")))
                self.raws[raw.name] = ingest(con, path, f"raw.{quoted(raw.name)}", ready.shape, self.scratch)
            except (BadFeed, LookupError) as bad:
                wrong.append(bad if isinstance(bad, BadFeed) else BadFeed(f"{path.name}: {bad}"))
        for each in wrong[1:]:
            self.report.refuse(str(each.facts.get("zh", each)), str(each))
        if wrong:
            raise wrong[0]
        self._spelling()
        if layout.targets:
            return self._select(layout)
        self._strays({r.path.name for r in self.raws.values()})
        return self._plain(), self._meta(self.told, None)

    def _spelling(self) -> None:
        for raw in self.raws.values():
            if raw.tally.bom:
                self.report.note(
                    f"{raw.path.name} 带 BOM,已忽略",
                    f"{raw.path.name} begins with a byte order mark; left out",
                )
            if raw.tally.crlf:
                self.report.note(f"{raw.path.name} 行尾为 CRLF", f"{raw.path.name} has CRLF line ends")

    def _strays(self, used: set[str]) -> None:
        stray = sorted(
            p.name
            for p in self.folder.iterdir()
            if p.is_file() and p.name not in used and p.suffix in (".csv", ".xlsx")
        )
        if stray:
            self.report.note(
                f"未识别的文件,未读取:{'、'.join(stray)}",
                f"files that are no part of the feed, not read: {', '.join(stray)}",
            )

    def _plain(self) -> dict[str, Source]:
        sources = {}
        for name, raw in self.raws.items():
            self._count(self.report.file(name), raw)
            sources[name] = Source(raw.table, raw.path.name, frozenset(raw.names), raw.bad)
        self.report.files.sort(key=lambda f: list(BY_NAME).index(f.name))
        return sources

    def _count(self, found: FileReport, raw: RawTable) -> None:
        found.source, found.lines, found.rows = raw.path.name, raw.tally.lines, raw.tally.records

    def _select(self, layout: Layout) -> tuple[dict[str, Source], date]:
        """Runs the layout's SELECTs in a database that reaches nothing outside itself."""
        assert self.con is not None
        self.con.close()
        con = self.con = connect(self.scratch, self.memory, closed=True)
        con.execute("USE raw")
        sources: dict[str, Source] = {}
        for raw in layout.raws:  # an optional file that is absent is an empty table
            if raw.name not in self.raws and raw.shape.columns:
                names = ", ".join(f"{quoted(n)} VARCHAR" for n, _ in raw.shape.columns)
                con.execute(f"CREATE TABLE raw.{quoted(raw.name)} (_line BIGINT, {names})")
        for target in layout.targets:
            try:
                sources[target.name] = self._target(con, layout, target)
            except duckdb.Error as wrong:
                self.report.refuse(
                    f"版式 {layout.name} 的 [target.{target.name}] 出错:{_safe(wrong)}",
                    f"layout {layout.name}, [target.{target.name}]: {_safe(wrong)}",
                )
        as_of = self._meta({**layout.meta, **self.told}, con)
        con.close()
        self.con = connect(self.scratch, self.memory)
        return sources, as_of

    def _target(self, con: duckdb.DuckDBPyConnection, layout: Layout, target: layouts.Target) -> Source:
        sql = _one_select(target.sql, f"layout {layout.name}, [target.{target.name}]")
        columns = [row[0] for row in con.execute(f"DESCRIBE {sql}").fetchall()]
        picks = ", ".join(f"CAST({quoted(c)} AS VARCHAR) AS {quoted(c)}" for c in columns if c != "_line")
        line = "TRY_CAST(_line AS BIGINT)" if "_line" in columns else "CAST(NULL AS BIGINT)"
        con.execute(f"CREATE TABLE target.{target.name} AS SELECT {line} AS _line, {picks} FROM ({sql})")
        found, raw = self.report.file(target.name), self.raws.get(target.main)
        (rows,) = con.execute(f"SELECT count(*) FROM target.{target.name}").fetchone() or (0,)
        found.source = raw.path.name if raw else f"layout {layout.name}"
        found.rows = rows + (len(raw.bad) if raw else 0)
        if raw:
            found.lines = raw.tally.lines
            self.report.note(
                f"{raw.path.name} {raw.tally.records} 行 → {target.name} {rows} 行",
                f"{raw.path.name}: {raw.tally.records} rows → {target.name}: {rows} rows",
            )
        return Source(
            f"target.{target.name}", found.source, frozenset(columns) - {"_line"}, raw.bad if raw else []
        )

    def _meta(self, told: dict[str, Any], con: duckdb.DuckDBPyConnection | None) -> date:
        """Bank, day and home branch. Raises ``BadFeed`` without a day."""
        values = {}
        for key in ("bank", "as_of", "home_branch"):
            value = told.get(key)
            if value is None and con is not None and f"{key}_sql" in told:
                row = con.execute(_one_select(str(told[f"{key}_sql"]), f"{key}_sql")).fetchone()
                value = row[0] if row else None
            values[key] = value
        day = values["as_of"]
        day = day.date() if isinstance(day, datetime) else day
        try:
            as_of = day if isinstance(day, date) else date.fromisoformat(str(day))
        except ValueError:
            raise BadFeed(
                'feed.toml must say the day of the data: as_of = "2026-11-22"',
                zh='feed.toml 须写明数据日期:as_of = "2026-11-22"',
            ) from None
        self.report.bank, self.report.as_of = str(values["bank"] or ""), as_of
        self.report.home_branch = str(values["home_branch"] or "")
        return as_of

    # -- checking ----------------------------------------------------------------------------------------------------
    def _missing(self, file: File, source: Source | None) -> None:
        """Required files and columns; unknown columns are said, not swallowed."""
        if source is None:
            if file.required and not self.report.refusals:
                self.report.refuse(
                    f"缺少必需文件 {file.name}.csv,请补送",
                    f"{file.name}.csv is not in the feed: send it, the feed needs it",
                )
            return
        known = {c.name for c in file.columns}
        for column in file.columns:
            if column.required and column.name not in source.columns:
                self.report.refuse(
                    f"{source.file} 缺少列 {column.name}({column.meaning});请在表头和各行补上该列",
                    f"{source.file} has no column {column.name} ({column.meaning}): add it to the header and the rows",
                )
        if extra := sorted(source.columns - known):
            self.report.note(
                f"{source.file} 有未知列,未使用:{'、'.join(extra)}",
                f"{source.file} has columns that are not used: {', '.join(extra)}",
            )

    def _controls(self, checker: Checker, sources: dict[str, Source]) -> None:
        for named, totals in self.told.get("control", {}).items():
            name = named.removesuffix(".csv").removesuffix(".xlsx")
            if name not in sources or not isinstance(totals, dict):
                self.report.refuse(
                    f"控制总数所指文件 {named} 不存在",
                    f"control totals name {named}, which is not in the feed",
                )
                continue
            for what, told in totals.items():
                checker.control(BY_NAME[name], sources[name], what, int(told))

    def _raw_losses(self, layout: Layout, limits: Limits) -> None:
        """Bad lines of raw files that are no target's main file: they must not vanish either."""
        mains = {t.main for t in layout.targets}
        assert self.con is not None
        for name, raw in self.raws.items() if layout.targets else ():
            if name in mains or not raw.bad:
                continue
            rows = [
                (f"raw.{name}", raw.path.name, b.line, b.column, b.value, "rejected", b.code) for b in raw.bad
            ]
            self.con.executemany("INSERT INTO rejects VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            found = FileReport(
                f"raw.{name}",
                raw.path.name,
                raw.tally.lines,
                raw.tally.records,
                raw.tally.good,
                raw.tally.bad,
            )
            self.report.files.append(found)
            if raw.tally.bad > limits.reject_share * raw.tally.records:
                self.report.refuse(
                    f"{raw.path.name} 有 {raw.tally.bad} 行不可读",
                    f"{raw.tally.bad} of {raw.tally.records} lines of {raw.path.name} cannot be read",
                )

    def _home(self) -> str:
        """The home branch as told; else the one with most customers, which is said."""
        assert self.con is not None
        if not self.report.home_branch:
            row = self.con.execute(
                "SELECT branch_no FROM customers GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
            ).fetchone()
            self.report.home_branch = row[0] if row else ""
            self.report.note(
                f"未指定本网点,取客户最多的 {self.report.home_branch}",
                f"no home branch told; {self.report.home_branch} has most customers",
            )
        return self.report.home_branch

    def _write_rejects(self, path: Path) -> None:
        assert self.con is not None
        self.report.reasons = self.con.execute(
            'SELECT canonical, "column", action, code, count(*) FROM rejects GROUP BY ALL ORDER BY action DESC, count(*) DESC, 1, 2, 4'
        ).fetchall()  # type: ignore[assignment]
        found = self.con.execute(
            'SELECT file, line, "column", value, action, code FROM rejects ORDER BY action DESC, file, line, "column"'
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as out:
            write = csv.writer(out)
            write.writerow(("file", "line", "column", "value", "action", "code", "reason", "reason_zh"))
            while rows := found.fetchmany(10_000):
                for row in rows:
                    if len(self.report.sample) < SAMPLE:
                        self.report.sample.append(Reject(*row))
                    write.writerow((*row, REASONS[row[5]].en, REASONS[row[5]].zh))
        self.report.rejects_file = path


def _one_select(sql: str, where: str) -> str:
    statements = duckdb.extract_statements(sql)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise BadFeed(f"{where} must be one SELECT")
    return sql.strip().rstrip(";")


def _safe(wrong: duckdb.Error) -> str:
    """The database's words without the values it quotes: they may be a customer's."""
    return re.sub(r"'[^']*'|\"[^\"]{20,}\"", "'…'", str(wrong).split("\n", 1)[0])


__all__ = ["FeedMeta", "Staged", "check", "stage", "text"]
