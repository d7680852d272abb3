"""Words of the star report: code → Chinese, glyph, tone, and figures with what they are of."""

from PySide6.QtCore import QCoreApplication

from teller_assist.domain.integrity import Finding, Look
from teller_assist.domain.star_sheet import Evidence
from teller_assist.domain.stars import MARGIN, Measured, Part
from teller_assist.ui import texts
from teller_assist.ui.noop import QT_TRANSLATE_NOOP

VERDICTS = {
    "no_award": QT_TRANSLATE_NOOP("stars", "未评星"),
    "no_estimate": QT_TRANSLATE_NOOP("stars", "尚无实测"),
    "too_few": QT_TRANSLATE_NOOP("stars", "样本不足"),
    "stands": QT_TRANSLATE_NOOP("stars", "与实测相符"),
    "not_borne_out": QT_TRANSLATE_NOOP("stars", "实测不支持"),
    "better": QT_TRANSLATE_NOOP("stars", "实测更好"),
}
MEANT = {
    "no_award": QT_TRANSLATE_NOOP("stars", "这段时间没有评定的星级可比。"),
    "no_estimate": QT_TRANSLATE_NOOP("stars", "还没有可以计算的来访、评价或巡检。"),
    "too_few": QT_TRANSLATE_NOOP("stars", "来访不足 100 笔或评价不足 20 个，先不下结论。"),
    "stands": QT_TRANSLATE_NOOP("stars", "评定星级在实测区间附近。"),
    "not_borne_out": QT_TRANSLATE_NOOP("stars", "评定高于实测区间 {margin} 星以上，请对照下面的依据核实。"),
    "better": QT_TRANSLATE_NOOP("stars", "评定低于实测区间 {margin} 星以上，服务比评定的好。"),
}
GLYPHS = {
    "no_award": ("minus", "mut"), "no_estimate": ("help", "mut"), "too_few": ("help", "mut"), "stands": ("check", "ok"),
    "not_borne_out": ("alert", "warn"), "better": ("trend-up", "acc"),
}  # fmt: skip
PARTS = {
    "wait": QT_TRANSLATE_NOOP("stars", "等候"),
    "time": QT_TRANSLATE_NOOP("stars", "限时"),
    "evaluation": QT_TRANSLATE_NOOP("stars", "评价"),
    "inspection": QT_TRANSLATE_NOOP("stars", "巡检"),
    "complaint": QT_TRANSLATE_NOOP("stars", "投诉"),
}
DETECTORS = {
    "selective": QT_TRANSLATE_NOOP("stars", "选择性邀评"),
    "self_press": QT_TRANSLATE_NOOP("stars", "代客评价"),
    "ghost": QT_TRANSLATE_NOOP("stars", "无凭来访"),
}
LOOKS = {
    "missed_in_trouble": QT_TRANSLATE_NOOP("stars", "不顺的来访没有邀评"),
    "by_hand": QT_TRANSLATE_NOOP("stars", "手工邀评"),
    "fast": QT_TRANSLATE_NOOP("stars", "1.5 秒内按下"),
    "late": QT_TRANSLATE_NOOP("stars", "客户走后按下"),
    "again": QT_TRANSLATE_NOOP("stars", "好评连按"),
    "burst": QT_TRANSLATE_NOOP("stars", "25 秒内连续评价"),
    "even": QT_TRANSLATE_NOOP("stars", "满分间隔雷同"),
    "response": QT_TRANSLATE_NOOP("stars", "应评率"),
    "bare": QT_TRANSLATE_NOOP("stars", "无票无刷卡无交易"),
    "bare_short": QT_TRANSLATE_NOOP("stars", "其中不满 1 分"),
    "bare_close": QT_TRANSLATE_NOOP("stars", "其中接连发生"),
    "bare_again": QT_TRANSLATE_NOOP("stars", "其中客户重复"),
    "bare_outside": QT_TRANSLATE_NOOP("stars", "其中在营业外"),
}
OUTCOMES = {
    "": QT_TRANSLATE_NOOP("stars", "未处理"),
    "explained": QT_TRANSLATE_NOOP("stars", "已解释"),
    "apologised": QT_TRANSLATE_NOOP("stars", "已致歉"),
    "recovered": QT_TRANSLATE_NOOP("stars", "已补救"),
    "unreachable": QT_TRANSLATE_NOOP("stars", "联系不上"),
    "unfounded": QT_TRANSLATE_NOOP("stars", "不属实"),
}
UPHELD = ("upheld", "partly")
SHORT = 8  # digits of an id: its last ones, the first are a time


