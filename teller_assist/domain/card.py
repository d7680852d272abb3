"""The customer card: what one glance shows. Composed by ``compose_card`` from told ⊕ recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from teller_assist.domain.care import CareWords
from teller_assist.domain.suggestion import Slate


@dataclass(frozen=True, slots=True)
class Flag:
    """A pill under the name. ``tone`` is bad | warn | plain; dates first. ``facts`` fill its words."""

    code: str  # maturity, {risk,id,card}_{expiring,expired}, promise, promise_overdue, or a customer flag
    tone: str
    on: date | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TierStanding:
    """Where the customer stands. ``what_if_fen``: this much more this month makes ``next`` in ``what_if_month``."""

    code: str
    name: str
    name_en: str
    since: str
    next_code: str
    next_name: str
    next_name_en: str
    next_from_fen: int | None
    gap_fen: int | None
    what_if_fen: int | None
    what_if_month: str
    downgrade_in_months: int | None  # None: not in danger


@dataclass(frozen=True, slots=True)
class LaneRow:
    """``state``: held | zero | none | unknown | dormant. ``due`` marks a maturity within 30 days."""

    code: str  # product category
    name: str
    name_en: str
    state: str
    band: str  # "20–50" in 万, "" where there is none
    exact_fen: int | None
    due: bool


@dataclass(frozen=True, slots=True)
class LaneView:
    lane: str
    band: str
    exact_fen: int | None
    rows: tuple[LaneRow, ...]  # held first; the view shows four and "另 n 项"


@dataclass(frozen=True, slots=True)
class Assets:
    band: str
    exact_fen: int | None
    months: tuple[tuple[str, int | None], ...]  # six, oldest first
    trend: str  # up | flat | down | unknown


@dataclass(frozen=True, slots=True)
class LastTime:
    product_code: str
    name: str
    name_en: str
    outcome: str
    reason: int
    on: date


@dataclass(frozen=True, slots=True)
class TimelineItem:
    on: date
    at: datetime | None
    kind: str  # transaction | attempt | visit | complaint | promise | assessment
    facts: Mapping[str, Any]
    mine: bool  # recorded here and not yet sent


@dataclass(frozen=True, slots=True)
class RelationView:
    relation: str
    customer_no: str
    name: str  # masked
    tier: str
    hops: int


@dataclass(frozen=True, slots=True)
class Card:
    """Everything the card shows for one customer on one day."""

    customer_no: str
    name: str
    salutation: str  # 张女士, 欧阳先生; the firm's name for a firm
    kind: str
    sex: str
    birth_year: int | None
    elderly: bool  # 65 or more: large print
    id_masked: str
    mobile_masked: str
    branch_no: str
    branch_name: str
    branch_name_en: str
    own_branch: bool
    minimal: bool  # another branch's customer: tier and flags only
    manager: str  # masked
    since_year: int | None
    tier: TierStanding
    flags: tuple[Flag, ...]
    alerts: tuple[Flag, ...]  # outrank selling, worst first
    assets: Assets
    lanes: tuple[LaneView, ...]
    preferences: Mapping[str, str]
    consent: bool | None
    consent_on: date | None
    last_time: LastTime | None
    timeline: tuple[TimelineItem, ...]
    relations: tuple[RelationView, ...]
    hidden: tuple[str, ...]  # parts of the picture this role may not see
    possible_duplicate: bool
    as_of: date  # the night of the data
    stale: str  # fresh | old (over 2 days)
    today: date
    slate: Slate
    care: CareWords | None = None  # what to say and ask while care goes before selling
