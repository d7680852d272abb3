"""话术: every text that is said or handed to a customer, and what is wrong with it while it is being written."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListView, QPlainTextEdit, QVBoxLayout, QWidget

from teller_assist.domain.lint import KINDS, Finding
from teller_assist.domain.wordings import Wording
from teller_assist.ui import texts, theme, words_wording
from teller_assist.ui.controls import Key
from teller_assist.ui.field import Field
from teller_assist.ui.why_list import LINE, Line, WhyDelegate, WhyModel
from teller_assist.ui.widgets import Frame, Glyph, Text, inside

SIZE = (1180, 720)
LIST_WIDTH = 400
FINDINGS = 4  # lines of what is wrong; more are counted


class Said(QWidget):
    """One language: its head, how long it is, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.head, self.count = Text("", "body", bold=True), Text("", "caption", "mut")
        self.edit = QPlainTextEdit()
        self.edit.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.edit.setTabChangesFocus(True)
        self.field = Frame("field")
        inside(QVBoxLayout(self.field), 10, 6).addWidget(self.edit)
        self.field.setFixedHeight(theme.now().px(104))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self.head)
        row.addStretch()
        row.addWidget(self.count)
        column.addLayout(row)
        column.addWidget(self.field)

    def text(self) -> str:
        return self.edit.toPlainText()

    def show_count(self, length: int, most: int) -> None:
        self.count.setText(f"{length} / {most}" if most else str(length))
        self.count.set_tone("bad" if most and length > most else "mut")


class WordingView(QWidget):
    """``typed``: the text changed; ``chosen``: another one, by its place; ``searched``; ``kept``: Ctrl+S."""

    chosen = Signal(int)
    searched = Signal(str)
    typed = Signal()
    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._shown: tuple[Sequence[Line], str] = ((), "")
        self.title, self.count = Text("", "title", bold=True), Text("", "caption", "mut")
        self.field = Field("", "F2")
        self.lines, self.list = WhyModel(self), QListView()
        self.list.setProperty("kind", "list")
        self.list.setModel(self.lines)
        self.list.setItemDelegate(WhyDelegate(self))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.of, self.where = Text("", "title", bold=True), Text("", "caption", "mut")
        self.zh, self.en = Said(), Said()
        self.verdict, self.sentence = Glyph("check", "ok"), Text("", "body", bold=True)
        self.wrong = [Text("") for _ in range(FINDINGS)]
        self.keep, self.said = Key("Ctrl+S", "", "main"), Text("", "caption", "mut")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.field.edit.textChanged.connect(self.searched)
        for part in (self.zh, self.en):
            part.edit.textChanged.connect(self.typed)
        self.keep.clicked.connect(self.kept)
        QShortcut(QKeySequence("Ctrl+S"), self, self.kept.emit)
        QShortcut(QKeySequence("F2"), self, self.field.edit.setFocus)
        self.field.edit.installEventFilter(self)
        self._entitle()
        self.resize(*SIZE)

    def _left(self) -> QWidget:
        self.side = Frame("side")
        self.side.setFixedWidth(theme.now().px(LIST_WIDTH))
        column = inside(QVBoxLayout(self.side), 0, 20, 10)
        head = QHBoxLayout()
        head.setContentsMargins(22, 0, 18, 0)
        head.addWidget(self.title)
        head.addStretch()
        head.addWidget(self.count)
        column.addLayout(head)
        search = QHBoxLayout()
        search.setContentsMargins(16, 0, 14, 0)
        search.addWidget(self.field)
        column.addLayout(search)
        column.addWidget(self.list, 1)
        return self.side

    def _right(self) -> QWidget:
        ground = Frame("page")
        column = inside(QVBoxLayout(ground), 30, 24, 12)
        for part in (self.of, self.where, self.zh, self.en):
            column.addWidget(part)
            column.addSpacing(4)
        told = QHBoxLayout()
        told.addWidget(self.verdict)
        told.addWidget(self.sentence, 1)
        column.addSpacing(8)
        column.addLayout(told)
        for line in self.wrong:
            line.setWordWrap(True)
            column.addWidget(line)
        column.addStretch()
        foot = QHBoxLayout()
        foot.addWidget(self.keep)
        foot.addSpacing(12)
        foot.addWidget(self.said, 1)
        self.said.setWordWrap(True)
        column.addLayout(foot)
        return ground

    # --- what the presenter orders

    def show_lines(self, lines: Sequence[Line], count: str) -> None:
        """The list; ``Line.code`` is the place of a text."""
        self._shown = lines, count
        self.lines.set_lines(list(lines))
        self.count.setText(count)
        if lines:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(self.lines.index(0, 0), flag)

    def show_wording(self, wording: Wording, name: str) -> None:
        self.of.setText(name)
        self.where.setText(f"{words_wording.field(wording.field)} · {wording.pack}.toml · {wording.of}")
        for part, text in ((self.zh, wording.zh), (self.en, wording.en)):
            part.edit.blockSignals(True)
            part.edit.setPlainText(text)
            part.edit.blockSignals(False)
        self.typed.emit()

    def show_findings(self, kind: str, lengths: tuple[int, int], found: Sequence[Finding]) -> None:
        """``lengths`` with the blanks as they may be filled."""
        most = KINDS[kind].most
        self.zh.show_count(lengths[0], most[0])
        self.en.show_count(lengths[1], most[1])
        self.verdict.set_glyph(*(("x", "bad") if found else ("check", "ok")))
        self.sentence.setText(self.tr("不能发布：{n} 处").format(n=len(found)) if found else self.tr("没有问题"))
        self.sentence.set_tone("bad" if found else "ok")
        for n, line in enumerate(self.wrong):
            line.setText(texts.pick(found[n].sentence_zh, found[n].sentence_en) if n < len(found) else "")
            line.setVisible(n < len(found))

    def say(self, words: str, tone: str = "mut") -> None:
        self.said.setText(words)
        self.said.set_tone(tone)

    # --- what the person does

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        line = now.data(LINE) if now.isValid() else None
        if line is not None:
            self.chosen.emit(int(line.code))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Up and down move in the list while the search field has the cursor."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            row = self.list.currentIndex().row() + by
            if by and 0 <= row < self.lines.rowCount():
                self.list.setCurrentIndex(self.lines.index(row, 0))
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "keep"):
            self._entitle()
            self.searched.emit(self.field.edit.text())

    def _entitle(self) -> None:
        self.setWindowTitle(self.tr("话术"))
        self.title.setText(self.tr("话术"))
        self.list.setAccessibleName(self.tr("文本"))
        self.field.edit.setPlaceholderText(self.tr("产品、字句"))
        self.field.edit.setAccessibleName(self.tr("产品、字句"))
        for part, word in ((self.zh, self.tr("中文")), (self.en, self.tr("英文"))):
            part.head.setText(word)
            part.edit.setAccessibleName(word)
        self.keep.set_word(self.tr("存为草稿"))
