"""What a service report is made of, as this desk has it: the branch's states, and the core's transactions as told."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from teller_assist.domain.quality import Evaluation
from teller_assist.domain.service_report import Material, Period
from teller_assist.domain.ticket import Ticket
from teller_assist.domain.visit import Visit
from teller_assist.domain.visit_clock import CoreTransaction
from teller_assist.store.states import read
from teller_assist.store.views import time_text

if TYPE_CHECKING:
    from sqlite3 import Connection

_TRANSACTIONS = """
SELECT business_type, at, ended_at, staff_no, customer_no, ticket FROM counter_transaction t JOIN customer USING (o)
WHERE t.branch_no = ? AND at >= ? AND at < ? ORDER BY at, o, n
"""


def material_of(con: "Connection", told: "Connection", branch_no: str, period: Period) -> Material:
    """``con`` is the desk's journal and views, ``told`` its present generation."""
    since, until = period.around
    between = time_text(since), time_text(until)
    rows = told.execute(_TRANSACTIONS, (branch_no, _second(since), _second(until)))
    return Material(
        read(con, Visit, "started_at >= ? AND started_at < ? ORDER BY started_at, visit_id", *between),
        read(con, Ticket, "day BETWEEN ? AND ?", period.first.isoformat(), period.last.isoformat()),
        read(con, Evaluation, "requested_at >= ? AND requested_at < ?", *between),
        [transaction(*row) for row in rows],
    )


def transaction(
    business_type: str, at: str, ended_at: str | None, staff_no: str, customer_no: str, ticket: str
) -> CoreTransaction:
    """One told row."""
    ended = None if ended_at is None else datetime.fromisoformat(ended_at)
    return CoreTransaction(business_type, datetime.fromisoformat(at), ended, staff_no, customer_no, ticket)


def _second(at: datetime) -> str:
    """As the generation writes a time: to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds")
