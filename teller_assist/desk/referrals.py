"""A customer is passed on to a colleague: made, taken up, closed. Every desk of the branch sees it."""

from typing import NamedTuple
from uuid import UUID

from teller_assist.desk.calls import check_eta
from teller_assist.desk.deed import Deed, found, new_id, short
from teller_assist.domain.days import day_at, midnight
from teller_assist.domain.referral import (
    OUTCOMES,
    Referral,
    ReferralClaimed,
    ReferralClosed,
    ReferralMade,
    ReferralPassed,
)
from teller_assist.domain.visit import Visit
from teller_assist.errors import BadInput, Refused
from teller_assist.store.states import read
from teller_assist.store.views import time_text

ROLES = ("", "teller", "lobby_manager", "rm", "branch_manager")


class Where(NamedTuple):
    """How the lobby finds the customer: the visit they are in, and the tier that their card shows."""

    visit: Visit | None = None
    tier: str = ""


UNSEEN = Where()


def refer(deed: Deed, customer_no: str, product_code: str, to_role: str, note: str, where: Where = UNSEEN) -> Referral:
    """Passes a customer on; what they referred today and is still open is given back.

    Raises ``BadInput`` for a role that there is not, or a note that is too long.
    """
    if to_role not in ROLES:
        raise BadInput(f"{to_role!r} is no role; use one of {', '.join(ROLES[1:])}")
    short(note)
    if before := _open_one(deed, customer_no, product_code, to_role):
        return before
    made = deed.record(
        ReferralMade, referral_id=new_id(), customer_no=customer_no, product_code=product_code, to_role=to_role,
        note=note, window_no=deed.window_no, ticket=where.visit.ticket if where.visit else "", tier=where.tier,
        visit_id=where.visit.visit_id if where.visit else None,
    )  # fmt: skip
    return existing(deed, made.referral_id)


def _open_one(deed: Deed, customer_no: str, product_code: str, to_role: str) -> Referral | None:
    """What this member of staff has referred to that role today already, and is not closed."""
    asked = (
        "customer_no = ? AND product_code = ? AND to_role = ? AND made_by = ? AND made_at >= ? AND closed_at IS NULL"
    )
    today = time_text(midnight(day_at(deed.at)))
    found = read(deed.con, Referral, asked, customer_no, product_code, to_role, deed.staff_no, today)
    return found[0] if found else None


def claim(deed: Deed, referral_id: UUID, eta_s: int = 0) -> Referral:
    """Takes it up and is there in so many seconds (0: not said); said twice by the same colleague it is recorded once.

    Raises ``NotFound``, ``BadInput``, ``Refused``.
    """
    check_eta(eta_s)
    before = existing(deed, referral_id)
    if before.closed_at is not None:
        raise Refused(f"referral {referral_id} was closed by {before.closed_by}: {before.outcome}")
    if before.claimed_by == deed.staff_no:
        return before
    if before.claimed_by:
        raise Refused(f"referral {referral_id} has been taken up by {before.claimed_by}: ask them")
    if before.made_by == deed.staff_no:
        raise Refused("nobody takes up what they referred: a colleague does")
    deed.record(ReferralClaimed, referral_id=referral_id, eta_s=eta_s)
    return existing(deed, referral_id)


def pass_on(deed: Deed, referral_id: UUID) -> Referral:
    """转走: not me, the next one. Raises ``NotFound``, ``Refused`` if it is taken or closed."""
    before = existing(deed, referral_id)
    if before.closed_at is not None:
        raise Refused(f"referral {referral_id} was closed by {before.closed_by}: {before.outcome}")
    if before.claimed_by:
        raise Refused(f"referral {referral_id} has been taken up by {before.claimed_by}: it is not to be passed on")
    deed.record(ReferralPassed, referral_id=referral_id)
    return existing(deed, referral_id)


def close(deed: Deed, referral_id: UUID, outcome: str, any_one: bool = False) -> Referral:
    """Says what came of it: who took it up, the maker that it was mistaken, or who may of ``any_one``.

    Raises ``NotFound``, ``BadInput`` for an unknown outcome, ``Refused`` if it is closed or not theirs to close.
    """
    if outcome not in OUTCOMES:
        raise BadInput(f"{outcome!r} is not what can come of a referral; use one of {', '.join(OUTCOMES)}")
    before = existing(deed, referral_id)
    if before.closed_at is not None:
        raise Refused(f"referral {referral_id} was closed by {before.closed_by}: {before.outcome}")
    mine = before.claimed_by == deed.staff_no or (before.made_by == deed.staff_no and outcome == "mistaken")
    if not (mine or any_one):
        who = before.claimed_by or "nobody yet"
        raise Refused(f"it is taken up by {who}: they say what came of it; who made it may say mistaken")
    deed.record(ReferralClosed, referral_id=referral_id, outcome=outcome)
    return existing(deed, referral_id)


def existing(deed: Deed, referral_id: UUID) -> Referral:
    """As it now stands. Raises ``NotFound``: it may not have come to this desk yet."""
    return found(deed.con, Referral, referral_id, "referral")
