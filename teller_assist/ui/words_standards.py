"""The pages of the standards, in words: one business type, words not to use, what is new, what scores mean."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from teller_assist.domain.differences import differences
from teller_assist.domain.initials import fits
from teller_assist.domain.standards import Business, Item, Standards
from teller_assist.domain.suggestion import Text
from teller_assist.ui import texts
from teller_assist.ui.leaf import Block, Leaf, Row
from teller_assist.ui.noop import QT_TRANSLATE_NOOP
from teller_assist.ui.why_list import Line

WORDS, NEW, SCORES = "~words", "~new", "~scores"  # pages beside the business types
OTHERS = {
    WORDS: (QT_TRANSLATE_NOOP("standards", "服务忌语"), "message"),
    NEW: (QT_TRANSLATE_NOOP("standards", "标准有什么变化"), "info"),
    SCORES: (QT_TRANSLATE_NOOP("standards", "巡检打几分"), "pen"),
}


def say(text: str, **blanks: object) -> str:
    return QCoreApplication.translate("standards", text).format(**blanks)


def lines_of(standards: Standards, typed: str) -> list[Line]:
    """The list at the left, of what was typed: business types by name, code or initials, then the other pages."""
    found = [
        Line(b.code, texts.pick(b.name, b.name_en), "clock", say(QT_TRANSLATE_NOOP("standards", "{n} 分"), n=b.minutes))
        for b in standards.business.values()
        if fits(typed, b.name, b.name_en, b.code, *b.also)
    ]
    others = [
        Line(code, say(word), glyph, "") for code, (word, glyph) in OTHERS.items() if _has(code, standards, typed)
    ]
    head = Line("", say(QT_TRANSLATE_NOOP("standards", "业务与限时")), "", "")
    rest = Line("", say(QT_TRANSLATE_NOOP("standards", "其他")), "", "")
    return [*([head, *found] if found else ()), *([rest, *others] if others else ())]


def _has(code: str, standards: Standards, typed: str) -> bool:
    if fits(typed, say(OTHERS[code][0])):
        return True
    return code == WORDS and any(
        fits(typed, a.avoid.zh, a.avoid.en, a.instead.zh, a.instead.en) for a in standards.avoid
    )


def leaf_of(code: str, standards: Standards, before: Standards | None, typed: str = "") -> Leaf:
    """``before``: the edition that this one took the place of."""
    if code == WORDS:
        return _words(standards, typed)
    if code == NEW:
        return _new(standards, before)
    if code == SCORES:
        return _scores(standards)
    return _business(standards, standards.business[code])


def _version(standards: Standards) -> str:
    form = QT_TRANSLATE_NOOP("standards", "标准 {version}，{day} 起执行")
    return say(form, version=standards.version, day=standards.effective_from)


def _business(standards: Standards, business: Business) -> Leaf:
    vip = next(iter(standards.vip_tiers), "")
    wait, vip_wait = (standards.wait_limit_s(tier, business.code) // 60 for tier in ("", vip))
    waits = say(QT_TRANSLATE_NOOP("standards", "等候 {n} 分，贵宾 {vip} 分"), n=wait, vip=vip_wait)
    pills = (
        (say(QT_TRANSLATE_NOOP("standards", "限时 {n} 分"), n=business.minutes), "clock", "acc"),
        (waits, "users", "text"),
    )
    numbers = {item.code: n for n, item in enumerate(standards.items, 1)}
    items = standards.items_of(business.code)
    steps = [
        Block(
            f"{texts.pick(*step.name)} · {texts.pick(*step.meaning)}",
            tuple(_item(item, numbers[item.code]) for item in items if item.step == step.code),
        )
        for step in standards.steps
    ]
    keep = Block(
        say(QT_TRANSLATE_NOOP("standards", "留存")),
        tuple(Row("", texts.pick(*text), glyph="check", tone="ok") for text in business.evidence),
    )
    blocks = (keep, *(block for block in steps if block.rows))
    return Leaf(texts.pick(*business.named), pills, blocks if keep.rows else blocks[1:], _version(standards))


def _item(item: Item, number: int) -> Row:
    return Row(str(number), texts.pick(*item.name), _quoted(item.say) if item.say.zh else "", texts.pick(*item.note))


def _words(standards: Standards, typed: str) -> Leaf:
    wanted = [a for a in standards.avoid if fits(typed, *a.avoid, *a.instead)]
    rows = tuple(
        Row("", _quoted(a.avoid), _quoted(a.instead), glyph="x", tone="bad", ink="ok")
        for a in wanted or standards.avoid
    )
    polite = " · ".join(texts.pick(*text) for text in standards.polite)
    usual = Block(say(QT_TRANSLATE_NOOP("standards", "常说")), (Row("", polite, glyph="check", tone="ok"),))
    head = say(QT_TRANSLATE_NOOP("standards", "左边的不说，说右边的"))
    return Leaf(say(OTHERS[WORDS][0]), (), (usual, Block(head, rows)), _version(standards))


def _quoted(text: Text) -> str:
    """In marks of its language: the Chinese ones are as wide as a character."""
    return texts.pick(f"“{text.zh}”", f'"{text.en}"')


def _new(standards: Standards, before: Standards | None) -> Leaf:
    if before is None:
        none = say(QT_TRANSLATE_NOOP("standards", "这是第一版，没有变化"))
        return Leaf(say(OTHERS[NEW][0]), (), (), f"{_version(standards)} · {none}")
    rows = tuple(
        Row("", texts.pick(*change.of), texts.pick(*change.what), glyph="info", tone="acc")
        for change in differences(before, standards)
    )
    head = say(QT_TRANSLATE_NOOP("standards", "与 {version} 相比，{n} 处不同"), version=before.version, n=len(rows))
    why = texts.pick(*standards.why)
    return Leaf(say(OTHERS[NEW][0]), (), (Block(head, rows),), " · ".join(filter(None, (_version(standards), why))))


def _scores(standards: Standards) -> Leaf:
    def levels(a_levels: tuple[Text, ...]) -> Iterator[Row]:
        for n, level in enumerate(a_levels, 1):
            yield Row(str(n), texts.pick(*level))

    blocks = tuple(Block(texts.pick(*a.name), tuple(levels(a.levels))) for a in standards.attributes)
    cites = tuple(Row("", cite.code, texts.pick(*cite.name), glyph="info") for cite in standards.cites)
    rest = (Block(say(QT_TRANSLATE_NOOP("standards", "所依据的国家标准")), cites),) if cites else ()
    return Leaf(say(OTHERS[SCORES][0]), (), (*blocks, *rest), _version(standards))
