"""The legal gate: what may not be suggested to this customer today, whatever any rule or score says.

Code, not data: no pack, role or supervisor can switch it off. One function an article, the article
beside it; the order is that of ``CUSTOMER_STOPS``, ``COMMON_STOPS``, then ``FUND_STOPS`` for funds and
``INVESTMENT_STOPS`` for other investments. Missing, unknown and impossible values never pass. Each
function gives ``(code, facts)`` or None.

管理办法 = 《金融机构产品适当性管理办法》 (No. 7 of 2025, in force 2026-02-01) · 专区双录 = 《银行业金融机构销售专区
录音录像管理暂行规定》 (2017) · 个保法 = PIPL · 证券办法 = 《证券期货投资者适当性管理办法》.
"""

from calendar import isleap
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from teller_assist.domain.customer import UNREADABLE_FLAG, Assessment, Capacity, Complaint, Customer, Profile
from teller_assist.domain.product import CATEGORIES, INVESTMENTS, Lane, Product, Verb
from teller_assist.domain.staff import Branch, Staff

ASSESSMENT_DAYS = 365  # valid while at most this many days old [28]
ASSESSMENTS_A_DAY = 2  # [29]
ASSESSMENTS_A_YEAR = 8  # [29]
ADULT_AGE = 18
ELDERLY_AGE = 65  # the bound belongs to it [18, 46]
HIGH_RISK = 4  # R4 and R5
LOW_RISK = 1  # R1: all that limited capacity may have [19]
FIRM = "firm"  # any other word for what a customer is counts as a person, whom the law protects more
LOWEST_GRADE = 1  # C1 is the class of the least tolerance [证券办法 10]
INSURANCE_SHARE = 20  # per cent of yearly income a regular premium may take without a declaration [39]
INSURANCE_SINGLE = 4  # yearly incomes that a single premium may take [39]
INSURANCE_BUDGET = 150  # per cent of the customer's budget from which a premium needs a declaration [39]
NEEDS_DECLARATION = frozenset({"INSURANCE_PREMIUM", "INSURANCE_SINGLE", "INSURANCE_BUDGET", "INSURANCE_AGE"})  # [38]
INSURANCE_END_AGE = 75  # paying years + age from which a declaration is needed [39]
DEBT_CATEGORIES = frozenset({"credit_card", "card_instalment"})
ACCOUNT_CATEGORIES = frozenset({
    "current", "term", "notice", "large_cd", "instalment_deposit", "fx_deposit", "debit_card", "social_card",
    "mobile_bank", "web_bank", "sms", "quick_pay", "bill_pay",
})  # fmt: skip
PRIVATE_CATEGORIES = frozenset({"private_fund", "trust"})  # both are placed privately
FUND_CATEGORIES = frozenset({"fund", "private_fund"})  # under the securities regulator's rules [3]

Stop = tuple[str, dict[str, Any]] | None


class Case(NamedTuple):
    """All the customer-side inputs of the gate, read once a slate."""

    today: date
    customer: Customer
    age: int | None  # None for a person whose day of birth is not told
    grade: int | None  # the stricter of the told grade and any newer assessment
    assessed_on: date | None
    unconfirmed: bool
    means_fen: int | None  # assets known here; None unknown
    complaints: tuple[Complaint, ...]
    agent: bool
    budget_fen: int | None = None  # for a premium, if the customer told one


def age_on(born: date, today: date) -> int:
    """Whole years, the birthday included (民法典 1259).

    Born on 29 February: in a common year the birthday is the month's last day, the 28th (民法典 202).
    """
    day = born.day
    if (born.month, day) == (2, 29) and not isleap(today.year):
        day = 28
    return today.year - born.year - ((today.month, today.day) < (born.month, day))


