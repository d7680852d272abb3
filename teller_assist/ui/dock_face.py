"""The dock with the face of the counter view, so that one presenter drives either.

Everything the presenter says to ``CounterView`` it may say here; what the dock has no room for is
left out (who was served today, unfolded talk tracks).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from teller_assist.desk.status import Served
from teller_assist.domain.card import Card
from teller_assist.domain.found import Found
from teller_assist.domain.money import wan
from teller_assist.domain.ticket import CALLED
from teller_assist.domain.visit import Visit
from teller_assist.domain.visit_clock import handling_s
from teller_assist.ui import texts, words_window
from teller_assist.ui.curtain import Curtain
from teller_assist.ui.dock import DockView
from teller_assist.ui.dock_list import DockList
from teller_assist.ui.offer_parts import Receipt

if TYPE_CHECKING:
    from teller_assist.desk.window import AtWindow
    from teller_assist.domain.standards import Excuse
    from teller_assist.ui.words_window import News

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class DockFace(DockView):
    """Signals as those of ``CounterView``."""

    chosen = Signal(object)
    reopened = Signal(str)
    acted = Signal(str)
    held = Signal(bool)
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found, self.curtain = DockList(self), Curtain(self)
        self.bar, self.card, self.pane = _Bar(self), _Figures(self), _Reasons(self)
        self.empty = self
        self.found.chosen.connect(self.chosen)
        self.field.edit.installEventFilter(self)

    # --- what the presenter orders

    def show_found(self, rows: Sequence[Found], typed: str) -> None:
        top = self.field.geometry().bottom() + self.hint.height() + 8
        self.found.show_found(rows, typed, QRect(self.field.x(), top, self.field.width(), 0))

    def hide_found(self) -> None:
        self.found.hide()

    def clear_field(self) -> None:
        self.field.edit.clear()
        self.found.hide()

    def focus_field(self) -> None:
        self.activateWindow()
        self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.edit.selectAll()

    def focus_card(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_empty(self, served: Sequence[Served]) -> None:
        self.clear()

    def show_guest(self) -> None:
        self.clear()

    def show_window(self, at: "AtWindow", news: "News | None", excuses: "tuple[Excuse, ...]") -> None:
        """In the line under the field: why it takes so long, the one thing to know now, or the queue."""
        self.bar.show_ticket(at)
        if excuses:
            self.show_hint(words_window.why_so_long(excuses, short=True), "warn")
        elif news is not None:
            self.show_hint(news.words, news.tone)
        elif self.bar.is_guest():
            self.show_hint(QCoreApplication.translate("GuestView", "无档案来客"), "text")
        else:
            self.show_hint(words_window.waiting(at), "mut")

    def listen(self) -> None:
        self.focus_card()

    def show_served(self, served: Sequence[Served]) -> None:
        """The dock has no room for them; older and newer keys work all the same."""

    def show_slate(self, card: Card, receipts: Mapping[str, Receipt], live: int, unfolded: bool = False) -> None:
        said = {
            code: " · ".join(
                part for part in (texts.outcome_done(r.outcome), texts.reason(r.outcome, r.reason)) if part
            )
            for code, r in receipts.items()
        }
        self.show_card(card, said, live)

    def show_moment(self, moment: str) -> None:
        self.live.show_moment(moment)

    def show_details(self, card: Card) -> None:
        """The dock has no room for them; they are there again in the window."""

    def show_exact(self, exact: bool) -> None:
        self.card.show_exact(exact)

    def show_time(self, now: datetime) -> None:
        self.bar.tick(now)

    def show_curtain(self, ticket: str | None) -> None:
        self.curtain.draw(ticket)

    def blanked(self) -> bool:
        return self.curtain.isVisible()

    # --- what the teller does

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _STEPS:
                self.found.move_by(_STEPS[key])
                return True
            if key in _ENTER:
                found = self.found.current()
                if found is not None:
                    self.chosen.emit(found)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if self.blanked():
            self.acted.emit("unblank")
        elif event.key() == Qt.Key.Key_F6:
            self.held.emit(True)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif self.field.edit.hasFocus() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self.pressed.emit("\r")
        elif len(event.text()) == 1 and event.text().isalnum():
            self.pressed.emit(event.text())

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F6 and not event.isAutoRepeat():
            self.held.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "curtain"):
            self.curtain.setGeometry(self.rect())


class _Bar:
    """The visit block and the toast, in the words of ``VisitBar``."""

    def __init__(self, dock: DockFace) -> None:
        self._dock = dock
        self._visit: Visit | None = None
        self._limit_s, self._called = 0, ""
        self._undo_until: datetime | None = None

    def show_visit(
        self, visit: Visit | None, product: bool = False, now: datetime | None = None, here: bool = False,
        limit_s: int = 0,
    ) -> None:  # fmt: skip
        self._visit, self._limit_s = visit, limit_s
        if visit is None:
            called = "" if here else self._called
            clock = QCoreApplication.translate("VisitBar", "已叫号") if called else ""
            self._dock.show_visit("00:00" if here else clock, "", called, 0.0, "")
        elif now is not None:
            self.tick(now)

    def tick(self, now: datetime) -> None:
        if self._undo_until is not None and now >= self._undo_until:
            self.end_undo()
        if self._visit is None:
            return
        seconds = handling_s(self._visit, now) or 0
        past = seconds > self._limit_s
        over = QCoreApplication.translate("DockView", "限时 {n} 分")
        if past:
            over = QCoreApplication.translate("DockView", "超时 · 限时 {n} 分")
        self._dock.show_visit(
            f"{seconds // 60:02d}:{seconds % 60:02d}", over.format(n=self._limit_s // 60), self._visit.ticket,
            seconds / max(1, self._limit_s),
            texts.business(self._visit.business_type) if self._visit.business_type else "", past,
        )  # fmt: skip

    def is_guest(self) -> bool:
        """Somebody without a record is there."""
        return self._visit is not None and not self._visit.customer_no

    def show_ticket(self, at: "AtWindow") -> None:
        """Whom this window has called, while nobody is there."""
        called = at.ticket.number if at.ticket is not None and at.ticket.state == CALLED else ""
        if called != self._called:
            self._called = called
            if self._visit is None and self._dock.shown_card() is None:
                self.show_visit(None)

    def say_logged(self, outcome: str, reason: int, undo_until: datetime | None) -> None:
        words = " · ".join(part for part in (texts.outcome(outcome), texts.reason(outcome, reason)) if part)
        self.say_done(QCoreApplication.translate("DockView", "已记录：{what}").format(what=words), undo_until)

    def say_undone(self) -> None:
        self.say_done(QCoreApplication.translate("DockView", "已撤销"), None)

    def say_done(self, words: str, undo_until: datetime | None) -> None:
        """With an undo key for as long as it can be undone."""
        self._undo_until = undo_until
        self._dock.toast.say(words, ms=10_000 if undo_until else 1200, undo=undo_until is not None)

    def say_failed(self, words: str) -> None:
        self._undo_until = None
        self._dock.toast.say(words, ms=4000, glyph="alert")

    def clear_failure(self) -> None:
        if self._undo_until is None:
            self._dock.toast.leave()

    def end_undo(self) -> None:
        self._undo_until = None
        self._dock.toast.leave()


class _Figures:
    def __init__(self, dock: DockFace) -> None:
        self._dock = dock

    def show_exact(self, exact: bool) -> None:
        """The exact total while the key is held; the lanes keep their bands."""
        card = self._dock.shown_card()
        if card is None:
            return
        fen = card.assets.exact_fen
        self._dock.band.setText(f"{wan(fen)}万" if exact and fen is not None else texts.band(card.assets.band))


class _Reasons:
    def __init__(self, dock: DockFace) -> None:
        self._dock = dock

    def show_reasons(self, number: int, reasons: Sequence[str], ask: str = "") -> None:
        self._dock.live.show_reasons(reasons)