def say(chinese: str) -> str:
    return QCoreApplication.translate("stars", chinese)


def verdict(code: str) -> str:
    return say(VERDICTS[code])


def meant(code: str) -> str:
    return say(MEANT[code]).format(margin=MARGIN)


def stars(n: int) -> str:
    """5 星; nothing awarded is a dash."""
    return say(QT_TRANSLATE_NOOP("stars", "{n} 星")).format(n=n) if n else "–"


def figure(measured: Measured | Part | None) -> str:
    return f"{measured.stars:.1f}" if measured is not None else "–"


def interval(measured: Measured | Part | None) -> str:
    return f"{measured.low:.1f}–{measured.high:.1f}" if measured is not None else "–"


def figured(measured: Measured | Part) -> str:
    form = say(QT_TRANSLATE_NOOP("stars", "{figure}（{interval}）"))
    return form.format(figure=figure(measured), interval=interval(measured))


def both(awarded: int, measured: Measured | None) -> str:
    form = say(QT_TRANSLATE_NOOP("stars", "评定 {awarded} · 实测 {figure}"))
    return form.format(awarded=stars(awarded), figure=figure(measured))


def to_check(n: int) -> str:
    return say(QT_TRANSLATE_NOOP("stars", "{n} 项待核实")).format(n=n)


def aloud(awarded: int, measured: Measured | None) -> str:
    """What a screen reader says of the axis."""
    form = say(QT_TRANSLATE_NOOP("stars", "评定 {awarded}，实测 {figure}，区间 {interval}"))
    return form.format(awarded=stars(awarded), figure=figure(measured), interval=interval(measured))


def outcome(code: str) -> str:
    """What was done about a bad evaluation."""
    return say(OUTCOMES[code])


def part(code: str) -> str:
    return say(PARTS[code])


def counts(part_: Part, e: Evidence) -> str:
    """What a teller's part rests on, each with its denominator."""
    match part_.name:
        case "time":
            form = say(QT_TRANSLATE_NOOP("stars", "超时 {over} / {judged} 笔 · 扣除 {min} 分（{n} 笔）"))
            said = form.format(over=len(e.over), judged=e.judged, min=e.excused_s // 60, n=len(e.excused))
            if not part_.left_out:
                return said
            more = say(QT_TRANSLATE_NOOP("stars", "无同类可比 {n} 笔，不计"))
            return f"{said} · {more.format(n=part_.left_out)}"
        case "evaluation":
            form = say(
                QT_TRANSLATE_NOOP("stars", "收到 {given} / 邀评 {asked} · 差评 {bad}（已处理 {done}）· 手工邀评 {hand}")
            )
            done = sum(bool(b.outcome) for b in e.bad)
            return form.format(given=sum(e.scores), asked=e.asked, bad=len(e.bad), done=done, hand=e.by_hand)
        case "inspection":
            means = " · ".join(f"{i.mean:.1f}" for i in e.inspections if i.mean is not None)
            return texts.listed(say(QT_TRANSLATE_NOOP("stars", "{n} 次")).format(n=len(e.inspections)), means)
    upheld = sum(c.decision in UPHELD for c in e.complaints)
    form = say(QT_TRANSLATE_NOOP("stars", "{n} 件，属实 {upheld} / 来访 {visits} 笔"))
    return form.format(n=len(e.complaints), upheld=upheld, visits=e.visits)


def looks(finding: Finding) -> str:
    return "\n".join(look(one) for one in finding.looks)


def look(one: Look) -> str:
    form = say(QT_TRANSLATE_NOOP("stars", "{what} {hits} / {of}（网点一般 {usual}）"))
    return form.format(what=say(LOOKS[one.name]), hits=one.hits, of=one.of, usual=f"{one.usual:.1%}")
