"""Words of complaints, promises and inspections: code → Chinese, and what a clock says."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from teller_assist.ui import texts
from teller_assist.ui.noop import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from teller_assist.domain.complaint_clock import Clock
    from teller_assist.domain.quality import Inspection
    from teller_assist.domain.word_given import Promise

SUBJECTS = {
    "attitude": QT_TRANSLATE_NOOP("complaint", "态度"),
    "wait": QT_TRANSLATE_NOOP("complaint", "等候"),
    "mistake": QT_TRANSLATE_NOOP("complaint", "差错"),
    "product": QT_TRANSLATE_NOOP("complaint", "产品"),
    "fee": QT_TRANSLATE_NOOP("complaint", "收费"),
    "machine": QT_TRANSLATE_NOOP("complaint", "机具"),
    "privacy": QT_TRANSLATE_NOOP("complaint", "隐私"),
    "other": QT_TRANSLATE_NOOP("complaint", "其他"),
}
OFFERS = {
    "apology": QT_TRANSLATE_NOOP("complaint", "致歉"),
    "redo": QT_TRANSLATE_NOOP("complaint", "重办"),
    "fee_waived": QT_TRANSLATE_NOOP("complaint", "免收费用"),
    "priority": QT_TRANSLATE_NOOP("complaint", "优先办理"),
    "call_back": QT_TRANSLATE_NOOP("complaint", "专人回电"),
    "gift": QT_TRANSLATE_NOOP("complaint", "小礼品"),
    "other": QT_TRANSLATE_NOOP("complaint", "其他"),
}
DECISIONS = {
    "upheld": QT_TRANSLATE_NOOP("complaint", "属实"),
    "partly": QT_TRANSLATE_NOOP("complaint", "部分属实"),
    "not_upheld": QT_TRANSLATE_NOOP("complaint", "不属实"),
    "withdrawn": QT_TRANSLATE_NOOP("complaint", "客户撤回"),
}
ENDS = {
    "": QT_TRANSLATE_NOOP("promise", "未了"),
    "kept": QT_TRANSLATE_NOOP("promise", "已兑现"),
    "broken": QT_TRANSLATE_NOOP("promise", "没有兑现"),
    "withdrawn": QT_TRANSLATE_NOOP("promise", "客户撤回"),
}
# What is promised most, by one key each.
USUAL = (
    QT_TRANSLATE_NOOP("promise", "回电答复"),
    QT_TRANSLATE_NOOP("promise", "寄送资料"),
    QT_TRANSLATE_NOOP("promise", "办好后通知"),
    QT_TRANSLATE_NOOP("promise", "查清后答复"),
)
STAGES = {
    "recorded": QT_TRANSLATE_NOOP("inspection", "已记录"),
    "action": QT_TRANSLATE_NOOP("inspection", "待整改"),
    "mended": QT_TRANSLATE_NOOP("inspection", "待复查"),
    "closed": QT_TRANSLATE_NOOP("inspection", "已办结"),
}
FORMS = {
    "inspection": QT_TRANSLATE_NOOP("inspection", "巡检"),
    "mystery": QT_TRANSLATE_NOOP("inspection", "神秘人"),
}
# Where a generation of an older program tells no standards.
ATTRIBUTES = {
    "courteous": QT_TRANSLATE_NOOP("inspection", "有礼"),
    "restrained": QT_TRANSLATE_NOOP("inspection", "有节"),
    "measured": QT_TRANSLATE_NOOP("inspection", "有度"),
    "standard": QT_TRANSLATE_NOOP("inspection", "规范"),
    "swift": QT_TRANSLATE_NOOP("inspection", "快速"),
    "accurate": QT_TRANSLATE_NOOP("inspection", "准确"),
    "harmonious": QT_TRANSLATE_NOOP("inspection", "和谐"),
    "friendly": QT_TRANSLATE_NOOP("inspection", "友善"),
    "warm": QT_TRANSLATE_NOOP("inspection", "温馨"),
}
SCORES = (
    QT_TRANSLATE_NOOP("inspection", "很差"),
    QT_TRANSLATE_NOOP("inspection", "较差"),
    QT_TRANSLATE_NOOP("inspection", "一般"),
    QT_TRANSLATE_NOOP("inspection", "较好"),
    QT_TRANSLATE_NOOP("inspection", "很好"),
)
BAD_SCORES = {
    1: (QT_TRANSLATE_NOOP("evaluation", "非常不满意"), "face-1", "bad"),
    2: (QT_TRANSLATE_NOOP("evaluation", "不满意"), "face-2", "warn"),
}
REASONS = {
    "wait": QT_TRANSLATE_NOOP("evaluation", "等候太久"),
    "attitude": QT_TRANSLATE_NOOP("evaluation", "服务态度"),
    "mistake": QT_TRANSLATE_NOOP("evaluation", "办理有误"),
    "other": QT_TRANSLATE_NOOP("evaluation", "其他"),
}
TONES = {"running": "text", "amber": "warn", "overdue": "bad", "in_time": "ok", "late": "bad"}
GLYPHS = {"running": "clock", "amber": "clock", "overdue": "alert", "in_time": "check", "late": "alert"}


def say(context: str, table: Mapping[str, str], code: str) -> str:
    """The code itself where the table has none: what is told of a complaint is plain text."""
    return QCoreApplication.translate(context, table[code]) if code in table else code


def subject(code: str) -> str:
    return say("complaint", SUBJECTS, code)


def clock(told: "Clock") -> str:
    """还有 9 个工作日, 今天最后一天, 超期 2 个工作日."""
    if told.state in ("running", "amber"):
        form = QCoreApplication.translate("complaint", "还有 {n} 个工作日")
        words = form.format(n=told.left) if told.left else QCoreApplication.translate("complaint", "今天最后一天")
    elif told.state == "in_time":
        words = QCoreApplication.translate("complaint", "按时答复")
    elif told.state == "late":
        words = QCoreApplication.translate("complaint", "超期 {n} 个工作日才答复").format(n=-told.left)
    else:
        words = QCoreApplication.translate("complaint", "超期 {n} 个工作日").format(n=-told.left)
    if told.sure or told.state not in ("running", "amber"):
        return words
    return texts.listed(words, QCoreApplication.translate("complaint", "来年节假日未公布"))


def promise_state(one: "Promise", today: date) -> tuple[str, str, str]:
    """(words, glyph, tone) of how a promise stands."""
    if one.how:
        words = say("promise", ENDS, one.how)
        if one.is_late():
            return QCoreApplication.translate("promise", "兑现晚了"), "clock", "warn"
        glyph, tone = {"kept": ("check", "ok"), "broken": ("x", "bad")}.get(one.how, ("minus", "mut"))
        return words, glyph, tone
    if one.is_overdue(today):
        return (
            QCoreApplication.translate("promise", "{on} 到期，已逾期").format(on=texts.day(one.due_on, today)),
            "alert",
            "bad",
        )
    left = (one.due_on - today).days
    tone = "warn" if left <= 1 else "text"
    return QCoreApplication.translate("promise", "{on} 前兑现").format(on=texts.day(one.due_on, today)), "clock", tone


def inspection_state(one: "Inspection", today: date) -> tuple[str, str, str]:
    """(words, glyph, tone) of how an inspection stands."""
    words = say("inspection", STAGES, one.stage)
    if one.is_overdue(today):
        return QCoreApplication.translate("inspection", "整改逾期"), "alert", "bad"
    glyph, tone = {"action": ("clock", "warn"), "mended": ("eye", "acc"), "closed": ("check", "ok")}.get(
        one.stage, ("pen", "mut")
    )
    return words, glyph, tone


def score(number: int) -> str:
    """1 很差 … 5 很好."""
    return QCoreApplication.translate("inspection", SCORES[number - 1])


def say_evaluation(chinese: str) -> str:
    return QCoreApplication.translate("evaluation", chinese)


def evaluation_score(number: int) -> tuple[str, str, str]:
    """(words, glyph, tone) of a bad one."""
    words, glyph, tone = BAD_SCORES[number]
    return say_evaluation(words), glyph, tone


def evaluation_reasons(codes: str) -> str:
    """等候太久、服务态度; "" where none was given."""
    return say_evaluation(QT_TRANSLATE_NOOP("evaluation", "、")).join(
        say("evaluation", REASONS, code) for code in codes.split()
    )
