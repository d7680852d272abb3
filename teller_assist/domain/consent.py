"""Consent given or withdrawn at a counter, by customer and purpose. A shared noun: it binds every desk of the branch.

The most restrictive wins: a withdrawal stands until a later consent names it, whatever the order in which they came.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from teller_assist.domain.days import day_at
from teller_assist.domain.event import Event, event

MARKETING, PHONE = "marketing", "phone"
PURPOSES = (MARKETING, PHONE)
GIVEN, WITHDRAWN = "given", "withdrawn"


@event("consent.withdrawn", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class ConsentWithdrawn(Event):
    """From now on nothing is offered for this purpose."""

    customer_no: str
    purpose: str

    @property
    def consent_id(self) -> str:
        return consent_id(self.customer_no, self.purpose)


@event("consent.given", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class ConsentGiven(Event):
    """``supersedes``: the withdrawals that were known when it was given; one that was not known stands."""

    customer_no: str
    purpose: str
    supersedes: tuple[UUID, ...] = ()

    @property
    def consent_id(self) -> str:
        return consent_id(self.customer_no, self.purpose)


ConsentEvent = ConsentWithdrawn | ConsentGiven


@dataclass(frozen=True, slots=True)
class Consent:
    """One customer's consent for one purpose as recorded in the branch. ``state`` given | withdrawn.

    ``withdrawals``: the ids of those that stand, blanks between; a consent that is to end them must name them all.
    """

    consent_id: str
    customer_no: str
    purpose: str
    state: str
    at: datetime
    staff_no: str
    withdrawals: str


class Allowed(NamedTuple):
    """What counts: told and recorded together. None: never asked."""

    consent: bool | None
    on: date | None


def consent_id(customer_no: str, purpose: str) -> str:
    """Names one customer's consent for one purpose."""
    return f"{customer_no}/{purpose}"


def fold(events: Iterable[ConsentEvent]) -> Consent | None:
    """As it now stands, the same for any order of ``events``, which are all of one customer and purpose."""
    happened = sorted(events, key=lambda e: (e.at, e.id))
    ended = {id_ for e in happened if isinstance(e, ConsentGiven) for id_ in e.supersedes}
    standing = [e for e in happened if isinstance(e, ConsentWithdrawn) and e.id not in ended]
    given = [e for e in happened if isinstance(e, ConsentGiven)]
    for e in (standing or given)[-1:]:
        state = WITHDRAWN if isinstance(e, ConsentWithdrawn) else GIVEN
        left = " ".join(str(w.id) for w in standing)
        return Consent(e.consent_id, e.customer_no, e.purpose, state, e.at, e.staff_no, left)
    return None


def allowed(told: bool | None, told_on: date | None, recorded: Consent | None) -> Allowed:
    """Told consent and recorded consent together.

    A recorded withdrawal counts at once, until the bank's own system has a consent of a later day. A recorded
    consent ends only a refusal of an earlier day.
    """
    if recorded is None:
        return Allowed(told, told_on)
    on = day_at(recorded.at)
    if recorded.state == WITHDRAWN:
        later = told is True and told_on is not None and told_on > on
        return Allowed(told, told_on) if later else Allowed(False, on)
    refused = told is False and (told_on is None or told_on >= on)
    return Allowed(told, told_on) if refused or told is True else Allowed(True, on)
