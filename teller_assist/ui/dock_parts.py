"""The rows of the 320 px dock: lanes as chips, the live suggestion, the folded ones."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from teller_assist.domain.attempt import LETTERS
from teller_assist.domain.card import LaneRow, LaneView
from teller_assist.domain.suggestion import Suggestion
from teller_assist.ui import icons, texts, theme
from teller_assist.ui.controls import Key
from teller_assist.ui.say_when import say_when_short
from teller_assist.ui.scene import WAITING
from teller_assist.ui.widgets import EDGE, Elided, Frame, Glyph, Number, Tag, Text, inside, set_property

KEYS = ("A", "R", "L", "N")


class LaneLine(QWidget):
    """One lane in one line: name, a chip a product, the band. What does not fit is counted: "+2"."""

    def __init__(self) -> None:
        super().__init__()
        self._lane: LaneView | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, theme.now().px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_lane(self, lane: LaneView) -> None:
        self._lane = lane
        parts = [f"{texts.pick(r.name, r.name_en)} {self._state(r)}".strip() for r in lane.rows]
        self.setAccessibleName(f"{texts.lane(lane.lane)[0]} {lane.band}: {', '.join(parts)}")
        self.update()

    @staticmethod
    def _state(row: LaneRow) -> str:
        return "" if row.state == "held" else "0" if row.state == "zero" else texts.state(row.state)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._lane is None:
            return
        now, lane, painter = theme.now(), self._lane, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = now.scheme == "contrast"
        painter.setPen(now.colour("edge") if high else Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("alt"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
        bold = now.font("caption", bold=True)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(bold)
        painter.setPen(now.colour("text"))
        name, band = texts.lane_short(lane.lane), texts.band(lane.band)
        wide = QFontMetrics(bold).horizontalAdvance
        painter.drawText(self.rect().adjusted(8, 0, -8, 0), middle | Qt.AlignmentFlag.AlignLeft, name)
        painter.drawText(self.rect().adjusted(8, 0, -8, 0), middle | Qt.AlignmentFlag.AlignRight, band)
        self._chips(painter, 8 + wide(name) + 6, self.width() - 8 - wide(band) - 6, lane.rows)

    def _chips(self, painter: QPainter, left: int, right: int, rows: tuple[LaneRow, ...]) -> None:
        now = theme.now()
        font = now.font("caption")
        metrics, size = QFontMetrics(font), now.px(12)
        painter.setFont(font)
        more = metrics.horizontalAdvance(f"+{len(rows)}") + 6
        for i, row in enumerate(rows):
            held, care = row.state in ("held", "zero", "dormant"), row.due or row.state == "dormant"
            glyph = "moon" if row.state == "dormant" else "clock" if row.due else ""
            glyph = "help" if row.state == "unknown" else glyph
            word = texts.chip(row.code)
            word = f"{word} {self._state(row)}" if row.state in ("zero", "none") else word
            wide = metrics.horizontalAdvance(word) + (size + 2 if glyph else 0) + 8
            if left + wide > right - (more if i < len(rows) - 1 else 0):
                painter.setPen(now.colour("mut"))
                place = QRect(left, 0, more, self.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"+{len(rows) - i}")
                return
            box = QRect(left, (self.height() - now.px(20)) // 2, wide, now.px(20))
            self._ground(painter, box, held, row.state == "unknown")
            painter.setPen(now.colour("text" if held else "mut"))
            painter.drawText(box.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, word)
            if glyph:
                drawn = icons.pixmap(glyph, "warn" if care else "mut", size)
                painter.drawPixmap(box.right() - size - 3, box.center().y() - size // 2 + 1, drawn)
            left += wide + 2

    @staticmethod
    def _ground(painter: QPainter, box: QRect, held: bool, unknown: bool) -> None:
        now = theme.now()
        painter.setBrush(now.colour("base") if held else Qt.BrushStyle.NoBrush)
        if unknown:
            painter.setPen(QPen(now.colour("edge"), 1, Qt.PenStyle.DashLine))
        else:
            painter.setPen(now.colour("edge") if held and now.scheme == "contrast" else Qt.PenStyle.NoPen)
        if held or unknown:
            painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 4, 4)


class LiveOffer(Frame):
    """The first suggestion still open: number, name, when to speak, verb, the sentence on two lines, four keys."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__("block")
        self._said, self._moment, self._slot, self._marks = "", "", "", ""
        self.number = Number(1, side=28)
        self.name, self.when = Elided("", bold=True), Text("", "caption", "mut")
        self.verb = Tag("tag", "", "stamp")
        self.sentence = Text("", bold=True)
        self.sentence.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(8 - EDGE, 8 - EDGE, 8 - EDGE, 8 - EDGE)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.number, 0, 0)
        name = QVBoxLayout()
        name.setSpacing(0)
        name.addWidget(self.name)
        name.addWidget(self.when)
        grid.addLayout(name, 0, 1)
        grid.addWidget(self.verb, 0, 2)
        grid.addWidget(self.sentence, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        row = QHBoxLayout()
        row.setSpacing(4)
        self.keys = {letter: Key(letter, "", across=EDGE, down=4) for letter in KEYS}
        for letter, key in self.keys.items():
            key.setObjectName(letter)
            key.clicked.connect(self._on_clicked)
            row.addWidget(key, 1)
        grid.addLayout(row, 2, 0, 1, 3)

    def show_offer(self, offer: Suggestion) -> None:
        self.number.digit.setText(str(offer.rank))
        self.name.set_text(texts.said(offer.name))
        self.verb.show_word(texts.verb(offer.verb), texts.verb_glyph(offer.verb))
        self._said, self._slot = texts.said(offer.talk_track.sentence), offer.slot
        self._marks = texts.quiz_first(offer)
        self.sentence.setText(self._said)
        for letter, key in self.keys.items():
            set_property(key.word, "step", "caption" if texts.language() == "en" else "body")
            key.set_word(texts.outcome(LETTERS[letter].value))
        self.show_moment(self._moment)

    def show_moment(self, moment: str) -> None:
        """The light is the cue: soft accent and a filled number while an authorisation is awaited, calm before."""
        self._moment, lit = moment, moment == WAITING
        self.set_tone("acc" if lit else "")
        self.number.set_live(lit)
        for part in (self.verb, *self.keys.values()):
            set_property(part, "ground", "base" if lit else "")
        self.when.setText(texts.listed(self._marks, say_when_short(moment, self._slot)))
        self.when.set_tone("acc" if lit else "mut")

    def show_reasons(self, reasons: Sequence[str]) -> None:
        """The numbered reasons in place of the sentence, while a digit is awaited; none brings it back."""
        numbered = "  ".join(f"{n} {reason}" for n, reason in enumerate(reasons, 1))
        self.sentence.setText(numbered or self._said)

    def _on_clicked(self) -> None:
        self.pressed.emit(self.sender().objectName())


class FoldedOffer(QWidget):
    """A further suggestion on two lines; the second one (reason or receipt) goes when the dock is low."""

    def __init__(self) -> None:
        super().__init__()
        self.number = Number(2, side=28)
        self.name, self.below = Elided("", bold=True), Elided("", "caption", "mut")
        self.verb, self.done = Tag("tag", "", "info"), Glyph("check", "ok")
        row = self._row = QHBoxLayout(self)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.below)
        row.addWidget(self.number)
        row.addLayout(words, 1)
        row.addWidget(self.verb)
        row.addWidget(self.done)

    def show_offer(self, offer: Suggestion, receipt: str, low: bool) -> None:
        self.number.digit.setText(str(offer.rank))
        self.name.set_text(texts.said(offer.name))
        self.below.set_text(receipt or texts.said(offer.reason))
        self.below.set_tone("ok" if receipt else "mut")
        self.below.setVisible(not low)
        self._row.setContentsMargins(8, 0 if low else 2, 8, 0 if low else 2)
        self.verb.show_word(texts.verb(offer.verb), texts.verb_glyph(offer.verb))
        self.verb.setVisible(not receipt)
        self.done.setVisible(bool(receipt))
        self.setAccessibleName(f"{offer.rank} {self.name.whole()} {self.below.whole()}")


def spread(*parts: QWidget, across: int = 8, gap: int = 6) -> QHBoxLayout:
    """A row whose first part takes the room that is left."""
    row = inside(QHBoxLayout(), across + EDGE, EDGE, gap)
    for i, part in enumerate(parts):
        row.addWidget(part, 0 if i else 1)
    return row
