"""The star report: awarded beside measured, for the branch manager everybody's, for a teller their own.

In order of staff numbers: there is no ranking, and none can be chosen.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QScrollArea, QVBoxLayout, QWidget

from teller_assist.domain.star_sheet import StarSheet
from teller_assist.ui import words_stars as words
from teller_assist.ui.controls import Key
from teller_assist.ui.star_axis import StarAxis
from teller_assist.ui.star_list import StarDelegate, StarModel
from teller_assist.ui.star_page import StarPage
from teller_assist.ui.widgets import Frame, Tag, Text, inside

SIZE = (1280, 800)
LEFT = 660
_KEYS = {Qt.Key.Key_R: "again", Qt.Key.Key_P: "print"}


class StarView(QWidget):
    """``asked`` again (look anew) or print."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._shown: tuple[StarSheet, Callable[[str], str], str] | None = None
        self.title, self.period = Text("", "title", bold=True), Text("", "caption", "mut")
        self.order = Text("", "caption", "mut")
        self.branch_name, self.branch_said = Text("", "body", bold=True), Text("", "caption", "mut")
        self.branch_axis, self.branch_verdict = StarAxis(), Tag("pill")
        self.model, self.list, self.page = StarModel(self), QListView(), StarPage()
        self.list.setProperty("kind", "list")
        self.list.setModel(self.model)
        self.list.setItemDelegate(StarDelegate(self))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.again, self.print_, self.said = Key("R", "", "flat"), Key("P", "", "flat"), Text("", "caption", "mut")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)
        self.list.selectionModel().currentChanged.connect(self._on_chosen)
        self.list.installEventFilter(self)
        self.again.clicked.connect(self._on_again)
        self.print_.clicked.connect(self._on_print)
        self._entitle()
        self.resize(*SIZE)
        self.list.setFocus()

    def _left(self) -> QWidget:
        side = Frame("side")
        side.setFixedWidth(LEFT)
        column = inside(QVBoxLayout(side), 0, 20, 8)
        head = QVBoxLayout()
        head.setContentsMargins(22, 0, 18, 0)
        head.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addStretch()
        top.addWidget(self.period)
        head.addLayout(top)
        head.addWidget(self._branch())
        head.addWidget(self.order)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 18, 0)
        foot.setSpacing(8)
        foot.addWidget(self.again)
        foot.addWidget(self.print_)
        foot.addStretch()
        column.addLayout(foot)
        self.said.setWordWrap(True)
        under = QHBoxLayout()
        under.setContentsMargins(22, 0, 18, 0)
        under.addWidget(self.said)
        column.addLayout(under)
        return side

    def _branch(self) -> QWidget:
        block = Frame("block")
        column = inside(QVBoxLayout(block), 16, 10, 2)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.branch_name)
        row.addWidget(self.branch_said, 1)
        row.addWidget(self.branch_verdict)
        column.addLayout(row)
        column.addWidget(self.branch_axis)
        return block

    def _right(self) -> QWidget:
        ground = Frame("page")
        column = inside(QVBoxLayout(ground), 0, 20, 0)
        scroll = QScrollArea()
        scroll.setProperty("kind", "scroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setProperty("kind", "scrolled")
        scroll.setWidget(self.page)
        column.addWidget(scroll)
        return ground

    # --- what the presenter orders

    def show_sheet(self, sheet: StarSheet, name: Callable[[str], str], branch: str) -> None:
        """The line that was chosen stays chosen."""
        before = self.list.currentIndex().row()
        self._shown = (sheet, name, branch)
        self.period.setText(f"{sheet.first} – {sheet.last}")
        self.branch_name.setText(branch)
        form = self.tr("评定 {awarded} · 实测 {figure}（{interval}）")
        self.branch_said.setText(
            form.format(
                awarded=words.stars(sheet.awarded),
                figure=words.figure(sheet.measured),
                interval=words.interval(sheet.measured),
            )
        )
        glyph, tone = words.GLYPHS[sheet.verdict]
        self.branch_verdict.show_word(words.verdict(sheet.verdict), glyph, "text" if tone == "mut" else tone)
        self.branch_axis.show_stars(sheet.awarded, sheet.measured)
        self.model.set_lines(sheet.lines, name)
        if sheet.lines:
            self.list.setCurrentIndex(self.model.index(min(max(0, before), len(sheet.lines) - 1)))
        else:
            self.page.show_line(None, "")

    def say(self, words_: str, tone: str = "mut") -> None:
        """What was done or went wrong; "" takes it away."""
        self.said.setText(words_)
        self.said.set_tone(tone)

    # --- what the person does

    def _on_chosen(self, index: QModelIndex) -> None:
        if self._shown is not None and index.isValid():
            line = self.model.lines[index.row()]
            self.page.show_line(line, self._shown[1](line.teller_no))

    def _on_again(self) -> None:
        self.asked.emit("again")

    def _on_print(self) -> None:
        self.asked.emit("print")

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The letters reach the window though the list has the focus."""
        return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._key(event):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        what = _KEYS.get(Qt.Key(event.key()))
        if what is None or event.isAutoRepeat():
            return False
        self.asked.emit(what)
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "print_"):
            self._entitle()
            if self._shown is not None:
                self.show_sheet(*self._shown)

    def _entitle(self) -> None:
        self.setWindowTitle(self.tr("星级与实测"))
        self.title.setText(self.tr("星级与实测"))
        self.order.setText(self.tr("按工号排列，不排名。★ 评定，● 实测，横条是九成把握的区间。"))
        self.list.setAccessibleName(self.tr("柜员，按工号"))
        self.again.set_word(self.tr("重新计算"))
        self.print_.set_word(self.tr("存成 PDF"))
