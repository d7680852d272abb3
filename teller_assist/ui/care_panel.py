"""防诈关怀 beside the work: the signs that a teller sees; and, while selling has stopped, what came of it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from teller_assist.domain.care import VERDICTS, Pause
from teller_assist.domain.days import BRANCH_TIME
from teller_assist.domain.suggestion import Text as Words
from teller_assist.errors import Expected
from teller_assist.ui import texts
from teller_assist.ui.beside import Beside, Choices, Entry, Fact, emptied
from teller_assist.ui.controls import Key
from teller_assist.ui.scene import Runs
from teller_assist.ui.widgets import Text

if TYPE_CHECKING:
    from teller_assist.desk.care import CareDesk
    from teller_assist.domain.card import Card

LONGEST = 32  # of a staff number


class CarePage(NamedTuple):
    """``who`` is at the window; ``signs`` that may be ticked; ``since`` None: selling has not stopped yet, else when it
    did, because of what was ``seen``."""

    who: str
    signs: tuple[Words, ...]
    since: datetime | None = None
    seen: tuple[Words, ...] = ()


class CarePanel(Beside):
    """``seen`` the numbers (from 0) of signs that are ticked; ``lifted`` verdict and the supervisor's staff number."""

    seen = Signal(tuple)
    lifted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._lifts = CarePage("", ()), False
        self._ticked: set[int] = set()
        self._verdict = -1
        self.facts, self.head = QVBoxLayout(), Text("", "body", bold=True)
        self.choices, self.by = Choices(1), Entry()
        self.by.edit.setMaxLength(LONGEST)
        self.page.addLayout(self.facts)
        for part in (self.head, self.choices, self.by):
            self.page.addWidget(part)
        self.more, self.save = Key("S", "", "flat"), Key("Enter", "", "flat")
        self.add_keys((self.more, self.save))
        self.choices.picked.connect(self._pick)
        self.more.clicked.connect(self._other_mode)
        self.save.clicked.connect(self.enter)
        self._render()

    def show_page(self, page: CarePage) -> None:
        self._page, self._lifts = page, page.since is not None
        self._ticked.clear()
        self._verdict = -1
        self.by.edit.clear()
        self.say("")
        self._render()
        self.setFocus()

    def press(self, key: int, text: str) -> bool:
        if text.isascii() and text.isdigit() and 1 <= int(text) <= len(self.choices.keys):
            self._pick(int(text) - 1)
        elif text == "S" and self.more.isVisible():
            self._other_mode()
        else:
            return False
        return True

    def enter(self) -> None:
        """Stops selling with what is ticked, or lifts it."""
        if not self._lifts:
            if not self._ticked:
                self.say(self.tr("先按数字勾上看到的"))
                return
            self.seen.emit(tuple(sorted(self._ticked)))
        elif self._verdict < 0:
            self.say(self.tr("先按数字选核实结果"))
        elif not self.by.edit.text().strip():
            self.say(self.tr("请主管报工号"))
            self.by.setFocus()
        else:
            self.lifted.emit(VERDICTS[self._verdict], self.by.edit.text().strip())

    def _pick(self, number: int) -> None:
        if self._lifts:
            self._verdict = number
        else:
            self._ticked ^= {number}
        self.say("")
        self._render()
        if self._lifts:
            self.by.setFocus()

    def _other_mode(self) -> None:
        self._lifts = not self._lifts and self._page.since is not None
        self._render()
        self.setFocus()

    def _render(self) -> None:
        page, lifts = self._page, self._lifts
        self.setWindowTitle(self.tr("防诈关怀"))
        self.title.setText(self.tr("防诈关怀 · {who}").format(who=page.who))
        self.hint.setText(
            self.tr("解除要另一位主管授权；解除后今天也不再推荐")
            if lifts
            else self.tr("勾上看到的，回车后对这位客户停止营销，全网点今天有效")
        )
        emptied(self.facts)
        if page.since is not None:
            self.facts.addWidget(self._fact(page.since, page.seen))
        self.head.setText(self.tr("核实下来") if lifts else self.tr("看到了什么"))
        if lifts:
            self.choices.show_words([texts.verdict(code) for code in VERDICTS], self._verdict)
        else:
            marks = ("✓ " if n in self._ticked else "" for n in range(len(page.signs)))
            self.choices.show_words([mark + texts.said(sign) for mark, sign in zip(marks, page.signs, strict=True)])
        self.by.ask(self.tr("主管工号"))
        self.by.setVisible(lifts)
        self.more.set_word(self.tr("再记信号") if lifts else self.tr("核实结果"))
        self.more.setVisible(page.since is not None)
        self.save.set_word(self.tr("解除") if lifts else self.tr("停止营销"))
        self.leave.set_word(self.tr("收起"))

    def _fact(self, since: datetime, seen: Sequence[Words]) -> Fact:
        what = self.tr("；").join(map(texts.said, seen)) or self.tr("柜员请求停止营销")
        at = since.astimezone(BRANCH_TIME).strftime("%H:%M")
        return Fact(what, self.tr("{at} 起停止营销").format(at=at), (self.tr("关怀中"), "alert", "bad"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "save"):
            self._render()


class CarePresenter:
    """``changed``: the card is to be looked at again."""

    def __init__(self, view: CarePanel, care: "CareDesk", tasks: Runs, changed: Callable[[], None]) -> None:
        self._view, self._care, self._tasks, self._changed = view, care, tasks, changed
        self._pause: Pause | None = None
        self._codes: tuple[str, ...] = ()
        view.seen.connect(self.pause)
        view.lifted.connect(self.lift)

    def open(self, card: "Card") -> bool:
        """Of who is at the window. False if nothing can be said of them."""
        try:
            self._pause = self._care.here(card.customer_no)
        except Expected as error:
            self._view.say(texts.error(error))
            return False
        pack, signs = self._care.pack, self._care.signs()
        self._codes = tuple(sign.code for sign in signs)
        seen = tuple(map(pack.name, self._pause.signs.split())) if self._pause else ()
        since = self._pause.paused_at if self._pause else None
        self._view.show_page(CarePage(card.salutation, tuple(s.name for s in signs), since, seen))
        return True

    def pause(self, ticked: tuple[int, ...]) -> None:
        codes = [self._codes[n] for n in ticked]
        self._tasks.run(lambda: self._care.pause(codes), self._done, self._fail)

    def lift(self, verdict: str, by: str) -> None:
        pause = self._pause
        if pause is not None:
            self._tasks.run(lambda: self._care.lift(pause.pause_id, verdict, by), self._done, self._fail)

    def _done(self, _pause: Pause) -> None:
        self._view.close()
        self._changed()

    def _fail(self, error: Exception) -> None:
        self._view.say(texts.error(error) if isinstance(error, Expected) else str(error))
