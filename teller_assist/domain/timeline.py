"""What happened with a customer, newest first: transactions, attempts, visits, complaints, promises, assessments."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time

from teller_assist.domain.card import LastTime, TimelineItem
from teller_assist.domain.customer import Contact, Profile
from teller_assist.domain.days import BRANCH_TIME, day_at
from teller_assist.domain.money import band_with_unit
from teller_assist.domain.product import Product
from teller_assist.domain.visit import Visit
from teller_assist.domain.word_given import Promise

Actions = Mapping[str, tuple[str, str]]  # what is done for a customer and is no product: code -> name zh, en
NO_ACTIONS: Actions = {}
MOST = 40
# Outcomes that tell the next teller something; "not offered" and "not recorded" say nothing of the customer.
_ANSWERS = frozenset({"declined", "considering", "referred", "accepted", "unsuitable"})


def merge_contacts(recorded: Sequence[Contact], told: Sequence[Contact]) -> tuple[Contact, ...]:
    """Both, newest first. One that was recorded here and has come back in the feed counts once."""
    if not recorded:
        return tuple(told)
    own = {(c.visit, c.product_code) for c in recorded}
    others = [c for c in told if (c.visit, c.product_code) not in own]
    return tuple(sorted([*recorded, *others], key=lambda c: c.on, reverse=True))


def last_time(
    contacts: Iterable[Contact], products: Mapping[str, Product], actions: Actions = NO_ACTIONS
) -> LastTime | None:
    """ "Last time: declined X because Y": the newest refusal, else the newest answer of any kind."""
    answers = [c for c in contacts if c.outcome in _ANSWERS]
    found = next((c for c in answers if c.outcome == "declined"), answers[0] if answers else None)
    if found is None:
        return None
    name, name_en = _names(products, actions, found.product_code)
    return LastTime(found.product_code, name, name_en, found.outcome, found.reason, found.on)


def timeline(
    profile: Profile,
    recorded: Sequence[Contact],
    contacts: Iterable[Contact],
    visits: Iterable[Visit],
    products: Mapping[str, Product],
    actions: Actions = NO_ACTIONS,
    promises: Iterable[Promise] = (),
) -> tuple[TimelineItem, ...]:
    """The newest ``MOST`` of everything. ``contacts`` are told ⊕ ``recorded``; recorded here is ``mine``."""
    own = {(c.visit, c.product_code) for c in recorded}
    items = [*_transactions(profile), *_rest(profile), *map(_visit, visits), *map(_promise, promises)]
    for c in contacts:
        name, name_en = _names(products, actions, c.product_code)
        facts = {
            "product_code": c.product_code, "name": name, "name_en": name_en, "outcome": c.outcome,
            "reason": c.reason, "channel": c.channel,
        }  # fmt: skip
        items.append(TimelineItem(c.on, None, "attempt", facts, (c.visit, c.product_code) in own))
    items.sort(key=_when, reverse=True)
    return tuple(items[:MOST])


def _when(item: TimelineItem) -> tuple[datetime, str]:
    """Items that know only their day come after those of the day that know their time."""
    at = item.at or datetime.combine(item.on, time.min, BRANCH_TIME).astimezone(UTC)
    return at, item.kind


def _transactions(profile: Profile) -> Iterable[TimelineItem]:
    for t in profile.transactions:
        facts = {
            "business_type": t.business_type,
            "band": band_with_unit(t.amount_fen),
            "branch_no": t.branch_no,
        }
        yield TimelineItem(day_at(t.at), t.at, "transaction", facts, False)


def _rest(profile: Profile) -> Iterable[TimelineItem]:
    for c in profile.complaints:
        yield TimelineItem(c.received_on, None, "complaint", {"subject": c.subject, "status": c.status}, False)
    for a in profile.assessments:
        yield TimelineItem(a.assessed_on, None, "assessment", {"grade": a.grade}, False)


def _visit(visit: Visit) -> TimelineItem:
    facts = {"how": visit.how, "ticket": visit.ticket, "agent": visit.agent}
    return TimelineItem(day_at(visit.started_at), visit.started_at, "visit", facts, True)


def _promise(promise: Promise) -> TimelineItem:
    """On the day it was made; how it ended is said there too."""
    facts = {"what": promise.what, "due_on": promise.due_on, "how": promise.how, "late": promise.is_late()}
    return TimelineItem(day_at(promise.made_at), promise.made_at, "promise", facts, False)


def _names(products: Mapping[str, Product], actions: Actions, code: str) -> tuple[str, str]:
    product = products.get(code)
    return (product.name, product.name_en or product.name) if product else actions.get(code, (code, code))
