"""What the checks of the packs are written with: shapes that a value must have, and the mistakes they find.

A shape looks at one value and names every mistake in it by the path from the top of the pack, so that its line and
column can be told (``toml_places.py``). What a value means beside others is checked once the shapes are right.
"""

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple

from teller_assist.domain.lint import Finding, findings_again
from teller_assist.domain.product import INVESTMENTS
from teller_assist.domain.toml_places import Path

Body = Mapping[str, Any]
MOST = 10**15  # of any whole number: fen that no bank has

_LIKE = 0.6  # of difflib's likeness, from which a word may be a slip of another
_CODE = re.compile(r"[\w./ -]{1,60}")


class Mistake(NamedTuple):
    """``sentence`` says what to do. ``column``: the character of the text that is wrong, from 1, 0 the whole;
    ``key``: the name is wrong, not the value."""

    path: Path
    sentence: str
    column: int = 0
    key: bool = False


Mistakes = Iterator[Mistake]
Shape = Callable[[Any, Path], Mistakes]


def table(must: Mapping[str, Shape], may: Mapping[str, Shape] | None = None) -> Shape:
    """These names and no other: a slip of the pen must not be silently ignored."""
    known = {**must, **(may or {})}

    def check(value: Any, path: Path) -> Mistakes:
        if not isinstance(value, dict):
            yield Mistake(path, f"a table is needed, with {', '.join(must or known)}")
            return
        meant = set()
        for name, part in value.items():
            if name in known:
                yield from known[name](part, (*path, name))
            else:
                yield _unknown(name, known, path)
                meant |= {*get_close_matches(name, list(known), n=1, cutoff=_LIKE)}
        for name in must:
            if name not in value and name not in meant:
                yield Mistake(path, f"{name} is missing: add it")

    return check


def free(shape: Shape, known: Collection[str] | None = None, noun: str = "entry") -> Shape:
    """Any names, or any of ``known``, each with a value of that shape."""

    def check(value: Any, path: Path) -> Mistakes:
        if not isinstance(value, dict):
            yield Mistake(path, "a table is needed")
            return
        for name, part in value.items():
            if known is not None and name not in known:
                yield Mistake((*path, name), f"no {noun} is called {name!r}{near(name, known)}", key=True)
            else:
                yield from shape(part, (*path, name))

    return check


def many(shape: Shape, least: int = 0, most: int | None = None) -> Shape:
    """A list of so many, each of that shape."""

    def check(value: Any, path: Path) -> Mistakes:
        if isinstance(value, dict):
            yield Mistake(path, f"a list is needed: write [[{path[-1]}]], with double brackets")
        elif not isinstance(value, list):
            yield Mistake(path, "a list is needed, in [ ]")
        elif len(value) < least or (most is not None and len(value) > most):
            yield Mistake(path, f"{_from_to(least, most)} needed here, not {len(value)}")
        else:
            for nth, part in enumerate(value):
                yield from shape(part, (*path, nth))

    return check


def whole(least: int = 0, most: int = MOST) -> Shape:
    wanted = f"a whole number of at least {least}" if most == MOST else f"a whole number from {least} to {most}"

    def check(value: Any, path: Path) -> Mistakes:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield Mistake(path, f"{wanted} is needed")

    return check


def number(least: float, most: float, *, within: bool = False) -> Shape:
    """``within``: the two bounds themselves are not allowed."""
    wanted = f"a number above {least} and below {most}" if within else f"a number from {least} to {most}"

    def check(value: Any, path: Path) -> Mistakes:
        fine = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if not fine or not (least < value < most if within else least <= value <= most):
            yield Mistake(path, f"{wanted} is needed")

    return check


def yes_or_no(value: Any, path: Path) -> Mistakes:
    if not isinstance(value, bool):
        yield Mistake(path, "true or false is needed, without quotes")


def text(value: Any, path: Path) -> Mistakes:
    if not isinstance(value, str) or not value.strip():
        yield Mistake(path, 'a text is needed, in "quotes"')


def any_text(value: Any, path: Path) -> Mistakes:
    if not isinstance(value, str):
        yield Mistake(path, 'a text is needed, in "quotes"')


