"""A customer passed on to a colleague of the branch (转介): made, taken up by one, closed.

A shared noun: made at one desk, it is seen by every desk of the branch.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from teller_assist.domain.days import within_a_day
from teller_assist.domain.event import Event, event, is_word


@event("referral.made", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class ReferralMade(Event):
    """``to_role`` is whom it is for: a role of ``domain/staff.py``, "" anybody who can. ``ticket``: the number by
    which the lobby sees them; ``tier`` is shown with it."""

    referral_id: UUID
    customer_no: str
    product_code: str
    to_role: str = ""
    note: str = ""
    window_no: str = ""
    ticket: str = ""
    tier: str = ""
    visit_id: UUID | None = None


@event("referral.claimed", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class ReferralClaimed(Event):
    """Somebody takes it up and comes within so many seconds (0: not said)."""

    referral_id: UUID
    eta_s: int = 0


@event("referral.passed", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class ReferralPassed(Event):
    """转走: not me, the next one. Not answering for 60 s says the same without an event (``inbox.py``)."""

    referral_id: UUID


@event("referral.closed", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class ReferralClosed(Event):
    """What came of it: a word of ``OUTCOMES``."""

    referral_id: UUID
    outcome: str


OUTCOMES = ("done", "declined", "unreachable", "unsuitable", "mistaken")

ReferralEvent = ReferralMade | ReferralClaimed | ReferralPassed | ReferralClosed


@dataclass(frozen=True, slots=True)
class Referral:
    """As it now stands. ``contested_by``: colleagues who claimed it too and were later, ``passed_by``: who passed it
    on, with the whole seconds after it was made ("W07:12"); blanks between."""

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
    window_no: str = ""
    ticket: str = ""
    tier: str = ""
    visit_id: UUID | None = None
    eta_s: int = 0
    passed_by: str = ""


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
        made.referral_id, made.customer_no, made.product_code, made.to_role, made.note, made.at, made.staff_no,
        window_no=made.window_no, ticket=made.ticket, tier=made.tier, visit_id=made.visit_id,
    )  # fmt: skip
    for e in happened:
        match e:
            case ReferralClaimed() if not state.claimed_by and state.closed_at is None:
                state = replace(state, claimed_at=e.at, claimed_by=e.staff_no, eta_s=within_a_day(e.eta_s))
            case ReferralClaimed() if e.staff_no not in (state.claimed_by, *state.contested_by.split()):
                state = replace(state, contested_by=f"{state.contested_by} {e.staff_no}".strip())
            case ReferralPassed() if not state.claimed_by and state.closed_at is None and is_word(e.staff_no):
                after = max(0, int((e.at - state.made_at).total_seconds()))
                state = replace(state, passed_by=f"{state.passed_by} {e.staff_no}:{after}".strip())
            case ReferralClosed() if state.closed_at is None:
                state = replace(state, closed_at=e.at, closed_by=e.staff_no, outcome=e.outcome)
            case _:
                pass
    return state
