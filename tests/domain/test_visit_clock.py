"""Waited, handled, excused, over: each limit at its very second; and the core's transactions find their visits."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.domain.editions import editions_of
from teller_assist.domain.packs import load_packs
from teller_assist.domain.standards import USUAL_MINUTES, Standards
from teller_assist.domain.visit import Visit
from teller_assist.domain.visit_clock import (
    CoreTransaction,
    arrived_at,
    complete,
    excused_s,
    handling_s,
    late_wait_s,
    over_limit_s,
    waiting_s,
)
from teller_assist.paths import RESOURCES

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


@cache
def standards() -> Standards:
    return editions_of(load_packs(RESOURCES / "packs")["standards"]).on(AT.date())


def after(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def visit(n: int = 1, customer: str = "C1", begins: float = 0, lasts: float | None = 300, **more: object) -> Visit:
    ended = None if lasts is None else after(begins + lasts)
    made = Visit(UUID(int=n), customer, "scan", "", "transfer", after(begins), "T1", ended)
    return replace(made, **more)  # type: ignore[arg-type]


def core(begins: float = 0, lasts: float | None = 60, **more: object) -> CoreTransaction:
    ended = None if lasts is None else after(begins + lasts)
    return CoreTransaction("transfer", after(begins), ended, "T1", "C1")._replace(**more)  # type: ignore[arg-type]


BUSINESS = [(code, business.minutes) for code, business in standards().business.items()]


@pytest.mark.parametrize(("code", "minutes"), [*BUSINESS, ("", USUAL_MINUTES), ("unheard of", USUAL_MINUTES)])
def test_each_limit_is_passed_in_its_next_second(code: str, minutes: int) -> None:
    for seconds, over in ((60 * minutes - 1, 0), (60 * minutes, 0), (60 * minutes + 1, 1)):
        assert over_limit_s(visit(lasts=seconds, business_type=code), standards()) == over
        going_on = visit(lasts=None, business_type=code)
        assert over_limit_s(going_on, standards(), after(seconds)) == over


def test_there_are_limits_of_three_to_twenty_minutes() -> None:
    assert {minutes for _, minutes in BUSINESS} == {3, 5, 6, 8, 10, 15, 20}


@pytest.mark.parametrize(("tier", "minutes"), [("mass", 10), ("gold", 10), ("", 10), ("platinum", 5), ("private", 5)])
def test_each_wait_is_late_in_the_next_second(tier: str, minutes: int) -> None:
    for seconds, late in ((60 * minutes - 1, 0), (60 * minutes, 0), (60 * minutes + 1, 1)):
        waited = visit(taken_at=AT, called_at=after(seconds))
        assert (waiting_s(waited), late_wait_s(waited, tier, standards())) == (seconds, late)


@pytest.mark.parametrize("excuse", standards().excuses, ids=lambda e: e.code)
def test_a_reason_excuses_what_it_says_and_at_most_what_is_granted(excuse: object) -> None:
    code, most = excuse.code, 60 * excuse.minutes  # type: ignore[attr-defined]
    for said, granted in ((0, 0), (max(0, most - 1), max(0, most - 1)), (most, most), (most + 1, most), (10**6, most)):
        assert excused_s(visit(lasts=10**6, excuse=code, excused_s=said), standards()) == granted


def test_what_is_excused_does_not_count_and_is_still_told() -> None:
    late = visit(lasts=10 * 60 + 1, excuse="system_slow", excused_s=5 * 60)
    assert over_limit_s(late, standards()) == 1
    assert over_limit_s(late, standards(), excuses=False) == 5 * 60 + 1
    assert over_limit_s(replace(late, ended_at=after(600)), standards()) == 0
    assert over_limit_s(replace(late, excuse="weather"), standards()) == 5 * 60 + 1
    assert [excused_s(replace(late, excuse=e), standards()) for e in ("system_slow", "weather")] == [5 * 60, 0]


def test_no_more_is_excused_than_it_took_too_long() -> None:
    for lasts, excused in ((299, 0), (300, 0), (301, 1), (300 + 1800, 1800), (300 + 1801, 1800)):
        seen = visit(lasts=lasts, excuse="system_slow", excused_s=1800)
        assert excused_s(seen, standards()) == excused
        assert excused_s(replace(seen, ended_at=None), standards(), after(lasts)) == excused


def test_a_fraction_of_a_second_is_no_second() -> None:
    assert over_limit_s(visit(lasts=300.999), standards()) == 0


def test_the_core_is_believed_then_the_greeting_then_the_card() -> None:
    seen = visit(lasts=600, greeted_at=after(-20), begun_at=after(30))
    assert (handling_s(seen), arrived_at(seen)) == (620, after(-20))
    assert handling_s(replace(seen, finished_at=after(90))) == 60
    assert handling_s(visit(lasts=600)) == 600
    assert handling_s(visit(lasts=None)) is None


def test_nobody_waits_or_is_served_for_less_than_nothing() -> None:
    assert waiting_s(visit(taken_at=after(5), called_at=AT)) == 0
    assert waiting_s(visit(taken_at=after(5.1), called_at=AT)) is None, "a clock was set back: nobody knows"
    assert waiting_s(visit(taken_at=AT)) is None
    assert handling_s(visit(begun_at=after(9), finished_at=AT)) == 0


# --- the core's transactions


def test_a_transaction_completes_the_visit_of_its_customer() -> None:
    [found], left = complete([visit()], [core(20, 200, business_type="term")])
    assert (found.begun_at, found.finished_at, found.business_type) == (after(20), after(220), "term")
    assert (found.sources, left) == ("begun:core finished:core type:core", [])


def test_another_tellers_or_another_customers_is_of_no_visit() -> None:
    others = [core(staff_no="T2"), core(customer_no="C2"), core(begins=2000), core(begins=-2000)]
    assert complete([visit()], others) == ([visit()], others)


def test_the_slack_is_ten_minutes_on_both_sides() -> None:
    for begins, fits in ((900, True), (901, False), (-600 - 60, True), (-600 - 61, False)):
        assert (complete([visit()], [core(begins)])[1] == []) == fits


def test_the_ticket_finds_whom_the_customer_number_does_not() -> None:
    family = visit(customer="C2", ticket="A029")
    assert complete([family], [core(ticket="A029")])[1] == []


def test_a_guests_visit_takes_what_is_nobody_elses() -> None:
    guest, known = visit(1, ""), visit(2, "C1", begins=100)
    found, left = complete([guest, known], [core(10), core(20, customer_no="C9")])
    assert [v.begun_at for v in found] == [after(20), after(10)]
    assert left == []


def test_of_two_visits_the_one_it_lay_in() -> None:
    first, second = visit(1, lasts=240), visit(2, begins=300, lasts=300)
    found, _ = complete([first, second], [core(310, 250)])
    assert [v.begun_at for v in found] == [None, after(310)]


def test_several_count_from_the_first_beginning_to_the_last_end_and_the_longest_says_what_it_was() -> None:
    told = [core(100, 30, business_type="bill"), core(10, 80, business_type="term"), core(200, None)]
    [found], left = complete([visit()], told)
    assert (found.begun_at, found.finished_at, found.business_type, left) == (after(10), after(130), "term", [])


def test_a_transaction_without_an_end_leaves_the_end_open() -> None:
    [found], _ = complete([visit()], [core(10, None)])
    assert (found.finished_at, handling_s(found)) == (None, 300)


def test_over_midnight_it_is_found_too() -> None:
    late = visit(begins=14.4 * 3600 - 60)  # 23:59 in the branch
    [found], left = complete([late], [core(14.4 * 3600 + 30)])
    assert (found.begun_at is not None, left) == (True, [])


spans = st.tuples(st.integers(0, 7200), st.integers(0, 900))
customers = st.sampled_from(["C1", "C2", ""])


@given(
    st.lists(st.tuples(spans, customers), max_size=8),
    st.lists(st.tuples(spans, st.sampled_from(["C1", "C2", "C3"])), max_size=8),
    st.randoms(use_true_random=False),
)
def test_each_transaction_is_counted_once_in_any_order_and_twice_changes_nothing(
    seen: list[tuple[tuple[int, int], str]], told: list[tuple[tuple[int, int], str]], any_order: random.Random
) -> None:
    visits = [visit(n, who, *span) for n, (span, who) in enumerate(seen)]
    transactions = [core(*span, customer_no=who) for span, who in told]
    found, left = complete(visits, transactions)
    assert [v.visit_id for v in found] == [v.visit_id for v in visits]
    assert all(one in transactions for one in left)
    shuffled = any_order.sample(transactions, len(transactions))
    assert complete(visits, shuffled)[0] == found
    assert complete(found, transactions) == (found, left)
    touched = sum("core" in v.sources for v in found)
    assert touched <= len(transactions) - len(left)
