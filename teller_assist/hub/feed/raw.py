"""Raw files into DuckDB: one table of text columns a file, each row with its physical line."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path

import duckdb
import openpyxl

from teller_assist.errors import BadFeed
from teller_assist.hub.feed.fixed import FixedWidth
from teller_assist.hub.feed.lines import UNIT, Bad, Delimited, Sink, Tally, mask

# ``_line`` names the file too: its place among the raw files lies above these bits, so that a layout's SELECT carries
# both through any join.
LINE_BITS = 40


@dataclass(frozen=True, slots=True)
class Shape:
    """How a raw file is written. ``columns``: names, with widths in bytes where ``form`` is fixed."""

    form: str = "csv"  # csv | fixed | xlsx
    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    header: bool = True
    columns: tuple[tuple[str, int], ...] = ()
    skip: int = 0
    trim: bool = True
    pad: bool = False  # a short fixed-width line is filled with spaces
    sheet: str = ""

    @property
    def headless(self) -> bool:
        return self.form == "fixed" or not self.header


@dataclass(slots=True)
class RawTable:
    """A file that was read: what is in ``table`` and what is not."""

    table: str
    path: Path
    names: list[str]
    tally: Tally
    bad: list[Bad] = field(default_factory=list)


def quoted(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """An SQL string."""
    return "'" + value.replace("'", "''") + "'"


def connect(folder: Path, memory: str, *, closed: bool = False) -> duckdb.DuckDBPyConnection:
    """The staging database in ``folder``. ``closed``: a layout's SQL reaches no file, no network, no setting."""
    con = duckdb.connect(
        str(folder / "stage.duckdb"),
        config={
            "memory_limit": memory, "threads": 2, "temp_directory": str(folder / "spill"),
            "autoinstall_known_extensions": False, "autoload_known_extensions": False,
        },
    )  # fmt: skip
    con.execute("SET TimeZone='UTC'")
    # DuckDB's own cipher, which it calls unsafe for its random numbers; the other is a download. Else a spill fails.
    con.execute("SET force_mbedtls_unsafe='true'")
    con.execute("SET temp_file_encryption=true")
    con.execute("SET enable_progress_bar=false")
    if closed:
        con.execute("SET enable_external_access=false")
        con.execute("SET lock_configuration=true")
    return con


def ingest(
    con: duckdb.DuckDBPyConnection, path: Path, table: str, shape: Shape, folder: Path, place: int = 0,
    optional: bool = False,
) -> RawTable:  # fmt: skip
    """Reads ``path`` into ``table`` (``_line`` and text columns; empty is NULL).

    ``place`` is the file's among the raw files. Raises ``BadFeed`` if the file is empty (0 bytes), unless it is
    optional and has no header anyway, or if its header cannot be read.
    """
    if path.stat().st_size == 0 and not (optional and shape.headless):
        raise BadFeed(
            f"{path.name} is empty (0 bytes): send it again whole", zh=f"{path.name} 为空文件(0 字节),请重新报送"
        )
    clean = folder / "clean.txt"
    bad: list[Bad] = []
    with clean.open("w", encoding="utf-8", newline="") as out:
        sink = Sink(out.write, bad.append)
        names = _read(path, shape, sink)
    if not names or len(set(names)) < len(names) or "" in names:
        raise BadFeed(
            f"{path.name}: the header has no, empty or doubled column names; the first line must name each column once"
        )
    kinds = ", ".join(f"{text(n)}: 'VARCHAR'" for n in ["_line", *names])
    wash = "nullif(trim({0}, ' \t\u3000\u00a0'), '')" if shape.trim else "nullif({0}, '')"
    picks = ", ".join(f"{wash.format(quoted(n))} AS {quoted(n)}" for n in names)
    source = (
        f"read_csv({text(str(clean))}, columns={{{kinds}}}, delim=E'\\x1f', quote='', escape='', header=false, "
        "auto_detect=false, strict_mode=true, max_line_size=8388608, new_line='\\n')"
    )
    bare = f"{table} (_line BIGINT, {', '.join(f'{quoted(n)} VARCHAR' for n in names)})"
    full = f"{table} AS SELECT _line::BIGINT + {place << LINE_BITS} AS _line, {picks} FROM {source}"
    con.execute(f"CREATE TABLE {full if sink.tally.good else bare}")
    clean.unlink()
    (rows,) = con.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)
    if rows != sink.tally.good:  # never a row lost in silence
        raise BadFeed(
            f"{path.name}: {sink.tally.good} rows were read but {rows} arrived; this is our mistake, please report it"
        )
    bad = [b._replace(line=b.line + (place << LINE_BITS)) for b in bad]
    return RawTable(table, path, names, sink.tally, bad)


def _read(path: Path, shape: Shape, sink: Sink) -> list[str]:
    if shape.form == "xlsx":
        return _read_sheet(path, shape, sink)
    if shape.form == "fixed":
        return FixedWidth(path, shape.encoding, sink, shape.columns, shape.skip, shape.pad).run()
    names = None if shape.header else [name for name, _ in shape.columns]
    try:
        return Delimited(path, shape.encoding, sink, names, shape.delimiter, shape.quote, shape.skip).run()
    except UnicodeDecodeError as wrong:
        raise BadFeed(f"{path.name}: the header is not {shape.encoding}; save the file as {shape.encoding}") from wrong
    except csv.Error as wrong:
        raise BadFeed(f"{path.name}: the header cannot be read: {wrong}") from wrong


def _read_sheet(path: Path, shape: Shape, sink: Sink) -> list[str]:
    """A sheet row by row; the line is the row's number in the sheet."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        sheet = book[shape.sheet] if shape.sheet else book.worksheets[0]
        names: list[str] = [] if shape.header else [name for name, _ in shape.columns]
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            sink.tally.lines += 1
            if number <= shape.skip:
                sink.tally.header += 1
            elif not names:
                sink.tally.header += 1
                names = [str(v).strip() for v in row if v is not None]
            elif all(v is None for v in row):
                sink.tally.blank += 1
            else:
                _take_cells(number, names, row, sink)
        return names
    finally:
        book.close()


def _take_cells(number: int, names: Sequence[str], row: Sequence[object], sink: Sink) -> None:
    if any(v is not None for v in row[len(names) :]):
        return sink.bad(number, "", f"{len(row)}/{len(names)}", "fields")
    cells = [*row, *[None] * len(names)][: len(names)]
    values = []
    for name, cell in zip(names, cells, strict=True):
        if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= 10**15:
            return sink.bad(number, name, mask(str(cell)), "rounded")
        value = cell_text(cell)
        if UNIT in value:
            return sink.bad(number, name, mask(value), "control")
        values.append(value.replace("\r", " ").replace("\n", " "))
    return sink.good([UNIT.join([str(number), *values])])


def cell_text(cell: object) -> str:
    """A spreadsheet's cell as the text a CSV would have."""
    match cell:
        case None:
            return ""
        case bool():
            return "Y" if cell else "N"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case _:
            return str(cell)
