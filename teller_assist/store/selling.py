"""What bears on suggestions beside the customer: the day's care pause, what was called wrong, quizzes passed."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from teller_assist.domain.care import Care, Pause
from teller_assist.domain.days import midnight
from teller_assist.domain.quiz import Quiz
from teller_assist.domain.wrong import Wrong
from teller_assist.store.states import read
from teller_assist.store.views import time_text

if TYPE_CHECKING:
    from sqlite3 import Connection


def pauses_of(con: "Connection", customer_no: str, day: date) -> tuple[Pause, ...]:
    """A customer's care pauses of a branch day, at whichever window: those under way first, then the newest."""
    where = (
        "customer_no = ? AND paused_at >= ? AND paused_at < ? ORDER BY lifted_at IS NULL DESC, paused_at DESC, pause_id"
    )
    first, last = (time_text(midnight(one)) for one in (day, day + timedelta(days=1)))
    return read(con, Pause, where, customer_no, first, last)


def care_of(con: "Connection", customer_no: str, day: date) -> Care | None:
    """As an engine is told of it: what was seen and stands; once all is lifted, everything that was seen."""
    pauses = pauses_of(con, customer_no, day)
    if not pauses:
        return None
    lifted = pauses[0].lifted_at is not None
    count = [p for p in pauses if lifted or p.lifted_at is None]
    return Care(tuple(dict.fromkeys(sign for p in count for sign in p.signs.split())), lifted)


def wrongs_in(con: "Connection", visit_id: UUID) -> tuple[Wrong, ...]:
    """What was called wrong in a visit, oldest first."""
    return read(con, Wrong, "visit_id = ? ORDER BY at, wrong_id", str(visit_id))


def wrong_in(con: "Connection", visit_id: UUID) -> frozenset[str]:
    """Products that were called wrong in a visit."""
    return frozenset(w.product_code for w in wrongs_in(con, visit_id))


def passes_of(con: "Connection", staff_no: str) -> tuple[Quiz, ...]:
    """Quizzes that this member of staff has passed, newest first."""
    return read(con, Quiz, "staff_no = ? AND passed = 1 ORDER BY at DESC", staff_no)
