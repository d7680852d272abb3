"""The right side of the star report: what one teller's estimate rests on, and what may be worth checking."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from teller_assist.domain.integrity import Finding, says_something
from teller_assist.domain.star_sheet import Evidence, StarLine
from teller_assist.domain.stars import Part
from teller_assist.ui import words_stars as words
from teller_assist.ui.beside import Fact, emptied
from teller_assist.ui.star_axis import StarAxis
from teller_assist.ui.widgets import Tag, Text

GLUE = "\u00a0"  # a blank at which no line breaks
IDS = 12  # newest ids shown of a list; the rest is counted


def _wrapped(text: Text) -> Text:
    text.setWordWrap(True)
    return text


class StarPage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.title, self.verdict = Text("", "name", bold=True), Tag("pill")
        self.meant, self.axis = _wrapped(Text("")), StarAxis()
        self.facts = QVBoxLayout()
        self.facts.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addStretch()
        top.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 0, 20, 16)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.meant)
        column.addWidget(self.axis)
        column.addLayout(self.facts)
        column.addStretch()

    def show_line(self, line: StarLine | None, name: str) -> None:
        """None: nobody is chosen."""
        emptied(self.facts)
        self.axis.setVisible(line is not None)
        self.verdict.setVisible(line is not None)
        if line is None:
            self.title.setText("")
            self.meant.setText(self.tr("这段时间没有柜员的记录。"))
            return
        self.title.setText(f"{line.teller_no} {name}")
        glyph, tone = words.GLYPHS[line.verdict]
        tone = "text" if tone == "mut" else tone
        self.verdict.show_word(words.verdict(line.verdict), glyph, tone)
        self.meant.setText(words.meant(line.verdict))
        self.axis.show_stars(line.awarded, line.measured)
        self._head(self.tr("依据"))
        for part in line.measured.parts if line.measured else ():
            self.facts.addWidget(self._part(part, line.evidence))
        for head, ids in self._cases(line.evidence):
            self._ids(head, ids)
        self._head(self.tr("诚信核对：只是线索，不是结论"))
        for finding in line.findings:
            if finding.detector in words.DETECTORS:
                self.facts.addWidget(self._finding(finding))
                if finding.flagged:
                    self._ids(self.tr("请查"), [str(case) for case in finding.cases])

    def _head(self, words_: str) -> None:
        self.facts.addSpacing(4)
        self.facts.addWidget(Text(words_, "body", "mut", bold=True))

    def _part(self, part: Part, evidence: Evidence) -> Fact:
        form = self.tr("{part} · 权重 {weight}%")
        head = form.format(part=words.part(part.name), weight=round(100 * part.weight))
        known = part.own is not None
        said = words.figured(part) if known else words.verdict("no_estimate")
        return Fact(head, words.counts(part, evidence), (said, "" if known else "help", "text"))

    def _cases(self, e: Evidence) -> list[tuple[str, list[str]]]:
        """Head and what can be looked up, newest first."""
        bad = [
            f"{_short(b.evaluation_id)} {b.score}★ {words.outcome(b.outcome)}".replace(" ", GLUE) for b in e.bad[::-1]
        ]
        return [
            (self.tr("超时"), [str(id_) for id_ in e.over[::-1]]),
            (self.tr("已扣除"), [str(id_) for id_ in e.excused[::-1]]),
            (self.tr("差评"), bad),
            (self.tr("巡检"), [str(i.inspection_id) for i in e.inspections[::-1]]),
            (self.tr("投诉"), [str(c.complaint_id) for c in e.complaints[::-1]]),
        ]

    def _ids(self, head: str, ids: Sequence[str]) -> None:
        if not ids:
            return
        shown = "  ".join(id_ if GLUE in id_ else _short(id_) for id_ in ids[:IDS])
        more = self.tr("另 {n} 笔").format(n=len(ids) - IDS) if len(ids) > IDS else ""
        said = self.tr("{head}：{ids}").format(head=head, ids=f"{shown}  {more}".strip())
        text = _wrapped(Text(said, "caption", "mut"))
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts.addWidget(text)

    def _finding(self, finding: Finding) -> Fact:
        head = words.say(words.DETECTORS[finding.detector])
        if not says_something(finding):
            return Fact(head, words.looks(finding), (self.tr("太少，不判断"), "help", "text"))
        state = (self.tr("请核实"), "alert", "warn") if finding.flagged else (self.tr("未见异常"), "check", "ok")
        return Fact(head, words.looks(finding), state)


def _short(id_: str | UUID) -> str:
    return str(id_)[-words.SHORT :]
