"""One suggestion of the right column: live, folded, asking for a reason, or with its receipt."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from teller_assist.domain.suggestion import Suggestion
from teller_assist.ui import texts, theme
from teller_assist.ui.controls import Key
from teller_assist.ui.widgets import Elided, Frame, Glyph, Number, Tag, Text, inside

LETTERS = (("A", "accepted"), ("R", "referred"), ("L", "considering"), ("N", "declined"))


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands where the buttons were. ``pending``: the journal has not committed it yet."""

    outcome: str
    reason: int
    at: str  # 10:42
    pending: bool = False


class Folded(QWidget):
    """Convenience, benefit, risk: three words, or three lines when unfolded."""

    def __init__(self) -> None:
        super().__init__()
        self.short = [Tag("plain", glyph="chevron-right", tone="mut") for _ in range(3)]
        self.heads = [Text("", "caption", "mut") for _ in range(3)]
        self.lines = [Text() for _ in range(3)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(16 if theme.now().large else 20)
        for tag in self.short:
            row.addWidget(tag)
        row.addStretch()
        column.addLayout(row)
        self._open = QWidget()
        grid = QGridLayout(self._open)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for n, (head, line) in enumerate(zip(self.heads, self.lines, strict=True)):
            line.setWordWrap(True)
            grid.addWidget(head, n, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(line, n, 1)
        column.addWidget(self._open)

    def show_lines(self, offer: Suggestion, unfolded: bool) -> None:
        words = (self.tr("便利"), self.tr("好处"), self.tr("风险"))
        track = offer.talk_track
        for tag, head, word in zip(self.short, self.heads, words, strict=True):
            tag.show_word(word, "chevron-right")
            tag.setVisible(not unfolded)
            head.setText(word)
        for line, told in zip(self.lines, (track.convenience, track.benefit, track.risk), strict=True):
            line.setText(texts.said(told))
        self._open.setVisible(unfolded)


class Reasons(QWidget):
    """The numbered strip: one digit and it is logged."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.ask = Text("", "caption", "mut")
        column.addWidget(self.ask)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        self.keys = [Key(str(n + 1), "", "flat", centred=False, across=2, down=2) for n in range(9)]
        for n, key in enumerate(self.keys):
            key.setProperty("digit", str(n + 1))
            key.clicked.connect(self._on_clicked)
            grid.addWidget(key, n // 3, n % 3, Qt.AlignmentFlag.AlignLeft)
            grid.setColumnStretch(n % 3, 1)
        column.addLayout(grid)

    def show_reasons(self, reasons: Sequence[str], ask: str) -> None:
        """``ask``: in place of the usual question."""
        self.ask.setText(ask or self.tr("按数字记原因，Enter 不记"))
        for n, key in enumerate(self.keys):
            key.set_word(reasons[n] if n < len(reasons) else "")
            key.setVisible(n < len(reasons))

    def _on_clicked(self) -> None:
        self.pressed.emit(str(self.sender().property("digit")))


class Stamp(Frame):
    """The receipt, in the buttons' place once the journal holds it."""

    def __init__(self) -> None:
        super().__init__("block", "ok")
        self.glyph, self.words = Glyph("check", "ok"), Text("", bold=True)
        self.why, self.at = Elided(""), Text("")
        row = inside(QHBoxLayout(self), 12, 5, 8)
        for part in (self.glyph, self.words):
            row.addWidget(part)
        row.addWidget(self.why, 1)
        row.addWidget(self.at)

    def show_receipt(self, receipt: Receipt) -> None:
        tone = "alt" if receipt.pending else "ok"
        ink = "mut" if receipt.pending else "ok"
        self.set_tone(tone)
        self.glyph.set_glyph("pen" if receipt.pending else "check", ink)
        self.words.setText(self.tr("记录中") if receipt.pending else texts.outcome_done(receipt.outcome))
        self.why.set_text("" if receipt.pending else texts.reason(receipt.outcome, receipt.reason))
        self.at.setText(receipt.at)
        for text in (self.words, self.why, self.at):
            text.set_tone(ink)
        self.setAccessibleName(f"{self.words.text()} {self.why.whole()} {receipt.at}")


_ANY = 16_777_215  # QWIDGETSIZE_MAX: no limit


class OfferCard(Frame):
    """``pressed`` carries the digit or letter that a click stands for."""

    pressed = Signal(str)

    def __init__(self, number: int) -> None:
        super().__init__("card")
        self.number, self._live, self._roomy, self._asking, self._lit = number, False, True, False, False
        self._receipt: Receipt | None = None
        self.digit, self.title = Number(number), Text("", "title", bold=True)
        self.verb, self.reason = Tag("tag"), Elided("")
        self.folded, self.stamp, self.reasons = Folded(), Stamp(), Reasons()
        self.keys = [Key(letter, "", "quiet", across=4, down=5) for letter, _ in LETTERS]
        self.buttons = QWidget()
        self._grid = QGridLayout(self.buttons)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setSpacing(8)
        for key, (letter, _) in zip(self.keys, LETTERS, strict=True):
            key.setProperty("letter", letter)
            key.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            key.clicked.connect(self._on_letter)
        self._across = 0
        self._place(len(self.keys))
        self.reasons.pressed.connect(self.pressed)
        self._lay_out()

    def _lay_out(self) -> None:
        page = self._page = inside(QVBoxLayout(self), theme.OFFER_PAD, 14, 8)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.digit, 0, Qt.AlignmentFlag.AlignTop)
        column = self._column = QVBoxLayout()
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch()
        head.addWidget(self.verb)
        column.addLayout(head)
        for part in (self.reason, self.folded, self.stamp):
            column.addWidget(part)
        top.addLayout(column, 1)
        page.addLayout(top)
        page.addWidget(self.reasons)
        page.addWidget(self.buttons)
        self._breathe(airy=True)

    def show_offer(self, offer: Suggestion, receipt: Receipt | None, live: bool, unfolded: bool) -> None:
        self._receipt, self._live = receipt, live
        self.show_moment(self._lit)
        self.title.setText(texts.said(offer.name))
        self.verb.show_word(texts.verb(offer.verb), texts.verb_glyph(offer.verb))
        self.reason.set_text(texts.said(offer.reason))
        self.folded.show_lines(offer, unfolded)
        for key, (_, outcome) in zip(self.keys, LETTERS, strict=True):
            key.set_word(texts.outcome(outcome))
        if receipt is not None:
            self.stamp.show_receipt(receipt)
        self._asking = False
        self._turn()
        self.setAccessibleName(f"{self.number} {self.title.text()} {self.verb.word.text()}")
        self.setAccessibleDescription(texts.said(offer.reason))

    def show_moment(self, lit: bool) -> None:
        """``lit``: now it may be said."""
        self._lit = lit
        self.set_live(self._live and lit)
        self.digit.set_live(self._live and lit)

    def show_reasons(self, reasons: Sequence[str], ask: str = "") -> None:
        self._asking = bool(reasons)
        if reasons:
            self.reasons.show_reasons(reasons, ask)
        self._turn()

    def set_room(self, airy: bool, folded: bool) -> None:
        """On a lower screen the lines stand closer; not ``folded`` leaves the three words of a quiet card out."""
        self._breathe(airy)
        if folded != self._roomy:
            self._roomy = folded
            self._turn()

    def _place(self, across: int) -> None:
        """The letters in one row, or in two where their words need it (English in large print)."""
        if across == self._across:
            return
        self._across = across
        for n, key in enumerate(self.keys):
            self._grid.addWidget(key, n // across, n % across)
            self._grid.setColumnStretch(n, 1 if n < across else 0)

    def settle(self, wide: int) -> None:
        """Lays itself out for a column of this width now, so that the height it asks for is true."""
        need = sum(key.minimumSizeHint().width() + 8 for key in self.keys)
        self._place(len(self.keys) if need <= wide - 2 * theme.OFFER_PAD + 8 else 2)
        self._wrap_title(wide - 2 * theme.OFFER_PAD - self.digit.sizeHint().width() - self.verb.sizeHint().width() - 44)
        for layout in (self._grid, self._page):
            layout.invalidate()
        self._page.activate()
        self.updateGeometry()

    def _wrap_title(self, room: int) -> None:
        """A name longer than its place goes on two lines; it is never cut and never pushes the verb out."""
        wraps = self.title.fontMetrics().horizontalAdvance(self.title.text()) > room
        self.title.setWordWrap(wraps)
        self.title.setMinimumSize(0, 0)
        self.title.setMaximumSize(_ANY, _ANY)
        if wraps:
            self.title.setFixedSize(room, self.title.heightForWidth(room))

    def _breathe(self, airy: bool) -> None:
        inside(self._page, theme.OFFER_PAD, 16 if airy else 12, 14 if airy else 6)
        self._column.setSpacing(10 if airy else 4)
        for key in self.keys:
            key.setFixedHeight(theme.now().px(36 if airy else 32))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit(str(self.number))

    def _turn(self) -> None:
        done = self._receipt is not None
        self.folded.setVisible(not self._asking and not done and (self._live or self._roomy))
        self.buttons.setVisible(self._live and not done and not self._asking)
        self.reasons.setVisible(self._asking)
        self.stamp.setVisible(done and not self._asking)

    def _on_letter(self) -> None:
        self.pressed.emit(str(self.number))
        self.pressed.emit(str(self.sender().property("letter")))
