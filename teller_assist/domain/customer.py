"""A customer as told by the core feed, and everything told about them on one card."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Capacity(StrEnum):
    """Legal capacity (Article 19): none → nothing; limited → low risk with the guardian's consent."""

    FULL = "full"
    LIMITED = "limited"
    NONE = "none"


# Flags that outrank selling, worst first; any of them removes the selling pane.
# ``unreadable_flag`` is the hub's: a told word that is not on the list may be a misspelt alert.
UNREADABLE_FLAG = "unreadable_flag"
ALERT_FLAGS = (
    "deceased", "court_freeze", "fraud_watch", "guardianship", "minor", UNREADABLE_FLAG, "complaint", "agent",
)  # fmt: skip
# Other flags a feed may carry.
PLAIN_FLAGS = ("vip", "elderly", "disabled", "pregnant", "foreigner", "staff", "sole_trader", "dormant", "no_vehicle")


class Customer(NamedTuple):
    """One row of ``customer``. ``risk_grade`` 1–5 is C1–C5. ``o`` is the rank ordinal of the generation."""

    o: int
    customer_no: str
    name: str
    kind: str  # person | firm
    sex: str  # M | F | ""
    id_type: str
    id_no: str
    mobile: str
    birth_on: date | None
    branch_no: str
    own_branch: bool
    since_on: date | None
    id_expires_on: date | None
    risk_grade: int | None
    risk_assessed_on: date | None
    risk_change_reported: bool
    capacity: Capacity
    guardian_consent: bool
    consent_marketing: bool | None  # None: never asked
    consent_on: date | None
    flags: frozenset[str]
    manager_no: str
    income_fen: int | None  # yearly household income
    salary_here: bool
    preferences: tuple[tuple[str, str], ...]  # (address|channel|hours|language|avoid, text), do_not_call
    tags: frozenset[str]
    tier: str
    tier_since: str  # YYYY-MM
    tier_months_below: int
    possible_duplicate: bool


class Account(NamedTuple):
    account_no: str
    card_no: str
    kind: str
    opened_on: date | None
    status: str
    card_expires_on: date | None


class Holding(NamedTuple):
    """``balance_fen`` None is unknown (not 0, not none)."""

    product_code: str
    account_no: str
    balance_fen: int | None
    currency: str
    opened_on: date | None
    matures_on: date | None
    status: str  # active | dormant | closed


class MonthAverage(NamedTuple):
    month: str  # YYYY-MM
    average_fen: int | None


class Relation(NamedTuple):
    """Within consent, at most two hops: spouse, parent, child, household, employer, colleague, upstream, downstream."""

    relation: str
    customer_no: str
    name: str
    tier: str
    hops: int


class Complaint(NamedTuple):
    complaint_no: str
    received_on: date
    subject: str
    status: str  # open | closed
    closed_on: date | None


class Assessment(NamedTuple):
    assessed_on: date
    grade: int
    confirmed: bool


class Contact(NamedTuple):
    """An earlier attempt: told by the hub (other desks) or recorded here. ``outcome`` as in ``Outcome``."""

    product_code: str
    on: date
    outcome: str
    reason: int
    visit: str  # visit id, or the day where the feed knows no visit
    channel: str  # counter | phone | lobby …


class CounterTransaction(NamedTuple):
    at: datetime
    ended_at: datetime | None
    business_type: str
    amount_fen: int | None
    ticket: str
    staff_no: str
    branch_no: str


class Profile(NamedTuple):
    """Everything told about one customer, as one read of the snapshot brings it."""

    customer: Customer
    accounts: tuple[Account, ...]
    holdings: tuple[Holding, ...]
    months: tuple[MonthAverage, ...]  # oldest first
    relations: tuple[Relation, ...]
    complaints: tuple[Complaint, ...]
    assessments: tuple[Assessment, ...]  # newest first
    contacts: tuple[Contact, ...]  # newest first
    transactions: tuple[CounterTransaction, ...]  # newest first
