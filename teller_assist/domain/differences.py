"""What one edition of the standards changed of another, in words that can be read out at a huddle."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from teller_assist.domain.standards import (
    Attribute,
    Avoid,
    Business,
    Cite,
    Excuse,
    Item,
    Standards,
    Step,
)
from teller_assist.domain.suggestion import Text

NEW, GONE = Text("新增", "new"), Text("取消", "no longer there")
_WAITS = (
    ("normal", Text("普通客户最多等", "A customer waits at most")),
    ("vip", Text("贵宾客户最多等", "A VIP waits at most")),
    ("red", Text("转红", "Red from")),
    ("escalate", Text("上报", "Escalated from")),
)


class Change(NamedTuple):
    """``kind``: business, item, wait …; ``code`` within it, "" for the whole. ``of`` says what it is about."""

    kind: str
    code: str
    of: Text
    what: Text


def differences(old: Standards, new: Standards) -> tuple[Change, ...]:
    """Business types first, each by each thing that changed; () if nothing did."""
    return tuple(_changes(old, new))


def _changes(old: Standards, new: Standards) -> Iterator[Change]:
    names = {i.code: i.name for i in (*old.items, *new.items)}

    def of_business(before: Business, now: Business) -> Iterator[Text]:
        return _business(before, now, names)

    yield from _listed("business", old.business.values(), new.business.values(), _named, of_business)
    yield from _waits(old, new)
    if old.piece_minutes != new.piece_minutes:
        yield Change("piece", "", Text("计件", "Piece weight"), _minutes(old.piece_minutes, new.piece_minutes))
    yield from _listed("item", old.items, new.items, _name, _item)
    yield from _listed("step", old.steps, new.steps, _name, _step)
    yield from _listed("excuse", old.excuses, new.excuses, _named, _excuse)
    yield from _listed("attribute", old.attributes, new.attributes, _name, _attribute)
    yield from _listed("avoid", old.avoid, new.avoid, _avoided, _avoid)
    if old.polite != new.polite:
        words = Text("、".join(p.zh for p in new.polite), ", ".join(p.en for p in new.polite))
        yield Change("polite", "", Text("文明用语", "Polite words"), words)
    yield from _listed("cite", old.cites, new.cites, _cited, _cite)


def _listed(
    kind: str, old: Iterable[Any], new: Iterable[Any], of: Callable[[Any], Text],
    changed: Callable[[Any, Any], Iterator[Text]],
) -> Iterator[Change]:  # fmt: skip
    """New ones, those that changed, those that are gone, by their codes."""
    before, now = {e.code: e for e in old}, {e.code: e for e in new}
    for code, entry in now.items():
        if code not in before:
            yield Change(kind, code, of(entry), NEW)
        else:
            yield from (Change(kind, code, of(entry), what) for what in changed(before[code], entry))
    for code, entry in before.items():
        if code not in now:
            yield Change(kind, code, of(entry), GONE)


def _named(entry: Business | Excuse) -> Text:
    return entry.named


def _name(entry: Step | Item | Attribute) -> Text:
    return entry.name


def _cited(entry: Cite) -> Text:
    return Text(entry.code, entry.code)


def _avoided(entry: Avoid) -> Text:
    return Text(f"不说“{entry.avoid.zh}”", f"Not “{entry.avoid.en}”")


def _business(old: Business, new: Business, names: dict[str, Text]) -> Iterator[Text]:
    yield from _renamed(old.named, new.named)
    if old.minutes != new.minutes:
        limit = _minutes(old.minutes, new.minutes)
        yield Text(f"限时 {limit.zh}", f"limit {limit.en}")
    if old.queue != new.queue:
        yield Text(f"票号 {old.queue} → {new.queue}", f"tickets {old.queue} → {new.queue}")
    for (zh, en), before, now in (
        (("普通等候", "waiting"), old.wait, new.wait), (("贵宾等候", "VIP waiting"), old.wait_vip, new.wait_vip),
    ):  # fmt: skip
        if before != now:
            limit = _minutes(before, now)
            yield Text(f"{zh} {limit.zh}", f"{en} {limit.en}")
    for code in [c for c in names if (c in old.without) != (c in new.without)]:
        name, apply = names[code], code in old.without
        yield Text(f"{'要做' if apply else '不做'}“{name.zh}”", f"“{name.en}” {'applies' if apply else 'left out'}")
    for code in [c for c in names if old.wording.get(c) != new.wording.get(c)]:
        yield from _said(names[code], new.wording.get(code))
    yield from _more("留存", "to keep", old.evidence, new.evidence)
    if old.also != new.also:
        yield Text(f"其他代码 {'、'.join(new.also) or '无'}", f"other codes: {', '.join(new.also) or 'none'}")


def _said(name: Text, words: Text | None) -> Iterator[Text]:
    if words is None:
        yield Text(f"“{name.zh}”用通用说法", f"“{name.en}”: the usual words")
    else:
        yield Text(f"“{name.zh}”说：{words.zh}", f"“{name.en}”: say “{words.en}”")


def _more(zh: str, en: str, old: Sequence[Text], new: Sequence[Text]) -> Iterator[Text]:
    for text in new:
        if text not in old:
            yield Text(f"新增{zh}：{text.zh}", f"{en}, new: {text.en}")
    for text in old:
        if text not in new:
            yield Text(f"不再{zh}：{text.zh}", f"{en}, no longer: {text.en}")


def _waits(old: Standards, new: Standards) -> Iterator[Change]:
    for field, of in _WAITS:
        before, now = (getattr(waits, field) for waits in (old.waits, new.waits))
        if before != now:
            yield Change("wait", field, of, _minutes(before, now))
    if old.vip_tiers != new.vip_tiers:
        now = ", ".join(sorted(new.vip_tiers))
        yield Change("wait", "vip_tiers", Text("贵宾等级", "VIP tiers"), Text(now, now))


def _item(old: Item, new: Item) -> Iterator[Text]:
    yield from _renamed(old.name, new.name)
    if old.say != new.say:
        yield Text(f"改说：{new.say.zh}", f"say “{new.say.en}”") if new.say.zh else Text("不用说话", "nothing is said")
    if old.note != new.note:
        yield Text(f"提示：{new.note.zh}", f"note: {new.note.en}") if new.note.zh else Text("提示取消", "no note")
    if old.step != new.step:
        yield Text("归到另一步", "belongs to another step")


def _step(old: Step, new: Step) -> Iterator[Text]:
    yield from _renamed(old.name, new.name)
    if old.meaning != new.meaning:
        yield new.meaning


def _excuse(old: Excuse, new: Excuse) -> Iterator[Text]:
    yield from _renamed(old.named, new.named)
    if old.minutes != new.minutes:
        most = _minutes(old.minutes, new.minutes)
        yield Text(f"最多剔除 {most.zh}", f"excuses at most {most.en}")


def _attribute(old: Attribute, new: Attribute) -> Iterator[Text]:
    yield from _renamed(old.name, new.name)
    if old.group != new.group:
        yield Text(f"归入 {new.group.zh}", f"belongs to {new.group.en}")
    for n, (before, now) in enumerate(zip(old.levels, new.levels, strict=True), 1):
        if before != now:
            yield Text(f"{n} 分：{now.zh}", f"{n}: {now.en}")


def _avoid(old: Avoid, new: Avoid) -> Iterator[Text]:
    if old != new:
        yield Text(f"改说“{new.instead.zh}”", f"say “{new.instead.en}”")


def _cite(old: Cite, new: Cite) -> Iterator[Text]:
    yield from _renamed(old.name, new.name)


def _renamed(old: Text, new: Text) -> Iterator[Text]:
    if old != new:
        yield Text(f"改称 {new.zh}（原 {old.zh}）", f"now called {new.en} (was {old.en})")


def _minutes(old: int | None, new: int | None) -> Text:
    """None is what [wait] says for all."""
    zh, en = (" → ".join(none if m is None else str(m) for m in (old, new)) for none in ("通用", "general"))
    return Text(f"{zh} 分钟", f"{en} min")
