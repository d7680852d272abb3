"""One ticket, whatever two windows and the lobby said of it without knowing of each other."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from teller_assist.domain.event import Event
from teller_assist.domain.ticket import (
    CALLED,
    DONE,
    SERVING,
    WAITING,
    Ticket,
    TicketCalled,
    TicketEnded,
    TicketMissed,
    TicketParked,
    TicketReturned,
    TicketServed,
    TicketTaken,
    TicketTransferred,
    fold,
    tidied_at,
)

AT = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
ID = uuid7()


def said(kind: type[Event], minute: int = 0, **own: Any) -> Any:
    return kind(id=uuid7(), at=AT + timedelta(minutes=minute), staff_no="T1", ticket_id=ID, **own)


TAKEN = said(TicketTaken, number="A001", day=date(2026, 11, 25), business_type="current")


def stands(*events: Any) -> Ticket:
    found = fold([TAKEN, *events])
    assert found is not None
    return found


def at(window: str, end: str = "served") -> list[Any]:
    """What a window says of a customer it believes to be its own."""
    return [
        said(TicketCalled, 5, window_no=window),
        said(TicketServed, 6, window_no=window, visit_id=uuid7()),
        said(TicketEnded, 9, how=end, window_no=window),
    ]


def test_who_called_first_has_it_and_what_the_other_says_of_it_does_not_count() -> None:
    mine, theirs = at("1"), at("2")
    served = stands(*mine[:2], theirs[0], said(TicketMissed, 7, window_no="2"), theirs[2])
    assert (served.state, served.window_no, served.contested_by) == (SERVING, "1", "2")
    over = stands(*mine[:2], theirs[0], mine[2], theirs[1])
    assert (over.state, over.how, over.window_no, over.contested_by) == (DONE, "served", "1", "2")


def test_a_customer_who_goes_to_the_window_that_called_later_is_served_there() -> None:
    found = stands(said(TicketCalled, 5, window_no="1"), *at("2")[:2], said(TicketMissed, 8, window_no="1"))
    assert (found.state, found.window_no, found.contested_by) == (SERVING, "2", "1")


def test_the_lobby_sorts_a_ticket_where_it_sees_it() -> None:
    called = said(TicketCalled, 5, window_no="3")
    assert stands(called, said(TicketParked, 6, window_no="3")).state == "parked"
    assert stands(called, said(TicketReturned, 6, window_no="3")).state == WAITING
    moved = stands(called, said(TicketTransferred, 6, window_no="3", to_window="5"))
    assert (moved.state, moved.to_window, moved.taken_at) == (WAITING, "5", AT)
    assert stands(called, said(TicketMissed, 6, window_no="3")).state == "no_show"


@pytest.mark.parametrize("late", [
    said(TicketTransferred, 7, business_type="fx"), said(TicketParked, 7), said(TicketReturned, 7),
    said(TicketMissed, 7), said(TicketEnded, 7, how="left"),
])  # fmt: skip
def test_who_had_not_seen_the_call_takes_nobody_from_the_window(late: Any) -> None:
    for so_far in (at("1")[:1], at("1")[:2]):
        assert stands(*so_far, late) == stands(*so_far)


@pytest.mark.parametrize("leaves", [TicketReturned, TicketParked, TicketTransferred, TicketMissed])
def test_a_call_that_was_lost_is_forgotten_once_the_ticket_leaves_the_window(leaves: type[Event]) -> None:
    one, two = said(TicketCalled, 1, window_no="1"), said(TicketCalled, 2, window_no="2")
    assert stands(one, two).contested_by == "2"
    assert stands(one, two, said(leaves, 3, window_no="1"), said(TicketCalled, 4, window_no="1")).contested_by == ""


TIDY = tidied_at(date(2026, 11, 25))


@pytest.mark.parametrize("so_far", [[], at("1")[:1], at("1")[:2], [said(TicketParked, 3)]])
def test_a_ticket_tidied_up_before_its_day_was_over_stands_again_as_it_did(so_far: list[Any]) -> None:
    """A desk whose clock is a day ahead ended it."""
    where = "1" if so_far and stands(*so_far).state in (CALLED, SERVING) else ""
    closed = said(TicketEnded, 24 * 60, how="closed", moment=TIDY, window_no=where)
    assert stands(*so_far, closed).state == DONE
    assert stands(*so_far, closed, said(TicketReturned, 10)) == stands(*so_far)
    assert stands(*so_far, closed, closed, said(TicketReturned, 10)) == stands(*so_far)
    more = at("1")
    assert stands(*so_far, closed, *more) == stands(*so_far, *more)
    assert stands(*so_far, closed, said(TicketMissed, 10, window_no="9")).state == DONE


def test_after_midnight_what_was_tidied_up_is_over() -> None:
    closed = said(TicketEnded, 24 * 60, how="closed", moment=TIDY)
    assert stands(closed, said(TicketCalled, 24 * 60 + 5, window_no="1")).state == DONE


def test_who_is_at_a_window_has_not_failed_to_come() -> None:
    assert stands(*at("1")[:2], said(TicketMissed, 7)).state == SERVING


@given(st.permutations([0, 0, 0, 1, 1, 1]), st.sampled_from(["served", "left", "no_show"]))
def test_in_whatever_order_two_windows_come_in_one_of_them_has_served_it(turns: list[int], end: str) -> None:
    """Each window's own words keep their order; the branch's order mixes them."""
    windows = [at("1"), at("2", end)]
    merged = [windows[turn].pop(0) for turn in turns]
    found = stands(*merged)
    served = [e.window_no for e in merged if isinstance(e, TicketServed)]
    assert found.state == DONE
    assert found.window_no in served
    assert set(found.contested_by.split()) == {"1", "2"} - {found.window_no}
    assert found.how == ("served" if found.window_no == "1" else end)


@given(st.lists(st.sampled_from([said(TicketCalled, 1, window_no="1"), said(TicketReturned, 2, window_no="1"),
                                 said(TicketParked, 2), said(TicketMissed, 3, window_no="1"),
                                 said(TicketEnded, 4, how="left"), said(TicketEnded, 4, how="left", window_no="1"),
                                 said(TicketServed, 3, window_no="2")])))  # fmt: skip
def test_an_end_is_an_end(events: list[Any]) -> None:
    found = stands(*events)
    ends = [n for n in range(len(events) + 1) if stands(*events[:n]).state == DONE]
    assert ends == list(range(min(ends, default=len(events) + 1), len(events) + 1))
    if ends:
        before = stands(*events[: ends[0]])
        assert (found.how, found.ended_at, found.window_no) == (before.how, before.ended_at, before.window_no)


LOBBY = [
    said(TicketTransferred, 7, to_window="5"), said(TicketParked, 7), said(TicketReturned, 8), said(TicketMissed, 8),
    said(TicketEnded, 8, how="left"),
]  # fmt: skip


@given(st.permutations([0, 0, 0, 1, 1, 1, 2, 2]), st.permutations(LOBBY), st.sampled_from(["served", "left"]))
def test_whatever_the_lobby_says_unseeing_a_ticket_is_at_one_window_at_a_time_and_an_end_is_an_end(
    turns: list[int], lobby: list[Any], end: str
) -> None:
    sources = [at("1"), at("2", end), lobby[:2]]
    merged = [sources[turn].pop(0) for turn in turns]
    was = stands()
    for n, e in enumerate(merged, 1):
        now = stands(*merged[:n])
        if was.state == SERVING:
            assert now.window_no == was.window_no
            assert now.state == SERVING or (isinstance(e, TicketEnded) and e.window_no == was.window_no)
        if was.state == DONE:
            assert (now.state, now.how, now.window_no, now.ended_at) == (DONE, was.how, was.window_no, was.ended_at)
        if was.state == CALLED and now.state not in (CALLED, SERVING):
            assert e.window_no == was.window_no, "nobody who has not seen the call takes them from it"
        was = now
