"""One suggestion of the right column: live, folded, asking for a reason, or with its receipt."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from teller_assist.domain.suggestion import Suggestion
from teller_assist.ui import texts, theme
from teller_assist.ui.controls import Key
from teller_assist.ui.offer_parts import Folded, Reasons, Receipt, Stamp
from teller_assist.ui.widgets import Elided, Frame, Number, Tag, Text, inside

LETTERS = (("A", "accepted"), ("R", "referred"), ("L", "considering"), ("N", "declined"))
BUNDLE = "bundle"  # the slot of an offer that is there for its bundle; it stands in one line until it is chosen
_ANY = 16_777_215  # QWIDGETSIZE_MAX: no limit


class OfferCard(Frame):
    """``pressed`` carries the digit or letter that a click stands for."""

    pressed = Signal(str)

    def __init__(self, number: int) -> None:
        super().__init__("card")
        self.number, self._live, self._roomy, self._asking, self._lit = number, False, True, False, False
        self._receipt: Receipt | None = None
        self._compact = False
        self.digit, self.title = Number(number), Text("", "title", bold=True)
        self.verb, self.reason, self.marks = Tag("tag"), Elided(""), Elided("", "caption", "mut")
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
        for part in (self.reason, self.marks, self.folded, self.stamp):
            column.addWidget(part)
        top.addLayout(column, 1)
        page.addLayout(top)
        page.addWidget(self.reasons)
        page.addWidget(self.buttons)
        self._breathe(airy=True)

    def show_offer(
        self, offer: Suggestion, receipt: Receipt | None, live: bool, unfolded: bool, bundled: bool = False
    ) -> None:
        """``bundled``: it is a part of the bundle that is shown."""
        self._receipt, self._live, self._compact = receipt, live, offer.slot == BUNDLE
        self.show_moment(self._lit)
        self.title.setText(texts.said(offer.name))
        self.verb.show_word(texts.verb(offer.verb), texts.verb_glyph(offer.verb))
        self._show_reason(offer, texts.marks(offer, bundled))
        self.folded.show_lines(offer, live, unfolded)
        for key, (_, outcome) in zip(self.keys, LETTERS, strict=True):
            key.set_word(texts.outcome(outcome))
        if receipt is not None:
            self.stamp.show_receipt(receipt)
        self._asking = False
        self._turn()
        self.setAccessibleName(f"{self.number} {self.title.text()} {self.verb.word.text()}")

    def _show_reason(self, offer: Suggestion, marks: str) -> None:
        """What is special stands before the reason, or under it beside the second one where the keys mean it."""
        first, second = texts.said(offer.reason), texts.said(offer.also) if offer.also else ""
        self.reason.set_text(first if self._live else texts.listed(marks, first))
        self.marks.set_text(texts.listed(marks, second))
        self.setAccessibleDescription(texts.listed(first, marks, second))

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
        self.folded.settle(wide - 2 * theme.OFFER_PAD - self.digit.sizeHint().width() - 16)
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
        whole = self._live or not self._compact
        self.reason.setVisible(whole)
        self.marks.setVisible(self._live and bool(self.marks.whole()))
        self.folded.setVisible(not self._asking and not done and (self._live or (self._roomy and not self._compact)))
        self.buttons.setVisible(self._live and not done and not self._asking)
        self.reasons.setVisible(self._asking)
        self.stamp.setVisible(done and not self._asking)

    def _on_letter(self) -> None:
        self.pressed.emit(str(self.number))
        self.pressed.emit(str(self.sender().property("letter")))
