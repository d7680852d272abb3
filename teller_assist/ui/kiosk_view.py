"""The kiosk: what for, then the ticket. Touch screens of 1280×800 and, standing upright, 1080×1920."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from teller_assist.ui.kiosk_start import KioskStart
from teller_assist.ui.tiles import Tile, centred
from teller_assist.ui.widgets import Frame, Glyph, Tag, Text, inside

SIZE = (1280, 800)
TAIL = 4
STILL_MS = 120  # after the last key: a reader's burst is no telephone number


class Shown(NamedTuple):
    """A ticket as it is shown. ``wait_min`` 0: at once; ``error_min`` None: not measured yet today. ``printed``: yes,
    no (there is no printer) or failed."""

    number: str
    ahead: int
    wait_min: int
    error_min: int | None
    printed: str = "no"


class KioskView(QWidget):
    """Signals of the first page, and: ``typed`` the tail of a telephone number; ``left`` back to the start."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._shown: Shown | None = None
        self._tail, self._wrong = "", False
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(STILL_MS)
        self._still.timeout.connect(self._on_still)
        self.start = KioskStart()
        self.tail_ask, self.tail_said = Text("", "headline", bold=True), Text("", "ticket", "mut")
        self.tail_digits = Text("", "sign", bold=True)
        self.digits = {d: Tile(d, step="headline", least=(128, 96)) for d in "1234567890"}
        self.rub_out, self.tail_back = Tile(step="ticket", least=(128, 96)), Tile(step="ticket", least=(128, 96))
        self.head, self.number = Text("", "headline"), Text("", "hall", "acc", bold=True)
        self.ahead, self.wait = Text("", "headline", bold=True), Text("", "headline")
        self.paper = Tag("plain", "", "ticket", "mut", step="ticket")
        self.done = Tile(step="ticket", least=(240, 96))
        self.sorry, self.sorry_more = Text("", "headline", bold=True), Text("", "ticket", "mut")
        self.pages = QStackedWidget()
        for page in (self.start, self._keypad(), self._ticket(), self._trouble()):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        for digit, tile in self.digits.items():
            tile.setProperty("digit", digit)
            tile.clicked.connect(self._on_digit)
        self.rub_out.clicked.connect(self._on_rub_out)
        self.tail_back.clicked.connect(self.left)
        self.done.clicked.connect(self.left)
        self.start.booking.connect(self.show_booking)
        self._entitle()
        self.resize(*SIZE)

    def _page(self, *parts: QWidget | QGridLayout | int) -> QWidget:
        ground = Frame("page")
        column = inside(QVBoxLayout(ground), 32, 32, 0)
        column.addStretch(1)
        centred(column, parts)
        column.addStretch(1)
        return ground

    def _keypad(self) -> QWidget:
        grid = QGridLayout()
        grid.setSpacing(12)
        for at, digit in enumerate("123456789"):
            grid.addWidget(self.digits[digit], at // 3, at % 3)
        for column, tile in enumerate((self.tail_back, self.digits["0"], self.rub_out)):
            grid.addWidget(tile, 3, column)
        place = QWidget()
        place.setLayout(grid)
        place.setMaximumWidth(560)
        return self._page(self.tail_ask, 4, self.tail_said, 8, self.tail_digits, 12, place)

    def _ticket(self) -> QWidget:
        return self._page(self.head, 0, self.number, 16, self.ahead, 8, self.wait, 24, self.paper, 32, self.done)

    def _trouble(self) -> QWidget:
        return self._page(Glyph("alert", "warn", 96), 16, self.sorry, 8, self.sorry_more)

    # --- what the presenter orders

    def page(self) -> str:
        return ("start", "booking", "ticket", "trouble")[self.pages.currentIndex()]

    def show_start(self) -> None:
        self.start.clear()
        self._tail, self._wrong = "", False
        self.pages.setCurrentIndex(0)

    def show_booking(self, wrong: bool = False) -> None:
        """The keypad; ``wrong``: those digits belong to no booking of today, or to more than one."""
        self._tail, self._wrong = "", wrong
        self._entitle()
        self.pages.setCurrentIndex(1)

    def show_ticket(self, shown: Shown) -> None:
        self._shown = shown
        self._entitle()
        self.pages.setCurrentIndex(2)

    def show_trouble(self) -> None:
        self.pages.setCurrentIndex(3)

    # --- inside

    def _on_digit(self) -> None:
        self._add(str(self.sender().property("digit")))
        self._on_still()

    def _on_still(self) -> None:
        if self.page() == "booking" and len(self._tail) == TAIL:
            self.typed.emit(self._tail)

    def _add(self, digit: str) -> None:
        self.start.touched.emit()
        if len(self._tail) < TAIL:
            self._tail, self._wrong = self._tail + digit, False
            self._entitle()

    def _on_rub_out(self) -> None:
        self.start.touched.emit()
        self._tail = self._tail[:-1]
        self._entitle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A machine with keys of its own types the tail; a card that is swiped meanwhile types many digits at once."""
        if self.page() == "booking" and event.text() in self.digits and not event.isAutoRepeat():
            self._add(event.text())
            self._still.start()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "pages"):
            self._entitle()

    def _entitle(self) -> None:
        self.setWindowTitle(self.tr("取号"))
        self.start.entitle()
        self.tail_ask.setText(self.tr("预约电话的后四位"))
        no = self.tr("没有找到今天的预约，请再输一次或返回直接取号")
        self.tail_said.setText(no if self._wrong else self.tr("也可以刷银行卡或身份证"))
        self.tail_said.set_tone("warn" if self._wrong else "mut")
        self.tail_digits.setText("  ".join(("●" * len(self._tail) + "_" * TAIL)[:TAIL]))  # others look on
        self.rub_out.say(self.tr("退格"))
        self.tail_back.say(self.tr("返回"))
        self.head.setText(self.tr("您的号码"))
        self.done.say(self.tr("完成"))
        self.sorry.setText(self.tr("暂时不能取号"))
        self.sorry_more.setText(self.tr("请找大堂经理，对不起"))
        if self._shown is not None:
            self._say_ticket(self._shown)

    def _say_ticket(self, shown: Shown) -> None:
        self.number.setText(shown.number)
        self.ahead.setText(
            self.tr("前面还有 {n} 位").format(n=shown.ahead) if shown.ahead else self.tr("前面没有人，请留意叫号屏")
        )
        if not shown.wait_min:
            self.wait.setText(self.tr("马上就到您"))
        elif shown.error_min is None:
            self.wait.setText(self.tr("约 {n} 分钟").format(n=shown.wait_min))
        else:
            self.wait.setText(self.tr("约 {n} 分钟，误差 ±{off}").format(n=shown.wait_min, off=shown.error_min))
        paper = {
            "yes": (self.tr("请取走小票，留意叫号屏"), "printer", "mut"),
            "no": (self.tr("请记住号码，留意叫号屏"), "info", "mut"),
            "failed": (self.tr("小票没有打出来，请记住号码"), "alert", "warn"),
        }
        self.paper.show_word(*paper[shown.printed])
