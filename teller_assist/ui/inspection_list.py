"""The list of the inspection screen: groups of rows under their headings, each row big enough for a finger."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from teller_assist.ui import theme
from teller_assist.ui.beside import Fact, discard
from teller_assist.ui.inspection_parts import TOUCH
from teller_assist.ui.widgets import Text


class Row(NamedTuple):
    """A line of the list, of an inspection or a bad evaluation: ``state`` is words, glyph, tone."""

    row_id: UUID
    words: str
    under: str
    state: tuple[str, str, str]


class Waiting(NamedTuple):
    """Bad evaluations that wait to be handled: how many, and the rows of the first."""

    many: int
    rows: Sequence[Row]


class RowList(QWidget):
    """``chosen`` tells a row's id."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons, self.heads = list[QPushButton](), list[Text]()
        self._ids: list[UUID] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        column.addLayout(self._column)
        column.addStretch(1)

    def show_groups(self, groups: Sequence[tuple[str, Sequence[Row]]], current: UUID | None, wide: int) -> None:
        """(heading, rows) of each, the rows ``wide`` px; a heading "" is not shown."""
        for button in self.buttons:
            self._group.removeButton(button)
        for old in (*self.buttons, *self.heads):
            discard(old)
        self.buttons, self.heads, self._ids = [], [], []
        for head, rows in groups:
            if head:
                self.heads.append(Text(head, "title", bold=True))
                self._column.addWidget(self.heads[-1])
            for row in rows:
                self._add(row, row.row_id == current, wide)

    def _add(self, row: Row, live: bool, wide: int) -> None:
        button = QPushButton()
        button.setProperty("kind", "flat")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        fact = Fact(row.words, row.under, row.state, live, ground="")
        fact.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = QVBoxLayout(button)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(fact)
        button.setAccessibleName(fact.accessibleName())
        high = fact.heightForWidth(wide)
        button.setMinimumHeight(max(theme.now().px(TOUCH), high, fact.sizeHint().height()))
        self._group.addButton(button, len(self._ids))
        self.buttons.append(button)
        self._ids.append(row.row_id)
        self._column.addWidget(button)

    def _on_row(self, n: int) -> None:
        self.chosen.emit(self._ids[n])
