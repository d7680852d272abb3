"""Predicates of packs (``when``): readable, and without a protected fact unless the law is named that allows it."""

import re

from teller_assist.domain.pack_need import Body, Mistake, Mistakes
from teller_assist.domain.predicate import Unreadable, compiled
from teller_assist.domain.rules import FACTS
from teller_assist.domain.toml_places import Path


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
    if not entry.get("legal_basis", "").strip():
        for name in sorted(name for name in used if FACTS[name].protected):
            yield Mistake(here, f"{name} needs a legal_basis: name the article that allows it", _column(entry, name))


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
