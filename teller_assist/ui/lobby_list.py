"""The left side of the lobby board: who is here, the most pressing first; a bar for the wait. No names."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QScroller,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from teller_assist.domain.arrivals import Arrival
from teller_assist.ui import icons, theme
from teller_assist.ui import words_lobby as words
from teller_assist.ui.words import GEM_TIERS

Index = QModelIndex | QPersistentModelIndex
ARRIVAL = Qt.ItemDataRole.UserRole
HIGH, SIDE = 60, 24  # px of a line; from the card's edge to its text
SCALE = 30  # minutes on the whole bar
TICKS = (5, 10, 20)  # named above it
TONES = {"red": "bad", "late": "warn", "ok": "ok"}
GLYPHS = {"red": "alert", "late": "clock", "ok": ""}
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Columns:
    """Where the parts of a line stand, from the card's left edge; in large print the bar is shorter."""

    def __init__(self, wide: int) -> None:
        large = theme.now().large
        self.ticket, self.business = SIDE, 128 if large else 116
        self.bar_wide = 116 if large else 176
        self.minutes = wide - SIDE
        self.bar = self.minutes - (112 if large else 96) - self.bar_wide
        self.glyph = self.minutes - (68 if large else 52)

    def at(self, minutes: float) -> float:
        return self.bar + self.bar_wide * min(SCALE, minutes) / SCALE


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


class ArrivalDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.now().px(HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Arrival = index.data(ARRIVAL)
        model = index.model()
        assert isinstance(model, ArrivalModel)
        place: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            _chosen(painter, place)
        columns = Columns(place.width())
        self._words(painter, place, columns, row, model)
        if row.waiting:
            _bar(painter, place, columns, row)
        else:
            size = theme.now().px(18)
            glyph = icons.pixmap(words.STATE_GLYPHS.get(row.state, "info"), "mut", size)
            painter.drawPixmap(int(columns.at(0)), place.center().y() - size // 2, glyph)
        _minutes(painter, place, columns, row)
        painter.restore()

    def _words(self, painter: QPainter, place: QRect, columns: Columns, row: Arrival, model: ArrivalModel) -> None:
        now, quiet = theme.now(), not row.waiting
        room = columns.business - columns.ticket - 8
        font = _fitting(row.number, room, now.font("ticket", bold=True), now.font("title", bold=True))
        painter.setFont(font)
        painter.setPen(now.colour("mut" if quiet else "text"))
        painter.drawText(_part(place, columns.ticket, room), LEFT | MIDDLE, row.number)
        badge = self._badge(painter, place, columns, row, model)
        room = badge - 10 - columns.business
        below = model.below(row)
        self._line(painter, place, columns.business, room, model.business(row), "body", -10 if below else 0, quiet)
        if below:
            self._line(painter, place, columns.business, room, below, "caption", 11, True)

    def _line(
        self, painter: QPainter, place: QRect, x: int, room: int, text: str, step: str, down: int, quiet: bool
    ) -> None:
        """One line that ends before ``room``; without another one below it may take two."""
        now = theme.now()
        font = now.font(step)
        metrics, box = QFontMetrics(font), _part(place, x, room).translated(0, now.px(down))
        painter.setFont(font)
        painter.setPen(now.colour("mut" if quiet else "text"))
        if metrics.horizontalAdvance(text) > room and not down:
            painter.drawText(box, LEFT | MIDDLE | Qt.TextFlag.TextWordWrap, text)
        else:
            painter.drawText(box, LEFT | MIDDLE, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))

    def _badge(self, painter: QPainter, place: QRect, columns: Columns, row: Arrival, model: ArrivalModel) -> int:
        """A VIP's tier, ending before the bar; where it begins."""
        end = columns.bar - 16
        if not row.tier:
            return end
        now = theme.now()
        font, said = now.font("body", bold=True), model.tier(row)
        gem = now.px(16) + 4 if row.tier in GEM_TIERS else 0
        wide = QFontMetrics(font).horizontalAdvance(said) + gem + 20
        shape = QRect(place.left() + end - wide, place.center().y() - now.px(12) + 1, wide, now.px(24))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("inv"))
        painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
        if gem:
            size = now.px(16)
            top = shape.center().y() - size // 2 + 1
            painter.drawPixmap(shape.left() + 10, top, icons.pixmap("gem", "invText", size))
        painter.setFont(font)
        painter.setPen(now.colour("invText"))
        painter.drawText(shape.adjusted(10 + gem, 0, 0, 0), LEFT | MIDDLE, said)
        return end - wide


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


def _chosen(painter: QPainter, place: QRect) -> None:
    now = theme.now()
    framed = now.scheme == "contrast"
    painter.setPen(now.colour("edge") if framed else Qt.PenStyle.NoPen)
    painter.setBrush(now.colour("accSoft"))
    painter.drawRoundedRect(place.adjusted(8, 0, -9, -1), 6, 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.colour("acc"))
    high = now.px(32)
    painter.drawRoundedRect(QRect(place.left() + 8, place.center().y() - high // 2, 4, high), 2, 2)


def _bar(painter: QPainter, place: QRect, columns: Columns, row: Arrival) -> None:
    now, y = theme.now(), place.center().y()
    x = place.left() + columns.bar
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.colour("track"))
    painter.drawRoundedRect(QRectF(x, y - 4, columns.bar_wide, 8), 4, 4)
    painter.setBrush(now.colour(TONES[row.level]))
    wide = max(8.0, columns.at(row.wait_s / 60) - columns.bar)
    painter.drawRoundedRect(QRectF(x, y - 4, wide, 8), 4, 4)
    limit = place.left() + columns.at(row.limit_s / 60)
    painter.setPen(QPen(now.colour("mut"), 2))
    painter.drawLine(int(limit), y - 10, int(limit), y + 10)


def _minutes(painter: QPainter, place: QRect, columns: Columns, row: Arrival) -> None:
    now = theme.now()
    tone = "mut" if not row.waiting else "text" if row.level == "ok" else TONES[row.level]
    painter.setFont(now.font("title", bold=row.waiting))
    painter.setPen(now.colour(tone))
    painter.drawText(place.adjusted(0, 0, columns.minutes - place.width(), 0), RIGHT | MIDDLE, str(row.minutes))
    glyph = GLYPHS[row.level] if row.waiting else ""
    if glyph:
        size = now.px(18)
        painter.drawPixmap(
            place.left() + columns.glyph - size // 2, place.center().y() - size // 2, icons.pixmap(glyph, tone, size)
        )


def _part(place: QRect, x: int, wide: int) -> QRect:
    return QRect(place.left() + x, place.top(), wide, place.height())


def _fitting(text: str, room: int, usual: QFont, small: QFont) -> QFont:
    """An outside machine's number may be long."""
    return usual if QFontMetrics(usual).horizontalAdvance(text) <= room else small


def _seen(row: Arrival) -> Arrival:
    """What of a line can be seen: not each second of its wait."""
    return row._replace(wait_s=row.wait_s // 10)
