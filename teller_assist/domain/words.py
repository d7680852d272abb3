"""Every code in words: its gate, the law behind it, a sentence, what would change it, what may be done.

A new code is one row of CODES. ``{blanks}`` are filled from the facts of the block: ``_on`` is a day,
``_fen`` money, ``grade`` C1–C5, ``rating`` R1–R5, ``held`` a category. Sentences are for the teller and
may be repeated to the customer; none names a score, a balance or a target grade (管理办法 13(1)).
"""

# One code a row reads best as a table.
# ruff: noqa: E501
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from teller_assist.domain.suggestion import Text

ACT = "适当性办法"  # 《金融机构产品适当性管理办法》 (2025 No. 7)
FUNDS = "证券适当性办法"  # 《证券期货投资者适当性管理办法》


class Code(NamedTuple):
    gate: str
    article: str
    sentence: Text
    would_change: Text
    may_do: Text


_NOTHING = Text("今天没有可改变的条件", "Nothing can change this today")
_SERVE = Text("照常办理业务，不谈产品", "Serve as usual; no product talk")
_ASKED = Text("不谈本产品；客户问起，只说明原因", "Do not raise it; if asked, give only the reason")
_LATER = Text("以后有合适的时机再说", "Wait for a fitting moment")
_REASSESS = Text(
    "客户自己提出重新测评；不得提示等级或引导答案", "The customer asks for a new assessment; never hint at answers"
)
_ADVISE = Text(
    "不谈；客户要买，先建议不买，由专人书面确认",
    "Do not raise it; if asked for, advise against it; a specialist takes the written confirmation",
)
_COLLEAGUE = Text("客户主动问起，转介有资格的同事", "If the customer asks, refer to a qualified colleague")


def _code(
    gate: str, article: str, zh: str, en: str, change: tuple[str, str] | Text = _NOTHING,
    may: tuple[str, str] | Text = _ASKED,
) -> Code:  # fmt: skip
    return Code(gate, article, Text(zh, en), Text(*change), Text(*may))


