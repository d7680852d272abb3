"""What the pack may say about the queue, and what is refused with its place."""

from copy import deepcopy
from typing import Any

import pytest

from teller_assist.domain.checks.standards import STANDARDS
from teller_assist.domain.queue_rules import Busy, Order
from teller_assist.domain.standards import standards_of
from tests.domain.making import packs


def pack(**sections: Any) -> dict[str, Any]:
    return {**deepcopy(packs()["standards"]), **sections}


def test_the_shipped_pack_says_what_the_program_takes_where_a_pack_says_nothing() -> None:
    without = {k: v for k, v in pack().items() if k not in ("order", "busy")}
    for body in (pack(), without):
        assert not list(STANDARDS.mistakes(body))
        assert (standards_of(body).order, standards_of(body).busy) == (Order(), Busy())
    assert standards_of(pack(order={"overtaken": 2})).order == Order(overtaken=2)


@pytest.mark.parametrize(
    ("section", "told", "words"),
    [("order", {"vp": 3}, "did you mean 'vip'?"), ("order", {"vip": -1}, "order.vip"), ("order", {"vip": 1.5}, "order"),
     ("busy", {"normal": 0}, "busy.normal"), ("busy", {"normal": 4}, "normal <= busy"),
     ("busy", {"saturated": 2}, "normal <= busy"), ("busy", {"busy_minutes": 21}, "busy_minutes")],
)  # fmt: skip
def test_what_is_wrong_is_named(section: str, told: dict[str, Any], words: str) -> None:
    first = next(iter(STANDARDS.mistakes(pack(**{section: told}))))
    assert first.path[0] == section
    assert words in f"{'.'.join(map(str, first.path))}: {first.sentence}"


def test_a_queue_takes_no_letter_of_the_desks_own_tickets() -> None:
    body = pack()
    body["business"][0]["queue"] = "W"
    (wrong,) = STANDARDS.mistakes(body)
    assert wrong.path == ("business", 0, "queue")
    assert "desks' own" in wrong.sentence
