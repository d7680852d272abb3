"""The right side of the "why" window: verdict, five gates, how it is ranked, what would change it, the evidence."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from teller_assist.desk.grounds import NO_GROUND, Ground
from teller_assist.domain.suggestion import GATES, GateStep, Why
from teller_assist.ui import texts, theme, words_why
from teller_assist.ui.marks import GradeBar
from teller_assist.ui.why_rows import Rows, Said
from teller_assist.ui.widgets import EDGE, Frame, Glyph, Tag, Text, set_property

NAME_WIDTH = 380  # px beside rating and verdict; a longer name takes two lines
_MARKS = {"passed": ("check", "ok"), "stopped": ("x", "bad"), "skipped": ("minus", "mut")}


def _wrapped(text: Text) -> Text:
    text.setWordWrap(True)
    return text


class GateRow(Frame):
    """One gate: passed, stopped (with the law, and the grades where they decided) or not computed."""

    def __init__(self) -> None:
        super().__init__("gate")
        self.glyph = Glyph("minus", "mut")
        self.gate = Text("", bold=True)
        self.sentence = _wrapped(Text(""))
        self.grades = GradeBar()
        self.article = _wrapped(Text("", "caption"))
        self.article.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        grid = QGridLayout(self)
        grid.setContentsMargins(16 - EDGE, 12 - EDGE, 16 - EDGE, 12 - EDGE)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.addWidget(self.glyph, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.gate, 0, 1)
        grid.addWidget(self.sentence, 0, 2, 1, 2)
        grid.addWidget(self.grades, 1, 2)
        grid.addWidget(self.article, 1, 3)
        grid.setColumnStretch(3, 1)

    def show_step(self, step: GateStep, grade: int | None, rating: int | None, compared: str = "") -> None:
        """``compared``: what stands in the sentence's place where the grades decided."""
        glyph, tone = _MARKS[step.state]
        stopped = step.state == "stopped"
        self.glyph.set_glyph(glyph, tone)
        self.gate.setText(texts.gate(step.gate))
        widest = max(self.gate.fontMetrics().horizontalAdvance(texts.gate(code)) for code in GATES)
        self.gate.setMinimumWidth(max(widest + 2, theme.now().px(58)))
        self.sentence.setText(texts.said(step.sentence))
        for part in (self.gate, self.sentence):
            part.set_tone("mut" if step.state == "skipped" else "text")
        self.set_tone("bad" if stopped else "")
        scaled = stopped and step.gate == "suitability" and rating is not None
        if scaled and compared:
            self.sentence.setText(compared)
        self.grades.setVisible(scaled)
        if scaled:
            held = f"C{grade}" if grade else "–"
            self.grades.set_grades(grade, rating, f"{held} · R{rating}")
        self.article.setText(step.article)
        self.article.setVisible(bool(step.article) and stopped)
        self.setAccessibleName(f"{texts.gate(step.gate)} {texts.said(step.sentence)} {step.article}".strip())


class WhyPage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._why: Why | None = None
        self._ground = NO_GROUND
        self.name = Text("", "name", bold=True)
        self.rating = Tag("tag", "")
        self.verdict = Tag("pill", "", "x", "bad")
        self.sentence, self.firm = _wrapped(Text("", "title", bold=True)), Text("", "body", "mut")
        self.gates = [GateRow() for _ in GATES]
        self.rows = Rows()
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 0, 14, 0)
        column.setSpacing(0)
        column.addLayout(self._top())
        for gate in self.gates:
            column.addWidget(gate)
        column.addSpacing(24)
        column.addWidget(self.rows)
        column.addStretch()

    def _top(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(16, 0, 16, 14)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.name)
        row.addWidget(self.rating, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(self.sentence)
        column.addWidget(self.firm)
        return column

    def show_why(self, why: Why, ground: Ground = NO_GROUND) -> None:
        self._why, self._ground = why, ground
        self.name.setText(texts.said(why.name))
        wide = self.name.fontMetrics().horizontalAdvance(self.name.text()) > theme.now().px(NAME_WIDTH)
        self.name.setWordWrap(wide)
        self.name.setMinimumWidth(theme.now().px(NAME_WIDTH) if wide else 0)
        rating, grade = why.facts.get("rating"), why.facts.get("grade")
        self.rating.show_word(f"R{rating}" if rating else "")
        words = (self.tr("今天推荐"), "check", "ok") if why.suggested else (self.tr("今天不推荐"), "x", "bad")
        self.verdict.show_word(*words)
        set_property(self.verdict, "tone", words[2])
        self.sentence.setText(texts.said(why.sentence))
        firm = words_why.is_firm(why)
        self.firm.setText(self.tr("这一条不可放行，主管也不能。") if firm else "")
        self.firm.setVisible(firm)
        for row, step in zip(self.gates, why.steps, strict=False):
            row.show_step(step, grade, rating, words_why.compared(why))
        for row in self.gates[len(why.steps) :]:
            row.hide()
        self.rows.show_rows(self._rows(why, ground))

    def _rows(self, why: Why, ground: Ground) -> list[Said]:
        proof, number = words_why.evidence(why, ground)
        also = texts.said(why.also) if why.also is not None else ""
        change = "" if why.suggested else texts.said(why.would_change)
        return [
            Said(self.tr("还有"), also),
            Said(self.tr("怎么排的"), words_why.slot(why.facts), words_why.factors(why)),
            Said(self.tr("怎样会变"), change, words_why.assessment(why, ground)),
            Said(self.tr("现在可做"), texts.said(why.may_do), words_why.quiz(why, ground)),
            Said(self.tr("凭据"), proof, right=number, quiet=True),
        ]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and getattr(self, "_why", None) is not None:
            assert self._why is not None
            self.show_why(self._why, self._ground)
