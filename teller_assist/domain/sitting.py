"""A sitting of a quiz: which questions are asked, in which order their options stand, and what came of it.

The draw depends on staff, topic and day only, so that leaving and coming back does not fish for easier questions.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from teller_assist.domain.days import day_at
from teller_assist.domain.draws import draw
from teller_assist.domain.knowledge import KnowledgeCard, KnowledgePack, Question, Topic
from teller_assist.domain.quiz import Quiz, after_months
from teller_assist.domain.suggestion import Text

ASKED = 5  # questions a sitting; fewer where the topic has fewer
SITTINGS = 2  # a topic and day
TOLD_DAYS = 30  # before a pass ends


class Asked(NamedTuple):
    """What is shown before it is answered: nothing tells which option is right."""

    code: str
    ask: Text
    options: tuple[Text, ...]


class Sitting(NamedTuple):
    topic: str
    day: date  # of the draw
    asked: tuple[Asked, ...]


class Marked(NamedTuple):
    """One answered question. ``chosen`` and ``right`` by the order that was shown, 1 the first; ``right`` 0 and
    ``because`` blank while the same questions may come again today."""

    code: str
    ask: Text
    options: tuple[Text, ...]
    chosen: int
    good: bool
    right: int
    because: Text


class Result(NamedTuple):
    """``read``: cards to read, of what went wrong. ``left``: sittings that are left today."""

    topic: str
    score: int  # per cent
    least: int
    passed: bool
    until: date | None
    marked: tuple[Marked, ...]
    read: tuple[KnowledgeCard, ...]
    left: int


class Standing(NamedTuple):
    """How a member of staff stands in a topic. ``state`` passed | ending | expired | open; ``until`` of the last pass.

    ``left``: sittings that are left today; ``questions`` 0: it cannot be taken."""

    staff_no: str
    topic: Topic
    state: str
    until: date | None
    left: int
    questions: int


def sitting_of(pack: KnowledgePack, staff_no: str, topic: str, day: date) -> Sitting:
    """The day's questions for one member of staff; the options in an order of their own."""
    seed = f"{staff_no}|{topic}|{day}"
    drawn = sorted((q for q in pack.questions if q.topic == topic), key=lambda q: draw(seed, q.code))[:ASKED]
    return Sitting(
        topic, day, tuple(Asked(q.code, q.ask, tuple(q.options[n - 1] for n in order(seed, q))) for q in drawn)
    )


def order(seed: str, question: Question) -> tuple[int, ...]:
    """Numbers of the options (1 the first of the pack) in the order in which they are shown."""
    return tuple(sorted(range(1, len(question.options) + 1), key=lambda n: draw(seed, f"{question.code}|{n}")))


def answered(pack: KnowledgePack, staff_no: str, sitting: Sitting, chosen: Sequence[int]) -> tuple[int, ...]:
    """What was chosen on the screen, as numbers of the pack's options."""
    seed, questions = _seed(staff_no, sitting), _questions(pack)
    return tuple(
        order(seed, questions[asked.code])[n - 1] for asked, n in zip(sitting.asked, chosen, strict=True)
    )  # fmt: skip


def score_of(pack: KnowledgePack, sitting: Sitting, answers: Sequence[int]) -> int:
    """Per cent of right answers, rounded down: 80 is reached by four of five and not by a rounding."""
    questions = _questions(pack)
    right = sum(questions[asked.code].right == given for asked, given in zip(sitting.asked, answers, strict=True))
    return 100 * right // max(1, len(sitting.asked))


def marked(
    pack: KnowledgePack, staff_no: str, sitting: Sitting, chosen: Sequence[int], tell: bool
) -> tuple[Marked, ...]:
    """Each question with what was chosen. ``tell``: also what is right, and why."""
    seed, questions = _seed(staff_no, sitting), _questions(pack)
    found = []
    for asked, n in zip(sitting.asked, chosen, strict=True):
        q = questions[asked.code]
        right = order(seed, q).index(q.right) + 1
        told = (right, q.because) if tell else (0, Text("", ""))
        found.append(Marked(asked.code, asked.ask, asked.options, n, n == right, *told))
    return tuple(found)


def to_read(pack: KnowledgePack, topic: str, wrong: Iterable[str]) -> tuple[KnowledgeCard, ...]:
    """For each question that went wrong the topic's card that shares most with it; all of the topic if none does."""
    cards = [card for card in pack.cards if card.topic == topic]
    questions = _questions(pack)
    found: dict[str, KnowledgeCard] = {}
    for code in wrong:
        q = questions[code]
        words = _pairs(q.ask.zh + q.because.zh + "".join(option.zh for option in q.options))
        if cards:
            best = max(cards, key=lambda card: len(words & _pairs(card.ask.zh + card.answer.zh)))
            found.setdefault(best.code, best)
    return tuple(found.values())


def standing_of(pack: KnowledgePack, staff_no: str, topic: Topic, taken: Iterable[Quiz], today: date) -> Standing:
    """``taken``: quizzes of any member of staff and topic."""
    mine = [q for q in taken if q.staff_no == staff_no and q.topic == topic.code]
    left = SITTINGS - sum(day_at(q.at) == today for q in mine)
    ends = [after_months(day_at(q.at), topic.months) for q in mine if q.passed]
    until = max(ends, default=None)
    state = "open"
    if until is not None:
        state = "expired" if until < today else "ending" if until - today <= timedelta(TOLD_DAYS) else "passed"
    questions = min(ASKED, sum(q.topic == topic.code for q in pack.questions))
    return Standing(staff_no, topic, state, until, max(0, left), questions)


def _seed(staff_no: str, sitting: Sitting) -> str:
    return f"{staff_no}|{sitting.topic}|{sitting.day}"


def _questions(pack: KnowledgePack) -> dict[str, Question]:
    return {q.code: q for q in pack.questions}


def _pairs(text: str) -> set[str]:
    """Neighbouring letters: what Chinese texts share is seen by them without a dictionary."""
    return {text[i : i + 2] for i in range(len(text) - 1)}
