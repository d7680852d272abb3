"""The counter screen: search field, card, suggestions, visit bar. Shows what it is given, says what was done.

In two steps: the field and its list are made at once and can be painted and typed into; ``furnish`` makes
the rest and imports it, so whatever it needs does not stand before the first paint.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QStackedWidget, QVBoxLayout, QWidget

from teller_assist.domain.days import BRANCH_TIME
from teller_assist.domain.found import Found
from teller_assist.ui import texts, theme
from teller_assist.ui.field import Field
from teller_assist.ui.search_list import SearchList
from teller_assist.ui.widgets import Text

if TYPE_CHECKING:
    from teller_assist.desk.lookup import Lookup
    from teller_assist.desk.status import DeskStatus, Served
    from teller_assist.desk.window import AtWindow
    from teller_assist.domain.card import Card
    from teller_assist.domain.standards import Excuse
    from teller_assist.ui.details import DetailsView
    from teller_assist.ui.dock_face import DockFace
    from teller_assist.ui.guest import GuestView
    from teller_assist.ui.offer_parts import Receipt
    from teller_assist.ui.words_window import News

LEFT, RIGHT, WIDEST, TALLEST = 864, 430, 520, 760
LOW = 740  # px of height, below which gaps close
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
FOUND = 20


def look_up(lookup: "Lookup", view: "CounterView | DockFace", text: str) -> None:
    """Lists who fits what was typed so far. Raises ``Expected``."""
    if text.strip():
        view.show_found(lookup.find(text, FOUND), text)
    else:
        view.hide_found()


class CounterView(QWidget):
    """``searched`` carries the text after each keystroke, ``chosen`` a Found, ``pressed`` a digit, letter or
    Enter typed outside the field, ``acted`` the name of an action, ``held`` the exact-figures key."""

    searched = Signal(str)
    chosen = Signal(object)
    reopened = Signal(str)
    pressed = Signal(str)
    acted = Signal(str)
    held = Signal(bool)
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = Field(self.tr("找客户：姓名、拼音、任意尾号"))
        self.hint = Text(self._how_to_search(), "caption", "mut")
        self.stack = QStackedWidget()
        self._lay_out()
        self.found = SearchList(self)
        self.furnished = False
        self.field.edit.textChanged.connect(self.searched)
        self.field.edit.installEventFilter(self)
        self.found.chosen.connect(self.chosen)

    def furnish(self) -> None:
        """Everything but the search: after the first paint, or at once where nobody waits for one."""
        from teller_assist.ui.card_view import CardView
        from teller_assist.ui.curtain import Curtain
        from teller_assist.ui.empty import EmptyView
        from teller_assist.ui.pane import Pane
        from teller_assist.ui.queue_line import QueueLine
        from teller_assist.ui.status_line import StatusLine
        from teller_assist.ui.visit_bar import VisitBar

        self.clock, self.queue = Text("", "body", "mut"), QueueLine()
        self.guest: GuestView | None = None  # made when the first one comes
        self.card, self.empty = CardView(), EmptyView()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.card)
        self.tiers: dict[str, str] = {}  # code: name
        self.details: DetailsView | None = None  # made when first asked for
        self.pane, self.bar, self.status = Pane(), VisitBar(), StatusLine()
        self.top.insertWidget(0, self.queue)
        self.top.addWidget(self.clock)
        self.right.addWidget(self.pane, 1)
        self.page.insertWidget(2, self.bar)
        self.page.addWidget(self.status)
        self.found.raise_()
        self.curtain = Curtain(self)
        self.curtain.setGeometry(self.rect())
        self.empty.reopened.connect(self.reopened)
        self.pane.pressed.connect(self.pressed)
        self.pane.why_wanted.connect(self._on_why)
        self.pane.alarm.pressed.connect(self.acted)
        self.bar.pressed.connect(self.acted)
        self.furnished = True

    def _lay_out(self) -> None:
        self.page = QVBoxLayout(self)
        self.page.setSpacing(0)
        self.columns = QHBoxLayout()
        self.columns.setSpacing(theme.GAP)
        self.left, self.right = left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(0)
        right.setSpacing(0)
        self.field.setFixedHeight(theme.now().px(40))
        left.addWidget(self.field)
        left.addSpacing(5)
        left.addWidget(self.hint)
        self.over_card = QSpacerItem(0, 9)
        left.addItem(self.over_card)
        left.addWidget(self.stack, 1)
        self.top = top = QHBoxLayout()
        top.addStretch()
        self.right_top = QWidget()
        self.right_top.setFixedHeight(theme.now().px(40))
        self.right_top.setLayout(top)
        top.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.right_top)
        self.over_pane = QSpacerItem(0, 32)
        right.addItem(self.over_pane)
        self.left_side, self.right_side = QWidget(), QWidget()
        left.setContentsMargins(0, 0, 0, 0)
        right.setContentsMargins(0, 0, 0, 0)
        self.left_side.setLayout(left)
        self.right_side.setLayout(right)
        self.columns.addWidget(self.left_side, LEFT)
        self.columns.addWidget(self.right_side)
        for side in (self.left_side, self.right_side):
            side.setMaximumHeight(theme.now().px(TALLEST))
        self.page.addLayout(self.columns, 1000)
        self.over_bar, self.under_bar = QSpacerItem(0, 16), QSpacerItem(0, 8)
        self.page.addItem(self.over_bar)
        self.page.addStretch(1)
        self.page.addItem(self.under_bar)

    def _how_to_search(self) -> str:
        return self.tr(
            "张 · zs · zhangsan · 证件 · 手机 · 卡号 · 票号 A037 · 尾 4 或 6 位 · 两项 zs 8812 · 刷证、刷卡直接打开"
        )

    # --- what the presenter orders

    def show_found(self, rows: Sequence[Found], typed: str) -> None:
        at = self.field.mapTo(self, QPoint(0, 0))
        top = at.y() + self.field.height() + self.hint.height() + 10
        place = QRect(at.x(), top, self.field.width(), 0)
        self.found.show_found(rows, typed, place, self.height() - top - theme.MARGIN)

    def hide_found(self) -> None:
        self.found.clear()

    def clear_field(self) -> None:
        self.field.edit.blockSignals(True)
        self.field.edit.clear()
        self.field.edit.blockSignals(False)
        self.found.clear()

    def focus_field(self) -> None:
        self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.edit.selectAll()

    def show_empty(self, served: "Sequence[Served]") -> None:
        self.stack.setCurrentWidget(self.empty)
        self.empty.show_served(served)
        self.pane.show_empty()

    def show_guest(self) -> None:
        """Somebody without a record is at the window."""
        from teller_assist.ui.guest import GuestView

        if self.guest is None:
            self.guest = GuestView()
            self.stack.addWidget(self.guest)
        self.guest.show_guest()
        self.stack.setCurrentWidget(self.guest)
        self.pane.show_guest()

    def show_window(self, at: "AtWindow", news: "News | None", excuses: "tuple[Excuse, ...]") -> None:
        """The queue, what the bar says of it; ``excuses``: why it takes so long, by their keys."""
        from teller_assist.ui import words_window

        self.queue.show_queue(at)
        self.pane.alarm.show_calls(at)
        self.bar.show_window(at, news)
        told = words_window.why_so_long(excuses) if excuses else self._how_to_search()
        if excuses and self.hint.fontMetrics().horizontalAdvance(told) > self.field.width():
            told = words_window.why_so_long(excuses, short=True)
        self.hint.setText(told)
        self.hint.set_tone("warn" if excuses else "mut")

    def listen(self) -> None:
        """The letters that come next are a phrase, not text."""
        self.focus_card() if self.stack.currentWidget() is not self.empty else self.setFocus()

    def show_card(self, card: "Card") -> None:
        self.card.show_card(card)
        self.stack.setCurrentWidget(self.card)

    def show_details(self, card: "Card") -> None:
        """In the card's place, until ``show_card``."""
        from teller_assist.ui.details import DetailsView

        if self.details is None:
            self.details = DetailsView()
            self.details.tiers = self.tiers
            self.stack.addWidget(self.details)
        self.details.show_details(card)
        self.stack.setCurrentWidget(self.details)

    def show_exact(self, exact: bool) -> None:
        self.card.show_exact(exact)
        if self.details is not None:
            self.details.show_exact(exact)

    def show_slate(self, card: "Card", receipts: "Mapping[str, Receipt]", live: int, unfolded: bool = False) -> None:
        suggestions = card.slate.suggestions
        offer = suggestions[live - 1] if 0 < live <= len(suggestions) else None
        self.card.show_offer(offer, live)
        self.pane.show_slate(card, receipts, live, unfolded)

    def show_moment(self, moment: str) -> None:
        """``moment``: a word of ``ui/scene.py``."""
        self.card.say.show_moment(moment)
        self.pane.show_moment(moment)

    def focus_card(self) -> None:
        """Only if the field had the focus: a card that another program brings up takes no keyboard."""
        page = self.stack.currentWidget() or self.card
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_status(self, status: "DeskStatus") -> None:
        self.status.show_status(status)

    def show_time(self, now: datetime) -> None:
        here = now.astimezone(BRANCH_TIME)
        self.clock.setText(f"{texts.day(here.date())} {texts.weekday(here.date())}  {here:%H:%M}")
        self.bar.tick(now)
        self.pane.alarm.tick(now)

    def show_curtain(self, ticket: str | None) -> None:
        """None draws it away. While it hangs, nobody's name can be read."""
        for side in (self.left_side, self.right_side, self.bar, self.status):
            side.setVisible(ticket is None)
        self.curtain.draw(ticket)
        if ticket is None:
            self.focus_field() if self.stack.currentWidget() is self.empty else self.focus_card()

    def blanked(self) -> bool:
        return self.furnished and self.curtain.isVisible()

    # --- what the teller does

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that the field leaves to the list under it."""
        if watched is not self.field.edit or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        assert isinstance(event, QKeyEvent)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        key = Qt.Key(event.key())
        if key in steps:
            self.found.move_by(steps[key])
            return True
        if key in _ENTER:
            found = self.found.current()
            if found is not None:
                self.chosen.emit(found)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no field wanted. A held key repeats itself and counts once."""
        if event.isAutoRepeat():
            return
        if self.blanked():
            self.acted.emit("unblank")
            return
        if event.key() == Qt.Key.Key_F6:
            self.held.emit(True)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif self.field.edit.hasFocus() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self.pressed.emit("\r")
        elif len(event.text()) == 1 and event.text().isalnum():
            self.pressed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F6 and not event.isAutoRepeat():
            self.held.emit(False)
        super().keyReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.furnished and self.stack.currentWidget() is not self.empty:
            self.focus_card()

    def minimumSizeHint(self) -> QSize:
        """A fixed least: a long name must not make the window grow."""
        return QSize(960, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """1366 px are 24 | 864 | 24 | 430 | 24; wider screens widen the right column to 520, then the margins."""
        super().resizeEvent(event)
        now = theme.now()
        spare = max(0, self.width() - (LEFT + RIGHT + 3 * theme.MARGIN))
        right = min(WIDEST, RIGHT + spare) if self.width() >= 1000 else 360
        side = theme.MARGIN + max(0, (self.width() - (LEFT + right + 3 * theme.MARGIN)) // 2 if spare else 0)
        low, tight = self.height() < LOW, self.height() < now.px(LOW)
        self.page.setContentsMargins(side, 8 if tight and low else 16, side, 8 if tight else 12)
        self.over_bar.changeSize(0, 8 if tight else 16)
        self.under_bar.changeSize(0, 2 if tight else 8)
        self.page.invalidate()
        self.hint.setVisible(not (low and now.large))
        self.over_card.changeSize(0, 5 if tight else 9)
        self.over_pane.changeSize(0, 16 if tight else 32)
        self.left.invalidate()
        self.right.invalidate()
        self.right_side.setFixedWidth(right)
        if self.furnished:
            self.curtain.setGeometry(self.rect())
        if self.found.isVisible():
            self.found.clear()

    def _on_why(self) -> None:
        self.acted.emit("why")
