"""Referrals of the branch, read through a raw connection (or a session's)."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from teller_assist.domain.referral import Referral
from teller_assist.store.rows import time_of

if TYPE_CHECKING:
    from sqlite3 import Connection

_COLUMNS = (
    "referral_id, customer_no, product_code, to_role, note, made_at, made_by, claimed_at, claimed_by, contested_by, "
    "closed_at, closed_by, outcome"
)  # fmt: skip


def find_referral(con: "Connection", referral_id: UUID) -> Referral | None:
    """One referral as it now stands."""
    found = _many(con, "referral_id = ?", str(referral_id))
    return found[0] if found else None


def open_referrals(con: "Connection") -> tuple[Referral, ...]:
    """Those of the branch that are not closed, oldest first."""
    return _many(con, "closed_at IS NULL ORDER BY made_at, referral_id")


def all_referrals(con: "Connection") -> tuple[Referral, ...]:
    """Every one that is known here, oldest first."""
    return _many(con, "1 ORDER BY made_at, referral_id")


def _many(con: "Connection", where: str, *values: str) -> tuple[Referral, ...]:
    return tuple(_referral(row) for row in con.execute(f"SELECT {_COLUMNS} FROM referral WHERE {where}", values))


def _referral(row: tuple[Any, ...]) -> Referral:
    id_, customer, product, role, note, made_at, made_by, claimed_at, claimed_by, contested, closed_at, by, what = row
    return Referral(
        UUID(id_), customer, product, role, note, time_of(made_at), made_by,
        time_of(claimed_at) if claimed_at else None, claimed_by, contested,
        time_of(closed_at) if closed_at else None, by, what,
    )  # fmt: skip
