"""Why, and why not: one product's way through the five gates, beside the work and never modal."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from teller_assist.desk.grounds import NO_GROUND, Ground
from teller_assist.domain.suggestion import Slate, Why
from teller_assist.ui import texts, theme
from teller_assist.ui.beside import Choices
from teller_assist.ui.controls import Key
from teller_assist.ui.why_list import LINE, WhyDelegate, WhyModel, lines_of
from teller_assist.ui.why_page import WhyPage
from teller_assist.ui.widgets import Frame, Glyph, Text, inside

SIZE = (960, 680)
LIST_WIDTH = 288
UNDO_MS = 10_000


class WhyView(QWidget):
    """Left every product, right the verdict on the chosen one. Signals carry its code; ``wrong`` a reason too, from 1.
    ``undone``: the last word is taken back."""

    chosen = Signal(str)
    sheet_wanted = Signal(str)
    wrong = Signal(str, int)
    undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._slate: Slate | None = None
        self._salutation = ""
        self._open, self._asking = False, ""  # asking: the product of which it is asked what is wrong
        self.title, self.count = Text("", "title", bold=True), Text("", "caption", "mut")
        self.lines = WhyModel(self)
        self.list = QListView()
        self.list.setProperty("kind", "list")
        self.list.setModel(self.lines)
        self.list.setItemDelegate(WhyDelegate(self))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = WhyPage()
        self.keys = [Key("↑↓", "", "flat"), Key("W", "", "flat"), Key("F8", "", "flat"), Key("Esc", "", "flat")]
        self.reasons, self.ask = Choices(3), Text("", "caption", "mut")
        self.glyph, self.said = Glyph("check", "ok"), Text("", "body", "ok", bold=True)
        self.undo = Key("Z", "", "flat")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.keys[0].clicked.connect(self._next)
        self.keys[1].clicked.connect(self._ask_wrong)
        self.keys[2].clicked.connect(self._want_sheet)
        self.keys[3].clicked.connect(self.close)
        self.reasons.picked.connect(self._on_reason)
        self.undo.clicked.connect(self.undone)
        self.show_said("", undo=False)
        self._stop_asking()
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
        self.area = scroll
        column.addWidget(scroll, 1)
        column.addLayout(self._told())
        foot = QHBoxLayout()
        foot.setContentsMargins(30, 8, 24, 0)
        foot.setSpacing(12)
        for key in self.keys:
            foot.addWidget(key)
        foot.addStretch()
        column.addLayout(foot)
        ground.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        return ground

    def _told(self) -> QVBoxLayout:
        """What is asked, or what was done, above the keys."""
        column = QVBoxLayout()
        column.setContentsMargins(38, 4, 30, 0)
        column.setSpacing(6)
        column.addWidget(self.ask)
        column.addWidget(self.reasons)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.glyph)
        line.addWidget(self.said)
        line.addWidget(self.undo)
        line.addStretch(1)
        column.addLayout(line)
        return column

    def show_slate(self, salutation: str, slate: Slate, code: str = "") -> None:
        """All products of one customer's day; ``code`` is chosen, else the first."""
        self._slate, self._salutation, self._open = slate, salutation, True
        told = self.tr("今天推荐"), self.tr("今天不推荐")
        self.lines.set_lines(lines_of(slate, *told))
        number = len(slate.suggestions) + len(slate.blocked)
        self.count.setText(self.tr("{who} · {n} 项").format(who=salutation, n=number))
        row = self.lines.row_of(code)
        self._choose(row if row >= 0 else 1)

    def show_why(self, why: Why, ground: Ground = NO_GROUND) -> None:
        self.page.show_why(why, ground)

    def show_said(self, words: str, undo: bool) -> None:
        """What was just done, above the keys; "" takes it away."""
        self.said.setText(words)
        for part in (self.glyph, self.said):
            part.setVisible(bool(words))
        self.undo.setVisible(undo and bool(words))

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
        self._stop_asking()
        if line is not None and line.code and self._open:
            self.chosen.emit(line.code)

    def _next(self) -> None:
        row = self.list.currentIndex().row() + 1
        while row < self.lines.rowCount() and not self.lines.index(row, 0).data(LINE).code:
            row += 1
        self._choose(row if row < self.lines.rowCount() else 1)

    def _want_sheet(self) -> None:
        if self.current():
            self.sheet_wanted.emit(self.current())

    def _ask_wrong(self) -> None:
        """这条不对: in what? The digits answer; of what is not suggested too."""
        if not self.current():
            return
        self.show_said("", undo=False)
        self._asking = self.current()
        self.ask.setText(self.tr("哪里不对？按数字，Esc 不记"))
        self.ask.show()
        self.reasons.show_words(texts.reasons("wrong"))

    def _stop_asking(self) -> None:
        self._asking = ""
        self.ask.hide()
        self.reasons.show_words(())

    def _on_reason(self, number: int) -> None:
        code, reason = self._asking, number + 1
        self._stop_asking()
        if code:
            self.wrong.emit(code, reason)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The window's keys reach it though the list has the focus."""
        pressed = event.type() == QEvent.Type.KeyPress
        return pressed and isinstance(event, QKeyEvent) and self._key(event.key(), event.text().upper())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._key(event.key(), event.text().upper()):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is chosen no longer asks for a verdict: the customer may be gone."""
        super().closeEvent(event)
        self._stop_asking()
        self._open = False

    def _key(self, key: int, text: str) -> bool:
        if key == Qt.Key.Key_Escape:
            self._stop_asking() if self._asking else self.close()
        elif key == Qt.Key.Key_F8:
            self._want_sheet()
        elif self._asking and text.isascii() and text.isdigit() and 1 <= int(text) <= len(self.reasons.keys):
            self._on_reason(int(text) - 1)
        elif text == "W":
            self._ask_wrong()
        elif text == "Z" and self.undo.isVisible():
            self.undone.emit()
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
        for key, word in zip(self.keys, self._foot(), strict=True):
            key.set_word(word)
        self.undo.set_word(self.tr("撤销"))

    def _foot(self) -> tuple[str, ...]:
        return self.tr("换产品"), self.tr("这条不对"), self.tr("给客户看"), self.tr("收起")

    def _fit(self) -> None:
        now = theme.now()
        self.side.setFixedWidth(now.px(LIST_WIDTH))
        self.resize(now.px(SIZE[0]), min(now.px(SIZE[1]), self.screen().availableGeometry().height()))


class Wrongs(Protocol):
    """What the counter's presenter does for this one; ``told`` hears that it is on the disk."""

    def tell_wrong(self, product_code: str, reason: int, told: Callable[[], None]) -> None: ...
    def undo(self) -> None: ...


