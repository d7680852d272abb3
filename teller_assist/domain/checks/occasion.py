"""Predicates of packs (``when``): readable, no word that the fact never has, and no protected fact unless the law is
named that allows it."""

import re
from collections.abc import Collection, Iterator, Mapping

from teller_assist.domain.pack_need import Body, Mistake, Mistakes, near
from teller_assist.domain.predicate import Unreadable, compiled
from teller_assist.domain.product import CATEGORIES, Lane
from teller_assist.domain.rules import FACTS
from teller_assist.domain.toml_places import Path

# What a fact can be, where the program knows it; of others see ``across.py``.
WORDS: Mapping[str, Collection[str]] = {
    "held": CATEGORIES, "asleep": CATEGORIES, "maturing_category": CATEGORIES, "lanes": tuple(Lane),
    "kind": ("person", "firm"), "trend": ("up", "flat", "down"),
}  # fmt: skip
_MEMBER = re.compile(r"'(\w+)'\s+in\s+(\w+)")
_WORD = re.compile(r"(\w+)\s*[=!]=\s*'(\w+)'")
_AMONG = re.compile(r"(\w+)\s+in\s*\{([^}]*)\}")


def when_of(entry: Body, path: Path) -> Mistakes:
    """``entry["when"]``, if it has one."""
    if "when" not in entry:
        return
    here = (*path, "when")
    try:
        _, used = compiled(entry["when"], FACTS)
    except Unreadable as e:
        yield Mistake(here, str(e).partition(": ")[2], e.column)
        return
    yield from unknown_words(entry, path, WORDS)
    if not entry.get("legal_basis", "").strip():
        for name in sorted(name for name in used if FACTS[name].protected):
            yield Mistake(here, f"{name} needs a legal_basis: name the article that allows it", _column(entry, name))


def unknown_words(entry: Body, path: Path, known: Mapping[str, Collection[str]]) -> Mistakes:
    """Words with which a fact is compared that it never is: the comparison would never hold."""
    for fact, word, column in _compared(entry["when"]):
        if fact in known and word not in known[fact]:
            sentence = f"{fact} is never {word!r}{near(word, known[fact]) or ': correct it'}"
            yield Mistake((*path, "when"), sentence, column)


def _compared(when: str) -> Iterator[tuple[str, str, int]]:
    """Fact, word, and the character (from 1) at which the word begins."""
    for found in _MEMBER.finditer(when):
        yield found[2], found[1], found.start(1) + 1
    for found in _WORD.finditer(when):
        yield found[1], found[2], found.start(2) + 1
    for found in _AMONG.finditer(when):
        for word in re.finditer(r"\w+", found[2]):
            yield found[1], word[0], found.start(2) + word.start() + 1


def reads_protected(entry: Body) -> bool:
    """Whether a predicate that can be read asks for a protected fact."""
    return any(FACTS[name].protected for name in compiled(entry["when"], FACTS)[1])


def names_tag(entry: Body, tag: str) -> int:
    """The character (from 1) at which a predicate asks for that tag; 0 if it does not."""
    found = re.search(rf"'{re.escape(tag)}'\s+in\s+tags\b", entry.get("when", ""))
    return found.start() + 1 if found else 0


def _column(entry: Body, name: str) -> int:
    found = re.search(rf"\b{name}\b", entry["when"])
    return found.start() + 1 if found else 0
