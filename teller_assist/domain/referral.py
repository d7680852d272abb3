"""A customer passed on to a colleague of the branch (转介): made, taken up by one, closed.

A shared noun: made at one desk, it is seen by every desk of the branch.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from teller_assist.domain.event import Event, event


@event("referral.made", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class ReferralMade(Event):
    """``to_role`` is whom it is for: a role of ``domain/staff.py``, "" anybody who can."""

    referral_id: UUID
    customer_no: str
    product_code: str
    to_role: str = ""
    note: str = ""


@event("referral.claimed", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class ReferralClaimed(Event):
    """Somebody takes it up."""

    referral_id: UUID


@event("referral.closed", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class ReferralClosed(Event):
    """What came of it: a word of ``OUTCOMES``."""

    referral_id: UUID
    outcome: str


OUTCOMES = ("done", "declined", "unreachable", "unsuitable", "mistaken")

ReferralEvent = ReferralMade | ReferralClaimed | ReferralClosed


@dataclass(frozen=True, slots=True)
class Referral:
    """As it now stands. ``contested_by``: colleagues who claimed it too and were later, blanks between."""

    referral_id: UUID
    customer_no: str
    product_code: str
    to_role: str
    note: str
    made_at: datetime
    made_by: str
    claimed_at: datetime | None = None
    claimed_by: str = ""
    contested_by: str = ""
    closed_at: datetime | None = None
    closed_by: str = ""
    outcome: str = ""


def fold(events: Iterable[ReferralEvent]) -> Referral | None:
    """As it now stands; ``events`` are all of one referral, in the branch's order.

    The first claim wins. Whoever claimed it later, having not known, is kept so that they can be told. The first
    close counts. Without its beginning (not yet here) it is nothing.
    """
    happened = list(events)
    made = next((e for e in happened if isinstance(e, ReferralMade)), None)
    if made is None:
        return None
    state = Referral(
        made.referral_id, made.customer_no, made.product_code, made.to_role, made.note, made.at, made.staff_no
    )
    for e in happened:
        match e:
            case ReferralClaimed() if not state.claimed_by and state.closed_at is None:
                state = replace(state, claimed_at=e.at, claimed_by=e.staff_no)
            case ReferralClaimed() if e.staff_no not in (state.claimed_by, *state.contested_by.split()):
                state = replace(state, contested_by=f"{state.contested_by} {e.staff_no}".strip())
            case ReferralClosed() if state.closed_at is None:
                state = replace(state, closed_at=e.at, closed_by=e.staff_no, outcome=e.outcome)
            case _:
                pass
    return state
