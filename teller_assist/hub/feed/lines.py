"""Physical lines of a raw file, cut into fields, every one accounted for.

Nothing here knows DuckDB. A file is read in blocks of some megabytes; a block without quotes and oddities takes a
fast way, the rest is looked at line by line. Lines that cannot be read are *bad*, with their physical number
(counted by line feeds, from 1, right also after quoted line breaks) and never shift or swallow another line.

The result is clean text: ``line␟field␟field…`` with U+001F between, one record a line, no quotes.
"""

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from teller_assist.errors import BadFeed

UNIT = "\x1f"
BLOCK = 4 << 20
LONGEST = 1 << 20  # bytes of one line
QUOTED_LINES = 50  # most physical lines one quoted record may span
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


class Bad(NamedTuple):
    """A line that cannot be read. ``value`` is already masked."""

    line: int
    column: str
    value: str
    code: str


@dataclass(slots=True)
class Tally:
    """lines = header + blank + continued + records; records = good + bad. A test holds it to that."""

    lines: int = 0
    header: int = 0
    blank: int = 0
    continued: int = 0
    good: int = 0
    bad: int = 0
    bom: bool = False
    crlf: bool = False

    @property
    def records(self) -> int:
        return self.good + self.bad


@dataclass(slots=True)
class Sink:
    """Where records go: clean lines to ``write``, bad ones to ``reject``."""

    write: Callable[[str], object]
    reject: Callable[[Bad], object]
    tally: Tally = field(default_factory=Tally)

    def bad(self, line: int, column: str, value: str, code: str) -> None:
        self.tally.bad += 1
        self.reject(Bad(line, column, value, code))

    def good(self, rows: Sequence[str]) -> None:
        if rows:
            self.tally.good += len(rows)
            self.write("\n".join(rows) + "\n")


class Block(NamedTuple):
    """Whole lines: ``first`` is the number of the first, ``offset`` its place in the file in bytes."""

    first: int
    offset: int
    data: bytes


def blocks(path: Path, sink: Sink) -> Iterator[Block]:
    """The file in blocks of whole lines, in bounded memory. A byte order mark is left out."""
    rest, number, offset = b"", 1, 0
    with path.open("rb") as file:
        start = file.read(3)
        if start == codecs.BOM_UTF8:
            sink.tally.bom, offset = True, 3
        else:
            file.seek(0)
        while piece := file.read(BLOCK):
            cut = piece.rfind(b"\n") + 1
            if not cut and len(rest) < LONGEST:
                rest += piece
                continue
            if not cut:
                piece, lost = _skip_line(file)
                sink.tally.lines += 1
                sink.bad(number, "", f"({len(rest) + lost} bytes)", "too_long")
                number, offset, rest = number + 1, offset + len(rest) + lost, b""
                cut = piece.rfind(b"\n") + 1
            data, rest = rest + piece[:cut], piece[cut:]
            if data:
                yield Block(number, offset, data)
            number, offset = number + data.count(b"\n"), offset + len(data)
    if rest:
        yield Block(number, offset, rest + b"\n")


def _skip_line(file: object) -> tuple[bytes, int]:
    """Reads on to the end of an endless line: what follows it in the piece, and how many bytes were lost."""
    lost = BLOCK
    while piece := file.read(BLOCK):  # type: ignore[attr-defined]
        cut = piece.find(b"\n") + 1
        if cut:
            return piece[cut:], lost + cut
        lost += len(piece)
    return b"", lost


def mask(value: str) -> str:
    """The shape of a value for the rejects file: the first character of four or more, and the length."""
    first = value[:1] if len(value) >= 4 and value[0] not in "=+@" and value[0].isprintable() else ""
    return f"{first}…({len(value)})"


