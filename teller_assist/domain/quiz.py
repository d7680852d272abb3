"""The quiz on the knowledge cards (培训 features 112): who has passed what, and until when it counts.

A topic that is ``required`` covers products which, without a valid pass, are referred and not done here.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from teller_assist.domain.days import day_at
from teller_assist.domain.event import Event, event


@event("quiz.taken", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class QuizTaken(Event):
    """One sitting of the member of staff who recorded it. ``asked`` are codes of questions, ``answers`` the numbers
    given (1 is the first option), both with blanks between. ``score`` in per cent."""

    quiz_id: UUID
    topic: str
    asked: str
    answers: str
    score: int
    passed: bool
    pack: str = ""


@dataclass(frozen=True, slots=True)
class Quiz:
    quiz_id: UUID
    topic: str
    asked: str
    answers: str
    score: int
    passed: bool
    pack: str
    at: datetime
    staff_no: str


def passed_topics(taken: Iterable[Quiz], knowledge: Mapping[str, Any], today: date) -> frozenset[str]:
    """Topics of the knowledge pack that these quizzes still open: a pass counts for the topic's months, its last day
    included."""
    months = {topic["code"]: int(topic["valid_months"]) for topic in knowledge.get("topic", ())}
    return frozenset(
        q.topic
        for q in taken
        if q.passed and q.topic in months and today <= after_months(day_at(q.at), months[q.topic])
    )


def after_months(day: date, months: int) -> date:
    """The same day so many months later; the month's last where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def fold(events: Iterable[QuizTaken]) -> Quiz | None:
    state: Quiz | None = None
    for e in events:
        state = Quiz(e.quiz_id, e.topic, e.asked, e.answers, e.score, e.passed, e.pack, e.at, e.staff_no)
    return state
