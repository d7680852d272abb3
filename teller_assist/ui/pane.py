"""The right column: what to suggest, what came of it, or why there is nothing to suggest."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from teller_assist.domain.card import Card
from teller_assist.domain.suggestion import Suggestion
from teller_assist.ui import texts
from teller_assist.ui.alarm import Alarm
from teller_assist.ui.offer import OfferCard, Receipt
from teller_assist.ui.scene import BUSY, WAITING
from teller_assist.ui.widgets import Elided, Frame, Glyph, Keycap, Text, inside

OFFERS = 3
QUIET = "QUIET_MODE"  # the hall is full: only services are left
SCROLLBAR = 12  # px, when it shows


class Head(QWidget):
    """建议, how many, and the key that says why."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title, self.caption = Text("", "title", bold=True), Text("", "caption", "mut")
        self.cap, self.why = Keycap("?"), Text("", "caption", "mut")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addWidget(self.caption)
        row.addStretch()
        row.addWidget(self.cap)
        row.addWidget(self.why)

    def show_head(self, title: str, caption: str, tone: str, why: bool) -> None:
        self.title.setText(title)
        self.title.set_tone(tone)
        self.show_caption(caption)
        self.why.setText(self.tr("为什么"))
        for part in (self.cap, self.why):
            part.setVisible(why)

    def show_caption(self, caption: str, tone: str = "mut") -> None:
        self.caption.setText(caption)
        self.caption.set_tone(tone)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


class Note(Frame):
    """One glyph, one line, and quieter lines under it: nothing today, no card yet, no suggestion here."""

    def __init__(self) -> None:
        super().__init__("card")
        self.glyph, self.words = Glyph("info", "mut"), Text("", bold=False)
        self.lines = [Text("", "caption", "mut") for _ in range(3)]
        self.words.setWordWrap(True)
        row = inside(QHBoxLayout(self), 20, 22, 8)
        row.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.words)
        for line in self.lines:
            line.setWordWrap(True)
            column.addWidget(line)
        row.addLayout(column, 1)

    def show_note(self, words: str, lines: Sequence[str], glyph: str = "info", tone: str = "mut") -> None:
        self.glyph.set_glyph(glyph, tone)
        self.words.setText(words)
        self.setAccessibleName(words)
        for n, line in enumerate(self.lines):
            line.setText(lines[n] if n < len(lines) else "")
            line.setVisible(n < len(lines))


