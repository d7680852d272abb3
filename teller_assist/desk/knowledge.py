"""Knowledge cards and the quiz on them: search while working, sit when nobody is at the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from teller_assist.desk import policy
from teller_assist.desk.deed import new_id
from teller_assist.domain.days import midnight
from teller_assist.domain.knowledge import KnowledgeCard, KnowledgePack, Topic
from teller_assist.domain.knowledge_index import Hit, Index
from teller_assist.domain.quiz import Quiz, QuizTaken, after_months
from teller_assist.domain.sitting import (
    SITTINGS,
    Result,
    Sitting,
    Standing,
    answered,
    marked,
    score_of,
    sitting_of,
    standing_of,
    to_read,
)
from teller_assist.errors import BadInput, NotFound, QuizOver, Refused, VisitOpen
from teller_assist.store.states import read

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.desk.counter import Counter

READINGS = "knowledge_readings"  # the pinyin of the cards, made with the generation


class Knowledge:
    """Of the counter's generation and member of staff. The index is made when first asked for."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter
        self._of = ""  # generation of what is made
        self._pack = KnowledgePack.of({})
        self._index = Index(self._pack, {})

    @property
    def pack(self) -> KnowledgePack:
        self._look()
        return self._pack

    def find(self, text: str, topic: str = "") -> tuple[Hit, ...]:
        """Cards that fit all words, best first; all cards for nothing typed. ``topic`` stands first."""
        self._look()
        return self._index.find(text, topic)

    def card(self, code: str) -> KnowledgeCard:
        """Raises ``NotFound``."""
        found = self.pack.by_card.get(code)
        if found is None:
            raise NotFound("knowledge card", code)
        return found

    def topic_of(self, product_code: str) -> str:
        """The topic that covers a product, "" none or no such product."""
        product = self._counter.snapshot.products.get(product_code)
        return self.pack.of_product(product) if product is not None else ""

    def standings(self) -> tuple[Standing, ...]:
        """How this member of staff stands: required topics first, then in the pack's order."""
        return self._standings((self._counter.staff.staff_no,))

    def standings_of_all(self) -> tuple[Standing, ...]:
        """The branch's staff, one after the other. Raises ``NotAllowed`` for who may see their own only."""
        branch_no = self._counter.branch.branch_no
        policy.require(self._counter.staff, "quiz.see_all", branch_no)
        staff = self._counter.snapshot.staff.values()
        return self._standings(sorted(s.staff_no for s in staff if s.branch_no == branch_no))

    def topic(self, code: str) -> Topic:
        """Raises ``NotFound``."""
        found = self.pack.by_topic.get(code)
        if found is None:
            raise NotFound("topic", code)
        return found

    def sit(self, topic: str) -> Sitting:
        """Today's questions; nothing is recorded, and coming back brings the same. Raises ``NotFound``, ``VisitOpen``
        while a customer is at the window, ``QuizOver`` after the day's sittings, ``Refused`` without questions."""
        self._may_sit()
        self.topic(topic)
        with self._counter.reading() as con:
            self._left(con, topic)
        sitting = sitting_of(self.pack, self._counter.staff.staff_no, topic, self._counter.today())
        if not sitting.asked:
            raise Refused(f"the topic {topic} has no questions yet: read its cards")
        return sitting

    def hand_in(self, sitting: Sitting, chosen: Sequence[int]) -> Result:
        """Records a sitting; ``chosen`` are numbers of the options as shown, 1 the first, one a question.

        Raises as ``sit`` does, ``BadInput`` for an answer that there is not, ``Refused`` for questions of another day
        or another pack.
        """
        pack, staff_no, topic = self.pack, self._counter.staff.staff_no, self.topic(sitting.topic)
        if not 0 <= (self._counter.today() - sitting.day).days <= 1 or not sitting.asked:
            raise Refused("these questions are of another day: begin again")
        if sitting_of(pack, staff_no, topic.code, sitting.day) != sitting:
            raise Refused("the questions have changed meanwhile: begin again")
        _check(sitting, chosen)
        answers = answered(pack, staff_no, sitting, chosen)
        score = score_of(pack, sitting, answers)
        passed = score >= topic.least
        self._may_sit()
        with self._counter.doing("quiz.take") as deed:
            left = self._left(deed.con, topic.code) - 1
            deed.record(
                QuizTaken, quiz_id=new_id(), topic=topic.code, asked=" ".join(a.code for a in sitting.asked),
                answers=" ".join(map(str, answers)), score=score, passed=passed, pack=pack.version,
            )  # fmt: skip
        told = marked(pack, staff_no, sitting, chosen, tell=passed or not left)
        wrong = [] if passed else [one.code for one in told if not one.good]
        until = after_months(self._counter.today(), topic.months) if passed else None
        return Result(topic.code, score, topic.least, passed, until, told, to_read(pack, topic.code, wrong), left)

    def _standings(self, staff: Sequence[str]) -> tuple[Standing, ...]:
        with self._counter.reading() as con:
            taken = read(con, Quiz, "1 ORDER BY at")
        topics = sorted(self.pack.topics, key=lambda topic: not topic.required)
        today = self._counter.today()
        return tuple(standing_of(self.pack, one, topic, taken, today) for one in staff for topic in topics)

    def _left(self, con: "Connection", topic: str) -> int:
        """Sittings that are left today. Raises ``QuizOver`` if there is none."""
        since = midnight(self._counter.today())
        mine = read(con, Quiz, "staff_no = ? AND topic = ?", self._counter.staff.staff_no, topic)
        left = SITTINGS - sum(quiz.at >= since for quiz in mine)
        if left <= 0:
            raise QuizOver(topic, SITTINGS)
        return left

    def _may_sit(self) -> None:
        if self._counter.open_visit() is not None:
            raise VisitOpen()

    def _look(self) -> None:
        snapshot = self._counter.snapshot
        if self._of != snapshot.generation:
            self._pack = KnowledgePack.of(snapshot.pack("knowledge"))
            self._index = Index(self._pack, snapshot.pack(READINGS))
            self._of = snapshot.generation


def _check(sitting: Sitting, chosen: Sequence[int]) -> None:
    if len(chosen) != len(sitting.asked):
        raise BadInput(f"{len(sitting.asked)} questions were asked and {len(chosen)} answers given: answer each")
    for place, (asked, n) in enumerate(zip(sitting.asked, chosen, strict=True), 1):
        if not 1 <= n <= len(asked.options):
            raise BadInput(f"question {place} has the answers 1–{len(asked.options)}; {n} was given")
