"""The kiosk's first page: what for, in big tiles by group; who needs care; the other language; a booking."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from teller_assist.domain.standards import Business
from teller_assist.domain.ticket import NEEDS
from teller_assist.ui import texts
from teller_assist.ui.noop import QT_TRANSLATE_NOOP
from teller_assist.ui.tiles import FINGER, Tile
from teller_assist.ui.widgets import Frame, Glyph, Text, inside, set_property

# Which business types stand together; what the pack has besides stands in the last group, with 其他.
GROUPS = (
    (QT_TRANSLATE_NOOP("kiosk", "存取款"), ("current", "cash_large", "term", "large_cd", "bill")),
    (QT_TRANSLATE_NOOP("kiosk", "账户与转账"), ("transfer", "account_open", "card_replace", "password", "loss_report")),
    (QT_TRANSLATE_NOOP("kiosk", "理财与外汇"), ("wealth", "fx")),
    (QT_TRANSLATE_NOOP("kiosk", "贷款、对公与其他"), ("loan", "corporate")),
)
NOT_ASKED_FOR = {"dual_recording"}  # comes with a sale; nobody takes a number for it
NEED_WORDS = {
    "elderly": (QT_TRANSLATE_NOOP("kiosk", "年长"), "elder"),
    "pregnant": (QT_TRANSLATE_NOOP("kiosk", "孕妇"), "pregnant"),
    "disabled": (QT_TRANSLATE_NOOP("kiosk", "残障"), "wheelchair"),
    "child": (QT_TRANSLATE_NOOP("kiosk", "带小孩"), "child"),
}
ACROSS = 3  # tiles beside each other where the screen stands upright
LOW, HIGH = 88, 184  # px of a tile lying and standing


class Group(QWidget):
    """A heading and its tiles: one under the other, or three abreast."""

    def __init__(self) -> None:
        super().__init__()
        self.head = Text("", "title", "mut", bold=True)
        self.tiles: list[Tile] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addLayout(self._grid, 100)
        column.addWidget(QWidget(), 1)  # what the tiles leave
        self.head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add(self, tile: Tile) -> None:
        self.tiles.append(tile)

    def lay(self, across: int) -> None:
        for at, tile in enumerate(self.tiles):
            tile.setMaximumHeight(LOW if across == 1 else HIGH)
            set_property(tile.word, "step", "ticket" if across == 1 else "name")
            self._grid.addWidget(tile, at // across, at % across)
        for column in range(ACROSS):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def rows(self, across: int) -> int:
        return -(-len(self.tiles) // across)


class KioskStart(QWidget):
    """``chosen`` a business type, "" not sure; ``booking`` they have one; ``spoken`` zh or en; ``touched`` anything."""

    chosen = Signal(str)
    booking = Signal()
    spoken = Signal(str)
    touched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._businesses: dict[str, Business] = {}
        self._said = "ask"
        self.tiles: dict[str, Tile] = {}
        self.groups = [Group() for _ in GROUPS]
        self.needs = {code: Tile(glyph=NEED_WORDS[code][1], size=40, flat=True, step="title") for code in NEEDS}
        self.bank, self.title = Text("", "title", "mut"), Text("", "headline", bold=True)
        self.card_glyph, self.card = Glyph("card", "mut", 24), Text("", "title", "mut")
        self.care = Text("", "title", "mut", bold=True)
        self.language = Tile(step="title", glyph="globe", size=24, flat=True, least=(132, 64))
        self.booked = Tile(step="title", glyph="calendar-check", size=24, flat=True, least=(150, 64))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(self._head())
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(16)
        for group in self.groups:
            self._body.addWidget(group, 1)
        column.addLayout(self._body, 1)
        column.addWidget(self._foot())
        self.language.clicked.connect(self._on_language)
        self.booked.clicked.connect(self.booking)
        for tile in self.needs.values():
            tile.setCheckable(True)
            tile.clicked.connect(self.touched)
            tile.toggled.connect(self._mark)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self.card_glyph)
        said.addWidget(self.card)
        said.addStretch(1)
        words.addLayout(said)
        row.addLayout(words, 1)
        row.addWidget(self.bank, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.booked, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.language, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _foot(self) -> QWidget:
        bar = Frame("bar")
        row = inside(QHBoxLayout(bar), 16, 8, 12)
        row.addWidget(self.care)
        for tile in self.needs.values():
            row.addWidget(tile, 1)
        return bar

    # --- what the view is told

    def show_businesses(self, businesses: Sequence[Business]) -> None:
        """Once: the tiles, in the pack's order where the groups say nothing."""
        self._businesses = {b.code: b for b in businesses}
        grouped = {code for _, codes in GROUPS for code in codes} | NOT_ASKED_FOR
        rest = [b.code for b in businesses if b.code not in grouped]
        for group, (_, codes) in zip(self.groups, GROUPS, strict=True):
            last = group is self.groups[-1]
            for code in (*(c for c in codes if c in self._businesses), *((*rest, "") if last else ())):
                tile = Tile(step="ticket", least=(FINGER, LOW))
                tile.setProperty("code", code)
                tile.clicked.connect(self._on_chosen)
                self.tiles[code] = tile
                group.add(tile)
            group.setVisible(bool(group.tiles))
        self._lay()

    def show_bank(self, name: str) -> None:
        self.bank.setText(name)

    def show_card(self, said: str) -> None:
        """``ask`` to swipe, ``known`` or ``unknown``: never who."""
        self._said = said
        glyph, tone = {"ask": ("card", "mut"), "known": ("check", "ok"), "unknown": ("info", "warn")}[said]
        self.card_glyph.set_glyph(glyph, tone)
        self.card.set_tone(tone)
        self.entitle()

    def chosen_needs(self) -> tuple[str, ...]:
        return tuple(code for code, tile in self.needs.items() if tile.isChecked())

    def clear(self) -> None:
        for tile in self.needs.values():
            tile.setChecked(False)
        self.show_card("ask")

    # --- inside

    def _mark(self) -> None:
        """What is chosen has a tick, not only another colour."""
        for code, tile in self.needs.items():
            chosen = tile.isChecked()
            tile.glyph.set_glyph("check" if chosen else NEED_WORDS[code][1], "acc" if chosen else "text")

    def _on_chosen(self) -> None:
        self.chosen.emit(str(self.sender().property("code")))

    def _on_language(self) -> None:
        self.spoken.emit("zh" if texts.language() == "en" else "en")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        upright = self.height() > self.width()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._body.setDirection(down if upright else across)
        for at, group in enumerate(self.groups):
            group.lay(ACROSS if upright else 1)
            self._body.setStretch(at, group.rows(ACROSS) if upright else 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "booked"):
            self.entitle()

    def entitle(self) -> None:
        self.title.setText(self.tr("请选择要办理的业务"))
        said = {
            "ask": self.tr("刷银行卡或身份证可先识别，不刷也能取号"),
            "known": self.tr("已识别，请选择业务"),
            "unknown": self.tr("没有识别到，请直接选择业务"),
        }
        self.card.setText(said[self._said])
        self.care.setText(self.tr("需要照顾"))
        self.booked.say(self.tr("我有预约"))
        self.language.say("English" if texts.language() == "zh" else "中文")
        for code, tile in self.needs.items():
            tile.say(_word(NEED_WORDS[code][0]))
        for group, (name, _) in zip(self.groups, GROUPS, strict=True):
            group.head.setText(_word(name))
        for code, tile in self.tiles.items():
            known = self._businesses.get(code)
            tile.say(texts.pick(known.name, known.name_en) if known else self.tr("不清楚，请帮我"))


def _word(chinese: str) -> str:
    return QCoreApplication.translate("kiosk", chinese)
