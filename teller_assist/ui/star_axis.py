"""Awarded and measured on one axis from 1 to 5: the bar is the interval, the dot the estimate, the star the award."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from teller_assist.domain.stars import Measured
from teller_assist.ui import theme, words_stars

HIGH = 40  # px; a star above the line, digits below it
SIDE = 12  # px left free at both ends for half a star


class StarAxis(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._awarded, self._measured = 0, None  # type: tuple[int, Measured | None]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stars(self, awarded: int, measured: Measured | None) -> None:
        """``awarded`` 0: none."""
        self._awarded, self._measured = awarded, measured
        self.setAccessibleName(words_stars.aloud(awarded, measured))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, theme.now().px(HIGH) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_axis(painter, QRectF(self.rect()), self._awarded, self._measured)


def place_of(stars: float, room: QRectF) -> float:
    """Where so many stars stand across."""
    return room.left() + SIDE + (stars - 1) / 4 * (room.width() - 2 * SIDE)


def paint_axis(painter: QPainter, room: QRectF, awarded: int, measured: Measured | None) -> None:
    now = theme.now()
    line = room.top() + now.px(18)
    painter.setPen(QPen(now.colour("edge"), 1))
    painter.drawLine(QPointF(place_of(1, room), line), QPointF(place_of(5, room), line))
    painter.setFont(now.font("caption"))
    for step in range(1, 6):
        x = place_of(step, room)
        painter.setPen(QPen(now.colour("edge"), 1))
        painter.drawLine(QPointF(x, line - 3), QPointF(x, line + 3))
        painter.setPen(now.colour("mut"))
        below = QRectF(x - 12, line + now.px(6), 24, now.px(16))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(step))
    painter.setPen(Qt.PenStyle.NoPen)
    if measured is not None:
        low, high = place_of(measured.low, room), place_of(measured.high, room)
        painter.setBrush(now.colour("acc"))
        painter.drawRoundedRect(QRectF(low, line - 3, max(6.0, high - low), 6), 3, 3)
        painter.setPen(QPen(now.colour("base"), 2))
        painter.drawEllipse(QPointF(place_of(measured.stars, room), line), 6, 6)
    if awarded:
        painter.setPen(QPen(now.colour("text"), 1.5))
        painter.setBrush(now.colour("base"))
        painter.drawPolygon(_star(QPointF(place_of(awarded, room), line - now.px(10)), now.px(7)))


def _star(centre: QPointF, outer: float) -> QPolygonF:
    points = []
    for n in range(10):
        far, angle = (outer if n % 2 == 0 else outer * 0.45), pi * (n / 5 - 0.5)
        points.append(QPointF(centre.x() + far * cos(angle), centre.y() + far * sin(angle)))
    return QPolygonF(points)
