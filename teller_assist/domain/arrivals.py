"""The lobby board's list of who is here: in which order, and how each wait is shown. No names (domain.md, Privacy).

First who has waited 20 minutes or more, then who is past the limit of their tier, then the rest; in each the VIPs
first, then the longest wait (look.md, lobby). Below them, for the lobby to mind: who was called by this very board,
who is set aside, who did not come.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from teller_assist.domain.queue import level_of
from teller_assist.domain.standards import Standards
from teller_assist.domain.ticket import CALLED, NO_SHOW, PARKED, WAITING, Ticket

RED, LATE, OK = "red", "late", "ok"
_RANK = {RED: 0, LATE: 1, OK: 2}
_BELOW = {CALLED: 0, PARKED: 1, NO_SHOW: 2}


class Arrival(NamedTuple):
    """One line. ``tier`` only of a VIP; ``level`` red | late | ok; ``needs`` words of ``ticket.NEEDS``."""

    ticket_id: UUID
    number: str
    business_type: str
    tier: str
    needs: tuple[str, ...]
    state: str
    wait_s: int
    limit_s: int
    level: str
    window_no: str
    to_window: str
    booked: bool

    @property
    def minutes(self) -> int:
        """Whole minutes waited."""
        return self.wait_s // 60

    @property
    def waiting(self) -> bool:
        return self.state == WAITING


def arrivals(tickets: Iterable[Ticket], standards: Standards, now: datetime, staff_no: str) -> tuple[Arrival, ...]:
    """``tickets``: all of today. ``staff_no``: whose board it is."""
    shown = [
        t for t in tickets if t.state in (WAITING, PARKED, NO_SHOW) or (t.state, t.called_by) == (CALLED, staff_no)
    ]
    lines = [_line(ticket, standards, now) for ticket in shown]
    return tuple(sorted(lines, key=_order))


def _order(line: Arrival) -> tuple[int, int, bool, int, str, str]:
    return (
        0 if line.waiting else 1, _RANK[line.level] if line.waiting else _BELOW[line.state], not line.tier,
        -line.wait_s, line.number, str(line.ticket_id),
    )  # fmt: skip


def _line(ticket: Ticket, standards: Standards, now: datetime) -> Arrival:
    waited = max(0, int((now - ticket.taken_at).total_seconds()))
    limit_s = standards.wait_limit_s(ticket.tier, ticket.business_type)
    level = level_of(waited, limit_s, standards)
    return Arrival(
        ticket.ticket_id, ticket.number, ticket.business_type, ticket.tier if standards.is_vip(ticket.tier) else "",
        tuple(ticket.needs.split()), ticket.state, waited, limit_s,
        RED if level in (RED, "escalate") else level, ticket.window_no, ticket.to_window,
        ticket.appointment_id is not None,
    )  # fmt: skip
