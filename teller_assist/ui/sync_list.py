"""The left side of the sync page: the last runs, newest first."""

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from teller_assist.ui import icons, theme

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
HIGH, LEFT = 84, 50  # px of a run; where its words begin


class Line(NamedTuple):
    """One run, in words ready to read. ``tone`` ok | warn is the glyph's."""

    when: str
    via: str
    moved: str
    result: str
    glyph: str
    tone: str


class RunModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []

    def set_lines(self, lines: list[Line]) -> None:
        """The list stays where it was scrolled to unless there is something new."""
        if lines != self._lines:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.when
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.when} {line.via} {line.moved} {line.result}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled


class RunDelegate(QStyledItemDelegate):
    """Time and way, what went and came, what became of it (on two lines at most)."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.now().px(HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE)
        drawn = theme.now()
        place = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = drawn.px(16)
        top = place.top() + drawn.px(4)
        painter.drawPixmap(place.left() + 22, top + drawn.px(2), icons.pixmap(line.glyph, line.tone, size))
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        words = QRect(place.left() + 22 + size + 12, top, place.width() - 22 - size - 12 - 20, drawn.px(20))
        painter.setFont(drawn.font("body", bold=True))
        painter.setPen(drawn.colour("text"))
        painter.drawText(words, left | Qt.AlignmentFlag.AlignVCenter, line.when)
        painter.setFont(drawn.font("caption"))
        painter.setPen(drawn.colour("mut"))
        painter.drawText(words, right | Qt.AlignmentFlag.AlignVCenter, line.via)
        painter.drawText(words.translated(0, drawn.px(22)), left | Qt.AlignmentFlag.AlignVCenter, line.moved)
        painter.setPen(drawn.colour("text"))
        below = QRect(words.left(), words.top() + drawn.px(43), words.width(), drawn.px(34))
        painter.drawText(below, left | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, line.result)
        painter.restore()
