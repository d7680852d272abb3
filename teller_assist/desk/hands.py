"""What the desk knows of a transaction in hand that the core terminal does not tell."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from teller_assist.domain.days import midnight
from teller_assist.domain.hand import EMPTY, Hand
from teller_assist.domain.lobby import Appointment
from teller_assist.domain.staff import Branch
from teller_assist.domain.visit import Visit
from teller_assist.errors import NotFound
from teller_assist.store.profile import read_profile
from teller_assist.store.states import read
from teller_assist.store.views import time_text

if TYPE_CHECKING:
    from sqlite3 import Connection


def completed(
    work: "Connection", told: "Connection", customer_no: str, hand: Hand, branch: Branch, today: date
) -> Hand | None:
    """With ``first_here`` and ``booked``; None for a hand that says nothing."""
    if hand == EMPTY:
        return None
    return hand._replace(
        first_here=_first_here(work, told, customer_no, branch.branch_no),
        booked=_booked(work, customer_no, hand.amount_fen or 0, today),
    )


def _first_here(work: "Connection", told: "Connection", customer_no: str, branch_no: str) -> bool | None:
    """No visit that has ended and no transaction at this branch; None for whom nothing is told of."""
    if read(work, Visit, "customer_no = ? AND ended_at IS NOT NULL LIMIT 1", customer_no):
        return False
    try:
        transactions = read_profile(told, customer_no).transactions
    except NotFound:
        return None
    return all(t.branch_no != branch_no for t in transactions)


def _booked(work: "Connection", customer_no: str, amount_fen: int, today: date) -> bool:
    """A large-cash booking of today, not cancelled, that covers the sum."""
    where = (
        "customer_no = ? AND what = 'large_cash' AND how != 'cancelled' AND due_at >= ? AND due_at < ? "
        "AND amount_fen >= ? LIMIT 1"
    )
    first, last = (time_text(midnight(day)) for day in (today, today + timedelta(days=1)))
    return bool(read(work, Appointment, where, customer_no, first, last, amount_fen))
