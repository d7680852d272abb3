"""The legal gate a second time, written from the rules alone and built otherwise: a decision table.

Each row is (article, who or what it concerns, the codes it may give, the condition that forbids). The
table says *whether* and by which articles something is forbidden; the program says the first of them.
Nothing here imports ``domain/gate.py``.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from math import isnan
from typing import Any, NamedTuple

from teller_assist.domain.customer import Profile
from teller_assist.domain.product import Product
from teller_assist.domain.staff import Branch, Staff


class Row(NamedTuple):
    article: str
    codes: tuple[str, ...]
    forbids: Callable[["Facts"], bool]


class Facts:
    """Derived by counting forward where the program counts back."""

    def __init__(self, whole: Profile, p: Product, today: date, agent: bool, budget: int | None = None) -> None:
        self.who, self.whole, self.p, self.today, self.agent = whole.customer, whole, p, today, agent
        self.budget = budget

    def birthday(self, years: int) -> date | None:
        born = self.who.birth_on
        if born is None:
            return None
        last = monthrange(born.year + years, born.month)[1]
        return date(born.year + years, born.month, min(born.day, last))

    def reached(self, years: int) -> bool | None:
        """None: not known. Not yet born counts as not known."""
        day = self.birthday(years)
        if day is None or self.who.birth_on is None or self.who.birth_on > self.today:
            return None
        return self.today >= day

    @property
    def person(self) -> bool:
        """Whatever is not known to be a firm."""
        return self.who.kind != "firm"

    @property
    def invests(self) -> bool:
        named = self.p.category in "structured wealth fund insurance gold trust private_fund".split()
        return named or not (self.p.issuer_rating is None and self.p.seller_rating is None)

    @property
    def fund(self) -> bool:
        return self.p.category in ("fund", "private_fund")

    @property
    def ratings(self) -> list[Any]:
        return [self.p.issuer_rating, self.p.seller_rating]

    @property
    def rated(self) -> bool:
        return set(self.ratings) <= {1, 2, 3, 4, 5}

    @property
    def grades(self) -> list[Any]:
        """Every grade in force: the told one and those of the same day or later."""
        on = self.who.risk_assessed_on
        later = [a.grade for a in self.whole.assessments if on is not None and a.assessed_on >= on]
        return [self.who.risk_grade, *later]

    @property
    def assessed(self) -> bool:
        on = self.who.risk_assessed_on
        return on is not None and on <= self.today and set(self.grades) <= {1, 2, 3, 4, 5}

    @property
    def means(self) -> list[Any]:
        averages = [m.average_fen for m in self.whole.months if m.average_fen is not None]
        known = [*averages[-1:], self.who.income_fen]
        return [fen for fen in known if fen is not None and not isnan(fen)]


def _unconfirmed(f: Facts) -> bool:
    on = f.who.risk_assessed_on
    return on is not None and any(not a.confirmed and a.assessed_on >= on for a in f.whole.assessments)


def _above(f: Facts) -> bool:
    return f.rated and f.assessed and any(g < r for g in f.grades for r in f.ratings)


def _times_income(f: Facts) -> Fraction | None:
    """The premium in yearly incomes."""
    income, premium = f.who.income_fen, f.p.min_amount_fen
    return Fraction(premium, income) if income and premium else None


def _paying_to_75(f: Facts) -> bool:
    """With the last year that is paid the customer would be 75 or more; unknown years count as too many."""
    if f.p.payment == "single":
        years: int | None = 1
    elif f.p.pay_years is None:
        years = ((f.p.term_months or 0) + 11) // 12 or None
    else:
        years = f.p.pay_years or None
    return years is None or f.reached(max(0, 75 - years)) is not False


CUSTOMER = (
    Row("alerts", ("DECEASED",), lambda f: "deceased" in f.who.flags),
    Row("alerts", ("COURT_FREEZE",), lambda f: "court_freeze" in f.who.flags),
    Row("alerts", ("FRAUD_WATCH",), lambda f: "fraud_watch" in f.who.flags),
    Row("alerts", ("GUARDIANSHIP",), lambda f: "guardianship" in f.who.flags),
    Row("minors", ("MINOR",), lambda f: "minor" in f.who.flags or (f.person and f.reached(18) is False)),
    Row("alerts", ("FLAG_UNKNOWN",), lambda f: "unreadable_flag" in f.who.flags),
    Row("19", ("NO_CAPACITY",), lambda f: str(f.who.capacity) not in ("full", "limited")),
    Row("PIPL", ("AGENT",), lambda f: f.agent or "agent" in f.who.flags),
    Row("complaints", ("OPEN_COMPLAINT",),
        lambda f: "complaint" in f.who.flags or any(c.status != "closed" for c in f.whole.complaints)),
    Row("PIPL 24", ("OPTED_OUT",), lambda f: f.who.consent_marketing is False),
)  # fmt: skip

_PLAIN = (
    "current term notice large_cd instalment_deposit fx_deposit debit_card social_card mobile_bank web_bank sms "
    "quick_pay bill_pay"
).split()

_KNOWN = (
    *_PLAIN, *"structured mortgage consumer_loan business_loan pledge_loan card_instalment etc credit_card wealth fund "
    "insurance bond gold trust private_fund pension custody payroll merchant fx safe_box collection".split()
)  # fmt: skip

_NOBODY = Profile(*[None] * len(Profile._fields))  # type: ignore[arg-type]

PRODUCT = (
    Row("12", ("UNKNOWN_CATEGORY",), lambda f: f.p.category not in _KNOWN),
    Row("PIPL 24", ("NOT_ASKED",),
        lambda f: f.who.consent_marketing is None and (f.invests or f.p.category not in _PLAIN)),
    Row("30", ("PRIVATE_PLACEMENT",),
        lambda f: f.p.placement != "public" or f.p.category in ("trust", "private_fund")),
    Row("19", ("LIMITED_CAPACITY",),
        lambda f: str(f.who.capacity) == "limited" and not (
            f.who.guardian_consent and f.p.lane != "asset" and f.p.category not in ("credit_card", "card_instalment")
            and (not f.invests or f.ratings == [1, 1]))),
    Row("minors", ("AGE_UNKNOWN",),
        lambda f: f.person and f.reached(18) is None
        and (f.invests or f.p.lane == "asset" or f.p.category in ("credit_card", "card_instalment"))),
    Row("12, 22", ("RATING_UNKNOWN",), lambda f: f.invests and not f.rated),
    Row("28", ("RISK_NONE",), lambda f: f.invests and not f.assessed),
    Row("28", ("RISK_EXPIRED",),
        lambda f: f.invests and f.assessed and f.who.risk_assessed_on + timedelta(days=366) <= f.today),
    Row("29", ("RISK_CHANGED",), lambda f: f.invests and f.who.risk_change_reported),
    Row("29", ("RISK_UNCONFIRMED",), lambda f: f.invests and _unconfirmed(f)),
    Row("12, 13, 22", ("RISK_TOO_HIGH",), lambda f: f.invests and not f.fund and _above(f)),
    Row("securities 22(5)", ("FUND_LOWEST",),
        lambda f: f.fund and f.rated and f.assessed and 1 in f.grades and f.ratings != [1, 1]),
    Row("securities 18, 22(3)", ("FUND_RISK",), lambda f: f.fund and _above(f)),
    Row("18", ("ELDERLY_EXTRA_STEP",),
        lambda f: f.invests and f.rated and f.person and {4, 5} & set(f.ratings) != set()
        and f.reached(65) is True),
    Row("12", ("MEANS_UNKNOWN", "BEYOND_MEANS"),
        lambda f: f.invests and (f.p.min_amount_fen or 0) > 0
        and all(f.p.min_amount_fen > fen for fen in f.means)),
    Row("35", ("INSURANCE_NEED",),
        lambda f: f.p.category == "insurance" and ((f.who.income_fen or 0) <= 0 or f.reached(1) is None)),
    Row("39, single", ("INSURANCE_SINGLE",),
        lambda f: f.p.category == "insurance" and f.p.payment == "single" and (_times_income(f) or 0) > 4),
    Row("39, regular", ("INSURANCE_PREMIUM",),
        lambda f: f.p.category == "insurance" and f.p.payment != "single" and (_times_income(f) or 0) > Fraction(1, 5)),
    Row("39, budget", ("INSURANCE_BUDGET",),
        lambda f: f.p.category == "insurance" and f.budget is not None and f.p.min_amount_fen is not None
        and Fraction(f.p.min_amount_fen) >= Fraction(3, 2) * f.budget),
    Row("39, age", ("INSURANCE_AGE",), lambda f: f.p.category == "insurance" and _paying_to_75(f)),
)  # fmt: skip


def may_do(p: Product, staff: Staff, branch: Branch, today: date) -> set[str]:
    """16, 33, zone recording: every verb that is allowed here, whatever was wished."""
    named = {name for name, last in staff.licences if last >= today}
    invests = Facts(_NOBODY, p, today, agent=False).invests
    if (p.licence or invests) and p.licence not in named - {""}:
        return {"refer"}
    if p.sale_zone:
        return {"refer"} if branch.sales_zone else {"inform"}
    return {"refer", "leaflet", "inform"} if invests else {"do", "refer", "leaflet", "inform"}


def forbidden(whole: Profile, p: Product, today: date, agent: bool) -> set[str]:
    """All codes whose rows forbid; empty: may be suggested."""
    facts = Facts(whole, p, today, agent)
    return {code for row in (*CUSTOMER, *PRODUCT) if row.forbids(facts) for code in row.codes}
