"""What a decision keeps of a situation is all that an engine reads, and nothing that names the customer."""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teller_assist.domain.book import Book, body_of, book_from, engine_of, name_of
from teller_assist.domain.evidence import slate_bytes
from teller_assist.domain.inputs import inputs_of, packed, situation_from, unpacked
from tests.domain.making import BRANCH, catalogue, engine, packs
from tests.domain.situations import CANARIES, MORE_CANARIES, full_situation

CASES = 350


def book() -> Book:
    return Book(packs(), catalogue(), BRANCH)


def kept(s: Any) -> Any:
    """The situation as a decision keeps it."""
    return situation_from(unpacked(packed(inputs_of(s))))


def test_the_slate_of_what_is_kept_is_the_slate_byte_for_byte() -> None:
    rnd, made = Random(41), engine_of(book_from(body_of(book())))
    seen = set()
    for _ in range(CASES):
        s = full_situation(rnd)
        slate = engine().suggest(s)
        wanted = slate_bytes(slate)
        assert slate_bytes(engine().suggest(kept(s))) == wanted, inputs_of(s)
        assert slate_bytes(made.suggest(kept(s))) == wanted, "the engine of the book"
        seen |= {slate.nothing_because, *(x.slot for x in slate.suggestions)}
    assert seen > {"", "best", "service", "CARE_PAUSE", "AGENT", "OPTED_OUT"}, "the cases are worth something"


def test_what_is_kept_is_kept_the_same_again() -> None:
    rnd = Random(42)
    for _ in range(CASES):
        told = inputs_of(full_situation(rnd))
        assert inputs_of(situation_from(told)) == told
        assert unpacked(packed(told)) == json.loads(json.dumps(told))


def test_nothing_that_names_anybody_is_kept() -> None:
    rnd = Random(43)
    for _ in range(CASES):
        s = full_situation(rnd)
        text = json.dumps(unpacked(packed(inputs_of(s))), ensure_ascii=False)
        assert str(s.profile.customer.customer_no) in text
        assert not [canary for canary in (*CANARIES.values(), *MORE_CANARIES, "canary") if canary in text]


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text(max_size=20), st.text(max_size=40) | st.integers() | st.booleans() | st.none()))
def test_whatever_is_packed_comes_back(told: dict[str, Any]) -> None:
    assert unpacked(packed(told)) == told


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_what_was_not_packed_here_is_refused(text: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpacked(text)


def test_a_book_has_one_name_in_whatever_order_its_parts_come() -> None:
    """Packs, catalogue and the branch's exceptions."""
    branch = BRANCH._replace(not_offered=frozenset({"trust", "gold", "fx", "etc", "custody"}))
    turned = {name: dict(reversed(body.items())) for name, body in reversed(packs().items())}
    shuffled = Random(1).sample(catalogue(), len(catalogue()))
    one, other = body_of(Book(packs(), catalogue(), branch)), body_of(Book(turned, shuffled, branch))
    assert one == other
    assert body_of(book_from(one)) == one
    assert name_of(one) != name_of(body_of(book()))


_ELSEWHERE = "from tests.domain.test_inputs import said_of; print(said_of(44))"


def said_of(seed: int) -> str:
    """The book's name, and a hash over the inputs and slates of some situations."""
    rnd, body = Random(seed), body_of(book())
    made, hashed = engine_of(book_from(body)), sha256()
    for _ in range(60):
        s = full_situation(rnd)
        hashed.update(packed(inputs_of(s)).encode() + slate_bytes(made.suggest(s)))
    return f"{name_of(body)} {hashed.hexdigest()}"


def test_another_process_with_another_hash_seed_says_the_same() -> None:
    root = Path(__file__).resolve().parents[2]
    environment = {"PYTHONHASHSEED": "7", "PYTHONPATH": str(root), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", _ELSEWHERE]
    ran = subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == said_of(44)
