"""The feed's files as they are written: rows in, CSV or fixed-width text out, totals kept for ``feed.toml``."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from teller_assist.hub.feed import spec

Row = tuple[str, ...]
FILES = {file.name: file for file in spec.FILES}


class Totals:
    """Rows of one file, and the sum of each of its fen columns."""

    def __init__(self, name: str) -> None:
        columns = FILES[name].columns
        self.rows = 0
        self.sums = {c.name: 0 for c in columns if c.type == spec.FEN}
        self._at = [(c.name, k) for k, c in enumerate(columns) if c.type == spec.FEN]

    def add(self, rows: Sequence[Row]) -> None:
        self.rows += len(rows)
        for name, k in self._at:
            self.sums[name] += sum([int(row[k]) for row in rows if row[k]])


class CsvSink:
    """One CSV a canonical file, every column of the spec, in its order."""

    def __init__(self, out: Path) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self.totals = {name: Totals(name) for name in FILES}
        self._open: dict[str, IO[str]] = {}
        for name, file in FILES.items():
            handle = (out / f"{name}.csv").open("w", encoding="utf-8", newline="\n", buffering=1 << 16)
            handle.write(",".join(c.name for c in file.columns) + "\n")
            self._open[name] = handle

    def put(self, name: str, rows: Sequence[Row]) -> None:
        """Rows whose values hold no comma, quote or line end."""
        if rows:
            self.totals[name].add(rows)
            self._open[name].write("\n".join([",".join(row) for row in rows]) + "\n")

    def put_quoted(self, name: str, rows: Iterable[Row]) -> None:
        """Rows with any text."""
        for row in rows:
            self.totals[name].add([row])
            csv.writer(self._open[name], lineterminator="\n").writerow(row)

    def close(self) -> None:
        for handle in self._open.values():
            handle.close()
