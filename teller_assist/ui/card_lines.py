"""The lines of the glance card beside the lanes: who, flags, worth, what to say, wishes and consent."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from teller_assist.domain.card import Card, Flag
from teller_assist.domain.care import CareWords
from teller_assist.domain.money import UNIT, wan
from teller_assist.domain.suggestion import Suggestion
from teller_assist.ui import standing, texts, theme
from teller_assist.ui.marks import Sparkline
from teller_assist.ui.say_when import say_when
from teller_assist.ui.scene import WAITING
from teller_assist.ui.widgets import Elided, Frame, Glyph, Keycap, Number, Tag, Text, inside, set_property
from teller_assist.ui.words import GEM_TIERS

PILLS = 3
TREND_TONES = {"up": "ok", "flat": "mut", "down": "warn", "unknown": "mut"}
TREND_GLYPHS = {"up": "trend-up", "flat": "trend-flat", "down": "trend-down", "unknown": "help"}


class Head(QWidget):
    """① Form of address, tier, since; the masked identity at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.name = Text("", "name", bold=True)
        self.tier, self.since = Tag("badge"), Text("", "body", "mut")
        self.lock = Tag("tag", glyph="lock", tone="mut", step="caption", bold=False)
        self.who, self.ids = Text("", "caption", "mut"), Text("", "caption", "mut")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for part in (self.name, self.tier, self.since, self.lock):
            row.addWidget(part)
        row.addStretch()
        right = QVBoxLayout()
        right.setSpacing(0)
        for text in (self.who, self.ids):
            text.setAlignment(Qt.AlignmentFlag.AlignRight)
            right.addWidget(text)
        row.addLayout(right)

    def show_card(self, card: Card) -> None:
        self.name.setText(card.salutation or self.tr("其他网点客户"))
        tier = texts.pick(card.tier.name, card.tier.name_en)
        self.tier.show_word(tier, "gem" if card.tier.code in GEM_TIERS else "")
        since = ""
        if card.since_year:
            years = card.today.year - card.since_year
            form = self.tr("{year} 年起服务 · {n} 年") if years else self.tr("{year} 年起服务")
            since = form.format(year=card.since_year, n=years)
        self.since.setText(since)
        self.lock.show_word(self.tr("仅限简卡") if card.minimal else "", "lock")
        branch = texts.pick(card.branch_name, card.branch_name_en)
        born = self.tr("{year} 年生").format(year=card.birth_year) if card.birth_year else ""
        rm = self.tr("客户经理 {name}").format(name=card.manager) if card.manager else ""
        self.who.setText(_dots(born, self.tr("本网点") if card.own_branch else branch, rm))
        document = self.tr("证件 {no}").format(no=card.id_masked) if card.id_masked else ""
        mobile = self.tr("手机 {no}").format(no=card.mobile_masked) if card.mobile_masked else ""
        self.ids.setText(_dots(document, mobile))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A long name takes the place of "since", then a smaller size; it is never cut."""
        right = max(self.who.sizeHint().width(), self.ids.sizeHint().width())
        tier = self.tier.sizeHint().width()
        name = QFontMetrics(theme.now().font("name", bold=True)).horizontalAdvance(self.name.text())
        since = self.since.sizeHint().width() + 16
        room = self.width() - right - tier - 48
        self.since.setVisible(bool(self.since.text()) and name + since <= room)
        set_property(self.name, "step", "name" if name <= room else "title")


class Flags(QWidget):
    """② At most three pills, alerts and dates first, then how it ended last time. What does not fit across
    is counted."""

    def __init__(self) -> None:
        super().__init__()
        self.pills = [Tag("pill") for _ in range(PILLS)]
        self.more = Text("", "caption", "mut")
        self.clock, self.last = Glyph("history", "mut"), Elided("", "body", "mut")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for pill in self.pills:
            row.addWidget(pill)
        row.addWidget(self.more)
        row.addSpacing(4)
        row.addWidget(self.clock)
        row.addWidget(self.last, 1)
        self.setMinimumHeight(theme.now().px(32))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._count, self._said = 0, ""

    def show_flags(self, flags: Sequence[Flag], card: Card, last: str) -> None:
        self._count = len(flags)
        for n, pill in enumerate(self.pills):
            if n < len(flags):
                flag = flags[n]
                tone = flag.tone if flag.tone in ("bad", "warn") else "text"
                pill.show_word(texts.flag(flag, card.today), texts.flag_glyph(flag.code), tone)
            else:
                pill.show_word("")
        self._said = last
        self.last.set_text(last)
        self.clock.setVisible(bool(last))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Dates and flags are never cut: one that has no room is counted instead."""
        room = self.width() - (theme.now().px(160) if self._said else 0)
        used, shown = 0, 0
        for n, pill in enumerate(self.pills):
            wide = pill.sizeHint().width() + 8
            fits = n < self._count and (used + wide <= room or n == 0)
            pill.setVisible(fits)
            used, shown = used + wide * fits, shown + fits
        rest = self._count - shown
        self.more.setText(f"+{rest}" if rest > 0 else "")
        self.more.setVisible(rest > 0)


