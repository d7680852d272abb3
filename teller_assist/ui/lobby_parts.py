"""Parts of the lobby board: the busy light, the ring that counts down, the keys at the foot. Made for a finger."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from teller_assist.ui import theme
from teller_assist.ui import words_lobby as words
from teller_assist.ui.marks import Ring
from teller_assist.ui.widgets import Frame, Glyph, Keycap, Text, inside, set_property

TOUCH = 56  # px: the least height of what is touched
LAST_S = 15  # seconds: the ring turns amber


class Light(Frame):
    """空闲 正常 忙 饱和: the four words always, the present one on its ground with its glyph."""

    def __init__(self) -> None:
        super().__init__("bar")
        self.parts: dict[str, tuple[Frame, Glyph, Text]] = {}
        row = inside(QHBoxLayout(self), 4, 4, 2)
        for code in words.LIGHTS:
            part, glyph, word = Frame("plain"), Glyph("", "mut", 16), Text("", "body", "mut")
            box = inside(QHBoxLayout(part), 6, 2, 6)
            box.addStretch()
            box.addWidget(glyph)
            box.addWidget(word)
            box.addStretch()
            row.addWidget(part, 1)
            self.parts[code] = (part, glyph, word)
        self.setFixedWidth(400)

    def show_light(self, light: str) -> None:
        for code, (part, glyph, word) in self.parts.items():
            name, icon, tone = words.LIGHTS[code]
            live = code == light
            set_property(part, "kind", "pill" if live else "plain")
            part.set_tone(tone if live else "")
            word.setText(words.word("light", {code: name}, code))
            set_property(word, "step", "title" if live else "body")
            set_property(word, "weight", "bold" if live else "")
            word.set_tone(tone if live else "mut")
            glyph.set_glyph(icon if live else "", tone)
        said = words.word("light", {k: v[0] for k, v in words.LIGHTS.items()}, light)
        self.setAccessibleName(said)


class CountRing(Ring):
    """The 60 seconds of a referral's turn, the number inside."""

    def __init__(self) -> None:
        super().__init__(64, 6, dot=False)
        self._left = 0

    def set_left(self, left_s: int, of_s: int, live: bool, said: str) -> None:
        """``live``: it is this colleague's turn; amber with the last 15 s."""
        self._left = left_s
        self._ink = "mut" if not live else "warn" if left_s <= LAST_S else "acc"
        self.set_share(left_s / of_s, self._ink, said)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, now = QPainter(self), theme.now()
        painter.setFont(now.font("ticket" if self._left < 100 else "body", bold=True))
        painter.setPen(now.colour(self._ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._left))


class Touch(QPushButton):
    """A word on a ground at least 56 px high, with its key if it has one. ``kind`` main | urgent | quiet."""

    def __init__(self, word: str, kind: str = "quiet", *, key: str = "", wide: int = 112, step: str = "title",
                 ground: str = "") -> None:  # fmt: skip
        super().__init__()
        self.setProperty("kind", kind)
        if ground:
            self.setProperty("ground", ground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._wide = wide
        ink = {"main": "accText", "urgent": "inv"}.get(kind, "text")
        self.cap = Keycap(key, "inv" if kind != "quiet" else "text")
        self.word = Text(word, step, ink, bold=True)
        row = inside(QHBoxLayout(self), 8, 4, 8)
        row.addStretch()
        row.addWidget(self.cap)
        row.addWidget(self.word)
        row.addStretch()
        self.cap.setVisible(bool(key))
        deaf(self)
        self.say(word)

    def say(self, word: str) -> None:
        self.word.setText(word)
        self.setAccessibleName(word)

    def set_key(self, key: str) -> None:
        """The letter that presses it now, "" none."""
        self.cap.key.setText(key)
        self.cap.setVisible(bool(key))
        self.setAccessibleDescription(key)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        need = layout.sizeHint() if layout is not None else QSize()
        return need.expandedTo(QSize(self._wide, TOUCH))  # a finger is no bigger in large print

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Verb(QPushButton):
    """One of the keys at the foot: glyph and keycap, the word below. ``main``: filled in the accent while it acts."""

    def __init__(self, key: str, glyph: str, *, main: bool = False) -> None:
        super().__init__()
        self._main, self._icon = main, glyph
        self.setProperty("kind", "quiet")
        self.setProperty("ground", "base")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(72)
        self.glyph, self.cap, self.word = Glyph(glyph, "text", 20), Keycap(key), Text("", "title", bold=True)
        self.word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = inside(QVBoxLayout(self), 4, 6, 2)
        top = QHBoxLayout()
        top.setSpacing(8)
        for part in (self.glyph, self.cap):
            top.addWidget(part)
        top.insertStretch(0)
        top.addStretch()
        column.addLayout(top)
        column.addWidget(self.word)
        deaf(self)
        self.setAccessibleDescription(key)

    def show_word(self, word: str, able: bool = True, glyph: str = "") -> None:
        self.word.setText(word)
        self.setAccessibleName(word)
        live = self._main and able
        self.setEnabled(able)
        set_property(self, "ground", "" if live else "base")
        set_property(self, "kind", "main" if live else "quiet")
        tone = "accText" if live else "text" if able else "mut"
        self.word.set_tone(tone)
        self.glyph.set_glyph(glyph or self._icon, tone)
        self.cap.set_tone("inv" if live else "")
        self.cap.key.set_tone("inv" if live else tone)


class Figure(QWidget):
    """A word and its figure in the head: 等候 9."""

    def __init__(self) -> None:
        super().__init__()
        self.glyph, self.word, self.figure = (
            Glyph("", "bad", 18),
            Text("", "body", "mut"),
            Text("", "ticket", bold=True),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.glyph, self.word, self.figure):
            row.addWidget(part)

    def show_figure(self, word: str, figure: str, glyph: str = "", tone: str = "text") -> None:
        self.word.setText(word)
        self.figure.setText(figure)
        self.figure.set_tone(tone)
        self.word.set_tone("mut" if tone == "text" else tone)
        self.glyph.set_glyph(glyph, tone if glyph else None)
        self.setAccessibleName(f"{word} {figure}")


class Foot(QWidget):
    """LAN, WAN, what is not yet sent, who this is: 12 px."""

    def __init__(self) -> None:
        super().__init__()
        self.lan, self.wan, self.unsent = (
            (Glyph("", "mut"), Text("", "caption", "mut", bold)) for bold in (True, True, False)
        )
        self.who = Text("", "caption", "mut")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for glyph, text in (self.lan, self.wan, self.unsent):
            row.addWidget(glyph)
            row.addWidget(text)
            row.addSpacing(18)
        row.addStretch()
        row.addWidget(self.who)

    def show_part(self, part: tuple[Glyph, Text], said: tuple[str, str, str]) -> None:
        """``said``: words, glyph, tone; no words, nothing shown."""
        glyph, text = part
        text.setText(said[0])
        text.setVisible(bool(said[0]))
        text.set_tone(said[2])
        glyph.set_glyph(said[1] if said[0] else "", said[2])


class Sheet(QWidget):
    """A widget that says when its words or its look have to be made anew."""

    restyled = Signal()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LanguageChange):
            self.restyled.emit()


def deaf(button: QPushButton) -> None:
    """The button is pressed wherever it is touched."""
    for inner in button.findChildren(QWidget):
        inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