class WhyPresenter:
    """Asks ``why`` for each product that is looked at, and ``ground`` what that rests on. The window keeps it."""

    def __init__(
        self, view: WhyView, why: Callable[[str], Why], ground: Callable[[], Ground] = lambda: NO_GROUND,
        wrongs: Wrongs | None = None,
    ) -> None:  # fmt: skip
        self._view, self._why, self._ground, self._wrongs = view, why, ground, wrongs
        self._undoable = QTimer(view)
        self._undoable.setSingleShot(True)
        self._undoable.setInterval(UNDO_MS)
        self._undoable.timeout.connect(self._on_late)
        view.chosen.connect(self.choose)
        view.wrong.connect(self.tell)
        view.undone.connect(self.undo)

    def open(self, salutation: str, slate: Slate, code: str = "") -> None:
        """Shows the window on one customer's products, the first one chosen or ``code``."""
        self._view.show_said("", undo=False)
        self._view.show_slate(salutation, slate, code)
        self._view.show()
        self._view.raise_()
        self._view.list.setFocus()

    def choose(self, code: str) -> None:
        self._view.show_why(self._why(code), self._ground())

    def tell(self, code: str, reason: int) -> None:
        """这条不对. Shown as said only when the journal has it."""
        if self._wrongs is not None:
            self._wrongs.tell_wrong(code, reason, lambda: self._on_told(code, reason))

    def undo(self) -> None:
        """Within ten seconds."""
        self._undoable.stop()
        self._view.show_said("", undo=False)
        if self._wrongs is not None:
            self._wrongs.undo()
        if self._view.current():
            self.choose(self._view.current())

    def _on_told(self, code: str, reason: int) -> None:
        told = texts.outcome_done("wrong"), texts.reason("wrong", reason)
        if self._view.isVisible() and self._view.current() == code:
            self.choose(code)
            self._view.show_said(" · ".join(told), undo=True)
            self._undoable.start()

    def _on_late(self) -> None:
        self._view.undo.hide()
