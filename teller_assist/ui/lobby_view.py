"""The lobby board, 1280×800: for a tablet's finger and for a keyboard. Numbers of tickets, no names of customers."""

from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from teller_assist.desk.board import Board
from teller_assist.domain.arrivals import Arrival
from teller_assist.domain.days import BRANCH_TIME
from teller_assist.ui import texts
from teller_assist.ui import words_lobby as words
from teller_assist.ui.controls import Toast
from teller_assist.ui.lobby_list import ArrivalList, Scale
from teller_assist.ui.lobby_panel import ChoicePanel, Page
from teller_assist.ui.lobby_parts import Figure, Foot, Light, Sheet, Verb
from teller_assist.ui.lobby_side import LobbySide
from teller_assist.ui.widgets import Elided, Frame, Text

LEFT_WIDE, TOAST_MS, LOST_MS = 640, 3000, 8000
VERBS = {"C": "call", "P": "park", "T": "move", "N": "absent", "R": "register", "F": "divert", "S": "checkin",
         "H": "help", "G": "go", "D": "over", "J": "claim", "K": "pass", "O": "ended"}  # fmt: skip


class LobbyView(Sheet):
    """``asked`` carries a word of ``VERBS``; ``go``, ``over``, ``claim``, ``pass_on`` the id that was touched."""

    asked = Signal(str)
    go = Signal(object)
    over = Signal(object)
    claim = Signal(object)
    pass_on = Signal(object)
    chosen = Signal(str)
    back = Signal()
    KEYS: ClassVar = VERBS

    def __init__(self) -> None:
        super().__init__()
        self._board: Board | None = None
        self._gone = False  # the one that was chosen, and nobody has been since
        self._business: dict[str, tuple[str, str]] = {}
        self._tiers: dict[str, tuple[str, str]] = {}
        self.name, self.when = Text("", "ticket", bold=True), Text("", "body", "mut")
        self.place = Elided("", "body", "mut")
        self.light = Light()
        self.waiting, self.longest, self.windows = Figure(), Figure(), Figure()
        self.list_head, self.list_count = Text("", "title", bold=True), Text("", "body", "mut")
        self.list = ArrivalList()
        self.scale, self.none = Scale(self.list, self.list_head, self.list_count), Text("", "title", "mut")
        self.side, self.panel, self.right = LobbySide(), ChoicePanel(), QStackedWidget()
        self.ticket = Text("", "title", "acc", bold=True)
        self.verbs = {
            "call": Verb("C", "megaphone", main=True), "park": Verb("P", "pause"), "move": Verb("T", "swap"),
            "absent": Verb("N", "user-x"), "register": Verb("R", "plus"), "divert": Verb("F", "split"),
            "checkin": Verb("S", "calendar-check"), "help": Verb("H", "bell"),
        }  # fmt: skip
        self.foot, self.toast = Foot(), Toast(parent=self)
        self._lay_out()
        self._connect()
        self.setMinimumSize(1024, 700)
        self.resize(1280, 800)

    # -- what is shown ----------------------------------------------------------------------------

    def show_names(self, business: dict[str, tuple[str, str]], tiers: dict[str, tuple[str, str]]) -> None:
        """Names (zh, en) of business types and tiers by code."""
        self._business, self._tiers = business, tiers

    def show_board(self, board: Board) -> Arrival | None:
        """The chosen ticket if it has gone from the list."""
        self._board = board
        before = self.list.chosen()
        self._head(board)
        self.list.rows.names = {code: texts.pick(*name) for code, name in self._business.items()}
        self.list.rows.tiers = tiers = {code: texts.pick(*name) for code, name in self._tiers.items()}
        gone = self.list.show_rows(board.arrivals)
        self._gone = self._gone or gone is not None
        self.none.setVisible(not board.arrivals)
        self.list.setVisible(bool(board.arrivals))
        self.side.show_board(board, tiers)
        self._show_verbs()
        self._show_foot(board)
        free = [call for call in board.calls if call.by is None and not call.own]
        self.panel.show_urgent(self.tr("有 {n} 个呼叫").format(n=len(free)) if free else "")
        return before if gone is not None else None

    def to_call(self) -> Arrival | None:
        """The chosen one; nobody chosen, who is next. Not after the chosen one has gone: somebody was meant."""
        free = self._board.next if self._board is not None and not self._gone else None
        return self.list.chosen() or free

    def show_page(self, page: Page | None) -> None:
        """A page in place of the right side; None brings that back."""
        self.right.setCurrentWidget(self.side if page is None else self.panel)
        if page is not None:
            self.panel.show_page(page)
        if page is None:
            self.list.setFocus()
        else:
            self.setFocus()

    def asks(self) -> bool:
        """Whether a page is open."""
        return self.right.currentWidget() is self.panel

    def say(self, said: str, glyph: str = "check", ms: int = TOAST_MS) -> None:
        self.toast.say(said, ms=ms, glyph=glyph)
        self._place_toast()
        self.toast.raise_()

    # -- inside -----------------------------------------------------------------------------------

    def _head(self, board: Board) -> None:
        self.name.setText(self.tr("大堂"))
        self.when.setText(_when(board.at))
        self.place.set_text(texts.said(board.branch))
        self.light.show_light(board.light)
        self.waiting.show_figure(self.tr("等候"), str(board.waiting))
        tone = {"red": "bad", "late": "warn"}.get(board.longest_level, "text")
        glyph = {"red": "alert", "late": "clock"}.get(board.longest_level, "")
        minutes = self.tr("{n} 分").format(n=board.longest_s // 60) if board.waiting else "–"
        self.longest.show_figure(self.tr("最长"), minutes, glyph, tone)
        open_, known = len(board.windows.open), len(board.windows.known)
        self.windows.show_figure(self.tr("开窗"), f"{open_}/{known}" if known else "–")
        self.list_head.setText(self.tr("到店"))
        self.list_count.setText(self.tr("{n} 位").format(n=board.waiting))
        self.none.setText(self.tr("现在没有人等"))

    def _show_verbs(self) -> None:
        chosen = self.list.chosen()
        self.ticket.setText(chosen.number if chosen else self.tr("选一位"))
        self.ticket.set_tone("acc" if chosen else "mut")
        waits = chosen is not None and chosen.state in ("waiting", "parked", "no_show")
        back = chosen is not None and chosen.state in ("parked", "no_show", "called")
        self.verbs["call"].show_word(self.tr("叫号"), waits or (chosen is None and self.to_call() is not None))
        self.verbs["park"].show_word(
            self.tr("回队") if back else self.tr("挂起"), chosen is not None, "undo" if back else "pause"
        )
        self.verbs["move"].show_word(self.tr("换队列"), waits)
        self.verbs["absent"].show_word(self.tr("未到"), chosen is not None and chosen.state != "no_show")
        for verb, word in (
            ("register", self.tr("登记")), ("divert", self.tr("分流")), ("checkin", self.tr("签到")),
            ("help", self.tr("帮扶")),
        ):  # fmt: skip
            self.verbs[verb].show_word(word)

    def _show_foot(self, board: Board) -> None:
        wire = board.wire
        lan = words.WIRES[wire.lan]
        self.foot.show_part(self.foot.lan, (words.word("wire", {"": lan[0]}, ""), lan[1], lan[2]))
        wan = words.WANS.get(wire.wan, ("", "", "mut"))
        self.foot.show_part(self.foot.wan, (words.word("wire", {"": wan[0]}, "") if wan[0] else "", wan[1], wan[2]))
        unsent = self.tr("未同步 {n}").format(n=wire.unsent)
        self.foot.show_part(self.foot.unsent, (unsent, "upload", "mut"))
        self.foot.who.setText(words.colleague(board.me))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 4)
        column.setSpacing(0)
        column.addLayout(self._head_row())
        column.addSpacing(20)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addWidget(self._list_card(), LEFT_WIDE)
        self.right.addWidget(self.side)
        self.right.addWidget(self.panel)
        body.addWidget(self.right, 568)
        column.addLayout(body, 1)
        column.addSpacing(16)
        column.addLayout(self._verb_row())
        column.addSpacing(6)
        column.addWidget(self.foot)

    def _head_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        sides = (QHBoxLayout(), QHBoxLayout())
        for side, parts, gap in (
            (sides[0], (self.name, self.when, self.place), 16),
            (sides[1], (self.waiting, self.longest, self.windows), 20),
        ):  # fmt: skip
            side.setSpacing(gap)
            for part in parts:
                side.addWidget(part)
        sides[0].setStretchFactor(self.place, 1)  # a long name of a branch is cut short, the time never
        sides[1].insertStretch(0)
        row.addLayout(sides[0], 1)
        row.addWidget(self.light)
        row.addLayout(sides[1], 1)
        self.light.setFixedHeight(48)
        return row

    def _list_card(self) -> Frame:
        card = Frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(0)
        column.addWidget(self.scale)
        column.addWidget(self.list, 1)
        column.addWidget(self.none, 1, Qt.AlignmentFlag.AlignCenter)
        return card

    def _verb_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(24)
        left, right = QHBoxLayout(), QHBoxLayout()
        self.ticket.setFixedWidth(84)
        left.addWidget(self.ticket)
        for side, verbs in (
            (left, ("call", "park", "move", "absent")),
            (right, ("register", "divert", "checkin", "help")),
        ):
            side.setSpacing(12)
            for verb in verbs:
                side.addWidget(self.verbs[verb], 1)
        row.addLayout(left, LEFT_WIDE)
        row.addLayout(right, 568)
        return row

    def _connect(self) -> None:
        for verb, button in self.verbs.items():
            button.setObjectName(verb)
            button.clicked.connect(self._on_verb)
        self.list.picked.connect(self._on_picked)
        for signal, news in ((self.side.go, self.go), (self.side.over, self.over), (self.side.claim, self.claim),
                             (self.side.pass_on, self.pass_on), (self.panel.chosen, self.chosen),
                             (self.panel.back, self.back)):  # fmt: skip
            signal.connect(news)
        self.side.ended.connect(self._on_ended)
        self.restyled.connect(self._on_restyled)

    def _on_verb(self) -> None:
        button = self.sender()
        if button is not None:
            self.asked.emit(button.objectName())

    def _on_ended(self) -> None:
        self.asked.emit("ended")

    def _on_picked(self, ticket_id: object) -> None:
        self._gone = self._gone and ticket_id is None
        self._show_verbs()

    def _on_restyled(self) -> None:
        if self._board is not None:
            self.show_board(self._board)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.asks():
            if not self.panel.press(event):
                super().keyPressEvent(event)
            return
        if event.key() == Qt.Key.Key_Escape:
            self._gone = False
            self.list.unchoose()
            self._show_verbs()
            return
        verb = self.KEYS.get(event.text().upper())
        if verb is None or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif verb not in self.verbs or self.verbs[verb].isEnabled():
            self.asked.emit(verb)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_toast()

    def _place_toast(self) -> None:
        """Over the light, which it covers whole for its seconds: nothing there is pressed."""
        wide = max(self.light.width(), self.toast.sizeHint().width())
        self.toast.setGeometry((self.width() - wide) // 2, 12, wide, 48)


def _when(at: datetime) -> str:
    here = at.astimezone(BRANCH_TIME)
    return f"{here:%m-%d} {texts.weekday(here.date())} {here:%H:%M}"
