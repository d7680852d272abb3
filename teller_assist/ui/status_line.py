"""The line at the foot: how old the data is, what is not yet sent, where and who, two keys that always work."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from teller_assist.desk.status import DeskStatus
from teller_assist.domain.days import BRANCH_TIME
from teller_assist.ui import texts
from teller_assist.ui.widgets import Glyph, Text


class StatusLine(QWidget):
    """12 px, never in the way; stale data turns amber and says so."""

    def __init__(self) -> None:
        super().__init__()
        self.night_glyph, self.night = Glyph("database", "mut"), Text("", "caption", "mut")
        self.up_glyph, self.unsent = Glyph("upload", "mut"), Text("", "caption", "mut")
        self.place, self.keys, self.blank = (Text("", "caption", "mut") for _ in range(3))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for glyph, text in ((self.night_glyph, self.night), (self.up_glyph, self.unsent)):
            row.addWidget(glyph)
            row.addWidget(text)
            row.addSpacing(18)
        row.addStretch()
        row.addWidget(self.place)
        for text in (self.keys, self.blank):
            row.addSpacing(8)
            row.addWidget(text)

    def show_status(self, status: DeskStatus) -> None:
        old = status.stale != "fresh"
        night = self.tr("数据截至 {on}").format(on=texts.day(status.as_of))
        self.night.setText(self.tr("{night}，已旧").format(night=night) if old else night)
        self.night.set_tone("warn" if old else "mut")
        self.night_glyph.set_glyph("clock" if old else "database", "warn" if old else "mut")
        unsent = self.tr("未同步 {n}").format(n=status.unsent)
        if status.oldest_unsent_at is not None:
            oldest = status.oldest_unsent_at.astimezone(BRANCH_TIME).strftime("%m-%d %H:%M")
            unsent = self.tr("{unsent} · 最早 {at}").format(unsent=unsent, at=oldest)
        self.unsent.setText(unsent)
        branch = texts.pick(status.branch_name, status.branch_name_en)
        window = self.tr("{n} 号窗").format(n=status.window_no) if status.window_no else ""
        self.place.setText(" · ".join(p for p in (branch, window, status.staff_name) if p))
        self.keys.setText(self.tr("F1 键表"))
        self.blank.setText(self.tr("Esc Esc 遮屏"))
