"""The small parts every screen is made of: text, glyphs, frames, tags, keycaps.

A part says what it is by ``kind``, what it means by ``tone``, and whether it is what counts now
by ``live``; ``resources/theme.qss`` turns that into colours. Sizes come from font metrics, so
large print needs nothing more. Painted parts are in ``ui/marks.py``, buttons, search field and
toast in ``ui/controls.py``.
"""

from typing import ClassVar, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from teller_assist.ui import icons, theme

EDGE = 2  # px of edge and padding inside every framed kind (theme.qss)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Sets a dynamic property and has the style look again; does nothing if it is so already."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


class Text(QLabel):
    """Plain text of one step of the scale. ``tone`` text | mut | acc | ok | warn | bad | inv | accText."""

    def __init__(self, text: str = "", step: str = "body", tone: str = "text", bold: bool = False,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("step", step)
        self.setProperty("tone", tone)
        self.setProperty("weight", "bold" if bold else "")

    def set_tone(self, tone: str) -> None:
        set_property(self, "tone", tone)


class Elided(Text):
    """A reason that may be cut short with "…"; the whole of it stays in the accessible description."""

    def __init__(self, text: str = "", step: str = "body", tone: str = "text", bold: bool = False) -> None:
        super().__init__("", step, tone, bold)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""
        self.set_text(text)

    def set_text(self, text: str) -> None:
        self._whole = text
        self.setAccessibleDescription(text)
        self._cut()

    def whole(self) -> str:
        return self._whole

    def _cut(self) -> None:
        cut = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self._whole if cut != self._whole else "")
        self.setText(cut)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()


class Glyph(QLabel):
    """One icon, tinted in a token's colour; tinted anew when the theme changes. Say its word beside it."""

    def __init__(self, name: str = "", token: str = "text", size: int = 16) -> None:
        super().__init__()
        self._name, self._token, self._size = name, token, size
        self._draw()

    def set_glyph(self, name: str, token: str | None = None) -> None:
        self._name, self._token = name, token or self._token
        self._draw()

    def _draw(self) -> None:
        size = theme.now().px(self._size)
        self.setFixedSize(size, size)
        self.setVisible(bool(self._name))
        if self._name:
            self.setPixmap(icons.pixmap(self._name, self._token, size))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            size = theme.now().px(self._size)
            self.setFixedSize(size, size)
            if self._name:
                self.setPixmap(icons.pixmap(self._name, self._token, size))


class Frame(QFrame):
    """A ground: card, well, bar, block, row, side or page. Its owner gives it a layout (see ``inside``)."""

    def __init__(self, kind: str, tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setProperty("tone", tone)
        self.setProperty("live", False)

    def set_tone(self, tone: str) -> None:
        set_property(self, "tone", tone)

    def set_live(self, live: bool) -> None:
        set_property(self, "live", live)

    def set_state(self, state: str) -> None:
        set_property(self, "state", state)


L = TypeVar("L", bound=QBoxLayout)


def inside(layout: L, across: int, down: int, gap: int = 8) -> L:
    """Margins measured from the frame's outer edge, as the pictures measure them."""
    layout.setContentsMargins(max(0, across - EDGE), max(0, down - EDGE), max(0, across - EDGE), max(0, down - EDGE))
    layout.setSpacing(gap)
    return layout


class Tag(Frame):
    """A glyph and a word on their own ground, hugging their size.

    ``kind``: pill (a flag, 32 high), badge (a tier), tag (a verb or mark), plain (no ground).
    """

    _FORM: ClassVar = {  # kind: padding across, down, gap, step, bold
        "pill": (12, 6, 6, "body", True),
        "badge": (10, 2, 4, "body", True),
        "tag": (8, 2, 6, "body", True),
        "plain": (2, 2, 6, "body", False),
    }

    def __init__(self, kind: str, text: str = "", glyph: str = "", tone: str = "text", *, step: str = "",
                 bold: bool | None = None, ground: str = "") -> None:  # fmt: skip
        super().__init__(kind, tone)
        if ground:
            self.setProperty("ground", ground)
        across, down, gap, usual, strong = self._FORM[kind]
        self._inverse = kind == "badge"
        ink = "inv" if self._inverse else tone
        self.glyph = Glyph(glyph, "invText" if self._inverse else tone, 24 if step == "ticket" else 16)
        self.word = Text(text, step or usual, ink, strong if bold is None else bold)
        row = inside(QHBoxLayout(self), across, down, gap)
        row.addWidget(self.glyph)
        row.addWidget(self.word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def show_word(self, text: str, glyph: str = "", tone: str = "") -> None:
        """Other words in the same place; an empty text hides it."""
        if tone and not self._inverse:
            self.set_tone(tone)
            self.word.set_tone(tone)
        self.word.setText(text)
        self.glyph.set_glyph(glyph, None if self._inverse or not tone else tone)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


class Keycap(Frame):
    """A key's name in a small frame. ``tone`` acc: a letter that acts now; inv: on a dark ground."""

    def __init__(self, key: str, tone: str = "text") -> None:
        super().__init__("keycap", "inv" if tone == "inv" else "")
        self.key = Text(key, "caption", tone, bold=True)
        self.key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside(QHBoxLayout(self), 6, 2).addWidget(self.key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        least = theme.now().px(20)
        return super().sizeHint().expandedTo(QSize(least, least))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Number(Frame):
    """The digit that names a suggestion: 32 px, filled in the accent while it is the live one."""

    def __init__(self, digit: int, live: bool = False, side: int = 32) -> None:
        super().__init__("number")
        self._side = side
        self.digit = Text(str(digit), "title", bold=True)
        self.digit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside(QHBoxLayout(self), 2, 2).addWidget(self.digit)
        self.set_live(live)
        self._resize()

    def set_live(self, live: bool) -> None:
        super().set_live(live)
        self.digit.set_tone("accText" if live else "text")

    def _resize(self) -> None:
        side = theme.now().px(self._side)
        self.setFixedSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._resize()
