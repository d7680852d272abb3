"""Ctrl+H, the card of the huddle (晨会/夕会): read out from, printed, noted as held. Beside the work, never modal."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from teller_assist.domain.days import BRANCH_TIME
from teller_assist.domain.huddle import EVENING, MORNING, PART_NAMES, SECTION_NAMES, SECTIONS, HuddleCard
from teller_assist.errors import Expected
from teller_assist.ui import texts, theme
from teller_assist.ui.controls import Key
from teller_assist.ui.leaf import Block, Leaf, LeafPage, Row
from teller_assist.ui.paper import write_pdf
from teller_assist.ui.widgets import Elided, Frame, inside

if TYPE_CHECKING:
    from teller_assist.desk.huddles import Huddles

SIZE = (720, 680)
NOON = 14  # o'clock in the branch: from then on the evening's card comes first
_KEYS = {Qt.Key.Key_1: MORNING, Qt.Key.Key_2: EVENING, Qt.Key.Key_P: "print", Qt.Key.Key_H: "hold"}
_MARKS = {
    "back": ("alert", "warn"), "owed": ("clock", "bad"), "ahead": ("calendar", "acc"), "new": ("info", "acc"),
    "well": ("check", "ok"),
}  # fmt: skip


class HuddleView(QWidget):
    """``asked`` morning | evening | print | hold."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._card: HuddleCard | None = None
        self.page, self.said = LeafPage(), Elided("", "caption", "mut")
        self.morning, self.evening = Key("1", "", "flat"), Key("2", "", "flat")
        self.print_, self.hold, self.leave = Key("P", "", "flat"), Key("H", "", "flat"), Key("Esc", "", "flat")
        ground = Frame("page")
        column = inside(QVBoxLayout(ground), 0, 24, 0)
        column.addWidget(self.page, 1)
        column.addLayout(self._foot())
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ground)
        for key, word in (
            (self.morning, MORNING), (self.evening, EVENING), (self.print_, "print"), (self.hold, "hold"),
        ):  # fmt: skip
            key.setProperty("asks", word)
            key.clicked.connect(self._on_key)
        self.leave.clicked.connect(self.close)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._entitle()
        self._fit()

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(30, 8, 24, 0)
        foot.setSpacing(8)
        for key in (self.morning, self.evening, self.print_, self.hold, self.leave):
            foot.addWidget(key)
        foot.addWidget(self.said, 1)
        return foot

    # --- what the presenter orders

    def show_card(self, card: HuddleCard, held: bool, may_hold: bool) -> None:
        self._card = card
        self._held = held
        self.hold.setVisible(may_hold and not held)
        self.page.show_leaf(self._leaf(card))
        self.said.set_text("")

    def leaf(self) -> Leaf | None:
        """What is shown, for paper."""
        return self.page.leaf

    def say_saved(self, path: Path) -> None:
        self.said.set_text(self.tr("已存：{path}").format(path=path))

    def say_failed(self, words: str) -> None:
        self.said.set_text(words)

    def say_unwritable(self) -> None:
        self.said.set_text(self.tr("存不下来，请看磁盘"))

    def _leaf(self, card: HuddleCard) -> Leaf:
        blocks = tuple(
            Block(
                texts.pick(*SECTION_NAMES[section]), tuple(self._row(line.text, line.source, section) for line in lines)
            )
            for section in SECTIONS
            if (lines := card.of(section))
        )
        pills = [(self.tr("已开"), "check", "ok")] if self._held else []
        if not card.sure:
            pills.append((self.tr("节假日还没有公布，只算了周末"), "alert", "warn"))
        days = self.tr("看 {back}，备 {ahead}").format(back=card.back, ahead=card.ahead)
        under = days if blocks else f"{days} · {self.tr('没有要说的')}"
        return Leaf(f"{texts.pick(*PART_NAMES[card.part])} {card.day}", tuple(pills), blocks, under)

    def _row(self, text: tuple[str, str], source: tuple[str, str], section: str) -> Row:
        glyph, tone = _MARKS[section]
        form = self.tr("来自{source}").format(source=texts.pick(*source))
        return Row("", texts.pick(*text), "", form, glyph, tone)

    # --- what a person does

    def _on_key(self) -> None:
        self.asked.emit(str(self.sender().property("asks")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape or (
            key == Qt.Key.Key_H and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.close()
        elif key in _KEYS and not event.isAutoRepeat():
            if _KEYS[key] != "hold" or self.hold.isVisible():
                self.asked.emit(_KEYS[key])
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.page.turn(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "leave"):
            self._entitle()
            if self._card is not None:
                self.page.show_leaf(self._leaf(self._card))
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "leave"):
            self._fit()

    def _entitle(self) -> None:
        self.setWindowTitle(self.tr("晨会夕会"))
        for key, word in (
            (self.morning, self.tr("晨会")), (self.evening, self.tr("夕会")), (self.print_, self.tr("存成 PDF")),
            (self.hold, self.tr("记下已开")), (self.leave, self.tr("收起")),
        ):  # fmt: skip
            key.set_word(word)

    def _fit(self) -> None:
        now = theme.now()
        room = self.screen().availableGeometry().height()
        self.resize(now.px(SIZE[0]), min(now.px(SIZE[1]), room))


class HuddlePresenter:
    """``folder``: where the PDF goes, default the user's documents. The window keeps it."""

    def __init__(self, huddles: "Huddles", now: Callable[[], datetime], folder: Path | None = None) -> None:
        self._huddles, self._now, self._folder = huddles, now, folder
        self._view: HuddleView | None = None
        self._part = MORNING

    def open(self, view: HuddleView) -> None:
        if self._view is not view:
            self._view = view
            view.asked.connect(self.ask)
        self._part = MORNING if self._now().astimezone(BRANCH_TIME).hour < NOON else EVENING
        self._show()
        view.show()
        view.raise_()
        view.setFocus()

    def ask(self, what: str) -> None:
        if self._view is None:
            return
        try:
            if what == "print":
                self._print(self._view)
                return
            if what == "hold":
                self._huddles.hold(self._part)
            else:
                self._part = what
            self._show()
        except Expected as error:
            self._view.say_failed(texts.error(error))

    def _show(self) -> None:
        if self._view is not None:
            held = self._huddles.held(self._part) is not None
            self._view.show_card(self._huddles.card(self._part), held, self._huddles.may_hold())

    def _print(self, view: HuddleView) -> None:
        leaf = view.leaf()
        if leaf is None:
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path = (
            self._folder or Path(documents)
        ) / f"huddle-{self._now().astimezone(BRANCH_TIME).date()}-{self._part}.pdf"
        if write_pdf(path, leaf.as_text().split("\n\n")):
            view.say_saved(path)
        else:
            view.say_unwritable()
