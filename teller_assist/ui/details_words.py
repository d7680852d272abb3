"""What the details page says of one fact: its line, in words and bands."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt

from teller_assist.domain.card import Card, Flag, LaneRow, RelationView, TimelineItem
from teller_assist.domain.days import BRANCH_TIME
from teller_assist.domain.money import UNIT, wan
from teller_assist.ui import texts, words_quality
from teller_assist.ui.details_parts import Line
from teller_assist.ui.noop import QT_TRANSLATE_NOOP
from teller_assist.ui.widgets import Glyph

GLYPHS = {
    "transaction": "stamp", "attempt": "pen", "visit": "ticket", "complaint": "message", "assessment": "shield",
    "promise": "calendar-check",
}  # fmt: skip
QUIET = ("not_recorded", "not_offered")  # outcomes that say nothing of the customer
# How a visit began; the ticket, where there is one, says it better.
HOW = {
    "scan": QT_TRANSLATE_NOOP("details", "刷证或刷卡"),
    "search": QT_TRANSLATE_NOOP("details", "查找打开"),
    "ticket": QT_TRANSLATE_NOOP("details", "叫号"),
    "pop": QT_TRANSLATE_NOOP("details", "核心系统调出"),
    "cli": QT_TRANSLATE_NOOP("details", "命令行"),
}
CHANNELS = {
    "phone": QT_TRANSLATE_NOOP("details", "电话里"),
    "lobby": QT_TRANSLATE_NOOP("details", "大堂"),
}
HIDDEN = {
    "income": QT_TRANSLATE_NOOP("details", "家庭收入"),
    "exact": QT_TRANSLATE_NOOP("details", "准确金额"),
    "relations": QT_TRANSLATE_NOOP("details", "关联客户"),
    "identity": QT_TRANSLATE_NOOP("details", "身份"),
    "assets": QT_TRANSLATE_NOOP("details", "资产"),
    "holdings": QT_TRANSLATE_NOOP("details", "持有"),
    "timeline": QT_TRANSLATE_NOOP("details", "往来"),
    "suggestions": QT_TRANSLATE_NOOP("details", "建议"),
}
STATUS = {
    "open": QT_TRANSLATE_NOOP("details", "未结"),
    "decided": QT_TRANSLATE_NOOP("details", "已答复，待办结"),
    "closed": QT_TRANSLATE_NOOP("details", "已结"),
}
WISHES = ("do_not_call", "avoid", "address", "channel", "hours", "language")


def _say(code: str, table: dict[str, str]) -> str:
    return QCoreApplication.translate("details", table[code]) if code in table else code


def hidden(code: str) -> str:
    return _say(code, HIDDEN)


def unsent_mark() -> Glyph:
    glyph = Glyph("upload", "mut")
    glyph.setAccessibleName(QCoreApplication.translate("details", "未同步"))
    return glyph


def happened(item: TimelineItem, on: str, wide: int, card: Card) -> Line:
    """A line of the timeline; ``on`` is "" where the line above says the day."""
    facts, ink, tone = item.facts, "text", "mut"
    match item.kind:
        case "transaction":
            words = texts.listed(texts.business(facts["business_type"]), facts.get("band", ""))
        case "attempt":
            words = _attempt(item)
            ink = "mut" if facts["outcome"] in QUIET else "text"
        case "visit":
            how = facts.get("ticket") or _say(facts.get("how", ""), HOW)
            agent = texts.flag(Flag("agent", "", None, {})) if facts.get("agent") else ""
            words = texts.listed(texts.happened("visit"), how, agent)
        case "complaint":
            subject = words_quality.subject(facts["subject"])
            words = texts.listed(texts.happened("complaint"), subject, _say(facts["status"], STATUS))
            tone = "mut" if facts["status"] == "closed" else "bad"
        case "promise":
            words, tone = _promise(item, card)
        case "assessment":
            words = texts.listed(texts.happened("assessment"), f"C{facts['grade']}")
        case other:
            words = texts.happened(other)
    at = item.at.astimezone(BRANCH_TIME).strftime("%H:%M") if item.at else ""
    line = Line(words, first=on, wide=wide, glyph=GLYPHS.get(item.kind, "info"), tone=tone, ink=ink, last=at)
    if item.mine:
        line.row.addWidget(unsent_mark(), 0, Qt.AlignmentFlag.AlignTop)
        unsent = QCoreApplication.translate("details", "未同步")
        line.setAccessibleName(f"{line.accessibleName()} {unsent}")
    return line


def _promise(item: TimelineItem, card: Card) -> tuple[str, str]:
    """承诺 · 回电答复 · 11-27 前兑现, and its tone."""
    facts = item.facts
    owed, over = not facts["how"], facts["due_on"] < card.today
    if owed:
        form = (
            QCoreApplication.translate("promise", "{on} 到期，已逾期")
            if over
            else QCoreApplication.translate("promise", "{on} 前兑现")
        )
        became = form.format(on=texts.day(facts["due_on"], card.today))
    elif facts["late"]:
        became = QCoreApplication.translate("promise", "兑现晚了")
    else:
        became = words_quality.say("promise", words_quality.ENDS, facts["how"])
    bad = (owed and over) or facts["how"] == "broken"
    return texts.listed(texts.happened("promise"), facts["what"], became), "bad" if bad else "warn" if owed else "mut"


def _attempt(item: TimelineItem) -> str:
    facts = item.facts
    name = texts.pick(facts.get("name", ""), facts.get("name_en", ""))
    because = texts.reason(facts["outcome"], facts.get("reason", 0))
    channel = facts.get("channel", "")
    what = QCoreApplication.translate("details", "{name}：{outcome}").format(
        name=name, outcome=texts.outcome_done(facts["outcome"])
    )
    if because:
        what = QCoreApplication.translate("details", "{what}，{because}").format(what=what, because=because)
    return texts.listed(what, _say(channel, CHANNELS) if channel in CHANNELS else "")


def dated(flag: Flag, card: Card) -> Line:
    """What falls due: when, what, and how soon or the amount at the right."""
    assert flag.on is not None
    bare = Flag(flag.code, flag.tone, flag.on, {**flag.facts, "band": ""})
    left = (flag.on - card.today).days
    soon = "" if flag.facts.get("band") else days(left)
    tail = flag.facts.get("tail", "")
    words = texts.listed(texts.flag(bare, card.today), f"…{tail}" if tail else "")
    return Line(words, glyph=texts.flag_glyph(flag.code), tone=flag.tone, last=soon)


def days(left: int) -> str:
    """今天, 2 天后, 10 天前."""
    if left == 0:
        return QCoreApplication.translate("details", "今天")
    form = (
        QCoreApplication.translate("details", "{n} 天后")
        if left > 0
        else QCoreApplication.translate("details", "{n} 天前")
    )
    return form.format(n=abs(left))


def due_figures(flag: Flag) -> tuple[str, str]:
    """Band and exact figure of what matures, in its own currency; "" where there is no amount."""
    fen, currency = flag.facts.get("amount_fen"), str(flag.facts.get("currency") or "CNY")
    unit = UNIT if currency == "CNY" else f"{UNIT} {currency}"
    band_ = str(flag.facts.get("band", "")).removesuffix(UNIT)
    return (band_ + unit if band_ else "", wan(fen) + unit if fen is not None else "")


def held(row: LaneRow) -> Line:
    name = texts.pick(row.name, row.name_en)
    glyph = {"dormant": "moon", "unknown": "help"}.get(row.state, "clock" if row.due else "")
    tone = "warn" if glyph in ("moon", "clock") else "mut"
    said = texts.state(row.state) if row.state in ("dormant", "unknown") else band(row)
    ink = "warn" if row.state == "dormant" else "mut" if row.state == "unknown" else "text"
    return Line(name, glyph=glyph, tone=tone, last=said, last_tone=ink, bold=bool(row.band))


def band(row: LaneRow) -> str:
    """Bands without a unit are in 万, as the lane's head says."""
    return texts.band(row.band) if row.band else texts.having(row.code)


def exact(fen: int | None) -> str:
    return wan(fen) + UNIT if fen is not None else ""


def related(one: RelationView, tiers: Mapping[str, str], wide: int) -> Line:
    far = QCoreApplication.translate("details", "隔一层") if one.hops > 1 else ""
    words = texts.listed(one.name, far)
    return Line(words, first=texts.relation(one.relation), wide=wide, last=tiers.get(one.tier, one.tier))


def wishes(card: Card) -> list[tuple[str, str]]:
    """(what, how) of every wish, what not to do first."""
    told = card.preferences
    found = []
    for code in WISHES:
        if told.get(code):
            plain = {"do_not_call": "", "channel": texts.channel(told[code])}.get(code, told[code])
            found.append((texts.preference(code), plain))
    return found
