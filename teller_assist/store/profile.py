"""Everything told about one customer, by nine hand-written statements on the snapshot's raw connection.

The hot path of the card: it runs in the GUI thread. Each child table is clustered by the customer's
ordinal, so a statement touches a page or two; columns stand in the order of the NamedTuples.
"""

import json
from typing import TYPE_CHECKING, Any

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
    Relation,
)  # fmt: skip
from teller_assist.errors import NotFound
from teller_assist.store.rows import day_of, time_of

if TYPE_CHECKING:
    from sqlite3 import Connection

CUSTOMER = f"SELECT {', '.join(Customer._fields)} FROM customer WHERE customer_no = ?"
ACCOUNTS = f"SELECT {', '.join(Account._fields)} FROM account WHERE o = ?"
HOLDINGS = f"SELECT {', '.join(Holding._fields)} FROM holding WHERE o = ?"
MONTHS = "SELECT month, average_fen FROM month_average WHERE o = ?"
RELATIONS = f"SELECT {', '.join(Relation._fields)} FROM relation WHERE o = ?"
COMPLAINTS = f"SELECT {', '.join(Complaint._fields)} FROM complaint WHERE o = ?"
ASSESSMENTS = f"SELECT {', '.join(Assessment._fields)} FROM assessment WHERE o = ?"
CONTACTS = "SELECT product_code, on_day, outcome, reason, visit, channel FROM contact WHERE o = ?"
TRANSACTIONS = f"SELECT {', '.join(CounterTransaction._fields)} FROM counter_transaction WHERE o = ?"
# The statements by ordinal, for the bench: the card is judged against these alone.
CHILDREN = (ACCOUNTS, HOLDINGS, MONTHS, RELATIONS, COMPLAINTS, ASSESSMENTS, CONTACTS, TRANSACTIONS)

_new: Any = tuple.__new__  # a NamedTuple's own constructor costs three times as much: half of this read
_CAPACITY = {capacity.value: capacity for capacity in Capacity}


def read_profile(con: "Connection", customer_no: str) -> Profile:
    """One customer with all that is told. Raises ``NotFound`` if the generation has no such customer."""
    row = con.execute(CUSTOMER, (customer_no,)).fetchone()
    if row is None:
        raise NotFound("customer", customer_no)
    o = row[:1]
    run = con.execute
    return Profile(
        _customer(row),
        tuple([_new(Account, (a, c, k, day_of(on), s, day_of(x))) for a, c, k, on, s, x in run(ACCOUNTS, o)]),
        tuple([_new(Holding, (p, a, b, c, day_of(f), day_of(m), s)) for p, a, b, c, f, m, s in run(HOLDINGS, o)]),
        tuple([_new(MonthAverage, month) for month in run(MONTHS, o)]),
        tuple([_new(Relation, relation) for relation in run(RELATIONS, o)]),
        tuple([_new(Complaint, (n, day_of(r), t, s, day_of(c))) for n, r, t, s, c in run(COMPLAINTS, o)]),
        tuple([_new(Assessment, (day_of(on), grade, sure == 1)) for on, grade, sure in run(ASSESSMENTS, o)]),
        tuple([_new(Contact, (p, day_of(on), w, r, v, c)) for p, on, w, r, v, c in run(CONTACTS, o)]),
        tuple(
            [
                _new(CounterTransaction, (time_of(at), time_of(end) if end else None, kind, fen, no, who, branch))
                for at, end, kind, fen, no, who, branch in run(TRANSACTIONS, o)
            ]
        ),
    )


def brief_of(con: "Connection", customer_no: str) -> tuple[str, str, str, str, str] | None:
    """(name, sex, kind, tier, wished form of address) for a list; None for a customer not told here."""
    row = con.execute(
        "SELECT name, sex, kind, tier, preferences FROM customer WHERE customer_no = ?", (customer_no,)
    ).fetchone()
    return None if row is None else (row[0], row[1], row[2], row[3], str(json.loads(row[4]).get("address", "")))


def mobile_of(con: "Connection", customer_no: str) -> str:
    """Digits of the telephone number; "" where none is told."""
    row = con.execute("SELECT mobile FROM customer WHERE customer_no = ?", (customer_no,)).fetchone()
    return str(row[0] or "").replace(" ", "") if row else ""


def _customer(row: tuple[Any, ...]) -> Any:
    (
        o, customer_no, name, kind, sex, id_type, id_no, mobile, birth_on, branch_no, own_branch, since_on,
        id_expires_on, risk_grade, risk_assessed_on, risk_change_reported, capacity, guardian_consent, consent,
        consent_on, flags, manager_no, income_fen, salary_here, preferences, tags, tier,
        tier_since, months_below, duplicate,
    ) = row  # fmt: skip
    return _new(Customer, (
        o, customer_no, name, kind, sex, id_type, id_no, mobile, day_of(birth_on), branch_no, own_branch == 1,
        day_of(since_on), day_of(id_expires_on), risk_grade, day_of(risk_assessed_on), risk_change_reported == 1,
        _CAPACITY[capacity], guardian_consent == 1, None if consent is None else consent == 1, day_of(consent_on),
        frozenset(flags.split()), manager_no, income_fen, salary_here == 1, _preferences(preferences),
        frozenset(tags.split()), tier, tier_since, months_below, duplicate == 1,
    ))  # fmt: skip


def _preferences(text: str) -> tuple[tuple[str, str], ...]:
    """The JSON object as sorted pairs; a true becomes "yes"."""
    if text == "{}":
        return ()
    return tuple(sorted((k, "yes" if v is True else str(v)) for k, v in json.loads(text).items()))
