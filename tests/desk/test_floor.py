"""Calls, referrals, bookings and duty as the desks of one branch do them together."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from teller_assist.desk.board import board_of
from teller_assist.desk.bookings import Booking
from teller_assist.desk.counter import Counter
from teller_assist.desk.floor import Floor
from teller_assist.desk.queue import Queue
from teller_assist.errors import BadInput, NotFound, Refused
from teller_assist.store.verify import faults_of
from tests.desk import small
from tests.desk.small import Clock


def on(opened: Callable[..., Counter], staff_no: str) -> Floor:
    floor = Floor(opened(staff_no))
    floor.begin_duty()
    return floor


def test_calls_stand_by_reason_then_by_age_and_of_today_only(opened: Callable[..., Counter], clock: Clock) -> None:
    floor = Floor(opened("T1"))
    for reason, window in (("help", "1"), ("authorise", "2"), ("medical", "3"), ("fraud", "4"), ("authorise", "5")):
        floor.call(reason, window_no=window)
        clock.pass_(seconds=1)
    assert [c.window_no for c in floor.calls()] == ["4", "3", "2", "5", "1"]
    assert [c.reason for c in floor.my_calls()] == ["help"]
    clock.pass_(days=1)
    assert floor.calls() == ()
    assert floor.call("help").made_at == clock.at, "yesterday's is not today's"


def test_the_same_key_again_is_the_same_call_and_a_done_one_is_not(opened: Callable[..., Counter]) -> None:
    floor = Floor(opened("T1"))
    first = floor.call("help")
    assert floor.call("help") == first
    floor.close_call(first.call_id)
    assert floor.close_call(first.call_id).closed_by == "T1"
    assert floor.call("help").call_id != first.call_id
    for bad in (lambda: floor.call("bored"), lambda: floor.call("help", "king")):
        with pytest.raises(BadInput):
            bad()
    with pytest.raises(NotFound):
        Floor(opened("L1")).take_call(uuid4())
    with pytest.raises(Refused, match="T1"):
        floor.take_call(first.call_id)  # a teller is not sent


def test_the_tellers_receipt_from_offered_to_done(opened: Callable[..., Counter], clock: Clock) -> None:
    teller, rm, lobby = Floor(opened("T1")), on(opened, "R1"), on(opened, "L1")
    counter = teller._counter
    counter.begin_visit(small.ZHANG, "search", ticket="A037")
    made = counter.refer(small.ZHANG, small.FUND, "rm")
    assert (made.ticket, made.window_no, made.tier) == ("A037", "1", "platinum")
    visit = counter.open_visit()
    assert visit is not None
    assert made.visit_id == visit.visit_id

    offered = teller.receipt(made.referral_id)
    assert (offered.state, offered.staff_no, offered.name, offered.role) == ("offered", "R1", "王强", "rm")
    assert [o.mine for o in (*rm.inbox(), *lobby.inbox())] == [True, False]

    clock.pass_(seconds=18)
    rm.claim(made.referral_id, 30)
    clock.pass_(seconds=10)
    taken = teller.receipt(made.referral_id)
    assert (taken.state, taken.name, taken.eta_s, taken.took_s) == ("claimed", "王强", 20, 18)
    clock.pass_(seconds=60)
    assert teller.receipt(made.referral_id).eta_s == 0
    rm._counter.close_referral(made.referral_id, "done")
    assert [r.state for r in teller.receipts()] == ["closed"]
    assert faults_of(counter._work.reading)[1] == []


def test_nobody_on_duty_is_told_and_anybody_may_take_it(opened: Callable[..., Counter]) -> None:
    teller, rm = Floor(opened("T1")), Floor(opened("R1"))
    made = teller._counter.refer(small.ZHANG, small.FUND, "rm")
    assert teller.receipt(made.referral_id).state == "nobody"
    assert [(o.holder, o.mine) for o in rm.inbox()] == [("", True)]
    assert [o.mine for o in teller.inbox()] == [False], "not who made it"
    rm.begin_duty()
    rm.pause("用餐")
    assert teller.receipt(made.referral_id).state == "nobody", "who is away is not asked"
    rm.resume()
    assert teller.receipt(made.referral_id).staff_no == "R1"


def test_a_minute_and_a_pass_bring_it_on(opened: Callable[..., Counter], clock: Clock) -> None:
    teller, lobby, manager = Floor(opened("T1")), on(opened, "L1"), Floor(opened("M1"))
    manager.begin_duty("lobby_manager")
    made = teller._counter.refer(small.ZHANG, small.FUND, "lobby_manager")
    first = teller.receipt(made.referral_id).staff_no
    clock.pass_(seconds=59.999)
    assert teller.receipt(made.referral_id).staff_no == first
    clock.pass_(seconds=0.001)
    second = teller.receipt(made.referral_id).staff_no
    assert {first, second} == {"L1", "M1"}
    holder = lobby if second == "L1" else manager
    holder.pass_on(made.referral_id)
    assert teller.receipt(made.referral_id).staff_no == first
    assert lobby.inbox()[0].round == 1
    assert lobby.inbox()[0].mine
    assert manager.inbox()[0].mine


def test_a_duty_left_open_is_closed_when_the_next_begins(opened: Callable[..., Counter], clock: Clock) -> None:
    floor = Floor(opened("T1"))
    left = floor.begin_duty()
    assert floor.begin_duty() == left, "said twice"
    moved = floor.begin_duty(window_no="4")
    assert [d.duty_id for d in floor.on_duty()] == [moved.duty_id]
    assert floor.windows().open == ("4",)
    clock.pass_(days=1)
    assert floor.on_duty() == ()
    with pytest.raises(Refused):
        floor.pause()
    floor.begin_duty()
    assert floor.windows() == (("1",), ("1", "4"))
    clock.pass_(days=31)
    assert floor.windows() == ((), ())
    with pytest.raises(BadInput):
        floor.begin_duty("king")


def test_a_pause_counts_and_closes_the_window(opened: Callable[..., Counter], clock: Clock) -> None:
    floor = on(opened, "T1")
    floor.pause("用餐")
    floor.pause("again")
    clock.pass_(minutes=30)
    assert floor.windows().open == ()
    resumed = floor.resume()
    assert (resumed.paused_s, resumed.paused_at, resumed.pause_reason) == (1800, None, "")
    assert floor.end_duty().ended_at == clock.at


def test_a_booking_is_signed_in_with_one_ticket_and_who_was_late_may_still_come(
    opened: Callable[..., Counter], clock: Clock
) -> None:
    counter = opened("L1")
    floor = Floor(counter)
    booked = floor.book(Booking("large_cash", clock.at + timedelta(hours=1), small.ZHANG, amount_fen=8 * small.WAN))
    floor.end_booking(booked.appointment_id, "no_show")
    ticket = floor.check_in(booked.appointment_id)
    assert floor.check_in(booked.appointment_id) == ticket
    assert (ticket.tier, ticket.appointment_id) == ("platinum", booked.appointment_id)
    assert len(Queue(counter).tickets()) == 1
    assert floor.bookings()[0].how == "came"
    with pytest.raises(Refused):
        floor.end_booking(booked.appointment_id, "cancelled")


@pytest.mark.parametrize(
    "wrong",
    [
        Booking("party", small.MORNING + timedelta(hours=1)),
        Booking("large_cash", small.MORNING + timedelta(hours=1)),
        Booking("visit", small.MORNING),
        Booking("visit", small.MORNING + timedelta(days=367)),
        Booking("visit", (small.MORNING + timedelta(hours=1)).replace(tzinfo=None)),
        Booking("visit", small.MORNING + timedelta(hours=1), amount_fen=-1),
        Booking("visit", small.MORNING + timedelta(hours=1), note="x" * 501),
    ],
)
def test_a_booking_that_cannot_be_is_told_and_not_recorded(counter: Counter, wrong: Booking) -> None:
    with pytest.raises(BadInput):
        Floor(counter).book(wrong)
    assert counter.status().unsent == 0


def test_the_board_of_a_full_hall_is_read_and_knows_no_names(opened: Callable[..., Counter], clock: Clock) -> None:
    counter = opened("L1")
    queue = Queue(counter)
    for _ in range(3):
        queue.take_ticket("transfer", customer_no=small.ZHANG)
    clock.pass_(minutes=5)
    board = board_of(counter)
    assert (board.waiting, board.longest_s, board.longest_level, board.light) == (3, 300, "ok", "busy")
    clock.pass_(seconds=1)
    assert board_of(counter).longest_level == "late", "a VIP's five minutes are over"
    assert "张丽" not in repr(board_of(counter))
    assert small.ZHANG not in repr(board_of(counter)).replace("'", "").split("=")


@pytest.mark.parametrize(
    "secret",
    ["154-1234-8084", "6222 0212 3456", "50万", "3.5 万元", "五十万", "1,200元", "15412348084", "¥ 800", "50w", "2亿"],
)
def test_no_number_and_no_amount_is_on_the_board(opened: Callable[..., Counter], secret: str) -> None:
    teller = opened("T1")
    teller.refer(small.ZHANG, small.FUND, "rm", f"客户说{secret}，周三下午3点来")
    Floor(teller).report_incident("dispute", f"门口{secret}", f"已联系 {secret} 家属")
    board = board_of(opened("L1"))
    assert board.offers[0].note == "客户说***，周三下午3点来"
    assert (board.incidents[0].place, board.incidents[0].note.replace(" ", "")) == ("门口***", "已联系***家属")


def test_whose_number_is_in_an_incident_is_not_named_either(data: Path, opened: Callable[..., Counter]) -> None:
    small.with_numbers(data)
    Floor(opened("T1")).report_incident("medical", "大厅", f"张丽 {small.CARD_NO}")
    told = board_of(opened("L1")).incidents[0].note
    assert small.CARD_NO not in told
    assert "张" not in told
