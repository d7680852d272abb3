"""The most restrictive wins, whatever the order in which desks heard of it."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from teller_assist.domain.consent import Allowed, Consent, ConsentEvent, ConsentGiven, ConsentWithdrawn, allowed, fold

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def withdrawn(minute: int = 0) -> ConsentWithdrawn:
    at = AT + timedelta(minutes=minute)
    return ConsentWithdrawn(id=uuid7(), at=at, staff_no="T1", customer_no="C1", purpose="marketing")


def agreed(*ended: UUID, minute: int = 0) -> ConsentGiven:
    at = AT + timedelta(minutes=minute)
    return ConsentGiven(id=uuid7(), at=at, staff_no="T2", customer_no="C1", purpose="marketing", supersedes=ended)


def state(*events: ConsentEvent) -> str:
    found = fold(events)
    assert found is not None
    return found.state


def test_a_consent_ends_the_withdrawals_that_it_names_and_no_other() -> None:
    first, second = withdrawn(), withdrawn(1)
    assert state(first, agreed(first.id, minute=5)) == "given"
    assert state(first, second, agreed(first.id, minute=5)) == "withdrawn"
    assert state(first, second, agreed(first.id, second.id, minute=5)) == "given"
    assert state(withdrawn(), agreed(minute=5)) == "withdrawn"
    assert fold([]) is None


def test_what_stands_is_named_so_that_the_next_consent_can_end_it() -> None:
    first, second = withdrawn(), withdrawn(1)
    found = fold([first, second, agreed(first.id)])
    assert found is not None
    assert found.withdrawals == str(second.id)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 31)), max_size=5))
def test_the_order_makes_no_difference(deeds: list[tuple[bool, int, int]]) -> None:
    events: list[ConsentEvent] = []
    for gives, minute, which in deeds:
        known = [e.id for n, e in enumerate(events) if which >> n & 1 and isinstance(e, ConsentWithdrawn)]
        events.append(agreed(*known, minute=minute) if gives else withdrawn(minute))
    ended = {i for e in events if isinstance(e, ConsentGiven) for i in e.supersedes}
    found = {fold(order) for order in permutations(events)}
    assert len(found) == 1
    stands = any(isinstance(e, ConsentWithdrawn) and e.id not in ended for e in events)
    [one] = found
    assert (one is not None and one.state == "withdrawn") == stands


DAY = date(2026, 11, 23)
BEFORE, AFTER = date(2026, 11, 22), date(2026, 11, 24)


@pytest.mark.parametrize(
    ("told", "recorded", "counts"),
    [
        ((True, BEFORE), None, (True, BEFORE)),
        ((True, BEFORE), "withdrawn", (False, DAY)),
        ((True, DAY), "withdrawn", (False, DAY)),
        ((True, None), "withdrawn", (False, DAY)),
        ((None, None), "withdrawn", (False, DAY)),
        ((True, AFTER), "withdrawn", (True, AFTER)),
        ((False, AFTER), "withdrawn", (False, DAY)),
        ((None, None), "given", (True, DAY)),
        ((False, BEFORE), "given", (True, DAY)),
        ((False, DAY), "given", (False, DAY)),
        ((False, AFTER), "given", (False, AFTER)),
        ((False, None), "given", (False, None)),
        ((True, BEFORE), "given", (True, BEFORE)),
    ],
)
def test_told_and_recorded_together(
    told: tuple[bool | None, date | None], recorded: str | None, counts: tuple[bool | None, date | None]
) -> None:
    consent = Consent("C1/marketing", "C1", "marketing", recorded, AT, "T1", "") if recorded else None
    assert allowed(*told, consent) == Allowed(*counts)
