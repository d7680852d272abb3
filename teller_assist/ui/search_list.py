"""The list under the search field: masked names, what matched, and nothing about money.

It floats over the card as a child of the window, so it never takes the focus; the field drives it.
"""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QVBoxLayout, QWidget

from teller_assist.domain.found import Found
from teller_assist.domain.masks import mask_name
from teller_assist.ui import theme
from teller_assist.ui.announce import announce
from teller_assist.ui.search_row import Line, Row, RowArt
from teller_assist.ui.widgets import Frame, Keycap, Text, inside

ROWS = 6
SHADOW = 16
BAR = 10  # px beside the lines, always, so that they need no other width when a bar comes
Index = QModelIndex | QPersistentModelIndex


class FoundModel(QAbstractListModel):
    """Customers as the search gave them, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Found] = ()
        self.typed: tuple[str, ...] = ()

    def set_rows(self, rows: Sequence[Found], typed: str = "") -> None:
        self.beginResetModel()
        self._rows = rows
        self.typed = tuple(part for part in typed.split() if part[-1:].isalnum())
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def row(self, n: int) -> Found:
        return self._rows[n]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            found = self._rows[index.row()]
            return f"{mask_name(found.name)} {found.id_masked}"
        return None


class Rows(QWidget):
    """Lines of equal height over the customers found, and a bar if there are more than fit.

    Its lines stay and are told whom to show: a keystroke builds nothing and paints only what differs.
    """

    def __init__(self, model: FoundModel, art: RowArt) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._model, self._ground = model, theme.now().colour("base")
        self.at = -1
        self._art, self.high = art, art.high
        self.lines = [Row(art, self) for _ in range(ROWS)]
        self._fit = self._wide = 0
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.valueChanged.connect(self._tell)
        self.bar.hide()

    def fit(self, lines: int) -> None:
        """So many lines are in sight from now on."""
        if lines != self._fit:
            self._fit = lines
            self.setFixedHeight(lines * self.high)
            for n, line in enumerate(self.lines):
                line.setVisible(n < lines)

    def show_rows(self) -> None:
        """The model's customers anew, the first of them chosen."""
        count = self._model.rowCount()
        self.at = 0 if count else -1
        self.bar.blockSignals(True)
        self.bar.setRange(0, max(0, count - self._fit))
        self.bar.setPageStep(max(1, self._fit))
        self.bar.setValue(0)
        self.bar.blockSignals(False)
        self.bar.setVisible(count > self._fit)
        self._tell()

    def choose(self, at: int) -> None:
        self.at = at
        first = min(self.bar.value(), at)
        self.bar.setValue(max(first, at - self._fit + 1))
        self._tell()
        announce(self, self.lines[at - self.bar.value()].accessibleName())

    def _tell(self) -> None:
        first, model = self.bar.value(), self._model
        last = min(first + self._fit, model.rowCount())
        shown = [Line.of(model.row(n), model.typed, n == self.at) for n in range(first, last)]
        if self._wide > 0:
            self._art.prepare(shown, self._wide, self.devicePixelRatio())
        for line, row in zip_longest(shown, self.lines):
            row.show_line(line or Line())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._wide = wide = self.width() - BAR
        for n, line in enumerate(self.lines):
            line.setGeometry(0, n * self.high, wide, self.high)
        self.bar.setGeometry(wide, 0, BAR, self.height())
        self._tell()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.bar.setValue(self.bar.value() - round(event.angleDelta().y() / 40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._ground)
        painter.end()


class Count(QWidget):
    """How many were found. A label would have the whole list laid out again with each number."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        now = theme.now()
        self._font, self._ink, self._ground = now.font("caption"), now.colour("mut"), now.colour("base")

    def sizeHint(self) -> QSize:
        return QSize(0, QFontMetrics(self._font).height())

    def say(self, words: str) -> None:
        if words != self.accessibleName():
            self.setAccessibleName(words)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._ground)
        painter.setFont(self._font)
        painter.setPen(self._ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.accessibleName())
        painter.end()


class SearchList(QWidget):
    """A floating list with its own shadow, six rows high. ``chosen`` carries a Found."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.model_, self.art = FoundModel(self), RowArt(self)
        self.count = Count()
        self.rows = Rows(self.model_, self.art)
        for line in self.rows.lines:
            line.clicked.connect(self.chosen)
        self._shadow: QPixmap | None = None
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        self.card = Frame("card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        outer.addWidget(self.card)
        column = inside(QVBoxLayout(self.card), 8, 8, 0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 4, 16 + BAR, 4)
        head.addWidget(self.count, 1)
        head.addWidget(Text(self.tr("级别"), "caption", "mut"))
        column.addLayout(head)
        column.addWidget(self.rows, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 4)
        foot.setSpacing(6)
        for cap, words in (("↑↓", self.tr("选")), ("Enter", self.tr("打开")), ("Esc", self.tr("收起"))):
            foot.addWidget(Keycap(cap))
            foot.addWidget(Text(words, "caption", "mut"))
            foot.addSpacing(14)
        foot.addStretch()
        column.addLayout(foot)
        self.rows.setFixedHeight(0)
        self._chrome = self.card.sizeHint().height()  # all but the rows

    def show_found(self, rows: Sequence[Found], typed: str, place: QRect, room: int) -> None:
        """``place`` is where the card's own edge goes; at most ``room`` px high."""
        self.model_.set_rows(rows, typed)
        self.count.say(self.tr("{n} 位").format(n=len(rows)) if rows else self.tr("没有找到；少打几个字或换一种号码"))
        fit = min(ROWS, (room - self._chrome) // self.rows.high)  # one size, so that rows alone are painted
        self.rows.fit(fit)
        high = self._chrome + fit * self.rows.high
        self.setGeometry(
            QRect(place.left(), place.top(), place.width(), high).adjusted(-SHADOW, -SHADOW, SHADOW, SHADOW)
        )
        self.rows.show_rows()
        if self.isHidden():
            self.show()
            self.raise_()

    def move_by(self, step: int) -> None:
        """To the line so far away, or the last one before it."""
        if self.rows.at >= 0:
            self.rows.choose(min(max(0, self.rows.at + step), self.model_.rowCount() - 1))

    def current(self) -> Found | None:
        return self.model_.row(self.rows.at) if self.isVisible() and self.rows.at >= 0 else None

    def clear(self) -> None:
        """Hidden, and nobody's name stays in it."""
        self.hide()
        self.model_.set_rows(())
        self.rows.show_rows()
        self.art.forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shadow, as a nine-patch of a small picture made once: its middle lies under the card."""
        edge = SHADOW + 12
        if self._shadow is None:
            self._shadow = _cast(3 * edge, self.devicePixelRatioF())
        ratio, painter = self._shadow.devicePixelRatio(), QPainter(self)
        from_, xs, ys = (0, edge, 2 * edge), (0, edge, self.width() - edge), (0, edge, self.height() - edge)
        wides, highs = (edge, self.width() - 2 * edge, edge), (edge, self.height() - 2 * edge, edge)
        for n in range(9):
            across, down = n % 3, n // 3
            place = QRectF(xs[across], ys[down], wides[across], highs[down])
            if n != 4 and place.intersects(QRectF(event.rect())):
                source = QRectF(from_[across] * ratio, from_[down] * ratio, edge * ratio, edge * ratio)
                painter.drawPixmap(place, self._shadow, source)


def _cast(side: int, ratio: float) -> QPixmap:
    """Rings of a faint ink: no graphics effect, which is slow on old PCs."""
    shadow = QPixmap(round(side * ratio), round(side * ratio))
    shadow.setDevicePixelRatio(ratio)
    shadow.fill(Qt.GlobalColor.transparent)
    painter = QPainter(shadow)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for n in range(0, SHADOW, 2):
        painter.setBrush(QColor(0, 0, 0, 4 + n // 4))
        painter.drawRoundedRect(QRectF(n, n, side - 2 * n, side - 2 * n), 24 - n // 2, 24 - n // 2)
    painter.end()
    return shadow
