"""The sheet that the customer reads (F8): facts and risks of one product, and nothing about the customer."""

from pathlib import Path

from PySide6.QtCore import QEvent, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from teller_assist.domain.product import Sheet
from teller_assist.ui import texts
from teller_assist.ui.controls import Key
from teller_assist.ui.paper import write_pdf
from teller_assist.ui.sheet_facts import facts_of, kind_of, verdict_of
from teller_assist.ui.widgets import Frame, Tag, Text, inside, set_property

FACTS = 13
PRINT, LARGE_PRINT = 32, 40  # px on paper: 16 and 20 points
STEPS = {False: ("title", "ticket"), True: ("ticket", "name")}  # of heads and bodies, by large print


class SheetView(QWidget):
    """A whole screen in large type: the second one where there is one. Esc closes it, P puts it on paper.

    ``folder``: where the paper goes; None: the user's documents.
    """

    def __init__(self, parent: QWidget | None = None, folder: Path | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._sheet: Sheet | None = None
        self._large, self._folder = False, folder
        self.name = Text("", "headline", bold=True)
        self.name.setWordWrap(True)
        self.kind = Text("", "title", "mut")
        self.kind.setWordWrap(True)
        self.verdict = Tag("pill", "", "info", "warn", step="ticket")
        self.heads = [Text("", "title", "mut") for _ in range(FACTS)]
        self.bodies = [Text("", "ticket", bold=i == 0) for i in range(FACTS)]
        self.free, self.said = Text("", "title"), Text("", "body", "mut")
        self.below = Tag("plain", "", "chevron-down", "mut")
        self.print_key, self.close_key = Key("P", "", "flat"), Key("Esc", "", "flat")
        self.close_key.clicked.connect(self.close)
        self.print_key.clicked.connect(self.print_it)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._ground())

    def _ground(self) -> QWidget:
        ground = Frame("page")
        column = inside(QVBoxLayout(ground), 64, 40, 12)
        column.addWidget(self.kind)
        column.addWidget(self.name)
        column.addWidget(self.verdict)
        column.addSpacing(8)
        column.addWidget(self._list(), 1)
        column.addWidget(self.below)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.free, 1)
        for part in (self.said, self.print_key, self.close_key):
            foot.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
        self.free.setWordWrap(True)
        column.addLayout(foot)
        return ground

    def _list(self) -> QScrollArea:
        inner = QWidget()
        self.area = QScrollArea()
        self.area.setProperty("kind", "scroll")
        inner.setProperty("kind", "scrolled")
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = self.area.verticalScrollBar()
        bar.rangeChanged.connect(self._say_below)
        bar.valueChanged.connect(self._say_below)
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 16, 0)
        grid.setHorizontalSpacing(40)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, (head, body) in enumerate(zip(self.heads, self.bodies, strict=True)):
            body.setWordWrap(True)
            head.setContentsMargins(0, 5, 0, 0)  # on the line of the larger type beside it
            grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(body, row, 1)
        grid.setRowStretch(FACTS, 1)
        self.area.setWidget(inner)
        return self.area

    def open(self, sheet: Sheet, large: bool = False) -> None:
        """Shows it over the whole of the second screen, or of the only one. ``large``: for somebody of 65 or more."""
        self.show_sheet(sheet, large)
        screens = QGuiApplication.screens()
        beside = self.parentWidget()
        here = beside.screen() if beside is not None else screens[0]
        other = next((s for s in screens if s is not here), here)
        self.setGeometry(other.availableGeometry())
        if other is here:
            self.show()
            self.raise_()
            self.activateWindow()
        else:
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.showFullScreen()

    def show_sheet(self, sheet: Sheet, large: bool = False) -> None:
        self._sheet, self._large = sheet, large
        head_step, body_step = STEPS[large]
        for label in (*self.heads, self.kind, self.free):
            set_property(label, "step", head_step)
        for label in self.bodies:
            set_property(label, "step", body_step)
        self.name.setText(texts.pick(sheet.name, sheet.name_en))
        self.kind.setText(kind_of(sheet))
        self.verdict.show_word(*verdict_of(sheet))
        told = facts_of(sheet)
        for i in range(FACTS):
            head, body = told[i] if i < len(told) else ("", "")
            self.heads[i].setText(head)
            self.bodies[i].setText(body)
            self.heads[i].setVisible(bool(body))
            self.bodies[i].setVisible(bool(body))
        self.free.setText(self.tr("请以产品说明书和合同为准。买不买都由您定，不买不影响办理其他业务。"))
        self.said.setText("")
        self.print_key.set_word(self.tr("存成 PDF"))
        self.close_key.set_word(self.tr("收起"))
        self.setWindowTitle(self.name.text())
        self.area.verticalScrollBar().setValue(0)
        self._say_below()

    def print_it(self) -> None:
        """The same on paper, in large print."""
        if self._sheet is None:
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path = (self._folder or Path(documents)) / f"{self._sheet.product_code}-{texts.language()}.pdf"
        said, _, _ = verdict_of(self._sheet)
        blocks = (
            f"{self.name.text()}\n{self.kind.text()}", said,
            *(f"{head}\n{body}" for head, body in facts_of(self._sheet)), self.free.text(),
        )  # fmt: skip
        done = write_pdf(path, blocks, LARGE_PRINT if self._large else PRINT)
        form = self.tr("已存到文档：{name}") if done else self.tr("存不了：{name}，请看文件夹和磁盘")
        self.said.setText(form.format(name=path.name))

    def _say_below(self) -> None:
        """Whether there is more than one sees."""
        bar = self.area.verticalScrollBar()
        self.below.show_word(self.tr("下面还有，按 ↓") if bar.value() < bar.maximum() else "", "chevron-down", "mut")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.area.verticalScrollBar()
        step = {
            Qt.Key.Key_Down: bar.singleStep() * 3, Qt.Key.Key_Up: -bar.singleStep() * 3,
            Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep(),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F8):
            self.close()
        elif event.key() == Qt.Key.Key_P:
            self.print_it()
        elif step is not None:
            bar.setValue(bar.value() + step)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and getattr(self, "_sheet", None) is not None:
            assert self._sheet is not None
            self.show_sheet(self._sheet, self._large)