def code(value: Any, path: Path) -> Mistakes:
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        yield Mistake(path, "a code is needed: letters, digits and _ in quotes, 60 at most")


def one_of(*words: str) -> Shape:
    def check(value: Any, path: Path) -> Mistakes:
        if value not in words:
            said = f"{words[0]} or {words[1]}" if len(words) == 2 else f"one of {', '.join(words)}"
            yield Mistake(path, f"{said} is needed, not {_short(value)}{near(value, words)}")

    return check


def day(value: Any, path: Path) -> Mistakes:
    """As the bodies of packs have it: ISO text."""
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        yield Mistake(path, "a day is needed, as 2026-11-01")


def spoken(kind: str = "text", category: str = "", *, trait: bool = False) -> Shape:
    """The Chinese and the English text, fit to be said as a text of that ``kind`` (``lint.KINDS``); with ``trait`` it
    names no protected trait either."""

    def check(value: Any, path: Path) -> Mistakes:
        if not isinstance(value, list) or len(value) != 2:
            yield Mistake(path, 'two texts are needed, Chinese and English: ["…", "…"]')
            return
        wrong = [Mistake((*path, nth), "a text is needed") for nth, one in enumerate(value) if not isinstance(one, str)]
        yield from wrong or heard(findings_again(kind, category, *value), path)
        if trait and not wrong:
            yield from heard((f for f in findings_again("reason", "", *value) if f.code == "trait"), path)

    return check


pair = spoken()


def heard(found: Iterable[Finding], path: Path, fields: tuple[str | int, str | int] = (0, 1)) -> Mistakes:
    """What the lint found in a pair of texts, each at its character."""
    for f in found:
        column = f.at + 1 if f.word or f.at else 0
        sentence = f.sentence_en if f.code in ("missing", "blanks") else f"{f.sentence_en}: word it otherwise"
        yield Mistake((*path, fields[f.where == "en"]), sentence, column)


def no_deposit(spoken_of: str, texts: Sequence[str], path: Path) -> Mistakes:
    """What is no deposit must not be called one (管理办法 13(2)). ``spoken_of``: a category, else nothing is found."""
    if spoken_of in INVESTMENTS:
        yield from heard((f for f in findings_again("text", spoken_of, *texts) if f.code == "deposit"), path)


def named(entry: Body, path: Path, fields: tuple[str, str] = ("name", "name_en")) -> Mistakes:
    """The two names of an entry, both fit to be said."""
    return heard(findings_again("text", "", entry[fields[0]], entry[fields[1]]), path, fields)


def unique(entries: Sequence[Any], path: Path, field: str = "code") -> Mistakes:
    """No two entries of a list with the same code."""
    seen: set[str] = set()
    for nth, entry in enumerate(entries):
        if entry[field] in seen:
            yield Mistake((*path, nth, field), f"{entry[field]!r} is there twice: rename or take out one of them")
        seen.add(entry[field])


def in_order(entry: Body, path: Path, first: str = "from", last: str = "until") -> Mistakes:
    """An entry that is in force from one day until another."""
    if first in entry and last in entry and entry[first] > entry[last]:
        yield Mistake((*path, last), f"{last} comes before {first} ({entry[first]}): correct one of the two")


def _unknown(name: str, known: Collection[str], path: Path) -> Mistake:
    meant = near(name, known)
    others = "" if meant else f" (known here: {', '.join(known)})"
    return Mistake((*path, name), f"unknown entry {name!r}{meant or ': correct it or take it out'}{others}", key=True)


def near(name: Any, known: Iterable[str]) -> str:
    """What may have been meant, as the end of a sentence; "" if nothing is like it."""
    found = get_close_matches(str(name), list(known), n=1, cutoff=_LIKE)
    return f": did you mean {found[0]!r}?" if found else ""


def _short(value: Any) -> str:
    said = repr(value)
    return said if len(said) <= 40 else f"{said[:39]}…"


def _from_to(least: int, most: int | None) -> str:
    if most is None:
        return f"at least {least} {'is' if least == 1 else 'are'}"
    return f"{least} {'is' if least == 1 else 'are'}" if least == most else f"{least} to {most} are"
