"""The transaction in hand: what the core terminal tells, what the desk finds out, and until when it counts."""

from datetime import timedelta

import pytest

from teller_assist.desk.bookings import Booking
from teller_assist.desk.counter import Counter
from teller_assist.desk.floor import Floor
from teller_assist.domain.hand import EMPTY, Hand, hand_from
from teller_assist.errors import BadInput
from tests.desk.small import BARE, ELSEWHERE, WAN, ZHANG, Clock

CASH = hand_from({"business": "cash_large", "amount": "60000"})


def hand_of(counter: Counter, customer_no: str, told: Hand) -> Hand | None:
    counter.take_hand(customer_no, told)
    return counter._moment(customer_no).hand


def test_the_terminal_words_become_facts() -> None:
    told = {"amount": "60000", "early": "no", "payee": "known", "payee_place": "here", "received": "elsewhere"}
    assert hand_from(told) == Hand("", 6 * WAN, False, False, False, True)
    assert hand_from({"amount": "0.5"}).amount_fen == 50
    for wrong in ({"payee": "friend"}, {"colour": "red"}, {"amount": "6 万"}, {"amount": ""}, {"waiting": "1"}):
        with pytest.raises(BadInput):
            hand_from(wrong)


def test_the_desk_finds_out_who_comes_for_the_first_time(counter: Counter) -> None:
    assert hand_of(counter, ZHANG, CASH) == CASH._replace(first_here=False, booked=False)
    assert hand_of(counter, BARE, CASH) == CASH._replace(first_here=True, booked=False)
    counter.begin_visit(BARE, "pop")
    assert hand_of(counter, BARE, CASH) == CASH._replace(first_here=True, booked=False), "this visit is the first"
    counter.end_visit()
    assert hand_of(counter, BARE, CASH) == CASH._replace(first_here=False, booked=False)
    assert hand_of(counter, ELSEWHERE, CASH) == CASH._replace(first_here=None, booked=False)


def test_a_booking_of_today_that_covers_the_sum_counts(counter: Counter, clock: Clock) -> None:
    floor = Floor(counter)
    floor.book(Booking("large_cash", clock.at + timedelta(hours=1), ZHANG, amount_fen=6 * WAN))
    floor.book(Booking("large_cash", clock.at + timedelta(days=1), BARE, amount_fen=6 * WAN))
    told = {name: hand_of(counter, name, CASH) for name in (ZHANG, BARE)}
    assert {name: hand.booked for name, hand in told.items() if hand} == {ZHANG: True, BARE: False}
    more = hand_of(counter, ZHANG, CASH._replace(amount_fen=7 * WAN))
    assert more is not None
    assert more.booked is False


def test_it_counts_until_the_customer_leaves_or_another_comes(counter: Counter) -> None:
    for leaves in (counter.end_visit, lambda: counter.begin_visit(BARE, "search"), lambda: None):
        assert hand_of(counter, ZHANG, CASH) is not None
        counter.begin_visit(ZHANG, "pop")
        assert counter._moment(ZHANG).hand is not None
        leaves()
    assert counter._moment(ZHANG).hand is not None
    counter.take_hand(BARE, CASH)
    counter.end_visit()
    assert counter._moment(BARE).hand is not None, "told while the one before was leaving"
    assert hand_of(counter, ZHANG, EMPTY) is None
