"""The right side of the "why" window: verdict, five gates, what would change it, what may be done."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from teller_assist.domain.suggestion import GATES, GateStep, Why
from teller_assist.ui import texts, theme
from teller_assist.ui.marks import GradeBar
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
        self.article = Text("", "caption")
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

    def show_step(self, step: GateStep, grade: int | None, rating: int | None) -> None:
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
        self.name = Text("", "name", bold=True)
        self.rating = Tag("tag", "")
        self.verdict = Tag("pill", "", "x", "bad")
        self.sentence, self.firm = _wrapped(Text("", "title", bold=True)), Text("", "body", "mut")
        self.gates = [GateRow() for _ in GATES]
        self.heads = [Text("", bold=True) for _ in range(3)]
        self.bodies = [_wrapped(Text("")), _wrapped(Text("")), _wrapped(Text("", "caption", "mut"))]
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 0, 14, 0)
        column.setSpacing(0)
        column.addLayout(self._top())
        for gate in self.gates:
            column.addWidget(gate)
        column.addSpacing(24)
        column.addLayout(self._below())
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

    def _below(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(16, 0, 16, 0)
        grid.setHorizontalSpacing(44)
        grid.setColumnMinimumWidth(0, theme.now().px(58))
        grid.setVerticalSpacing(16)
        grid.setColumnStretch(1, 1)
        for row, (head, body) in enumerate(zip(self.heads, self.bodies, strict=True)):
            grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(body, row, 1)
        return grid

    def show_why(self, why: Why) -> None:
        self._why = why
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
        law = any(s.gate == "suitability" and s.state == "stopped" for s in why.steps)
        self.firm.setText(self.tr("这一条不可放行，主管也不能。") if law else "")
        self.firm.setVisible(law)
        for row, step in zip(self.gates, why.steps, strict=False):
            row.show_step(step, grade, rating)
        for row in self.gates[len(why.steps) :]:
            row.hide()
        for head, word in zip(self.heads, (self.tr("怎样会变"), self.tr("现在可做"), self.tr("凭据")), strict=True):
            head.setText(word)
        told = (texts.said(why.would_change), texts.said(why.may_do), why.packs)
        for head, body, text in zip(self.heads, self.bodies, told, strict=True):
            body.setText(text)
            head.setVisible(bool(text))
            body.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and getattr(self, "_why", None) is not None:
            assert self._why is not None
            self.show_why(self._why)
