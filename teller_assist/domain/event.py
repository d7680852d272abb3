"""What every recorded deed has in common, and how it becomes bytes.

To add a deed: a frozen dataclass under ``@event(kind, version)`` in its noun's file, a branch in
that noun's ``fold``, and one function in ``desk/``. ``tests/domain/test_event.py`` fails when the
class does not survive the way to bytes and back.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, ClassVar, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

KINDS: dict[str, type["Event"]] = {}
Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
UPCASTERS: dict[tuple[str, int], Upcaster] = {}  # (kind, from_version) -> the payload one version newer


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One deed. ``id`` is a UUIDv7, ``at`` an aware UTC time, ``staff_no`` who did it."""

    kind: ClassVar[str]
    version: ClassVar[int]

    id: UUID
    at: datetime
    staff_no: str


E = TypeVar("E", bound=type[Event])


def event(kind: str, version: int) -> Callable[[E], E]:
    """Registers an event class under ``kind``; the kind is part of what is stored for ever."""

    def register(cls: E) -> E:
        cls.kind, cls.version = kind, version
        KINDS[kind] = cls
        return cls

    return register


def upcast(kind: str, from_version: int) -> Callable[[Upcaster], Upcaster]:
    """Registers how a payload of ``from_version`` becomes one of the next version. What is stored never changes."""

    def register(step: Upcaster) -> Upcaster:
        UPCASTERS[kind, from_version] = step
        return step

    return register


def payload_of(happened: Event) -> bytes:
    """The event's own fields as canonical JSON: sorted keys, no blanks, UTF-8, no floats.

    ``id``, ``at`` and ``staff_no`` are columns of the journal and not repeated here.
    Raises ``TypeError`` for a float: amounts are integer fen.
    """
    own = {f.name: _plain(getattr(happened, f.name)) for f in fields(happened) if f.name not in _COLUMNS}
    return json.dumps(own, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def event_from(kind: str, id_: UUID, at: datetime, staff_no: str, payload: bytes, version: int | None = None) -> Event:
    """The event again, from its journal columns; fields of a newer program are left out.

    A payload of an older ``version`` (None: the present) goes through every upcaster from there on.
    Raises ``KeyError`` for an unknown kind, ``ValueError`` or ``TypeError`` for a payload that is not this event.
    """
    told = json.loads(payload)
    if not isinstance(told, dict):
        raise ValueError("the payload is no object")
    for older in range(KINDS[kind].version if version is None else version, KINDS[kind].version):
        step = UPCASTERS.get((kind, older))
        told = step(told) if step else told
    own = {name: value for name, value in told.items() if name in _names(kind)}
    for name, read in _readers(kind).items():
        if name in own:
            own[name] = read(own[name])
    return KINDS[kind](id=id_, at=at, staff_no=staff_no, **own)


def is_word(text: str) -> bool:
    """Whether a fold may join it with others by blanks and colons and get it back."""
    return bool(text) and ":" not in text and text.split() == [text]


def understood(kind: str, version: int) -> bool:
    """False for an event of a newer program: it is kept as it is, and no fold sees it."""
    return kind in KINDS and version <= KINDS[kind].version


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(f.name for f in fields(KINDS[kind])) - _COLUMNS


@cache
def _readers(kind: str) -> dict[str, Callable[[Any], Any]]:
    """Per field what makes its value of the JSON; fields that are plain there are left out."""
    hints = get_type_hints(KINDS[kind])
    readers = {name: _reader(hint) for name, hint in hints.items() if name not in _COLUMNS}
    return {name: read for name, read in readers.items() if read is not None}


_COLUMNS = frozenset({"id", "at", "staff_no"})


def _plain(value: object) -> object:
    match value:
        case float():
            raise TypeError("an event holds no float: amounts are integer fen, chances per mille")
        case Enum():
            return value.value
        case UUID() | datetime() | date():
            return str(value) if isinstance(value, UUID) else value.isoformat()
        case tuple() | list():
            return [_plain(v) for v in value]
        case Mapping():
            return {str(k): _plain(v) for k, v in value.items()}
    return value


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    """None for what JSON has itself."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        inner = _reader(next(a for a in get_args(hint) if a is not type(None)))
        return None if inner is None else lambda value: None if value is None else inner(value)
    if origin is tuple:
        item = _reader(get_args(hint)[0])
        return tuple if item is None else lambda value: tuple(map(item, value))
    if hint is tuple:
        return tuple
    if hint is UUID or (isinstance(hint, type) and issubclass(hint, Enum)):
        return hint
    return hint.fromisoformat if hint in (datetime, date) else None