class Pane(QWidget):
    """Shows a slate with what was logged of it. ``pressed`` carries a digit or letter, as from the keyboard."""

    pressed = Signal(str)
    why_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.head, self.note, self.alarm = Head(), Note(), Alarm()
        self.offers = [OfferCard(n + 1) for n in range(OFFERS)]
        self.rest = Rest()
        self.area, self.inner = QScrollArea(), QWidget()
        self.area.setProperty("kind", "scroll")
        self.inner.setProperty("kind", "scrolled")
        self.area.setWidget(self.inner)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(10)
        page.addWidget(self.head)
        page.addWidget(self.area, 1)
        self._column = QVBoxLayout(self.inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self.note, self.alarm, *self.offers, self.rest):
            self._column.addWidget(part)
        self._column.addStretch()
        for offer in self.offers:
            offer.pressed.connect(self.pressed)
        self.head.pressed.connect(self.why_wanted)
        self.rest.pressed.connect(self.why_wanted)
        self._told, self._quiet, self._moment = 0, False, ""  # suggestions to speak of, and when
        self.show_empty()

    def show_empty(self) -> None:
        """No card is open."""
        self._told = 0
        self.head.show_head(self.tr("建议"), "", "text", why=False)
        lines = (self.tr("查找时不显示资产；打开即记入访问日志"),)
        self._only(self.note)
        self.note.show_note(self.tr("打开客户后才有建议"), lines)

    def show_guest(self) -> None:
        """Nothing is known that a product could be fitted to."""
        self._told = 0
        self.head.show_head(self.tr("建议"), "", "text", why=False)
        self._only(self.note)
        lines = (self.tr("没有档案，不知道什么适合，所以不推荐产品"), self.tr("要办的服务照常办"))
        self.note.show_note(self.tr("无档案来客"), lines, "user")

    def show_slate(self, card: Card, receipts: Mapping[str, Receipt], live: int, unfolded: bool = False) -> None:
        """``live`` is the number the keys mean, 0 none; ``receipts`` by product code."""
        suggestions = card.slate.suggestions[:OFFERS]
        self.inner.setMinimumHeight(0)
        self._told = 0
        if card.alerts:
            self.head.show_head(self.tr("已停止营销"), "", "bad", why=False)
            self._only(self.alarm)
            self.alarm.show_alerts(card.alerts, card)
            return
        blocked = len(card.slate.blocked)
        if not suggestions:
            self.head.show_head(self.tr("建议"), self.tr("今天没有"), "text", why=bool(blocked))
            self._only(self.note)
            self.note.show_note(texts.nothing(card.slate.nothing_because), ())
            if blocked:
                self.rest.show_rest(blocked)
            return
        self.head.show_head(self.tr("建议"), "", "text", why=True)
        self._told = len(suggestions)
        self._quiet = any(blocked.code == QUIET for blocked in card.slate.blocked)
        self.show_moment(self._moment)
        self._only(*self.offers[: len(suggestions)])
        for n, suggestion in enumerate(suggestions):
            self._show_offer(self.offers[n], suggestion, receipts, live, unfolded)
        if blocked:
            self.rest.show_rest(blocked)
        self._fit()

    def _show_offer(self, offer: OfferCard, suggestion: Suggestion, receipts: Mapping[str, Receipt], live: int,
                    unfolded: bool) -> None:  # fmt: skip
        mine = offer.number == live
        offer.show_offer(suggestion, receipts.get(suggestion.product_code), mine, mine and unfolded)

    def show_moment(self, moment: str) -> None:
        """Lit while an authorisation is awaited; before that the pane is calm, and in a full hall it says so."""
        self._moment = moment
        if not self._told:
            return
        lit = moment == WAITING
        said = self.tr("{n} 条 · 正等授权，可以开口") if lit else self.tr("{n} 条 · 等授权时再开口")
        busy = self._quiet or moment == BUSY
        caption = self.tr("排队忙，今天先办业务") if busy else said.format(n=self._told)
        self.head.show_caption(caption, "acc" if lit and not self._quiet else "mut")
        for offer in self.offers:
            offer.show_moment(lit)

    def show_reasons(self, number: int, reasons: Sequence[str], ask: str = "") -> None:
        """The numbered strip in the suggestion's own place; no reasons closes it. ``ask``: another question."""
        for offer in self.offers:
            offer.show_reasons(reasons if offer.number == number else (), ask)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _only(self, *shown: QWidget) -> None:
        for part in (self.note, self.alarm, *self.offers, self.rest):
            part.setVisible(part in shown)

    def _fit(self) -> None:
        """On a lower screen the gaps close first, then the last card gives up its folded lines."""
        room = self.area.viewport().height()
        for gap, airy, folded in (
            (16, True, True),
            (10, True, True),
            (16, False, True),
            (12, False, True),
            (8, False, False),
        ):
            self._column.setSpacing(gap)
            for offer in self.offers:
                offer.set_room(airy, folded or offer.number < OFFERS)
                offer.settle(self.area.width() - SCROLLBAR)
            self._column.invalidate()
            need = self._need()
            if need <= room:
                break
        self.inner.setMinimumHeight(need if need > room else 0)

    def _need(self) -> int:
        wide = self.area.viewport().width()
        if self._column.hasHeightForWidth():
            return self._column.heightForWidth(wide)
        return self._column.sizeHint().height()


class Rest(QWidget):
    """另有 n 项今天不推荐 ? 看原因."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words, self.why = Elided("", "body", "mut"), Text("", "body", "mut")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 20, 4)
        row.setSpacing(8)
        row.addWidget(Glyph("minus", "mut"))
        row.addWidget(self.words, 1)
        row.addWidget(Keycap("?"))
        row.addWidget(self.why)

    def show_rest(self, count: int) -> None:
        self.words.set_text(self.tr("另有 {n} 项今天不推荐").format(n=count))
        self.why.setText(self.tr("看原因"))
        self.show()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
