"""One ticket, whatever two windows and the lobby said of it without knowing of each other."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

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
    assert stands(called, said(TicketMissed, 6)).state == "no_show"


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


@given(st.lists(st.sampled_from([said(TicketCalled, 1, window_no="1"), said(TicketReturned, 2), said(TicketParked, 2),
                                 said(TicketMissed, 3), said(TicketEnded, 4, how="left"),
                                 said(TicketServed, 3, window_no="2")])))  # fmt: skip
def test_an_end_is_an_end(events: list[Any]) -> None:
    found = stands(*events)
    ended = next((n for n, e in enumerate(events) if isinstance(e, TicketEnded)), None)
    if ended is None:
        assert found.state != DONE
        return
    before = stands(*events[: ended + 1])
    assert (found.state, found.how, found.ended_at) == (before.state, before.how, before.ended_at)
    assert before.state == DONE or before.state in (CALLED, SERVING)
