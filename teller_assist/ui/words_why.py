"""What the "why" page says of a verdict in words: the score's factors, the slot, the assessment, the evidence."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from teller_assist.desk.grounds import Ground, evidence_id
from teller_assist.domain.days import BRANCH_TIME
from teller_assist.domain.suggestion import Why
from teller_assist.ui import texts
from teller_assist.ui.noop import QT_TRANSLATE_NOOP

SLOTS = {
    "best": QT_TRANSLATE_NOOP("why", "按分数排在第 {rank}"),
    "explore": QT_TRANSLATE_NOOP("why", "探索位：轮流试一试，知道得少的也有机会"),
    "launch": QT_TRANSLATE_NOOP("why", "新品位：近期新推出"),
    "service": QT_TRANSLATE_NOOP("why", "服务事项，不计推荐次数"),
    "bundle": QT_TRANSLATE_NOOP("why", "套餐里的一项，可单独谢绝"),
}
PACKS = {
    "rules": QT_TRANSLATE_NOOP("why", "规则"),
    "priors": QT_TRANSLATE_NOOP("why", "先验"),
    "talk_tracks": QT_TRANSLATE_NOOP("why", "话术"),
}
# No supervisor can let these pass, beside every stop of suitability.
FIRM = frozenset({"OPTED_OUT", "NOT_ASKED", "AGENT", "MINOR", "DECEASED", "NO_CAPACITY", "CARE_PAUSE"})


def is_firm(why: Why) -> bool:
    """Stopped by what nobody at the branch may let pass."""
    return why.code in FIRM or any(s.gate == "suitability" and s.state == "stopped" for s in why.steps)


def factors(why: Why) -> str:
    """Every factor of the score, in the order in which they are multiplied; "" for what has none."""
    facts = why.facts
    if not why.suggested or "p" not in facts:
        return ""
    context, contacts = f"{float(facts['context']):+.0%}", int(facts["contacts_30d"])
    told = (
        _say(QT_TRANSLATE_NOOP("why", "商业权重 {n}")).format(n=_number(facts["value"])),
        _say(QT_TRANSLATE_NOOP("why", "契合 {n}")).format(n=_number(facts["fit"])),
        _say(QT_TRANSLATE_NOOP("why", "时机 {n}")).format(n=context),
        _say(QT_TRANSLATE_NOOP("why", "近 30 天谈过 {n} 次")).format(n=contacts),
    )
    return _listed(_chance(why), *told)


def _chance(why: Why) -> str:
    if why.banner:
        return _say(QT_TRANSLATE_NOOP("why", "只按规则排序，模型没有参与"))
    form = QT_TRANSLATE_NOOP("why", "接受可能 {p}±{se}（按先验）")
    if why.model:
        form = QT_TRANSLATE_NOOP("why", "接受可能 {p}±{se}（按模型）")
    return _say(form).format(p=f"{float(why.facts['p']):.0%}", se=f"{float(why.facts.get('se', 0.0)):.0%}")


def _number(value: Any) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def slot(facts: Mapping[str, Any]) -> str:
    """Which place of the slate it has, and why; "" for what has none."""
    code = str(facts.get("slot", ""))
    return QCoreApplication.translate("why", SLOTS[code]).format(rank=facts["rank"]) if code in SLOTS else ""


def quiz(why: Why, ground: Ground) -> str:
    """Why it is only referred: the quiz that this teller has not passed; "" where none is asked."""
    topic = str(why.facts.get("quiz", ""))
    if not topic:
        return ""
    name = texts.said(ground.topics[topic]) if topic in ground.topics else topic
    return _say(QT_TRANSLATE_NOOP("why", "还没有通过“{name}”小测：只能转介")).format(name=name)


def compared(why: Why) -> str:
    """C2 低于 R3 with both ratings; "" where the grades did not decide."""
    facts = why.facts
    if why.code not in ("RISK_TOO_HIGH", "FUND_RISK") or "issuer_rating" not in facts:
        return ""
    grade = f"C{facts['grade']}" if facts.get("grade") else _say(QT_TRANSLATE_NOOP("why", "没有等级"))
    issuer, seller = (f"R{facts[n]}" if facts.get(n) else "–" for n in ("issuer_rating", "seller_rating"))
    form = _say(QT_TRANSLATE_NOOP("why", "{grade} 低于 R{rating}（发行人评 {issuer}，本行评 {seller}，取高）"))
    return form.format(grade=grade, rating=facts["rating"], issuer=issuer, seller=seller)


def assessment(why: Why, ground: Ground) -> str:
    """When the customer was assessed and how often, for a stop of risk; never a target grade. "" for other stops."""
    if ground.assessed is None or not why.code.startswith(("RISK_", "FUND_")):
        return ""
    a = ground.assessed
    form = _say(QT_TRANSLATE_NOOP("why", "现测评 {on}，到期 {until} · 12 个月内已测 {n} / {most} 次"))
    return form.format(on=a.on.isoformat(), until=texts.day(a.expires_on, a.on), n=a.times, most=a.most)


def evidence(why: Why, ground: Ground) -> tuple[str, str]:
    """Versions, the model, how many facts were read, when; and the number by which it is found again."""
    versions = [_version(part) for part in why.packs.split(" · ") if part]
    model = _say(QT_TRANSLATE_NOOP("why", "模型 {v}")).format(v=why.model) if why.model else ""
    inputs = _say(QT_TRANSLATE_NOOP("why", "输入 {n} 项")).format(n=ground.inputs) if ground.inputs else ""
    at = ground.at.astimezone(BRANCH_TIME).strftime("%H:%M:%S") if ground.at is not None else ""
    told = (*versions, model or _say(QT_TRANSLATE_NOOP("why", "无模型参与")), inputs, at)
    return _listed(*told), evidence_id(ground.decision_id) if ground.decision_id is not None else ""


def _listed(*parts: str) -> str:
    """A line ends between two of them."""
    return texts.listed(*(part.replace(" ", "\u00a0") for part in parts))


def _version(part: str) -> str:
    name, _, version = part.partition(" ")
    return f"{QCoreApplication.translate('why', PACKS.get(name, name))} {version}".strip()


def _say(chinese: str) -> str:
    return QCoreApplication.translate("why", chinese)