class Delimited:
    """CSV and its kin. ``names`` None: the first line has them."""

    def __init__(
        self, path: Path, encoding: str, sink: Sink, names: Sequence[str] | None = None, delimiter: str = ",",
        quote: str = '"', skip: int = 0,
    ) -> None:  # fmt: skip
        self.path, self.encoding, self.sink = path, encoding, sink
        self.names = list(names) if names else []
        self._has_names = names is not None
        self._delimiter, self._quote, self._skip = delimiter, quote, skip
        self._open: list[tuple[int, str]] = []  # lines of a record whose quote is not closed yet

    def run(self) -> list[str]:
        """Reads it all; the names of the columns. Raises ``UnicodeDecodeError`` if the header cannot be read."""
        for block in blocks(self.path, self.sink):
            self._block(block)
        while self._open:
            self._give_up()
        return self.names

    def _block(self, block: Block) -> None:
        tally = self.sink.tally
        first, data = block.first, block.data
        tally.lines += data.count(b"\n")
        if b"\r\n" in data:
            tally.crlf = True
        while self._skip and data:
            data, first = data[data.index(b"\n") + 1 :], first + 1
            self._skip, tally.header = self._skip - 1, tally.header + 1
        if not self._has_names and data:
            line, _, data = data.partition(b"\n")
            self._header(line.decode(self.encoding).rstrip("\r"))
            first += 1
        try:
            text = data.decode(self.encoding)
        except UnicodeDecodeError:
            return self._line_by_line(first, block.offset + len(block.data) - len(data), data)
        text = text.replace("\r\n", "\n")
        rows = text.split("\n")[:-1]
        odd = CONTROL.search(text.replace(self._delimiter, "") if self._delimiter < " " else text)
        if self._open or odd or (self._quote and self._quote in text):
            return self._careful(list(enumerate(rows, first)))
        return self._fast(first, text.replace(self._delimiter, UNIT).split("\n")[:-1])

    def _header(self, line: str) -> None:
        if "\r" in line:
            raise BadFeed(
                f"{self.path.name}: its lines end in CR alone; save it with LF or CRLF line ends",
                zh=f"{self.path.name} 的换行符只有 CR,请改为 LF 或 CRLF 后重送",
            )
        self._has_names = True
        self.sink.tally.header += 1
        options = {"quotechar": self._quote} if self._quote else {"quoting": csv.QUOTE_NONE}
        self.names = [n.strip() for n in next(csv.reader([line], delimiter=self._delimiter, **options), [])]

    def _fast(self, first: int, rows: list[str]) -> None:
        want = len(self.names) - 1
        good = [f"{no}{UNIT}{row}" for no, row in enumerate(rows, first) if row and row.count(UNIT) == want]
        self.sink.good(good)
        if len(good) < len(rows):
            for no, row in enumerate(rows, first):
                if not row:
                    self.sink.tally.blank += 1
                elif row.count(UNIT) != want:
                    self.sink.bad(no, "", f"{row.count(UNIT) + 1}/{want + 1}", "fields")

    def _line_by_line(self, first: int, offset: int, data: bytes) -> None:
        rows: list[tuple[int, str]] = []
        for number, line in enumerate(data.split(b"\n")[:-1], first):
            try:
                rows.append((number, line.decode(self.encoding).removesuffix("\r")))
            except UnicodeDecodeError as wrong:
                self._careful(rows)
                rows = []
                while self._open:  # a quoted record cannot run through a line we cannot read
                    self._give_up()
                self.sink.bad(
                    number,
                    "",
                    f"byte {wrong.start + 1} of the line, {offset + wrong.start + 1} of the file",
                    "encoding",
                )
            offset += len(line) + 1
        self._careful(rows)

    def _careful(self, rows: Sequence[tuple[int, str]]) -> None:
        good: list[str] = []
        for number, line in rows:
            if not self._open and not line:
                self.sink.tally.blank += 1
            elif not self._open and not (self._quote and self._quote in line):
                self._take(number, line.split(self._delimiter), good)
            else:
                self._open.append((number, line))
                self._try_close(good)
                if len(self._open) > QUOTED_LINES:
                    self.sink.good(good)
                    good = []
                    self._give_up()
        self.sink.good(good)

    def _try_close(self, good: list[str]) -> None:
        """Takes the open lines as one record, if they are one; a stray quote costs its own line only."""
        text = "\n".join(line for _, line in self._open)
        if text.count(self._quote) % 2:
            return
        try:
            rows = list(
                csv.reader(
                    [f"{line}\n" for _, line in self._open],
                    delimiter=self._delimiter,
                    quotechar=self._quote,
                    strict=True,
                )
            )
        except csv.Error:
            rows = []
        if len(self._open) > 1 and (len(rows) != 1 or len(rows[0]) != len(self.names)):
            return self._give_up()
        number = self._open[0][0]
        self.sink.tally.continued += len(self._open) - 1
        self._open = []
        if len(rows) == 1:
            return self._take(number, [_one_line(v) for v in rows[0]], good)
        return self.sink.bad(number, "", "", "quote")

    def _give_up(self) -> None:
        """The first open line is bad; the others are looked at afresh."""
        (number, _), *others = self._open
        self._open = []
        self.sink.bad(number, "", "", "quote")
        self._careful(others)

    def _take(self, number: int, fields: Sequence[str], good: list[str]) -> None:
        if len(fields) != len(self.names):
            return self.sink.bad(number, "", f"{len(fields)}/{len(self.names)}", "fields")
        for name, value in zip(self.names, fields, strict=True):
            if CONTROL.search(value):
                return self.sink.bad(number, name, mask(value), "control")
        good.append(UNIT.join([str(number), *fields]))
        return None


def _one_line(value: str) -> str:
    """A quoted line break becomes a space."""
    return value.replace("\n", " ")
