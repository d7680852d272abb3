"""The right side of the lobby board: who calls from a window, which referrals wait, what became of the last one.

A card belongs to its call or referral as long as that is shown, so that a finger on it never meets another one.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QScroller, QVBoxLayout, QWidget

from teller_assist.desk.board import Board, CallLine, OfferLine
from teller_assist.domain.inbox import TURN_S
from teller_assist.ui import texts, theme
from teller_assist.ui import words_lobby as words
from teller_assist.ui.lobby_parts import CountRing, Touch
from teller_assist.ui.widgets import Elided, Frame, Glyph, Tag, Text, inside
from teller_assist.ui.words import GEM_TIERS


class CallCard(Frame):
    """One call, 72 high. The worst urgent one is the only red thing here."""

    go = Signal(object)
    over = Signal(object)

    def __init__(self, call_id: UUID) -> None:
        super().__init__("block")
        self.call_id = call_id
        self.glyph = Glyph("", "text", 20)
        self.window_no, self.reason = Text("", "title", bold=True), Text("", "title")
        self.since = Text("", "title")
        self.button, self.red_button = Touch("", wide=128), Touch("", "urgent", wide=128)
        row = inside(QHBoxLayout(self), 8, 8, 16)
        row.insertSpacing(0, 8)
        row.addWidget(self.glyph)
        for text in (self.window_no, self.reason):
            row.addWidget(text)
        row.addStretch()
        row.addWidget(self.since)
        for button in (self.button, self.red_button):
            row.addWidget(button)
            button.clicked.connect(self._on_clicked)
        self._mine = False

    def show_line(self, line: CallLine, key: str) -> None:
        self._mine = line.mine or line.own
        tone = "bad" if line.red else "text"
        self.set_tone("bad" if line.red else "")
        self.glyph.set_glyph("alert" if line.red else words.CALL_GLYPHS.get(line.reason, "bell"), tone)
        where = words.tile("window", n=line.window_no) if line.window_no else self.tr("大堂")
        said = words.word("call", words.CALLS, line.reason)
        if line.own:
            said = self.tr("等{role}来").format(role=words.word("role", words.ROLES, line.to_role))
        if line.by is not None:
            said = self.tr("{who} 已去").format(who=line.by.masked)
        for text, word in ((self.window_no, where), (self.reason, said), (self.since, words.clock(line.for_s))):
            text.setText(word)
            text.set_tone("mut" if line.by is not None and text is not self.window_no else tone)
        able = line.may or self._mine
        red = line.red and able and not line.own
        self.button.setVisible(able and not red and (line.by is None or self._mine))
        self.red_button.setVisible(red)
        for button in (self.button, self.red_button):
            button.say(self.tr("办完") if self._mine else self.tr("我去"))
            button.set_key(key)
        self.setAccessibleName(f"{where} {said}")

    def _on_clicked(self) -> None:
        (self.over if self._mine else self.go).emit(self.call_id)


class OfferCard(Frame):
    """One referral, 128 high: the ring, what it is about, 接 and 转走 if this colleague is asked."""

    claim = Signal(object)
    pass_on = Signal(object)

    def __init__(self, referral_id: UUID) -> None:
        super().__init__("block")
        self.referral_id = referral_id
        self.ring = CountRing()
        self.ticket, self.tier = Text("", "ticket", bold=True), Tag("plain", bold=True)
        self.where, self.product = Elided("", "body", "mut"), Elided("", "title", bold=True)
        self.note, self.holder = Elided("", "body", "mut"), Text("", "body", "mut")
        self.claim_button, self.pass_button = Touch("", "main", wide=112), Touch("", step="body", wide=92)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.ticket)
        top.addWidget(self.tier)
        top.addWidget(self.where, 1)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addStretch()
        middle.addLayout(top)
        middle.addWidget(self.product)
        middle.addWidget(self.note)
        middle.addStretch()
        row = inside(QHBoxLayout(self), 16, 8, 8)
        row.addWidget(self.ring)
        row.addSpacing(8)
        row.addLayout(middle, 1)
        for part in (self.holder, self.claim_button, self.pass_button):
            row.addWidget(part)
        self.claim_button.clicked.connect(self._on_claim)
        self.pass_button.clicked.connect(self._on_pass)
        self.setMinimumHeight(128)

    def show_line(self, line: OfferLine, tiers: dict[str, str], keys: tuple[str, str]) -> None:
        self.ticket.setText(words.number(line.ticket))
        self.tier.show_word(tiers.get(line.tier, line.tier), "gem" if line.tier in GEM_TIERS else "")
        window = words.tile("window", n=line.window_no) if line.window_no else ""
        where = f"{window} {line.by.masked}".strip()
        narrow = theme.now().large or texts.language() == "en"  # it does not fit beside the tier
        self.where.set_text("" if narrow else where)
        self.product.set_text(texts.said(line.product) + (f" · R{line.rating}" if line.rating else ""))
        below = texts.listed(where if narrow else "", line.note)
        self.note.set_text(below)
        self.note.setVisible(bool(below))
        said = self.tr("还有 {n} 秒").format(n=line.left_s)
        self.ring.setVisible(line.holder is not None)
        self.ring.set_left(line.left_s, TURN_S, line.mine, said)
        self.claim_button.say(self.tr("接"))
        self.pass_button.say(self.tr("转走"))
        self.claim_button.set_key(keys[0] if line.mine else "")
        self.pass_button.set_key(keys[1] if line.mine else "")
        self.claim_button.setVisible(line.mine)
        self.pass_button.setVisible(line.mine and line.holder is not None)
        waits = self.tr("在问 {who}").format(who=line.holder.masked) if line.holder else ""
        self.holder.setText(waits)
        self.holder.setVisible(not line.mine and bool(waits))
        self.setAccessibleName(f"{line.ticket} {texts.said(line.product)} {said}")

    def _on_claim(self) -> None:
        self.claim.emit(self.referral_id)

    def _on_pass(self) -> None:
        self.pass_on.emit(self.referral_id)


class LobbySide(QScrollArea):
    """Signals carry the call's or referral's id."""

    go = Signal(object)
    over = Signal(object)
    claim = Signal(object)
    pass_on = Signal(object)
    ended = Signal()  # what came of my own referrals

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "scroll")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.calls: dict[UUID, CallCard] = {}
        self.offers: dict[UUID, OfferCard] = {}
        inner = QWidget()
        inner.setProperty("kind", "scrolled")
        self.calls_head, self.calls_count = Text("", "title", bold=True), Text("", "body", "mut")
        self.offers_head, self.offers_count = Text("", "title", bold=True), Text("", "body", "mut")
        self.no_calls, self.no_offers = Text("", "body", "mut"), Text("", "body", "mut")
        self.calls_box, self.offers_box = QVBoxLayout(), QVBoxLayout()
        self.receipt = self._receipt_line()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for head, count, box, none in (
            (self.calls_head, self.calls_count, self.calls_box, self.no_calls),
            (self.offers_head, self.offers_count, self.offers_box, self.no_offers),
        ):
            column.addLayout(_heading(head, count))
            box.setSpacing(8)
            column.addLayout(box)
            column.addWidget(none)
            column.addSpacing(12)
        column.addStretch()
        column.addWidget(self.receipt)
        self.setWidget(inner)

    def show_board(self, board: Board, tiers: dict[str, str]) -> None:
        self._heads(board)
        self._keep(self.calls, self.calls_box, [line.call_id for line in board.calls], self._new_call)
        free = next((line.call_id for line in board.calls if line.by is None and not line.own), None)
        mine = next((line.call_id for line in board.calls if line.mine), None)
        for call in board.calls:
            key = "G" if call.call_id == free else "D" if call.call_id == mine else ""
            self.calls[call.call_id].show_line(call, key)
        self._keep(self.offers, self.offers_box, [line.referral_id for line in board.offers], self._new_offer)
        first = next((line.referral_id for line in board.offers if line.mine), None)
        for offer in board.offers:
            keys = ("J", "K") if offer.referral_id == first else ("", "")
            self.offers[offer.referral_id].show_line(offer, tiers, keys)
        self._receipt(board)

    def _heads(self, board: Board) -> None:
        self.calls_head.setText(self.tr("窗口呼叫"))
        self.calls_count.setText(str(len(board.calls)) if board.calls else "")
        self.no_calls.setText(self.tr("没有人呼叫"))
        self.no_calls.setVisible(not board.calls)
        self.offers_head.setText(self.tr("转介"))
        many = self.tr("{n} 件待接 · {s} 秒未接转下一位").format(n=len(board.offers), s=TURN_S)
        self.offers_count.setText(many if board.offers else "")
        self.no_offers.setText(self.tr("没有待接的转介"))
        self.no_offers.setVisible(not board.offers)

    def _receipt_line(self) -> Frame:
        frame = Frame("block")
        self.receipt_glyph, self.receipt_word = Glyph("check", "ok", 18), Elided("")
        self.receipt_sum = Text("", "body", "mut")
        self.ended_button = Touch("", key="O", wide=104, step="body")
        self.ended_button.clicked.connect(self.ended)
        row = inside(QHBoxLayout(frame), 20, 12, 12)
        row.addWidget(self.receipt_glyph)
        row.addWidget(self.receipt_word, 1)
        row.addWidget(self.receipt_sum)
        row.addWidget(self.ended_button)
        return frame

    def _receipt(self, board: Board) -> None:
        taken = board.taken
        self.receipt.setVisible(taken.by is not None)
        if taken.by is None:
            return
        said = self.tr("{ticket} 已接 · {who} · 用时 {took}").format(
            ticket=words.number(taken.ticket), who=taken.by.masked, took=self._took(taken.took_s)
        )  # fmt: skip
        self.receipt_word.set_text(said)
        self.receipt_sum.setText(self.tr("今天接 {taken} / {made}").format(taken=taken.taken, made=taken.made))
        self.ended_button.say(self.tr("结果 {n}").format(n=len(board.own)))
        self.ended_button.setVisible(bool(board.own))

    def _took(self, seconds: int) -> str:
        return self.tr("{n} 秒").format(n=seconds) if seconds < 120 else self.tr("{n} 分").format(n=seconds // 60)

    def _new_call(self, call_id: UUID) -> CallCard:
        card = CallCard(call_id)
        card.go.connect(self.go)
        card.over.connect(self.over)
        return card

    def _new_offer(self, referral_id: UUID) -> OfferCard:
        card = OfferCard(referral_id)
        card.claim.connect(self.claim)
        card.pass_on.connect(self.pass_on)
        return card

    def _keep(self, cards: dict[UUID, Any], box: QVBoxLayout, ids: Sequence[UUID], new: Any) -> None:
        """A card for each, in this order; those of what is gone go."""
        for gone in [known for known in cards if known not in ids]:
            card = cards.pop(gone)
            box.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, one in enumerate(ids):
            if one not in cards:
                cards[one] = new(one)
            there = box.itemAt(place)
            if there is None or there.widget() is not cards[one]:
                box.insertWidget(place, cards[one])

    def buttons(self) -> list[QPushButton]:
        return [button for button in self.findChildren(QPushButton) if button.isVisible()]


def _heading(head: Text, count: Text) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.setContentsMargins(0, 4, 0, 0)
    row.addWidget(head)
    row.addWidget(count, 1)
    return row
