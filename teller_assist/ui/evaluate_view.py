"""The evaluation window that the customer sees: a welcome, five faces, thanks. No name and no business on it."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from teller_assist.domain.quality import BAD_REASONS
from teller_assist.ui import texts, theme
from teller_assist.ui.tiles import Tile, centred
from teller_assist.ui.widgets import Frame, Glyph, Text, inside

SIZE = (1024, 600)
SCORES = (5, 4, 3, 2, 1)  # from the left
TONES = {5: "ok", 4: "ok", 3: "text", 2: "warn", 1: "bad"}
GLYPHS = {"wait": "clock", "attitude": "message", "mistake": "x", "other": "pen"}


class Place(NamedTuple):
    """Where this window stands. ``teller_no`` "" while nobody is asked."""

    bank: str
    bank_en: str
    window_no: str
    teller_no: str = ""


class EvaluateView(QWidget):
    """``pressed`` a score 1–5; ``explained`` a code of ``BAD_REASONS``, "" none."""

    pressed = Signal(int)
    explained = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._place = Place("", "", "")
        self.welcome, self.bank = Text("", "sign", bold=True), Text("", "name", "mut")
        self.here = Text("", "headline", "acc", bold=True)
        self.question, self.who = Text("", "headline", bold=True), Text("", "ticket", "mut")
        self.ask_why, self.why_free = Text("", "headline", bold=True), Text("", "title", "mut")
        self.thanks, self.thanks_more = Text("", "sign", bold=True), Text("", "ticket", "mut")
        self.faces = {
            s: Tile(glyph=f"face-{s}", tone=TONES[s], size=96, step="ticket", least=(168, 232)) for s in SCORES
        }
        self.whys = {c: Tile(glyph=GLYPHS[c], step="ticket", size=48, least=(184, 168)) for c in BAD_REASONS}
        self.no_why = Tile(step="title", bold=False, least=(240, 64))
        self.pages = QStackedWidget()
        for page in (self._idle(), self._asking(), self._reasons(), self._thanks()):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for tile in (*self.faces.values(), *self.whys.values(), self.no_why):
            tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # no face is framed, and no stray Enter is a score
        for score, face in self.faces.items():
            face.setProperty("score", score)
            face.clicked.connect(self._on_face)
        for code, tile in (*self.whys.items(), ("", self.no_why)):
            tile.setProperty("code", code)
            tile.clicked.connect(self._on_why)
        self._entitle()
        self.resize(theme.now().px(SIZE[0]), theme.now().px(SIZE[1]))

    # --- its pages

    def _page(self, *parts: QWidget | QHBoxLayout | int) -> QWidget:
        ground = Frame("page")
        column = inside(QVBoxLayout(ground), 32, 32, 0)
        column.addStretch(1)
        centred(column, parts)
        column.addStretch(1)
        return ground

    def _row(self, tiles: list[Tile]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        for tile in tiles:
            row.addWidget(tile, 1)
        return row

    def _idle(self) -> QWidget:
        return self._page(self.bank, 16, self.welcome, 40, self.here)

    def _asking(self) -> QWidget:
        return self._page(self.question, 8, self.who, 40, self._row(list(self.faces.values())))

    def _reasons(self) -> QWidget:
        row = self._row(list(self.whys.values()))
        return self._page(self.ask_why, 8, self.why_free, 32, row, 24, self.no_why)

    def _thanks(self) -> QWidget:
        self.tick_mark = Glyph("check", "ok", 96)
        return self._page(self.tick_mark, 16, self.thanks, 8, self.thanks_more)

    # --- what the presenter orders

    def show_place(self, place: Place) -> None:
        self._place = place
        self._entitle()

    def show_idle(self) -> None:
        self.pages.setCurrentIndex(0)

    def show_asking(self, teller_no: str) -> None:
        self._place = self._place._replace(teller_no=teller_no)
        self._entitle()
        self.pages.setCurrentIndex(1)

    def show_reasons(self) -> None:
        self.pages.setCurrentIndex(2)

    def show_thanks(self) -> None:
        self.pages.setCurrentIndex(3)

    def page(self) -> str:
        return ("idle", "asking", "reasons", "thanks")[self.pages.currentIndex()]

    # --- what the customer does

    def _on_face(self) -> None:
        if self.page() == "asking":
            self.pressed.emit(int(self.sender().property("score")))

    def _on_why(self) -> None:
        if self.page() == "reasons":
            self.explained.emit(str(self.sender().property("code")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1–5 are the scores as they stand on the faces; for the reasons 1–4, and 0 for none."""
        text = event.text()
        if event.isAutoRepeat() or len(text) != 1 or text not in "012345":
            super().keyPressEvent(event)
        elif self.page() == "asking" and text != "0":
            self.pressed.emit(int(text))
        elif self.page() == "reasons" and int(text) <= len(BAD_REASONS):
            self.explained.emit(BAD_REASONS[int(text) - 1] if text != "0" else "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "pages"):
            self._entitle()

    def _entitle(self) -> None:
        place = self._place
        window = self.tr("{n} 号窗").format(n=place.window_no)
        self.setWindowTitle(self.tr("满意度评价"))
        self.bank.setText(texts.pick(place.bank, place.bank_en))
        self.welcome.setText(self.tr("欢迎光临"))
        self.here.setText(window)
        self.question.setText(self.tr("请您评价本次服务"))
        self.who.setText(self.tr("{window} · 工号 {teller}").format(window=window, teller=place.teller_no))
        words = (self.tr("非常满意"), self.tr("满意"), self.tr("一般"), self.tr("不满意"), self.tr("非常不满意"))
        for (score, face), word in zip(self.faces.items(), words, strict=True):
            face.say(word, str(score))
        self.ask_why.setText(self.tr("抱歉没让您满意，问题出在哪里？"))
        self.why_free.setText(self.tr("可以不选，帮助我们改进"))
        reasons = (self.tr("等候太久"), self.tr("服务态度"), self.tr("办理有误"), self.tr("其他"))
        for at, (tile, word) in enumerate(zip(self.whys.values(), reasons, strict=True), 1):
            tile.say(word, str(at))
        self.no_why.say(self.tr("不说了"))
        self.thanks.setText(self.tr("谢谢您的评价"))
        self.thanks_more.setText(self.tr("祝您愉快，请带好随身物品"))
