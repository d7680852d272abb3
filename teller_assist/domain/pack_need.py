"""What the checks of the packs are written with. Each raises ``Mistake`` at the first thing wrong."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from teller_assist.domain.lint import lint

Body = Mapping[str, Any]


class Mistake(Exception):
    """``place``: where in the pack; ``mark``: the code or key that stands on its line; ``after``: a code whose
    line comes before it, where the same mark stands several times."""

    def __init__(self, place: str, sentence: str, mark: str = "", after: str = "") -> None:
        super().__init__(f"{place}: {sentence}")
        self.place, self.sentence, self.mark, self.after = place, sentence, mark or place, after


def need(fine: bool, place: str, sentence: str, mark: str = "") -> None:
    if not fine:
        raise Mistake(place, sentence, mark)


def none_of(wrong: Iterable[str], place: str, mark: str) -> None:
    for sentence in wrong:
        raise Mistake(place, sentence, mark)


def pair_of(body: Body, field: str, place: str, mark: str) -> tuple[str, str]:
    """The Chinese and the English text of an entry, both fit to be said."""
    return spoken(body.get(field), f"{place}: {field}", mark)


def spoken(pair: object, place: str, mark: str) -> tuple[str, str]:
    fine = isinstance(pair, list) and len(pair) == 2 and all(isinstance(text, str) for text in pair)
    need(fine, place, "two texts are needed, Chinese and English", mark)
    assert isinstance(pair, list)
    zh, en = pair
    none_of(lint(zh, en), place, mark)
    return zh, en


def whole(value: object, least: int, place: str, mark: str = "") -> None:
    fine = isinstance(value, int) and not isinstance(value, bool) and value >= least
    need(fine, place, f"a whole number of at least {least} is needed", mark)


def a_day(value: object, place: str, mark: str = "") -> date:
    """A day as the bodies of packs have it: ISO text."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Mistake(place, "a day is needed, as 2026-11-01", mark) from None


def unique(codes: Sequence[str], place: str) -> None:
    seen: set[str] = set()
    for code in codes:
        need(code not in seen, f"{place} {code!r}", "is there twice", code)
        seen.add(code)
