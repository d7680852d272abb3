"""规则试算: one customer on one day. Left every product with its code, right the rules for it and what they read."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListView, QScrollArea, QVBoxLayout, QWidget

from teller_assist.ui import theme
from teller_assist.ui.controls import Key
from teller_assist.ui.field import Field
from teller_assist.ui.why_list import LINE, Line, WhyDelegate, WhyModel
from teller_assist.ui.widgets import Frame, Glyph, Tag, Text, inside

SIZE = (1280, 760)
LIST_WIDTH = 400
MARKS = {"yes": ("check", "ok"), "no": ("x", "mut"), "unknown": ("help", "warn"), "closed": ("clock", "mut")}


class Said(NamedTuple):
    """One line of the page. ``says``: yes, no, unknown, closed, or "" for a heading."""

    says: str
    words: str
    under: str = ""


class Verdict(NamedTuple):
    """What became of the chosen product; ``draft`` "" where nothing would change."""

    name: str
    code: str
    tone: str  # ok | bad | mut
    sentence: str
    draft: str


class RulesView(QWidget):
    """``asked``: customer and day are given; ``chosen``: a product's code."""

    asked = Signal(str, str)
    chosen = Signal(str)
    language_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.title, self.told = Text("", "title", bold=True), Text("", "caption", "mut")
        self.customer, self.day = Field("", "F2"), Field("", "F3", "calendar")
        self.run = Key("Enter", "", "main")
        self.lines, self.list = WhyModel(self), QListView()
        self.list.setProperty("kind", "list")
        self.list.setModel(self.lines)
        self.list.setItemDelegate(WhyDelegate(self))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.name, self.code = Text("", "name", bold=True), Tag("pill", "", "info", "mut")
        self.sentence, self.draft = Text("", "title", bold=True), Text("", "body", "warn")
        for part in (self.name, self.sentence, self.draft):
            part.setWordWrap(True)
        self.page = QWidget()
        self.page.setProperty("kind", "scrolled")
        self._grid = QGridLayout(self.page)
        self.said = Text("", "body", "mut")
        self.said.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.run.clicked.connect(self._ask)
        for field in (self.customer, self.day):
            field.edit.returnPressed.connect(self._ask)
            field.edit.installEventFilter(self)
        QShortcut(QKeySequence("F2"), self, self.customer.edit.setFocus)
        QShortcut(QKeySequence("F3"), self, self.day.edit.setFocus)
        self._entitle()
        self.resize(*SIZE)

    def _left(self) -> QWidget:
        side = Frame("side")
        side.setFixedWidth(theme.now().px(LIST_WIDTH))
        column = inside(QVBoxLayout(side), 0, 20, 8)
        head = QVBoxLayout()
        head.setContentsMargins(18, 0, 18, 4)
        head.setSpacing(8)
        for part in (self.title, self.customer, self.day, self.run, self.told):
            head.addWidget(part)
        self.told.setWordWrap(True)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        return side

    def _right(self) -> QWidget:
        ground = Frame("page")
        column = inside(QVBoxLayout(ground), 0, 24, 8)
        top = QVBoxLayout()
        top.setContentsMargins(30, 0, 24, 0)
        top.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addLayout(row)
        for part in (self.sentence, self.draft, self.said):
            top.addWidget(part)
        column.addLayout(top)
        scroll = QScrollArea()
        scroll.setProperty("kind", "scroll")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.page)
        self._grid.setContentsMargins(30, 4, 24, 16)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        column.addWidget(scroll, 1)
        return ground

    # --- what the presenter orders

    def show_products(self, lines: Sequence[Line], told: str) -> None:
        """``told``: versions, arm, model in one line."""
        self.lines.set_lines(list(lines))
        self.told.setText(told)
        first = next((n for n, line in enumerate(lines) if line.code), -1)
        if first >= 0:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(self.lines.index(first, 0), flag)

    def show_product(self, verdict: Verdict, said: Sequence[Said]) -> None:
        self.name.setText(verdict.name)
        self.code.show_word(verdict.code, {"ok": "check", "bad": "x"}.get(verdict.tone, "minus"), verdict.tone)
        self.sentence.setText(verdict.sentence)
        self.draft.setText(verdict.draft)
        self.draft.setVisible(bool(verdict.draft))
        self._fill(said)

    def say(self, words: str, tone: str = "mut") -> None:
        self.said.setText(words)
        self.said.set_tone(tone)
        self.said.setVisible(bool(words))

    def _fill(self, said: Sequence[Said]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        top = Qt.AlignmentFlag.AlignTop
        for n, line in enumerate(said):
            if not line.says:
                head = Text(line.words, "caption", "mut")
                head.setContentsMargins(0, 14 if n else 0, 0, 4)
                self._grid.addWidget(head, 2 * n, 0, 1, 2)
                continue
            words, under = Text(line.words, bold=line.says == "yes"), Text(line.under, "caption", "mut")
            self._grid.addWidget(Glyph(*MARKS[line.says]), 2 * n, 0, top)
            for part, place in ((words, 2 * n), (under, 2 * n + 1)):
                part.setWordWrap(True)
                self._grid.addWidget(part, place, 1)
            under.setVisible(bool(line.under))
        self._grid.setRowStretch(2 * len(said), 1)

    # --- what the person does

    def _ask(self) -> None:
        self.asked.emit(self.customer.edit.text().strip(), self.day.edit.text().strip())

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        line = now.data(LINE) if now.isValid() else None
        if line is not None and line.code:
            self.chosen.emit(line.code)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Up and down move in the list while a field has the cursor."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            row = self.list.currentIndex().row() + by
            while by and 0 <= row < self.lines.rowCount():
                if self.lines.index(row, 0).data(LINE).code:
                    self.list.setCurrentIndex(self.lines.index(row, 0))
                    return True
                row += by
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "run"):
            self._entitle()
            self.language_changed.emit()

    def _entitle(self) -> None:
        self.setWindowTitle(self.tr("规则试算"))
        self.title.setText(self.tr("规则试算"))
        self.list.setAccessibleName(self.tr("产品"))
        for field, word in ((self.customer, self.tr("客户号")), (self.day, self.tr("日期，不填为今天"))):
            field.edit.setPlaceholderText(word)
            field.edit.setAccessibleName(word)
        self.run.set_word(self.tr("计算"))
