"""The customer of the pictures, by hand. Nobody in here exists."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from teller_assist.domain.card import (
    Assets,
    Card,
    Flag,
    LaneRow,
    LaneView,
    LastTime,
    RelationView,
    TierStanding,
    TimelineItem,
)  # fmt: skip
from teller_assist.domain.found import Found, Match
from teller_assist.domain.suggestion import Blocked, Slate, Suggestion, TalkTrack, Text, Together

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)  # 10:42 in China
WAN = 10_000 * 100


def _row(
    code: str, zh: str, en: str, state: str, band: str = "", exact: int | None = None, due: bool = False
) -> LaneRow:  # fmt: skip
    return LaneRow(code, zh, en, state, band, exact, due)


LANES = (
    LaneView("liability", "30–50万", 42 * WAN, (
        _row("current", "活期", "Current", "held", "5–10", 8 * WAN),
        _row("term", "定期", "Term", "held", "20–50", 34 * WAN, due=True),
        _row("notice", "通知存款", "Notice deposit", "zero", "0", 0),
        _row("large_cd", "大额存单", "Large CD", "none"),
    )),
    LaneView("asset", "20–50万", 37 * WAN, (
        _row("mortgage", "按揭", "Mortgage", "held", "20–50", 35 * WAN),
        _row("card_instalment", "信用卡分期", "Card instalments", "held", "1–5", 2 * WAN),
        _row("consumer_loan", "消费贷", "Consumer loan", "none"),
        _row("business_loan", "经营贷", "Business loan", "unknown"),
    )),
    LaneView("fee", "10–20万", 12 * WAN, (
        _row("bond", "国债", "Treasury bonds", "held", "10–20", 12 * WAN),
        _row("mobile_bank", "手机银行", "Mobile bank", "dormant"),
        _row("custody", "第三方存管", "Custody", "zero", "0", 0),
        _row("insurance", "保险", "Insurance", "none"),
    )),
)  # fmt: skip

TRACK = TalkTrack(
    Text("后天有 20 万到期，帮您看看大额存单？", "20万 matures in two days. Shall we look at a large CD?"),
    Text("到期自动转存，不用再跑一趟", "It rolls over by itself"),
    Text("利率比普通定期高，按月付息可选", "A higher rate than a plain term deposit"),
    Text("提前支取按活期计息", "Early withdrawal earns the current rate"),
    ((Text("利率太低", "The rate is low"), Text("同期里已是较高一档", "It is among the higher ones")),
     (Text("要用钱", "I need the money"), Text("可以分两笔存", "It can be split in two"))),
)  # fmt: skip


def offer(rank: int, code: str, zh: str, en: str, verb: str, why_zh: str, why_en: str) -> Suggestion:
    return Suggestion(
        rank, "best", code, Text(zh, en), verb, Text(why_zh, why_en), "MATURITY", TRACK, 0.31, 0.04, 0.4, {"p": 0.31}
    )


OFFERS = (
    offer(1, "LCD12", "大额存单 · 1 年", "Large CD · 1 year", "do", "您有 20 万定期后天到期，正好够起存",
          "A 20万 term deposit matures in two days"),
    offer(2, "WM_R2", "理财签约 · R2", "Wealth · R2", "refer", "活期里常年有 5 万以上没动过",
          "More than 5万 has rested on current account"),
    offer(3, "MOBILE", "手机银行激活", "Mobile bank", "inform", "最近三次来都是转账，手机上就能办",
          "The last three visits were transfers"),
)  # fmt: skip
BLOCKED = tuple(
    Blocked(code, Text(zh, en), gate, why, {})
    for code, zh, en, gate, why in (
        ("IDX", "指数基金", "Index fund", "suitability", "RISK_TOO_HIGH"),
        ("LIFE", "终身寿险", "Whole life", "contact", "REJECTED_RECENTLY"),
        ("PENSION", "个人养老金", "Pension", "contact", "ALREADY_REFERRED"),
        ("CC", "信用卡", "Credit card", "applicability", "HELD"),
        ("NOTICE7", "通知存款", "Notice deposit", "applicability", "HELD"),
        ("BOND", "国债", "Treasury bond", "applicability", "SOLD_OUT"),
        ("ETC", "ETC", "ETC", "applicability", "NOT_FOR_KIND"),
    )
)
SLATE = Slate(OFFERS, BLOCKED, "", {}, True, "rules 2026.11.2")


def _tried(on: date, code: str, zh: str, en: str, outcome: str, reason: int = 0, channel: str = "counter",
           mine: bool = False) -> TimelineItem:  # fmt: skip
    facts = {"product_code": code, "name": zh, "name_en": en, "outcome": outcome, "reason": reason, "channel": channel}
    return TimelineItem(on, None, "attempt", facts, mine)


def _paid(at: datetime, business: str, band: str) -> TimelineItem:
    return TimelineItem(
        at.date(), at, "transaction", {"business_type": business, "band": band, "branch_no": "B001"}, False
    )


TIMELINE = (
    TimelineItem(TODAY, NOW, "visit", {"how": "scan", "ticket": "A037", "agent": False}, True),
    _tried(TODAY, "WM_R2", "理财签约 · R2", "Wealth · R2", "referred", mine=True),
    _paid(datetime(2026, 10, 9, 2, 5, tzinfo=UTC), "transfer", "1–5万"),
    _paid(datetime(2026, 9, 18, 7, 40, tzinfo=UTC), "transfer", "5–10万"),
    TimelineItem(date(2026, 9, 2), None, "complaint", {"subject": "排队时间长", "status": "closed"}, False),
    _tried(date(2026, 8, 14), "INS", "终身寿险", "Whole life insurance", "declined", 3),
    _tried(date(2026, 8, 14), "LCD12", "大额存单 · 1 年", "Large CD · 1 year", "considering"),
    _tried(date(2026, 5, 6), "PENSION", "个人养老金", "Pension account", "referred", channel="phone"),
    TimelineItem(date(2025, 12, 3), None, "assessment", {"grade": 2}, False),
)
RELATIONS = (
    RelationView("spouse", "C0000112299", "李*", "gold", 1),
    RelationView("child", "C0000112298", "李*", "mass", 1),
    RelationView("employer", "C0000112297", "恒*", "platinum", 1),
    RelationView("colleague", "C0000112296", "王*", "mass", 2),
)

CARD = Card(
    customer_no="C0000112233", name="张文澜", salutation="张女士", kind="person", sex="F", birth_year=1978,
    elderly=False,
    id_masked="310***********8812", mobile_masked="138****5678", branch_no="B001", branch_name="滨江支行",
    branch_name_en="Riverside", own_branch=True, minimal=False, manager="王*", since_year=2014,
    tier=TierStanding("platinum", "白金", "Platinum", "2024-05", "diamond", "钻石", "Diamond", 200 * WAN, 120 * WAN,
                      None, "", None),
    flags=(
        Flag("maturity", "warn", date(2026, 11, 25),
             {"product_code": "TERM12", "name": "定期", "name_en": "Term deposit", "band": "20万",
              "amount_fen": 20 * WAN, "days": 2}),
        Flag("risk_expiring", "warn", date(2026, 12, 3), {"days": 10}),
    ),
    alerts=(),
    assets=Assets("50–100万", 80 * WAN, (
        ("2026-06", 61 * WAN), ("2026-07", 63 * WAN), ("2026-08", 59 * WAN), ("2026-09", 68 * WAN),
        ("2026-10", 74 * WAN), ("2026-11", 80 * WAN)), "up"),
    lanes=LANES,
    preferences={"do_not_call": "1", "channel": "wechat", "hours": "工作日 18 点后", "avoid": "子女"},
    consent=True, consent_on=date(2026, 3, 2),
    last_time=LastTime("INS", "保险", "Insurance", "declined", 3, date(2026, 8, 14)),
    timeline=TIMELINE, relations=RELATIONS, hidden=("income",),
    possible_duplicate=False, as_of=date(2026, 11, 22), stale="fresh", today=TODAY,
    slate=SLATE,
)  # fmt: skip

NOTHING = replace(
    CARD, customer_no="C0000112234", salutation="李先生",
    slate=Slate((), BLOCKED, "FATIGUE", {"days": 30}, True, "rules"),
)  # fmt: skip
ALERT = replace(
    CARD, customer_no="C0000112235", alerts=(Flag("fraud_watch", "bad", None, {}),),
    slate=Slate((), BLOCKED, "FRAUD_WATCH", {}, True, "rules"),
)  # fmt: skip
MINIMAL = replace(
    CARD, customer_no="C0000998877", salutation="郑女士", minimal=True, own_branch=False, branch_name="他分行",
    lanes=(), flags=(), preferences={}, consent=None, consent_on=None, last_time=None, manager="", since_year=None,
    assets=Assets("", None, (), "unknown"), slate=Slate((), (), "OTHER_BRANCH", {}, True, ""), mobile_masked="",
)  # fmt: skip
LONG = replace(
    CARD, customer_no="C0000112236", salutation="阿不都·热西提·买买提先生",
    flags=(*CARD.flags, Flag("id_expiring", "warn", date(2026, 12, 9), {"days": 16}),
           Flag("elderly", "plain", None, {})),
    lanes=(LaneView("liability", "200–600万", 420 * WAN, (
        *LANES[0].rows, _row("structured", "结构性存款", "Structured deposit", "held", "100–200", 150 * WAN))),
        *LANES[1:]),
)  # fmt: skip


def found(n: int = 6) -> list[Found]:
    """The list of the search picture."""
    rows = [
        ("张文澜", "F", 1978, "310***********8812", "B001", True, "platinum", "id", "310***********8812", False, False),
        ("张伟", "M", 1991, "330***********401X", "B001", True, "gold", "mobile", "138****8812", False, False),
        ("赵淑芬", "F", 1978, "310***********2266", "B001", True, "mass", "card", "6222****8812", False, False),
        ("张文兰", "F", 1978, "310***********8812", "B002", True, "mass", "id", "310***********8812", True, False),
        ("周世昌", "M", 1955, "340***********0937", "B001", True, "diamond", "card", "6217****8812", False, False),
        ("郑舒", "F", 2003, "410***********8812", "B009", False, "gold", "id", "410***********8812", False, True),
    ]
    return [
        Found(i, f"C00001122{33 + i}", name, sex, year, masked, branch, own, tier, Match.INSIDE, by, shown, dup,
              minimal)
        for i, (name, sex, year, masked, branch, own, tier, by, shown, dup, minimal) in enumerate(rows[:n])
    ]  # fmt: skip


# Within reach of the next tier: 18,163.25 yuan more this month.
NEAR = replace(
    CARD, customer_no="C0000112237", possible_duplicate=True,
    tier=TierStanding("gold", "金", "Gold", "2025-03", "platinum", "白金", "Platinum", 50 * WAN, 484_354, 1_816_325,
                      "2026-12", None),
)  # fmt: skip
FALLING = replace(
    LONG, customer_no="C0000112238", timeline=(), relations=(), preferences={},
    tier=TierStanding("diamond", "钻石", "Diamond", "2025-03", "private", "私人银行", "Private", 600 * WAN, 430 * WAN,
                      1612 * WAN, "2026-12", 2),
)  # fmt: skip


VISIT = UUID("018f5f2e-0000-7000-8000-000000000001")
AGENT = (Flag("agent", "bad", None, {}),)


def _part(rank: int, code: str, zh: str, en: str, verb: str) -> Suggestion:
    reason = ("工资在本行，这几样常配着用", "Salary is paid here; these are often used together")
    return replace(offer(rank, code, zh, en, verb, *reason), slot="bundle", reason_code="salary")


# The last of the three is a part of a bundle, whose other two parts follow.
BUNDLE = replace(
    CARD, customer_no="C0000112239",
    slate=replace(
        SLATE,
        suggestions=(
            replace(OFFERS[0], also=Text("近三个月活期余额较稳定", "The current balance has been steady")),
            replace(OFFERS[1], slot="launch", factors={"p": 0.2, "quiz": "wealth"}), OFFERS[2],
            _part(4, "SMS01", "账户变动短信提醒", "Text message for every movement", "do"),
            _part(5, "DI01", "零存整取 · 每月存", "Instalment savings · monthly", "do"),
        ),
        together=Together("salary", Text("工资卡套餐", "Salary bundle"),
                          Text("工资在本行，这几样常配着用", "Salary is paid here; these are often used together"),
                          ("MOBILE", "SMS01", "DI01")),
    ),
)  # fmt: skip
# The model may not be used.
BANNER = replace(CARD, customer_no="C0000112240", slate=replace(SLATE, banner="MODEL_EXPIRED"))
CONTROL = replace(
    CARD, customer_no="C0000112241", slate=Slate((), BLOCKED, "CONTROL_ARM", {}, True, "rules", arm="control")
)  # fmt: skip
OPTED_OUT = replace(
    CARD, customer_no="C0000112242", consent=False,
    slate=Slate((), BLOCKED, "OPTED_OUT", {"notices": ["PENSION", "NOTICE7", "BOND"]}, False, "rules"),
)  # fmt: skip
