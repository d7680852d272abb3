"""The left side of the star report: a line for each teller in order of staff numbers, which nothing can change."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from teller_assist.domain.star_sheet import StarLine
from teller_assist.ui import icons, theme
from teller_assist.ui import words_stars as words
from teller_assist.ui.star_axis import paint_axis

Index = QModelIndex | QPersistentModelIndex
LINE, NAME = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
HIGH, WHO, SAID = 68, 152, 168  # px of a row, of the name's column and of the verdict's


class StarModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[StarLine] = ()
        self._name: Callable[[str], str] = str

    def set_lines(self, lines: Sequence[StarLine], name: Callable[[str], str]) -> None:
        self.beginResetModel()
        self.lines, self._name = lines, name
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == NAME:
            return self._name(line.teller_no)
        if role == Qt.ItemDataRole.DisplayRole:
            return line.teller_no
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = words.aloud(line.awarded, line.measured)
            return f"{line.teller_no} {self._name(line.teller_no)} {said} {words.verdict(line.verdict)}"
        return None


def flagged(line: StarLine) -> int:
    """How many findings a manager may want to check, besides the star itself."""
    return sum(f.flagged and f.detector != "star" for f in line.findings)


class StarDelegate(QStyledItemDelegate):
    """Number and name over awarded and measured, the axis, the verdict with its glyph."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.now().px(HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: StarLine = index.data(LINE)
        drawn, place = theme.now(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(drawn.colour("edge" if drawn.scheme == "contrast" else "accSoft"))
            painter.setBrush(drawn.colour("accSoft"))
            painter.drawRoundedRect(place.adjusted(8, 1, -8, -2), 8, 8)
        inner = place.adjusted(22, drawn.px(8), -18, 0)
        self._who(painter, inner, line, index.data(NAME), chosen)
        axis = QRectF(inner.adjusted(drawn.px(WHO), 0, -drawn.px(SAID), 0))
        paint_axis(painter, axis, line.awarded, line.measured)
        self._said(painter, QRect(inner.right() - drawn.px(SAID) + 12, inner.top(), drawn.px(SAID) - 12, 0), line)
        painter.restore()

    def _who(self, painter: QPainter, inner: QRect, line: StarLine, name: str, chosen: bool) -> None:
        drawn = theme.now()
        row = QRect(inner.left(), inner.top(), drawn.px(WHO), drawn.px(22))
        painter.setFont(drawn.font("body", bold=True))
        painter.setPen(drawn.colour("text"))
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, f"{line.teller_no} {name}")
        painter.setFont(drawn.font("caption"))
        painter.setPen(drawn.colour("mut"))
        said = words.both(line.awarded, line.measured)
        painter.drawText(row.translated(0, drawn.px(24)), Qt.AlignmentFlag.AlignVCenter, said)

    def _said(self, painter: QPainter, room: QRect, line: StarLine) -> None:
        drawn = theme.now()
        glyph, tone = words.GLYPHS[line.verdict]
        self._mark(painter, room, glyph, tone, words.verdict(line.verdict), bold=True)
        if n := flagged(line):
            below = room.translated(0, drawn.px(24))
            self._mark(painter, below, "alert", "warn", words.to_check(n), bold=False)

    def _mark(self, painter: QPainter, room: QRect, glyph: str, tone: str, word: str, bold: bool) -> None:
        drawn = theme.now()
        size = drawn.px(16)
        font = drawn.font("body" if bold else "caption", bold=bold)
        high = max(drawn.px(22), QFontMetrics(font).height())
        painter.drawPixmap(room.left(), room.top() + (drawn.px(22) - size) // 2, icons.pixmap(glyph, tone, size))
        painter.setFont(font)
        painter.setPen(drawn.colour(tone))
        words_at = QRect(room.left() + size + 6, room.top(), room.width() - size - 6, high)
        painter.drawText(words_at, Qt.AlignmentFlag.AlignVCenter, word)
