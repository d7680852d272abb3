"""What stands in the suggestions' place once selling has stopped."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from teller_assist.domain.card import Card, Flag
from teller_assist.ui import texts
from teller_assist.ui.widgets import Frame, Glyph, Text, inside


class Alarm(Frame):
    """Selling has stopped: which signs, what to ask, what to do. No product stands here."""

    def __init__(self) -> None:
        super().__init__("card")
        self.glyph, self.signs = Glyph("alert", "bad"), Text("", bold=True)
        self.sign_lines = [Text() for _ in range(4)]
        self.ask, self.say, self.do = Text("", bold=True), Text(), Text("", "caption", "mut")
        row = inside(QHBoxLayout(self), 24, 24, 12)
        row.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.signs)
        for line in self.sign_lines:
            column.addWidget(line)
        column.addSpacing(16)
        column.addWidget(self.ask)
        for text in (self.say, self.do):
            text.setWordWrap(True)
            column.addWidget(text)
        row.addLayout(column, 1)

    def show_alerts(self, alerts: Sequence[Flag], card: Card) -> None:
        self.signs.setText(self.tr("本次见到 {n} 个信号").format(n=len(alerts)))
        for n, line in enumerate(self.sign_lines):
            line.setText(texts.flag(alerts[n], card.today) if n < len(alerts) else "")
            line.setVisible(n < len(alerts))
        say, do = texts.care(alerts[0].code)
        self.ask.setText(self.tr("照着说"))
        self.say.setText(say)
        self.do.setText(do)
        self.setAccessibleName(self.signs.text())