_ALERT = ("警示由主管解除", "A supervisor lifts the alert")
CODES: dict[str, Code] = {
    # admission 准入
    "DECEASED": _code("admission", "民法典 13", "客户已登记身故，停止营销", "Recorded as deceased: no offers", _ALERT, ("按身故业务流程办理", "Follow the procedure for the estate")),
    "COURT_FREEZE": _code("admission", "民事诉讼法 253", "账户被司法冻结，停止营销", "Frozen by a court: no offers", ("法院解除冻结", "The court lifts the freeze"), _SERVE),
    "FRAUD_WATCH": _code("admission", "反电信网络诈骗法 15", "有涉诈风险提示，停止营销", "Fraud watch: no offers", _ALERT, ("按关怀话术核实，必要时请主管", "Use the care script; call the supervisor if needed")),
    "GUARDIANSHIP": _code("admission", f"{ACT} 19", "客户处于监护之下，停止营销", "Under guardianship: no offers", _ALERT, ("业务由监护人陪同办理", "The guardian is present for business")),
    "MINOR": _code("admission", f"{ACT} 19；民法典 17", "客户未满 18 周岁，不营销", "Under 18: no offers", ("年满 18 周岁", "Turning 18"), ("业务由监护人陪同办理", "The guardian is present for business")),
    "FLAG_UNKNOWN": _code("admission", f"{ACT} 12", "客户标志无法识别，核实前不营销", "A flag could not be read: no offers until checked", ("科技部门更正标志", "The flag is corrected at its source"), _SERVE),
    "NO_CAPACITY": _code("admission", f"{ACT} 19", "客户不具备完全行为能力，不营销", "No legal capacity: no offers", _ALERT, ("业务由监护人办理", "The guardian does the business")),
    "AGENT": _code("admission", "个人信息保护法 23", "代办人办理，不向代办人营销", "An agent is here: no offers to the agent", ("客户本人来办", "The customer comes in person"), ("只办所委托的业务", "Do only what was entrusted")),
    "OPEN_COMPLAINT": _code("admission", "消费投诉处理管理办法 19", "投诉尚未办结，先处理投诉", "A complaint is open: it is served first", ("投诉办结", "The complaint is settled"), ("致歉，说明进展和办结时限", "Apologise; tell progress and the time limit")),
    "OPTED_OUT": _code("admission", "个人信息保护法 24", "客户已拒绝个性化推荐", "The customer refused personalised offers", ("客户自己重新同意", "The customer agrees again, unprompted"), ("可给所有客户同样的公告", "Hand the notice that everybody gets")),
    "NOT_ASKED": _code("admission", "个人信息保护法 13、24", "尚未征询个性化推荐意愿", "Not yet asked about personalised offers", ("客户同意接收推荐", "The customer agrees to offers"), ("可先征询意愿，拒绝不影响业务", "Ask first; a refusal affects nothing")),
    "NOT_FOR_KIND": _code("admission", "", "本产品不面向此类客户", "Not meant for this kind of customer"),
    "CARE_PAUSE": _code("admission", "反电信网络诈骗法 15", "见到受骗的信号，先关怀，不谈产品", "Signs of a scam: care first, no offers", ("今天不再推荐", "No offers today"), ("照着问，请主管来", "Ask as the script says; call the supervisor")),
    "UNKNOWN_CATEGORY": _code("admission", f"{ACT} 12", "产品类别无法识别，不推荐", "Its category is not known: not suggested", ("产品目录更正类别", "The catalogue is corrected")),
    # suitability 适当性
    "PRIVATE_PLACEMENT": _code("suitability", f"{ACT} 30", "私募类产品不在柜面推荐", "Private placements are never suggested here", _NOTHING, ("客户问起，转介理财经理", "If asked, refer to a wealth manager")),
    "LIMITED_CAPACITY": _code("suitability", f"{ACT} 19", "限制行为能力，仅限低风险且监护人同意", "Limited capacity: low risk with the guardian's consent only", ("监护人书面同意", "The guardian's written consent"), ("业务由监护人陪同办理", "The guardian is present for business")),
    "RATING_UNKNOWN": _code("suitability", f"{ACT} 12、22；{FUNDS} 16", "产品风险评级不全，不能推荐", "Its risk ratings are incomplete: cannot be suggested", ("发行人和本行都完成评级", "Issuer and bank both rate it")),
    "RISK_NONE": _code("suitability", f"{ACT} 28；{FUNDS} 10", "没有有效的风险测评，不能推荐", "No valid risk assessment: cannot be suggested", _REASSESS),
    "RISK_EXPIRED": _code("suitability", f"{ACT} 28、29", "风险测评（{assessed_on}）已过期，不能推荐", "The risk assessment of {assessed_on} has expired", _REASSESS, ("可告知测评已过期", "You may say that the assessment has expired")),
    "RISK_CHANGED": _code("suitability", f"{ACT} 28、29；{FUNDS} 13", "客户情况有变，原测评不再适用", "Circumstances changed: the assessment no longer holds", _REASSESS, ("可告知需要重新测评", "You may say that a new assessment is needed")),
    "RISK_UNCONFIRMED": _code("suitability", f"{ACT} 29", "测评等级有变，客户尚未确认", "The changed grade is not yet confirmed", ("客户自己确认测评结果", "The customer confirms the result")),
    "RISK_TOO_HIGH": _code("suitability", f"{ACT} 12、13、22", "风险等级 {rating} 高于测评等级 {grade}，不能推荐", "Risk {rating} is above the assessed {grade}: cannot be suggested", _REASSESS, ("不谈本产品；客户问起，只说风险不匹配", "Do not raise it; if asked, say only that the risk does not match")),
    "AGE_UNKNOWN": _code("suitability", f"{ACT} 18；民法典 17", "出生日期缺失，投资和信贷不能推荐", "Birth date missing: no investment, no credit", ("补全客户资料", "Complete the customer's record")),
    "ELDERLY_EXTRA_STEP": _code("suitability", f"{ACT} 18；{FUNDS} 20", "高风险产品须先履行特别程序", "A high-risk product needs extra steps first", ("由专人完成特别程序", "A specialist takes the extra steps"), _COLLEAGUE),
    "MEANS_UNKNOWN": _code("suitability", f"{ACT} 12", "资产和收入不明，无法判断承受能力", "Means unknown: affordability cannot be judged", ("客户自愿补充资料", "The customer adds information of their own accord")),
    "BEYOND_MEANS": _code("suitability", f"{ACT} 12", "起点 {min_amount_fen} 明显超出承受能力", "The least amount {min_amount_fen} is clearly beyond means"),
    "FUND_LOWEST": _code("suitability", f"{FUNDS} 19、22", "最低类别的客户只能买 R1，不能推荐", "The class of least tolerance may have R1 only", _REASSESS, ("不谈本产品；客户要求也不办理", "Do not raise it; not even on demand")),
    "FUND_RISK": _code("suitability", f"{FUNDS} 18、22", "基金风险 {rating} 高于测评等级 {grade}，不能推荐", "Fund risk {rating} is above the assessed {grade}: cannot be suggested", _REASSESS, ("不谈本产品；客户问起，只说风险不匹配", "Do not raise it; if asked, say only that the risk does not match")),
    "INSURANCE_NEED": _code("suitability", f"{ACT} 35", "尚未了解保障需求和缴费能力", "Need and affordability are not yet known", ("客户愿意说明需求", "The customer wishes to explain the need"), _COLLEAGUE),
    "INSURANCE_PREMIUM": _code("suitability", f"{ACT} 38、39", "每期保费超过家庭年收入两成，须另行声明，不推荐", "The premium is over a fifth of yearly income: not suggested", _NOTHING, _ADVISE),
    "INSURANCE_SINGLE": _code("suitability", f"{ACT} 38、39", "一次交的保费超过家庭年收入四倍，须另行声明，不推荐", "The single premium is over four yearly incomes: not suggested", _NOTHING, _ADVISE),
    "INSURANCE_BUDGET": _code("suitability", f"{ACT} 38、39", "保费达到预算的一倍半，须另行声明，不推荐", "The premium reaches one and a half times the budget: not suggested", _NOTHING, _ADVISE),
    "INSURANCE_AGE": _code("suitability", f"{ACT} 38、39", "交费年数过长或不明，须另行声明，不推荐", "The paying years need a declaration or are unknown: not suggested", _NOTHING, _ADVISE),
    # applicability 适用
    "SOLD_OUT": _code("applicability", "", "本期已售罄", "Sold out", ("有新的额度", "New quota"), _LATER),
    "NOT_VALID_TODAY": _code("applicability", "", "不在可办理日期内", "Not offered on this day", ("到可办理日期", "Its first day comes"), _LATER),
    "NOT_OFFERED_HERE": _code("applicability", "", "本网点不办理", "Not offered at this branch", _NOTHING, ("告知可办理的网点", "Tell which branch offers it")),
    "HELD": _code("applicability", "", "客户已持有", "Already held", _NOTHING, ("客户有疑问就帮忙", "Help if there are questions")),
    "NOT_APPLICABLE": _code("applicability", "", "可用资金不足起点金额或情况不明", "Free money is below the least amount or unknown", ("资金情况变化", "The money situation changes"), _LATER),
    "NO_OCCASION": _code("applicability", "", "今天没有合适的由头", "No fitting occasion today", ("出现合适的时机", "A fitting moment comes"), _LATER),
    "NO_TALK_TRACK": _code("applicability", "", "没有经审核的话术，不推荐", "No approved wording: not suggested", ("总行发布话术", "Head office publishes the wording")),
    # contact 打扰
    "REJECTED_RECENTLY": _code("contact", "", "客户 {said_on} 已拒绝，{until_on} 前不再提", "Declined on {said_on}; not again before {until_on}", ("客户自己问起", "The customer asks"), _SERVE),
    "ALREADY_REFERRED": _code("contact", "", "{said_on} 已转介，等同事跟进", "Referred on {said_on}; a colleague follows up", ("同事跟进有结果", "The colleague reports back"), ("可问问跟进情况", "You may ask how it went")),
    "ALREADY_ACCEPTED": _code("contact", "", "{said_on} 已接受，等系统更新", "Accepted on {said_on}; the system will follow", _NOTHING, _SERVE),
    "CONSIDERING": _code("contact", "", "{said_on} 说要考虑，先不催", "Considering since {said_on}; do not press", ("考虑期过后", "After time to consider"), _SERVE),
    "ALREADY_HAS": _code("contact", "", "客户说已有", "The customer says they have one", _NOTHING, _SERVE),
    "MARKED_UNSUITABLE": _code("contact", "", "{said_on} 柜员记为不适合", "Marked unsuitable on {said_on}", _LATER, _SERVE),
    "FATIGUE": _code("contact", "", "近期打扰已够多，今天不再提", "Asked often enough lately; not today", ("过些日子", "Some days pass"), _SERVE),
    "MARKED_WRONG": _code("contact", "", "本次已反映这条不对，不再提", "Called wrong in this visit: not again", ("产品经理答复后", "Its owner answers"), _SERVE),
    "CONTROL_ARM": _code("contact", "", "今天不安排推荐", "No offers are planned today", _NOTHING, ("客户问起，照常办理", "If asked, serve as usual")),
    "QUIET_MODE": _code("contact", "", "排队较长，先办业务", "The queue is long: business first", ("排队缓解", "The queue eases"), _SERVE),
    # ranking 排序
    "GUARD_P": _code("ranking", "", "接受可能明显低于其他产品", "Much less likely to be welcome than others", _NOTHING, _LATER),
    "LOWER_RANKED": _code("ranking", "", "今天有更合适的", "Something fits better today", _NOTHING, _LATER),
    "SUGGESTED": _code("ranking", "", "今天推荐", "Suggested today", _NOTHING, ("等授权时说一句", "One sentence while waiting")),
    "QUIZ_NEEDED": _code("applicability", "", "柜员还没有通过这类产品的小测，只能转介", "The quiz on this kind of product is not passed: refer", ("没有客户时按 Ctrl+F 答题，通过后可办理", "Take the quiz with Ctrl+F when nobody is here; then it may be done"), ("转介给已通过的同事", "Refer to a colleague who has passed")),
    # the whole slate
    "OTHER_BRANCH": _code("admission", "", "其他网点的客户，只显示等级和标记", "Another branch's customer: tier and flags only"),
    "NOTHING_FITS": _code("ranking", "", "今天没有合适的推荐", "Nothing fits today", _LATER, _SERVE),
    "NO_PRODUCTS": _code("ranking", "", "产品目录为空", "The catalogue is empty", _NOTHING, _SERVE),
}  # fmt: skip

