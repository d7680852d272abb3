"""What an engine reads of a situation, as JSON, and the situation again: a decision keeps it and can be replayed.

Least data (个保法 6): no name, identity number, telephone, sex, or preference; relations are not read at all. So the
engine may read nothing else: a test compares the slate of a situation with that of its inputs.
"""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from teller_assist.domain.care import Care
from teller_assist.domain.customer import (
    Account,
    Assessment,
    Capacity,
    Complaint,
    Contact,
    CounterTransaction,
    Customer,
    Holding,
    MonthAverage,
    Profile,
)
from teller_assist.domain.hand import Hand
from teller_assist.domain.plain import plain
from teller_assist.domain.situation import Situation
from teller_assist.domain.staff import Staff

_CUSTOMER = (
    "customer_no", "kind", "birth_on", "since_on", "id_expires_on", "risk_grade", "risk_assessed_on",
    "risk_change_reported", "capacity", "guardian_consent", "consent_marketing", "consent_on", "flags", "income_fen",
    "salary_here", "tags", "tier", "tier_months_below",
)  # fmt: skip
_BLANK = Customer(
    o=0, customer_no="", name="", kind="", sex="", id_type="", id_no="", mobile="", birth_on=None, branch_no="",
    own_branch=True, since_on=None, id_expires_on=None, risk_grade=None, risk_assessed_on=None,
    risk_change_reported=False, capacity=Capacity.FULL, guardian_consent=False, consent_marketing=None,
    consent_on=None, flags=frozenset(), manager_no="", income_fen=None, salary_here=False, preferences=(),
    tags=frozenset(), tier="", tier_since="", tier_months_below=0, possible_duplicate=False,
)  # fmt: skip
MOST_BYTES = 4 << 20  # of inputs unpacked; none comes near it


def inputs_of(s: Situation) -> dict[str, Any]:
    """Everything that the slate depends on beside the book."""
    p = s.profile
    return {
        "today": plain(s.today),
        "customer": {name: plain(getattr(p.customer, name)) for name in _CUSTOMER},
        "accounts": [[a.status, plain(a.card_expires_on)] for a in p.accounts],
        "holdings": [plain((h.product_code, h.balance_fen, h.currency, h.matures_on, h.status)) for h in p.holdings],
        "months": [[m.month, m.average_fen] for m in p.months],
        "complaints": [plain((c.received_on, c.status)) for c in p.complaints],
        "assessments": [plain(tuple(a)) for a in p.assessments],
        "transactions": [plain((t.at, t.business_type)) for t in p.transactions],
        "contacts": [plain((c.product_code, c.on, c.outcome, c.reason, c.visit)) for c in s.contacts],
        "licences": plain(s.staff.licences),
        "agent": s.agent,
        "waiting": s.queue_waiting,
        "left": s.offers_left,
        "shown": list(s.shown_this_visit),
        "hand": s.hand._asdict() if s.hand else None,
        "care": [list(s.care.signs), s.care.lifted] if s.care else None,
        "wrong": sorted(s.wrong),
        "passed": sorted(s.passed),
    }


def situation_from(told: Mapping[str, Any]) -> Situation:
    """The situation of its inputs, with blanks for what was not kept. Raises ``KeyError``, ``TypeError``,
    ``ValueError`` for what are no inputs."""
    profile = Profile(
        _customer(told["customer"]),
        tuple(Account("", "", "", None, status, _day(on)) for status, on in told["accounts"]),
        tuple(Holding(code, "", fen, cur, None, _day(on), status) for code, fen, cur, on, status in told["holdings"]),
        tuple(MonthAverage(*row) for row in told["months"]),
        (),
        tuple(Complaint("", date.fromisoformat(on), "", status, None) for on, status in told["complaints"]),
        tuple(Assessment(date.fromisoformat(on), grade, sure) for on, grade, sure in told["assessments"]),
        (),
        tuple(
            CounterTransaction(datetime.fromisoformat(at), None, business, None, "", "", "")
            for at, business in told["transactions"]
        ),
    )
    licences = tuple((name, date.fromisoformat(last)) for name, last in told["licences"])
    care = Care(tuple(told["care"][0]), told["care"][1]) if told["care"] else None
    return Situation(
        date.fromisoformat(told["today"]), profile, Staff("", "", "", "", licences), _contacts(told["contacts"]),
        told["agent"], told["waiting"], tuple(told["shown"]), "", told["left"],
        Hand(**told["hand"]) if told["hand"] else None, care, frozenset(told["wrong"]), frozenset(told["passed"]),
    )  # fmt: skip


def packed(told: Mapping[str, Any]) -> str:
    """Inputs as an event carries them: canonical JSON, zlib, base64."""
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def unpacked(text: str) -> dict[str, Any]:
    """Raises ``ValueError`` for what was not packed here."""
    try:
        work = zlib.decompressobj()
        raw = work.decompress(base64.b64decode(text, validate=True), MOST_BYTES)
        if work.unconsumed_tail:
            raise ValueError("the inputs are larger than any true ones")
        told = json.loads(raw)
    except zlib.error as error:
        raise ValueError(f"the inputs are damaged ({error})") from error
    if not isinstance(told, dict):
        raise ValueError("the inputs are no object")
    return told


def _customer(told: Mapping[str, Any]) -> Customer:
    days = ("birth_on", "since_on", "id_expires_on", "risk_assessed_on", "consent_on")
    own: dict[str, Any] = dict(told)
    own |= {name: _day(told[name]) for name in days}
    own |= {"flags": frozenset(told["flags"]), "tags": frozenset(told["tags"]), "capacity": _capacity(told["capacity"])}
    return _BLANK._replace(**own)


def _capacity(word: Any) -> Any:
    """A word that no capacity is called stays one: it stops everything."""
    return Capacity(word) if word in list(Capacity) else word


def _contacts(rows: Sequence[Sequence[Any]]) -> tuple[Contact, ...]:
    return tuple(
        Contact(code, date.fromisoformat(on), outcome, reason, visit, "") for code, on, outcome, reason, visit in rows
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
