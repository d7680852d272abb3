"""The bar under the card: how long, which ticket, what for, the keys that work now, what was just done."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from teller_assist.domain.visit import Visit
from teller_assist.ui import texts, theme
from teller_assist.ui.announce import announce
from teller_assist.ui.controls import Key, Toast
from teller_assist.ui.marks import Ring
from teller_assist.ui.widgets import Elided, Frame, Glyph, Text, set_property

# Minutes by business type (practice; the standards pack will bring the bank's own).
LIMITS = {
    "current": 3, "cash": 3, "cash_large": 6, "large_cash": 6, "term": 5, "large_cd": 8, "transfer": 5,
    "account_open": 15, "open_account": 15, "password": 5, "loss_report": 10, "card_replace": 8, "replace_card": 8,
    "bill": 3, "bill_pay": 3, "wealth": 10, "dual_recording": 20, "recording": 20, "fx": 8, "loan": 5, "corporate": 8,
}  # fmt: skip
USUAL = 5
CORNER = 308  # px


class VisitBar(Frame):
    """``pressed`` names an action: details, sheet, end, undo."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__("bar")
        self._visit: Visit | None = None
        self.ring = Ring()
        self.time, self.limit = Text("", "title", bold=True), Text("", "body", "mut")
        self.ticket_glyph, self.ticket = Glyph("ticket", size=18), Text("", "title", bold=True)
        self.business = Text()
        self.details = Key("F4", "", "flat")
        self.sheet, self.end = Key("F8", "", "flat"), Key("F12", "", "flat")
        self.undo = Key("Z", "", "flat")
        self.warn, self.failure = Glyph("alert", "bad"), Elided("", "body", "bad", bold=True)
        self.toast = Toast("Z", "")
        for key, name in ((self.details, "details"), (self.sheet, "sheet"), (self.end, "end"), (self.undo, "undo")):
            key.setProperty("action", name)
            key.clicked.connect(self._on_clicked)
        self.toast.gone.connect(self._on_gone)
        self._undo_until: datetime | None = None
        self._lay_out()
        self.show_visit(None)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 6, 4)
        row.setSpacing(10)
        for part in (self.ring, self.time, self.limit):
            row.addWidget(part)
        row.addSpacing(16)
        row.addWidget(self.ticket_glyph)
        row.addWidget(self.ticket)
        row.addSpacing(8)
        row.addWidget(self.business)
        row.addStretch(2)
        for key in (self.details, self.sheet, self.end):
            row.addWidget(key)
        row.addStretch(2)
        row.addWidget(self._corner())
        now = theme.now()
        self.setFixedHeight(56 if now.large else 48)
        self.time.setMinimumWidth(now.px(52))
        self.clear_failure()
        self.undo.hide()

    def _corner(self) -> QWidget:
        """The right end, of one width: the toast, then the undo key, or what went wrong. Nothing else moves."""
        corner = QWidget()
        corner.setFixedWidth(theme.now().px(CORNER))
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.toast, 1)
        row.addWidget(self.warn)
        row.addWidget(self.failure, 1)
        row.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignRight)
        self.toast.setFixedHeight(theme.now().px(36))
        return corner

    def show_visit(
        self, visit: Visit | None, product: bool = False, now: datetime | None = None, here: bool = False
    ) -> None:
        """``product``: there is a live suggestion, so the customer's sheet can be shown. ``here``: a card is
        open, also while its visit is still being recorded."""
        self._visit = visit
        there = here or visit is not None
        for part in (self.limit, self.business, self.end):
            part.setVisible(there)
        self.details.setVisible(here)
        self.details.set_word(self.tr("往来"))
        ticket = visit.ticket if visit else ""
        self.ticket.setText(ticket)
        self.ticket.setVisible(bool(ticket))
        self.ticket_glyph.setVisible(bool(ticket))
        self.business.setText(texts.business(visit.business_type) if visit and visit.business_type else "")
        self.sheet.set_word(self.tr("给客户看"))
        self.sheet.setVisible(there and product)
        set_property(self.time, "step", "title" if there else "body")
        self.end.set_word(self.tr("结束"))
        self.undo.set_word(self.tr("撤销"))
        self.toast.undo_word.setText(self.tr("撤销"))
        if visit is None and here:
            self.time.setText("00:00")
            self.limit.setText("")
        elif visit is None:
            self.time.setText(self.tr("等待下一位"))
            self.ring.set_share(0, "mut", self.tr("等待下一位"))
        elif now is not None:
            self.tick(now)

    def tick(self, now: datetime) -> None:
        """Once a second: the time, the ring, and the end of what can be undone."""
        if self._undo_until is not None and now >= self._undo_until:
            self.end_undo()
        if self._visit is None:
            return
        limit = LIMITS.get(self._visit.business_type, USUAL)
        spent = max(timedelta(), now - self._visit.started_at)
        seconds = int(spent.total_seconds())
        past = seconds > limit * 60
        self.time.setText(f"{seconds // 60:02d}:{seconds % 60:02d}")
        self.limit.setText(self.tr("/ 限时 {n} 分").format(n=limit))
        self.limit.set_tone("warn" if past else "mut")
        said = f"{self.time.text()} {self.limit.text()}"
        self.ring.set_share(seconds / (limit * 60), "warn" if past else "ok", said)

    def say_logged(self, outcome: str, reason: int, undo_until: datetime | None) -> None:
        words, because = texts.outcome(outcome), texts.reason(outcome, reason)
        what = f"{words} · {because}" if because else words
        self.say_done(self.tr("已记录：{what}").format(what=what), undo_until)

    def say_undone(self) -> None:
        self.say_done(self.tr("已撤销"), None)

    def say_done(self, words: str, undo_until: datetime | None) -> None:
        """The toast for 1.2 s; the undo key stays in sight until ``undo_until``."""
        self.clear_failure()
        self._undo_until = undo_until
        self.undo.hide()
        self.toast.say(words, undo=undo_until is not None)

    def say_failed(self, words: str) -> None:
        """In words, and there until the next thing is done."""
        self.toast.leave()
        self.warn.show()
        self.failure.show()
        self.failure.set_text(words)
        announce(self, words)

    def clear_failure(self) -> None:
        self.warn.hide()
        self.failure.hide()
        self.failure.set_text("")

    def end_undo(self) -> None:
        self._undo_until = None
        self.undo.hide()
        self.toast.undo_cap.hide()
        self.toast.undo_word.hide()

    def _on_gone(self) -> None:
        self.undo.setVisible(self._undo_until is not None)

    def _on_clicked(self) -> None:
        self.pressed.emit(str(self.sender().property("action")))
