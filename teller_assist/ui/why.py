"""Why, and why not: one product's way through the five gates, beside the work and never modal."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from teller_assist.domain.suggestion import Slate, Why
from teller_assist.ui import theme
from teller_assist.ui.controls import Key
from teller_assist.ui.why_list import LINE, WhyDelegate, WhyModel, lines_of
from teller_assist.ui.why_page import WhyPage
from teller_assist.ui.widgets import Frame, Text, inside

SIZE = (960, 680)
LIST_WIDTH = 288


class WhyView(QWidget):
    """Left every product, right the verdict on the chosen one. Both signals carry its code."""

    chosen = Signal(str)
    sheet_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._slate: Slate | None = None
        self._salutation = ""
        self.title, self.count = Text("", "title", bold=True), Text("", "caption", "mut")
        self.lines = WhyModel(self)
        self.list = QListView()
        self.list.setProperty("kind", "list")
        self.list.setModel(self.lines)
        self.list.setItemDelegate(WhyDelegate(self))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = WhyPage()
        self.keys = [Key("↑↓", "", "flat"), Key("F8", "", "flat"), Key("Esc", "", "flat")]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.keys[0].clicked.connect(self._next)
        self.keys[1].clicked.connect(self._want_sheet)
        self.keys[2].clicked.connect(self.close)
        self.list.installEventFilter(self)
        self._entitle()
        self._fit()

    def _left(self) -> QWidget:
        self.side = Frame("side")
        column = inside(QVBoxLayout(self.side), 0, 24, 4)
        head = QHBoxLayout()
        head.setContentsMargins(22, 0, 16, 0)
        head.setSpacing(14)
        head.addWidget(self.title)
        head.addWidget(self.count, 1)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        return self.side

    def _right(self) -> QWidget:
        ground = Frame("page")
        column = inside(QVBoxLayout(ground), 0, 24, 0)
        scroll = QScrollArea()
        scroll.setProperty("kind", "scroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setProperty("kind", "scrolled")
        scroll.setWidget(self.page)
        column.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(30, 8, 24, 0)
        foot.setSpacing(12)
        for key in self.keys:
            foot.addWidget(key)
        foot.addStretch()
        column.addLayout(foot)
        ground.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        return ground

    def show_slate(self, salutation: str, slate: Slate, code: str = "") -> None:
        """All products of one customer's day; ``code`` is chosen, else the first."""
        self._slate, self._salutation = slate, salutation
        told = self.tr("今天推荐"), self.tr("今天不推荐")
        self.lines.set_lines(lines_of(slate, *told))
        number = len(slate.suggestions) + len(slate.blocked)
        self.count.setText(self.tr("{who} · {n} 项").format(who=salutation, n=number))
        row = self.lines.row_of(code)
        self._choose(row if row >= 0 else 1)

    def show_why(self, why: Why) -> None:
        self.page.show_why(why)

    def current(self) -> str:
        """The chosen product's code, "" for none."""
        line = self.list.currentIndex().data(LINE)
        return line.code if line is not None else ""

    def _choose(self, row: int) -> None:
        index = self.lines.index(row, 0)
        if index.isValid():
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        line = now.data(LINE) if now.isValid() else None
        if line is not None and line.code:
            self.chosen.emit(line.code)

    def _next(self) -> None:
        row = self.list.currentIndex().row() + 1
        while row < self.lines.rowCount() and not self.lines.index(row, 0).data(LINE).code:
            row += 1
        self._choose(row if row < self.lines.rowCount() else 1)

    def _want_sheet(self) -> None:
        if self.current():
            self.sheet_wanted.emit(self.current())

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Esc and F8 reach the window though the list has the focus."""
        pressed = event.type() == QEvent.Type.KeyPress
        return pressed and isinstance(event, QKeyEvent) and self._key(event.key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._key(event.key()):
            super().keyPressEvent(event)

    def _key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self.close()
        elif key == Qt.Key.Key_F8:
            self._want_sheet()
        else:
            return False
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "keys"):
            self._entitle()
            if self._slate is not None:
                self.show_slate(self._salutation, self._slate, self.current())
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "side"):
            self._fit()

    def _entitle(self) -> None:
        self.setWindowTitle(self.tr("为什么"))
        self.title.setText(self.tr("为什么"))
        self.list.setAccessibleName(self.tr("产品"))
        for key, word in zip(self.keys, (self.tr("换产品"), self.tr("给客户看"), self.tr("收起")), strict=True):
            key.set_word(word)

    def _fit(self) -> None:
        now = theme.now()
        self.side.setFixedWidth(now.px(LIST_WIDTH))
        self.resize(now.px(SIZE[0]), min(now.px(SIZE[1]), self.screen().availableGeometry().height()))


class WhyPresenter:
    """Asks ``why`` for each product that is looked at. The window keeps it."""

    def __init__(self, view: WhyView, why: Callable[[str], Why]) -> None:
        self._view, self._why = view, why
        view.chosen.connect(self.choose)

    def open(self, salutation: str, slate: Slate, code: str = "") -> None:
        """Shows the window on one customer's products, the first one chosen or ``code``."""
        self._view.show_slate(salutation, slate, code)
        self._view.show()
        self._view.raise_()
        self._view.list.setFocus()

    def choose(self, code: str) -> None:
        self._view.show_why(self._why(code))
