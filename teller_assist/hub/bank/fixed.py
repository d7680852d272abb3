"""The bank's raw form: fixed-width files as ``resources/feeds/demo-fixed/columns.toml`` lays them out.

Widths are bytes of the encoding; a value that does not fit is an error here, never cut.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any

from teller_assist.hub.bank.sink import FILES, Row, Totals
from teller_assist.paths import RESOURCES

LAYOUT = "demo-fixed"
COLUMNS = RESOURCES / "feeds" / LAYOUT / "columns.toml"
_FLAGS = {"Y": "1", "N": "0", "": " "}


class TooWide(ValueError):
    """A value has more bytes than its column."""


def _filler(form: str, width: int, encoding: str) -> Callable[[str], str]:
    """How a canonical value stands in its column: a text of exactly ``width`` bytes once encoded."""

    def text(value: str) -> str:
        size = len(value) if value.isascii() else len(value.encode(encoding))
        return value + " " * (width - size) if size <= width else _refuse(value, width)

    def zeros(value: str) -> str:
        return value.zfill(width) if value else " " * width

    def day(value: str) -> str:
        return value.replace("-", "") if value else "00000000"

    def time(value: str) -> str:
        return value[:19].translate(_DIGITS_ONLY) if value else " " * 14

    forms = {
        "text": text, "zeros": zeros, "amount": zeros, "day": day, "month": day, "time": time,
        "flag": _FLAGS.__getitem__,
    }  # fmt: skip
    return forms[form]


_DIGITS_ONLY = {ord(c): None for c in "-T:"}


def _refuse(value: str, width: int) -> str:
    raise TooWide(f"{value!r} has more than {width} bytes")


class _Table:
    """One raw file: a function a column, and which value of the canonical row it takes."""

    def __init__(
        self, body: Mapping[str, Any], codes: Mapping[str, Any], encoding: str, as_of: date, out: Path
    ) -> None:
        self.target: str = body["target"]
        self.kind: str = body.get("kind", "")
        names = [c.name for c in FILES[self.target].columns]
        if self.target == "assets":
            names = ["customer_no", "month", "category", *(f"average_{n}" for n in range(6))]
        self.kind_at = names.index("kind") if self.kind else -1
        self._takes: list[tuple[int, Callable[[str], str], str]] = []
        for column in body["columns"]:
            fill = _filler(column.get("form", "text"), column["width"], encoding)
            if "const" in column:
                self._takes.append(
                    (-1, fill, fill(as_of.isoformat() if column["const"] == "as_of" else column["const"]))
                )
                continue
            if named := column.get("codes"):
                fill = {word: fill(code) for word, code in (*codes[named].items(), ("", ""))}.__getitem__
            self._takes.append((names.index(column["from"]), fill, ""))
        self.file: IO[str] = (out / body["file"]).open("w", encoding=encoding, newline="\n", buffering=1 << 16)

    def write(self, rows: Sequence[Row]) -> None:
        takes = self._takes
        lines = ["".join([fill(row[at]) if at >= 0 else fixed for at, fill, fixed in takes]) for row in rows]
        if lines:
            self.file.write("\n".join(lines) + "\n")


class FixedSink:
    """The raw files, with totals of the canonical rows they carry."""

    def __init__(self, out: Path, as_of: date, encoding: str) -> None:
        out.mkdir(parents=True, exist_ok=True)
        body = tomllib.loads(COLUMNS.read_text("utf-8"))
        codes = body.pop("codes")
        self.totals = {name: Totals(name) for name in FILES}
        self._tables = [_Table(told, codes, encoding, as_of, out) for told in body.values()]

    def put(self, name: str, rows: Sequence[Row]) -> None:
        self.totals[name].add(rows)
        wide = _six_months(rows) if name == "assets" else rows
        for table in self._tables:
            if table.target == name:
                table.write([r for r in wide if r[table.kind_at] == table.kind] if table.kind else wide)

    def put_quoted(self, name: str, rows: Iterable[Row]) -> None:
        self.put(name, list(rows))

    def close(self) -> None:
        for table in self._tables:
            table.file.close()


def _six_months(rows: Sequence[Row]) -> list[Row]:
    """Six rows of a customer, oldest first, side by side under the last month."""
    wide = []
    for n in range(0, len(rows), 6):
        six = rows[n : n + 6]
        wide.append((six[5][0], six[5][1], six[5][3], *(row[2] for row in six)))
    return wide
