"""Decisions of every engine that this program has are made again to the same bytes; the others are refused in words."""

import base64
import json
import zlib
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from teller_assist.domain.book import body_of, book_from, engine_of, name_of
from teller_assist.domain.engine import ENGINE
from teller_assist.domain.evidence import digest
from teller_assist.domain.inputs import packed, unpacked
from teller_assist.domain.replaying import replay
from teller_assist.domain.visit import DecisionMade
from teller_assist.errors import Damaged, Refused
from tests.domain import decisions
from tests.domain.golden import plain

FILES = sorted(decisions.FOLDER.iterdir())
OF_NOW = decisions.FOLDER / f"engine-{ENGINE}.json.xz"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_decisions_that_were_kept_are_made_again_to_the_same_bytes(file: Path) -> None:
    engine, books, found = decisions.read(file)
    assert len(found) == 12
    assert len(books) == 2
    for made in found:
        if engine != ENGINE:
            with pytest.raises(Refused, match=f"engine {engine}"):
                replay(made, books[made.book])
            continue
        again = replay(made, books[made.book])
        assert again.differs == ()
        assert again.agrees
        assert again.slate_hash == made.slate_hash


def test_the_present_engine_has_a_file_that_is_worth_something() -> None:
    _, _, found = decisions.read(OF_NOW)
    assert sum(bool(made.shown) for made in found) >= 10
    assert {made.model for made in found} == {"", "golden"}
    assert {row[5] for made in found for row in made.shown} >= {"best", "service"}


def test_a_changed_engine_would_be_noticed() -> None:
    """Other inputs, another pack or another model, and the bytes are others."""
    _, books, found = decisions.read(OF_NOW)
    made = next(one for one in found if one.shown and one.model)
    other = next(body for name, body in books.items() if name != made.book)
    with pytest.raises(Damaged, match="not the one of that name"):
        replay(made, other)
    told = unpacked(made.inputs)
    told["customer"]["flags"] = ["deceased"]
    again = replay(replace(made, inputs=packed(told), input_hash=digest(told)), books[made.book])
    assert {one.what for one in again.differs} >= {"slate_hash", "shown", "blocked"}


def test_whatever_the_inputs_say_there_is_a_sentence_and_no_trace() -> None:
    """Inputs of another shape, under a hash that fits them."""
    _, books, found = decisions.read(OF_NOW)
    rnd, made = Random(9), next(one for one in found if one.shown)
    ends = set()
    for _ in range(60):
        told = unpacked(made.inputs)
        _spoil(told, rnd)
        ends.add(_end(replace(made, inputs=packed(told), input_hash=digest(told)), books[made.book]))
    assert ends >= {"differs", "damaged"}


@pytest.mark.parametrize("today", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_time_is_a_sentence_too(today: str) -> None:
    _, books, found = decisions.read(OF_NOW)
    for made in found:
        told = unpacked(made.inputs) | {"today": today}
        assert _end(replace(made, inputs=packed(told), input_hash=digest(told)), books[made.book]) != "agrees"


def test_inputs_or_a_book_without_bottom_are_damaged() -> None:
    _, books, found = decisions.read(OF_NOW)
    deep = b"[" * 200_000 + b"]" * 200_000
    inputs = base64.b64encode(zlib.compress(deep)).decode()
    assert _end(replace(found[0], inputs=inputs), books[found[0].book]) == "damaged"
    assert _end(replace(found[0], book=name_of(deep)), deep) == "damaged"


def _end(made: DecisionMade, body: bytes) -> str:
    try:
        return "agrees" if replay(made, body).agrees else "differs"
    except Damaged:
        return "damaged"


def _spoil(told: Any, rnd: Random) -> None:
    """One place anywhere in it becomes something else, or is gone."""
    while True:
        keys = list(told) if isinstance(told, dict) else list(range(len(told)))
        key = rnd.choice(keys)
        inner = told[key]
        if isinstance(inner, dict | list) and inner and rnd.random() < 0.7:
            told = inner
            continue
        if isinstance(told, dict) and rnd.random() < 0.2:
            del told[key]
        else:
            told[key] = rnd.choice((None, -1, "?", [], {}, 1e300, "2026-13-40", True, [[]]))
        return


def test_whatever_a_book_says_there_is_a_sentence_and_no_trace() -> None:
    """Half a book, a book of another program: its name fits it, it is no book."""
    _, books, found = decisions.read(OF_NOW)
    rnd, made, ends = Random(10), found[0], set()
    for n in range(40):
        told = json.loads(books[made.book])
        if n:
            _spoil(told, rnd)
        body = json.dumps(told).encode() if n else books[made.book][:1000]
        ends.add(_end(replace(made, book=name_of(body)), body))
    assert ends >= {"differs", "damaged"}


def test_both_entries_of_the_engine_say_the_same() -> None:
    """As a desk compiles its generation, and as a replay does from the book's bytes."""
    for book in decisions.books():
        one, other = engine_of(book), engine_of(book_from(body_of(book)))
        for s in decisions.some():
            assert plain(one.suggest(s)) == plain(other.suggest(s))
