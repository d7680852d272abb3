"""Fixed-width lines, columns by their width in bytes: sliced before they are decoded."""

import re
from collections.abc import Sequence
from pathlib import Path
from struct import Struct

from teller_assist.hub.feed.lines import UNIT, Block, Sink, blocks

_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")


class FixedWidth:
    """One record a line, columns of given widths in bytes. A short or long line is bad, never shifted."""

    def __init__(
        self,
        path: Path,
        encoding: str,
        sink: Sink,
        columns: Sequence[tuple[str, int]],
        skip: int = 0,
        pad: bool = False,
    ) -> None:
        self.path, self.encoding, self.sink = path, encoding, sink
        self.names = [name for name, _ in columns]
        self._width = sum(width for _, width in columns)
        self._cut = Struct("".join(f"{width}s" for _, width in columns)).unpack
        self._skip, self._pad = skip, pad

    def run(self) -> list[str]:
        for block in blocks(self.path, self.sink):
            self._block(block)
        return self.names

    def _block(self, block: Block) -> None:
        tally = self.sink.tally
        data = block.data
        lines = data.split(b"\n")[:-1]
        tally.lines += len(lines)
        crlf = b"\r\n" in data
        tally.crlf = tally.crlf or crlf
        odd = _CONTROL_BYTES.search(data.replace(b"\r\n", b"\n")) is not None
        first, offset, numbers, rows, offsets = block.first, block.offset, [], [], []
        for number, raw in enumerate(lines, first):
            line = raw[:-1] if crlf and raw[-1:] == b"\r" else raw
            if self._fits(number, line, odd):
                numbers.append(number)
                rows.append(line if len(line) == self._width else line.ljust(self._width))
                offsets.append(offset)
            offset += len(raw) + 1
        self._emit(numbers, rows, offsets)

    def _fits(self, number: int, line: bytes, odd: bool) -> bool:
        if self._skip:
            self._skip -= 1
            self.sink.tally.header += 1
        elif not line:
            self.sink.tally.blank += 1
        elif len(line) > self._width or (len(line) < self._width and not self._pad):
            self.sink.bad(number, "", f"{len(line)}/{self._width} bytes", "width")
        elif odd and _CONTROL_BYTES.search(line):
            self.sink.bad(number, "", "", "control")
        else:
            return True
        return False

    def _emit(self, numbers: list[int], rows: list[bytes], offsets: list[int]) -> None:
        cut = self._cut
        unit = UNIT.encode()
        joined = [unit.join(cut(row)) for row in rows]
        try:
            texts = b"\n".join(joined).decode(self.encoding).split("\n")
        except UnicodeDecodeError:
            return self._emit_slowly(numbers, rows, offsets)
        return self.sink.good([f"{no}{UNIT}{text}" for no, text in zip(numbers, texts, strict=True)] if rows else [])

    def _emit_slowly(self, numbers: list[int], rows: list[bytes], offsets: list[int]) -> None:
        good: list[str] = []
        for number, row, offset in zip(numbers, rows, offsets, strict=True):
            values, at = [str(number)], 0
            for name, value in zip(self.names, self._cut(row), strict=True):
                try:
                    values.append(value.decode(self.encoding))
                except UnicodeDecodeError as wrong:
                    place = at + wrong.start
                    self.sink.bad(
                        number,
                        name,
                        f"byte {place + 1} of the line, {offset + place + 1} of the file",
                        "encoding",
                    )
                    break
                at += len(value)
            else:
                good.append(UNIT.join(values))
        self.sink.good(good)
