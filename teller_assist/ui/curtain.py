"""Esc Esc: the whole window is ground, a ticket number and two words. Nobody's name."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from teller_assist.ui.widgets import Glyph, Text


class Curtain(QWidget):
    """A child over everything. It holds the focus, so that no key reaches a field that nobody sees."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ticket, self.words = Text("", "name", bold=True), Text("", "body", "mut")
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch()
        for part in (Glyph("eye-off", "mut", 24), self.ticket, self.words):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self.hide()

    def draw(self, ticket: str | None) -> None:
        """Shut with a ticket number ("" none), open with None."""
        self.setVisible(ticket is not None)
        if ticket is not None:
            self.ticket.setText(ticket)
            self.ticket.setVisible(bool(ticket))
            self.words.setText(self.tr("已遮屏，按任意键回来"))
            parent = self.parentWidget()
            if parent is not None:
                self.setGeometry(parent.rect())
            self.raise_()
            self.setFocus()
