"""The card beside its raw statements and beside the same by the ORM; suggestions beside the card."""

from typing import Any

from sqlalchemy import Engine, ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload

from teller_assist.bench.desk import TODAY, Bench
from teller_assist.bench.harness import Figure, compare, spoken
from teller_assist.store import profile

_INPUTS = 300


class _Base(DeclarativeBase):
    pass


class _Told:
    o: Mapped[int] = mapped_column(ForeignKey("customer.o"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)


class _Account(_Told, _Base):
    __tablename__ = "account"
    account_no: Mapped[str]
    card_no: Mapped[str]
    kind: Mapped[str]
    opened_on: Mapped[str | None]
    status: Mapped[str]
    card_expires_on: Mapped[str | None]


class _Holding(_Told, _Base):
    __tablename__ = "holding"
    product_code: Mapped[str]
    account_no: Mapped[str]
    balance_fen: Mapped[int | None]
    currency: Mapped[str]
    opened_on: Mapped[str | None]
    matures_on: Mapped[str | None]
    status: Mapped[str]


class _Month(_Base):
    __tablename__ = "month_average"
    o: Mapped[int] = mapped_column(ForeignKey("customer.o"), primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    average_fen: Mapped[int | None]


class _Relation(_Told, _Base):
    __tablename__ = "relation"
    relation: Mapped[str]
    customer_no: Mapped[str]
    name: Mapped[str]
    tier: Mapped[str]
    hops: Mapped[int]


class _Complaint(_Told, _Base):
    __tablename__ = "complaint"
    complaint_no: Mapped[str]
    received_on: Mapped[str]
    subject: Mapped[str]
    status: Mapped[str]
    closed_on: Mapped[str | None]


class _Assessment(_Told, _Base):
    __tablename__ = "assessment"
    assessed_on: Mapped[str]
    grade: Mapped[int]
    confirmed: Mapped[int]


class _Contact(_Told, _Base):
    __tablename__ = "contact"
    product_code: Mapped[str]
    on_day: Mapped[str]
    outcome: Mapped[str]
    reason: Mapped[int]
    visit: Mapped[str]
    channel: Mapped[str]


class _Transaction(_Told, _Base):
    __tablename__ = "counter_transaction"
    at: Mapped[str]
    ended_at: Mapped[str | None]
    business_type: Mapped[str]
    amount_fen: Mapped[int | None]
    ticket: Mapped[str]
    staff_no: Mapped[str]
    branch_no: Mapped[str]


class _Customer(_Base):
    __tablename__ = "customer"
    o: Mapped[int] = mapped_column(primary_key=True)
    customer_no: Mapped[str]
    name: Mapped[str]
    birth_on: Mapped[str | None]
    branch_no: Mapped[str]
    risk_grade: Mapped[int | None]
    flags: Mapped[str]
    preferences: Mapped[str]
    tier: Mapped[str]
    accounts: Mapped[list[_Account]] = relationship(lazy="raise", viewonly=True)
    holdings: Mapped[list[_Holding]] = relationship(lazy="raise", viewonly=True)
    months: Mapped[list[_Month]] = relationship(lazy="raise", viewonly=True)
    relations: Mapped[list[_Relation]] = relationship(lazy="raise", viewonly=True)
    complaints: Mapped[list[_Complaint]] = relationship(lazy="raise", viewonly=True)
    assessments: Mapped[list[_Assessment]] = relationship(lazy="raise", viewonly=True)
    contacts: Mapped[list[_Contact]] = relationship(lazy="raise", viewonly=True)
    transactions: Mapped[list[_Transaction]] = relationship(lazy="raise", viewonly=True)


_WHOLE = [
    selectinload(getattr(_Customer, name))
    for name in ("accounts", "holdings", "months", "relations", "complaints", "assessments", "contacts", "transactions")
]


def measure(bench: Bench) -> list[Figure]:
    """Reading a profile, the whole card, and the card with suggestions, for customers over the whole file."""
    from teller_assist.desk.counter import Counter

    con = bench.snapshot.conn
    numbers = _spread(bench)
    engine = create_engine("sqlite+pysqlite://", creator=lambda: con, poolclass=_one())
    counter = Counter.open(bench.data)
    try:
        _check(bench, engine, numbers[:20])
        run = compare(
            {
                "profile": lambda no: profile.read_profile(con, no),
                "raw": lambda no: _raw(con, no),
                "orm": lambda no: _by_orm(engine, no),
                "bare": lambda no: counter.card(no, TODAY, suggest=False),
                "card": lambda no: counter.card(no, TODAY),
            },
            numbers,
        )
    finally:
        counter.close()
    return [_line(run, *row) for row in _ROWS]


_ROWS = (
    ("profile to its raw statements, median", "profile", "raw", 1.3, True),
    ("by the ORM to our profile, median", "orm", "profile", 20.0, False),
    ("card without suggestions to the profile, median", "bare", "profile", None, True),
    ("card with suggestions to the card alone, median", "card", "bare", 2.5, True),
)


def _line(run: Any, name: str, over: str, under: str, bound: float | None, at_most: bool) -> Figure:
    ours, theirs = (run.times[over], run.times[under]) if at_most else (run.times[under], run.times[over])
    return Figure(
        "card", name, run.ratio(over, under), bound, at_most, spoken(ours.median), spoken(theirs.median), run.quiet
    )


def _spread(bench: Bench) -> list[str]:
    step = max(1, bench.customers // _INPUTS)
    rows = bench.snapshot.conn.execute("SELECT customer_no FROM customer WHERE o % ? = 0 LIMIT ?", (step, _INPUTS))
    return [no for (no,) in rows]


def _raw(con: Any, customer_no: str) -> object:
    """The same statements and nothing else: the rows as the driver gives them."""
    row = con.execute(profile.CUSTOMER, (customer_no,)).fetchone()
    return [con.execute(statement, row[:1]).fetchall() for statement in profile.CHILDREN]


def _by_orm(engine: Engine, customer_no: str) -> object:
    with Session(engine) as session:
        statement = select(_Customer).options(*_WHOLE).where(_Customer.customer_no == customer_no)
        return session.scalars(statement).one()


def _check(bench: Bench, engine: Engine, numbers: list[str]) -> None:
    """Both ways must have read the same customer before either is timed."""
    for no in numbers:
        ours = profile.read_profile(bench.snapshot.conn, no)
        with Session(engine) as session:
            theirs = session.scalars(select(_Customer).options(*_WHOLE).where(_Customer.customer_no == no)).one()
            same = (theirs.name, len(theirs.holdings), [m.average_fen for m in theirs.months])
        if same != (ours.customer.name, len(ours.holdings), [m.average_fen for m in ours.months]):
            raise AssertionError(f"the ORM and the profile disagree on customer {no}")


def _one() -> Any:
    from sqlalchemy.pool import StaticPool

    return StaticPool
