"""The small language of pack rules: compares facts, joins comparisons, and cannot do anything else.

    maturing_days <= 30 and free_fen >= 5000000      numbers (fen, days, counts)
    salary_here and not 'mobile_bank' in held        true/false facts; a word in a set
    tier in {gold, platinum} or kind == 'firm'       words
    id_expires_on < today + 60                       days: today, today + n, today - n, 2026-11-22

``or`` binds weakest, then ``and``, then ``not``; brackets group. An unknown fact makes its comparison
unknown, ``not`` of unknown is unknown, and a rule counts only when its whole predicate is true:
missing never passes. A predicate reads only declared facts, always ends, and has no side effect.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

Value = Any  # int | bool | str | date | frozenset[str] | None
Facts = Mapping[str, Value]
Test = Callable[[Facts, date], bool | None]

NUMBER, BOOL, WORD, SET, DAY = "number", "bool", "word", "set", "day"


class Fact(NamedTuple):
    """A declared fact. ``protected``: only in a rule with a legal basis. ``said``: may fill a blank."""

    type: str
    meaning: str
    said: bool = False
    protected: bool = False


class Unreadable(Exception):
    """A predicate that cannot be read; ``column`` counts from 1."""

    def __init__(self, column: int, sentence: str) -> None:
        super().__init__(f"column {column}: {sentence}")
        self.column = column


_TOKEN = re.compile(
    r"\s*(?:(?P<day>\d{4}-\d\d-\d\d)|(?P<number>\d+)|'(?P<word>\w+)'|(?P<name>[a-z_][a-z_0-9]*)"
    r"|(?P<op><=|>=|==|!=|<|>|\(|\)|\{|\}|,|\+|-))"
)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b, "<": lambda a, b: a < b, ">": lambda a, b: a > b,
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b,
}  # fmt: skip


def compiled(text: str, known: Mapping[str, Fact]) -> tuple[Test, frozenset[str]]:
    """The test of a predicate and the facts it reads. Raises ``Unreadable``."""
    reader = _Reader(text, known)
    test = reader.either()
    if reader.kind != "end":
        raise Unreadable(reader.column, f"expected the end, found {reader.text!r}")
    return test, frozenset(reader.used)


class _Reader:
    """Recursive descent over the tokens; ``kind``, ``text`` and ``column`` are of the next one."""

    def __init__(self, source: str, known: Mapping[str, Fact]) -> None:
        self.source, self.known, self.at = source, known, 0
        self.used: set[str] = set()
        self.depth = 0
        self.kind = self.text = ""
        self.column = 1
        self.step()

    def step(self) -> str:
        """Move on; gives the token left behind."""
        before = self.text
        rest = self.source[self.at :]
        if not rest.strip():
            self.kind, self.text, self.column = "end", "", len(self.source) + 1
            return before
        match = _TOKEN.match(self.source, self.at)
        if match is None:
            column = self.at + len(rest) - len(rest.lstrip()) + 1
            raise Unreadable(column, f"cannot read {rest.strip()[:12]!r}")
        self.kind = str(match.lastgroup)
        self.text = match[self.kind]
        self.column = match.start(self.kind) + (self.kind != "word")  # a word begins with its quote
        self.at = match.end()
        return before

    def take(self, text: str) -> None:
        if self.text != text:
            raise Unreadable(self.column, f"expected {text!r}, found {self.text!r}")
        self.step()

    def either(self) -> Test:
        parts = [self.both()]
        while self.kind == "name" and self.text == "or":
            self.step()
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else _any(parts)

    def both(self) -> Test:
        parts = [self.one()]
        while self.kind == "name" and self.text == "and":
            self.step()
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else _all(parts)

    def one(self) -> Test:
        self.depth += 1
        if self.depth > 20:
            raise Unreadable(self.column, "nested too deep")
        try:
            if self.kind == "name" and self.text == "not":
                self.step()
                return _not(self.one())
            if self.text == "(" and self.kind == "op":
                self.step()
                inner = self.either()
                self.take(")")
                return inner
            if self.kind == "word":
                return self.member()
            return self.comparison()
        finally:
            self.depth -= 1

    def name(self, *types: str) -> tuple[str, Fact]:
        column, name = self.column, self.text
        fact = self.known.get(name) if self.kind == "name" else None
        if fact is None:
            raise Unreadable(column, f"no fact is called {name!r}")
        if types and fact.type not in types:
            raise Unreadable(column, f"{name} is a {fact.type}, not a {' or '.join(types)}")
        self.used.add(name)
        self.step()
        return name, fact

    def member(self) -> Test:
        word = self.step()
        self.take("in")
        name, _ = self.name(SET)

        def test(facts: Facts, today: date) -> bool | None:
            value = facts.get(name)
            return None if value is None else word in value

        return test

    def comparison(self) -> Test:
        name, fact = self.name()
        if fact.type == BOOL:
            return lambda facts, today: facts.get(name)
        if fact.type == WORD and self.text == "in":
            self.step()
            words = self.words()

            def among(facts: Facts, today: date) -> bool | None:
                value = facts.get(name)
                return None if value is None else value in words

            return among
        if self.kind != "op" or self.text not in _COMPARE:
            raise Unreadable(self.column, f"expected a comparison after {name}, found {self.text!r}")
        if fact.type == SET or (fact.type == WORD and self.text not in ("==", "!=")):
            raise Unreadable(self.column, f"{name} is a {fact.type} and cannot be compared by {self.text}")
        return self.compare(name, fact.type, _COMPARE[self.step()])

    def compare(self, name: str, type_: str, op: Callable[[Any, Any], bool]) -> Test:
        if type_ == DAY:
            fixed, offset = self.day()

            def by_day(facts: Facts, today: date) -> bool | None:
                value = facts.get(name)
                return None if value is None else op(value, fixed or today + timedelta(offset))

            return by_day
        wanted = {NUMBER: "number", WORD: "word"}[type_]
        if self.kind != wanted:
            raise Unreadable(self.column, f"{name} compares with a {wanted}, found {self.text!r}")
        text = self.step()
        bound = int(text) if type_ == NUMBER else text

        def test(facts: Facts, today: date) -> bool | None:
            value = facts.get(name)
            return None if value is None or value != value else op(value, bound)

        return test

    def day(self) -> tuple[date | None, int]:
        if self.kind == "day":
            try:
                fixed = date.fromisoformat(self.text)
            except ValueError as e:
                raise Unreadable(self.column, f"{self.text} is no day") from e
            self.step()
            return fixed, 0
        self.take("today")
        if self.text not in ("+", "-"):
            return None, 0
        sign = 1 if self.step() == "+" else -1
        if self.kind != "number" or len(self.text) > 5:
            raise Unreadable(self.column, "expected a number of days")
        return None, sign * int(self.step())

    def words(self) -> frozenset[str]:
        self.take("{")
        found: set[str] = set()
        while self.kind in ("name", "word"):
            found.add(self.step())
            if self.text != ",":
                break
            self.step()
        self.take("}")
        return frozenset(found)


def _any(parts: list[Test]) -> Test:
    def test(facts: Facts, today: date) -> bool | None:
        unknown = False
        for part in parts:
            value = part(facts, today)
            if value:
                return True
            unknown = unknown or value is None
        return None if unknown else False

    return test


def _all(parts: list[Test]) -> Test:
    def test(facts: Facts, today: date) -> bool | None:
        unknown = False
        for part in parts:
            value = part(facts, today)
            if value is False:
                return False
            unknown = unknown or value is None
        return None if unknown else True

    return test


def _not(part: Test) -> Test:
    def test(facts: Facts, today: date) -> bool | None:
        value = part(facts, today)
        return None if value is None else not value

    return test
