"""One inspection that stands: what was seen, what is to be mended by whom until when, and whether it was."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from teller_assist.domain.days import day_at
from teller_assist.domain.quality import BAD, Inspection
from teller_assist.ui import texts
from teller_assist.ui import words_quality as words
from teller_assist.ui.beside import Entry, discard
from teller_assist.ui.details_parts import Line
from teller_assist.ui.inspection_parts import One, Pictures, Taken
from teller_assist.ui.widgets import Tag, Text

COLUMNS = 4


class Case(NamedTuple):
    """``names``: of staff, attributes and items, by code. ``days``: (day, words) that an action may be due on.
    ``may``: act, mend, recheck, as far as this role and the stage allow."""

    inspection: Inspection
    names: Mapping[str, str]
    today: date
    tellers: Sequence[tuple[str, str]] = ()
    days: Sequence[tuple[str, str]] = ()
    pictures: tuple[Taken, ...] = ()
    may: frozenset[str] = frozenset()


class CaseView(QWidget):
    """Shows a ``Case`` and takes what is to be said of it."""

    def __init__(self) -> None:
        super().__init__()
        self.case: Case | None = None
        self.title, self.state = Text("", "name", bold=True), Tag("pill")
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self.said: list[Line] = []
        self.thumbs = Pictures(may_go=False)
        self.heads = {code: Text("", "body", bold=True) for code in ("what", "owner", "due", "note")}
        self.what, self.note, self.owner, self.due = Entry(), Entry(), One(COLUMNS), One(COLUMNS)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 0, 16, 8)
        page.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(self.state)
        page.addLayout(top)
        page.addLayout(self.lines)
        page.addWidget(self.thumbs)
        parts: dict[str, QWidget] = {"what": self.what, "owner": self.owner, "due": self.due, "note": self.note}
        for code, part in parts.items():
            page.addWidget(self.heads[code])
            page.addWidget(part)
        page.addStretch(1)

    def show_case(self, case: Case) -> None:
        """What is typed goes with another inspection, and with what was recorded."""
        self.case = one_ = case
        one = one_.inspection
        name = case.names.get(one.teller_no, one.teller_no) or one.window_no
        form = words.say("inspection", words.FORMS, one.form)
        self.title.setText(texts.listed(form, name))
        self.state.show_word(*words.inspection_state(one, case.today))
        self._show_lines(case)
        self.thumbs.show_pictures(case.pictures)
        act = "act" in case.may
        for code, part in (("what", self.what), ("owner", self.owner), ("due", self.due)):
            self.heads[code].setVisible(act)
            part.setVisible(act)
        note = bool(case.may & {"mend", "recheck"})
        self.heads["note"].setVisible(note)
        self.note.setVisible(note)
        self.what.edit.setText(one.action or self._missed(case))
        self.owner.show_choices(case.tellers, one.owner_no or one.teller_no)
        self.due.show_choices(case.days, case.days[1][0] if len(case.days) > 1 else "")
        self.note.edit.clear()
        self._entitle()

    def due_on(self) -> date | None:
        return date.fromisoformat(self.due.chosen) if self.due.chosen else None

    def _show_lines(self, case: Case) -> None:
        for old in self.said:
            discard(old)
        self.said = [Line(body, first=head, wide=96, ink=ink) for head, body, ink in self._facts(case)]
        for line in self.said:
            self.lines.addWidget(line)

    def _facts(self, case: Case) -> list[tuple[str, str, str]]:
        """(head, words, ink) of what there is to say."""
        one, names = case.inspection, case.names
        found = [
            (self.tr("时间"), f"{texts.day(day_at(one.at), case.today)} · {names.get(one.inspector_no, '')}", "text")
        ]
        points = one.points
        if points:
            mean = f"{sum(points.values()) / len(points):.1f}"
            low = [f"{names.get(code, code)} {score}" for code, score in points.items() if score <= BAD]
            scored = self.tr("平均 {mean}（{n} 项）").format(mean=mean, n=len(points))
            found.append((self.tr("得分"), texts.listed(scored, *low), "bad" if low else "text"))
        if one.missed:
            found.append((self.tr("没做到"), self._missed(case), "text"))
        if one.note:
            found.append((self.tr("备注"), one.note, "text"))
        if one.photos and not case.pictures:
            found.append((self.tr("照片"), self.tr("{n} 张，在别的电脑上").format(n=len(one.photos.split())), "mut"))
        if one.action and one.due_on:
            form = self.tr("{what} · {who} · {on} 前")
            body = form.format(what=one.action, who=names.get(one.owner_no, one.owner_no), on=texts.day(one.due_on))
            found.append((self.tr("整改"), body, "bad" if one.is_overdue(case.today) else "text"))
        if one.rechecks or one.last_note:
            again = self.tr("复查 {n} 次").format(n=one.rechecks) if one.rechecks else ""
            found.append((self.tr("近况"), texts.listed(again, one.last_note), "text"))
        return found

    def _missed(self, case: Case) -> str:
        return self.tr("、").join(case.names.get(code, code) for code in case.inspection.missed.split())

    def _entitle(self) -> None:
        self.heads["what"].setText(self.tr("要整改什么"))
        self.heads["owner"].setText(self.tr("谁来整改"))
        self.heads["due"].setText(self.tr("什么时候之前"))
        self.heads["note"].setText(self.tr("说一句"))
        self.what.ask(self.tr("写明做到什么样"))
        self.note.ask(self.tr("整改或复查的情况（可不填）"))
