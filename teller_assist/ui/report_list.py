"""A line for each business type: the standard beside what it took, what went over, what it counts for."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from teller_assist.domain.service_row import Row
from teller_assist.ui import icons, theme
from teller_assist.ui import words_report as words

Index = QModelIndex | QPersistentModelIndex
ROW, NAME = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
HIGH, WHO, OVER, PIECES = 60, 168, 176, 84  # px of a row and its columns; the bars have the rest
SCALE = 2  # the standard stands in the middle: a bar to the end took twice as long, or longer


class TypeModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self._names: Mapping[str, str] = {}

    def set_rows(self, rows: Sequence[Row], names: Mapping[str, str]) -> None:
        self.beginResetModel()
        self.rows, self._names = rows, names
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        name = self._names.get(row.business_type or "", row.business_type)
        if role == ROW:
            return row
        if role in (NAME, Qt.ItemDataRole.DisplayRole):
            return name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (name, words.standard(row), words.spread(row), words.over(row.over)[0], words.reasons(row.over))
            return " ".join(filter(None, (*said, words.pieces(row))))
        return None


class TypeDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.now().px(HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        drawn = theme.now()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRect(option.rect).adjusted(22, drawn.px(8), -18, 0)
        _two(painter, _column(inner, 0, WHO), index.data(NAME), words.standard(row))
        right = inner.width() - drawn.px(OVER + PIECES)
        bars = QRect(inner.left() + drawn.px(WHO), inner.top(), right - drawn.px(WHO) - drawn.px(20), drawn.px(44))
        _bars(painter, bars, row)
        _over(painter, QRect(inner.left() + right, inner.top(), drawn.px(OVER), drawn.px(44)), row)
        painter.setPen(drawn.colour("text"))
        painter.setFont(drawn.font("body", bold=True))
        last = QRect(inner.right() - drawn.px(PIECES), inner.top(), drawn.px(PIECES), drawn.px(22))
        painter.drawText(last, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{float(row.pieces):.2f}")
        painter.restore()


def _column(inner: QRect, left: int, wide: int) -> QRect:
    drawn = theme.now()
    return QRect(inner.left() + drawn.px(left), inner.top(), drawn.px(wide) - 8, drawn.px(22))


def _two(painter: QPainter, place: QRect, upper: str, lower: str) -> None:
    """A bold line over a quiet one; a name that is too long ends in "…"."""
    drawn = theme.now()
    for text, step, bold, tone, down in ((upper, "body", True, "text", 0), (lower, "caption", False, "mut", 22)):
        painter.setFont(drawn.font(step, bold=bold))
        painter.setPen(drawn.colour(tone))
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place.translated(0, drawn.px(down)), Qt.AlignmentFlag.AlignVCenter, cut)


def _bars(painter: QPainter, room: QRect, row: Row) -> None:
    """P90 pale under P50, from nought to twice the standard, whose place is the upright line."""
    handling, drawn = row.handling, theme.now()
    painter.setFont(drawn.font("caption"))
    painter.setPen(drawn.colour("mut"))
    below = QRect(room.left(), room.top() + drawn.px(22), room.width(), drawn.px(22))
    painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, words.spread(row))
    limit = standard_of(row)
    if limit is None:
        return
    line = QRectF(room.left(), room.top() + drawn.px(6), room.width(), drawn.px(10))
    painter.setPen(Qt.PenStyle.NoPen)
    late = (handling.p90_s or 0) > limit
    for seconds, tone in (
        (SCALE * limit, "track"),
        (handling.p90_s, "warn" if late else "edge"),
        (handling.p50_s, "acc"),
    ):
        bar = QRectF(line)
        bar.setWidth(line.width() * min(1.0, (seconds or 0) / (SCALE * limit)))
        if tone == "acc":
            bar.adjust(0, drawn.px(2), 0, -drawn.px(2))
        painter.setBrush(drawn.colour(tone))
        painter.drawRoundedRect(bar, 3, 3)
    middle = line.left() + line.width() / SCALE
    painter.setPen(QPen(drawn.colour("text"), 2))
    painter.drawLine(int(middle), room.top() + drawn.px(1), int(middle), room.top() + drawn.px(21))


def standard_of(row: Row) -> float | None:
    """Seconds: the limit, or the mean of the limits where they differ."""
    handling = row.handling
    return handling.allowed_s / handling.timed if handling.timed else None


def _over(painter: QPainter, room: QRect, row: Row) -> None:
    drawn = theme.now()
    if not row.handling.timed:
        return
    word, glyph, tone = words.over(row.over)
    size = drawn.px(16)
    painter.drawPixmap(room.left(), room.top() + (drawn.px(22) - size) // 2, icons.pixmap(glyph, tone, size))
    beside = QRect(room.left() + size + 6, room.top(), room.width() - size - 6, drawn.px(22))
    painter.setFont(drawn.font("body", bold=tone == "warn"))
    painter.setPen(drawn.colour(tone))
    painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, word)
    painter.setFont(drawn.font("caption"))
    painter.setPen(drawn.colour("mut"))
    painter.drawText(beside.translated(0, drawn.px(22)), Qt.AlignmentFlag.AlignVCenter, words.reasons(row.over))
