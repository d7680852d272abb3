"""The card from told ⊕ recorded: one pure function a part, put together by ``compose_card``."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from teller_assist.domain.address import salutation
from teller_assist.domain.card import Assets, Card, Flag, RelationView, TierStanding
from teller_assist.domain.customer import (
    ALERT_FLAGS,
    Capacity,
    Contact,
    Customer,
    MonthAverage,
    Profile,
    Relation,
)
from teller_assist.domain.gate import ADULT_AGE, ELDERLY_AGE, FIRM, age_on
from teller_assist.domain.lanes import Strip, lanes
from teller_assist.domain.masks import mask_id, mask_mobile, mask_name
from teller_assist.domain.moments import due, moments
from teller_assist.domain.money import band_with_unit
from teller_assist.domain.product import Product
from teller_assist.domain.staff import Branch, Staff
from teller_assist.domain.suggestion import Slate
from teller_assist.domain.tier import TierPack, outlook
from teller_assist.domain.timeline import NO_ACTIONS, Actions, last_time, timeline
from teller_assist.domain.visit import Visit
from teller_assist.domain.word_given import Promise

STALE_AFTER = timedelta(days=2)
TREND_PERCENT = 5  # a change of less than this between the first and last third is flat
# Parts a role does not see (feature 16). Exact figures: ``exact``.
HIDDEN_FROM: Mapping[str, tuple[str, ...]] = {
    "teller": ("income",),
    "lobby_manager": ("income", "exact", "relations"),
}
MINIMAL_HIDDEN = ("identity", "assets", "holdings", "relations", "timeline", "suggestions")


class Told(NamedTuple):
    """What one generation brings to every card; made once when it is opened."""

    as_of: date
    products: Mapping[str, Product]
    branches: Mapping[str, Branch]
    staff: Mapping[str, Staff]
    tiers: TierPack | None
    strip: Strip
    actions: Actions = NO_ACTIONS


class Recorded(NamedTuple):
    """What this desk has recorded about the customer; ``contacts`` are told ⊕ recorded, newest first."""

    own: Sequence[Contact]
    contacts: Sequence[Contact]
    visits: Sequence[Visit]
    agent: bool
    promises: Sequence[Promise] = ()


def compose_card(profile: Profile, recorded: Recorded, told: Told, slate: Slate, role: str, today: date) -> Card:
    """Everything the card shows. Pure: the same arguments give the same card."""
    c = profile.customer
    hidden = HIDDEN_FROM.get(role, ())
    branch = told.branches.get(c.branch_no)
    manager = told.staff.get(c.manager_no)
    preferences = dict(c.preferences)
    return Card(
        customer_no=c.customer_no,
        name=c.name,
        salutation=salutation(c.name, c.sex, c.kind, preferences.get("address", "")),
        kind=c.kind,
        sex=c.sex,
        birth_year=c.birth_on.year if c.birth_on else None,
        elderly=_age(c, today) >= ELDERLY_AGE,
        id_masked=mask_id(c.id_no),
        mobile_masked=mask_mobile(c.mobile),
        branch_no=c.branch_no,
        branch_name=branch.name if branch else c.branch_no,
        branch_name_en=branch.name_en if branch else c.branch_no,
        own_branch=c.own_branch,
        minimal=False,
        manager=mask_name(manager.name) if manager else "",
        since_year=c.since_on.year if c.since_on else None,
        tier=tier_of(c, profile.months, told.tiers, today),
        flags=flags(profile, told, today, recorded.promises),
        alerts=alerts(profile, recorded.agent, today),
        assets=assets(profile.months, exact="exact" not in hidden),
        lanes=lanes(profile.holdings, told.products, told.strip, due(profile, today), "exact" not in hidden),
        preferences=preferences,
        consent=c.consent_marketing,
        consent_on=c.consent_on,
        last_time=last_time(recorded.contacts, told.products, told.actions),
        timeline=timeline(
            profile, recorded.own, recorded.contacts, recorded.visits, told.products, told.actions, recorded.promises
        ),
        relations=() if "relations" in hidden else tuple(map(_relation, profile.relations)),
        hidden=hidden,
        possible_duplicate=c.possible_duplicate,
        as_of=told.as_of,
        stale=staleness(told.as_of, today),
        today=today,
        slate=slate,
    )


def minimal_card(customer_no: str, tier: str, words: frozenset[str], branch_no: str, told: Told, today: date) -> Card:
    """Another branch's customer: tier and flags, no more, and nothing to sell."""
    branch = told.branches.get(branch_no)
    found = words
    return Card(
        customer_no=customer_no, name="", salutation="", kind="person", sex="", birth_year=None,
        elderly="elderly" in found, id_masked="", mobile_masked="", branch_no=branch_no,
        branch_name=branch.name if branch else branch_no, branch_name_en=branch.name_en if branch else branch_no,
        own_branch=False, minimal=True, manager="", since_year=None, tier=_bare_tier(tier, "", told.tiers),
        flags=_words(found), alerts=tuple(_alert(code) for code in ALERT_FLAGS if code in found),
        assets=Assets("", None, (), "unknown"), lanes=(), preferences={}, consent=None, consent_on=None,
        last_time=None, timeline=(), relations=(), hidden=MINIMAL_HIDDEN, possible_duplicate=False,
        as_of=told.as_of, stale=staleness(told.as_of, today), today=today,
        slate=Slate((), (), "OTHER_BRANCH", {}, False, ""),
    )  # fmt: skip


