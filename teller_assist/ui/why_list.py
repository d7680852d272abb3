"""The left side of the "why" window: every product with its mark and a short reason."""

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from teller_assist.domain.suggestion import Slate
from teller_assist.ui import icons, texts, theme

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole


class Line(NamedTuple):
    """``code`` "" is a heading. ``mark`` check: suggested · x: stopped by law · minus: any other reason."""

    code: str
    name: str
    mark: str
    short: str


def lines_of(slate: Slate, suggested: str, not_suggested: str) -> list[Line]:
    """Suggested ones in their order, then the stopped ones, those stopped by suitability first."""
    told = [Line(s.product_code, texts.said(s.name), "check", texts.verb(s.verb)) for s in slate.suggestions]
    stopped = sorted(slate.blocked, key=lambda b: b.gate != "suitability")
    untold = [
        Line(
            b.product_code,
            texts.said(b.name),
            "x" if b.gate == "suitability" else "minus",
            texts.blocked(b.code),
        )
        for b in stopped
    ]
    lines = [Line("", f"{suggested} {len(told)}", "", ""), *told] if told else []
    return [*lines, Line("", f"{not_suggested} {len(untold)}", "", ""), *untold] if untold else lines


class WhyModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []

    def set_lines(self, lines: list[Line]) -> None:
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def row_of(self, code: str) -> int:
        """-1 if no line has that product."""
        return next((i for i, line in enumerate(self._lines) if line.code == code), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.name} {line.short}".strip()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual if self._lines[index.row()].code else Qt.ItemFlag.NoItemFlags


class WhyDelegate(QStyledItemDelegate):
    """44 high a product, 44 a heading; a long name takes two lines, none is cut short."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.now().px(44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE)
        drawn = theme.now()
        place = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.code:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._product(painter, place, line, chosen)
        else:
            painter.setFont(drawn.font("caption"))
            painter.setPen(drawn.colour("mut"))
            flag = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
            painter.drawText(place.adjusted(22, 0, -8, -6), flag, line.name)
        painter.restore()

    def _product(self, painter: QPainter, place: QRect, line: Line, chosen: bool) -> None:
        drawn = theme.now()
        if chosen:
            painter.setPen(drawn.colour("edge" if drawn.scheme == "contrast" else "base"))
            painter.setBrush(drawn.colour("base"))
            painter.drawRoundedRect(place.adjusted(8, 0, -8, -1), 8, 8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(drawn.colour("acc"))
            painter.drawRoundedRect(QRect(place.left() + 8, place.top() + 10, 4, place.height() - 20), 2, 2)
        size = drawn.px(16)
        token = {"check": "ok", "x": "bad"}.get(line.mark, "mut")
        painter.drawPixmap(place.left() + 22, place.center().y() - size // 2 + 1, icons.pixmap(line.mark, token, size))
        middle = Qt.AlignmentFlag.AlignVCenter
        caption, body = drawn.font("caption"), drawn.font("body", bold=chosen)
        wide = QFontMetrics(caption).horizontalAdvance(line.short)
        painter.setFont(caption)
        painter.setPen(drawn.colour("mut"))
        painter.drawText(place.adjusted(0, 0, -20, 0), middle | Qt.AlignmentFlag.AlignRight, line.short)
        painter.setFont(body)
        painter.setPen(drawn.colour("text"))
        left = 22 + size + 12
        room = place.adjusted(left, 0, -(20 + wide + 8), 0)
        wrapped = middle | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(room, wrapped, line.name)
