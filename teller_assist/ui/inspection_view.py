"""The inspection screen (1280×800): left what is to be mended and looked at again, right the form or one inspection."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QScroller,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from teller_assist.ui import theme
from teller_assist.ui.bad_view import Bad, BadView
from teller_assist.ui.controls import Key
from teller_assist.ui.inspection_case import Case, CaseView
from teller_assist.ui.inspection_list import Row, RowList, Waiting
from teller_assist.ui.inspection_parts import TOUCH
from teller_assist.ui.inspection_sheet import InspectionSheet, Known
from teller_assist.ui.widgets import Frame, Glyph, Text, inside

SIZE = (1280, 800)
SIDE = 344
_KEYS = {
    "save": "Enter",
    "act": "Enter",
    "mend": "M",
    "handle": "Enter",
    "pass": "Y",
    "fail": "N",
    "photo": "P",
    "new": "F2",
}


class InspectionView(QWidget):
    """``chosen`` an inspection, ``bad_chosen`` a bad evaluation, each its id; ``photographed`` a file.

    ``asked`` new, save, act, handle, mend, pass, fail.
    """

    chosen = Signal(object)
    bad_chosen = Signal(object)
    asked = Signal(str)
    photographed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._bad_ids = frozenset[UUID]()
        self.sheet, self.case, self.bad = InspectionSheet(), CaseView(), BadView()
        self.list_head, self.who = Text("", "title", bold=True), Text("", "caption", "mut")
        self.list = RowList()
        self._pressed = QButtonGroup(self)
        self._pressed.idClicked.connect(self._on_key)
        self.list.chosen.connect(self._on_row)
        self.keys = {code: self._key(code, cap) for code, cap in _KEYS.items()}
        self.glyph, self.said, self.count = Glyph("", "bad"), Text("", "body"), Text("", "body", "mut")
        self.pages = QStackedLayout()
        for page in (self.sheet, self.case, self.bad):
            self.pages.addWidget(self._scrolled(page))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sheet.changed.connect(self._show_count)
        self.say("")
        self._entitle()
        self._fit()

    def _key(self, code: str, cap: str) -> Key:
        kind = "main" if code in ("save", "act", "handle", "pass") else "quiet"
        key = Key(cap, "", kind, step="title" if kind == "main" else "body", bold=kind == "main", across=20)
        key.setMinimumHeight(TOUCH)
        if code == "new":
            key.setProperty("ground", "base")
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pressed.addButton(key, tuple(_KEYS).index(code))
        return key

    def _left(self) -> QWidget:
        self.side = Frame("side")
        column = inside(QVBoxLayout(self.side), 16, 16, 8)
        column.addWidget(self.keys["new"])
        column.addSpacing(8)
        column.addWidget(self.list_head)
        column.addWidget(self._scrolled(self.list), 1)
        column.addWidget(self.who)
        return self.side

    def _right(self) -> QWidget:
        ground = Frame("page")
        column = inside(QVBoxLayout(ground), 0, 20, 8)
        column.addLayout(self.pages, 1)
        line = QHBoxLayout()
        line.setContentsMargins(24, 0, 24, 0)
        line.addWidget(self.glyph)
        line.addWidget(self.said, 1)
        column.addLayout(line)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.setSpacing(12)
        for code in ("save", "act", "handle", "pass", "fail", "mend", "photo"):
            foot.addWidget(self.keys[code])
        foot.addStretch(1)
        foot.addWidget(self.count)
        column.addLayout(foot)
        return ground

    @staticmethod
    def _scrolled(page: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setProperty("kind", "scroll")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page.setProperty("kind", "scrolled")
        area.setWidget(page)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        return area

    # --- what the presenter orders

    def show_list(
        self, rows: Sequence[Row], current: UUID | None, who: str, to_do: int, bad: Waiting | None = None
    ) -> None:
        """The first ``to_do`` are to be mended or looked at again; below them ``bad`` evaluations, None: not shown."""
        self._bad_ids = frozenset(row.row_id for row in bad.rows) if bad else frozenset()
        groups: list[tuple[str, Sequence[Row]]] = [("", rows if bad is None else rows[:to_do])]
        if bad is not None:
            n, others = bad.many, rows[to_do:]
            groups.append((self.tr("差评待处理 {n}").format(n=n) if n else self.tr("没有待处理的差评"), bad.rows))
            groups.append((self.tr("近期巡检") if others else "", others))
        self.list.show_groups(groups, current, self._side() - 40)
        self.list_head.setText(self.tr("待整改与复查 {n}").format(n=to_do) if to_do else self.tr("没有要整改的"))
        self.who.setText(who)

    def show_sheet(self, known: Known, blank: bool) -> None:
        """The form; ``blank`` empties it."""
        self.pages.setCurrentIndex(0)
        self.sheet.show_known(known)
        if blank:
            self.sheet.clear()
        self._show_keys(frozenset({"save", "photo"}))
        self._show_count()

    def show_case(self, case: Case) -> None:
        self.pages.setCurrentIndex(1)
        self.case.show_case(case)
        able = {"act"} & case.may | {"mend"} & case.may | ({"pass", "fail"} if "recheck" in case.may else set())
        self._show_keys(frozenset({*able, "photo"}))
        self.count.setText("")

    def show_bad(self, bad: Bad) -> None:
        self.pages.setCurrentIndex(2)
        self.bad.show_bad(bad)
        self._show_keys(frozenset() if bad.refused else frozenset({"handle"}))
        self.count.setText("")

    def may_begin(self, may: bool) -> None:
        """Whether this role fills in forms at all."""
        self.keys["new"].setVisible(may)

    def on_sheet(self) -> bool:
        return self.pages.currentIndex() == 0

    def say(self, words: str, tone: str = "bad") -> None:
        """What went wrong or was done."""
        self.glyph.set_glyph(("check" if tone == "ok" else "alert") if words else "", tone)
        self.said.setText(words)
        self.said.set_tone(tone)

    def say_done(self, code: str) -> None:
        """It is on the disk."""
        done = {"save": self.tr("已记下，可以交办整改"), "photo": self.tr("照片已加上")}
        self.say(done.get(code, self.tr("已记下")), "ok")

    def say_needed(self, what: str) -> None:
        """What is to be filled in first."""
        needed = {
            "what": self.tr("先写清楚要整改什么"), "owner": self.tr("先选谁来整改"), "whom": self.tr("先选柜员或窗口"),
            "scores": self.tr("先打一项分，或勾一项没做到的"), "outcome": self.tr("先选怎么处理的"),
        }  # fmt: skip
        self.say(needed[what])

    def _show_keys(self, able: frozenset[str]) -> None:
        for code, key in self.keys.items():
            if code != "new":
                key.setVisible(code in able)

    def _show_count(self) -> None:
        sheet = self.sheet.sheet()
        parts = [self.tr("已打分 {n}/9").format(n=len(sheet.scores)), self.tr("没做到 {n}").format(n=len(sheet.missed))]
        if self.sheet.pictures:
            parts.append(self.tr("照片 {n}").format(n=len(self.sheet.pictures)))
        self.count.setText(" · ".join(parts))

    # --- what the person does

    def _on_key(self, n: int) -> None:
        self._do(tuple(_KEYS)[n])

    def _on_row(self, row_id: UUID) -> None:
        (self.bad_chosen if row_id in self._bad_ids else self.chosen).emit(row_id)

    def _do(self, code: str) -> None:
        if code == "photo":
            self._choose_file()
        else:
            self.asked.emit(code)

    def _choose_file(self) -> None:
        """Beside the work: it stops nothing."""
        dialog = QFileDialog(self, self.tr("选照片"), "", self.tr("照片") + " (*.jpg *.jpeg *.png)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setModal(False)
        dialog.fileSelected.connect(self._on_file)
        dialog.show()

    def _on_file(self, name: str) -> None:
        self.photographed.emit(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.photographed.emit(Path(url.toLocalFile()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text().upper()
        if key == Qt.Key.Key_Escape:
            self.setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press("Enter")
        elif isinstance(self.focusWidget(), QLineEdit) or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif self.on_sheet() and text in ("1", "2", "3", "4", "5"):
            self.sheet.score(int(text))
        elif self.on_sheet() and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.sheet.step(1 if key == Qt.Key.Key_Down else -1)
        elif self.keys["handle"].isVisible() and text in ("1", "2", "3", "4", "5"):
            self.bad.pick(int(text) - 1)
        elif not self._press("F2" if key == Qt.Key.Key_F2 else text):
            super().keyPressEvent(event)

    def _press(self, cap: str) -> bool:
        code = next((c for c, k in _KEYS.items() if k == cap and self.keys[c].isVisible()), "")
        if code:
            self._do(code)
        return bool(code)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "pages"):
            self._entitle()
            self.asked.emit("again")
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "side"):
            self._fit()

    def _entitle(self) -> None:
        self.setWindowTitle(self.tr("巡检"))
        for code, word in (
            ("new", self.tr("新巡检")), ("save", self.tr("记下")), ("act", self.tr("交办整改")),
            ("handle", self.tr("处理完了")),
            ("mend", self.tr("已整改")), ("pass", self.tr("复查合格")), ("fail", self.tr("还不合格")),
            ("photo", self.tr("加照片")),
        ):  # fmt: skip
            self.keys[code].set_word(word)

    @staticmethod
    def _side() -> int:
        """The nine scores need the room in large print."""
        return min(theme.now().px(SIDE), SIDE + 24)

    def _fit(self) -> None:
        now = theme.now()
        self.side.setFixedWidth(self._side())
        for part in (*self.keys.values(), self.sheet.note, self.case.what, self.case.note, self.bad.note):
            part.setMinimumHeight(now.px(TOUCH))
        self.resize(*SIZE)