def case(profile: Profile, today: date, agent: bool, budget_fen: int | None = None) -> Case:
    """Read the gate's inputs from a profile. ``budget_fen``: what the customer says a premium may cost."""
    customer = profile.customer
    born = customer.birth_on
    age = age_on(born, today) if born is not None and born <= today else None
    grade, assessed_on, unconfirmed = _assessed(customer, profile.assessments)
    return Case(
        today, customer, age, grade, assessed_on, unconfirmed, _means(profile), profile.complaints, agent,
        budget_fen,
    )  # fmt: skip


def _assessed(customer: Customer, told: Sequence[Assessment]) -> tuple[int | None, date | None, bool]:
    """Grade, day, and whether a changed grade still waits for the customer's confirmation [29]."""
    grade, on = customer.risk_grade, customer.risk_assessed_on
    if grade is None or on is None or not 1 <= grade <= 5:
        return None, on, False
    unconfirmed = False
    for assessment in told:
        if assessment.assessed_on >= on:
            if not 1 <= assessment.grade <= 5:
                return None, on, False
            grade = min(grade, assessment.grade)
            unconfirmed = unconfirmed or not assessment.confirmed
    return grade, on, unconfirmed


def _means(profile: Profile) -> int | None:
    """What is known of the customer's money: newest average, or yearly household income if more."""
    known = [m.average_fen for m in profile.months if m.average_fen is not None][-1:]
    if profile.customer.income_fen is not None:
        known.append(profile.customer.income_fen)
    return max(known) if known else None


# -- stops that concern the whole customer --------------------------------------------------------


def stop_alert(c: Case) -> Stop:
    """民法典 13, 19–24; court orders; 反电信网络诈骗法: nothing is sold to these, worst first."""
    flags = c.customer.flags
    for flag, code in (
        ("deceased", "DECEASED"),
        ("court_freeze", "COURT_FREEZE"),
        ("fraud_watch", "FRAUD_WATCH"),
        ("guardianship", "GUARDIANSHIP"),
        ("minor", "MINOR"),
    ):
        if flag in flags:
            return code, {}
    if c.customer.kind != FIRM and c.age is not None and c.age < ADULT_AGE:
        return "MINOR", {}
    return ("FLAG_UNKNOWN", {}) if UNREADABLE_FLAG in flags else None


def stop_agent(c: Case) -> Stop:
    """Somebody acts for the customer: what is known of the customer is not theirs to hear (个保法 23)."""
    return ("AGENT", {}) if c.agent or "agent" in c.customer.flags else None


def stop_complaint(c: Case) -> Stop:
    """银行业保险业消费投诉处理管理办法: the complaint is served first."""
    for complaint in c.complaints:
        if complaint.status != "closed":
            return "OPEN_COMPLAINT", {"received_on": complaint.received_on.isoformat()}
    return ("OPEN_COMPLAINT", {}) if "complaint" in c.customer.flags else None


def stop_capacity(c: Case) -> Stop:
    """管理办法 19: without legal capacity nothing is offered. An unknown word is not full capacity."""
    if c.customer.capacity not in (Capacity.FULL, Capacity.LIMITED):
        return "NO_CAPACITY", {}
    return None


def stop_opted_out(c: Case) -> Stop:
    """个保法 24: personalised offers end with the refusal; one list for everyone remains."""
    if c.customer.consent_marketing is False:
        on = c.customer.consent_on
        return "OPTED_OUT", {"refused_on": on.isoformat()} if on else {}
    return None


CUSTOMER_STOPS: tuple[Callable[[Case], Stop], ...] = (
    stop_alert, stop_capacity, stop_agent, stop_complaint, stop_opted_out,
)  # fmt: skip


def stop_customer(c: Case) -> Stop:
    """The first stop that holds for every product."""
    for stop in CUSTOMER_STOPS:
        found = stop(c)
        if found is not None:
            return found
    return None


# -- stops that concern one product ---------------------------------------------------------------


def is_investment(product: Product) -> bool:
    """What suitability applies to: the investment categories, and anything that bears a rating."""
    rated = product.issuer_rating is not None or product.seller_rating is not None
    return rated or product.category in INVESTMENTS


def is_debt(product: Product) -> bool:
    """What has to be paid back."""
    return product.lane is Lane.ASSET or product.category in DEBT_CATEGORIES


