"""Visits and what was shown in them, read through a raw connection (or a session's)."""

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from teller_assist.domain.visit import Visit
from teller_assist.store.states import find, read
from teller_assist.store.views import time_text

if TYPE_CHECKING:
    from sqlite3 import Connection

# In the order of the journal: a clock may be set back.
_SHOWN = "FROM decision JOIN journal ON noun = 'decision' AND noun_id = decision_id WHERE visit_id = ?"

# Of this desk: the branch's other visits are here too, and two desks may be set to one window by mistake.
_OWN = "EXISTS(SELECT 1 FROM journal WHERE noun = 'visit' AND noun_id = visit_id)"


LATELY = timedelta(hours=13)  # a visit lasts twelve hours at most, and what is asked of it ends ten minutes after it


class Shown(NamedTuple):
    """One row of a slate that was shown; ``p`` and ``score`` per mille."""

    decision_id: UUID
    rank: int
    product_code: str
    verb: str
    p: int
    score: int
    slot: str


def open_visits(con: "Connection", staff_no: str, window_no: str) -> tuple[Visit, ...]:
    """Visits of this member of staff, begun at this window on this desk and without an end, oldest first; more than
    one only after a mishap.

    A visit of an older program names no window: it is this one's.
    """
    where = f"staff_no = ? AND window_no IN ('', ?) AND ended_at IS NULL AND {_OWN} ORDER BY started_at"
    return read(con, Visit, where, staff_no, window_no)


def find_visit(con: "Connection", visit_id: UUID) -> Visit | None:
    """One visit as it now stands."""
    return find(con, Visit, visit_id)


def last_visit(con: "Connection", staff_no: str, window_no: str, customer_no: str, now: datetime) -> Visit | None:
    """This customer's latest visit of the last ``LATELY`` to this member of staff at this window of this desk."""
    where = (
        "customer_no = ? AND staff_no = ? AND window_no IN ('', ?) AND started_at >= ? "
        f"AND {_OWN} ORDER BY started_at DESC LIMIT 1"
    )
    found = read(con, Visit, where, customer_no, staff_no, window_no, time_text(now - LATELY))
    return found[0] if found else None


def last_ended(con: "Connection", staff_no: str, window_no: str, now: datetime) -> Visit | None:
    """The visit of the last ``LATELY`` to this member of staff at this window of this desk that ended last."""
    where = (
        "staff_no = ? AND window_no IN ('', ?) AND started_at >= ? AND ended_at IS NOT NULL "
        f"AND {_OWN} ORDER BY started_at DESC LIMIT 8"
    )
    found = read(con, Visit, where, staff_no, window_no, time_text(now - LATELY))
    return max(found, key=lambda v: (v.ended_at is not None, v.ended_at), default=None)


def visits_since(con: "Connection", staff_no: str, since: datetime) -> tuple[Visit, ...]:
    """This member of staff's visits since then, newest first."""
    return read(con, Visit, "staff_no = ? AND started_at >= ? ORDER BY started_at DESC", staff_no, time_text(since))


def visits_of(con: "Connection", customer_no: str, most: int) -> tuple[Visit, ...]:
    """A customer's visits to this branch, newest first."""
    return read(con, Visit, "customer_no = ? ORDER BY started_at DESC LIMIT ?", customer_no, most)


def shown_in(con: "Connection", visit_id: UUID) -> dict[str, Shown]:
    """Every product shown in a visit, as it was shown last."""
    shown: dict[str, Shown] = {}
    for decision_id, rows in con.execute(
        f"SELECT decision_id, shown {_SHOWN} ORDER BY epoch, seq",
        (str(visit_id),),
    ):
        for rank, code, verb, p, score, slot, *_ in json.loads(rows):
            shown[code] = Shown(UUID(decision_id), rank, code, verb, p, score, slot)
    return shown


def last_decision(con: "Connection", visit_id: UUID) -> tuple[str, str] | None:
    """(shown, nothing_because) of the visit's latest slate."""
    row = con.execute(
        f"SELECT shown, nothing_because {_SHOWN} ORDER BY epoch DESC, seq DESC LIMIT 1",
        (str(visit_id),),
    ).fetchone()
    return (row[0], row[1]) if row else None
