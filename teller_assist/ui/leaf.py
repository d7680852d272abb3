"""A page to be read: a title with pills, then blocks of rows. The standards and the huddle's card are such pages."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from teller_assist.ui import theme
from teller_assist.ui.widgets import Glyph, Tag, Text

LEAD = 30  # px of a row's number or glyph


class Row(NamedTuple):
    """``lead``: a number, or ``glyph``: a mark in ``tone``. ``text`` is read out, in ``ink``; ``note`` is under it."""

    lead: str
    name: str
    text: str = ""
    note: str = ""
    glyph: str = ""
    tone: str = "text"
    ink: str = "text"


class Block(NamedTuple):
    head: str
    rows: tuple[Row, ...]


class Leaf(NamedTuple):
    """``pills``: words, glyph, tone. ``under``: a line below the title."""

    title: str
    pills: tuple[tuple[str, str, str], ...]
    blocks: tuple[Block, ...]
    under: str = ""

    def as_text(self) -> str:
        """For paper and for a file."""
        lines = [self.title, *(word for word, _glyph, _tone in self.pills), self.under]
        for block in self.blocks:
            lines += ["", block.head]
            lines += ["  " + "  ".join(filter(None, (r.lead, r.name, r.text, r.note))) for r in block.rows]
        return "\n".join(line for n, line in enumerate(lines) if line or n > 2) + "\n"


class LeafPage(QScrollArea):
    """Shows a leaf; it scrolls, and takes no focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "scroll")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.leaf: Leaf | None = None

    def show_leaf(self, leaf: Leaf) -> None:
        self.leaf = leaf
        page = QWidget()
        page.setProperty("kind", "scrolled")
        column = QVBoxLayout(page)
        column.setContentsMargins(30, 0, 30, 16)
        column.setSpacing(8)
        column.addWidget(_wrapped(leaf.title, "name", bold=True))
        if leaf.pills:
            column.addLayout(_pills(leaf.pills))
        if leaf.under:
            column.addWidget(_wrapped(leaf.under, "body", "mut"))
        for block in leaf.blocks:
            column.addSpacing(12)
            column.addWidget(_wrapped(block.head, "title", bold=True))
            column.addLayout(_rows(block.rows))
        column.addStretch(1)
        self.setWidget(page)  # the page before is deleted with its labels
        self.verticalScrollBar().setValue(0)

    def turn(self, by: int) -> None:
        """Pages up (-1) and down (1), a line less each."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by * max(1, self.viewport().height() - theme.now().px(24)))


def _wrapped(text: str, step: str = "body", tone: str = "text", bold: bool = False) -> Text:
    made = Text(text, step, tone, bold)
    made.setWordWrap(True)
    return made


def _pills(pills: Sequence[tuple[str, str, str]]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for word, glyph, tone in pills:
        row.addWidget(Tag("pill", word, glyph, tone))
    row.addStretch()
    return row


def _lowered(glyph: Glyph) -> QWidget:
    """The glyph in the middle of a line of body text, whose line box is 4 px higher."""
    place = QWidget()
    box = QVBoxLayout(place)
    box.setContentsMargins(0, 4, 0, 0)
    box.addWidget(glyph)
    return place


def _rows(rows: Sequence[Row]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, theme.now().px(LEAD))
    top = Qt.AlignmentFlag.AlignTop
    has_text = any(row.text for row in rows)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 2 if has_text else 0)
    for n, row in enumerate(rows):
        lead = _lowered(Glyph(row.glyph, row.tone)) if row.glyph else Text(row.lead, "body", "mut")
        grid.addWidget(lead, n, 0, top)
        grid.addWidget(_wrapped(row.name, bold=has_text), n, 1, top)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.setContentsMargins(0, 0 if row.text else 3, 0, 0)
        if row.text:
            said.addWidget(_wrapped(row.text, "body", row.ink))
        if row.note:
            said.addWidget(_wrapped(row.note, "caption", "mut") if has_text else Text(row.note, "caption", "mut"))
        said.addStretch()
        grid.addLayout(said, n, 2)
    return grid
