"""The first half of the feed doctor: which form the feed has, its raw files, and a layout's SELECTs over them."""

import re
import tomllib
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from teller_assist.errors import BadFeed
from teller_assist.hub.feed import layouts
from teller_assist.hub.feed.checks import Source
from teller_assist.hub.feed.layouts import Layout, RawFile, Target
from teller_assist.hub.feed.raw import RawTable, Shape, connect, ingest, quoted
from teller_assist.hub.feed.report import Report
from teller_assist.hub.feed.spec import FILES

# What real extracts need in every layout. A value that is not of the form stays as it is, and is rejected for it.
MACROS = """
CREATE TEMP MACRO ymd(x) AS CASE WHEN x = '00000000' THEN NULL WHEN regexp_full_match(x, '[0-9]{8}')
  THEN x[1:4] || '-' || x[5:6] || '-' || x[7:8] ELSE x END;
CREATE TEMP MACRO ym(x) AS CASE WHEN regexp_full_match(x, '[0-9]{6}') THEN x[1:4] || '-' || x[5:6] ELSE x END;
CREATE TEMP MACRO ymdhms(x, zone) AS CASE WHEN regexp_full_match(x, '[0-9]{14}') THEN x[1:4] || '-' || x[5:6] || '-'
  || x[7:8] || 'T' || x[9:10] || ':' || x[11:12] || ':' || x[13:14] || zone ELSE x END;
CREATE TEMP MACRO unpad(x) AS ltrim(x, '0');
CREATE TEMP MACRO whole(x) AS CASE WHEN regexp_full_match(x, '-?[0-9]{1,30}') THEN CAST(CAST(x AS HUGEINT) AS VARCHAR)
  ELSE x END;
CREATE TEMP MACRO word_of(k, x) AS coalesce((SELECT any_value(word) FROM raw._codes WHERE kind = k AND code = x), x);
"""

_UNREADABLE = (BadFeed, LookupError, OSError, ValueError, zipfile.BadZipFile)


@dataclass(slots=True)
class Taken:
    """Raw rows by canonical file, in ``con``. ``told`` is feed.toml."""

    con: duckdb.DuckDBPyConnection
    layout: Layout
    told: dict[str, Any]
    as_of: date
    raws: dict[str, RawTable] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)