def stop_unknown(c: Case, p: Product) -> Stop:
    """管理办法 12: what kind of thing it is decides which rules hold; a kind that nobody knows never passes."""
    return None if p.category in CATEGORIES else ("UNKNOWN_CATEGORY", {"category": p.category})


def stop_private(c: Case, p: Product) -> Stop:
    """管理办法 30: never suggested at the counter. A placement not told counts as private."""
    if p.placement != "public" or p.category in PRIVATE_CATEGORIES:
        return "PRIVATE_PLACEMENT", {}
    return None


def stop_unrated(c: Case, p: Product) -> Stop:
    """管理办法 12, 22: issuer and seller must both have rated it; one missing rating is none."""
    ratings = (p.issuer_rating, p.seller_rating)
    if any(rating is None or not 1 <= rating <= 5 for rating in ratings):
        return "RATING_UNKNOWN", {}
    return None


def stop_assessment(c: Case, p: Product) -> Stop:
    """管理办法 28, 29: no valid assessment, no investment suggestion."""
    if c.grade is None or c.assessed_on is None or c.assessed_on > c.today:
        return "RISK_NONE", {}
    facts = {"assessed_on": c.assessed_on.isoformat()}
    if (c.today - c.assessed_on).days > ASSESSMENT_DAYS:
        return "RISK_EXPIRED", facts
    if c.customer.risk_change_reported:
        return "RISK_CHANGED", facts
    if c.unconfirmed:
        return "RISK_UNCONFIRMED", facts
    return None


def stop_risk(c: Case, p: Product) -> Stop:
    """管理办法 12, 13(3), 22: C1 takes R1 … C5 takes R5, by the stricter of two ratings."""
    rating = max(p.issuer_rating or 9, p.seller_rating or 9)
    if c.grade is None or c.grade < rating:
        return "RISK_TOO_HIGH", {
            "grade": c.grade, "rating": rating, "issuer_rating": p.issuer_rating, "seller_rating": p.seller_rating,
        }  # fmt: skip
    return None


def stop_limited(c: Case, p: Product) -> Stop:
    """管理办法 19: limited capacity has low risk only, no debts, and that with the guardian's consent."""
    if c.customer.capacity == Capacity.FULL:
        return None
    rating = max(p.issuer_rating or 9, p.seller_rating or 9) if is_investment(p) else LOW_RISK
    if is_debt(p) or rating > LOW_RISK or not c.customer.guardian_consent:
        return "LIMITED_CAPACITY", {"guardian_consent": c.customer.guardian_consent}
    return None


def stop_not_asked(c: Case, p: Product) -> Stop:
    """个保法 13, 24: nobody asked yet whether personalised offers are welcome.

    Until then only what belongs to the account in being: plain deposits and ways to use the account.
    """
    if c.customer.consent_marketing is None and (is_investment(p) or p.category not in ACCOUNT_CATEGORIES):
        return "NOT_ASKED", {}
    return None


def stop_age(c: Case, p: Product) -> Stop:
    """民法典 17–19, 管理办法 18: who may be a minor borrows and invests nothing; deposits and services stay."""
    if c.age is None and c.customer.kind != FIRM and (is_debt(p) or is_investment(p)):
        return "AGE_UNKNOWN", {}
    return None


def stop_elderly(c: Case, p: Product) -> Stop:
    """管理办法 18, 46: from 65 on a high-risk product needs extra steps, which a counter cannot give.

    It is then not suggested; asked for by the customer, it goes to a colleague who takes the steps.
    An unknown age has been stopped before (``stop_age``).
    """
    rating = max(p.issuer_rating or 9, p.seller_rating or 9)
    if rating < HIGH_RISK or c.customer.kind == FIRM:
        return None
    return ("ELDERLY_EXTRA_STEP", {"rating": rating}) if c.age is not None and c.age >= ELDERLY_AGE else None


