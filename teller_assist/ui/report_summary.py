"""The head of the service report: all of it in four lines, the waits as one bar with its four parts in words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from teller_assist.domain.service_report import Report
from teller_assist.ui import theme
from teller_assist.ui import words_report as words
from teller_assist.ui.widgets import Frame, Tag, Text, inside

TONES = ("ok", "acc", "warn", "bad")  # of the buckets; each has its words under it


class WaitBar(QWidget):
    """How the waits are shared out; the widths are the counts."""

    def __init__(self) -> None:
        super().__init__()
        self._buckets: tuple[int, ...] = (0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_buckets(self, buckets: tuple[int, ...]) -> None:
        self._buckets = buckets
        self.setAccessibleName(" ".join(words.bucket(n, count) for n, count in enumerate(buckets)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, theme.now().px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = QPainter(self), theme.now()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("track"))
        painter.drawRect(self.rect())
        whole, left = sum(self._buckets) or 1, 0.0
        for tone, count in zip(TONES, self._buckets, strict=True):
            wide = self.width() * count / whole
            painter.setBrush(now.colour(tone))
            painter.drawRect(QRectF(left, 0, max(0.0, wide - 2), self.height()))
            left += wide


class Swatch(QWidget):
    """A small square of a bucket's colour, before its words."""

    def __init__(self, tone: str) -> None:
        super().__init__()
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = theme.now().px(10)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.now().colour(self._tone))


class Summary(Frame):
    def __init__(self) -> None:
        super().__init__("block")
        self.counts, self.evaluations = Text("", "body", bold=True), Text("", "body")
        self.waiting, self.bar = Text("", "body"), WaitBar()
        self.buckets = [(Swatch(tone), Text("", "caption", "mut")) for tone in TONES]
        self.over, self.reasons = Tag("plain", "", "check", "ok"), Text("", "caption", "mut")
        self.quality, self.pieces = Text("", "body"), Text("", "body", bold=True)
        column = inside(QVBoxLayout(self), 16, 12, 8)
        self._row(column, self.counts, self.evaluations)
        self._row(column, self.waiting, *(part for pair in self.buckets for part in pair), first=1)
        column.addWidget(self.bar)
        self._row(column, self.over, self.reasons, self.quality, self.pieces, first=2)

    def _row(self, column: QVBoxLayout, *parts: QWidget, first: int = 1) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        for n, part in enumerate(parts):
            if n == first:
                row.addStretch()
            row.addWidget(part)
        column.addLayout(row)

    def show_report(self, report: Report) -> None:
        total = report.total
        self.counts.setText(words.counts(total))
        self.evaluations.setText(words.evaluations(total))
        self.waiting.setText(words.waiting(total))
        self.bar.show_buckets(total.waiting.buckets)
        for n, (_swatch, text) in enumerate(self.buckets):
            text.setText(words.bucket(n, total.waiting.buckets[n]))
        word, glyph, tone = words.over(total.over)
        self.over.show_word(word if total.handling.timed else "", glyph, tone)
        self.reasons.setText(words.reasons(total.over))
        self.quality.setText(words.quality(report.quality[0]) if report.quality else "")
        self.pieces.setText(words.pieces(total))
