"""The right side of the sync page: delivered today, what is under way, how it stands, in sentences."""

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from teller_assist.domain.days import BRANCH_TIME
from teller_assist.ui import texts, theme
from teller_assist.ui import words_sync as words
from teller_assist.ui.marks import Progress
from teller_assist.ui.widgets import Frame, Glyph, Tag, Text, inside, set_property

if TYPE_CHECKING:
    from teller_assist.desk.delivery import Delivery

FACTS, NAME_DIGITS = 7, 8  # lines of facts; of a generation's hash
SECONDS = "%H:%M:%S"  # where a key was pressed and its effect is looked for
DIFFER = 4  # differences shown; the rest is counted


class Working(NamedTuple):
    """What the follower says: the line up | down | "", the step under way ("" none), done of so many (0 not
    known), when it tries again by itself."""

    live: str = ""
    step: str = ""
    done: int = 0
    of: int = 0
    retry_at: datetime | None = None


def clock(at: datetime, now: datetime, form: str = "%H:%M") -> str:
    """10:42, with its day unless that is today's."""
    here = at.astimezone(BRANCH_TIME)
    return here.strftime(form if here.date() == now.astimezone(BRANCH_TIME).date() else "%m-%d %H:%M")


def _wrapped(text: Text) -> Text:
    text.setWordWrap(True)
    return text


def _lowered(glyph: Glyph) -> QWidget:
    """The glyph in the middle of a line of body text, whose line box is 4 px higher."""
    place = QWidget()
    box = QVBoxLayout(place)
    box.setContentsMargins(0, 3, 0, 0)
    box.addWidget(glyph)
    return place


class Fact(NamedTuple):
    """A line of the page. ``glyph`` "" is none; ``tone`` of glyph and words."""

    head: str
    body: str
    glyph: str = ""
    tone: str = "text"


