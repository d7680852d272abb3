"""The parts of a suggestion: folded lines, the strip of reasons, the receipt."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from teller_assist.domain.suggestion import Suggestion
from teller_assist.ui import texts
from teller_assist.ui.controls import Key
from teller_assist.ui.widgets import Elided, Frame, Glyph, Keycap, Tag, Text, inside

LINES = 7  # three lines of the talk track, two objections with their answers


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands where the buttons were. ``pending``: the journal has not committed it yet."""

    outcome: str
    reason: int
    at: str  # 10:42
    pending: bool = False


class Folded(QWidget):
    """Convenience, benefit, risk and objections: words with the key that opens them, or the lines themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.short = [Tag("plain", glyph="chevron-right", tone="mut") for _ in range(3)]
        self.cap, self.more = Keycap("O"), Text("", "body", "mut")
        self.heads = [Text("", "caption", "mut") for _ in range(LINES)]
        self.lines = [Text() for _ in range(LINES)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(8)
        for tag in self.short:
            row.addWidget(tag)
        row.addStretch()
        row.addWidget(self.cap)
        row.addWidget(self.more)
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

    def show_lines(self, offer: Suggestion, live: bool, unfolded: bool) -> None:
        """``live``: the keys mean it, so its key is shown."""
        words = (self.tr("便利"), self.tr("好处"), self.tr("风险"))
        for tag, word in zip(self.short, words, strict=True):
            tag.show_word(word, "chevron-right")
            tag.setVisible(not unfolded)
        for part in (self.cap, self.more):
            part.setVisible(live)
        self.more.setText(self.tr("收起") if unfolded else self.tr("异议"))
        track = offer.talk_track
        told = list(zip(words, (track.convenience, track.benefit, track.risk), strict=True))
        for ask, answer in track.objections[:2]:
            told += [(self.tr("客户说"), ask), (self.tr("可以答"), answer)]
        for n, (head, line) in enumerate(zip(self.heads, self.lines, strict=True)):
            word, text = told[n] if n < len(told) else ("", None)
            head.setText(word)
            line.setText(texts.said(text) if text is not None else "")
            for part in (head, line):
                part.setVisible(text is not None)
        self._open.setVisible(unfolded)

    def settle(self, wide: int) -> None:
        """In so many px: where all four do not stand side by side, the key's word goes, then the arrows."""
        for tag in self.short:
            tag.glyph.show()
        parts = [part for part in (*self.short, self.cap) if not part.isHidden()]
        need = sum(part.sizeHint().width() + 8 for part in parts)
        self.more.setVisible(not self.cap.isHidden() and need + self.more.sizeHint().width() <= wide)
        for tag in self.short:
            tag.glyph.setVisible(need <= wide)


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
