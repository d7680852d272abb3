"""A decision made again: from its book and its inputs, held against what was kept of it, byte for byte."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from teller_assist.domain.book import Book, book_from, engine_of, name_of
from teller_assist.domain.engine import ENGINE, Engine
from teller_assist.domain.evidence import Evidence, digest, evidence_of
from teller_assist.domain.inputs import situation_from, unpacked
from teller_assist.domain.plain import plain
from teller_assist.domain.situation import Situation
from teller_assist.domain.suggestion import Slate, Text
from teller_assist.domain.visit import DecisionMade
from teller_assist.errors import Damaged, Refused

_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError, RecursionError)
# What is held against each other. ``inputs`` are not: two libraries pack alike bytes differently; their hash is.
COMPARED = ("slate_hash", "shown", "blocked", "nothing_because", "packs", "arm", "model", "input_hash", "today")


class Difference(NamedTuple):
    """``what``: of ``COMPARED``; both sides as canonical JSON."""

    what: str
    kept: str
    again: str


class Line(NamedTuple):
    """One suggestion as it was shown, and why."""

    rank: int
    slot: str
    product_code: str
    name: Text
    verb: str
    reason: Text
    also: Text | None
    rule: str


class Replay(NamedTuple):
    """``shown`` and ``blocked`` are of the slate that was made again; where it agrees, they are what was shown."""

    decision_id: UUID
    agrees: bool
    differs: tuple[Difference, ...]
    at: datetime
    staff_no: str
    customer_no: str
    today: str
    shown: tuple[Line, ...]
    blocked: tuple[tuple[str, str], ...]
    nothing_because: str
    packs: str
    model: str
    arm: str
    engine: int
    generation: str
    book: str
    slate_hash: str


class ReplayedDay(NamedTuple):
    """Every decision of a day: ``decisions`` = ``agree`` + ``differ`` + ``left_out`` (which, and why it cannot be made
    again)."""

    day: date
    decisions: int
    agree: int
    differ: tuple[Replay, ...]
    left_out: tuple[tuple[UUID, str], ...]


def why_not(made: DecisionMade) -> str:
    """Why a decision cannot be made again by this program, "" if it can; what it showed stands in the journal."""
    if not made.book or not made.inputs:
        return f"decision {made.decision_id} was made by an older program, which kept neither book nor inputs"
    if made.engine != ENGINE:
        return f"decision {made.decision_id} was made by engine {made.engine}, this program has engine {ENGINE}"
    return ""


def situation_of(made: DecisionMade) -> Situation:
    """What the decision was made from. Raises ``Damaged`` for what is not what was kept then."""
    try:
        told = unpacked(made.inputs)
        if digest(told) != made.input_hash:
            raise ValueError("they are not what their hash says")
        return situation_from(told)
    except _UNREADABLE as error:
        raise Damaged(f"the inputs of decision {made.decision_id} are damaged: {_words(error)}") from error


def book_of(body: bytes) -> Book:
    """Raises ``Damaged``."""
    try:
        return book_from(body)
    except _UNREADABLE as error:
        raise Damaged(f"the book {name_of(body)[:8]} is damaged: {_words(error)}") from error


@lru_cache(maxsize=2)
def engine_from(body: bytes) -> Engine:
    """The engine of a book's bytes. Raises ``Damaged``."""
    try:
        return engine_of(book_of(body))
    except _UNREADABLE as error:
        raise Damaged(f"the book {name_of(body)[:8]} is damaged: {_words(error)}") from error


def replay(made: DecisionMade, body: bytes) -> Replay:
    """Makes the slate again. ``body``: the bytes of the decision's book.

    Raises ``Refused`` for a decision of another program, ``Damaged`` for inputs or a book that cannot be read.
    """
    if why := why_not(made):
        raise Refused(f"{why}: it cannot be made again here; what it showed stands in the journal")
    if name_of(body) != made.book:
        raise Damaged(f"the book {made.book[:8]} is not the one of that name")
    situation = situation_of(made)
    slate = _suggested(engine_from(body), situation, made)
    again = evidence_of(slate, situation, made.generation, situation.today, made.book)
    differs = tuple(_differences(made, again))
    return Replay(
        made.decision_id, not differs, differs, made.at, made.staff_no, made.customer_no, made.today, lines(slate),
        again.blocked, slate.nothing_because, made.packs, made.model, made.arm, made.engine, made.generation,
        made.book, again.slate_hash,
    )  # fmt: skip


def _suggested(engine: Engine, situation: Situation, made: DecisionMade) -> Slate:
    try:
        return engine.suggest(situation)
    except _UNREADABLE as error:
        raise Damaged(f"decision {made.decision_id} was not made from these inputs and this book: {error}") from error


def lines(slate: Slate) -> tuple[Line, ...]:
    """What a slate shows, and why."""
    return tuple(
        Line(s.rank, s.slot, s.product_code, s.name, s.verb, s.reason, s.also, s.reason_code)
        for s in slate.suggestions
    )  # fmt: skip


def _differences(made: DecisionMade, again: Evidence) -> Iterator[Difference]:
    for what in COMPARED:
        kept, now = _json(getattr(made, what)), _json(getattr(again, what))
        if kept != now:
            yield Difference(what, kept, now)


def _json(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _words(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)
