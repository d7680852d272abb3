"""What the lookup must find, by brute force over the customers; shares no code with the program."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

# Readings as people know them; the names of the tests are made of these characters only.
SURNAMES = {
    "王": "wang", "李": "li", "张": "zhang", "章": "zhang", "臧": "zang", "赵": "zhao", "林": "lin", "宁": "ning",
    "单": "shan dan", "曾": "zeng ceng", "解": "xie jie", "区": "ou qu", "查": "zha cha", "朴": "piao pu",
    "仇": "qiu chou", "翟": "zhai di", "任": "ren", "盖": "ge gai", "覃": "qin tan", "吕": "lv lu lyu",
    "欧阳": "ou,yang", "尉迟": "yu,chi", "万俟": "mo,qi", "长孙": "zhang,sun", "澹台": "tan,tai", "单于": "chan,yu",
}  # fmt: skip
GIVEN = {
    "伟": "wei", "芳": "fang", "娜": "na", "敏": "min", "静": "jing", "丽": "li", "强": "qiang", "磊": "lei",
    "军": "jun", "洋": "yang", "勇": "yong", "艳": "yan", "杰": "jie", "明": "ming", "华": "hua", "雪": "xue",
    "乐": "le yue", "晟": "sheng cheng", "𠮷": "ji", "宏": "hong", "国": "guo", "建": "jian", "子": "zi",
}  # fmt: skip


class Person(NamedTuple):
    o: int
    customer_no: str
    surname: str
    given: str
    numbers: tuple[str, ...]  # customer number, ID, mobile, cards, accounts

    @property
    def name(self) -> str:
        return self.surname + self.given


@cache
def readings(person: Person) -> list[tuple[list[str], list[str]]]:
    """(syllables of the surname, of the given name) for every reading."""
    told = SURNAMES[person.surname]
    surnames = [told.split(",")] if "," in told else [[one] for one in told.split()]
    return [(s, list(g)) for s in surnames for g in product(*(GIVEN[c].split() for c in person.given))]


def folded(text: str) -> str:
    """zh/z, ch/c, sh/s, -ng/-n, l/n taken as the same."""
    return re.sub("l", "n", re.sub("ng+", "n", re.sub("([zcs])h", r"\1", text)))


def rank(person: Person, typed: str) -> int | None:
    """0 exact, 1 beginning, 2 inside or end, 3 as misheard; None: not to be found."""
    return _ranker(typed)(person)


@cache
def _ranker(typed: str) -> Callable[[Person], int | None]:
    """How well a person meets what was typed."""
    if any(c.isdigit() for c in typed):
        return lambda person: _best(_number(number, typed.upper()) for number in person.numbers)
    if not typed.isascii():
        return lambda person: _written(person.name, typed)
    heard = folded(typed) if len(typed) > 1 and re.search("[aeiouv]", typed) else "?"
    return lambda person: _best(_spoken(person, typed, heard))


def _written(name: str, typed: str) -> int | None:
    if name.startswith(typed):
        return 0 if typed == name else 1
    return 2 if typed in name else None


@cache
def _forms(person: Person) -> list[tuple[set[str], str, str]]:
    """(what it begins with, the given name, the whole as heard) of each reading."""
    forms = []
    for surname, given in readings(person):
        full, first = "".join(surname + given), "".join(s[0] for s in surname)
        starts = {full, first + "".join(s[0] for s in given), first + "".join(given)}
        if len(given) > 1:
            starts.add("".join(surname) + "".join(s[0] for s in given))
        forms.append((starts, "".join(given), folded(full)))
    return forms


def _spoken(person: Person, typed: str, heard: str) -> Iterator[int | None]:
    for starts, given, full in _forms(person):
        if typed in starts:
            yield 0
        elif any(start.startswith(typed) for start in starts):
            yield 1
        elif given.startswith(typed):
            yield 2
        elif full.startswith(heard):
            yield 3


def _number(number: str, typed: str) -> int | None:
    if number.startswith(typed):
        return 0 if number == typed else 1
    return 2 if 4 <= len(typed) <= 8 and number.endswith(typed) else None


def _best(ranks: Iterable[int | None]) -> int | None:
    return min((r for r in ranks if r is not None), default=None)


def find(people: list[Person], typed: str, limit: int = 20) -> list[str]:
    """Customer numbers as the lookup must bring them, best first."""
    meets = _ranker(typed)
    ranked = [(r, p.o, p.customer_no) for p in people if (r := meets(p)) is not None]
    return [number for _, _, number in sorted(ranked)[:limit]]
