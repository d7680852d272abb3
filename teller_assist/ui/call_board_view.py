"""The call board in the hall: which number to which window, in letters for the far end of the room. Voice-free."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from teller_assist.domain.hall import Called, Hall
from teller_assist.ui import texts, theme
from teller_assist.ui.widgets import Frame, Glyph, Text, inside, set_property

SIZE = (1280, 720)
MOST = 6  # calls in large letters
FAR = 1000  # px of height from which the letters are larger still
MARGIN, GAP, SMALL_GAP, PAD = 24, 16, 4, 20  # px


class CallRow(Frame):
    """One call: number, arrow, window. New ones are bold, with a full arrow in a frame; nothing blinks."""

    def __init__(self) -> None:
        super().__init__("card")
        self.number, self.window_ = Text("", "call"), Text("", "call")
        self.new, self.old = Glyph("arrow-right", "acc", 64), Glyph("chevron-right", "mut", 48)
        row = inside(QHBoxLayout(self), 40, 8, 0)
        row.addWidget(self.number, 5)
        row.addWidget(self._arrows())
        row.addWidget(self.window_, 6)
        self.window_.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _arrows(self) -> QWidget:
        """Both in one place, so that the arrows of all rows stand under each other."""
        place = QWidget()
        place.setFixedWidth(80)
        box = QVBoxLayout(place)
        box.setContentsMargins(0, 0, 0, 0)
        for arrow in (self.new, self.old):
            box.addWidget(arrow, 0, Qt.AlignmentFlag.AlignCenter)
        return place

    def show_call(self, call: Called, window: str, step: str) -> None:
        for text, said in ((self.number, call.number), (self.window_, window)):
            text.setText(said)
            set_property(text, "step", step)
            set_property(text, "weight", "bold" if call.is_new else "")
            text.set_tone("acc" if call.is_new else "text")
        self.new.setVisible(call.is_new)
        self.old.setVisible(not call.is_new)
        self.set_live(call.is_new)
        self.setAccessibleName(f"{call.number} {window}")


class SmallRow(QWidget):
    """A call before: number and window."""

    def __init__(self) -> None:
        super().__init__()
        self.number, self.window_ = Text("", "headline"), Text("", "headline", "mut")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.number)
        row.addStretch(1)
        row.addWidget(self.window_)

    def show_call(self, number: str, window: str) -> None:
        self.number.setText(number)
        self.window_.setText(window)


class CallBoardView(QWidget):
    """As many calls in large letters as there is room for, the others and those before at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._told: tuple[Hall, str, tuple[str, str]] = (Hall(), "", ("", ""))
        self.bank, self.clock = Text("", "name", "mut"), Text("", "headline", bold=True)
        self.title, self.nobody = Text("", "headline", bold=True), Text("", "headline", "mut")
        self.calls = [CallRow() for _ in range(MOST)]
        self.last_head, self.wait_head = Text("", "ticket", "mut"), Text("", "ticket", "mut")
        self.last = [SmallRow() for _ in range(12)]
        self.waiting = [SmallRow() for _ in range(4)]
        self.hint = Text("", "ticket", "mut")
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # what does not fit is left out
        page.addWidget(self._ground())
        self.resize(*SIZE)
        self._entitle()

    def _ground(self) -> QWidget:
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(32, MARGIN, 32, MARGIN)
        row.setSpacing(32)
        row.addLayout(self._left(), 19)
        row.addWidget(self._right(), 9)
        return ground

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GAP)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.bank)
        column.addLayout(head)
        column.addWidget(self.nobody)
        for row in self.calls:
            column.addWidget(row)
        column.addStretch(1)
        column.addWidget(self.hint)
        return column

    def _right(self) -> QWidget:
        self.side = Frame("card")
        column = inside(QVBoxLayout(self.side), 28, PAD, SMALL_GAP)
        column.addWidget(self.clock, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.wait_head)
        for row in self.waiting:
            column.addWidget(row)
        column.addSpacing(GAP)
        column.addWidget(self.last_head)
        for row in self.last:
            column.addWidget(row)
        column.addStretch(1)
        return self.side

    # --- what the presenter orders

    def show_hall(self, hall: Hall, clock: str, bank: tuple[str, str]) -> None:
        """``clock`` as it is to be read; ``bank`` in Chinese and English."""
        self._told = hall, clock, bank
        step = "hall" if self.height() >= FAR else "call"
        room = self._room(step)
        self.clock.setText(clock)
        self.bank.setText(texts.pick(*bank))
        self.nobody.setVisible(not hall.now)
        for at, row in enumerate(self.calls):
            row.setVisible(at < min(room, len(hall.now)))
            if at < len(hall.now):
                row.show_call(hall.now[at], self._window(hall.now[at]), step)
        self._show_side((*hall.now[room:], *hall.before), hall.waiting)

    def _show_side(self, before: Sequence[Called], waiting: Sequence[tuple[str, int]]) -> None:
        if len(waiting) > len(self.waiting):
            waiting = (*waiting[: len(self.waiting) - 1], waiting[-1])
        for row, (letter, count) in zip(self.waiting, waiting, strict=False):
            row.show_call(letter or self.tr("其他"), self.tr("{n} 人").format(n=count))
        for at, row in enumerate(self.waiting):
            row.setVisible(at < len(waiting))
        shown = min(len(self.last), self._small_room(min(len(waiting), len(self.waiting))), len(before))
        for at, row in enumerate(self.last):
            row.setVisible(at < shown)
            if at < shown:
                row.show_call(before[at].number, self._window(before[at]))
        self.last_head.setVisible(bool(shown))

    def _room(self, step: str) -> int:
        """How many calls fit, at least one."""
        free = self.height() - 2 * MARGIN - _line("headline") - _line("ticket") - 2 * GAP
        return max(1, min(MOST, free // (_line(step) + 2 * 8 + GAP)))

    def _small_room(self, waiting: int) -> int:
        """How many of those before fit below the counts."""
        heads = _line("headline") + 2 * _line("ticket") + GAP + 5 * SMALL_GAP
        free = self.height() - 2 * MARGIN - 2 * PAD - heads
        return max(0, free // (_line("headline") + SMALL_GAP) - waiting)

    def _window(self, call: Called) -> str:
        return self.tr("{n} 号窗").format(n=call.window_no)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_hall(*self._told)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange) and hasattr(self, "side"):
            self._entitle()
            self.show_hall(*self._told)

    def _entitle(self) -> None:
        self.setWindowTitle(self.tr("叫号屏"))
        self.title.setText(self.tr("请到窗口办理"))
        self.nobody.setText(self.tr("暂时没有叫号，请稍候"))
        self.last_head.setText(self.tr("刚才叫过"))
        self.wait_head.setText(self.tr("正在等候"))
        self.hint.setText(self.tr("过号请找大堂经理"))


def _line(step: str) -> int:
    """px of a line of text."""
    return QFontMetrics(theme.now().font(step)).lineSpacing()
