"""The dock: the card in a 320 px column at the right edge, beside the core terminal.

It shows itself without taking the focus and never asks for it; F2 or a click into the field does.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from teller_assist.desk.status import DeskStatus
from teller_assist.domain.card import Card
from teller_assist.domain.care import CareWords
from teller_assist.domain.suggestion import Suggestion, Together
from teller_assist.ui import texts, theme, words_sync
from teller_assist.ui.controls import Toast
from teller_assist.ui.dock_parts import FoldedOffer, LaneLine, LiveOffer, spread
from teller_assist.ui.field import Field
from teller_assist.ui.marks import Ring, Sparkline
from teller_assist.ui.widgets import Elided, Frame, Glyph, Tag, Text, inside
from teller_assist.ui.words import GEM_TIERS

WIDE, LOW = 320, 700  # px; below LOW suggestions 2 and 3 drop their second line
CARE_LINES = 3  # questions
FLAGS, FOLDED = 2, 5  # all fold once all are logged
ROOMY, CLOSE = 3, 2  # with more suggestions the folded ones stand on one line, the lines so many px apart
TRENDS = {"up": ("trend-up", "ok"), "down": ("trend-down", "warn"), "flat": ("trend-flat", "mut")}


class DockView(QWidget):
    """Shows a ``Card``. ``searched`` has the text typed, ``pressed`` a letter that logs the live offer."""

    searched = Signal(str)
    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        flags = Qt.WindowType
        super().__init__(parent, flags.Tool | flags.FramelessWindowHint | flags.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._card: Card | None = None
        self._receipts: Mapping[str, str] = {}
        self._live = 0
        self._make()
        self._entitle()
        self.field.edit.textEdited.connect(self.searched)
        self.live.pressed.connect(self.pressed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus()  # letters log; the field waits for F2 or a click
        self.clear()

    def _make(self) -> None:
        self.field, self.hint = Field(""), Text("", "caption", "mut")
        self.name, self.tier = Elided("", "name", bold=True), Tag("badge", "", "gem")
        self.since, self.who = Text("", "caption", "mut"), Text("", "caption", "mut")
        self.pills = [Tag("pill", "", "clock", "warn") for _ in range(FLAGS)]
        self.band, self.line, self.trend = (
            Text("", "title", bold=True),
            Sparkline(84, 24),
            Tag("plain", "", bold=True),
        )
        self.lanes = [LaneLine() for _ in range(3)]
        self.live, self.folded = LiveOffer(), [FoldedOffer() for _ in range(FOLDED)]
        self.bundle, self.banner = Elided("", "caption", "mut"), Tag("plain", "", "alert", "warn", step="caption")
        self.nothing = Frame("block", "alt")
        self.nothing_head, self.nothing_word = Text("", "caption", "bad", bold=True), Text("")
        for part in (self.nothing_head, self.nothing_word):
            part.setWordWrap(True)
        why_not = inside(QVBoxLayout(self.nothing), 16, 12, 4)
        why_not.addWidget(self.nothing_head)
        why_not.addWidget(self.nothing_word)
        self.bell, self.wish, self.consent = (
            Glyph("bell-off"),
            Elided("", bold=True),
            Tag("plain", "", step="caption"),
        )
        self.toast = Toast(undo_word="")
        self.clock, self.ring = Text("", "title", bold=True), Ring()
        self.limit, self.ticket = Text("", "caption", "mut"), Text("", "title", bold=True)
        self.business = Text("", "caption", "mut")
        self.as_of, self.unsent, self.link = (Tag("plain", "", step="caption") for _ in range(3))
        self._lay()

    def _lay(self) -> None:
        page = self._page = QVBoxLayout(self)
        page.setContentsMargins(theme.DOCK_MARGIN, theme.DOCK_MARGIN, theme.DOCK_MARGIN, theme.DOCK_MARGIN)
        page.setSpacing(4)
        page.addWidget(self.field)
        page.addLayout(spread(self.hint))
        self.person = QWidget()
        about = self._about = QVBoxLayout(self.person)
        about.setContentsMargins(0, 0, 0, 0)
        about.setSpacing(4)
        about.addLayout(spread(self.name, self.tier))
        about.addLayout(spread(self.since, self.who))
        for pill in self.pills:
            inside_of = pill.layout()
            assert inside_of is not None
            inside_of.setContentsMargins(10, 2, 10, 2)
            pill.setSizePolicy(pill.sizePolicy().Policy.Expanding, pill.sizePolicy().Policy.Fixed)
            about.addWidget(pill)
        self.money = QWidget()
        about.addWidget(self.money)
        row = spread(self.band, self.line, self.trend)
        self.money.setLayout(row)
        for lane in self.lanes:
            about.addWidget(lane)
        about.addSpacing(4)
        row = spread(self.banner)
        row.setStretch(0, 0)
        row.addStretch()
        about.addLayout(row)
        about.addWidget(self.live)
        about.addWidget(self.nothing)
        about.addSpacing(4)
        for folded in self.folded:
            about.addWidget(folded)
        about.addLayout(spread(self.bundle))
        about.addSpacing(4)
        wishes = spread(self.bell, self.wish, self.consent)
        wishes.setStretch(0, 0)
        wishes.setStretch(1, 1)
        about.addLayout(wishes)
        page.addWidget(self.person)
        page.addStretch()
        page.addWidget(self.toast)
        page.addWidget(self._visit())
        foot = inside(QHBoxLayout(), 10, 2, 8)
        foot.addWidget(self.as_of)
        foot.addWidget(self.unsent)
        foot.addStretch()
        foot.addWidget(self.link)
        page.addLayout(foot)

    def _visit(self) -> QWidget:
        block = Frame("block", "alt")
        row = inside(QHBoxLayout(block), 12, 6, 8)
        row.addWidget(self.ring)
        for over, under, right in ((self.clock, self.limit, False), (self.ticket, self.business, True)):
            column = QVBoxLayout()
            column.setSpacing(0)
            for part in (over, under):
                column.addWidget(part, 0, Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
            row.addLayout(column, 1)
        return block

    def stand_at_edge(self) -> None:
        """At the right edge of its screen, the whole height; shown without taking the focus."""
        screen = self.screen() or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        wide = theme.now().px(WIDE)
        self.setGeometry(room.right() + 1 - wide, room.top(), wide, room.height())
        self.show()

    def clear(self) -> None:
        """No customer: nothing of the last one stays."""
        self._card = None
        self.person.hide()
        self.show_visit("", "", "", 0.0, "")

    def show_card(self, card: Card, receipts: Mapping[str, str] | None = None, live: int = 0) -> None:
        """``receipts``: product code → what its log says, for those already logged in this visit.

        ``live``: the number the letters mean; 0 the first one not yet logged.
        """
        self._card, self._receipts, self._live = card, receipts or {}, live
        self._page.setEnabled(False)  # no height in between counts: a window grows by itself and never shrinks
        self.name.set_text(card.salutation)
        badge = texts.pick(card.tier.name, card.tier.name_en)
        self.tier.show_word(badge, "gem" if card.tier.code in GEM_TIERS else "")
        since = self.tr("{year} 年起服务").format(year=card.since_year) if card.since_year else ""
        self.since.setText(since)
        year = str(card.birth_year) if card.birth_year else ""
        self.who.setText(" · ".join(part for part in (year, f"****{card.id_masked[-4:]}") if part))
        flags = [*card.alerts, *card.flags]
        for pill, flag in zip(self.pills, [*flags[:FLAGS], None, None], strict=False):
            pill.setVisible(flag is not None)
            if flag is not None:
                tone = "text" if flag.tone == "plain" else flag.tone
                pill.show_word(texts.flag(flag, card.today), texts.flag_glyph(flag.code), tone)
        self._show_money(card)
        self._show_offers()
        self._show_wishes(card)
        self.person.show()
        self._page.setEnabled(True)
        self._page.invalidate()

    def shown_card(self) -> Card | None:
        return self._card

    def _show_money(self, card: Card) -> None:
        self.money.setVisible(not card.minimal)
        self.band.setText(texts.band(card.assets.band))
        self.line.set_values([fen for _, fen in card.assets.months], texts.trend(card.assets.trend))
        glyph, tone = TRENDS.get(card.assets.trend, ("minus", "mut"))
        self.trend.show_word(texts.trend(card.assets.trend), glyph, tone)
        for line, lane in zip(self.lanes, [*card.lanes, None, None, None], strict=False):
            line.setVisible(lane is not None)
            if lane is not None:
                line.show_lane(lane)

    def _show_offers(self) -> None:
        assert self._card is not None
        card = self._card
        offers = card.slate.suggestions if not card.alerts else ()
        low = self.height() < theme.now().px(LOW) or len(offers) > ROOMY
        self._about.setSpacing(CLOSE if len(offers) > ROOMY else 4)
        self.banner.show_word(texts.banner(card.slate.banner) if not card.alerts else "", "alert", "warn")
        opened = [o for o in offers if o.product_code not in self._receipts]
        live = next((o for o in opened if o.rank == self._live), opened[0] if opened else None)
        self.live.setVisible(live is not None)
        if live is not None:
            self.live.show_offer(live)
        others = [o for o in offers if o is not live]
        for row, offer in zip(self.folded, [*others, *[None] * FOLDED], strict=False):
            row.setVisible(offer is not None)
            if offer is not None:
                row.show_offer(offer, self._receipts.get(offer.product_code, ""), low)
        self._show_bundle(card.slate.together if offers else None, offers)
        self.nothing.setVisible(not offers)
        self.nothing.set_tone("bad" if card.alerts else "alt")
        worst = card.alerts[0].code if card.alerts else ""
        said, do = texts.care(worst, card.care) if worst else (texts.nothing(card.slate.nothing_because), "")
        if card.care is not None:
            do, said = self.tr("先关怀，不谈产品"), self._care_words(card.care)
        self.nothing_head.setText(do)
        self.nothing_head.setVisible(bool(do))
        self.nothing_word.setText(said)

    def _show_bundle(self, bundle: Together | None, offers: Sequence[Suggestion]) -> None:
        """Which numbers are often used together, and that each stands alone."""
        self.bundle.setVisible(bundle is not None)
        if bundle is not None:
            numbers = self.tr("、").join(str(o.rank) for o in offers if o.product_code in bundle.parts)
            said = self.tr("{numbers} {name} · 可单独谢绝").format(numbers=numbers, name=texts.said(bundle.name))
            self.bundle.set_text(said)

    def _care_words(self, care: CareWords) -> str:
        """What was seen, what to say and ask, and the keys, one under the other; where room is scarce only the sentence
        and the keys."""
        roomy = not theme.now().large and self.height() >= LOW
        seen = self.tr("；").join(map(texts.said, care.signs)) if roomy else ""
        asks = [texts.said(ask) for ask in care.asks[:CARE_LINES]] if roomy else []
        keys = self.tr("F10 请主管来 · F11 解除") if care.codes or care.since else self.tr("F10 请主管来")
        return "\n".join(part for part in (seen, texts.said(care.say), *asks, keys) if part)

    def _show_wishes(self, card: Card) -> None:
        silent = bool(card.preferences.get("do_not_call"))
        channel = texts.channel(card.preferences.get("channel", ""))
        quiet = texts.preference("do_not_call") if silent else ""
        self.bell.set_glyph("bell-off" if silent else "message" if channel else "")
        self.wish.set_text("  ".join(word for word in (quiet, channel) if word))
        if card.consent is None:
            self.consent.show_word(self.tr("未问意愿"), "help", "mut")
        elif card.consent:
            self.consent.show_word(self.tr("推荐已同意"), "check", "ok")
        else:
            self.consent.show_word(self.tr("不要推荐"), "x", "warn")

    def show_hint(self, words: str, tone: str) -> None:
        """In place of how to search; "" brings that back."""
        self.hint.setText(words or self._how_to_search())
        self.hint.set_tone(tone if words else "mut")

    def _how_to_search(self) -> str:
        return self.tr("姓名 · zs · 尾号 · 票号 · zs 8812")

    def show_visit(self, clock: str, limit: str, ticket: str, share: float, business: str, past: bool = False) -> None:
        """``share`` of the time limit used, ``past`` beyond it; all texts ready to read."""
        self.clock.setText(clock or self.tr("等待下一位"))
        self.limit.setText(limit)
        self.limit.set_tone("warn" if past else "mut")
        self.ticket.setText(ticket)
        self.business.setText(business)
        self.ring.set_share(share, "warn" if past else "ok" if clock else "mut", f"{clock} {limit}".strip())

    def show_status(self, status: DeskStatus) -> None:
        old, held = status.stale == "old", bool(status.link.held)
        on = status.as_of.strftime("%m-%d")
        glyph = "clock" if old else "pause" if held else "database"
        self.as_of.show_word(
            self.tr("{on} 待放行").format(on=on) if held else on, glyph, "warn" if old or held else "mut"
        )
        self.unsent.show_word(self.tr("未同步 {n}").format(n=status.unsent), "upload", "mut")
        self._show_link(status)

    def _show_link(self, status: DeskStatus) -> None:
        """One word: the line where it is not as usual, else the clock, colleagues' referrals, the line."""
        link = status.link
        glyph, tone, _ink = words_sync.link_glyph(link.state)
        said = words_sync.link(link.state, short=True)
        if tone != "warn" and link.skew_s:
            said, glyph, tone = self.tr("时钟不准"), "clock", "warn"
        elif tone != "warn" and link.referred:
            said, glyph, tone = self.tr("转来 {n}").format(n=link.referred), "refer", "acc"
        self.link.show_word(said, glyph, tone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._card is not None:
            self._show_offers()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "link"):
            self._entitle()
            if self._card is not None:
                self.show_card(self._card, self._receipts, self._live)

    def _entitle(self) -> None:
        self.setWindowTitle(self.tr("柜面助手"))
        self.field.edit.setPlaceholderText(self.tr("找客户"))
        self.field.edit.setAccessibleName(self.tr("找客户"))
        self.show_hint("", "mut")
        self.toast.undo_word.setText(self.tr("撤销"))
