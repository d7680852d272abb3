"""The rows under the gates of the "why" page: a heading, what it says, and a quieter line under it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from teller_assist.ui import theme
from teller_assist.ui.widgets import Text, set_property

ROWS = 6


class Said(NamedTuple):
    """``under`` and ``right`` are captions; a row that says nothing is left out."""

    head: str
    words: str
    under: str = ""
    right: str = ""
    quiet: bool = False


class Row(NamedTuple):
    head: Text
    words: Text
    under: Text
    right: Text


class Rows(QWidget):
    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 0, 16, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(1, 1)
        self.rows = [self._row(grid, n) for n in range(ROWS)]

    def _row(self, grid: QGridLayout, n: int) -> Row:
        row = Row(Text("", bold=True), Text(""), Text("", "caption", "mut"), Text("", "caption", "mut"))
        for text in (row.words, row.under):
            text.setWordWrap(True)
        column = QVBoxLayout()
        column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(row.words, 1)
        line.addWidget(row.right, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        column.addWidget(row.under)
        grid.addWidget(row.head, n, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(column, n, 1)
        return row

    def show_rows(self, said: Sequence[Said]) -> None:
        told = [one for one in said if one.words]
        for n, row in enumerate(self.rows):
            one = told[n] if n < len(told) else Said("", "")
            row.head.setMinimumWidth(theme.now().px(76) if one.words else 0)
            set_property(row.words, "step", "caption" if one.quiet else "body")
            row.words.set_tone("mut" if one.quiet else "text")
            for text, words in zip(row, (one.head, one.words, one.under, one.right), strict=True):
                text.setText(words)
                text.setVisible(bool(words))
