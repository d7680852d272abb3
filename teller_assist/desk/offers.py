"""A referral as the colleague who is asked sees it, and as the teller who made it does."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from teller_assist.domain.inbox import Turn, candidates, may_take, turn
from teller_assist.domain.lobby import Duty
from teller_assist.domain.referral import Referral
from teller_assist.domain.staff import Staff


class Offer(NamedTuple):
    """A referral that nobody has taken. ``holder``: whose turn it is, "" nobody is on duty for it; ``mine``: this
    member of staff is asked."""

    referral: Referral
    holder: str
    left_s: int
    round: int
    mine: bool


class Receipt(NamedTuple):
    """What the teller sees of their referral while the customer is there.

    ``state``: nobody (on duty) | offered | claimed | closed. ``who`` (``staff_no``, ``name``, ``role``): whose turn it
    is, who took it, or who closed it. ``took_s``: seconds from made to claimed. ``eta_s``: seconds until they are
    there, 0 where they said nothing or should be there by now. ``lost``: colleagues who claimed it too.
    """

    referral: Referral
    state: str
    staff_no: str
    name: str
    role: str
    eta_s: int
    took_s: int
    lost: tuple[str, ...]


def offer_of(one: Referral, present: Iterable[Duty], me: str, now: datetime) -> Offer:
    """``present``: who is on duty and not away; ``me``: who looks. Nobody is asked to take what they made."""
    found = turn(one, candidates(one, present), now)
    mine = one.made_by != me and may_take(found, me)
    holder, left_s, round_ = found or Turn("", 0, 0)
    return Offer(one, holder, left_s, round_, mine)


def receipt_of(one: Referral, present: Iterable[Duty], staff: Mapping[str, Staff], now: datetime) -> Receipt:
    """``present`` as above; ``staff`` by number."""
    found = turn(one, candidates(one, present), now)
    who = one.closed_by or one.claimed_by or (found.holder if found else "")
    state = "closed" if one.closed_at else "claimed" if one.claimed_by else "offered" if found else "nobody"
    claimed_at = one.claimed_at or one.made_at
    eta = max(0, one.eta_s - int((now - claimed_at).total_seconds())) if state == "claimed" else 0
    told = staff.get(who)
    return Receipt(
        one, state, who, told.name if told else who, told.role if told else "", eta,
        max(0, int((claimed_at - one.made_at).total_seconds())), tuple(one.contested_by.split()),
    )  # fmt: skip
