"""One bad evaluation, what was done about it by one of five keys, and a note: a page of the inspection screen."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from teller_assist.domain.quality import HANDLED
from teller_assist.ui import theme, words_stars
from teller_assist.ui.beside import Choices, Entry, discard
from teller_assist.ui.details_parts import Line
from teller_assist.ui.inspection_parts import TOUCH
from teller_assist.ui.widgets import Glyph, Tag, Text

COLUMNS = 3


class Told(NamedTuple):
    """A fact: its head, words, glyph and tone."""

    head: str
    words: str
    glyph: str = ""
    tone: str = "text"


class Bad(NamedTuple):
    """``state``: the score in words, glyph, tone. ``refused``: why this person may not handle it, "" they may."""

    evaluation_id: UUID
    title: str
    state: tuple[str, str, str]
    facts: Sequence[Told]
    refused: str = ""


class BadView(QWidget):
    """Shows a ``Bad``; ``outcome`` is a word of ``HANDLED``, "" while none is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.outcome = ""
        self._shown: UUID | None = None
        self.title, self.state = Text("", "name", bold=True), Tag("pill")
        self.title.setWordWrap(True)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self.facts: list[Line] = []
        self.glyph, self.refused = Glyph("lock", "mut"), Text("", "body", bold=True)
        self.refused.setWordWrap(True)
        self.ask, self.note_head = Text("", "body", bold=True), Text("", "body", bold=True)
        self.outcomes, self.note = Choices(COLUMNS), Entry()
        self.outcomes.picked.connect(self.pick)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 0, 16, 8)
        page.setSpacing(10)
        top, why = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.state)
        why.addWidget(self.glyph)
        why.addWidget(self.refused, 1)
        page.addLayout(top)
        page.addLayout(self.lines)
        page.addLayout(why)
        for part in (self.ask, self.outcomes, self.note_head, self.note):
            page.addWidget(part)
        page.addStretch(1)

    def show_bad(self, bad: Bad) -> None:
        """What is chosen and typed goes with another one."""
        if bad.evaluation_id != self._shown:
            self._shown, self.outcome = bad.evaluation_id, ""
            self.note.edit.clear()
        self.title.setText(bad.title)
        self.state.show_word(*bad.state)
        for old in self.facts:
            discard(old)
        self.facts = [Line(t.words, first=t.head, wide=96, glyph=t.glyph, tone=t.tone, ink=t.tone) for t in bad.facts]
        for line in self.facts:
            self.lines.addWidget(line)
        self.refused.setText(bad.refused)
        self._show_outcomes()
        self.glyph.setVisible(bool(bad.refused))
        self.refused.setVisible(bool(bad.refused))
        for part in (self.ask, self.outcomes, self.note_head, self.note):
            part.setVisible(not bad.refused)
        self._entitle()

    def pick(self, n: int) -> None:
        """The nth of ``HANDLED``."""
        self.outcome = HANDLED[n]
        self._show_outcomes()

    def _show_outcomes(self) -> None:
        chosen = HANDLED.index(self.outcome) if self.outcome else -1
        self.outcomes.show_words([words_stars.outcome(code) for code in HANDLED], chosen)
        for key in self.outcomes.keys:
            key.setMinimumHeight(theme.now().px(TOUCH))

    def _entitle(self) -> None:
        self.ask.setText(self.tr("怎么处理的"))
        self.note_head.setText(self.tr("说一句"))
        self.note.ask(self.tr("和客户怎么说的（可不填，不写客户姓名）"))
