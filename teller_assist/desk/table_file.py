"""A table as a file that a spreadsheet opens: CSV (UTF-8 with a mark, so that Excel reads Chinese) or xlsx.

A text that a spreadsheet would take for a formula gets an apostrophe in front: it comes from a feed or from a hand.
Source: OWASP, "CSV Injection"; a Chinese Excel takes the full-width signs for the others. What XML cannot hold is
written as U+FFFD.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import IO

Cell = str | int | Fraction
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
PLACES = 4


def write_csv(file: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Written beside and put in its place at once. Raises ``OSError``."""
    beside = file.with_name(file.name + ".part")
    with beside.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows([plain(cell) for cell in row] for row in rows)
    beside.replace(file)


def write_xlsx(file: Path, title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Texts are texts (007 stays 007), numbers are numbers. Raises ``OSError``."""
    beside = file.with_name(file.name + ".part")
    with beside.open("wb") as out:  # before the workbook, which complains on stderr when it cannot be saved
        _save_xlsx(out, title, header, rows)
    beside.replace(file)


def _save_xlsx(out: IO[bytes], title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append(list(header))
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=plain(cell)) for cell in row]
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
        sheet.append(cells)
    book.save(out)


def plain(cell: Cell) -> str | int | Decimal:
    """As it is written: harmless text, a whole number, or four decimals."""
    if isinstance(cell, Fraction):
        return Decimal(round(cell * 10**PLACES)).scaleb(-PLACES)
    if isinstance(cell, int):
        return cell
    text = NO_XML.sub("\ufffd", cell)
    return f"'{text}" if text.startswith(FORMULA) else text
