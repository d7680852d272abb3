"""A morning in the hall on a real small desk: tickets, calls, referrals, a booking, as the lobby board meets them."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from teller_assist.desk.bookings import Booking
from teller_assist.desk.counter import Counter
from teller_assist.desk.floor import Floor
from teller_assist.desk.queue import Queue
from tests.desk import small
from tests.desk.small import Clock

SECRETS = [name for row in small.CUSTOMERS for name in (row[2],)] + ["张丽", "13800005678", "310000197803078812"]
ARRIVED = (  # minutes ago, business, customer, needs
    (23, "cash_large", "", ()), (14, "card_replace", "", ()), (12, "account_open", "", ("elderly",)),
    (8, "loss_report", "", ()), (7, "corporate", "", ()), (6, "large_cd", small.ZHANG, ()), (4, "transfer", "", ()),
    (3, "fx", small.COMPLAINS, ()), (1, "bill", "", ("child",)),
)  # fmt: skip


class Hall(NamedTuple):
    """Counters of a teller at window 1, the lobby manager and a relationship manager, on one desk's data."""

    teller: Counter
    lobby: Counter
    rm: Counter
    clock: Clock


def hall_of(opened: Callable[..., Counter], clock: Clock) -> Hall:
    """Nobody is here yet; three colleagues are on duty."""
    hall = Hall(opened(small.TELLER), opened("L1"), opened("R1"), clock)
    for counter in (hall.teller, hall.rm):
        Floor(counter).begin_duty()
    Floor(opened(small.UNLICENSED)).begin_duty(window_no="3")
    return hall


def fill(hall: Hall) -> Hall:
    """As in look/lobby-light.png, more or less."""
    queue, now = Queue(hall.lobby), hall.clock.at
    Floor(hall.lobby).book(Booking("large_cash", now + timedelta(minutes=20), small.ZHANG, amount_fen=8 * small.WAN))
    Floor(hall.lobby).book(Booking("account_open", now + timedelta(hours=2)))
    for minutes, business, customer, needs in ARRIVED:
        hall.clock.at = now - timedelta(minutes=minutes)
        queue.take_ticket(business, needs, customer_no=customer)
    hall.clock.at = now - timedelta(seconds=41)
    Floor(hall.teller).call("authorise", window_no="3")
    hall.clock.at = now - timedelta(seconds=90)
    refer(hall, small.OUYANG, small.FUND, "", "A028")
    hall.clock.at = now - timedelta(seconds=72)
    Floor(hall.rm).claim(Floor(hall.teller).receipts()[0].referral.referral_id, 30)
    hall.clock.at = now - timedelta(seconds=49)
    refer(hall, small.COMPLAINS, small.CD, "单位同事办过，想了解", "A031")
    hall.clock.at = now - timedelta(seconds=18)
    refer(hall, small.ZHANG, small.WEALTH, "张丽 C1 想问活期怎么打理，人还在窗口", "A037")
    hall.clock.at = now - timedelta(seconds=8)
    Floor(hall.teller).call("fraud", window_no="5")
    hall.clock.at = now
    return hall


def refer(hall: Hall, customer_no: str, product: str, note: str, ticket: str, to_role: str = "lobby_manager") -> None:
    hall.teller.begin_visit(customer_no, "search", ticket=ticket)
    hall.teller.refer(customer_no, product, to_role, note)