def stop_means(c: Case, p: Product) -> Stop:
    """管理办法 12(2): the least amount is more than the customer is known to have or earn in a year."""
    if p.min_amount_fen is None or p.min_amount_fen <= 0:
        return None
    if c.means_fen is None:
        return "MEANS_UNKNOWN", {"min_amount_fen": p.min_amount_fen}
    if not p.min_amount_fen <= c.means_fen:
        return "BEYOND_MEANS", {"min_amount_fen": p.min_amount_fen}
    return None


# -- insurance (管理办法 35, 38, 39): what would need the customer's declaration is not suggested ----


def stop_insurance_need(c: Case, p: Product) -> Stop:
    """管理办法 35: need and affordability come first; without a known income and age nobody can tell."""
    income = c.customer.income_fen
    return ("INSURANCE_NEED", {}) if income is None or not income > 0 or c.age is None else None


def stop_insurance_premium(c: Case, p: Product) -> Stop:
    """管理办法 39: a single premium of more than four yearly household incomes, a regular one of more than a fifth.

    The premium is the least that the product takes. Where nobody told how it is paid, the stricter bound holds.
    """
    income, premium = c.customer.income_fen, p.min_amount_fen
    if premium is None or income is None:
        return None
    facts = {"min_amount_fen": premium}
    if p.payment == "single":
        return None if premium <= income * INSURANCE_SINGLE else ("INSURANCE_SINGLE", facts)
    return None if premium * 100 <= income * INSURANCE_SHARE else ("INSURANCE_PREMIUM", facts)


def stop_insurance_budget(c: Case, p: Product) -> Stop:
    """管理办法 39: one and a half times what the customer said a premium may cost, the bound included."""
    if c.budget_fen is None or p.min_amount_fen is None:
        return None
    return None if p.min_amount_fen * 100 < c.budget_fen * INSURANCE_BUDGET else ("INSURANCE_BUDGET", {})


