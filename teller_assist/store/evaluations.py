"""Evaluations of the branch, read through a raw connection (or a session's)."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from teller_assist.domain.quality import BAD, Evaluation
from teller_assist.domain.visit import Visit
from teller_assist.store.states import read
from teller_assist.store.views import time_text

if TYPE_CHECKING:
    from sqlite3 import Connection

AT_WINDOW = timedelta(hours=12)  # no visit lasts longer


def of_visit(con: "Connection", visit_id: UUID) -> tuple[Evaluation, ...]:
    """Every request of one visit, the first first."""
    return read(con, Evaluation, "visit_id = ? ORDER BY requested_at, evaluation_id", str(visit_id))


def last_at(con: "Connection", window_no: str, since: datetime) -> Evaluation | None:
    """The newest request at a window since then."""
    where = "requested_at >= ? AND window_no = ? ORDER BY requested_at DESC, evaluation_id DESC LIMIT 1"
    found = read(con, Evaluation, where, time_text(since), window_no)
    return found[0] if found else None


def next_came(con: "Connection", one: Evaluation) -> bool:
    """Whether somebody is at the window again: a visit that began since, or one of this teller's taken up anew."""
    row = con.execute(
        "SELECT 1 FROM visit WHERE started_at >= ?1 AND window_no = ?2 AND "
        "(visit_id <> ?3 AND started_at >= ?4 OR staff_no = ?5 AND ended_at IS NULL) LIMIT 1",
        (
            time_text(one.requested_at - AT_WINDOW),
            one.window_no,
            str(one.visit_id),
            time_text(one.requested_at),
            one.teller_no,
        ),
    ).fetchone()
    return row is not None


def between(con: "Connection", since: datetime, until: datetime) -> tuple[Evaluation, ...]:
    """Requested from ``since`` to before ``until``, in order."""
    where = "requested_at >= ? AND requested_at < ? ORDER BY requested_at, evaluation_id"
    return read(con, Evaluation, where, time_text(since), time_text(until))


def begun_between(con: "Connection", since: datetime, until: datetime) -> tuple[Visit, ...]:
    """Visits that began then, under way or ended."""
    where = "started_at >= ? AND started_at < ? ORDER BY started_at"
    return read(con, Visit, where, time_text(since), time_text(until))


def bad_ones(con: "Connection", handled_too: bool) -> tuple[Evaluation, ...]:
    """Bad ones, oldest first: those that nobody has handled yet, or all."""
    waiting = "" if handled_too else "AND handled_at IS NULL "
    return read(con, Evaluation, f"score BETWEEN 1 AND {BAD} {waiting}ORDER BY requested_at, evaluation_id")


def last_visit_at(con: "Connection", staff_no: str, window_no: str, since: datetime) -> Visit | None:
    """The visit that this member of staff began last at this window since then, under way or ended."""
    where = "started_at >= ? AND staff_no = ? AND window_no IN ('', ?) ORDER BY started_at DESC LIMIT 1"
    found = read(con, Visit, where, time_text(since), staff_no, window_no)
    return found[0] if found else None
