"""What bears on a visit's suggestions beside the customer: its care pause, what was called wrong, quizzes passed."""

from typing import TYPE_CHECKING
from uuid import UUID

from teller_assist.domain.care import Care, Pause
from teller_assist.domain.quiz import Quiz
from teller_assist.domain.wrong import Wrong
from teller_assist.store.states import read

if TYPE_CHECKING:
    from sqlite3 import Connection


def pause_of(con: "Connection", visit_id: UUID) -> Pause | None:
    """The visit's pause, the one under way before one that was lifted."""
    found = read(con, Pause, "visit_id = ? ORDER BY lifted_at IS NULL DESC, paused_at DESC LIMIT 1", str(visit_id))
    return found[0] if found else None


def care_of(con: "Connection", visit_id: UUID) -> Care | None:
    """As an engine is told of it."""
    pause = pause_of(con, visit_id)
    return Care(tuple(pause.signs.split()), pause.lifted_at is not None) if pause else None


def wrong_in(con: "Connection", visit_id: UUID) -> frozenset[str]:
    """Products that were called wrong in a visit."""
    return frozenset(w.product_code for w in read(con, Wrong, "visit_id = ?", str(visit_id)))


def passes_of(con: "Connection", staff_no: str) -> tuple[Quiz, ...]:
    """Quizzes that this member of staff has passed, newest first."""
    return read(con, Quiz, "staff_no = ? AND passed = 1 ORDER BY at DESC", staff_no)
