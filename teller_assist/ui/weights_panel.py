"""The simulator of piece weights: a field for each type, and what it would do to each teller. No ranking."""

from collections.abc import Mapping
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from teller_assist.domain.weights import NOTE, Changed, Simulation
from teller_assist.ui import texts
from teller_assist.ui import words_report as words
from teller_assist.ui.controls import Key
from teller_assist.ui.widgets import Elided, Frame, Glyph, Text, inside

FIELD = 76  # px


class Weight(QWidget):
    """One type: its name and the field."""

    def __init__(self, code: str, name: str, weight: Fraction) -> None:
        super().__init__()
        self.code, self.usual = code, f"{float(weight):.2f}"
        self.name, self.edit = Elided(name), QLineEdit(self.usual)
        self.edit.setAccessibleName(name)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field = Frame("field")
        self.field.setFixedWidth(FIELD)
        inside(QHBoxLayout(self.field), 8, 2).addWidget(self.edit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.name, 1)
        row.addWidget(self.field)

    def changed(self) -> str:
        """As it was typed; "" as it is."""
        text = self.edit.text().strip()
        return "" if text == self.usual else text


class WeightsPanel(Frame):
    """``changed``: something else was typed; what stands in the fields is ``said``."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("page")
        self.title, self.note = Text("", "title", bold=True), Text("", "caption", "mut")
        self.note.setWordWrap(True)
        self.said_, self.sum = Text("", "caption", "mut"), Text("", "body", bold=True)
        self.said_.setWordWrap(True)
        self.back = Key("Z", "", "flat")
        self.fields: list[Weight] = []
        self._types, self._tellers = QWidget(), QWidget()
        self._column, self._lines = QVBoxLayout(self._types), QVBoxLayout(self._tellers)
        for layout, gap in ((self._column, 6), (self._lines, 10)):
            layout.setContentsMargins(0, 0, 4, 0)
            layout.setSpacing(gap)
        column = inside(QVBoxLayout(self), 24, 20, 10)
        column.addWidget(self.title)
        column.addWidget(self.note)
        column.addWidget(_scrolled(self._types), 3)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addWidget(self.said_, 1)
        column.addLayout(row)
        column.addWidget(self.sum)
        column.addWidget(_scrolled(self._tellers), 2)

    def entitle(self) -> None:
        self.title.setText(self.tr("权重模拟"))
        how = self.tr("改一笔业务折算的件数，看每人会怎样。")
        self.note.setText(f"{how}\n{texts.pick(*NOTE)}")
        self.back.set_word(self.tr("恢复原权重"))

    def show_types(self, names: Mapping[str, str], weights: Mapping[str, Fraction]) -> None:
        """Fields stay as they were typed in where the types are the same."""
        if [field.code for field in self.fields] == list(weights):
            for field in self.fields:
                field.name.set_text(names.get(field.code, field.code))
            return
        _empty(self._column)
        self.fields = [Weight(code, names.get(code, code), weight) for code, weight in weights.items()]
        for field in self.fields:
            self._column.addWidget(field)
            field.edit.textEdited.connect(self._on_edited)
        self._column.addStretch()

    def _on_edited(self) -> None:
        self.changed.emit()

    def said(self) -> list[str]:
        """TYPE=WEIGHT of the fields that were changed."""
        return [f"{field.code}={text}" for field in self.fields if (text := field.changed())]

    def put_back(self) -> None:
        for field in self.fields:
            field.edit.setText(field.usual)
        self.changed.emit()

    def show_simulation(self, found: Simulation, names: Mapping[str, str]) -> None:
        """In order of staff numbers."""
        self.say("")
        kept = self.tr("总数不变") if found.sum_kept else self.tr("总数有变")
        self.sum.setText(f"{float(found.before):.2f} → {float(found.after):.2f}  {kept}")
        _empty(self._lines)
        for one in found.tellers:
            self._lines.addWidget(_line(one, names.get(one.teller_no, "")))
        self._lines.addStretch()

    def say(self, words_: str, tone: str = "mut") -> None:
        self.said_.setText(words_)
        self.said_.set_tone(tone)


def _scrolled(inner: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setProperty("kind", "scroll")
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inner.setProperty("kind", "scrolled")
    scroll.setWidget(inner)
    return scroll


def _line(one: Changed, name: str) -> QWidget:
    """Who and whether their share grows, over their pieces and share before and after."""
    word, glyph, tone = words.EFFECTS[one.effect]
    upper, lower = QHBoxLayout(), QHBoxLayout()
    upper.setSpacing(6)
    upper.addWidget(Text(f"{one.teller_no} {name}".strip(), "body", bold=True), 1)
    upper.addWidget(Glyph(glyph, tone))
    upper.addWidget(Text(words.say(word), "body", tone))
    lower.addWidget(Text(words.changed(one)), 1)
    lower.addWidget(Text(words.shares(one), "body", "mut"))
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addLayout(upper)
    column.addLayout(lower)
    return place


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
