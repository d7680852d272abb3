"""What one set of packs changes against another, entry by entry and field by field, in words for whoever signs it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from teller_assist.domain.differences import GONE, NEW, differences
from teller_assist.domain.editions import editions_of
from teller_assist.domain.packs import NAMES, Bodies, is_pair
from teller_assist.domain.suggestion import Text
from teller_assist.domain.words_of_packs import field_words, kind_words

Body = Mapping[str, Any]
_HEAD = ("version", "effective_from")


class PackChange(NamedTuple):
    """``kind``: rule, prior, contact …; ``code`` within it, "" for the whole. ``of`` says what it is about, ``what``
    what became of it."""

    pack: str
    kind: str
    code: str
    of: Text
    what: Text


def pack_differences(old: Bodies, new: Bodies) -> tuple[PackChange, ...]:
    """In the order of the packs and of their entries; () if nothing changed. A set may lack packs."""
    categories = {**_categories(old), **_categories(new)}
    return tuple(
        change
        for name in NAMES
        for change in _pack(name, old.get(name, {}), new.get(name, {}), categories)
        if old.get(name, {}) != new.get(name, {})
    )


def _categories(bodies: Bodies) -> dict[str, Text]:
    named = bodies.get("names", {}).get("category", {})
    return {code: Text(name["zh"], name["en"]) for code, name in named.items()}


def _pack(name: str, old: Body, new: Body, categories: Mapping[str, Text]) -> Iterator[PackChange]:
    for key in _HEAD:
        if old.get(key) != new.get(key):
            yield PackChange(name, key, "", field_words(key), _from_to(old.get(key), new.get(key)))
    if name == "standards":
        yield from _standards(old, new)
        return
    for key in [*new, *(key for key in old if key not in new)]:
        before, now = old.get(key), new.get(key)
        if key in _HEAD or before == now:
            continue
        if _is_list_of_entries(before) or _is_list_of_entries(now):
            yield from _entries(name, key, before or (), now or (), categories)
        else:
            for path, what in _values(before, now):
                yield PackChange(name, key, ".".join(path), field_words(key), _labelled(path, what, categories))


def _standards(old: Body, new: Body) -> Iterator[PackChange]:
    """Edition by edition: a new one against the one before it, one that was there against itself."""
    before, now = editions_of(old), editions_of(new)
    for edition in now.all:
        of = Text(f"标准 {edition.version}", f"standards {edition.version}")
        known = before.named(edition.version)
        if known is None:
            since = Text(f"{NEW.zh}，{edition.effective_from} 起", f"{NEW.en}, from {edition.effective_from}")
            yield PackChange("standards", "edition", edition.version, of, since)
        base = known or now.before(edition) or before.all[-1]
        for change in differences(base, edition):
            what = Text(f"{change.of.zh}：{change.what.zh}", f"{change.of.en}: {change.what.en}")
            yield PackChange("standards", change.kind, change.code, of, what)
        for table in ("order", "busy", "selfcheck"):  # what a huddle is not told
            said = kind_words(table)
            for path, what in _values(getattr(base, table)._asdict(), getattr(edition, table)._asdict()):
                one = _labelled(path, what, {})
                told = Text(f"{said.zh} {one.zh}", f"{said.en} {one.en}")
                yield PackChange("standards", table, path[-1], of, told)
    for edition in before.all:
        if now.named(edition.version) is None and edition.version:
            of = Text(f"标准 {edition.version}", f"standards {edition.version}")
            yield PackChange("standards", "edition", edition.version, of, GONE)


def _is_list_of_entries(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and isinstance(value[0], dict)


def _entries(
    pack: str, kind: str, old: Sequence[Body], new: Sequence[Body], categories: Mapping[str, Text]
) -> Iterator[PackChange]:
    """New ones and those that changed, then those that are gone; by their codes."""
    before, now = {_key(e): e for e in old}, {_key(e): e for e in new}
    for key, entry in now.items():
        of = _named(kind, entry, categories)
        if key not in before:
            yield PackChange(pack, kind, key, of, NEW)
            continue
        for path, what in _values(before[key], entry):
            yield PackChange(pack, kind, key, of, _labelled(path, what, categories))
    for key, entry in before.items():
        if key not in now:
            yield PackChange(pack, kind, key, _named(kind, entry, categories), GONE)


def _key(entry: Body) -> str:
    """What an entry is known by; a question without a code by its Chinese words."""
    known = entry.get("code") or entry.get("for")
    if isinstance(known, str):
        return f"{known} {entry['rule']}" if "rule" in entry else known
    return str(entry.get("ask", [""])[0])


def _named(kind: str, entry: Body, categories: Mapping[str, Text]) -> Text:
    """ "套餐“工资卡套餐”"; what has no name by its code."""
    said, key = kind_words(kind), _key(entry)
    name = entry.get("name", entry.get("ask"))
    if isinstance(name, str):
        name = [name, entry.get("name_en", name)]
    if name is None and key.partition(" ")[0] in categories:
        name = list(categories[key.partition(" ")[0]])
    if name is None:
        return Text(f"{said.zh} {key}", f"{said.en} {key}")
    more = f" {entry['rule']}" if "rule" in entry else ""
    return Text(f"{said.zh}“{name[0]}”{more}", f"{said.en} “{name[1]}”{more}")


def _values(old: Any, new: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Every value that differs, by the names that lead to it."""
    if old == new:
        return
    tables = [value for value in (old, new) if isinstance(value, dict)]
    if tables and not any(_is_named(table) for table in tables):
        before, now = old or {}, new or {}
        if isinstance(before, dict) and isinstance(now, dict):
            for key in [*now, *(key for key in before if key not in now)]:
                yield from _values(before.get(key), now.get(key), (*path, key))
            return
    if _is_plain_list(old) and _is_plain_list(new):
        yield path, _more_and_less(old, new)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new) and not _is_whole(new):
        for nth, (before, now) in enumerate(zip(old, new, strict=True), 1):
            yield from _values(before, now, (*path, str(nth)))
    else:
        yield path, _from_to(old, new)


