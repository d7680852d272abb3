"""A window beside the work, never modal: a heading, what there is, keys at its foot.

Letters act while nothing is typed.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from teller_assist.ui import theme
from teller_assist.ui.controls import Key
from teller_assist.ui.fitting import kept_in
from teller_assist.ui.widgets import Frame, Glyph, Tag, Text, inside

SIZE = (520, 640)


class Fact(Frame):
    """One thing that stands: its words, a quiet line under them, its state at the right. ``live`` is the chosen one."""

    def __init__(
        self, words: str, under: str, state: tuple[str, str, str], live: bool = False, ground: str = "alt"
    ) -> None:
        super().__init__("block", "acc" if live else ground)
        said, glyph, tone = state
        self.words, self.under = Text(words, "body", bold=True), Text(under, "caption", "mut")
        self.state = Tag("pill", said, glyph, tone)
        for text in (self.words, self.under):
            text.setWordWrap(True)
        self.under.setVisible(bool(under))
        row = inside(QHBoxLayout(self), 14, 8, 12)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.words)
        column.addWidget(self.under)
        row.addLayout(column, 1)
        row.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(" ".join(part for part in (words, under, said) if part))


class Choices(QWidget):
    """Words to choose from, each by its digit; ``picked`` tells which. The chosen one is filled."""

    picked = Signal(int)

    def __init__(self, columns: int) -> None:
        super().__init__()
        self._columns = columns
        self.keys: list[Key] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.picked)

    def show_words(self, words: Sequence[str], chosen: int = -1) -> None:
        for old in self.keys:
            self._group.removeButton(old)
            discard(old)
        self.keys = [
            Key(str(n + 1), word, "main" if n == chosen else "quiet", bold=n == chosen, centred=False)
            for n, word in enumerate(words)
        ]
        for n, key in enumerate(self.keys):
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._group.addButton(key, n)
            self._grid.addWidget(key, n // self._columns, n % self._columns)
        self.setVisible(bool(words))


class Entry(Frame):
    """A line to type into. Enter saves what the panel is at."""

    def __init__(self) -> None:
        super().__init__("field")
        self.edit = QLineEdit()
        self.edit.setFrame(False)
        self.edit.setMaxLength(500)
        inside(QHBoxLayout(self), 12, 6).addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self.edit.installEventFilter(self)

    def ask(self, placeholder: str) -> None:
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(placeholder)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.set_live(event.type() == QEvent.Type.FocusIn)
        return False


class Beside(QWidget):
    """``page`` is filled by whoever inherits; ``press`` gets the keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.title, self.hint = Text("", "title", bold=True), Text("", "caption", "mut")
        self.glyph, self.said = Glyph("", "bad"), Text("", "body")
        self.said.setWordWrap(True)
        self.page = QVBoxLayout()
        self.page.setContentsMargins(24, 0, 14, 0)
        self.page.setSpacing(10)
        self.leave = Key("Esc", "", "flat")
        self.leave.clicked.connect(self.close)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(18, 0, 18, 12)
        self.foot.setSpacing(8)
        self._build()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _build(self) -> None:
        ground = Frame("page")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        column = inside(QVBoxLayout(ground), 0, 20, 12)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        head.setSpacing(4)
        head.addWidget(self.title)
        head.addWidget(self.hint)
        self.hint.setWordWrap(True)
        column.addLayout(head)
        body = QWidget()
        body.setProperty("kind", "scrolled")
        holder = QVBoxLayout(body)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addLayout(self.page)
        holder.addStretch(1)
        self.area = QScrollArea()
        self.area.setProperty("kind", "scroll")
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(body)
        column.addWidget(self.area, 1)
        line = QHBoxLayout()
        line.setContentsMargins(24, 0, 24, 0)
        line.setSpacing(8)
        line.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.said, 1)
        column.addLayout(line)
        column.addLayout(self.foot)
        self.say("")

    def add_keys(self, keys: Sequence[Key]) -> None:
        for key in (*keys, self.leave):
            self.foot.addWidget(key)
        self.foot.addStretch(1)

    def say(self, words: str, tone: str = "bad") -> None:
        """What went wrong or was done, above the keys; "" takes it away."""
        self.glyph.set_glyph(("check" if tone == "ok" else "alert") if words else "", tone)
        self.said.setText(words)
        self.said.set_tone(tone)
        self.said.setVisible(bool(words))

    def stand_at(self, top_left: QPoint, room: int) -> None:
        """There, and no higher than ``room``: what is under it stays in sight. 0: as high as the screen. However wide
        its words make it, it stays on the screen."""
        now = theme.now()
        most = room or self.screen().availableGeometry().height()
        self.resize(max(now.px(SIZE[0]), self.minimumSizeHint().width()), min(now.px(SIZE[1]), most))
        self.move(top_left)
        self._keep_in()

    def _keep_in(self) -> None:
        place = self.frameGeometry()
        kept = kept_in(place, self.screen().availableGeometry())
        if kept != place:
            self.move(kept.topLeft())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_in()

    def press(self, key: int, text: str) -> bool:
        """A key while nothing is typed; True if it meant something."""
        raise NotImplementedError

    def enter(self) -> None:
        """Enter, in a line too."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._step_back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.enter()
        elif self._types() or event.isAutoRepeat() or not self.press(key, event.text().upper()):
            super().keyPressEvent(event)

    def _step_back(self) -> None:
        """Out of a line first, then out of the window."""
        if self._types():
            self.setFocus()
        else:
            self.close()

    def _types(self) -> bool:
        return isinstance(self.focusWidget(), QLineEdit)


def emptied(layout: QVBoxLayout) -> None:
    """Its widgets go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            discard(widget)


def discard(widget: QWidget) -> None:
    """Goes when its own signal is over. Without a parent it would go at once, as soon as Python lets go of it."""
    widget.hide()
    widget.deleteLater()