class Intake:
    """Raises ``BadFeed`` where nothing more can be looked at; other mistakes go to the report."""

    def __init__(self, folder: Path, scratch: Path, memory: str, report: Report) -> None:
        self.folder, self.scratch, self.memory, self.report = folder, scratch, memory, report
        self.con: duckdb.DuckDBPyConnection | None = None
        self.raws: dict[str, RawTable] = {}

    def run(self, named: str | None) -> Taken:
        told = self._toml()
        layout = self._layout(named or told.get("layout"))
        self.report.layout = layout.name
        con = self.con = connect(self.scratch, self.memory)
        con.execute("CREATE SCHEMA raw; CREATE SCHEMA target")
        for name, path in layout.aux:
            ingest(con, path, f"raw.{quoted(name)}", Shape(), self.scratch)
        self._read(con, layout, str(told.get("encoding", "")))
        self._spelling()
        if layout.targets:
            sources, as_of = self._select(con, layout, {**layout.meta, **told})
        else:
            self._strays({r.path.name for r in self.raws.values()})
            sources, as_of = self._plain(), self._meta(told, None)
        return Taken(self.con, layout, told, as_of, self.raws, sources)

    # -- which form ----------------------------------------------------------------------------------
    def _toml(self) -> dict[str, Any]:
        toml = self.folder / "feed.toml"
        if not toml.is_file():
            return {}
        try:
            return tomllib.loads(toml.read_text("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
            raise BadFeed(f"feed.toml cannot be read: {wrong}", zh=f"feed.toml 无法读取:{wrong}") from wrong

    def _layout(self, named: object) -> Layout:
        if named:
            return layouts.load_layout(str(named), self.folder)
        if any((self.folder / f"{f.name}.{end}").exists() for f in FILES for end in ("csv", "xlsx")):
            return layouts.canonical(self.folder)
        found = layouts.detect(self.folder)
        shipped = ", ".join(layouts.shipped())
        if found is None:
            raise BadFeed(
                f"{self.folder.name} holds no canonical file (customers.csv …) and fits no shipped layout ({shipped}); "
                "name one with --layout or in feed.toml",
                zh=f"{self.folder.name} 中没有标准文件(customers.csv 等),也不符合任何内置版式({shipped});"
                "请用 --layout 或在 feed.toml 中指定",
            )
        self.report.note(f"按文件名识别为版式 {found.name}", f"by its file names this is layout {found.name}")
        return found

    # -- raw files -----------------------------------------------------------------------------------
    def _read(self, con: duckdb.DuckDBPyConnection, layout: Layout, encoding: str) -> None:
        """All of them, so that one report names every file that is missing, empty or unreadable."""
        wrong = []
        for raw in layout.raws:
            path = layouts.find(self.folder, raw)
            try:
                if path is not None:
                    self._ingest(con, raw, path, encoding)
                elif not raw.optional:
                    raise BadFeed(f"{raw.pattern} is not in the folder: send it", zh=f"缺少文件 {raw.pattern},请补送")
            except _UNREADABLE as bad:
                wrong.append(bad if isinstance(bad, BadFeed) else _unreadable(raw, bad))
        for each in wrong[1:]:
            self.report.refuse(str(each.facts.get("zh", each)), str(each))
        if wrong:
            raise wrong[0]

    def _ingest(self, con: duckdb.DuckDBPyConnection, raw: RawFile, path: Path, encoding: str) -> None:
        ready = layouts.in_encoding(raw, path, encoding)
        place = len(self.raws) + 1
        table = f"raw.{quoted(raw.name)}"
        self.raws[raw.name] = found = ingest(con, path, table, ready.shape, self.scratch, place, raw.optional)
        torn = sum(bad.code == "encoding" for bad in found.bad)
        if torn * 2 > found.tally.records and layouts.guess_encoding(path) != ready.shape.encoding:
            raise BadFeed(
                f"{path.name} is not {ready.shape.encoding}: it looks like GB18030; say encoding = "
                '"gb18030" in feed.toml, or send it as UTF-8',
                zh=f'{path.name} 不是 {ready.shape.encoding},像是 GB18030;请在 feed.toml 写 encoding = "gb18030"',
            )

    def _spelling(self) -> None:
        for raw in self.raws.values():
            name = raw.path.name
            if raw.tally.bom:
                self.report.note(f"{name} 带 BOM,已忽略", f"{name} begins with a byte order mark; left out")
            if raw.tally.crlf:
                self.report.note(f"{name} 行尾为 CRLF", f"{name} has CRLF line ends")

    def _strays(self, used: set[str]) -> None:
        tables = sorted(p.name for p in self.folder.iterdir() if p.suffix in (".csv", ".xlsx"))
        if stray := [name for name in tables if name not in used]:
            names = ", ".join(stray)
            self.report.note(f"未识别的文件,未读取:{names}", f"files no part of the feed, not read: {names}")

    def _plain(self) -> dict[str, Source]:
        sources = {}
        for name, raw in self.raws.items():
            found = self.report.file(name)
            found.source, found.lines, found.rows = raw.path.name, raw.tally.lines, raw.tally.records
            sources[name] = Source(raw.table, raw.path.name, frozenset(raw.names), raw.bad)
        return sources

    # -- a layout's SELECTs --------------------------------------------------------------------------
    def _select(
        self, con: duckdb.DuckDBPyConnection, layout: Layout, told: dict[str, Any]
    ) -> tuple[dict[str, Source], date]:
        """Runs in a database that reaches nothing outside itself, opened anew for it."""
        con.close()
        con = self.con = connect(self.scratch, self.memory, closed=True)
        con.execute("USE raw")
        words = con.execute("CREATE TABLE raw._codes(kind VARCHAR, code VARCHAR, word VARCHAR)")
        if layout.codes:
            words.executemany("INSERT INTO raw._codes VALUES (?, ?, ?)", layout.codes)
        con.execute(MACROS)
        for raw in layout.raws:  # an optional file that is absent is an empty table
            if raw.name not in self.raws and raw.shape.columns:
                names = ", ".join(f"{quoted(n)} VARCHAR" for n, _ in raw.shape.columns)
                con.execute(f"CREATE TABLE raw.{quoted(raw.name)} (_line BIGINT, {names})")
        sources: dict[str, Source] = {}
        for target in layout.targets:
            try:
                sources[target.name] = self._target(con, layout, target)
            except duckdb.Error as wrong:
                place = f"{layout.name} [target.{target.name}]"
                self.report.refuse(f"版式 {place} 出错:{_safe(wrong)}", f"layout {place}: {_safe(wrong)}")
        as_of = self._meta(told, con)
        con.close()
        self.con = connect(self.scratch, self.memory)
        return sources, as_of

    def _target(self, con: duckdb.DuckDBPyConnection, layout: Layout, target: Target) -> Source:
        sql = _one_select(target.sql, f"layout {layout.name}, [target.{target.name}]")
        columns = [row[0] for row in con.execute(f"DESCRIBE {sql}").fetchall()]
        picks = [f"CAST({quoted(c)} AS VARCHAR) AS {quoted(c)}" for c in columns if c != "_line"]
        line = "TRY_CAST(_line AS BIGINT)" if "_line" in columns else "CAST(NULL AS BIGINT)"
        table = f"target.{quoted(target.name)}"
        con.execute(f"CREATE TABLE {table} AS SELECT {', '.join([f'{line} AS _line', *picks])} FROM ({sql})")
        (rows,) = con.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)
        mains = [self.raws[name] for name in target.mains if name in self.raws]
        found, bad = self.report.file(target.name), [b for raw in mains for b in raw.bad]
        found.source = " + ".join(raw.path.name for raw in mains) or f"layout {layout.name}"
        found.lines, found.rows = sum(raw.tally.lines for raw in mains), rows + len(bad)
        if mains:
            read = sum(raw.tally.records for raw in mains)
            self.report.note(
                f"{found.source} {read} 行 → {target.name} {rows} 行",
                f"{found.source}: {read} rows → {target.name}: {rows} rows",
            )
        return Source(table, found.source, frozenset(columns) - {"_line"}, bad, mapped=True)

    # -- bank, day, home branch ----------------------------------------------------------------------
    def _meta(self, told: dict[str, Any], con: duckdb.DuckDBPyConnection | None) -> date:
        """The day of the data; bank and home branch go to the report. Raises ``BadFeed`` without a day."""
        values = {key: told.get(key) for key in ("bank", "as_of", "home_branch")}
        for key in values:
            if values[key] is None and con is not None and f"{key}_sql" in told:
                try:
                    row = con.execute(_one_select(str(told[f"{key}_sql"]), f"{key}_sql")).fetchone()
                except duckdb.Error as wrong:
                    raise BadFeed(f"{key}_sql: {_safe(wrong)}") from wrong
                values[key] = row[0] if row else None
        day = values["as_of"]
        try:
            as_of = day.date() if isinstance(day, datetime) else day if isinstance(day, date) else _day(day)
        except ValueError:
            raise BadFeed(
                'feed.toml must say the day of the data: as_of = "2026-11-22"',
                zh='feed.toml 须写明数据日期:as_of = "2026-11-22"',
            ) from None
        self.report.bank, self.report.as_of = str(values["bank"] or ""), as_of
        self.report.home_branch = str(values["home_branch"] or "")
        return as_of


def _day(told: object) -> date:
    return date.fromisoformat(str(told))


def _unreadable(raw: RawFile, wrong: BaseException) -> BadFeed:
    return BadFeed(f"{raw.pattern} cannot be read: {wrong}", zh=f"{raw.pattern} 无法读取:{wrong}")


def _one_select(sql: str, where: str) -> str:
    statements = duckdb.extract_statements(sql)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise BadFeed(f"{where} must be one SELECT")
    return sql.strip().rstrip(";")


def _safe(wrong: duckdb.Error) -> str:
    """The database's words without the values it quotes: they may be a customer's."""
    return re.sub(r"'[^']*'|\"[^\"]{20,}\"", "'…'", str(wrong).split("\n", 1)[0])