class Worth(QWidget):
    """③ The band, where it is going, and what is needed for the next tier."""

    def __init__(self) -> None:
        super().__init__()
        self.caption, self.band = Text("", "caption", "mut"), Text("", "title", bold=True)
        self.line, self.first, self.last = Sparkline(), Text("", "caption", "mut"), Text("", "caption", "mut")
        self.trend = Tag("plain", bold=True)
        self.next, self.hint = Text("", "caption", "mut"), Text("", "caption", "mut")
        self.cap = Keycap("F6")
        self.band.setMinimumWidth(theme.now().px(112))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addLayout(_stack(self.caption, self.band))
        row.addWidget(self._spark())
        row.addWidget(self.trend)
        row.addStretch()
        right = _stack(self.next)
        right.setSpacing(4)
        self.next.setAlignment(Qt.AlignmentFlag.AlignRight)
        hold = QHBoxLayout()
        hold.setSpacing(8)
        hold.addStretch()
        hold.addWidget(self.cap)
        hold.addWidget(self.hint)
        right.insertLayout(right.count() - 1, hold)
        row.addLayout(right)

    def _spark(self) -> QWidget:
        months = QHBoxLayout()
        months.setSpacing(0)
        months.addWidget(self.first)
        months.addStretch()
        months.addWidget(self.last)
        block = QWidget()
        block.setFixedWidth(self.line.sizeHint().width())
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.line)
        column.addLayout(months)
        return block

    def show_worth(self, card: Card, exact: bool, stale: bool) -> None:
        assets = card.assets
        self.caption.setText(self.tr("总资产 · 月日均"))
        shown = wan(assets.exact_fen) + UNIT if exact and assets.exact_fen is not None else assets.band
        self.band.setText(shown or texts.state("unknown"))
        self.band.set_tone("mut" if stale or not shown else "text")
        self.line.set_values([fen for _, fen in assets.months], f"{assets.band} {texts.trend(assets.trend)}")
        months = [month for month, _ in assets.months]
        self.first.setText(self._month(months[0]) if months else "")
        self.last.setText(self._month(months[-1]) if months else "")
        self.trend.show_word(texts.trend(assets.trend), TREND_GLYPHS[assets.trend], TREND_TONES[assets.trend])
        self.next.setText(self._outlook(card, exact))
        danger = card.tier.downgrade_in_months is not None
        self.next.set_tone("warn" if danger else "mut")
        visible = "exact" not in card.hidden
        self.cap.setVisible(visible)
        self.cap.key.setText(self.tr("按住 F6"))
        self.hint.setText(self.tr("松开收起") if exact else self.tr("看准数，留痕") if visible else "")

    def _month(self, month: str) -> str:
        return self.tr("{month} 月").format(month=int(month[5:]))

    def _outlook(self, card: Card, exact: bool) -> str:
        """The danger first; the sum that is missing only where it is within reach."""
        danger = standing.danger(card.tier)
        near = standing.what_if(card, exact, short=True) if standing.within_reach(card.tier) else ""
        return danger or near or standing.next_tier(card)


