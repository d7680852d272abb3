"""The right column: what to suggest, what came of it, or why there is nothing to suggest."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from teller_assist.domain.card import Card
from teller_assist.domain.suggestion import Slate
from teller_assist.ui import texts
from teller_assist.ui.alarm import Alarm
from teller_assist.ui.offer import BUNDLE, OfferCard
from teller_assist.ui.offer_parts import Receipt
from teller_assist.ui.pane_parts import BundleHead, Head, Note, Rest
from teller_assist.ui.scene import BUSY, WAITING
from teller_assist.ui.widgets import Tag

OFFERS = 5  # a bundle's further parts among them
QUIET = "QUIET_MODE"  # the hall is full: only services are left
SCROLLBAR = 12  # px, when it shows
# What gives way as room gets scarce: (gap px, airy, the last card that keeps its folded words).
_STEPS = ((16, True, 5), (10, True, 5), (16, False, 5), (12, False, 5), (8, False, 2), (6, False, 0))


class Pane(QWidget):
    """Shows a slate with what was logged of it. ``pressed`` carries a digit or letter, as from the keyboard."""

    pressed = Signal(str)
    why_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.head, self.note, self.alarm = Head(), Note(), Alarm()
        self.offers = [OfferCard(n + 1) for n in range(OFFERS)]
        self.rest, self.bundle, self.banner = Rest(), BundleHead(), Tag("plain", "", "alert", "warn")
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
        page.addWidget(self.banner)
        page.addWidget(self.area, 1)
        self._column = QVBoxLayout(self.inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self.note, self.alarm, *self.offers, self.bundle, self.rest):
            self._column.addWidget(part)
        self._column.addStretch()
        for offer in self.offers:
            offer.pressed.connect(self.pressed)
        self.head.pressed.connect(self.why_wanted)
        self.rest.pressed.connect(self.why_wanted)
        self._told, self._quiet, self._moment = 0, False, ""  # suggestions to speak of, and when
        self._live: OfferCard | None = None
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
            self.note.show_note(texts.nothing(card.slate.nothing_because), self._notices(card.slate))
            self._show_banner(card.slate)
            if blocked:
                self.rest.show_rest(blocked)
            return
        self.head.show_head(self.tr("建议"), "", "text", why=True)
        self._told = len(suggestions)
        self._quiet = any(blocked.code == QUIET for blocked in card.slate.blocked)
        self.show_moment(self._moment)
        self._only(*self.offers[: len(suggestions)])
        self._show_banner(card.slate)
        parts = card.slate.together.parts if card.slate.together else ()
        for offer, suggestion in zip(self.offers, suggestions, strict=False):
            mine, code = offer.number == live, suggestion.product_code
            offer.show_offer(suggestion, receipts.get(code), mine, mine and unfolded, code in parts)
        self._show_bundle(card.slate)
        if blocked:
            self.rest.show_rest(blocked)
        self._live = self.offers[live - 1] if 0 < live <= len(suggestions) else None
        self._fit()
        QTimer.singleShot(0, self._bring_into_sight)

    def _show_banner(self, slate: Slate) -> None:
        self.banner.show_word(texts.banner(slate.banner), "alert", "warn")

    def _show_bundle(self, slate: Slate) -> None:
        """Over its own parts, which follow what is suggested anyway; or under what is, if that is all of it."""
        self.bundle.setVisible(slate.together is not None)
        if slate.together is None:
            return
        parts = [s.rank for s in slate.suggestions if s.product_code in slate.together.parts]
        self.bundle.show_bundle(slate.together, parts)
        first = next((n for n, s in enumerate(slate.suggestions) if s.slot == BUNDLE), len(slate.suggestions))
        self._column.removeWidget(self.bundle)
        self._column.insertWidget(self._column.indexOf(self.offers[0]) + first, self.bundle)

    def _notices(self, slate: Slate) -> tuple[str, ...]:
        """What everybody is handed, unranked; only for those who want nothing chosen for them."""
        names = {b.product_code: texts.said(b.name) for b in slate.blocked}
        told = [names[code] for code in slate.nothing_facts.get("notices", ()) if code in names]
        return (self.tr("给每位客户的告知都一样，不排序："), self.tr("、").join(told)) if told else ()

    def _bring_into_sight(self) -> None:
        """The one that the keys mean, where the pane has to scroll."""
        if self._live is not None and self._live.isVisible():
            self.area.ensureWidgetVisible(self._live, 0, 0)
            self.area.horizontalScrollBar().setValue(0)

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
        for part in (self.note, self.alarm, *self.offers, self.bundle, self.rest):
            part.setVisible(part in shown)
        self.banner.show_word("")

    def _fit(self) -> None:
        """On a lower screen the gaps close first, then the last cards give up their folded lines."""
        room = self.area.viewport().height()
        for gap, airy, whole in (
            (16, True, 5),
            (10, True, 5),
            (16, False, 5),
            (12, False, 5),
            (8, False, 2),
            (6, False, 0),
        ):
            self._column.setSpacing(gap)
            for offer in self.offers:
                offer.set_room(airy, offer.number <= whole)
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
