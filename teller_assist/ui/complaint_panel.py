"""投诉 beside the work: what is open with its clock, taking one in, offering, deciding, closing.

Two keys take one in: a digit and Enter.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from teller_assist.desk.complaints import Said
from teller_assist.domain.complaint_clock import Clock
from teller_assist.domain.days import day_at
from teller_assist.domain.word_given import DECISIONS, OFFERS, SUBJECTS, FiledComplaint
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

SATISFIED = ("yes", "no", "")


class Shown(NamedTuple):
    """A complaint, how its clock stands, and whether it is this person's to make an offer."""

    complaint: FiledComplaint
    clock: Clock
    may_offer: bool = True


class Page(NamedTuple):
    """``who`` is at the window, "" nobody; ``visit``: the complaint may be about the visit under way."""

    who: str
    shown: tuple[Shown, ...] = ()
    may_decide: bool = False
    visit: bool = False


class ComplaintPanel(Beside):
    """Modes: new, follow, decide, close. ``filed`` subject, text, wish, about this visit; ``done`` deed, code, text."""

    filed = Signal(str, str, str, bool)
    done = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._mode, self._at, self._choice, self._about = Page(""), "new", 0, -1, False
        self.facts, self.head = QVBoxLayout(), Text("", "body", bold=True)
        self.choices, self.text, self.wish = Choices(4), Entry(), Entry()
        self.about = Key("V", "", "quiet", centred=False)
        self.facts.setSpacing(8)
        self.page.addLayout(self.facts)
        for part in (self.head, self.choices, self.text, self.wish, self.about):
            self.page.addWidget(part)
        self.keys = {code: Key(cap, "", "flat") for code, cap in zip(_KEYS, _KEYS.values(), strict=True)}
        self.add_keys(tuple(self.keys.values()))
        group = QButtonGroup(self)
        group.idClicked.connect(self._on_key)
        for n, key in enumerate(self.keys.values()):
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            group.addButton(key, n)
        self.about.clicked.connect(self._other_about)
        self.choices.picked.connect(self._pick)
        self._render()

    # --- what the presenter orders

    def show_page(self, page: Page, chosen: object = None) -> None:
        """``chosen``: the id of the complaint that is looked at; else the open one that is due first."""
        self._page = page
        ids = [one.complaint.complaint_id for one in page.shown]
        self._at = ids.index(chosen) if chosen in ids else 0  # type: ignore[arg-type]
        self._to("follow" if page.shown and page.shown[self._at].complaint.is_open() else "new")

    def say_done(self, filed: bool) -> None:
        """It is on the disk."""
        self.say(self.tr("已记下，这位客户今天不营销") if filed else self.tr("已记下"), "ok")

    def current(self) -> FiledComplaint | None:
        return self._page.shown[self._at].complaint if self._page.shown else None

    # --- what is chosen

    def press(self, key: int, text: str) -> bool:
        codes = {cap: code for code, cap in _KEYS.items()}
        if text.isascii() and text.isdigit() and 1 <= int(text) <= len(self.choices.keys):
            self._pick(int(text) - 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._mode == "follow":
            self._at = max(0, min(len(self._page.shown) - 1, self._at + (1 if key == Qt.Key.Key_Down else -1)))
            self._render()
        elif text == "V" and self.about.isVisible():
            self._other_about()
        elif text in codes and self.keys[codes[text]].isVisible():
            self._do(codes[text])
        else:
            return False
        return True

    def enter(self) -> None:
        """Records what is chosen."""
        if self._choice < 0:
            if self._mode in ("new", "decide"):
                self.say(self.tr("先按数字选一项"))
            return
        text = self.text.edit.text().strip()
        if self._mode == "new":
            self.filed.emit(SUBJECTS[self._choice], text, self.wish.edit.text().strip(), self._about)
        elif self._mode == "decide":
            self.done.emit("decide", DECISIONS[self._choice], text)
        elif self._mode == "close":
            self.done.emit("close", SATISFIED[self._choice], "")

    def _pick(self, number: int) -> None:
        if self._mode == "follow":
            self.done.emit("offer", OFFERS[number], "")
            return
        self._choice = number
        self._render()

    def _on_key(self, n: int) -> None:
        self._do(tuple(_KEYS)[n])

    def _do(self, code: str) -> None:
        if code == "accept":
            current = self.current()
            self.done.emit("accept", current.offer if current else "", "")
        elif code == "save":
            self.enter()
        elif code == "text":
            self.text.setFocus()
        else:
            self._to({"new": "new", "decide": "decide", "close": "close"}[code])

    def _to(self, mode: str) -> None:
        self._mode, self._choice, self._about = mode, (2 if mode == "close" else -1), False
        self.text.edit.clear()
        self.wish.edit.clear()
        self.say("")
        self._render()
        self.setFocus()

    def _other_about(self) -> None:
        self._about = not self._about
        self._render()

    # --- what is seen

    def _render(self) -> None:
        page, mode = self._page, self._mode
        self.setWindowTitle(self.tr("投诉"))
        who = page.who or self.tr("无档案来客")
        self.title.setText(self.tr("投诉 · {who}").format(who=who))
        self.hint.setText(self.tr("投诉未结时不营销；收到次日起 15 个工作日内答复"))
        emptied(self.facts)
        for n, one in enumerate(page.shown):
            self.facts.addWidget(self._fact(one, n == self._at and mode != "new"))
        mine = mode != "follow" or page.shown[self._at].may_offer
        tables = {"new": words.SUBJECTS, "follow": words.OFFERS, "decide": words.DECISIONS}
        codes = {"new": SUBJECTS, "follow": OFFERS, "decide": DECISIONS}.get(mode, ())
        said = [words.say("complaint", tables[mode], code) for code in codes if mine]
        if mode == "close":
            said = [self.tr("客户满意"), self.tr("不满意"), self.tr("没有说")]
        self.head.setText(self._heading() if mine else self.tr("补救由受理的同事或主管提出"))
        self.choices.show_words(said, self._choice)
        self.text.ask(self.tr("发生了什么（可不填）") if mode == "new" else self.tr("怎样答复客户（可不填）"))
        self.wish.ask(self.tr("客户希望怎样（可不填）"))
        self.text.setVisible(mode in ("new", "decide"))
        self.wish.setVisible(mode == "new")
        self.about.setVisible(mode == "new" and page.visit)
        self.about.set_word(self.tr("✓ 就是这次接待") if self._about else self.tr("就是这次接待"))
        self._show_keys()

    def _heading(self) -> str:
        return {
            "new": self.tr("新投诉：为了什么"),
            "follow": self.tr("补救：提出哪一项"),
            "decide": self.tr("处理结果"),
            "close": self.tr("告诉客户后办结，客户怎么说"),
        }[self._mode]

    def _fact(self, one: Shown, live: bool) -> Fact:
        c = one.complaint
        offered = words.say("complaint", words.OFFERS, c.offer) if c.offer else ""
        if offered:
            form = self.tr("补救 {what}，客户接受") if c.offer_accepted else self.tr("补救 {what}")
            offered = form.format(what=offered)
        decided = words.say("complaint", words.DECISIONS, c.decision) if c.decision else ""
        filed = self.tr("{on} 收到").format(on=texts.day(day_at(c.filed_at)))
        clock = words.clock(one.clock)
        under = texts.listed(filed, c.text, offered, decided, clock if decided else "")
        state = clock, words.GLYPHS[one.clock.state], words.TONES[one.clock.state]
        if not c.is_open():
            state = self.tr("已办结"), "check", "ok"
        elif decided:
            state = self.tr("待告知客户"), "message", "warn"
        return Fact(words.subject(c.subject), under, state, live)

    def _show_keys(self) -> None:
        current, mode = self.current(), self._mode
        stage = current.stage if current else ""
        offered = current is not None and bool(current.offer) and not current.offer_accepted
        seen = {
            "save": mode != "follow",
            "text": mode in ("new", "decide"),
            "accept": mode == "follow" and offered and self._page.shown[self._at].may_offer,
            "decide": mode == "follow" and stage == "open" and self._page.may_decide,
            "close": mode == "follow" and stage == "decided" and self._page.may_decide,
            "new": mode == "follow",
        }
        says = {
            "save": self.tr("记下"), "text": self.tr("写字"), "accept": self.tr("客户接受"), "decide": self.tr("处理"),
            "close": self.tr("办结"), "new": self.tr("再记一件"),
        }  # fmt: skip
        for code, key in self.keys.items():
            key.set_word(says[code])
            key.setVisible(seen[code])
        self.leave.set_word(self.tr("收起"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "keys"):
            self._render()


_KEYS = {"save": "Enter", "text": "T", "accept": "A", "decide": "D", "close": "C", "new": "N"}


class ComplaintPresenter:
    """Records what the panel asks for, and shows it once it is on the disk. ``changed``: the card is to look again."""

    def __init__(self, view: ComplaintPanel, quality: "Quality", tasks: Runs, changed: Callable[[], None]) -> None:
        self._view, self._quality, self._tasks, self._changed = view, quality, tasks, changed
        self._customer_no, self._who = "", ""
        self._visit: Visit | None = None
        view.filed.connect(self.file)
        view.done.connect(self.do)

    def open(self, card: "Card | None", visit: "Visit | None") -> None:
        """For whoever is at the window; without a card for somebody without a record."""
        self._customer_no, self._who = (card.customer_no, card.salutation or card.customer_no) if card else ("", "")
        self._visit = visit
        self.show()

    def show(self, chosen: object = None) -> None:
        quality = self._quality
        found: Sequence[FiledComplaint] = (
            quality.complaints_of(self._customer_no) if self._customer_no
            else [c for c in quality.complaints() if not c.customer_no]
        )  # fmt: skip
        first = sorted(found, key=lambda c: (not c.is_open(), c.due_on))
        shown = tuple(Shown(c, quality.clock(c), quality.may_offer(c)) for c in first[:4])
        self._view.show_page(Page(self._who, shown, quality.may_decide(), self._visit is not None), chosen)

    def file(self, subject: str, text: str, wish: str, about: bool) -> None:
        visit = self._visit if about else None
        said = Said(
            self._customer_no, subject, text, wish, visit.staff_no if visit else "", visit.visit_id if visit else None
        )
        self._run(lambda: self._quality.file_complaint(said), filed=True)

    def do(self, deed: str, code: str, text: str) -> None:
        current = self._view.current()
        if current is None:
            return
        quality, id_ = self._quality, current.complaint_id
        work: Callable[[], FiledComplaint] = {
            "offer": lambda: quality.offer(id_, code),
            "accept": lambda: quality.offer(id_, code, True),
            "decide": lambda: quality.decide(id_, code, text),
            "close": lambda: quality.close_complaint(id_, code),
        }[deed]
        self._run(work)

    def _run(self, work: Callable[[], FiledComplaint], filed: bool = False) -> None:
        def shown(done: FiledComplaint) -> None:
            self.show(done.complaint_id)
            self._view.say_done(filed and bool(done.customer_no))
            self._changed()

        self._tasks.run(work, shown, self._fail)

    def _fail(self, error: Exception) -> None:
        self._view.say(texts.error(error if isinstance(error, Expected) else Expected(str(error))))
