"""F5, sync: what was delivered today, the last runs, how the desk stands. Beside the work and never modal."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QScrollArea, QVBoxLayout, QWidget

from teller_assist.ui import theme
from teller_assist.ui import words_sync as words
from teller_assist.ui.controls import Key
from teller_assist.ui.sync_list import Line, RunDelegate, RunModel
from teller_assist.ui.sync_page import SyncPage, Working, clock
from teller_assist.ui.widgets import Frame, Text, inside

if TYPE_CHECKING:
    from teller_assist.desk.delivery import Delivery, Run

SIZE = (960, 680)
LIST_WIDTH = 312
_KEYS = {Qt.Key.Key_S: "sync", Qt.Key.Key_C: "cancel"}


class SyncView(QWidget):
    """Left the last runs, right how it stands. ``asked`` sync | cancel."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._told: tuple[Delivery, Working, datetime] | None = None
        self._room = 0
        self.head, self.none = Text("", "title", bold=True), Text("", "body", "mut")
        self.runs = RunModel(self)
        self.list = QListView()
        self.list.setProperty("kind", "list")
        self.list.setModel(self.runs)
        self.list.setItemDelegate(RunDelegate(self))
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = SyncPage()
        self.sync, self.cancel, self.leave = Key("S", "", "flat"), Key("C", "", "flat"), Key("Esc", "", "flat")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)
        self.sync.clicked.connect(self._on_sync)
        self.cancel.clicked.connect(self._on_cancel)
        self.leave.clicked.connect(self.close)
        self.list.installEventFilter(self)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus()  # its letters work where there is no list to scroll, and no key has the ring
        self._entitle()
        self._fit()

    def _left(self) -> QWidget:
        self.side = Frame("side")
        column = inside(QVBoxLayout(self.side), 0, 24, 12)
        for text in (self.head, self.none):
            row = QHBoxLayout()
            row.setContentsMargins(22, 0, 16, 0)
            row.addWidget(text)
            column.addLayout(row)
        self.none.setWordWrap(True)
        column.addWidget(self.list, 1000)
        column.addStretch(1)
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
        for key in (self.sync, self.cancel, self.leave):
            foot.addWidget(key)
        foot.addStretch()
        column.addLayout(foot)
        return ground

    def stand_above(self, top_left: QPoint, room: int) -> None:
        """From there, no higher than leaves the visit bar and the status line in sight; 0: as high as the screen."""
        frame = self.frameGeometry().height() - self.geometry().height()
        self._room = max(0, room - frame)
        self.move(top_left)
        self._fit()

    # --- what the presenter orders

    def show_delivery(self, told: "Delivery", working: Working, now: datetime) -> None:
        self._told = (told, working, now)
        self.page.show_delivery(told, working, now)
        self.runs.set_lines([self._line(run, now) for run in told.runs])
        self.none.setVisible(not told.runs)
        self.list.setVisible(bool(told.runs))
        self._show_keys(told, working)

    def show_working(self, working: Working) -> None:
        """Only what is under way: comes many times a second."""
        if self._told is not None:
            told, _before, now = self._told
            self._told = (told, working, now)
            self.page.show_working(working)
            self._show_keys(told, working)

    def _show_keys(self, told: "Delivery", working: Working) -> None:
        self.sync.setVisible(told.link.state != "alone" and not working.step)
        self.cancel.setVisible(bool(working.step))

    def _line(self, run: "Run", now: datetime) -> Line:
        moved = self.tr("送 {sent} · 收 {got}").format(sent=run.pushed, got=run.pulled)
        good = run.result in ("", "cancelled")
        return Line(
            clock(run.started_at, now), words.via(run.via), moved, words.result(run.result),
            "check" if good else "wifi-off" if run.result == "lost" else "alert", "ok" if good else "warn",
        )  # fmt: skip

    # --- what the teller does

    def _on_sync(self) -> None:
        self.asked.emit("sync")

    def _on_cancel(self) -> None:
        self.asked.emit("cancel")

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The letters and Esc reach the window though the list has the focus."""
        pressed = event.type() == QEvent.Type.KeyPress
        return pressed and isinstance(event, QKeyEvent) and self._key(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._key(event):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_F5):
            self.close()
        elif key in _KEYS:
            button = self.sync if key == Qt.Key.Key_S else self.cancel
            if button.isVisible() and not event.isAutoRepeat():
                self.asked.emit(_KEYS[key])
        else:
            return False
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "leave"):
            self._entitle()
            if self._told is not None:
                self.show_delivery(*self._told)
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "side"):
            self._fit()

    def _entitle(self) -> None:
        self.setWindowTitle(self.tr("同步"))
        self.head.setText(self.tr("最近同步"))
        self.none.setText(self.tr("还没有同步过"))
        self.list.setAccessibleName(self.tr("最近同步"))
        for key, word in (
            (self.sync, self.tr("立即同步")),
            (self.cancel, self.tr("取消，已送的算数")),
            (self.leave, self.tr("收起")),
        ):
            key.set_word(word)

    def _fit(self) -> None:
        now = theme.now()
        self.side.setFixedWidth(now.px(LIST_WIDTH))
        room = self._room or self.screen().availableGeometry().height()
        self.resize(now.px(SIZE[0]), min(now.px(SIZE[1]), room))
