"""The form of an inspection or a mystery shopper: whom, nine attributes, what was missed, a note, pictures."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from teller_assist.desk.inspections import Sheet
from teller_assist.domain.quality import ATTRIBUTES, FORMS
from teller_assist.ui import words_quality as words
from teller_assist.ui.beside import Entry, discard
from teller_assist.ui.inspection_parts import Chips, One, Pictures, Scale, Taken
from teller_assist.ui.widgets import Text

COLUMNS, TELLERS = 4, 5


class Known(NamedTuple):
    """What can be chosen, in the present language: (code, words). ``levels`` by attribute, five each."""

    tellers: Sequence[tuple[str, str]] = ()
    names: Mapping[str, str] = {}
    levels: Mapping[str, Sequence[str]] = {}
    items: Sequence[tuple[str, str]] = ()


class InspectionSheet(QWidget):
    """``changed``: something was filled in; ``photo_wanted``: a picture is to be added."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.live, self.pictures = 0, tuple[Taken, ...]()
        self._known = Known()
        self.form, self.teller, self.missed = One(len(FORMS)), One(TELLERS), Chips(COLUMNS)
        self.heads = {code: Text("", "body", bold=True) for code in ("form", "teller", "scores", "missed", "note")}
        self.scales: list[Scale] = []
        self.note, self.thumbs = Entry(), Pictures(may_go=True)
        self._scales = QVBoxLayout()
        self._scales.setSpacing(2)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 0, 16, 8)
        page.setSpacing(6)
        below: tuple[QWidget, ...] = (self.heads["missed"], self.missed, self.heads["note"], self.note, self.thumbs)
        page.addLayout(self._top())
        page.addWidget(self.heads["scores"])
        page.addLayout(self._scales)
        for part in below:
            page.addWidget(part)
        page.addStretch(1)
        self.thumbs.dropped.connect(self._drop)
        self.form.changed.connect(self.changed)
        self.teller.changed.connect(self.changed)
        self.missed.changed.connect(self.changed)

    def _top(self) -> QGridLayout:
        """Which form, and whom: side by side, so that all nine scores are in sight."""
        top = QGridLayout()
        top.setHorizontalSpacing(24)
        top.setVerticalSpacing(6)
        top.setColumnStretch(0, 2)
        top.setColumnStretch(1, 5)
        for column, (head, part) in enumerate(((self.heads["form"], self.form), (self.heads["teller"], self.teller))):
            top.addWidget(head, 0, column)
            top.addWidget(part, 1, column, Qt.AlignmentFlag.AlignTop)
        return top

    # --- what the presenter orders

    def show_known(self, known: Known) -> None:
        """What can be chosen; what is filled in stays."""
        filled = self.sheet()
        self._known = known
        self._entitle()
        self.form.show_choices([(f, words.say("inspection", words.FORMS, f)) for f in FORMS], filled.form)
        self.teller.show_choices(known.tellers, filled.teller_no)
        self.missed.show_chips(known.items, filled.missed)
        self.heads["missed"].setVisible(bool(known.items))
        for old in self.scales:
            discard(old)
        self.scales = [self._scale(code) for code in ATTRIBUTES]
        for scale in self.scales:
            scale.score = filled.scores.get(scale.code, 0)
        self._show_scores()
        self.thumbs.show_pictures(self.pictures)

    def clear(self) -> None:
        """A blank form."""
        self.live, self.pictures = 0, ()
        self.note.edit.clear()
        self.form.chosen, self.teller.chosen = "", ""
        self.missed.ticked = ()
        for scale in self.scales:
            scale.score = 0
        self.show_known(self._known)
        self.changed.emit()

    def add_picture(self, taken: Taken) -> None:
        self.pictures = (*self.pictures, taken)
        self.thumbs.show_pictures(self.pictures)
        self.changed.emit()

    def sheet(self) -> Sheet:
        """As filled in."""
        scores = {scale.code: scale.score for scale in self.scales if scale.score}
        note = self.note.edit.text().strip()
        return Sheet(self.form.chosen or FORMS[0], self.teller.chosen, "", scores, self.missed.ticked, note)

    # --- keys

    def score(self, digit: int) -> None:
        """1–5 for the attribute that is live; the next one is live then."""
        self.scales[self.live].score = digit
        self.live = min(self.live + 1, len(self.scales) - 1)
        self._show_scores()
        self.changed.emit()

    def step(self, by: int) -> None:
        self.live = max(0, min(len(self.scales) - 1, self.live + by))
        self._show_scores()

    # --- inside

    def _scale(self, code: str) -> Scale:
        known = self._known
        name = known.names.get(code) or words.say("inspection", words.ATTRIBUTES, code)
        levels = known.levels.get(code) or [words.score(n) for n in range(1, 6)]
        scale = Scale(code, name, levels)
        self._scales.addWidget(scale)
        scale.scored.connect(self._on_scored)
        return scale

    def _on_scored(self, code: str, digit: int) -> None:
        self.live = ATTRIBUTES.index(code)
        self.scales[self.live].score = digit
        self._show_scores()
        self.changed.emit()

    def _show_scores(self) -> None:
        for n, scale in enumerate(self.scales):
            scale.show_score(scale.score, n == self.live)

    def _drop(self, n: int) -> None:
        self.pictures = tuple(taken for k, taken in enumerate(self.pictures) if k != n)
        self.thumbs.show_pictures(self.pictures)
        self.changed.emit()

    def _entitle(self) -> None:
        says = {
            "form": self.tr("哪一种"), "teller": self.tr("看的是谁"), "missed": self.tr("没有做到的项目"),
            "scores": self.tr("打分：1 最差，5 最好；没看到的不打"), "note": self.tr("备注与照片"),
        }  # fmt: skip
        for code, head in self.heads.items():
            head.setText(says[code])
        self.note.ask(self.tr("看到了什么（可不填）"))