def staleness(as_of: date, today: date) -> str:
    """``old`` once the data is more than two days behind."""
    return "old" if today - as_of > STALE_AFTER else "fresh"


def flags(profile: Profile, told: Told, today: date, promises: Iterable[Promise] = ()) -> tuple[Flag, ...]:
    """Dates first, the earliest first; then the customer's other words. The view shows three."""
    dated = [_named(flag, told) for flag in moments(profile, today, promises)]
    return (*dated, *_words(profile.customer.flags))


def alerts(profile: Profile, agent: bool, today: date) -> tuple[Flag, ...]:
    """What outranks selling, worst first: told flags, and those the facts make today."""
    c = profile.customer
    found: dict[str, Flag] = {code: _alert(code) for code in ALERT_FLAGS if code in c.flags}
    if c.kind != FIRM and c.birth_on is not None and c.birth_on <= today and _age(c, today) < ADULT_AGE:
        found["minor"] = _alert("minor")
    elif c.capacity is Capacity.NONE:
        found["guardianship"] = _alert("guardianship")
    for complaint in profile.complaints:
        if complaint.status != "closed":
            found["complaint"] = Flag("complaint", "bad", complaint.received_on, {"subject": complaint.subject})
    if agent:
        found["agent"] = _alert("agent")
    return tuple(found[code] for code in ALERT_FLAGS if code in found)


def assets(months: Sequence[MonthAverage], exact: bool = True) -> Assets:
    """The newest known month's average, six months of it, and where it is going."""
    six = tuple((m.month, m.average_fen) for m in months[-6:])
    now = next((fen for _, fen in reversed(six) if fen is not None), None)
    shown = six if exact else tuple((month, None) for month, _ in six)
    return Assets(band_with_unit(now), now if exact else None, shown, trend([fen for _, fen in six]))


def trend(averages: Sequence[int | None]) -> str:
    """Last third against first third of the months; under three known months nothing is said."""
    known = [fen for fen in averages if fen is not None]
    if len(known) < 3:
        return "unknown"
    third = len(known) // 3
    first, last = sum(known[:third]), sum(known[-third:])
    if abs(last - first) * 100 < TREND_PERCENT * abs(first) or first == last:
        return "flat"
    return "up" if last > first else "down"


def tier_of(c: Customer, months: Sequence[MonthAverage], pack: TierPack | None, today: date) -> TierStanding:
    """Standing and outlook by the tier pack; firms and a desk without pack have the bare code."""
    if pack is None:
        return _bare_tier(c.tier, c.tier_since, None)
    return outlook(pack, (c.tier, c.tier_since, c.tier_months_below), months, today)


def _bare_tier(code: str, since: str, pack: TierPack | None) -> TierStanding:
    known = next((t for t in pack.tiers if t.code == code), None) if pack else None
    name, name_en = (known.name, known.name_en) if known else (code, code)
    return TierStanding(code, name, name_en, since, "", "", "", None, None, None, "", None)


def _age(c: Customer, today: date) -> int:
    """Whole years; -1 where the day of birth is not told or lies ahead."""
    return age_on(c.birth_on, today) if c.birth_on is not None and c.birth_on <= today else -1


def _named(flag: Flag, told: Told) -> Flag:
    """A maturity with its product's kind and band, as its words need them."""
    if flag.code != "maturity":
        return flag
    product = told.products.get(str(flag.facts["product_code"]))
    category = product.category if product else ""
    name, name_en = told.strip.names.get(category, (product.name, product.name_en) if product else ("", ""))
    return replace(
        flag, facts={**flag.facts, "name": name, "name_en": name_en, "band": band_with_unit(flag.facts["amount_fen"])}
    )  # fmt: skip


def _words(found: frozenset[str]) -> tuple[Flag, ...]:
    return tuple(Flag(code, "plain", None, {}) for code in sorted(found - set(ALERT_FLAGS)))


def _alert(code: str) -> Flag:
    return Flag(code, "bad", None, {})


def _relation(r: Relation) -> RelationView:
    return RelationView(r.relation, r.customer_no, mask_name(r.name), r.tier, r.hops)