class SyncPage(QWidget):
    """Shows a ``Delivery`` and what the follower is doing."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.state = Text("", "name", bold=True), Tag("pill", "", "wifi", "text")
        self.meant = _wrapped(Text(""))
        self.day = Frame("block", "alt")
        self.day_head, self.day_sum = Text("", "caption", "mut"), _wrapped(Text("", "title", bold=True))
        self.day_glyph, self.way = Glyph("check", "ok"), _wrapped(Text(""))
        self.work = QWidget()
        self.step, self.count, self.bar = Text(""), Text("", "caption", "mut"), Progress()
        self.facts = [(Text("", bold=True), Glyph(""), _wrapped(Text(""))) for _ in range(FACTS)]
        column = QVBoxLayout(self)
        column.setContentsMargins(38, 0, 30, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addStretch()
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(top)
        column.addSpacing(8)
        column.addWidget(self.meant)
        column.addSpacing(16)
        column.addWidget(self._of_day())
        column.addWidget(self._of_work())
        column.addSpacing(20)
        column.addLayout(self._of_facts())
        column.addStretch()

    def _of_day(self) -> QWidget:
        block = inside(QVBoxLayout(self.day), 20, 14, 4)
        block.addWidget(self.day_head)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.day_sum, 1)
        row.addWidget(self.day_glyph)
        block.addLayout(row)
        block.addWidget(self.way)
        return self.day

    def _of_work(self) -> QWidget:
        column = QVBoxLayout(self.work)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.step, 1)
        row.addWidget(self.count)
        column.addLayout(row)
        column.addWidget(self.bar)
        self.work.hide()
        return self.work

    def _of_facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(12)
        grid.setColumnMinimumWidth(0, theme.now().px(88))
        grid.setColumnStretch(2, 1)
        for row, (head, glyph, body) in enumerate(self.facts):
            grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_lowered(glyph), row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(body, row, 2, Qt.AlignmentFlag.AlignTop)
        return grid

    # --- what the presenter orders

    def show_delivery(self, told: "Delivery", working: Working, now: datetime) -> None:
        self.title.setText(self.tr("同步"))
        state = told.link.heard(working.live).state
        glyph, tone, _ink = words.link_glyph(state)
        tone = "text" if tone == "mut" else tone
        self.state.show_word(words.link(state, short=True), glyph, tone)
        set_property(self.state, "tone", tone)
        said = words.meant(state)
        self.meant.setText(f"{said}{told.link.sentence}" if state == "trouble" else said)
        self._show_day(told)
        self.show_working(working)
        facts = [*self._unsent(told, now), *self._last(told, working, now), *self._data(told), *self._odd(told)]
        for line, fact in zip(self.facts, [*facts, *[None] * FACTS], strict=False):
            self._show_fact(line, fact)

    def show_working(self, working: Working) -> None:
        self.work.setVisible(bool(working.step))
        self.step.setText(words.step(working.step))
        self.count.setText(self.tr("{done}/{of}").format(done=working.done, of=working.of) if working.of else "")
        share = working.done / working.of if working.of else 0.0
        self.bar.set_share(share, f"{self.step.text()} {self.count.text()}".strip())

    def _show_day(self, told: "Delivery") -> None:
        recorded = sum(kind.recorded for kind in told.today)
        delivered = sum(kind.delivered for kind in told.today)
        self.day_head.setText(self.tr("日终对账"))
        alone = told.link.state == "alone"  # nothing is on the way to anywhere
        form = self.tr("今日 {n} 条，都在本机") if alone else self.tr("今日 {n} 条，已送达 {sent} 条")
        sentence = form.format(n=recorded, sent=delivered)
        self.day_sum.setText(sentence if recorded else self.tr("今日还没有记录"))
        whole = recorded == delivered
        self.day_glyph.setVisible(bool(recorded) and whole)
        self.day.set_tone("ok" if recorded and whole else "alt")
        left = Counter[str]()
        for kind in told.today:
            left[words.kind(kind.kind)] += kind.recorded - kind.delivered
        listed = " · ".join(f"{word} {n}" for word, n in left.most_common() if n)
        self.way.setText(listed if alone else self.tr("还在路上：{listed}").format(listed=listed))
        self.way.setVisible(bool(listed))

    # --- facts, each with its head

    def _unsent(self, told: "Delivery", now: datetime) -> list[Fact]:
        """Also what the node has and the hub, as last heard, has not."""
        if not told.unsent:
            return self._sent(told)
        body = self.tr("{n} 条").format(n=told.unsent)
        if told.oldest_unsent_at is not None:
            sentence = self.tr("{n} 条，最早的记于 {at}")
            body = sentence.format(n=told.unsent, at=clock(told.oldest_unsent_at, now))
        if told.waiting_at_node:
            body = self.tr("{unsent} · 在节点 {n} 条").format(unsent=body, n=told.waiting_at_node)
        return [Fact(self.tr("未送"), body, "upload")]

    def _sent(self, told: "Delivery") -> list[Fact]:
        if told.waiting_at_node:
            sentence = self.tr("{n} 条已到节点，中心还没有确认收到").format(n=told.waiting_at_node)
            return [Fact(self.tr("在节点"), sentence, "upload")]
        return [Fact(self.tr("未送"), self.tr("没有，全部送达"), "check", "ok")] if told.runs else []

    def _last(self, told: "Delivery", working: Working, now: datetime) -> list[Fact]:
        parts = []
        if told.link.last_good_at is not None:
            parts.append(self.tr("上次成功 {at}").format(at=clock(told.link.last_good_at, now, SECONDS)))
        if working.retry_at is not None and not working.step:
            parts.append(self.tr("{at} 自动再试").format(at=clock(working.retry_at, now, SECONDS)))
        return [Fact(self.tr("时间"), " · ".join(parts), "history")] if parts else []

    def _data(self, told: "Delivery") -> list[Fact]:
        form = self.tr("截至 {on}，{n} 位客户，版本 {name}")
        body = form.format(on=texts.day(told.as_of), n=f"{told.customers:,}", name=told.generation[:NAME_DIGITS])
        facts = [Fact(self.tr("数据"), body, "database")]
        if told.link.held:
            facts.append(Fact(self.tr("新数据"), self.tr("与昨日相差太大，待中心放行，仍用昨日"), "pause", "warn"))
        elif told.offered_as_of is not None and told.offered_as_of > told.as_of:
            body = self.tr("{on} 的新数据还没有收完，收完自动换上").format(on=texts.day(told.offered_as_of))
            facts.append(Fact(self.tr("新数据"), body, "database"))
        return facts

    def _odd(self, told: "Delivery") -> list[Fact]:
        """What does not agree: counts, events that wait above, the clock."""
        facts = []
        last = told.runs[0] if told.runs else None
        if last is not None and last.differ:
            form = self.tr("{day} {kind}：本机 {here}，中心 {there}")
            lines = [
                form.format(day=texts.day(d.day), kind=words.kind(d.kind), here=d.here, there=d.there)
                for d in last.differ[:DIFFER]
            ]
            more = len(last.differ) - DIFFER
            lines += [self.tr("另有 {n} 处，请告诉管理员").format(n=more)] if more > 0 else []
            facts.append(Fact(self.tr("对账"), "\n".join(lines), "alert", "warn"))
        elif last is not None and not last.result:
            facts.append(Fact(self.tr("对账"), self.tr("两边数目一致"), "check", "ok"))
        if parked := sum(run.parked for run in told.runs):
            facts.append(Fact(self.tr("待处理"), self.tr("中心待处理 {n} 条，不影响您").format(n=parked), "info"))
        if told.link.skew_s:
            facts.append(Fact(self.tr("时钟"), self.skewed(told.link.skew_s), "clock", "warn"))
        return facts

    def skewed(self, seconds: int) -> str:
        minutes = max(1, abs(seconds) // 60)
        form = self.tr("本机快 {n} 分，记录照收，请校时") if seconds > 0 else self.tr("本机慢 {n} 分，记录照收，请校时")
        return form.format(n=minutes)

    def _show_fact(self, line: tuple[Text, Glyph, Text], fact: Fact | None) -> None:
        head, glyph, body = line
        for part in line:
            part.setVisible(fact is not None)
        if fact is not None:
            head.setText(fact.head)
            glyph.set_glyph(fact.glyph, "mut" if fact.tone == "text" else fact.tone)
            body.setText(fact.body)
            body.set_tone("warn" if fact.tone == "warn" else "text")
            body.setAccessibleName(f"{fact.head} {fact.body}")
