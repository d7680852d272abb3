"""Contact policy: what was said lately, and whether it is too soon to say more.

Counted per visit, not per transaction. A contact dated after today (a wrong clock) counts as today's.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from teller_assist.domain.compiled import Contacts
from teller_assist.domain.customer import Contact

SPOKEN = frozenset({"accepted", "referred", "considering", "declined", "already_has"})
_YEAR = 365
_CODES = {
    "referred": ("ALREADY_REFERRED", "referred"),
    "accepted": ("ALREADY_ACCEPTED", "accepted"),
    "considering": ("CONSIDERING", "considering"),
    "already_has": ("ALREADY_HAS", "already_has"),
    "unsuitable": ("MARKED_UNSUITABLE", "unsuitable"),
}
ANSWERS = frozenset({"REJECTED_RECENTLY", *(code for code, _ in _CODES.values())})  # what ``stop_product`` says
Stop = tuple[str, dict[str, Any]] | None


class Said(NamedTuple):
    """The contacts of one customer by what is asked of them."""

    by_product: dict[str, list[Contact]]
    declined_family: dict[str, date]  # newest refusal
    visits_by_family: dict[str, set[str]]  # of the last 30 days
    visits: set[str]  # of the last 30 days, before today


def said(contacts: Sequence[Contact], families: dict[str, str], today: date) -> Said:
    """``families``: product code -> family. Codes of the past that are no longer sold count for themselves."""
    found = Said({}, {}, {}, set())
    since = today - timedelta(days=30)
    for contact in contacts:
        code = contact.product_code
        family = families.get(code, code)
        found.by_product.setdefault(code, []).append(contact)
        if contact.outcome not in SPOKEN:
            continue
        if contact.outcome == "declined":
            newest = found.declined_family.get(family)
            if newest is None or contact.on > newest:
                found.declined_family[family] = contact.on
        if contact.on >= since:
            visit = contact.visit or contact.on.isoformat()
            found.visits_by_family.setdefault(family, set()).add(visit)
            if contact.on < today:
                found.visits.add(visit)
    return found


def stop_product(policy: Contacts, found: Said, code: str, family: str, today: date) -> Stop:
    """Too soon to speak of this product, or of its family, again."""
    for contact in found.by_product.get(code, ()):
        days = max(0, (today - contact.on).days)
        if contact.outcome == "declined":
            window = _declined_days(policy, found.by_product[code], contact, today)
            if days < window:
                return "REJECTED_RECENTLY", _facts(contact.on, window) | {"reason": contact.reason}
        elif contact.outcome in _CODES:
            word, field = _CODES[contact.outcome]
            window = getattr(policy, field)
            if days < window:
                return word, _facts(contact.on, window)
    on = found.declined_family.get(family)
    if on is not None and (today - on).days < policy.family:
        return "REJECTED_RECENTLY", _facts(on, policy.family) | {"scope": "family"}
    return None


def _declined_days(policy: Contacts, told: Sequence[Contact], contact: Contact, today: date) -> int:
    days = policy.declined.get(contact.reason, policy.declined[0])
    refusals = {(c.visit or c.on.isoformat()) for c in told if c.outcome == "declined" and (today - c.on).days <= _YEAR}
    return max(days, policy.declined_twice) if len(refusals) > 1 else days


def _facts(on: date, window: int) -> dict[str, Any]:
    return {"said_on": on.isoformat(), "until_on": (on + timedelta(days=window)).isoformat()}


def stop_fatigue(policy: Contacts, found: Said, code: str, shown: Sequence[str]) -> Stop:
    """Asked in too many visits lately, or enough shown in this one. Services are exempt."""
    if len(found.visits) >= policy.visits_30d:
        return "FATIGUE", {"visits": len(found.visits), "scope": "30d"}
    if len(shown) >= policy.per_visit and code not in shown:
        return "FATIGUE", {"shown": len(shown), "scope": "visit"}
    return None
