"""The service report: the standard beside the minutes it took, waits, what went over, pieces; other weights tried."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from teller_assist.domain.service_report import Report
from teller_assist.ui import words_report as words
from teller_assist.ui.controls import Key
from teller_assist.ui.report_list import TypeDelegate, TypeModel
from teller_assist.ui.report_summary import Summary
from teller_assist.ui.weights_panel import WeightsPanel
from teller_assist.ui.widgets import Elided, Frame, Tag, Text, inside

SIZE = (1280, 800)
RIGHT = 420
KEYS = {
    Qt.Key.Key_1: "today", Qt.Key.Key_2: "week", Qt.Key.Key_3: "month", Qt.Key.Key_R: "again", Qt.Key.Key_Z: "back",
}  # fmt: skip


class ReportView(QWidget):
    """``asked``: today | week | month (how many days), again, back (the weights as they were)."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._shown: tuple[Report, Mapping[str, str]] | None = None
        self.title, self.period = Text("", "title", bold=True), Text("", "caption", "mut")
        self.summary, self.weights = Summary(), WeightsPanel()
        self.legend, self.none = Text("", "caption", "mut"), Text("", "body", "mut")
        self.model, self.list = TypeModel(self), QListView()
        self.list.setProperty("kind", "list")
        self.list.setModel(self.model)
        self.list.setItemDelegate(TypeDelegate(self))
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lone, self.said = Tag("plain", "", "info", "mut", step="caption"), Elided("", "caption", "mut")
        self.keys = {what: Key(digit, "", "flat") for digit, what in
                     (("1", "today"), ("2", "week"), ("3", "month"), ("R", "again"))}  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left(), 1)
        row.addWidget(self.weights)
        self.weights.setFixedWidth(RIGHT)
        self.list.installEventFilter(self)
        for what, key in self.keys.items():
            key.clicked.connect(getattr(self, f"_on_{what}"))
        self.weights.back.clicked.connect(self._on_back)
        self._entitle()
        self.resize(*SIZE)
        self.list.setFocus()

    def _left(self) -> QWidget:
        side = Frame("side")
        column = inside(QVBoxLayout(side), 0, 20, 8)
        head = QVBoxLayout()
        head.setContentsMargins(22, 0, 18, 0)
        head.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addStretch()
        top.addWidget(self.period)
        head.addLayout(top)
        head.addWidget(self.summary)
        head.addWidget(self.legend)
        head.addWidget(self.none)
        column.addLayout(head)
        column.addWidget(self.list, 1000)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 18, 0)
        foot.setSpacing(8)
        for key in self.keys.values():
            foot.addWidget(key)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.lone)
        column.addLayout(foot)
        return side

    # --- what the presenter orders

    def show_report(self, report: Report, names: Mapping[str, str]) -> None:
        """``names`` of the business types; "" of one that is not known."""
        self._shown = (report, names)
        one = report.first == report.last
        self.period.setText(str(report.last) if one else f"{report.first} – {report.last}")
        self.summary.show_report(report)
        self.model.set_rows([row for row in report.rows if row.visits], names)
        self.none.setVisible(not self.model.rows)
        self.list.setVisible(bool(self.model.rows))
        self.lone.show_word(words.no_visit(len(report.no_visit)), "info", "mut")

    def say(self, words_: str, tone: str = "mut") -> None:
        self.said.set_text(words_)
        self.said.set_tone(tone)

    # --- what the person does

    def _on_today(self) -> None:
        self.asked.emit("today")

    def _on_week(self) -> None:
        self.asked.emit("week")

    def _on_month(self) -> None:
        self.asked.emit("month")

    def _on_again(self) -> None:
        self.asked.emit("again")

    def _on_back(self) -> None:
        self.asked.emit("back")

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The keys reach the window though the list has the focus; a field of a weight keeps its digits."""
        return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._key(event):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        what = KEYS.get(Qt.Key(event.key()))
        if what is None or event.isAutoRepeat():
            return False
        self.asked.emit(what)
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "keys"):
            self._entitle()
            if self._shown is not None:
                self.show_report(*self._shown)

    def _entitle(self) -> None:
        self.setWindowTitle(self.tr("服务报表"))
        self.title.setText(self.tr("服务报表"))
        self.legend.setText(self.tr("竖线是标准，细条是 P50，宽条是 P90，超过标准就变色。右边是超时和计件。"))
        self.none.setText(self.tr("这段时间没有来访"))
        self.list.setAccessibleName(self.tr("业务类型"))
        self.weights.entitle()
        for what, word in (
            ("today", self.tr("今天")), ("week", self.tr("近 7 天")), ("month", self.tr("近 30 天")),
            ("again", self.tr("重新计算")),
        ):  # fmt: skip
            self.keys[what].set_word(word)
