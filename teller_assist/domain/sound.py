"""Whether an event that another device wrote is what its kind says. One answer on desk, node and hub.

What is not sound stands in no fold: a desk keeps it raw, a hub parks it. So every fold and every reader may trust its
fields: text is text, times have a zone and lie in years with which one can reckon.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from teller_assist.domain.event import Event
from teller_assist.domain.relay import RelayOrdered

YEARS = range(1970, 2200)  # a clock whose battery is empty begins in 1970, 1980 or 2000: what was done then counts
MOST_INT = 2**53
_HALF = re.compile("[\ud800-\udfff]")


class Unsound(ValueError):
    """An event is not what its kind says."""


def check(happened: Event) -> None:
    """Raises ``Unsound`` naming the first field that is not what it should be."""
    whose: Any = type(happened)  # mypy takes no ``type[Event]`` for hashable
    for name, sound in _checks(whose):
        value = getattr(happened, name)
        if not sound(value):
            raise Unsound(f"{name} cannot be {repr(value)[:60]}")
    if isinstance(happened, RelayOrdered) and happened.first_place < 0:
        raise Unsound("an order begins with a place, a number from 0")


@cache
def _checks(cls: Any) -> tuple[tuple[str, Callable[[Any], bool]], ...]:
    hints = get_type_hints(cls)
    return tuple((name, _check_of(hint)) for name, hint in hints.items() if name not in ("kind", "version"))


def _check_of(hint: Any) -> Callable[[Any], bool]:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        inner = _check_of(next(a for a in get_args(hint) if a is not type(None)))
        return lambda value: value is None or inner(value)
    if origin is tuple:
        item = _check_of(get_args(hint)[0])
        return lambda value: isinstance(value, tuple) and all(map(item, value))
    if hint is tuple:
        return lambda value: isinstance(value, tuple | list) and all(map(_is_word_or_number, value))
    if hint is date:
        return lambda value: type(value) is date and value.year in YEARS
    known: dict[Any, Callable[[Any], bool]] = {str: _is_text, int: _is_number, datetime: _is_time}
    return known.get(hint, lambda value: isinstance(value, hint))


def _is_text(value: object) -> bool:
    """No database takes half a surrogate pair, and PostgreSQL no NUL."""
    return isinstance(value, str) and "\0" not in value and (value.isascii() or not _HALF.search(value))


def _is_number(value: object) -> bool:
    return type(value) is int and abs(value) < MOST_INT


def _is_time(value: object) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None and value.year in YEARS


def _is_word_or_number(value: object) -> bool:
    return value is None or isinstance(value, bool) or _is_text(value) or _is_number(value)
