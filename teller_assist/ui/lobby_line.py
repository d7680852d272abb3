"""How one line of the lobby's arrivals is painted: ticket, business, tier, the bar of its wait, minutes."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from teller_assist.domain.arrivals import Arrival
from teller_assist.ui import icons, theme
from teller_assist.ui import words_lobby as words
from teller_assist.ui.words import GEM_TIERS

if TYPE_CHECKING:
    from teller_assist.ui.lobby_list import ArrivalModel

Index = QModelIndex | QPersistentModelIndex
ARRIVAL = Qt.ItemDataRole.UserRole
HIGH, SIDE = 60, 24  # px of a line; from the card's edge to its text
SCALE = 30  # minutes on the whole bar
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


class ArrivalDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.now().px(HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Arrival = index.data(ARRIVAL)
        model = cast("ArrivalModel", index.model())
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

    def _words(self, painter: QPainter, place: QRect, columns: Columns, row: Arrival, model: "ArrivalModel") -> None:
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

    def _badge(self, painter: QPainter, place: QRect, columns: Columns, row: Arrival, model: "ArrivalModel") -> int:
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
