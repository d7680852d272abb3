"""Big buttons for a finger: a glyph above its word. For the screens that customers touch."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from teller_assist.ui.widgets import Glyph, Text, inside

FINGER = 96  # px: the least side of what a customer touches


class Tile(QPushButton):
    """``note`` is a smaller word below. ``least``: width and height in px, for a finger is as big in any print.
    ``flat``: glyph beside word.

    It never takes the focus by a touch; its accessible name is its word.
    """

    def __init__(self, word: str = "", *, glyph: str = "", tone: str = "text", size: int = 64, step: str = "ticket",
                 bold: bool = True, note: str = "", least: tuple[int, int] = (FINGER, FINGER),
                 flat: bool = False) -> None:  # fmt: skip
        super().__init__()
        self.setProperty("kind", "tile")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._least = least
        self.glyph = Glyph(glyph, tone, size)
        self.word, self.note = Text(word, step, bold=bold), Text(note, "title", "mut")
        box: QHBoxLayout | QVBoxLayout = QHBoxLayout(self) if flat else QVBoxLayout(self)
        inside(box, 12, 8, 12 if flat else 8)
        box.addStretch(1)
        if glyph:
            box.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignCenter)
        for text in (self.word, self.note):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(text)
        box.addStretch(1)
        self.note.setVisible(bool(note))
        for inner in self.findChildren(QWidget):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(word)

    def say(self, word: str, note: str = "") -> None:
        self.word.setText(word)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.setAccessibleName(word)
        self.setAccessibleDescription(note)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        layout, least = self.layout(), QSize(*self._least)
        return layout.sizeHint().expandedTo(least) if layout is not None else least

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()


def centred(column: QVBoxLayout, parts: Iterable[QWidget | QLayout | int]) -> None:
    """Widgets, layouts and spaces (px) under each other, each in the middle."""
    for part in parts:
        if isinstance(part, int):
            column.addSpacing(part)
        elif isinstance(part, QLayout):
            column.addLayout(part)
        else:
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
