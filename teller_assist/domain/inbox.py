"""Whose turn a referral is (转介): reckoned from the events and the time, so that every screen says the same.

A referral is offered to one colleague after another, ``TURN_S`` seconds each. 转走 and silence bring it to the next;
after the last it goes round again, and then anybody who may take it need not wait for their turn. It is one
colleague's turn at every moment until somebody takes it. The order is fixed for a referral and differs between
referrals, so that nobody is always the first: colleagues by the hash of both numbers. Who comes on duty or leaves
changes nobody else's place in it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil
from typing import NamedTuple
from uuid import UUID

from teller_assist.domain.lobby import Duty
from teller_assist.domain.policy import LOBBY, MANAGER, RM
from teller_assist.domain.referral import Referral

TURN_S = 60
_INSTEAD = {"": (RM, LOBBY, MANAGER), RM: (RM, LOBBY, MANAGER), LOBBY: (LOBBY, RM, MANAGER)}


class Turn(NamedTuple):
    """``left_s``: whole seconds until it goes on, at least 1. ``round`` 0 is the first: others wait for theirs."""

    holder: str
    left_s: int
    round: int


def candidates(referral: Referral, duties: Iterable[Duty]) -> tuple[str, ...]:
    """Who may be offered it, in its order. ``duties``: of those who are on duty and not away.

    Those of the wanted role but for who made it; while none of them is there, the next role that may help
    (a customer at the window does not wait for a room that is empty).
    """
    there = [duty for duty in duties if duty.staff_no != referral.made_by]
    for role in _INSTEAD.get(referral.to_role, (referral.to_role, LOBBY, MANAGER)):
        if found := {duty.staff_no for duty in there if duty.role == role}:
            return fair_order(referral.referral_id, found)
    return ()


def fair_order(referral_id: UUID, staff: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(staff, key=lambda staff_no: sha256(f"{referral_id}|{staff_no}".encode()).digest()))


def turn(referral: Referral, order: Sequence[str], now: datetime) -> Turn | None:
    """Whose turn it is and for how long; None if it is taken, closed, or there is nobody to offer it to."""
    if not order or referral.claimed_by or referral.closed_at is not None:
        return None
    minute = timedelta(seconds=TURN_S)
    begun, place, now = referral.made_at, 0, max(now, referral.made_at)
    for who, passed_at in passes(referral):
        if passed_at > now:
            break
        silent = max(0, (passed_at - begun) // minute)
        begun, place = begun + silent * minute, place + silent
        if order[place % len(order)] == who:  # not theirs (any more): it has gone on by itself
            begun, place = passed_at, place + 1
    silent = (now - begun) // minute
    ends = begun + (silent + 1) * minute
    place += silent
    return Turn(order[place % len(order)], ceil((ends - now).total_seconds()), place // len(order))


def holder(referral: Referral, order: Sequence[str], now: datetime) -> str | None:
    """The colleague whose turn it is, None as ``turn``."""
    found = turn(referral, order, now)
    return found.holder if found else None


def may_take(now: Turn | None, staff_no: str) -> bool:
    """Whether they are asked: it is their turn, all have had theirs, or nobody else is there."""
    return now is None or now.holder == staff_no or now.round > 0


def passes(referral: Referral) -> list[tuple[str, datetime]]:
    """Who passed it on and when, earliest first; to the second."""
    parts = (part.rpartition(":") for part in referral.passed_by.split())
    found = [(who, referral.made_at + timedelta(seconds=int(after))) for who, _, after in parts]
    return sorted(found, key=lambda one: one[1])
