"""换人: who takes this window. A small panel of the window itself; Enter takes it, Esc puts it away."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from teller_assist.ui import theme
from teller_assist.ui.widgets import Frame, Keycap, Text, inside

LONGEST = 32


class StaffPanel(Frame):
    """``typed`` carries a staff number. It stands over the foot of its parent."""

    typed = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("card", parent=parent)
        self._room = parent
        self.head, self.edit, self.cap = Text("", "body", bold=True), QLineEdit(), Keycap("Enter")
        self.edit.setMaxLength(LONGEST)
        self.edit.setFixedWidth(theme.now().px(150))
        row = inside(QHBoxLayout(self), 16, 12, 12)
        row.addWidget(self.head)
        row.addWidget(self.edit)
        row.addWidget(self.cap)
        self.edit.returnPressed.connect(self._on_enter)
        self._entitle()
        self.hide()

    def open(self) -> None:
        """Again: puts it away."""
        if self.isVisible():
            self.put_away()
            return
        self.edit.clear()
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def put_away(self) -> None:
        self.hide()
        self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        room = self._room
        self.adjustSize()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - theme.now().px(96))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "cap"):
            self._entitle()

    def _entitle(self) -> None:
        self.head.setText(self.tr("换人 · 工号"))
        self.edit.setAccessibleName(self.head.text())

    def _on_enter(self) -> None:
        staff_no = self.edit.text().strip()
        if staff_no:
            self.hide()
            self.typed.emit(staff_no)
            self.closed.emit()
