# ruff: noqa: E501
"""The canonical feed: every file and column in one table. ``docs/feed.md`` is written from it.

A feed is a folder of UTF-8 CSV files with a header, and ``feed.toml``. Amounts are integer fen,
days ISO (2026-11-22), times ISO with an offset, sets words joined by ``|``, booleans Y or N.
An empty field is null: "not told", which is neither 0 nor "none".
"""

from dataclasses import dataclass

from teller_assist.domain.product import CATEGORIES

TEXT, DAY, TIME, FEN, INT, BOOL, SET, GRADE, RATING, MONTH = (
    "text", "day", "time", "fen", "int", "bool", "set", "C1–C5", "R1–R5", "month",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """``required``: the header must have it. ``null``: a row may leave it empty. ``width``: most characters.

    ``negative``: an amount may be below zero (an overdraft).
    """

    name: str
    type: str
    meaning: str
    required: bool = False
    null: bool = True
    one_of: tuple[str, ...] = ()
    width: int = 64
    negative: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """``required``: the feed is refused without it. ``key``: unique. ``refers``: column -> file.column (join rate)."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    refers: tuple[tuple[str, str], ...] = ()
    required: bool = False


def _must(name: str, type_: str, meaning: str, **more: object) -> Column:
    return Column(name, type_, meaning, required=True, null=False, **more)  # type: ignore[arg-type]


def _told(name: str, type_: str, meaning: str, **more: object) -> Column:
    return Column(name, type_, meaning, required=True, **more)  # type: ignore[arg-type]


FILES: tuple[File, ...] = (
    File(
        "branches", "网点: the organisation's outlets",
        (
            _must("branch_no", TEXT, "branch number", width=16),
            _must("name", TEXT, "name in Chinese"),
            Column("name_en", TEXT, "name in English"),
            Column("region", TEXT, "region or sub-branch above it"),
            Column("sales_zone", BOOL, "has a recorded sales zone (专区双录)"),
            Column("not_offered", SET, "product categories this branch does not offer", width=400),
        ),
        key=("branch_no",),
    ),
    File(
        "staff", "员工 with the qualifications they hold",
        (
            _must("staff_no", TEXT, "staff number", width=16),
            _must("name", TEXT, "name"),
            _must("branch_no", TEXT, "where they work", width=16),
            _must("role", TEXT, "what they are", one_of=("teller", "lobby_manager", "rm", "branch_manager")),
            _told("licences", SET, "qualification:last valid day, e.g. fund:2027-05-31|insurance:2026-12-01", width=400),
        ),
        key=("staff_no",), refers=(("branch_no", "branches.branch_no"),),
    ),
    File(
        "products", "产品目录: the catalogue",
        (
            _must("product_code", TEXT, "product code", width=32),
            _must("name", TEXT, "name in Chinese"),
            _must("lane", TEXT, "liability 负债, asset 资产, fee 中间业务", one_of=("liability", "asset", "fee")),
            _must("category", TEXT, "kind of product, see the list below the tables; it must belong to the lane", one_of=tuple(CATEGORIES)),
            _told("issuer_rating", RATING, "risk rating of the issuer, R1–R5; empty bears no investment risk"),
            _told("seller_rating", RATING, "risk rating of this bank, R1–R5"),
            _told("placement", TEXT, "public or private placement", one_of=("public", "private")),
            _told("sale_zone", BOOL, "sold only in the recorded sales zone"),
            Column("name_en", TEXT, "name in English", width=80),
            Column("licence", TEXT, "qualification the seller needs: wealth, fund, insurance, fx, loan …"),
            Column("currency", TEXT, "ISO code, default CNY", width=3),
            Column("term_months", INT, "term in months"),
            Column("min_amount_fen", FEN, "least amount"),
            Column("valid_from", DAY, "first day it may be offered"),
            Column("valid_to", DAY, "last day it may be offered"),
            Column("on_sale", BOOL, "N: sold out or withheld; default Y"),
            Column("manager", TEXT, "who issues and manages it", width=80),
            Column("fee_text", TEXT, "fees, as the sheet for the customer says them", width=200),
            Column("loss_text", TEXT, "what may be lost, as the sheet for the customer says it", width=200),
        ),
        key=("product_code",), required=True,
    ),
    File(
        "customers", "客户: persons and firms",
        (
            _must("customer_no", TEXT, "customer number", width=32),
            _must("name", TEXT, "full name", width=120),
            _told("id_type", TEXT, "kind of identity document", one_of=("resident_id", "passport", "hk_macao_permit", "taiwan_permit", "foreign_permanent_id", "military_id", "business_licence", "other")),
            _told("id_no", TEXT, "its number; a resident_id must have a right check digit (GB 11643)", width=32),
            _told("mobile", TEXT, "mobile number", width=20),
            _told("birth_date", DAY, "date of birth"),
            _must("branch_no", TEXT, "home branch", width=16),
            _told("risk_grade", GRADE, "risk grade of the last assessment, C1–C5"),
            _told("risk_assessed_on", DAY, "day of that assessment"),
            _told("capacity", TEXT, "legal capacity, default full", one_of=("full", "limited", "none")),
            _told("consent_marketing", BOOL, "personalised offers: Y agreed, N opted out, empty never asked"),
            _told("flags", SET, "words of the flag list below the tables", width=200),
            Column("kind", TEXT, "default person", one_of=("person", "firm")),
            Column("sex", TEXT, "F or M", one_of=("F", "M")),
            Column("since", DAY, "customer since"),
            Column("id_expires_on", DAY, "last valid day of the document"),
            Column("risk_change_reported", BOOL, "a change of circumstances was reported since the assessment"),
            Column("guardian_consent", BOOL, "the guardian agreed to low-risk products"),
            Column("consent_on", DAY, "day the consent or opt-out was given"),
            Column("manager_no", TEXT, "relationship manager's staff number", width=16),
            Column("employer_no", TEXT, "customer number of the employer", width=32),
            Column("household_id", TEXT, "same word for one household", width=32),
            Column("occupation", TEXT, "occupation"),
            Column("income_fen", FEN, "yearly household income"),
            Column("salary_here", BOOL, "salary is paid here (代发)"),
            Column("do_not_call", BOOL, "do not telephone"),
            Column("address_as", TEXT, "wished form of address"),
            Column("channel", TEXT, "preferred channel", one_of=("phone", "wechat", "sms", "letter", "counter")),
            Column("hours", TEXT, "preferred hours"),
            Column("language", TEXT, "preferred language or dialect"),
            Column("avoid", TEXT, "subjects not to raise", width=120),
            Column("tags", SET, "segment tags, e.g. sole_trader|no_vehicle", width=200),
        ),
        key=("customer_no",), refers=(("branch_no", "branches.branch_no"),), required=True,
    ),
    File(
        "accounts", "账户 and the cards on them",
        (
            _must("account_no", TEXT, "account number", width=32),
            _must("customer_no", TEXT, "its owner", width=32),
            _told("card_no", TEXT, "card on it", width=32),
            Column("kind", TEXT, "current, term, loan, card …"),
            Column("opened_on", DAY, "opened"),
            Column("status", TEXT, "default active", one_of=("active", "dormant", "closed", "frozen")),
            Column("card_expires_on", DAY, "last valid day of the card"),
        ),
        key=("account_no",), refers=(("customer_no", "customers.customer_no"),), required=True,
    ),
    File(
        "holdings", "持有产品: what each customer has",
        (
            _must("customer_no", TEXT, "who has it", width=32),
            _must("product_code", TEXT, "what", width=32),
            _told("balance_fen", FEN, "balance, outstanding or market value; empty is unknown; below zero only on a current account, foreign currency or credit card", negative=True),
            Column("account_no", TEXT, "account it lies on", width=32),
            Column("currency", TEXT, "ISO code, default CNY", width=3),
            Column("opened_on", DAY, "since"),
            Column("matures_on", DAY, "maturity (到期)"),
            Column("status", TEXT, "default active", one_of=("active", "dormant", "closed")),
        ),
        refers=(("customer_no", "customers.customer_no"), ("product_code", "products.product_code")), required=True,
    ),
    File(
        "assets", "资产月日均: monthly average assets per kind",
        (
            _must("customer_no", TEXT, "whose", width=32),
            _must("month", MONTH, "2026-10"),
            _told("average_fen", FEN, "average of the month's daily balances; below zero only for all and for current accounts", negative=True),
            Column("category", TEXT, "product category, or all; default all"),
        ),
        key=("customer_no", "month", "category"), refers=(("customer_no", "customers.customer_no"),),
    ),
    File(
        "transactions", "柜面交易 with start and end times",
        (
            _must("txn_no", TEXT, "transaction number", width=40),
            _must("customer_no", TEXT, "whose", width=32),
            _must("branch_no", TEXT, "where", width=16),
            _must("business_type", TEXT, "business type, see the list below the tables"),
            _must("started_at", TIME, "start"),
            _told("ended_at", TIME, "end"),
            Column("staff_no", TEXT, "teller", width=16),
            Column("ticket", TEXT, "queue ticket", width=16),
            Column("amount_fen", FEN, "amount"),
            Column("account_no", TEXT, "account", width=32),
        ),
        key=("txn_no",), refers=(("customer_no", "customers.customer_no"),),
    ),
    File(
        "relations", "关系: household, kin, employer, upstream and downstream",
        (
            _must("customer_no", TEXT, "from", width=32),
            _must("related_no", TEXT, "to", width=32),
            _must("relation", TEXT, "what ``related`` is to ``customer``", one_of=("spouse", "parent", "child", "household", "employer", "employee", "colleague", "upstream", "downstream", "guardian", "ward")),
            _told("consent", BOOL, "may be shown on the other's card"),
        ),
        key=("customer_no", "related_no", "relation"),
        refers=(("customer_no", "customers.customer_no"), ("related_no", "customers.customer_no")),
    ),
    File(
        "consents", "同意与拒绝: consents by purpose, newest wins, a refusal of the same day wins over a consent",
        (
            _must("customer_no", TEXT, "whose", width=32),
            _must("purpose", TEXT, "what for", one_of=("marketing", "relations", "phone", "elsewhere")),
            _must("given", BOOL, "Y agreed, N refused"),
            _must("on", DAY, "when"),
            Column("until", DAY, "expires after this day"),
        ),
        refers=(("customer_no", "customers.customer_no"),),
    ),
    File(
        "assessments", "风险测评: each risk assessment of the last 12 months",
        (
            _must("customer_no", TEXT, "whose", width=32),
            _must("assessed_on", DAY, "when"),
            _must("grade", GRADE, "result"),
            Column("confirmed", BOOL, "the customer confirmed a changed grade; default Y"),
        ),
        refers=(("customer_no", "customers.customer_no"),),
    ),
    File(
        "complaints", "投诉",
        (
            _must("complaint_no", TEXT, "complaint number", width=32),
            _must("customer_no", TEXT, "whose", width=32),
            _must("received_on", DAY, "received"),
            _must("status", TEXT, "open or closed", one_of=("open", "closed")),
            Column("subject", TEXT, "what about", width=120),
            Column("closed_on", DAY, "closed"),
        ),
        key=("complaint_no",), refers=(("customer_no", "customers.customer_no"),),
    ),
    File(
        "contacts", "营销记录 of the whole bank: earlier attempts and what came of them",
        (
            _must("customer_no", TEXT, "who was asked", width=32),
            _must("product_code", TEXT, "about what", width=32),
            _must("on", DAY, "when"),
            _must("outcome", TEXT, "what came of it", one_of=("accepted", "referred", "considering", "declined", "already_has", "not_offered", "unsuitable", "not_recorded")),
            Column("reason", INT, "reason number 1–9, 0 none"),
            Column("visit", TEXT, "visit it belongs to; empty counts the day as one visit", width=40),
            Column("channel", TEXT, "counter, lobby, phone …; default counter"),
        ),
        refers=(("customer_no", "customers.customer_no"), ("product_code", "products.product_code")),
    ),
)  # fmt: skip

BUSINESS_TYPES = {
    "current": "活期存取款", "cash_large": "现金≥5万", "term": "定期开销户", "large_cd": "大额存单", "transfer": "转账汇款",
    "account_open": "个人开户", "password": "密码重置", "loss_report": "书面挂失", "card_replace": "换卡折", "bill": "代缴费",
    "wealth": "理财签约", "dual_recording": "双录", "fx": "外汇结售汇", "loan": "贷款还款/查询", "corporate": "对公支票/进账",
}  # fmt: skip
