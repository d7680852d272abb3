"""Somebody without a record is at the window: why nothing is suggested, and how they become a customer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from teller_assist.ui.widgets import Glyph, Text


class GuestView(QWidget):
    """In the card's place."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.name, self.say, self.how = Text("", "name", bold=True), Text("", "title"), Text("", "body", "mut")
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 24, 24, 24)
        page.setSpacing(12)
        page.addStretch(2)
        for part in (Glyph("user", "mut", 32), self.name, self.say, self.how):
            page.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(3)

    def show_guest(self) -> None:
        self.name.setText(self.tr("无档案来客"))
        self.say.setText(self.tr("照常办业务，计时已开始"))
        self.how.setText(self.tr("刷证、刷卡，或按 F2 找到客户，本次接待即并入"))
