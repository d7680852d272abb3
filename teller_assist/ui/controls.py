"""Buttons that show their key, and the toast."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from teller_assist.ui.announce import announce
from teller_assist.ui.widgets import Frame, Glyph, Keycap, Text, inside


class Key(QPushButton):
    """A button that shows its key: keycap and word. ``kind`` quiet | flat | urgent | main.

    Its accessible name is the word, its description the key. It never takes the focus by a click.
    """

    def __init__(self, key: str, word: str, kind: str = "quiet", *, glyph: str = "", tone: str = "",
                 step: str = "body", bold: bool = False, trailing: str = "", centred: bool = True,
                 across: int = 8, down: int = 6) -> None:  # fmt: skip
        super().__init__()
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        dark = kind in ("urgent", "main")
        ink = tone or ("inv" if kind == "urgent" else "accText" if kind == "main" else "text")
        self.cap = Keycap(key, "inv" if dark else "acc" if kind == "quiet" else "text") if key else None
        self.glyph = Glyph(glyph, {"inv": "invText"}.get(ink, ink)) if glyph else None
        self.word = Text(word, step, ink, bold)
        self.trailing = Text(trailing, "body" if dark else "caption", ink if dark else "mut")
        if kind == "flat":
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = row = inside(QHBoxLayout(self), across, down)
        if centred:
            row.addStretch()
        for part in (self.cap, self.glyph, self.word):
            if part is not None:
                row.addWidget(part)
        row.addStretch()
        if trailing:
            row.addWidget(self.trailing)
        for inner in self.findChildren(QWidget):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(word)
        self.setAccessibleDescription(key)

    def set_word(self, word: str) -> None:
        self.word.setText(word)
        self.setAccessibleName(word)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()


class Toast(Frame):
    """What was just done, for 1.2 s, in the corner of its bar; it never takes the focus.

    ``say`` may leave an undo key in sight for longer (ten seconds for a logged outcome).
    """

    gone = Signal()

    def __init__(self, undo_key: str = "Z", undo_word: str = "", parent: QWidget | None = None) -> None:
        super().__init__("toast", parent=parent)
        self.glyph = Glyph("check", "invText")
        self.word = Text("", "body", "inv", bold=True)
        self.undo_cap, self.undo_word = Keycap(undo_key, "inv"), Text(undo_word, "body", "inv")
        row = inside(QHBoxLayout(self), 16, 4, 8)
        row.addWidget(self.glyph)
        row.addWidget(self.word)
        row.addStretch()
        row.addWidget(self.undo_cap)
        row.addWidget(self.undo_word)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.leave)
        self.hide()

    def say(self, words: str, *, ms: int = 1200, undo: bool = False, glyph: str = "check") -> None:
        self.word.setText(words)
        self.glyph.set_glyph(glyph)
        self.undo_cap.setVisible(undo)
        self.undo_word.setVisible(undo)
        self.setAccessibleName(words)
        self.show()
        announce(self, words)
        self._clock.start(ms)

    def leave(self) -> None:
        self._clock.stop()
        self.hide()
        self.gone.emit()
