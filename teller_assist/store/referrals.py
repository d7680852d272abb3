"""Referrals of the branch, read through a raw connection (or a session's)."""

from typing import TYPE_CHECKING

from teller_assist.domain.referral import Referral
from teller_assist.store.states import read

if TYPE_CHECKING:
    from sqlite3 import Connection


def open_referrals(con: "Connection") -> tuple[Referral, ...]:
    """Those of the branch that are not closed, oldest first."""
    return read(con, Referral, "closed_at IS NULL ORDER BY made_at, referral_id")


def all_referrals(con: "Connection") -> tuple[Referral, ...]:
    """Every one that is known here, oldest first."""
    return read(con, Referral, "1 ORDER BY made_at, referral_id")
