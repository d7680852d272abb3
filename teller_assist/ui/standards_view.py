"""Shift+F1, the standards at hand: steps, words, limit and evidence of a business type. Beside the work."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from teller_assist.ui import theme
from teller_assist.ui import words_standards as words
from teller_assist.ui.controls import Key
from teller_assist.ui.field import Field
from teller_assist.ui.leaf import Leaf, LeafPage
from teller_assist.ui.why_list import LINE, Line, WhyDelegate, WhyModel
from teller_assist.ui.widgets import Frame, Text, inside

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter
    from teller_assist.domain.standards import Standards

SIZE = (960, 680)
LIST_WIDTH = 288
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class StandardsView(QWidget):
    """Left a field and the business types, right the page. ``typed`` carries the text, ``chosen`` a code."""

    typed = Signal(str)
    chosen = Signal(str)
    retold = Signal()  # the language has changed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._room = 0
        self.title = Text("", "title", bold=True)
        self.field = Field(key="Esc")
        self.lines = WhyModel(self)
        self.list = QListView()
        self.list.setProperty("kind", "list")
        self.list.setModel(self.lines)
        self.list.setItemDelegate(WhyDelegate(self))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = Text("", "body", "mut")
        self.none.setWordWrap(True)
        self.page = LeafPage()
        self.keys = [Key("↑↓", "", "flat"), Key("PgDn", "", "flat"), Key("Esc", "", "flat")]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)
        self.field.edit.textChanged.connect(self.typed)
        self.field.edit.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.keys[0].clicked.connect(self._next)
        self.keys[1].clicked.connect(self._page_down)
        self.keys[2].clicked.connect(self.close)
        self._entitle()
        self._fit()

    def _left(self) -> QWidget:
        self.side = Frame("side")
        column = inside(QVBoxLayout(self.side), 0, 24, 8)
        for part in (self.title, self.field, self.none):
            row = QHBoxLayout()
            row.setContentsMargins(22 if part is not self.field else 14, 0, 14, 0)
            row.addWidget(part)
            column.addLayout(row)
        column.addWidget(self.list, 1000)
        column.addStretch(1)
        return self.side

    def _right(self) -> QWidget:
        ground = Frame("page")
        column = inside(QVBoxLayout(ground), 0, 24, 0)
        column.addWidget(self.page, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(30, 8, 24, 0)
        foot.setSpacing(12)
        for key in self.keys:
            foot.addWidget(key)
        foot.addStretch()
        column.addLayout(foot)
        return ground

    def stand_above(self, top_left: QPoint, room: int) -> None:
        """From there, no higher than leaves the visit bar in sight; 0: as high as the screen."""
        frame = self.frameGeometry().height() - self.geometry().height()
        self._room = max(0, room - frame)
        self.move(top_left)
        self._fit()

    # --- what the presenter orders

    def show_lines(self, lines: Sequence[Line], code: str) -> None:
        """``code`` is chosen if it is there, else the first."""
        self.lines.set_lines(list(lines))
        self.none.setVisible(not lines)
        self.list.setVisible(bool(lines))
        row = self.lines.row_of(code)
        self._choose(row if row >= 0 and code else 1)

    def show_leaf(self, leaf: Leaf) -> None:
        self.page.show_leaf(leaf)

    def current(self) -> str:
        line = self.list.currentIndex().data(LINE)
        return line.code if line is not None else ""

    # --- what the teller does

    def _choose(self, row: int) -> None:
        index = self.lines.index(row, 0)
        if index.isValid():
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.scrollTo(index)

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        line = now.data(LINE) if now.isValid() else None
        if line is not None and line.code:
            self.chosen.emit(line.code)

    def _step(self, by: int) -> None:
        row = self.list.currentIndex().row() + by
        while 0 <= row < self.lines.rowCount() and not self.lines.index(row, 0).data(LINE).code:
            row += by
        if 0 <= row < self.lines.rowCount():
            self._choose(row)

    def _next(self) -> None:
        self._step(1)

    def _page_down(self) -> None:
        self.page.turn(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, page keys and Esc reach the window though the field has the cursor."""
        pressed = event.type() == QEvent.Type.KeyPress
        return pressed and isinstance(event, QKeyEvent) and self._key(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._key(event):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.field.edit.text():
            self.field.edit.clear()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.close()
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key in _PAGES:
            self.page.turn(_PAGES[key])
        else:
            return False
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "keys"):
            self._entitle()
            self.retold.emit()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "side"):
            self._fit()

    def _entitle(self) -> None:
        self.setWindowTitle(self.tr("服务标准"))
        self.title.setText(self.tr("服务标准"))
        self.field.edit.setPlaceholderText(self.tr("业务或首字母"))
        self.field.edit.setAccessibleName(self.tr("找业务"))
        self.none.setText(self.tr("没有找到，按 Esc 清空"))
        self.list.setAccessibleName(self.tr("业务"))
        for key, word in zip(self.keys, (self.tr("换业务"), self.tr("往下看"), self.tr("收起")), strict=True):
            key.set_word(word)

    def _fit(self) -> None:
        now = theme.now()
        self.side.setFixedWidth(now.px(LIST_WIDTH))
        room = self._room or self.screen().availableGeometry().height()
        self.resize(now.px(SIZE[0]), min(now.px(SIZE[1]), room))


class StandardsPresenter:
    """Shows the standards in force today. The window keeps it."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter
        self._view: StandardsView | None = None
        self._now: Standards | None = None
        self._before: Standards | None = None

    def open(self, view: StandardsView, business_type: str = "") -> None:
        """On the page of the business in hand, else on the first one."""
        if self._view is not view:
            self._view = view
            view.typed.connect(self.search)
            view.chosen.connect(self.choose)
            view.retold.connect(self.show)
        editions = self._counter.editions
        self._now = editions.on(self._counter.today())
        self._before = editions.before(self._now)
        found = self._now.find(business_type)
        view.field.edit.clear()
        view.show_lines(words.lines_of(self._now, ""), found.code if found else "")
        view.show()
        view.raise_()
        view.field.edit.setFocus()

    def show(self) -> None:
        """Anew, in the present language."""
        if self._view is not None and self._now is not None:
            code = self._view.current()
            self._view.show_lines(words.lines_of(self._now, self._view.field.edit.text()), code)
            self.choose(code)

    def search(self, text: str) -> None:
        if self._view is not None and self._now is not None:
            self._view.show_lines(words.lines_of(self._now, text), self._view.current())

    def choose(self, code: str) -> None:
        if self._view is not None and self._now is not None and code:
            typed = self._view.field.edit.text()
            self._view.show_leaf(words.leaf_of(code, self._now, self._before, typed))
