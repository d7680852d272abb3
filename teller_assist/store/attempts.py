"""Attempts recorded on this desk, read through a raw connection (or a session's, inside its transaction).

Whose an attempt of a guest's visit is, the visit says: nobody's until it is merged (``_theirs``).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from teller_assist.domain.attempt import Attempt
from teller_assist.domain.customer import Contact
from teller_assist.domain.days import day_at
from teller_assist.store.rows import time_of
from teller_assist.store.states import find, read
from teller_assist.store.views import time_text

if TYPE_CHECKING:
    from sqlite3 import Connection


def find_attempt(con: "Connection", attempt_id: UUID) -> Attempt | None:
    """One attempt as it now stands; None if there is none or it was undone."""
    found = find(con, Attempt, attempt_id)
    return _theirs(con, (found,))[0] if found else None


def attempt_of(con: "Connection", visit_id: UUID, product_code: str) -> Attempt | None:
    """The visit's attempt for a product: there is one at most."""
    found = read(con, Attempt, "visit_id = ? AND product_code = ?", str(visit_id), product_code)
    return _theirs(con, found[:1])[0] if found else None


def attempts_of_visit(con: "Connection", visit_id: UUID) -> tuple[Attempt, ...]:
    """A visit's attempts, in the order of the answers."""
    return _theirs(con, read(con, Attempt, "visit_id = ? ORDER BY at, attempt_id", str(visit_id)))


def attempts_since(con: "Connection", staff_no: str, since: datetime) -> tuple[Attempt, ...]:
    """What this member of staff logged since then, newest first."""
    where = "staff_no = ? AND at >= ? ORDER BY at DESC, attempt_id DESC"
    return _theirs(con, read(con, Attempt, where, staff_no, time_text(since)))


def count_by_visit(con: "Connection", staff_no: str, since: datetime) -> dict[UUID, int]:
    """How many answers each visit has; what was closed as not recorded is none."""
    rows = con.execute(
        "SELECT visit_id, count(*) FROM attempt WHERE staff_no = ? AND at >= ? AND outcome != 'not_recorded' "
        "GROUP BY visit_id",
        (staff_no, time_text(since)),
    )
    return {UUID(visit_id): count for visit_id, count in rows}


def read_contacts(con: "Connection", customer_no: str) -> list[Contact]:
    """The recorded attempts as contacts, newest first; also those of a guest who turned out to be this customer."""
    rows = con.execute(
        "SELECT product_code, at, outcome, reason, visit_id FROM attempt AS a WHERE (a.customer_no = ?1 AND NOT "
        "EXISTS(SELECT 1 FROM visit AS v WHERE v.visit_id = a.visit_id AND v.how = 'guest')) OR visit_id IN "
        "(SELECT visit_id FROM visit WHERE customer_no = ?1 AND how = 'guest') ORDER BY at DESC, attempt_id DESC",
        (customer_no,),
    )
    return [
        Contact(code, day_at(time_of(at)), outcome, reason, visit, "counter")
        for code, at, outcome, reason, visit in rows
    ]


def _theirs(con: "Connection", attempts: Iterable[Attempt]) -> tuple[Attempt, ...]:
    found = tuple(attempts)
    visits = [str(visit_id) for visit_id in {attempt.visit_id for attempt in found}]
    marks = ", ".join("?" * len(visits))
    guests = con.execute(
        f"SELECT visit_id, customer_no FROM visit WHERE how = 'guest' AND visit_id IN ({marks})", visits
    )
    whose = {UUID(visit_id): customer_no for visit_id, customer_no in guests}
    return tuple(replace(a, customer_no=whose.get(a.visit_id, a.customer_no)) for a in found) if whose else found
