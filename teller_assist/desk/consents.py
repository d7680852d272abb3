"""Consent at the counter: withdrawn at once and for the whole branch, given again by naming what it ends."""

from collections.abc import Iterable
from uuid import UUID

from teller_assist.desk.deed import Deed
from teller_assist.domain.consent import (
    MARKETING,
    PURPOSES,
    WITHDRAWN,
    Consent,
    ConsentGiven,
    ConsentWithdrawn,
    allowed,
)
from teller_assist.domain.customer import Customer, Profile
from teller_assist.errors import BadInput
from teller_assist.store.consents import find_consent


def withdraw(deed: Deed, customer_no: str, purpose: str) -> Consent:
    """From now on nothing is offered for this purpose. Recorded once while it stands. Raises ``BadInput``."""
    before = _standing(deed, customer_no, purpose)
    if before is None or before.state != WITHDRAWN:
        deed.record(ConsentWithdrawn, customer_no=customer_no, purpose=purpose)
    return _now(deed, customer_no, purpose)


def give(deed: Deed, customer_no: str, purpose: str) -> Consent:
    """The customer agrees. Ends the withdrawals known here; one still on its way stands. Raises ``BadInput``."""
    before = _standing(deed, customer_no, purpose)
    known = tuple(UUID(id_) for id_ in before.withdrawals.split()) if before else ()
    deed.record(ConsentGiven, customer_no=customer_no, purpose=purpose, supersedes=known)
    return _now(deed, customer_no, purpose)


def with_recorded(profile: Profile, recorded: Iterable[Consent]) -> Profile:
    """The profile with what is told and what was recorded of consent put together."""
    for consent in recorded:
        profile = profile._replace(customer=_applied(profile.customer, consent))
    return profile


def _applied(customer: Customer, consent: Consent) -> Customer:
    if consent.purpose == MARKETING:
        counts = allowed(customer.consent_marketing, customer.consent_on, consent)
        return customer._replace(consent_marketing=counts.consent, consent_on=counts.on)
    if consent.state != WITHDRAWN:
        return customer  # what the bank was told of the telephone bears no day: it stands
    return customer._replace(preferences=tuple(sorted({**dict(customer.preferences), "do_not_call": "yes"}.items())))


def _standing(deed: Deed, customer_no: str, purpose: str) -> Consent | None:
    if purpose not in PURPOSES:
        raise BadInput(f"{purpose!r} is no purpose of consent; use one of {', '.join(PURPOSES)}")
    return find_consent(deed.con, customer_no, purpose)


def _now(deed: Deed, customer_no: str, purpose: str) -> Consent:
    found = find_consent(deed.con, customer_no, purpose)
    assert found is not None
    return found
