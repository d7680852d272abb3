"""The bar under the card: how long, which ticket, what for, the keys that work now, what was just done."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from teller_assist.domain.ticket import CALLED
from teller_assist.domain.visit import Visit
from teller_assist.domain.visit_clock import handling_s
from teller_assist.ui import texts, theme, words_window
from teller_assist.ui.announce import announce
from teller_assist.ui.controls import Key, Toast
from teller_assist.ui.marks import Ring
from teller_assist.ui.widgets import Elided, Frame, Glyph, Text, set_property

if TYPE_CHECKING:
    from teller_assist.desk.window import AtWindow

CORNER = 308  # px
READ_MS = 8000  # what went wrong stands so long at least; then news may take its place


class _Nobody:
    """Before the window was looked at."""

    ticket = None
    light = ""


class VisitBar(Frame):
    """``pressed`` names an action: next, guest, recall, missed, details, sheet, end, undo."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__("bar")
        self._visit: Visit | None = None
        self._limit_s = 0
        self._at: AtWindow | _Nobody = _Nobody()
        self._news: words_window.News | None = None
        self.ring, self.late = Ring(), Glyph("clock", "warn")
        self.time, self.limit = Text("", "title", bold=True), Text("", "body", "mut")
        self.ticket_glyph, self.ticket = Glyph("ticket", size=18), Text("", "title", bold=True)
        self.business = Text()
        self.details = Key("F4", "", "flat")
        self.sheet, self.end = Key("F8", "", "flat"), Key("F12", "", "flat")
        self.undo = Key("Z", "", "flat")
        self.next, self.come, self.recall, self.missed = (
            Key("F3", "", "flat"), Key("F7", "", "flat"), Key("Shift F3", "", "flat"), Key("Ctrl F3", "", "flat"),
        )  # fmt: skip
        self.news_glyph, self.news = Glyph("", "mut"), Elided("", "body", bold=True)
        self.warn, self.failure = Glyph("alert", "bad"), Elided("", "body", "bad", bold=True)
        self.reading = QTimer(self)
        self.reading.setSingleShot(True)
        self.reading.setInterval(READ_MS)
        self.reading.timeout.connect(self._show_corner)
        self.toast = Toast("Z", "")
        named = {
            "next": self.next, "guest": self.come, "recall": self.recall, "missed": self.missed,
            "details": self.details, "sheet": self.sheet, "end": self.end, "undo": self.undo,
        }  # fmt: skip
        for name, key in named.items():
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
        for part in (self.ring, self.time, self.late, self.limit):
            row.addWidget(part)
        row.addSpacing(16)
        row.addWidget(self.ticket_glyph)
        row.addWidget(self.ticket)
        row.addSpacing(8)
        row.addWidget(self.business)
        row.addStretch(2)
        for key in (self.come, self.recall, self.missed, self.next, self.details, self.sheet, self.end):
            row.addWidget(key)
        row.addStretch(2)
        row.addWidget(self._corner())
        now = theme.now()
        self.setFixedHeight(56 if now.large else 48)
        self.time.setMinimumWidth(now.px(52))
        self.clear_failure()
        self.undo.hide()

    def _corner(self) -> QWidget:
        """The right end, of one width: the toast, then the undo key and the news, or what went wrong. Nothing else
        moves."""
        corner = QWidget()
        corner.setFixedWidth(theme.now().px(CORNER))
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.toast, 1)
        row.addWidget(self.warn)
        row.addWidget(self.failure, 1)
        row.addWidget(self.news_glyph)
        row.addWidget(self.news, 1)
        row.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignRight)
        self.toast.setFixedHeight(theme.now().px(36))
        return corner

    def show_visit(
        self, visit: Visit | None, product: bool = False, now: datetime | None = None, here: bool = False,
        limit_s: int = 0,
    ) -> None:  # fmt: skip
        """``product``: there is a live suggestion, so the customer's sheet can be shown. ``here``: a card is
        open, also while its visit is still being recorded. ``limit_s``: seconds that the standard allows."""
        self._visit, self._limit_s = visit, limit_s
        there = here or visit is not None
        for part in (self.limit, self.business, self.end):
            part.setVisible(there)
        self.details.setVisible(here)
        self.details.set_word(self.tr("往来"))
        self.late.hide()
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
        self._show_ticket()
        self._show_corner()

    def show_window(self, at: "AtWindow", news: "words_window.News | None") -> None:
        """The ticket called here, the keys of the queue, and the one thing to know now."""
        if news is not None and news != self._news:
            announce(self, news.words)
        self._at, self._news = at, news
        self._show_ticket()
        self._show_corner()

    def _show_ticket(self) -> None:
        """Of the visit, else the one called here, with the keys for who does not come."""
        visit, ticket = self._visit, self._at.ticket
        called = visit is None and ticket is not None and ticket.state == CALLED
        number = visit.ticket if visit else ticket.number if ticket is not None and called else ""
        self.ticket.setText(number)
        self.ticket.setVisible(bool(number))
        self.ticket_glyph.setVisible(bool(number))
        for key, word in (
            (self.come, self.tr("来了")), (self.recall, self.tr("重叫")), (self.missed, self.tr("未到")),
            (self.next, self.tr("下一位")),
        ):  # fmt: skip
            key.set_word(word)
        for key in (self.come, self.recall, self.missed):
            key.setVisible(called)
        self.end.setVisible(not called and (visit is not None or not self.details.isHidden()))
        self.next.setVisible(visit is None and not called and self.details.isHidden() and bool(self._at.light))
        if called:
            self.time.setText(self.tr("已叫号"))

    def _show_corner(self) -> None:
        """The news, while nothing was just done and nothing has just gone wrong."""
        if self._news is not None and not self.reading.isActive():
            self.warn.hide()
            self.failure.hide()
        free = self.toast.isHidden() and self.failure.isHidden()
        there = self._news is not None and free
        if self._news is not None:
            self.news_glyph.set_glyph(self._news.glyph, self._news.tone)
            self.news.set_text(self._news.words)
            self.news.set_tone(self._news.tone)
        self.news_glyph.setVisible(there)  # after ``set_glyph``, which shows it
        self.news.setVisible(there)

    def tick(self, now: datetime) -> None:
        """Once a second: the time, the ring, and the end of what can be undone."""
        if self._undo_until is not None and now >= self._undo_until:
            self.end_undo()
        if self._visit is None:
            return
        seconds = handling_s(self._visit, now) or 0
        past = seconds > self._limit_s
        self.time.setText(f"{seconds // 60:02d}:{seconds % 60:02d}")
        over = self.tr("超时 · 限时 {n} 分") if past else self.tr("/ 限时 {n} 分")
        self.limit.setText(over.format(n=self._limit_s // 60))
        self.limit.set_tone("warn" if past else "mut")
        self.late.setVisible(past)
        said = f"{self.time.text()} {self.limit.text()}"
        self.ring.set_share(seconds / max(1, self._limit_s), "warn" if past else "ok", said)

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
        self._show_corner()

    def say_failed(self, words: str) -> None:
        """In words, and there until the next thing is done, or, ``READ_MS`` later, until there is news."""
        self.reading.start()
        self.toast.leave()
        self.warn.show()
        self.failure.show()
        self.failure.set_text(words)
        self._show_corner()
        announce(self, words)

    def clear_failure(self) -> None:
        self.warn.hide()
        self.failure.hide()
        self.failure.set_text("")
        self._show_corner()

    def end_undo(self) -> None:
        self._undo_until = None
        self.undo.hide()
        self.toast.undo_cap.hide()
        self.toast.undo_word.hide()

    def _on_gone(self) -> None:
        self.undo.setVisible(self._undo_until is not None)
        self._show_corner()

    def _on_clicked(self) -> None:
        self.pressed.emit(str(self.sender().property("action")))