class Sentence(Frame):
    """④ One action and one sentence, lit when the moment has come; the care sentence when selling has stopped."""

    def __init__(self) -> None:
        super().__init__("block")
        self._offer: Suggestion | None = None
        self._moment = ""
        self.number, self.glyph = Number(1, live=True), Glyph("alert", "bad", 24)
        self.caption, self.words = Text("", "caption", "mut"), Text("", "title", bold=True)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.verb = Tag("tag", ground="base")
        row = inside(QHBoxLayout(self), 20, 10, 20)
        row.addWidget(self.number)
        row.addWidget(self.glyph)
        row.addLayout(_stack(self.caption, self.words), 1)
        row.addWidget(self.verb)
        self.setMinimumHeight(72)

    def show_offer(self, offer: Suggestion, number: int) -> None:
        self._offer = offer
        self._turn("", number=True)
        self.number.digit.setText(str(number))
        self.words.setText(texts.said(offer.talk_track.sentence))
        self.verb.show_word(texts.verb(offer.verb), texts.verb_glyph(offer.verb))
        self.show_moment(self._moment)

    def show_moment(self, moment: str) -> None:
        """The light is the cue: soft accent and a filled number while an authorisation is awaited, calm before."""
        self._moment = moment
        if self._offer is None:
            return
        lit = moment == WAITING
        self.set_tone("acc" if lit else "")
        self.number.set_live(lit)
        set_property(self.verb, "ground", "base" if lit else "")
        self.caption.setText(say_when(texts.said(self._offer.name), moment, self._offer.slot))
        self.caption.set_tone("acc" if lit else "mut")

    def show_care(self, alert: str, care: CareWords | None) -> None:
        self._offer = None
        self._turn("bad", number=False)
        say, do = texts.care(alert, care)
        self.caption.setText(self.tr("先关怀，不谈产品") if care is not None else do)
        self.words.setText(say)

    def show_nothing(self, code: str) -> None:
        self._offer = None
        self._turn("alt", number=False)
        self.caption.setText(self.tr("今天没有要说的"))
        self.words.setText(texts.nothing(code) if code else self.tr("都已记录，办好业务就好"))

    def _turn(self, tone: str, number: bool) -> None:
        self.set_tone(tone)
        self.number.setVisible(number)
        self.glyph.setVisible(not number)
        self.verb.setVisible(number)
        if not number:
            self.glyph.set_glyph("alert" if tone == "bad" else "info", "bad" if tone == "bad" else "mut")
        self.caption.set_tone("bad" if tone == "bad" else "mut")
        set_property(self.caption, "weight", "bold" if tone == "bad" else "")


class Foot(QWidget):
    """⑤ What not to do first, then how they like it; consent at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.bell, self.never = Glyph("bell-off"), Text("", bold=True)
        self.likes, self.avoid = Elided(""), Text("")
        self.consent = Tag("plain")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.bell)
        row.addWidget(self.never)
        row.addWidget(self.avoid)
        row.addWidget(self.likes, 1)
        row.addWidget(self.consent)

    def show_card(self, card: Card) -> None:
        wishes = card.preferences
        never = texts.preference("do_not_call") if wishes.get("do_not_call") else ""
        self.bell.setVisible(bool(never))
        self.never.setText(never)
        self.never.setVisible(bool(never))
        avoid = wishes.get("avoid", "")
        self.avoid.setText(self.tr("勿提{what}").format(what=avoid) if avoid else "")
        self.avoid.setVisible(bool(avoid))
        self.likes.set_text(self._likes(card))
        self.likes.set_tone("text" if set(wishes) - {"address"} else "mut")
        on = f" · {card.consent_on.isoformat()}" if card.consent_on else ""
        match card.consent:
            case True:
                self.consent.show_word(self.tr("个性化推荐已同意") + on, "check", "mut")
                self.consent.glyph.set_glyph("check", "ok")
            case False:
                self.consent.show_word(self.tr("个性化推荐已拒绝") + on, "x", "warn")
            case _:
                self.consent.show_word(self.tr("个性化推荐未问过"), "help", "mut")

    def _likes(self, card: Card) -> str:
        wishes = card.preferences
        channels = {
            "phone": self.tr("可打电话"), "wechat": self.tr("可发微信"), "sms": self.tr("可发短信"),
            "letter": self.tr("可寄信"), "counter": self.tr("来网点时说"),
        }  # fmt: skip
        channel = channels.get(wishes.get("channel", ""), wishes.get("channel", ""))
        told = self.tr("，").join(w for w in (channel, wishes.get("hours", ""), wishes.get("language", "")) if w)
        quiet = not (told or wishes.get("do_not_call") or wishes.get("avoid"))
        return self.tr("没有记下的偏好") if quiet else told


def _dots(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _stack(*texts_: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addStretch()
    for text in texts_:
        column.addWidget(text)
    column.addStretch()
    return column