def paying_years(p: Product) -> int | None:
    """One for a single premium (the stricter reading), else as told, at most the whole term; None not known."""
    if p.payment == "single":
        return 1
    if p.pay_years is not None:
        return p.pay_years
    return -(-p.term_months // 12) if p.term_months is not None else None


def stop_insurance_age(c: Case, p: Product) -> Stop:
    """管理办法 39: paying years and age reach 75 together, the bound included. Unknown years never pass."""
    years = paying_years(p)
    if years is None or c.age is None or not 0 < years < INSURANCE_END_AGE - c.age:
        return "INSURANCE_AGE", {"years": years}
    return None


# -- funds (管理办法 3): by the securities regulator's own rules, 证券期货投资者适当性管理办法 -------


def fund_rated(c: Case, p: Product) -> Stop:
    """证券办法 15, 16: the product is understood and graded before anybody speaks of it."""
    return stop_unrated(c, p)


def fund_assessed(c: Case, p: Product) -> Stop:
    """证券办法 6, 10, 13: the investor is graded, by facts that still hold. The bank's twelve months count here too."""
    return stop_assessment(c, p)


def fund_lowest(c: Case, p: Product) -> Stop:
    """证券办法 19, 22(5): the class of the least tolerance gets nothing above R1, not even on demand."""
    rating = max(p.issuer_rating or 9, p.seller_rating or 9)
    if c.grade is None or (c.grade <= LOWEST_GRADE and rating > LOW_RISK):
        return "FUND_LOWEST", {"grade": c.grade, "rating": rating}
    return None


def fund_matched(c: Case, p: Product) -> Stop:
    """证券办法 18, 22(3): nothing above the investor's grade is brought up by the seller."""
    rating = max(p.issuer_rating or 9, p.seller_rating or 9)
    if c.grade is None or c.grade < rating:
        return "FUND_RISK", {
            "grade": c.grade, "rating": rating, "issuer_rating": p.issuer_rating, "seller_rating": p.seller_rating,
        }  # fmt: skip
    return None


def fund_careful(c: Case, p: Product) -> Stop:
    """证券办法 20: high risk needs special care towards ordinary investors; from 65 on not at a counter."""
    return stop_elderly(c, p)


def fund_affordable(c: Case, p: Product) -> Stop:
    """证券办法 6, 22(4): income and assets are part of what must fit."""
    return stop_means(c, p)


ProductStops = tuple[Callable[[Case, Product], Stop], ...]
# For every product …
COMMON_STOPS: ProductStops = (stop_unknown, stop_not_asked, stop_private, stop_limited, stop_age)
# … for funds …
FUND_STOPS: ProductStops = (fund_rated, fund_assessed, fund_lowest, fund_matched, fund_careful, fund_affordable)
# … for other investments …
INVESTMENT_STOPS: ProductStops = (stop_unrated, stop_assessment, stop_risk, stop_elderly, stop_means)
# … and for insurance beside those.
INSURANCE_STOPS: ProductStops = (
    stop_insurance_need, stop_insurance_premium, stop_insurance_budget, stop_insurance_age,
)  # fmt: skip


def stops_of(p: Product) -> ProductStops:
    """The stops of its kind, beside ``COMMON_STOPS``."""
    if not is_investment(p):
        return ()
    if p.category in FUND_CATEGORIES:
        return FUND_STOPS
    return INVESTMENT_STOPS + INSURANCE_STOPS if p.category == "insurance" else INVESTMENT_STOPS


def stop_product(c: Case, p: Product) -> Stop:
    """The first legal stop for one product."""
    for stop in COMMON_STOPS:
        found = stop(c, p)
        if found is not None:
            return found
    for stop in stops_of(p):
        found = stop(c, p)
        if found is not None:
            return found
    return None


def stop_here(p: Product, branch: Branch, today: date) -> Stop:
    """Whether this branch sells it today; its first and last day included."""
    if not p.on_sale:
        return "SOLD_OUT", {}
    if (p.valid_from is not None and today < p.valid_from) or (p.valid_to is not None and today > p.valid_to):
        return "NOT_VALID_TODAY", {
            "from": p.valid_from and p.valid_from.isoformat(), "to": p.valid_to and p.valid_to.isoformat(),
        }  # fmt: skip
    return ("NOT_OFFERED_HERE", {}) if p.category in branch.not_offered else None


def stop_agents_sale(c: Case, p: Product) -> Stop:
    """民法典 161, 162: an agent may do what was entrusted, unless it has to be done by the customer in person. Those
    are investments and insurance (管理办法 12, 29: who buys is assessed; 专区双录 4: and recorded) and debts
    (个人贷款管理办法: interview and signature face to face). A firm acts through people anyway.
    """
    if c.customer.kind == FIRM or not (is_investment(p) or is_debt(p)):
        return None
    return stop_agent(c)


# -- what else the law says at the counter --------------------------------------------------------


def verb(wished: Verb, p: Product, staff: Staff, branch: Branch, today: date) -> Verb:
    """管理办法 16, 33 and 专区双录 4: who may do what here.

    Without a qualification valid today: refer. Sold in the recorded zone only: refer to it, or only
    inform where the branch has none. An investment is never done at the window without its licence
    being named in the catalogue.
    """
    investment = is_investment(p)
    if not staff.may_sell(p.licence, today) or (investment and not p.licence):
        return Verb.REFER
    if p.sale_zone and not branch.sales_zone:
        return Verb.INFORM
    if p.sale_zone or (investment and wished is Verb.DO):
        return Verb.REFER
    return wished


def may_assess(told: Sequence[Assessment], today: date) -> Stop:
    """管理办法 29: at most 2 assessments a day and 8 within 12 months."""
    if sum(a.assessed_on == today for a in told) >= ASSESSMENTS_A_DAY:
        return "ASSESSED_TWICE_TODAY", {}
    since = today - timedelta(days=ASSESSMENT_DAYS)
    count = sum(a.assessed_on >= since for a in told)
    return ("ASSESSED_EIGHT_TIMES", {"assessments": count}) if count >= ASSESSMENTS_A_YEAR else None