def _is_named(table: Body) -> bool:
    return set(table) == {"zh", "en"}


def _is_plain_list(value: Any) -> bool:
    """Of codes or days, or of texts in both languages; no text in both languages itself."""
    if not isinstance(value, list) or is_pair(value):
        return False
    return all(is_pair(one) if isinstance(one, list) else isinstance(one, str) for one in value)


def _is_whole(value: list[Any]) -> bool:
    """A text in both languages, or numbers: told as a whole."""
    return is_pair(value) or all(isinstance(one, int) for one in value)


def _more_and_less(old: Sequence[Any], new: Sequence[Any]) -> Text:
    more, less = [one for one in new if one not in old], [one for one in old if one not in new]
    if not more and not less:
        return Text("顺序改变", "in another order")
    zh, en = [], []
    for found, words in ((more, ("增加", "adds")), (less, ("去掉", "drops"))):
        if found:
            said = [_said(one) for one in found]
            zh.append(f"{words[0]} {'、'.join(text.zh for text in said)}")
            en.append(f"{words[1]} {', '.join(text.en for text in said)}")
    return Text("；".join(zh), "; ".join(en))


def _from_to(old: Any, new: Any) -> Text:
    before, now = _said(old), _said(new)
    zh, en = f"{before.zh} → {now.zh}", f"{before.en} → {now.en}"
    if before.zh == now.zh:
        zh = f"英文 {en}"
    elif before.en == now.en:
        en = f"Chinese {zh}"
    return Text(zh, en)


def _said(value: Any) -> Text:
    if value is None or value == "":
        return Text("无", "none")
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    if isinstance(value, dict) and _is_named(value):
        return Text(f"“{value['zh']}”", f"“{value['en']}”")
    if isinstance(value, list) and is_pair(value):
        return Text(f"“{value[0]}”", f"“{value[1]}”")
    if isinstance(value, list):
        said = [_said(one) for one in value]
        return Text("、".join(one.zh for one in said), ", ".join(one.en for one in said))
    if isinstance(value, dict):
        return Text(*(", ".join(f"{key} {_said(part)[n]}" for key, part in value.items()) for n in (0, 1)))
    return Text(str(value), str(value))


def _labelled(path: Sequence[str], what: Text, categories: Mapping[str, Text]) -> Text:
    words = [categories.get(name) or field_words(name) for name in path]
    zh, en = " ".join(word.zh for word in words), " ".join(word.en for word in words)
    return Text(f"{zh} {what.zh}".strip(), f"{en} {what.en}".strip())
