"""The parts of the details page: a line, a heading with its lines, and the ground of the tier's outlook."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from teller_assist.ui import theme
from teller_assist.ui.widgets import Frame, Glyph, Text, inside

HIGH = 26  # px of a line in normal print


class Line(QWidget):
    """One fact: when it was, a glyph, its words, and at the right a figure or a quiet word."""

    def __init__(self, words: str, *, first: str | None = None, wide: int = 0, glyph: str = "", tone: str = "mut",
                 ink: str = "text", last: str = "", last_tone: str = "mut", bold: bool = False) -> None:  # fmt: skip
        super().__init__()
        self.words, self.last = Text(words, "body", ink), Text(last, "body", last_tone, bold)
        self.words.setWordWrap(True)
        top = Qt.AlignmentFlag.AlignTop
        self.row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(10)
        if first is not None:
            when = Text(first, "body", "mut")
            when.setMinimumWidth(wide)
            row.addWidget(when, 0, top)
        if glyph:
            mark = QVBoxLayout()
            mark.setContentsMargins(0, 2, 0, 0)
            mark.addWidget(Glyph(glyph, tone), 0, top)
            mark.addStretch()
            row.addLayout(mark)
        row.addWidget(self.words, 1)
        row.addWidget(self.last, 0, top)
        self.setMinimumHeight(theme.now().px(HIGH))
        self.setAccessibleName(" ".join(part for part in (first, words, last) if part))


class Section(QWidget):
    """A heading, a quiet word beside it, and its lines; where there are none, words say so."""

    def __init__(self, title: str, caption: str = "", empty: str = "") -> None:
        super().__init__()
        self.title, self.caption = Text(title, "body", bold=True), Text(caption, "caption", "mut")
        self.lines: list[Line] = []
        self._empty = Text(empty, "body", "mut")
        self._empty.setWordWrap(True)
        self._empty.setVisible(bool(empty))
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self.title)
        self.head.addWidget(self.caption, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addLayout(self.head)
        self.column.addSpacing(4)
        self.column.addWidget(self._empty)
        self.setAccessibleName(title)

    def add(self, line: Line) -> Line:
        self._empty.hide()
        self.lines.append(line)
        self.column.addWidget(line)
        return line

    def said(self) -> list[str]:
        """Its lines, as a screen reader says them."""
        return [line.accessibleName() for line in self.lines] or [self._empty.text()]


class Outlook(Frame):
    """The tier's block: one sentence, and under it where that comes from."""

    def __init__(self) -> None:
        super().__init__("block", "acc")
        self.glyph = Glyph("gem", "acc", 24)
        self.words, self.under = Text("", "title", bold=True), Text("", "caption", "mut")
        for text in (self.words, self.under):
            text.setWordWrap(True)
        row = inside(QHBoxLayout(self), 20, 8, 16)
        row.addWidget(self.glyph)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addWidget(self.under)
        row.addLayout(column, 1)

    def show_outlook(self, words: str, under: str, tone: str) -> None:
        """``tone`` acc: something to reach; warn: something to lose; alt: neither."""
        self.set_tone(tone)
        glyph = {"acc": "trend-up", "warn": "clock"}.get(tone, "gem")
        self.glyph.set_glyph(glyph, tone if tone != "alt" else "mut")
        self.words.setText(words)
        self.under.setText(under)
        self.under.setVisible(bool(under))
        self.setVisible(bool(words))
        self.setAccessibleName(f"{words} {under}".strip())
