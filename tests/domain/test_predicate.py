"""The language of pack rules: what it says, what it refuses, and that missing never passes."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.domain.predicate import BOOL, DAY, NUMBER, SET, WORD, Fact, Unreadable, compiled
from tests.domain.making import TODAY

KNOWN = {
    "n": Fact(NUMBER, ""),
    "ok": Fact(BOOL, ""),
    "sure": Fact(BOOL, ""),
    "word": Fact(WORD, ""),
    "bag": Fact(SET, ""),
    "on": Fact(DAY, ""),
}
FACTS: dict[str, Any] = {"n": 5, "ok": True, "word": "gold", "bag": frozenset({"term"}), "on": date(2026, 12, 1)}


def value(text: str, facts: dict[str, Any] = FACTS) -> bool | None:
    return compiled(text, KNOWN)[0](facts, TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n >= 5", True),
        ("n > 5", False),
        ("n == 5 and not n != 5", True),
        ("n < 5 or ok", True),
        ("ok or ok and n < 5", True),  # and binds closer
        ("(ok or ok) and n < 5", False),
        ("not ok or ok", True),  # not binds closest
        ("word in {gold, platinum}", True),
        ("word == 'silver'", False),
        ("'term' in bag and not 'fund' in bag", True),
        ("on <= today + 8", True),
        ("on <= today + 7", False),
        ("on > today - 1", True),
        ("on == 2026-12-01", True),
    ],
)
def test_it_says_what_it_reads(text: str, expected: bool) -> None:
    assert value(text) is expected


@pytest.mark.parametrize("text", ["n > 1", "not n > 1", "ok", "not ok", "word == 'x'", "'x' in bag", "on < today"])
def test_of_an_unknown_fact_nothing_is_true(text: str) -> None:
    assert value(text, {}) is None
    assert value(f"{text} and sure", {"sure": True}) is None
    assert value(f"{text} and sure", {"sure": False}) is False
    assert value(f"{text} or sure", {"sure": True}) is True
    assert value(f"not ({text} or sure)", {"sure": False}) is None


def test_not_a_number_is_unknown() -> None:
    assert value("n != 3", {"n": float("nan")}) is None


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1),
        ("m > 1", 1),
        ("n >", 4),
        ("n > 'x'", 5),
        ("n > 1 n", 7),
        ("ok and", 7),
        ("word > 'x'", 6),
        ("bag == 'x'", 5),
        ("'x' in word", 8),
        ("on < 2026-02-30", 6),
        ("on < today + 123456", 14),
        ("(ok", 4),
        ("ok; import os", 3),
        ("__import__('os')", 1),
        ("ok.real", 3),
        ("n > 1e9", 6),
        ("(" * 30 + "ok" + ")" * 30, 21),
    ],
)
def test_a_mistake_is_refused_with_its_column(text: str, column: int) -> None:
    with pytest.raises(Unreadable) as refused:
        compiled(text, KNOWN)
    assert refused.value.column == column


@given(st.text(alphabet="nokbagword ()<>=!'{},+-0123456789today\n", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        test, used = compiled(text, KNOWN)
    except Unreadable:
        return
    assert test(FACTS, TODAY) in (True, False, None)
    assert used <= set(KNOWN)
