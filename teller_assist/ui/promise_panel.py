"""承诺 beside the work: what this customer was promised, and a new one. Two keys make one: a digit and Enter."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from teller_assist.domain.word_given import PROMISE_ENDS, Promise
from teller_assist.errors import Expected
from teller_assist.ui import texts
from teller_assist.ui import words_quality as words
from teller_assist.ui.beside import Beside, Choices, Entry, Fact, emptied
from teller_assist.ui.controls import Key
from teller_assist.ui.scene import Runs
from teller_assist.ui.widgets import Text

if TYPE_CHECKING:
    from teller_assist.desk.quality import Quality
    from teller_assist.domain.card import Card
    from teller_assist.domain.visit import Visit

MOST = 5  # promises shown
AHEAD = 60  # business days that a promise may be set ahead by key


class Page(NamedTuple):
    """``who`` "": nobody is at the window, and ``shown`` is what one owes oneself. ``days``: business days to come,
    today first; ``mine``: (owed, overdue) by this member of staff."""

    who: str
    shown: tuple[Promise, ...]
    today: date
    days: tuple[date, ...]
    mine: tuple[int, int] = (0, 0)


class PromisePanel(Beside):
    """``made`` what, until when; ``ended`` how, of the one that is chosen."""

    made = Signal(str, object)
    ended = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self._at, self._choice, self._day = 0, -1, 1
        self.facts, self.head = QVBoxLayout(), Text("", "body", bold=True)
        self.choices, self.what, self.until = Choices(2), Entry(), Text("", "title", bold=True)
        self.sooner, self.later = Key("←", "", "quiet"), Key("→", "", "quiet")
        self.facts.setSpacing(8)
        self.page.addLayout(self.facts)
        for part in (self.head, self.choices, self.what):
            self.page.addWidget(part)
        days = QHBoxLayout()
        days.setSpacing(12)
        days.addWidget(self.sooner)
        days.addWidget(self.until)
        days.addWidget(self.later)
        days.addStretch(1)
        self.page.addLayout(days)
        self.keys = {code: Key(cap, "", "flat") for code, cap in _KEYS.items()}
        self.add_keys(tuple(self.keys.values()))
        for key in (*self.keys.values(), self.sooner, self.later):
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.choices.picked.connect(self._pick)
        self.sooner.clicked.connect(self._sooner)
        self.later.clicked.connect(self._later)
        self.keys["save"].clicked.connect(self.enter)
        self.keys["text"].clicked.connect(self.what.setFocus)
        group = QButtonGroup(self)
        group.idClicked.connect(self._on_end)
        for n, how in enumerate(PROMISE_ENDS):
            group.addButton(self.keys[how], n)

    def show_page(self, page: Page) -> None:
        """A new promise may be begun; the first one that is owed is chosen."""
        self._page, self._choice, self._day, self._at = page, -1, 1, 0
        self.what.edit.clear()
        self.say("")
        self._render()
        self.setFocus()

    def say_done(self) -> None:
        """It is on the disk."""
        self.say(self.tr("已记下"), "ok")

    def current(self) -> Promise | None:
        """The chosen one, if it is still owed."""
        owed = [p for p in self._page.shown if not p.how] if self._page else []
        return owed[min(self._at, len(owed) - 1)] if owed else None

    # --- keys

    def press(self, key: int, text: str) -> bool:
        ends = {"K": "kept", "B": "broken", "W": "withdrawn"}
        if text.isascii() and text.isdigit() and 1 <= int(text) <= len(words.USUAL) and self._may_make():
            self._pick(int(text) - 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._may_make():
            self._move(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            owed = sum(not p.how for p in self._page.shown) if self._page else 0
            self._at = max(0, min(owed - 1, self._at + (1 if key == Qt.Key.Key_Down else -1)))
            self._render()
        elif text == "T" and self._may_make():
            self.what.setFocus()
        elif text in ends:
            self._end(ends[text])
        else:
            return False
        return True

    def enter(self) -> None:
        """Makes the promise."""
        what = self.what.edit.text().strip()
        if not self._may_make() or self._page is None:
            return
        if what:
            self.made.emit(what, self._page.days[self._day])
        else:
            self.say(self.tr("先按数字选一项，或按 T 写下承诺"))

    def _may_make(self) -> bool:
        return self._page is not None and bool(self._page.who)

    def _pick(self, number: int) -> None:
        self._choice = number
        self.what.edit.setText(QCoreApplication.translate("promise", words.USUAL[number]))
        self.say("")
        self._render()

    def _sooner(self) -> None:
        self._move(-1)

    def _later(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        assert self._page is not None
        self._day = max(0, min(len(self._page.days) - 1, self._day + by))
        self._render()

    def _on_end(self, n: int) -> None:
        self._end(PROMISE_ENDS[n])

    def _end(self, how: str) -> None:
        if self.current() is not None:
            self.ended.emit(how)

    # --- what is seen

    def _render(self) -> None:
        page = self._page
        if page is None:
            return
        self.setWindowTitle(self.tr("承诺"))
        self.title.setText(self.tr("承诺 · {who}").format(who=page.who) if page.who else self.tr("我的承诺"))
        self.hint.setText(self.tr("您名下还有 {n} 件未了，{m} 件逾期").format(n=page.mine[0], m=page.mine[1]))
        emptied(self.facts)
        current = self.current()
        for one in page.shown:
            under = texts.listed(
                one.customer_no if not page.who else "", self.tr("承办 {who}").format(who=one.owner_no), one.note
            )
            self.facts.addWidget(Fact(one.what, under, words.promise_state(one, page.today), one is current))
        if not page.shown:
            self.facts.addWidget(Text(self.tr("没有承诺过什么"), "body", "mut"))
        may = self._may_make()
        self.head.setText(self.tr("新承诺"))
        usual = [QCoreApplication.translate("promise", word) for word in words.USUAL]
        self.choices.show_words(usual if may else (), self._choice)
        self.what.ask(self.tr("答应了什么（按数字，或写下来）"))
        day = page.days[self._day]
        self.until.setText(
            self.tr("{on} {weekday} 前").format(on=texts.day(day, page.today), weekday=texts.weekday(day))
        )
        for part in (self.head, self.what, self.until, self.sooner, self.later):
            part.setVisible(may)
        says = {
            "save": self.tr("记下"), "text": self.tr("写字"), "kept": self.tr("已兑现"), "broken": self.tr("没兑现"),
            "withdrawn": self.tr("撤回"),
        }  # fmt: skip
        for code, key in self.keys.items():
            key.set_word(says[code])
            key.setVisible(may if code in ("save", "text") else current is not None)
        self.sooner.set_word(self.tr("早一天"))
        self.later.set_word(self.tr("晚一天"))
        self.leave.set_word(self.tr("收起"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "keys"):
            self._render()


_KEYS = {"save": "Enter", "text": "T", "kept": "K", "broken": "B", "withdrawn": "W"}


class PromisePresenter:
    """Records what the panel asks for. ``changed``: the card is to look again."""

    def __init__(
        self, view: PromisePanel, quality: "Quality", tasks: Runs, today: Callable[[], date],
        changed: Callable[[], None],
    ) -> None:  # fmt: skip
        self._view, self._quality, self._tasks = view, quality, tasks
        self._today, self._changed = today, changed
        self._customer_no, self._who = "", ""
        self._visit: Visit | None = None
        view.made.connect(self.make)
        view.ended.connect(self.end)

    def open(self, card: "Card | None", visit: "Visit | None") -> None:
        """For whoever is at the window; without a card: what one owes oneself."""
        self._customer_no, self._who = (card.customer_no, card.salutation or card.customer_no) if card else ("", "")
        self._visit = visit
        self.show()

    def show(self) -> None:
        quality, today = self._quality, self._today()
        mine, overdue = quality.my_promises()
        found: Sequence[Promise] = quality.promises_of(self._customer_no) if self._customer_no else mine
        owed = sorted((p for p in found if not p.how), key=lambda p: p.due_on)
        ended = [p for p in found if p.how]
        days = quality.days_ahead(AHEAD)
        page = Page(self._who, (*owed, *ended)[:MOST], today, days, (len(mine), len(overdue)))
        self._view.show_page(page)

    def make(self, what: str, due_on: date) -> None:
        visit_id = self._visit.visit_id if self._visit else None
        self._run(lambda: self._quality.promise(self._customer_no, what, due_on, visit_id=visit_id))

    def end(self, how: str) -> None:
        current = self._view.current()
        if current is not None:
            promise_id = current.promise_id
            self._run(lambda: self._quality.end_promise(promise_id, how))

    def _run(self, work: Callable[[], Promise]) -> None:
        def shown(_: Promise) -> None:
            self.show()
            self._view.say_done()
            self._changed()

        self._tasks.run(work, shown, self._fail)

    def _fail(self, error: Exception) -> None:
        self._view.say(texts.error(error if isinstance(error, Expected) else Expected(str(error))))
