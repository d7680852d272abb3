"""The parts of the inspection screen: a score in five steps, chips to tick, pictures. All big enough for a finger."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from teller_assist.ui import theme
from teller_assist.ui.beside import discard
from teller_assist.ui.widgets import Frame, Glyph, Text, inside

TOUCH = 56  # px: the least height of what is touched
LABEL = 116  # px of an attribute's name
THUMB = 72  # px of a picture's shorter side


class Step(QPushButton):
    """A figure or glyph and words that wrap. It never takes the focus; checked it is filled softly, with an edge."""

    def __init__(self, figure: str, words: str, step: str = "body") -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.figure, self.words = Text(figure, "title", bold=True), Text(words, step)
        self.words.setWordWrap(True)
        if not figure:
            self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = inside(QHBoxLayout(self), 10, 4, 8)
        row.addWidget(self.figure)
        row.addWidget(self.words, 1)
        self.figure.setVisible(bool(figure))
        for inner in self.findChildren(QWidget):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{figure} {words}".strip())

    def high(self, width: int) -> int:
        """How high it is at this width."""
        beside = 20 + (self.figure.sizeHint().width() + 8 if self.figure.text() else 0)
        return max(theme.now().px(TOUCH), self.words.heightForWidth(max(24, width - beside)) + 12)

    def sizeHint(self) -> QSize:
        return QSize(theme.now().px(TOUCH), max(theme.now().px(TOUCH), self.minimumHeight()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Grid(QWidget):
    """Steps side by side, the rows as high as their longest words need. ``touched`` which."""

    touched = Signal(int)

    def __init__(self, columns: int, gap: int = 6) -> None:
        super().__init__()
        self._columns, self._gap = columns, gap
        self.steps: list[Step] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(gap)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.idClicked.connect(self.touched)

    def show_steps(self, pairs: Sequence[tuple[str, str]], step: str = "body") -> None:
        """(figure, words) of each, in this step of the type scale."""
        for old in self.steps:
            self._group.removeButton(old)
            discard(old)
        self.steps = [Step(*pair, step) for pair in pairs]
        for n, made in enumerate(self.steps):
            self._group.addButton(made, n)
            self._grid.addWidget(made, n // self._columns, n % self._columns)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = (self.width() - (self._columns - 1) * self._gap) // self._columns
        for first in range(0, len(self.steps), self._columns):
            row = self.steps[first : first + self._columns]
            high = max(step.high(wide) for step in row)
            for step in row:
                step.setFixedHeight(high)


class Scale(Frame):
    """One attribute, 1–5. ``scored`` code and score, 0 takes it back. ``live``: the keyboard's digits mean this one."""

    scored = Signal(str, int)

    def __init__(self, code: str, name: str, levels: Sequence[str]) -> None:
        super().__init__("row")
        self.code, self.score = code, 0
        self.name = Text(name, "title", bold=True)
        self.name.setWordWrap(True)
        self.name.setFixedWidth(theme.now().px(LABEL))
        self.grid = Grid(5)
        self.grid.show_steps([(str(n), words) for n, words in enumerate(levels, 1)], "caption")
        row = inside(QHBoxLayout(self), 2, 2, 8)
        row.addWidget(self.name)
        row.addWidget(self.grid, 1)
        self.grid.touched.connect(self._on_touched)
        self.setAccessibleName(name)

    def show_score(self, score: int, live: bool) -> None:
        self.score = score
        for n, step in enumerate(self.grid.steps, 1):
            step.setChecked(n == score)
        self.name.set_tone("acc" if live else "text")

    def _on_touched(self, n: int) -> None:
        self.scored.emit(self.code, 0 if self.score == n + 1 else n + 1)


class Chips(Grid):
    """Any number of them ticked; a tick is a glyph too."""

    changed = Signal()

    def __init__(self, columns: int) -> None:
        super().__init__(columns, 8)
        self.codes: tuple[str, ...] = ()
        self.ticked: tuple[str, ...] = ()
        self._words: tuple[str, ...] = ()
        self.touched.connect(self._on_touched)

    def show_chips(self, pairs: Sequence[tuple[str, str]], ticked: Sequence[str] = ()) -> None:
        """(code, words) of each."""
        self.codes, self._words = tuple(c for c, _ in pairs), tuple(w for _, w in pairs)
        self.ticked = tuple(c for c in ticked if c in self.codes)
        self._mark()

    def _mark(self) -> None:
        self.show_steps([("×" if c in self.ticked else "○", w) for c, w in zip(self.codes, self._words, strict=True)])
        for code, step in zip(self.codes, self.steps, strict=True):
            step.setChecked(code in self.ticked)

    def _on_touched(self, n: int) -> None:
        code = self.codes[n]
        self.ticked = tuple(c for c in self.ticked if c != code) if code in self.ticked else (*self.ticked, code)
        self._mark()
        self.changed.emit()


class One(Grid):
    """One of several, or none. ``changed`` tells that another was chosen."""

    changed = Signal()

    def __init__(self, columns: int) -> None:
        super().__init__(columns, 8)
        self.codes: tuple[str, ...] = ()
        self.chosen = ""
        self.touched.connect(self._on_touched)

    def show_choices(self, pairs: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """(code, words) of each."""
        self.codes = tuple(c for c, _ in pairs)
        self.chosen = chosen if chosen in self.codes else ""
        self.show_steps([("", words) for _, words in pairs])
        self._mark()

    def _mark(self) -> None:
        for code, step in zip(self.codes, self.steps, strict=True):
            step.setChecked(code == self.chosen)
            step.words.setProperty("weight", "bold" if code == self.chosen else "")

    def _on_touched(self, n: int) -> None:
        self.chosen = self.codes[n]
        self._mark()
        self.changed.emit()


class Taken(NamedTuple):
    """A picture that is to be kept, as JPEG."""

    name: str
    jpeg: bytes


class Pictures(QWidget):
    """Thumbnails side by side; touched, one goes if it ``may_go``."""

    dropped = Signal(int)

    def __init__(self, may_go: bool) -> None:
        super().__init__()
        self._may_go = may_go
        self.thumbs: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.idClicked.connect(self.dropped)

    def show_pictures(self, pictures: Sequence[Taken]) -> None:
        for old in self.thumbs:
            self._group.removeButton(old)
            discard(old)
        self.thumbs = [self._thumb(n, taken) for n, taken in enumerate(pictures)]
        self.setVisible(bool(pictures))

    def _thumb(self, n: int, taken: Taken) -> QPushButton:
        side = theme.now().px(THUMB)
        image = QImage.fromData(taken.jpeg)
        button = QPushButton()
        button.setProperty("kind", "tile")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shown = image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        button.setIcon(QIcon(QPixmap.fromImage(shown)))
        button.setIconSize(shown.size())
        button.setFixedSize(side + 12, side + 12)
        button.setAccessibleName(taken.name)
        if self._may_go:
            corner = QVBoxLayout(button)
            corner.setContentsMargins(0, 4, 4, 0)
            place = Frame("keycap")
            place.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside(QHBoxLayout(place), 2, 2).addWidget(Glyph("x", "text"))
            corner.addWidget(place, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            self._group.addButton(button, n)
        self._row.insertWidget(n, button)
        return button
