"""Tickets of the branch and who is on duty, read through a raw connection (or a session's)."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from teller_assist.domain.ticket import DONE, SERVING, WAITING, Ticket
from teller_assist.store.rows import time_of
from teller_assist.store.states import find, read
from teller_assist.store.views import time_text

if TYPE_CHECKING:
    from sqlite3 import Connection


def tickets_of(con: "Connection", day: date) -> tuple[Ticket, ...]:
    """All of a day, in the order of coming."""
    return read(con, Ticket, "day = ? ORDER BY taken_at, number, ticket_id", day.isoformat())


def waiting_since(con: "Connection", day: date, now: datetime) -> tuple[int | None, int]:
    """How many wait, and for how many seconds the longest of them; None on a day without tickets."""
    waiting, taken, first = con.execute(
        "SELECT sum(state = ?1), count(*), min(CASE state WHEN ?1 THEN taken_at END) FROM ticket WHERE day = ?2",
        (WAITING, day.isoformat()),
    ).fetchone()
    longest = max(0, int((now - time_of(first)).total_seconds())) if first else 0
    return (waiting if taken else None), longest


def called_lately(con: "Connection", day: date, since: datetime) -> tuple[Ticket, ...]:
    """Those called since then, and those at a window: where the branch's windows are seen at work."""
    where = "day = ? AND (state = ? OR called_at >= ?)"
    return read(con, Ticket, where, day.isoformat(), SERVING, time_text(since))


def left_open(con: "Connection", before: date) -> tuple[Ticket, ...]:
    """Those of earlier days that nobody ended."""
    where = f"day < ? AND state != '{DONE}' ORDER BY taken_at, ticket_id"  # in words: index ticket_open
    return read(con, Ticket, where, before.isoformat())


def ended_at(con: "Connection", day: date, at: datetime) -> tuple[Ticket, ...]:
    """Those of a day that are over as of this very moment."""
    return read(con, Ticket, "day = ? AND state = ? AND ended_at = ?", day.isoformat(), DONE, time_text(at))


def ticket_by_id(con: "Connection", ticket_id: UUID) -> Ticket | None:
    return find(con, Ticket, ticket_id)


def tickets_numbered(con: "Connection", number: str, day: date) -> tuple[Ticket, ...]:
    """Those of this number, latest first; more than one only where two devices did not see each other."""
    where = "day = ? AND number = ? ORDER BY taken_at DESC, ticket_id DESC"
    return read(con, Ticket, where, day.isoformat(), number)


def is_known(con: "Connection", ticket_id: UUID, event_id: UUID) -> bool:
    """Whether this event of the ticket has been recorded, here or on another desk of the branch."""
    row = "SELECT 1 FROM {} WHERE noun_id = ?1 AND noun = 'ticket' AND event_id = ?2"
    asked = f"SELECT EXISTS({row.format('journal')}) OR EXISTS({row.format('received')})"
    return bool(con.execute(asked, (str(ticket_id), str(event_id))).fetchone()[0])
