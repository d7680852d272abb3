"""The queue at the top of the window: light, how many wait, how long the longest. Blank where there is no queue."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from teller_assist.ui import words_window as words
from teller_assist.ui.widgets import Glyph, Text

if TYPE_CHECKING:
    from teller_assist.desk.window import AtWindow


class QueueLine(QWidget):
    """Glyph and word of the light, then the figures."""

    def __init__(self) -> None:
        super().__init__()
        self.glyph, self.light, self.waiting = Glyph("", "mut"), Text("", bold=True), Text("", "body", "mut")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self.glyph, self.light, self.waiting):
            row.addWidget(part)
        row.setSpacing(8)
        self.hide()

    def show_queue(self, at: "AtWindow") -> None:
        self.setVisible(bool(at.light))
        tone = words.TONES.get(at.light, "mut")
        self.glyph.set_glyph(words.GLYPHS.get(at.light, "minus"), tone)
        self.light.setText(words.light(at.light))
        self.light.set_tone(tone if tone != "mut" else "text")
        self.waiting.setText(words.waiting(at))
        self.setAccessibleName(f"{self.light.text()} {self.waiting.text()}".strip())
