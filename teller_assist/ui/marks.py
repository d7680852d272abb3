"""Small painted parts: sparkline, timer ring, grade bar, progress. Each says its values in accessible text."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from teller_assist.ui import theme


class _Mark(QWidget):
    """A fixed size that follows the print size."""

    def __init__(self, wide: int, high: int) -> None:
        super().__init__()
        self._wide, self._high = wide, high
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        now = theme.now()
        return QSize(now.px(self._wide), now.px(self._high))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter


class Sparkline(_Mark):
    """Six months as one line, 168×30, the last month marked; a month nobody knows leaves a gap."""

    def __init__(self, wide: int = 168, high: int = 30) -> None:
        super().__init__(wide, high)
        self._values: tuple[int | None, ...] = ()

    def set_values(self, values: Sequence[int | None], said: str = "") -> None:
        """``said`` is what a screen reader says: months and bands, never exact sums."""
        self._values = tuple(values)
        self.setAccessibleName(said)
        self.update()

    def points(self) -> list[QPointF | None]:
        """Where each month stands inside the widget; a flat line runs through the middle."""
        known = [v for v in self._values if v is not None]
        if not known:
            return []
        low, high = min(known), max(known)
        inner = QRectF(self.rect()).adjusted(2, 5, -5, -5)
        step = inner.width() / max(1, len(self._values) - 1)
        span = high - low
        share = [None if v is None else ((v - low) / span if span else 0.5) for v in self._values]
        return [
            None if s is None else QPointF(inner.left() + i * step, inner.bottom() - s * inner.height())
            for i, s in enumerate(share)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        points = [p for p in self.points() if p is not None]
        if not points:
            return
        painter, acc = self._painter(), theme.now().colour("acc")
        area = QPolygonF([QPointF(points[0].x(), self.height()), *points, QPointF(points[-1].x(), self.height())])
        ground = QColor(acc)
        ground.setAlpha(28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawPolygon(area)
        painter.setPen(QPen(acc, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(acc)
        painter.drawEllipse(points[-1], 4, 4)


class Ring(_Mark):
    """How much of a time limit is used: the visit's timer dot (24 px) or a referral's 60-second ring."""

    def __init__(self, side: int = 24, stroke: int = 3, dot: bool = True) -> None:
        super().__init__(side, side)
        self._stroke, self._dot, self._share, self._tone = stroke, dot, 0.0, "mut"

    def set_share(self, share: float, tone: str = "ok", said: str = "") -> None:
        """``share`` 0–1 of the limit; ``tone`` ok within it, warn past it, mut when nothing runs."""
        self._share, self._tone = min(1.0, max(0.0, share)), tone
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = self._painter(), theme.now()
        half = self._stroke / 2
        round_ = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.setPen(QPen(now.colour("track"), self._stroke))
        painter.drawEllipse(round_)
        if self._share:
            painter.setPen(QPen(now.colour(self._tone), self._stroke, c=Qt.PenCapStyle.RoundCap))
            painter.drawArc(round_, 90 * 16, -round(self._share * 360 * 16))
        if self._dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.colour(self._tone))
            side = self.width() / 6
            painter.drawEllipse(QRectF(self.rect()).center(), side, side)


class GradeBar(_Mark):
    """Five steps, 1–5: filled up to the customer's grade, the product's rating marked, words under them."""

    def __init__(self) -> None:
        super().__init__(5 * 52 - 8, 34)
        self._grade: int | None = None
        self._rating: int | None = None

    def set_grades(self, grade: int | None, rating: int | None, said: str = "") -> None:
        """``grade`` C1–C5 of the customer, None if not valid; ``rating`` R1–R5 of the product."""
        self._grade, self._rating = grade, rating
        self.setAccessibleName(said)
        self.update()

    def word(self, step: int) -> tuple[str, str]:
        """The word under one step and the token it is written in."""
        if step == self._rating and (self._grade is None or step > self._grade):
            return f"R{step}", "bad"
        if step == self._grade:
            return f"C{step}", "text"
        return (f"R{step}", "text") if step == self._rating else (str(step), "mut")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = self._painter(), theme.now()
        pitch, wide = self.width() / 5 + 1, self.width() / 5 - 7
        for step in range(1, 6):
            word, token = self.word(step)
            bar = QRectF((step - 1) * pitch + 0.5, 2.5, wide, now.px(8) - 1)
            filled = self._grade is not None and step <= self._grade
            painter.setPen(now.colour(token if filled or token == "bad" else "edge"))
            painter.setBrush(
                now.colour("bad") if token == "bad" else now.colour("text") if filled else QColor(0, 0, 0, 0)
            )
            path = QPainterPath()
            path.addRoundedRect(bar, bar.height() / 2, bar.height() / 2)
            painter.drawPath(path)
            painter.setPen(now.colour(token))
            painter.setFont(now.font("caption", bold=token != "mut"))
            below = QRectF(bar.left(), now.px(14), wide, now.px(20))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, word)


class Progress(_Mark):
    """How much of a step is done, 8 px high. Unknown is an empty bar: nothing here moves by itself."""

    def __init__(self) -> None:
        super().__init__(120, 8)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float, said: str = "") -> None:
        """``share`` 0–1 of the step."""
        self._share = min(1.0, max(0.0, share))
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now, bar = self._painter(), theme.now(), QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        for share, token in ((1.0, "track"), (self._share, "acc")):
            if share:
                filled = QRectF(bar.left(), bar.top(), max(bar.height(), bar.width() * share), bar.height())
                painter.setBrush(now.colour(token))
                painter.drawRoundedRect(filled, bar.height() / 2, bar.height() / 2)
