"""The line at the foot: how old the data is, what is not yet sent, how the line to the hub is, where and who.

What is always in sight stands first. Where it does not fit, the words at the left become short, never the figures.
"""

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from teller_assist.desk.status import DeskStatus
from teller_assist.domain.days import BRANCH_TIME
from teller_assist.ui import texts
from teller_assist.ui import words_sync as words
from teller_assist.ui.widgets import Glyph, Text

ITEMS, WIDE, NARROW = 6, 20, 12  # px between two of them


class Item(NamedTuple):
    """Glyph, its tone, the tone of the words, and the words, long and short."""

    glyph: str
    tone: str
    ink: str
    long: str
    short: str


class StatusLine(QWidget):
    """12 px, never in the way; stale data turns amber and says so. Being offline is no alarm."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[Item] = []
        self.parts = [(Glyph("", "mut"), Text("", "caption", "mut")) for _ in range(ITEMS)]
        (_, self.night), (_, self.unsent), (_, self.link) = self.parts[:3]
        self.place, self.keys, self.blank = (Text("", "caption", "mut") for _ in range(3))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._groups: list[QHBoxLayout] = []
        for glyph, text in self.parts:
            group = QHBoxLayout()
            group.setSpacing(6)
            group.addWidget(glyph)
            group.addWidget(text)
            self._groups.append(group)
            row.addLayout(group)
        row.addStretch()
        row.addWidget(self.place)
        for text in (self.keys, self.blank):
            row.addSpacing(14)
            row.addWidget(text)

    def show_status(self, status: DeskStatus) -> None:
        self._items = [self._night(status), self._unsent(status), self._link(status), *self._odd(status)]
        branch = texts.pick(status.branch_name, status.branch_name_en)
        window = self.tr("{n} 号窗").format(n=status.window_no) if status.window_no else ""
        self.place.setText(" · ".join(p for p in (branch, window, status.staff_name) if p))
        self.keys.setText(self.tr("F1 键表"))
        self.blank.setText(self.tr("Esc Esc 遮屏"))
        self._fit()

    def _night(self, status: DeskStatus) -> Item:
        old, on = status.stale != "fresh", texts.day(status.as_of)
        night = self.tr("数据截至 {on}").format(on=on)
        if old:
            return Item("clock", "warn", "warn", self.tr("{night}，已旧").format(night=night), night)
        return Item("database", "mut", "mut", night, self.tr("截至 {on}").format(on=on))

    def _unsent(self, status: DeskStatus) -> Item:
        unsent = self.tr("未同步 {n}").format(n=status.unsent)
        if status.oldest_unsent_at is None:
            return Item("upload", "mut", "mut", unsent, unsent)
        at = moment(status.oldest_unsent_at)
        long = self.tr("{unsent} · 最早 {at}").format(unsent=unsent, at=at)
        return Item("upload", "mut", "mut", long, f"{unsent} · {at}")

    def _link(self, status: DeskStatus) -> Item:
        state = status.link.state
        glyph, tone, ink = words.link_glyph(state)
        long, short = words.link(state), words.link(state, short=True)
        if status.link.last_good_at is None:
            return Item(glyph, tone, ink, long, short)
        at = moment(status.link.last_good_at)
        said = self.tr("{state} · 上次同步 {at}").format(state=long, at=at)
        return Item(glyph, tone, ink, said, f"{short} · {at}")

    def _odd(self, status: DeskStatus) -> list[Item]:
        """What is there only sometimes, behind the rest, so that nothing of it moves."""
        link, odd = status.link, []
        if link.held:
            odd.append(Item("pause", "warn", "warn", self.tr("新数据待放行，仍用昨日"), self.tr("仍用昨日数据")))
        if link.skew_s:
            fast = link.skew_s > 0
            long = self.tr("时钟快 {n} 分") if fast else self.tr("时钟慢 {n} 分")
            short = self.tr("快 {n} 分") if fast else self.tr("慢 {n} 分")
            minutes = abs(link.skew_s) // 60
            odd.append(Item("clock", "warn", "warn", long.format(n=minutes), short.format(n=minutes)))
        if link.referred:
            odd.append(Item("refer", "acc", "text", self.tr("同事转来 {n} 位").format(n=link.referred),
                            self.tr("转来 {n}").format(n=link.referred)))  # fmt: skip
        return odd

    def _fit(self) -> None:
        """Closer together, then short words from the right on, until all of it fits."""
        for shorts in range(len(self._items) + 1):
            for gap in (WIDE, NARROW):
                self._fill(gap, shorts)
                if self._needed() <= self.width():
                    return

    def _fill(self, gap: int, shorts: int) -> None:
        """The last ``shorts`` items in short words."""
        count = len(self._items)
        for n, (glyph, text) in enumerate(self.parts):
            there = n < count
            text.setVisible(there)
            glyph.setVisible(there)
            self._groups[n].setContentsMargins(0, 0, gap if there else 0, 0)
            if there:
                item = self._items[n]
                glyph.set_glyph(item.glyph, item.tone)
                text.setText(item.short if n >= count - shorts else item.long)
                text.setAccessibleName(item.long)
                text.set_tone(item.ink)

    def _needed(self) -> int:
        for layout in (*self._groups, self._row):  # a label that changes tells the outermost only
            layout.invalidate()
        return self._row.sizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def minimumSizeHint(self) -> QSize:
        """It never makes the window wider."""
        return QSize(0, super().minimumSizeHint().height())


def moment(at: datetime) -> str:
    return at.astimezone(BRANCH_TIME).strftime("%m-%d %H:%M")
