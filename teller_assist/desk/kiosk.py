"""What the ticket machine in the hall does (取号机): a ticket for a business, a booking signed in, a card that says who
it is. It gives out what a ticket may say, and never a name."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from teller_assist.desk.counter import Counter
from teller_assist.desk.floor import Floor
from teller_assist.desk.queue import Queue
from teller_assist.domain.lobby import Appointment
from teller_assist.domain.standards import Business
from teller_assist.domain.ticket import Ticket
from teller_assist.domain.wait_estimate import Measured
from teller_assist.errors import BadInput
from teller_assist.store.profile import mobile_of

TAIL = 4  # digits of a telephone number that sign a booking in
ENOUGH = 10  # estimates of today before their error is worth saying
FRESH = timedelta(minutes=5)  # so long the error is as it was reckoned


class Guest(NamedTuple):
    """Who is there, as far as it is known: never a name."""

    customer_no: str = ""
    tier: str = ""


NOBODY = Guest()


class Slip(NamedTuple):
    """What the ticket says. ``ahead`` of it wait so many; ``wait_s``: the estimate; ``error_s``: nine of ten estimates
    of today were off by no more, None while there were too few."""

    ticket_id: UUID
    number: str
    business: Business | None
    ahead: int
    wait_s: int
    error_s: int | None
    taken_at: datetime


class Kiosk:
    """Made over a counter; its ticket numbers are those of the branch's one kiosk (docs/service.md)."""

    def __init__(self, counter: Counter) -> None:
        self._counter, self._queue, self._floor = counter, Queue(counter), Floor(counter)
        self._measured: tuple[datetime, Measured] | None = None

    def businesses(self) -> tuple[Business, ...]:
        """What may be chosen, in the order of the standards."""
        return tuple(self._counter.standards.business.values())

    def take(self, business_type: str, needs: tuple[str, ...] = (), guest: Guest | None = None) -> Slip:
        """A ticket. Raises ``BadInput`` for a business or need that there is not."""
        customer_no, tier = guest or NOBODY
        return self.slip(self._queue.take_ticket(business_type, needs, customer_no=customer_no, tier=tier))

    def recognised(self, digits: str) -> Guest:
        """Whose card or ID was swiped; nobody where it is nobody's, or more than one's.

        Of another branch's customer only the tier: what was swiped is no customer number and is kept nowhere.
        """
        found = self._counter.scan(digits)
        if len({one.customer_no for one in found}) != 1:
            return NOBODY
        one = found[0]
        return Guest("" if one.minimal and one.by != "customer_no" else one.customer_no, one.tier)

    def booked(self, customer_no: str) -> Appointment | None:
        """Their booking of today that is still to come."""
        return next((a for a in self._to_come() if customer_no and a.customer_no == customer_no), None)

    def booked_by_tail(self, tail: str) -> Appointment | None:
        """The one booking of today whose telephone ends so; None where there is none, or more than one.

        Raises ``BadInput`` unless it is four digits.
        """
        if len(tail) != TAIL or not (tail.isascii() and tail.isdigit()):
            raise BadInput(f"the last {TAIL} digits of the telephone number are wanted, not {tail!r}")
        with self._counter.reading():
            conn = self._counter.snapshot.conn
            found = [a for a in self._to_come() if a.customer_no and mobile_of(conn, a.customer_no).endswith(tail)]
        return found[0] if len(found) == 1 else None

    def sign_in(self, appointment_id: UUID, needs: tuple[str, ...] = ()) -> Slip:
        """The booking's ticket; said twice it is the same. Raises ``NotFound``, ``BadInput``, ``Refused``."""
        ticket = self._floor.check_in(appointment_id)
        return self.slip(self._queue.identify(ticket.ticket_id, needs=needs) if needs else ticket)

    def slip(self, ticket: Ticket) -> Slip:
        """What a ticket says now."""
        rows = self._queue.waiting("")
        ahead = next((row.place - 1 for row in rows if row.ticket.ticket_id == ticket.ticket_id), 0)
        measured = self._error()
        return Slip(
            ticket.ticket_id, ticket.number, self._counter.standards.find(ticket.business_type), ahead,
            self._queue.estimate_s(ticket.ticket_id), measured.p90_s if measured.n >= ENOUGH else None,
            ticket.taken_at,
        )  # fmt: skip

    def _to_come(self) -> tuple[Appointment, ...]:
        return tuple(a for a in self._floor.bookings() if not a.how)

    def _error(self) -> Measured:
        at = self._counter.now()
        if self._measured is None or not timedelta() <= at - self._measured[0] < FRESH:
            self._measured = at, self._queue.measured()
        return self._measured[1]