PASSED: dict[str, Text] = {
    "admission": Text("本人，无警示、无投诉", "In person, no alert, no complaint"),
    "suitability": Text("适当性要求均符合", "Meets every suitability rule"),
    "applicability": Text("本网点今天可办，时机合适", "Offered here today, and the moment fits"),
    "contact": Text("近期没有打扰", "Not bothered lately"),
    "ranking": Text("排在前列", "Among the best"),
}
SKIPPED = Text("上一关未过，未再计算", "Not computed: stopped before")

# Why a model is not used (``domain/model.py``): the order is then by rules only.
BANNERS = {
    "MODEL_EXPIRED": Text("模型已过期，按规则排序", "Model out of date: ordered by rules"),
    "MODEL_MISMATCH": Text("模型与本程序不符，按规则排序", "Model does not fit: ordered by rules"),
    "MODEL_UNSIGNED": Text("模型签名未通过，按规则排序", "Model not signed: ordered by rules"),
}

# Names of the verbs of ``domain/product.py``.
VERBS = {
    "do": Text("办理", "Do it here"),
    "refer": Text("转介", "Refer"),
    "leaflet": Text("折页", "Leaflet"),
    "inform": Text("告知", "Inform"),
}

_BLANK = re.compile(r"\{(\w+)\}")
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def say_day(day: date, today: date, english: bool) -> str:
    """11月25日, with the year when it is another one."""
    if english:
        return f"{day.day} {_MONTHS[day.month]}" + (f" {day.year}" if day.year != today.year else "")
    return (f"{day.year}年" if day.year != today.year else "") + f"{day.month}月{day.day}日"


