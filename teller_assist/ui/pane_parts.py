"""The parts of the right column beside its suggestions: its head, a note, the head of a bundle, what is left out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from teller_assist.domain.suggestion import Together
from teller_assist.ui import texts
from teller_assist.ui.widgets import Elided, Frame, Glyph, Keycap, Text, inside


class Head(QWidget):
    """建议, how many, and the key that says why."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title, self.caption = Text("", "title", bold=True), Text("", "caption", "mut")
        self.cap, self.why = Keycap("?"), Text("", "caption", "mut")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addWidget(self.caption)
        row.addStretch()
        row.addWidget(self.cap)
        row.addWidget(self.why)

    def show_head(self, title: str, caption: str, tone: str, why: bool) -> None:
        self.title.setText(title)
        self.title.set_tone(tone)
        self.show_caption(caption)
        self.why.setText(self.tr("为什么"))
        for part in (self.cap, self.why):
            part.setVisible(why)

    def show_caption(self, caption: str, tone: str = "mut") -> None:
        self.caption.setText(caption)
        self.caption.set_tone(tone)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


class Note(Frame):
    """One glyph, one line, and quieter lines under it: nothing today, no card yet, no suggestion here."""

    def __init__(self) -> None:
        super().__init__("card")
        self.glyph, self.words = Glyph("info", "mut"), Text("", bold=False)
        self.lines = [Text("", "caption", "mut") for _ in range(3)]
        self.words.setWordWrap(True)
        row = inside(QHBoxLayout(self), 20, 22, 8)
        row.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.words)
        for line in self.lines:
            line.setWordWrap(True)
            column.addWidget(line)
        row.addLayout(column, 1)

    def show_note(self, words: str, lines: Sequence[str], glyph: str = "info", tone: str = "mut") -> None:
        self.glyph.set_glyph(glyph, tone)
        self.words.setText(words)
        self.setAccessibleName(words)
        for n, line in enumerate(self.lines):
            line.setText(lines[n] if n < len(lines) else "")
            line.setVisible(n < len(lines))


class BundleHead(QWidget):
    """What is often used together, which numbers are parts of it, and that each of them stands alone."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.reason = Text("", bold=True), Elided("", "caption", "mut")
        self.words.setWordWrap(True)
        row = inside(QHBoxLayout(self), 20, 2, 8)
        row.addWidget(Glyph("plus", "mut"), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addWidget(self.reason)
        row.addLayout(column, 1)

    def show_bundle(self, bundle: Together, ranks: Sequence[int]) -> None:
        """``ranks``: the numbers of its parts on the screen."""
        self.words.setText(self.tr("{name} · 每样都可单独办、单独谢绝").format(name=texts.said(bundle.name)))
        numbers = self.tr("、").join(map(str, ranks))
        self.reason.set_text(
            texts.listed(self.tr("第 {numbers} 条").format(numbers=numbers), texts.said(bundle.reason))
        )
        self.setAccessibleName(f"{self.words.text()} {self.reason.whole()}")


class Rest(QWidget):
    """另有 n 项今天不推荐 ? 看原因."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words, self.why = Elided("", "body", "mut"), Text("", "body", "mut")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 20, 4)
        row.setSpacing(8)
        row.addWidget(Glyph("minus", "mut"))
        row.addWidget(self.words, 1)
        row.addWidget(Keycap("?"))
        row.addWidget(self.why)

    def show_rest(self, count: int) -> None:
        self.words.set_text(self.tr("另有 {n} 项今天不推荐").format(n=count))
        self.why.setText(self.tr("看原因"))
        self.show()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
