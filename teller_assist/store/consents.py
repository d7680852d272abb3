"""Consent recorded in the branch, read through a raw connection (or a session's)."""

from typing import TYPE_CHECKING

from teller_assist.domain.consent import PURPOSES, Consent, consent_id
from teller_assist.store.states import read

if TYPE_CHECKING:
    from sqlite3 import Connection


def find_consent(con: "Connection", customer_no: str, purpose: str) -> Consent | None:
    """What is recorded of one purpose; None: nothing, so what is told counts."""
    found = read(con, Consent, "consent_id = ?", consent_id(customer_no, purpose))
    return found[0] if found else None


def consents_of(con: "Connection", customer_no: str) -> tuple[Consent, ...]:
    """A customer's recorded consents, one a purpose at most."""
    found = (find_consent(con, customer_no, purpose) for purpose in PURPOSES)
    return tuple(consent for consent in found if consent is not None)
