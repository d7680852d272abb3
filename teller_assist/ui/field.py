"""The search field: the first thing on the screen, so it imports little."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from teller_assist.ui.widgets import Frame, Glyph, Keycap, inside


class Field(Frame):
    """The search field: glyph, line edit, keycap; its edge becomes the focus ring."""

    focused = Signal(bool)

    def __init__(self, placeholder: str = "", key: str = "F2", glyph: str = "search") -> None:
        super().__init__("field")
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setFrame(False)
        self.edit.setAccessibleName(placeholder)
        self.glyph = Glyph(glyph, "mut")
        row = inside(QHBoxLayout(self), 14, 6, 12)
        row.addWidget(self.glyph)
        row.addWidget(self.edit, 1)
        row.addWidget(Keycap(key))
        self.setFocusProxy(self.edit)
        self.edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and watched is self.edit:
            live = event.type() == QEvent.Type.FocusIn
            self.set_live(live)
            self.glyph.set_glyph("search", "acc" if live else "mut")
            self.focused.emit(live)
        return super().eventFilter(watched, event)
