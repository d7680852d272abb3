"""知识卡、答题 beside the work: cards as one types, the quiz when nobody is at the window.

Nothing of a customer is ever on it. Everything goes by the digits, Enter and Esc of the number pad.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from teller_assist.domain.knowledge_index import ANSWER, Hit
from teller_assist.domain.sitting import Marked, Result, Sitting, Standing
from teller_assist.ui import texts
from teller_assist.ui.announce import announce
from teller_assist.ui.beside import Beside, Entry, emptied
from teller_assist.ui.controls import Key
from teller_assist.ui.knowledge_rows import Row, RowFace, Words
from teller_assist.ui.marks import Progress
from teller_assist.ui.widgets import Text

MOST = 8  # cards in sight at once
FIND, TOPICS, ASKING, RESULT = "find", "topics", "asking", "result"


class KnowledgePanel(Beside):
    """Modes: find, topics, asking, result. ``chosen``: the n-th of what is shown, from 0; ``switched``: the other part;
    ``stepped``: one step back."""

    typed = Signal(str)
    chosen = Signal(int)
    switched = Signal()
    stepped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode, self.at, self.opened = FIND, 0, False
        self._hits: Sequence[Hit] = ()
        self._topics: dict[str, str] = {}
        self._standings: Sequence[Standing] = ()
        self._asked: tuple[str, Sitting, int] | None = None
        self._result: tuple[str, Result] | None = None
        self.field, self.head, self.bar = Entry(), Text("", "body", bold=True), Progress()
        self.head.setWordWrap(True)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(6)
        self.more = Text("", "caption", "mut")
        for part in (self.field, self.bar, self.head):
            self.page.addWidget(part)
        self.page.addLayout(self.rows)
        self.page.addWidget(self.more)
        self.open_key, self.switch_key = Key("Enter", "", "flat"), Key("Ctrl+F", "", "flat")
        self.add_keys((self.open_key, self.switch_key))
        for key in (self.open_key, self.switch_key, self.leave):
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.leave.clicked.disconnect()
        self.leave.clicked.connect(self._step_back)
        self.open_key.clicked.connect(self.enter)
        self.switch_key.clicked.connect(self.switched)
        self.field.edit.installEventFilter(self)
        self.field.edit.textChanged.connect(self.typed)
        self._render()

    # --- what the presenter orders

    def show_found(self, hits: Sequence[Hit], topics: dict[str, str]) -> None:
        """``topics``: names by code. A single card is opened."""
        self._hits, self._topics = hits, topics
        self._to(FIND, opened=len(hits) == 1)
        self.field.setFocus()

    def show_topics(self, standings: Sequence[Standing]) -> None:
        self._standings = standings
        self._to(TOPICS)

    def show_question(self, topic: str, sitting: Sitting, number: int) -> None:
        """``number`` from 0."""
        self._asked = topic, sitting, number
        self._to(ASKING)
        announce(self.head, self.head.text())

    def show_result(self, topic: str, result: Result) -> None:
        self._result = topic, result
        self._to(RESULT)
        announce(self.head, self.head.text())

    def notice(self, words: str) -> None:
        """The line under the heading: what ends soon or is still to be passed."""
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    def put_aside(self) -> None:
        """Out of the way unless cards are looked at."""
        if self.mode != FIND:
            self.close()

    # --- keys

    def press(self, key: int, text: str) -> bool:
        if text.isascii() and text.isdigit() and self.mode != FIND:
            if 1 <= int(text) <= self.rows.count():
                self._choose(int(text) - 1)
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the line too, before the page scrolls by them."""
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._moved(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._moved(event):
            super().keyPressEvent(event)

    def _moved(self, event: QKeyEvent) -> bool:
        """Up and down through what is shown, or over to the other part."""
        key, among = event.key(), {FIND: self._hits, TOPICS: self._standings}.get(self.mode)
        if key == Qt.Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.switched.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and among is not None:
            self.at = max(0, min(len(among) - 1, self.at + (1 if key == Qt.Key.Key_Down else -1)))
            self.opened = False
            self._render()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.value() + bar.singleStep() * (3 if key == Qt.Key.Key_Down else -3))
        else:
            return False
        return True

    def enter(self) -> None:
        """Opens the chosen card or begins the chosen topic."""
        if self.mode == FIND:
            self.opened = bool(self._hits) and not self.opened
            self._render()
        elif self.mode == TOPICS and self._standings:
            self.chosen.emit(self.at)
        elif self.mode == RESULT:
            self.stepped.emit()

    def _step_back(self) -> None:
        if self.mode == FIND:
            self.close()
        else:
            self.stepped.emit()

    def _choose(self, n: int) -> None:
        """The n-th row that is shown."""
        if self.mode == FIND:
            place = self._first() + n
            self.opened = place != self.at or not self.opened
            self.at = place
            self._render()
        else:
            self.chosen.emit(n)

    def _to(self, mode: str, opened: bool = False) -> None:
        if mode != self.mode:
            self.say("")
        self.mode, self.at, self.opened = mode, 0, opened
        self._render()
        if mode != FIND:
            self.setFocus()

    # --- what is seen

    def _render(self) -> None:
        mode = self.mode
        quiz = self.tr("答题")
        self.title.setText(self.tr("知识卡") if mode == FIND else quiz)
        self.setWindowTitle(self.title.text())
        self.field.ask(self.tr("输汉字、拼音、首字母或英文"))
        self.field.setVisible(mode == FIND)
        self.bar.setVisible(mode == ASKING)
        emptied(self.rows)
        head, faces, more = {FIND: self._cards, TOPICS: self._tests, ASKING: self._question, RESULT: self._outcome}[
            mode
        ]()
        self.head.setText(head)
        self.head.setVisible(bool(head))
        self.more.setText(more)
        self.more.setVisible(bool(more))
        for n, face in enumerate(faces):
            row = Row(n, face)
            row.pressed.connect(self._choose)
            self.rows.addWidget(row)
        opens = {FIND: self.tr("看答案"), TOPICS: self.tr("开始"), RESULT: self.tr("好")}
        self.open_key.set_word(opens.get(mode, ""))
        self.open_key.setVisible(mode in opens)
        self.switch_key.set_word(quiz if mode == FIND else self.tr("知识卡"))
        self.leave.set_word(self.tr("收起") if mode == FIND else self.tr("返回"))
        QTimer.singleShot(0, self._keep_chosen_in_sight)

    def _keep_chosen_in_sight(self) -> None:
        item = self.rows.itemAt(self.at - self._first() if self.mode == FIND else self.at)
        widget = item.widget() if item is not None else None
        if widget is not None:
            self.area.ensureWidgetVisible(widget, 0, 8)

    def _first(self) -> int:
        return max(0, self.at - MOST + 1)

    def _cards(self) -> tuple[str, list[RowFace], str]:
        first = self._first()
        seen = self._hits[first : first + MOST]
        left = len(self._hits) - len(seen)
        more = self.tr("还有 {n} 张，再输几个字").format(n=left) if left else ""
        if not self._hits:
            return self.tr("没有这样的卡：换个说法，或按 Esc"), [], ""
        return "", [self._card(hit, first + n == self.at) for n, hit in enumerate(seen)], more

    def _card(self, hit: Hit, live: bool) -> RowFace:
        shown = hit.place == ANSWER or (live and self.opened)
        note = self._topics.get(hit.card.topic, "")
        ask, answer = self._marked(hit, "ask"), self._marked(hit, "answer")
        return RowFace("", ask, answer if shown else Words(""), tone="acc" if live else "alt", read=True, note=note)

    def _marked(self, hit: Hit, field: str) -> Words:
        language = texts.language()
        marks = [(m.start, m.end) for m in hit.marks if (m.field, m.language) == (field, language)]
        return Words(getattr(hit.card, field).of(language), marks)

    def _tests(self) -> tuple[str, list[RowFace], str]:
        faces = [self._test(one, n) for n, one in enumerate(self._standings)]
        return ("" if faces else self.tr("还没有小测")), faces, ""

    def _test(self, one: Standing, n: int) -> RowFace:
        under = texts.listed(
            self.tr("必须通过才能办理") if one.topic.required else "",
            self.tr("{n} 题，{least}% 通过").format(n=one.questions, least=one.topic.least)
            if one.questions
            else self.tr("还没有题"),
            self.tr("今天还可答 {n} 次").format(n=one.left) if one.questions else "",
        )
        words = Words(texts.said(one.topic.name))
        return RowFace(
            str(n + 1) if n < 9 else "", words, Words(under), self._state(one), "acc" if n == self.at else "alt"
        )

    def _state(self, one: Standing) -> tuple[str, str, str]:
        until = one.until.isoformat() if one.until else ""
        if one.state == "passed":
            return self.tr("通过，到 {until}").format(until=until), "check", "ok"
        if one.state == "ending":
            return self.tr("30 天内到期：{until}").format(until=until), "clock", "warn"
        if one.state == "expired":
            return self.tr("已到期：{until}").format(until=until), "alert", "bad" if one.topic.required else "warn"
        required = one.topic.required
        return self.tr("未通过"), "alert" if required else "minus", "bad" if required else "mut"

    def _question(self) -> tuple[str, list[RowFace], str]:
        assert self._asked is not None
        topic, sitting, number = self._asked
        asked, many = sitting.asked[number], len(sitting.asked)
        self.bar.set_share(number / many, self.tr("第 {n} 题，共 {many} 题").format(n=number + 1, many=many))
        self.title.setText(texts.listed(self.tr("答题"), topic, f"{number + 1}/{many}"))
        faces = [RowFace(str(n), Words(texts.said(option)), strong=False) for n, option in enumerate(asked.options, 1)]
        return texts.said(asked.ask), faces, self.tr("按数字作答；按 Esc 先放下，当天题目不变")

    def _outcome(self) -> tuple[str, list[RowFace], str]:
        assert self._result is not None
        topic, result = self._result
        form = (
            self.tr("{topic}：通过，{score} 分，到 {until}")
            if result.passed
            else self.tr("{topic}：没有通过，{score} 分，要 {least} 分")
        )
        until = result.until.isoformat() if result.until else ""
        head = form.format(topic=topic, score=result.score, least=result.least, until=until)
        read = [RowFace(str(n), Words(texts.said(card.ask)), tone="acc") for n, card in enumerate(result.read, 1)]
        if result.read:
            head += "\n" + self.tr("先看这几张卡，按数字打开：")
        left = self.tr("今天还可答 {n} 次，题目不变").format(n=result.left) if not result.passed else ""
        return head, [*read, *(self._answer(one) for one in result.marked)], left

    def _answer(self, one: Marked) -> RowFace:
        given = texts.said(one.options[one.chosen - 1])
        lines = [given]
        if one.right and not one.good:
            lines.append(self.tr("正确：{right}").format(right=texts.said(one.options[one.right - 1])))
        if one.right:
            lines.append(texts.said(one.because))
        state = (self.tr("对"), "check", "ok") if one.good else (self.tr("错"), "x", "bad")
        return RowFace("", Words(texts.said(one.ask)), Words("\n".join(lines)), state, read=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "switch_key"):
            self._render()
