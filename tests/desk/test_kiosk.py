"""The ticket machine: what a guest gets, and what it says of nobody."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from hmac import digest
from pathlib import Path

import pytest

from teller_assist.desk.bookings import Booking
from teller_assist.desk.counter import Counter
from teller_assist.desk.floor import Floor
from teller_assist.desk.kiosk import ENOUGH, NOBODY, Guest, Kiosk
from teller_assist.desk.queue import Queue
from teller_assist.errors import BadInput
from tests.desk import small
from tests.desk.small import Clock


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return small.with_numbers(Path(shutil.copytree(made, tmp_path / "desk")))


@pytest.fixture
def kiosk(counter: Counter) -> Kiosk:
    return Kiosk(counter)


def book(counter: Counter, clock: Clock, customer_no: str, days: int = 0) -> None:
    due = clock.at + timedelta(hours=2, days=days)
    Floor(counter).book(Booking(what="account_open", due_at=due, customer_no=customer_no, business_type="account_open"))


def test_a_ticket_says_how_many_are_before_it(kiosk: Kiosk) -> None:
    first, second = kiosk.take("transfer"), kiosk.take("corporate")
    assert (first.number, first.ahead, second.number, second.ahead) == ("A001", 0, "B001", 1)
    assert first.business is not None
    assert first.business.name == "转账汇款"
    assert kiosk.take("").business is None, "who does not know gets a ticket too"
    with pytest.raises(BadInput):
        kiosk.take("haircut")


def test_who_needs_care_or_swiped_a_better_card_goes_before(kiosk: Kiosk, counter: Counter) -> None:
    kiosk.take("transfer")
    kiosk.take("transfer")
    assert kiosk.take("transfer", ("elderly",)).ahead < 2
    zhang = kiosk.recognised(small.CARD_NO)
    assert zhang == kiosk.recognised(small.ID_NO) == Guest(small.ZHANG, "platinum")
    slip = kiosk.take("transfer", guest=zhang)
    ticket = Queue(counter).find_ticket(slip.number)
    assert ticket is not None
    assert (ticket.customer_no, ticket.tier) == (small.ZHANG, "platinum")


def test_a_card_of_nobody_is_nobodys(kiosk: Kiosk) -> None:
    assert kiosk.recognised("6222999999999999999") == kiosk.recognised("") == NOBODY


def test_another_branchs_customer_has_their_place_and_what_was_swiped_is_kept_nowhere(
    kiosk: Kiosk, counter: Counter, data: Path
) -> None:
    card = "6222111111111111111"
    salt = counter.snapshot.conn.execute("SELECT value FROM meta WHERE key = 'bankwide_salt'").fetchone()[0]
    hashed = digest(bytes.fromhex(salt), f"card|{card}".encode(), "sha256")[:8]
    small.retell(data, f"bankwide SET h = x'{hashed.hex()}'")
    guest = kiosk.recognised(card)
    assert guest == Guest("", "gold")
    ticket = Queue(counter).find_ticket(kiosk.take("transfer", guest=guest).number)
    assert ticket is not None
    assert (ticket.tier, ticket.customer_no) == ("gold", "")


def test_the_error_is_said_once_it_is_known(kiosk: Kiosk, counter: Counter, clock: Clock) -> None:
    queue = Queue(counter)
    assert kiosk.take("transfer").error_s is None
    for _ in range(ENOUGH):
        kiosk.take("transfer")
        queue.call_next("1")
        queue.begin(window="1")
        clock.pass_(minutes=4)
    slip = kiosk.take("transfer")
    assert slip.error_s == queue.measured().p90_s
    assert slip.wait_s == queue.estimate_s(slip.ticket_id)


def test_a_booking_is_signed_in_by_the_card_or_the_telephone(kiosk: Kiosk, counter: Counter, clock: Clock) -> None:
    small_tail = "5678"  # everybody's here
    book(counter, clock, small.ZHANG)
    booked = kiosk.booked(small.ZHANG)
    assert booked is not None
    assert kiosk.booked_by_tail(small_tail) == booked
    assert kiosk.booked_by_tail("0000") is None
    book(counter, clock, small.OUYANG)
    assert kiosk.booked_by_tail(small_tail) is None, "two of today: the lobby has to look"
    slip = kiosk.sign_in(booked.appointment_id)
    assert kiosk.sign_in(booked.appointment_id).number == slip.number, "said twice it is the same ticket"
    assert kiosk.booked(small.ZHANG) is None
    assert kiosk.booked_by_tail(small_tail) is not None


def test_a_booking_of_tomorrow_is_not_todays(kiosk: Kiosk, counter: Counter, clock: Clock) -> None:
    book(counter, clock, small.ZHANG, days=1)
    assert kiosk.booked(small.ZHANG) is None
    assert kiosk.booked_by_tail("5678") is None
    assert kiosk.booked("") is None


@pytest.mark.parametrize("tail", ["", "567", "56789", "abcd", "５６７８", "%678"])
def test_a_tail_is_four_digits(kiosk: Kiosk, tail: str) -> None:
    with pytest.raises(BadInput):
        kiosk.booked_by_tail(tail)


def test_two_programs_of_the_kiosks_desk_never_give_one_number(opened: Callable[..., Counter]) -> None:
    one, other = Kiosk(opened()), Kiosk(opened())
    numbers = [kiosk.take("transfer").number for _ in range(5) for kiosk in (one, other)]
    assert len(set(numbers)) == 10
