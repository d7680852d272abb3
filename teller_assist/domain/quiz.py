"""The quiz on the knowledge cards (培训 features 112): who has passed what, and until when it counts.

A topic that is ``required`` covers products which, without a valid pass, are referred and not done here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

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


def fold(events: Iterable[QuizTaken]) -> Quiz | None:
    state: Quiz | None = None
    for e in events:
        state = Quiz(e.quiz_id, e.topic, e.asked, e.answers, e.score, e.passed, e.pack, e.at, e.staff_no)
    return state
