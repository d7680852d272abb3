"""A noun's state from its view's row, and the questions that many nouns share.

The columns of a view are the fields of its state (``views.NOUNS``), so one reader serves them all, on the desk's raw
connection and on the hub's rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints
from uuid import UUID

from teller_assist.store.views import NOUNS, kind_of

if TYPE_CHECKING:
    from sqlite3 import Connection

T = TypeVar("T")
State = Any  # a class of ``NOUNS``: mypy takes no ``type[T]`` for hashable


def read(con: "Connection", state: type[T], where: str = "1", *values: Any) -> tuple[T, ...]:
    """States of one noun; ``where`` is SQL after WHERE, with its ORDER BY."""
    whose: State = state
    name, columns = _view_of(whose), columns_of(whose)
    rows = con.execute(f"SELECT {', '.join(columns)} FROM {name} WHERE {where}", values)
    return tuple(from_row(state, row) for row in rows)


def find(con: "Connection", state: type[T], noun_id: UUID) -> T | None:
    """One of them, None if it is not (yet) known here."""
    whose: State = state
    found = read(con, state, f"{NOUNS[_view_of(whose)].key} = ?", str(noun_id))
    return found[0] if found else None


def from_mapping(state: type[T], row: Mapping[str, Any]) -> T:
    """A state from a row by names; more columns do no harm."""
    whose: State = state
    return from_row(state, tuple(row[name] for name in columns_of(whose)))


def from_row(state: type[T], row: tuple[Any, ...]) -> T:
    """A state from the values of its columns, in the order of its fields."""
    whose: State = state
    return state(*(value if read is None else read(value) for read, value in zip(_readers(whose), row, strict=True)))


@cache
def columns_of(state: State) -> tuple[str, ...]:
    return tuple(f.name for f in fields(state))


@cache
def _view_of(state: State) -> str:
    return next(name for name, noun in NOUNS.items() if noun.state is state)


@cache
def _readers(state: State) -> tuple[Callable[[Any], Any] | None, ...]:
    hints = get_type_hints(state)
    return tuple(_reader(hints[name]) for name in columns_of(state))


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    kind, optional = kind_of(hint)
    if kind in (datetime, date):
        read: Callable[[Any], Any] = kind.fromisoformat
    elif kind is bool or kind is UUID or issubclass(kind, Enum):
        read = kind
    else:
        return None
    return (lambda value: None if value is None else read(value)) if optional else read
