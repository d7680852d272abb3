"""Dated reasons to serve (关键时点): maturities, and what expires."""

from collections.abc import Iterable
from datetime import date, timedelta

from teller_assist.domain.card import Flag
from teller_assist.domain.customer import Profile
from teller_assist.domain.gate import ASSESSMENT_DAYS
from teller_assist.domain.word_given import Promise

WITHIN = timedelta(days=30)  # inclusive: a maturity in 30 days is a moment, in 31 not yet
GONE_FOR = timedelta(days=365)  # an expiry older than that is told by the records, not by a flag


def assessment_ends(assessed_on: date) -> date:
    """The last day on which a risk assessment is valid, as the legal gate counts."""
    return assessed_on + timedelta(days=ASSESSMENT_DAYS)


def moments(profile: Profile, today: date, promises: Iterable[Promise] = ()) -> list[Flag]:
    """Dates within 30 days, earliest first: maturities, expiry of assessment, document and cards, what was promised."""
    found = [*_maturities(profile, today), *_expiries(profile, today), *_promised(promises, today)]
    return sorted(found, key=lambda flag: (flag.on or date.max, flag.code))


def due(profile: Profile, today: date) -> frozenset[str]:
    """Product codes with an active holding that matures within 30 days."""
    return frozenset(h.product_code for h in profile.holdings if h.status != "closed" and _near(h.matures_on, today))


def _maturities(profile: Profile, today: date) -> Iterable[Flag]:
    for h in profile.holdings:
        if h.status != "closed" and _near(h.matures_on, today):
            facts = {"product_code": h.product_code, "amount_fen": h.balance_fen, "currency": h.currency}
            yield Flag("maturity", "warn", h.matures_on, facts)


def _expiries(profile: Profile, today: date) -> Iterable[Flag]:
    customer = profile.customer
    if customer.kind == "person" and customer.risk_assessed_on is not None:
        ends = assessment_ends(customer.risk_assessed_on)
        if ends < today:
            yield Flag("risk_expired", "warn", ends, {"assessed_on": customer.risk_assessed_on})
        elif ends <= today + WITHIN:
            yield Flag("risk_expiring", "warn", ends, {"assessed_on": customer.risk_assessed_on})
    if _expires(customer.id_expires_on, today):
        yield _expiry("id", customer.id_expires_on, today, {})
    for account in profile.accounts:
        if account.card_no and account.status != "closed" and _expires(account.card_expires_on, today):
            yield _expiry("card", account.card_expires_on, today, {"tail": account.card_no[-4:]})


def _promised(promises: Iterable[Promise], today: date) -> Iterable[Flag]:
    """Promises that are owed: overdue ones until they are ended."""
    for promise in promises:
        if not promise.how and promise.due_on <= today + WITHIN:
            late = promise.is_overdue(today)
            facts = {"what": promise.what, "owner_no": promise.owner_no}
            yield Flag("promise_overdue" if late else "promise", "bad" if late else "warn", promise.due_on, facts)


def _expiry(what: str, on: date | None, today: date, facts: dict[str, object]) -> Flag:
    if on is not None and on < today:
        return Flag(f"{what}_expired", "bad", on, facts)
    return Flag(f"{what}_expiring", "warn", on, facts)


def _near(on: date | None, today: date) -> bool:
    return on is not None and today <= on <= today + WITHIN


def _expires(on: date | None, today: date) -> bool:
    return on is not None and today - GONE_FOR <= on <= today + WITHIN