def say_fen(fen: int, english: bool) -> str:
    """Whole 万 where it is even, else yuan: 20万元, 1,000元."""
    yuan = fen // 100
    if english:
        return f"{yuan:,} yuan"
    return f"{yuan // 10_000}万元" if yuan >= 10_000 and yuan % 10_000 == 0 else f"{yuan:,}元"


def _said(name: str, value: Any, today: date, english: bool) -> str:
    if value is None:
        return "unknown" if english else "未知"
    if name.endswith("_on"):
        return say_day(value if isinstance(value, date) else date.fromisoformat(value), today, english)
    if name.endswith("_fen"):
        return say_fen(value, english)
    if name == "grade":
        return f"C{value}"
    if name == "rating":
        return f"R{value}"
    return str(value)


def fill(text: Text, facts: Mapping[str, Any], today: date) -> Text:
    """The text with its blanks filled. An absent fact reads 未知 / unknown."""
    if "{" not in text.zh and "{" not in text.en:
        return text
    return Text(_filled(text.zh, facts, today, False), _filled(text.en, facts, today, True))


def _filled(text: str, facts: Mapping[str, Any], today: date, english: bool) -> str:
    def one(match: re.Match[str]) -> str:
        return _said(match[1], facts.get(match[1]), today, english)

    return _BLANK.sub(one, text)


def blanks(text: str) -> frozenset[str]:
    """The names of a text's blanks."""
    return frozenset(_BLANK.findall(text))


def longest(text: str) -> int:
    """Characters of a text with each blank counted as it may be filled (12月31日 is 6)."""
    return len(_BLANK.sub(_six, text))


def _six(match: re.Match[str]) -> str:
    return "一" * 6


def sentence(code: str, facts: Mapping[str, Any], today: date) -> Text:
    """The filled sentence of a code."""
    return fill(CODES[code].sentence, facts, today)
