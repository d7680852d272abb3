"""The customers found, in the dock: two lines each, masked, over the card."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from teller_assist.domain.found import Found
from teller_assist.domain.masks import mask_name
from teller_assist.ui import texts, theme
from teller_assist.ui.search_list import FoundModel
from teller_assist.ui.widgets import Frame, inside

ROW, ROWS = 52, 7
Index = QModelIndex | QPersistentModelIndex


class DockDelegate(QStyledItemDelegate):
    tiers: Mapping[str, str] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.now().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, FoundModel):
            return
        found, now, place = model.row(index.row()), theme.now(), QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, now.colour("accSoft"))
            painter.fillRect(QRect(place.left(), place.top() + 8, 4, place.height() - 16), now.colour("acc"))
        upper = QRect(place.left() + 12, place.top() + 4, place.width() - 24, place.height() // 2 - 4)
        lower = upper.translated(0, place.height() // 2 - 2)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        who = " · ".join(part for part in (texts.sex(found.sex), str(found.birth_year or "")) if part)
        painter.setFont(now.font("body", bold=True))
        painter.setPen(now.colour("text"))
        painter.drawText(upper, middle | left, mask_name(found.name))
        painter.drawText(upper, middle | right, self.tiers.get(found.tier, found.tier))
        painter.setFont(now.font("caption"))
        painter.setPen(now.colour("mut"))
        painter.drawText(lower, middle | left, found.id_masked or found.shown)
        painter.drawText(lower, middle | right, who)


class DockList(Frame):
    """A child over the dock's card; the field drives it. ``chosen`` carries a Found."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("card", parent=parent)
        self.model, self.delegate = FoundModel(self), DockDelegate(self)
        self.list = QListView()
        self.list.setProperty("kind", "list")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self.delegate)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside(QVBoxLayout(self), 2, 8).addWidget(self.list)
        self.list.clicked.connect(self._on_clicked)
        self.hide()

    def show_found(self, rows: Sequence[Found], typed: str, place: QRect) -> None:
        self.model.set_rows(rows, typed)
        high = 16 + theme.now().px(ROW) * min(ROWS, max(1, len(rows)))
        self.setGeometry(place.left(), place.top(), place.width(), high)
        self.setVisible(bool(rows))
        self.raise_()
        self.list.setCurrentIndex(self.model.index(0, 0))

    def move_by(self, rows: int) -> None:
        row = min(max(0, self.list.currentIndex().row() + rows), self.model.rowCount() - 1)
        self.list.setCurrentIndex(self.model.index(row, 0))

    def current(self) -> Found | None:
        index = self.list.currentIndex()
        return self.model.row(index.row()) if self.isVisible() and index.isValid() else None

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.row(index.row()))
