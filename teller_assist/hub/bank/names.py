"""Names by frequency, generation and sex."""

from collections.abc import Callable, Sequence

from teller_assist.hub.bank import name_tables as tables

_WHEEL = 8192


def _wheel(pairs: Sequence[tuple[str, float]]) -> list[str]:
    """``pairs`` laid out so that a uniform index picks each by its weight, and each at least once."""
    total = sum(weight for _, weight in pairs)
    return [text for text, weight in pairs for _ in range(max(1, round(weight / total * _WHEEL)))]


def _surnames() -> list[str]:
    pairs = []
    for word in tables.SURNAMES.split():
        text = word.rstrip("0123456789.")
        pairs.append((text, float(word[len(text) :])))
    return _wheel(pairs)


def _characters(cohorts: Sequence[str]) -> list[list[str]]:
    return [_wheel([(c, 1 / (rank + 6)) for rank, c in enumerate(line)]) for line in cohorts]


_SURNAMES = _surnames()
_GIVEN = {"M": _characters(tables.MEN), "F": _characters(tables.WOMEN)}


def cohort(year: int) -> int:
    return (year >= 1960) + (year >= 1980) + (year >= 1995) + (year >= 2010)


def surname(rnd: Callable[[], float]) -> str:
    return _SURNAMES[int(rnd() * len(_SURNAMES))]


def given_name(rnd: Callable[[], float], sex: str, year: int, after: str) -> str:
    """A given name of the generation of ``year``; a compound surname (``after``) mostly takes one character."""
    born = cohort(year)
    wheel = _GIVEN[sex][born]
    first = wheel[int(rnd() * len(wheel))]
    if rnd() < tables.ONE_CHARACTER[born] + (0.4 if len(after) > 1 else 0.0):
        return first
    return first + wheel[int(rnd() * len(wheel))]


def pick(rnd: Callable[[], float], options: Sequence[str]) -> str:
    return options[int(rnd() * len(options))]


def foreign_name(rnd: Callable[[], float], sex: str) -> str:
    given = tables.FOREIGN_MEN if sex == "M" else tables.FOREIGN_WOMEN
    return f"{pick(rnd, given)} {pick(rnd, tables.FOREIGN_SURNAMES)}"


def dotted_name(rnd: Callable[[], float], sex: str) -> str:
    given = tables.DOTTED_MEN if sex == "M" else tables.DOTTED_WOMEN
    return f"{pick(rnd, given)}·{pick(rnd, tables.DOTTED_FATHERS)}"


def firm_name(rnd: Callable[[], float]) -> str:
    place, word = pick(rnd, tables.FIRM_PLACES), pick(rnd, tables.FIRM_WORDS)
    return f"{place}{word}{pick(rnd, tables.FIRM_TRADES)}有限公司"
