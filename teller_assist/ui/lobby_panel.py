"""The panel that takes the place of the right side while something is chosen: a few big tiles a page, no dialog."""

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from teller_assist.ui.lobby_parts import TOUCH, Touch, deaf
from teller_assist.ui.widgets import Frame, Glyph, Keycap, Text, inside

KEYS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # of the tiles, in order
ASIDE, SPACE = 16, 6  # px


class Choice(NamedTuple):
    """One tile; ``note`` is a smaller word below."""

    code: str
    word: str
    glyph: str = ""
    note: str = ""


class Page(NamedTuple):
    """What is asked. ``step`` of ``steps``: 1 of 1 is not shown."""

    title: str
    choices: tuple[Choice, ...]
    columns: int = 2
    empty: str = ""
    step: int = 1
    steps: int = 1


class ChoiceTile(QPushButton):
    def __init__(self, choice: Choice, key: str) -> None:
        super().__init__()
        self.code, self.key = choice.code, key
        self.setProperty("kind", "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = inside(QHBoxLayout(self), 10, 6, 10)
        if key:
            row.addWidget(Keycap(key))
        if choice.glyph:
            row.addWidget(Glyph(choice.glyph, "text", 20))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(Text(choice.word, "body", bold=True))
        if choice.note:
            words.addWidget(Text(choice.note, "caption", "mut"))
        words.addStretch()
        row.addLayout(words)
        row.addStretch()
        deaf(self)
        self.setAccessibleName(" ".join(part for part in (choice.word, choice.note) if part))
        self.setAccessibleDescription(key)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        least = QSize(0, TOUCH)
        return layout.sizeHint().expandedTo(least) if layout is not None else least

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ChoicePanel(Frame):
    """``chosen`` carries a tile's code. Esc, 返回: a page back, from the first one out."""

    chosen = Signal(str)
    back = Signal()

    def __init__(self) -> None:
        super().__init__("card")
        self.title, self.step = Text("", "title", bold=True), Text("", "body", "mut")
        self.urgent = Text("", "body", "bad", bold=True)
        self.empty = Text("", "body", "mut")
        self.leave = Touch("", key="Esc", wide=112, step="body")
        self.leave.clicked.connect(self.back)
        self.tiles: list[ChoiceTile] = []
        self._grid_of = QWidget()
        self._grid_of.setProperty("kind", "scrolled")
        self.place = QScrollArea()
        self.place.setProperty("kind", "scroll")
        self.place.setWidgetResizable(True)
        self.place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.place.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.place.setWidget(self._grid_of)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.step)
        head.addStretch()
        head.addWidget(self.urgent)
        head.addWidget(self.leave)
        column = inside(QVBoxLayout(self), ASIDE, 12, 12)
        column.addLayout(head)
        column.addWidget(self.empty)
        column.addWidget(self.place, 1)

    def show_page(self, page: Page) -> None:
        self.title.setText(page.title)
        self.step.setText(f"{page.step}/{page.steps}" if page.steps > 1 else "")
        self.leave.say(self.tr("返回"))
        self.empty.setText(page.empty)
        self.empty.setVisible(bool(page.empty) and not page.choices)
        inner = QWidget()
        inner.setProperty("kind", "scrolled")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setSpacing(SPACE)
        self.tiles = [ChoiceTile(c, KEYS[n] if n < len(KEYS) else "") for n, c in enumerate(page.choices)]
        columns = self._columns(page.columns)
        for n, tile in enumerate(self.tiles):
            tile.clicked.connect(self._on_tile)
            grid.addWidget(tile, n // columns, n % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        self.place.setWidget(inner)

    def _columns(self, wanted: int) -> int:
        """As many as the longest word leaves room for."""
        for tile in self.tiles:
            tile.ensurePolished()
            for inner in tile.findChildren(QWidget):
                inner.ensurePolished()
        widest = max((tile.sizeHint().width() for tile in self.tiles), default=1)
        room = self.width() - 2 * ASIDE - 8 + SPACE
        return max(1, min(wanted, room // (widest + SPACE)))

    def show_urgent(self, words: str) -> None:
        """An urgent call is told while the panel covers it."""
        self.urgent.setText(words)
        self.urgent.setVisible(bool(words))

    def press(self, event: QKeyEvent) -> bool:
        """A key of the keyboard; False if no tile has it."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
            self.back.emit()
            return True
        wanted = event.text().upper()
        tile = next((t for t in self.tiles if t.key and t.key == wanted), None)
        if tile is not None:
            self.chosen.emit(tile.code)
        return tile is not None

    def _on_tile(self) -> None:
        tile = self.sender()
        if isinstance(tile, ChoiceTile):
            self.chosen.emit(tile.code)
