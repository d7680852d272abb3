"""A row of the knowledge window: its digit, words with what was typed marked in them, a state at the right."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from teller_assist.ui import theme
from teller_assist.ui.widgets import Frame, Keycap, Tag, Text, inside

Span = tuple[int, int]


class Words(NamedTuple):
    """A text and the parts of it that are marked."""

    text: str
    marks: Sequence[Span] = ()


class RowFace(NamedTuple):
    """``key`` "" none; ``state`` word, glyph, tone; ``tone`` of the ground, acc is the chosen one; ``read``: what
    stands under it is to be read and not only a note; ``note`` is one in any case."""

    key: str
    words: Words
    under: Words = Words("")
    state: tuple[str, str, str] = ("", "", "")
    tone: str = "alt"
    strong: bool = True
    read: bool = False
    note: str = ""


class MarkedText(Text):
    """Wraps; what is marked is bold and in the accent, as in the list of customers."""

    def __init__(self, words: Words, step: str, tone: str, bold: bool = False) -> None:
        super().__init__("", step, tone, bold)
        self._words = words
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText if words.marks else Qt.TextFormat.PlainText)
        self._draw()

    def _draw(self) -> None:
        text, marks = self._words
        self.setAccessibleName(text)
        if not marks:
            self.setText(text)
            return
        parts, done = [], 0
        for start, end in merged(marks):
            parts.append(escape(text[done:start]))
            parts.append(f'<b style="color:{theme.now().hex("acc")}">{escape(text[start:end])}</b>')
            done = end
        self.setText("".join(parts) + escape(text[done:]))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._words.marks:
            self._draw()


class Row(Frame):
    """``pressed`` with its number."""

    pressed = Signal(int)

    def __init__(self, number: int, face: RowFace) -> None:
        super().__init__("block", face.tone)
        self._number = number
        self.words = MarkedText(face.words, "body", "text", face.strong)
        quiet = face.tone == "alt" and not face.read
        self.under = MarkedText(face.under, "body" if face.read else "caption", "mut" if quiet else "text")
        self.under.setVisible(bool(face.under.text))
        row = inside(QHBoxLayout(self), 12, 8, 10)
        if face.key:
            row.addWidget(Keycap(face.key), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addWidget(self.under)
        if face.note:
            column.addWidget(MarkedText(Words(face.note), "caption", "mut" if face.tone == "alt" else "text"))
        row.addLayout(column, 1)
        said, glyph, tone = face.state
        if said:
            row.addWidget(Tag("pill", said, glyph, tone), 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(" ".join(part for part in (face.words.text, face.under.text, face.note, said) if part))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit(self._number)


def merged(marks: Iterable[Span]) -> list[Span]:
    """In order, without overlaps."""
    found: list[Span] = []
    for start, end in sorted(marks):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
