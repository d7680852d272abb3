"""The left side of the lobby board: who is here, the most pressing first; a bar for the wait. No names."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QScroller, QWidget

from teller_assist.domain.arrivals import Arrival
from teller_assist.ui import theme
from teller_assist.ui import words_lobby as words
from teller_assist.ui.lobby_line import ARRIVAL, HIGH, MIDDLE, RIGHT, SIDE, ArrivalDelegate, Columns, Index

TICKS = (5, 10, 20)  # minutes named above the bar


class ArrivalModel(QAbstractListModel):
    """``names`` are business types by code, ``tiers`` by code: as the present language says them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Arrival, ...] = ()
        self.names: Mapping[str, str] = {}
        self.tiers: Mapping[str, str] = {}

    def set_rows(self, rows: Sequence[Arrival]) -> None:
        """Lines that stay where they were are only painted anew."""
        rows = tuple(rows)
        if [r.ticket_id for r in rows] == [r.ticket_id for r in self._rows]:
            changed = [n for n, (new, old) in enumerate(zip(rows, self._rows, strict=True)) if _seen(new) != _seen(old)]
            self._rows = rows
            for n in changed:
                self.dataChanged.emit(self.index(n), self.index(n))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_of(self, ticket_id: UUID | None) -> int:
        """-1 if it is not in the list."""
        return next((n for n, row in enumerate(self._rows) if row.ticket_id == ticket_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == ARRIVAL:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.number
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(
                p for p in (row.number, self.business(row), self.tier(row), self.below(row), str(row.minutes)) if p
            )
        return None

    def business(self, row: Arrival) -> str:
        return self.names.get(row.business_type, row.business_type)

    def tier(self, row: Arrival) -> str:
        return self.tiers.get(row.tier, row.tier)

    def below(self, row: Arrival) -> str:
        """The small words under the business: state, needs, booked, the window they were moved to."""
        where = row.window_no if row.state == "called" else row.to_window
        parts = [
            "" if row.waiting else words.word("ticket", words.STATES, row.state),
            words.tile("window", n=where) if where else "",
            *(words.word("need", words.NEEDS, need) for need in row.needs),
            self.tr("预约") if row.booked else "",
        ]
        return " · ".join(part for part in parts if part)


class ArrivalList(QListView):
    """Arrows move in it; letters are the board's. What comes and goes leaves the choice with its ticket."""

    picked = Signal(object)  # a ticket_id, None nobody

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "list")
        self.rows = ArrivalModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(ArrivalDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._chosen: UUID | None = None
        self._settling = False
        self.selectionModel().currentChanged.connect(self._on_current)

    def chosen(self) -> Arrival | None:
        row = self.rows.row_of(self._chosen)
        found: Arrival | None = self.rows.index(row).data(ARRIVAL) if row >= 0 else None
        return found

    def show_rows(self, rows: Sequence[Arrival]) -> UUID | None:
        """The ticket that was chosen and is no longer in the list, None if none was."""
        before, at = self._chosen, self.verticalScrollBar().value()
        self._settling = True
        self.rows.set_rows(rows)
        row = self.rows.row_of(before)
        if row >= 0 and self.currentIndex().row() != row:
            choose = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.rows.index(row), choose)
        self.verticalScrollBar().setValue(at)
        self._settling = False
        if before is not None and row < 0:
            self.unchoose()
            return before
        return None

    def unchoose(self) -> None:
        self._settling = True
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())
        self._settling = False
        if self._chosen is not None:
            self._chosen = None
            self.picked.emit(None)

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        if not self._settling and now.isValid():
            self._chosen = now.data(ARRIVAL).ticket_id
            self.picked.emit(self._chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Whole lines only: one that is cut off reads like a smaller number."""
        super().resizeEvent(event)
        rest = (self.height() - 2 * self.frameWidth()) % theme.now().px(HIGH)
        if rest != self.viewportMargins().bottom():
            self.setViewportMargins(0, 0, 0, rest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home,
                           Qt.Key.Key_End):  # fmt: skip
            super().keyPressEvent(event)
        else:
            event.ignore()


class Scale(QWidget):
    """The head of the list: its own words at the left; the minutes above the bars and what the last column is."""

    def __init__(self, lines: QListView, *words: QWidget) -> None:
        """``lines``: the list below, which a scroll bar may make narrower."""
        super().__init__()
        self._lines = lines
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, 0, 0, 4)
        row.setSpacing(12)
        for word in words:
            row.addWidget(word)
        row.addStretch()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now, columns = QPainter(self), theme.now(), Columns(self._lines.viewport().width())
        painter.setFont(now.font("caption"))
        painter.setPen(now.colour("mut"))
        for minutes in TICKS:
            spot = QRectF(columns.at(minutes) - 20, 0, 40, self.height())
            if not now.large or minutes != TICKS[0]:  # there is no room for two so near
                painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(minutes))
        end = QRect(0, 0, columns.minutes, self.height())
        painter.drawText(end, RIGHT | MIDDLE, self.tr("等待 · 分"))


def _seen(row: Arrival) -> Arrival:
    """What of a line can be seen: not each second of its wait."""
    return row._replace(wait_s=row.wait_s // 10)
