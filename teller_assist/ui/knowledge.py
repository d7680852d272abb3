"""The presenter of 知识卡、答题: what is found, asked, answered. A quiz waits while a customer is at the window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from teller_assist.domain.sitting import Result, Sitting, Standing
from teller_assist.errors import Expected, VisitOpen
from teller_assist.ui import texts
from teller_assist.ui.knowledge_view import ASKING, FIND, RESULT, TOPICS, KnowledgePanel
from teller_assist.ui.noop import QT_TRANSLATE_NOOP
from teller_assist.ui.scene import Runs

if TYPE_CHECKING:
    from teller_assist.desk.knowledge import Knowledge

NOTICES = {
    "expired": QT_TRANSLATE_NOOP("quiz", "小测已到期，先转介：{topics}"),
    "open": QT_TRANSLATE_NOOP("quiz", "小测未通过，先转介：{topics}"),
    "ending": QT_TRANSLATE_NOOP("quiz", "小测 30 天内到期：{topics}"),
}


class KnowledgePresenter:
    """``busy``: whether a customer is at the window."""

    def __init__(self, view: KnowledgePanel, knowledge: "Knowledge", tasks: Runs, busy: Callable[[], bool]) -> None:
        self._view, self._knowledge, self._tasks, self._busy = view, knowledge, tasks, busy
        self._topic = ""  # of the product on the screen
        self._standings: tuple[Standing, ...] = ()
        self._sitting: Sitting | None = None
        self._given: list[int] = []
        self._result: Result | None = None
        self._sent = False
        view.typed.connect(self.find)
        view.chosen.connect(self.choose)
        view.switched.connect(self.switch)
        view.stepped.connect(self.back)

    def open(self, product_code: str = "") -> None:
        """The cards, those of the product's topic first; a quiz that was put aside is where it was."""
        self._topic = self._knowledge.topic_of(product_code) if product_code else ""
        self._look()
        self._view.field.edit.clear()
        self.find("")

    def find(self, text: str) -> None:
        hits = self._knowledge.find(text, self._topic)
        self._view.show_found(hits, {t.code: texts.said(t.name) for t in self._knowledge.pack.topics})

    def switch(self) -> None:
        """Cards and quiz in turn."""
        if self._view.mode == FIND:
            self._topics()
        else:
            self.find(self._view.field.edit.text())

    def back(self) -> None:
        if self._view.mode == TOPICS:
            self.find(self._view.field.edit.text())
        else:
            self._topics()

    def choose(self, n: int) -> None:
        """The n-th of what is shown."""
        mode = self._view.mode
        if mode == TOPICS:
            self._begin(self._standings[n].topic.code)
        elif mode == ASKING:
            self._answer(n + 1)
        elif mode == RESULT and self._result is not None and n < len(self._result.read):
            text = self._result.read[n].ask.of(texts.language())
            self._view.field.edit.setText(text)
            self.find(text)

    # --- the quiz

    def _topics(self) -> None:
        self._look()
        self._view.show_topics(self._standings)
        if self._busy():
            self._fail(VisitOpen())

    def _begin(self, topic: str) -> None:
        try:
            sitting = self._knowledge.sit(topic)
        except Expected as error:
            self._fail(error)
            return
        if sitting != self._sitting:
            self._sitting, self._given = sitting, []
        self._ask()

    def _ask(self) -> None:
        sitting = self._sitting
        assert sitting is not None
        if len(self._given) < len(sitting.asked):
            self._view.show_question(self._name(sitting.topic), sitting, len(self._given))
        else:
            self._hand_in()

    def _answer(self, n: int) -> None:
        sitting = self._sitting
        if self._busy():
            self._fail(VisitOpen())
        elif sitting is not None and len(self._given) < len(sitting.asked):
            self._given.append(n)
            self._view.say("")
            self._ask()

    def _hand_in(self) -> None:
        sitting, given = self._sitting, tuple(self._given)
        if sitting is None or self._sent:
            return
        self._sent = True
        self._tasks.run(lambda: self._knowledge.hand_in(sitting, given), self._done, self._failed)

    def _done(self, result: Result) -> None:
        """It is on the disk."""
        self._sent, self._sitting, self._given, self._result = False, None, [], result
        self._look()
        self._view.show_result(self._name(result.topic), result)

    def _failed(self, error: Exception) -> None:
        """What was answered stays: picking the topic again hands it in."""
        self._sent = False
        self._topics()
        self._fail(error)

    def _look(self) -> None:
        self._standings = self._knowledge.standings()
        self._view.notice(notice(self._standings))

    def _name(self, topic: str) -> str:
        return texts.said(self._knowledge.topic(topic).name)

    def _fail(self, error: Exception) -> None:
        self._view.say(texts.error(error if isinstance(error, Expected) else Expected(str(error))))


def notice(standings: tuple[Standing, ...]) -> str:
    """The first thing to be told: required topics that are not open, then any pass that ends soon; "" nothing."""
    for state, form in NOTICES.items():
        found = [s for s in standings if s.state == state and s.questions and (s.topic.required or state == "ending")]
        if found:
            topics = texts.pick("、", ", ").join(texts.said(s.topic.name) for s in found[:3]) + (
                " …" if len(found) > 3 else ""
            )
            return QCoreApplication.translate("quiz", form).format(topics=topics)
    return ""
