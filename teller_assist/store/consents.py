"""Consent recorded in the branch, read through a raw connection (or a session's)."""

from typing import TYPE_CHECKING, Any

from teller_assist.domain.consent import PURPOSES, Consent, consent_id
from teller_assist.store.rows import time_of

if TYPE_CHECKING:
    from sqlite3 import Connection

_SELECT = "SELECT consent_id, customer_no, purpose, state, at, staff_no, withdrawals FROM consent WHERE consent_id = ?"


def find_consent(con: "Connection", customer_no: str, purpose: str) -> Consent | None:
    """What is recorded of one purpose; None: nothing, so what is told counts."""
    row = con.execute(_SELECT, (consent_id(customer_no, purpose),)).fetchone()
    return _consent(row) if row else None


def consents_of(con: "Connection", customer_no: str) -> tuple[Consent, ...]:
    """A customer's recorded consents, one a purpose at most."""
    found = (find_consent(con, customer_no, purpose) for purpose in PURPOSES)
    return tuple(consent for consent in found if consent is not None)


def _consent(row: tuple[Any, ...]) -> Consent:
    id_, customer_no, purpose, state, at, staff_no, withdrawals = row
    return Consent(id_, customer_no, purpose, state, time_of(at), staff_no, withdrawals)
