"""Every kind of event survives the way to bytes and back, and an old payload is read by a newer program."""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, date, datetime
from typing import Any, get_type_hints
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from teller_assist.domain import event as events
from teller_assist.domain.attempt import Outcome
from teller_assist.domain.event import KINDS, UPCASTERS, Event, event, event_from, payload_of, upcast
from teller_assist.store.views import JOURNAL_ONLY, NOUNS

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
SAMPLES: dict[Any, Any] = {
    str: "字", int: 7, bool: True, Outcome: Outcome.DECLINED, UUID: uuid7(), datetime: AT, date: AT.date(),
}  # fmt: skip


def sample(kind: type[Event]) -> Event:
    hints, own = get_type_hints(kind), dict[str, Any]()
    for f in fields(kind):
        if f.name not in ("id", "at", "staff_no") and f.default is MISSING:
            own[f.name] = SAMPLES.get(hints[f.name], (uuid7(), uuid7()))
    return kind(id=uuid7(), at=AT, staff_no="T1", **own)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_comes_back_as_it_was(kind: str) -> None:
    happened = sample(KINDS[kind])
    assert event_from(kind, happened.id, AT, "T1", payload_of(happened), happened.version) == happened


def test_every_kind_has_a_place() -> None:
    placed = {kind for noun in NOUNS.values() for kind in noun.kinds} | JOURNAL_ONLY
    assert placed == set(KINDS)


@pytest.fixture
def renamed() -> Iterator[None]:
    """``wish.made`` once had ``who`` and ``amount`` in yuan; since version 2 a customer, since 3 fen."""

    @event("wish.made", version=3)
    @dataclass(frozen=True, kw_only=True, slots=True)
    class WishMade(Event):
        customer_no: str
        amount_fen: int

    @upcast("wish.made", from_version=1)
    def _one(told: dict[str, Any]) -> dict[str, Any]:
        return {"customer_no": told["who"], "amount": told["amount"]}

    @upcast("wish.made", from_version=2)
    def _two(told: dict[str, Any]) -> dict[str, Any]:
        return {"customer_no": told["customer_no"], "amount_fen": told["amount"] * 100}

    yield
    del KINDS["wish.made"], UPCASTERS["wish.made", 1], UPCASTERS["wish.made", 2]
    for cached in (events._names, events._readers):
        cached.cache_clear()


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize(
    ("version", "payload"),
    [
        (1, b'{"amount":12,"who":"C1"}'), (2, b'{"amount":12,"customer_no":"C1"}'),
        (3, b'{"amount_fen":1200,"customer_no":"C1"}'), (None, b'{"amount_fen":1200,"customer_no":"C1"}'),
    ],
)  # fmt: skip
def test_an_old_payload_goes_through_every_step_to_the_present_version(version: int | None, payload: bytes) -> None:
    found: Any = event_from("wish.made", uuid7(), AT, "T1", payload, version)
    assert (found.customer_no, found.amount_fen) == ("C1", 1200)
