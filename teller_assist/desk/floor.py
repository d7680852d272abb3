"""The lobby's side of the branch: calls, the referral inbox, bookings, diversions, incidents, who is on duty."""

from datetime import datetime, timedelta
from uuid import UUID

from teller_assist.desk import bookings, calls, duties, lobby
from teller_assist.desk.bookings import Booking
from teller_assist.desk.counter import Counter
from teller_assist.desk.offers import Offer as Offer
from teller_assist.desk.offers import Receipt as Receipt
from teller_assist.desk.offers import offer_of, receipt_of
from teller_assist.desk.policy import check_stands
from teller_assist.desk.queue import LATELY, Queue
from teller_assist.domain import lobby as words
from teller_assist.domain.call import Call, worst_first
from teller_assist.domain.days import day_at, midnight
from teller_assist.domain.lobby import Appointment, Diversion, Duty, Incident, Windows
from teller_assist.domain.policy import ROLES, TELLER
from teller_assist.domain.referral import Referral
from teller_assist.domain.ticket import Ticket
from teller_assist.errors import NotFound
from teller_assist.store import floor
from teller_assist.store.states import find
from teller_assist.store.tickets import tickets_of


class Floor:
    """Made over a ``Counter``, whose databases and member of staff it shares."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    # -- calls (呼叫) -------------------------------------------------------------------------------

    def call(
        self, reason: str, to_role: str = "lobby_manager", ticket: str = "", window_no: str | None = None
    ) -> Call:  # fmt: skip
        """Somebody is wanted: fraud, medical, authorise, help. Raises ``BadInput``.

        At this desk's window unless another is said, "" the hall. The same call again while it is open is the same.
        """
        with self._counter.doing("call.make") as deed:
            return calls.make(deed, reason, to_role, ticket, deed.window_no if window_no is None else window_no)

    def calls(self) -> tuple[Call, ...]:
        """Today's that are open, the worst first."""
        with self._counter.reading() as con:
            return tuple(worst_first(floor.calls_since(con, self._morning())))

    def my_calls(self) -> tuple[Call, ...]:
        """Those of this window that are open, the worst first."""
        return tuple(call for call in self.calls() if call.window_no == self._counter.window_no)

    def calls_today(self) -> tuple[Call, ...]:
        """All of today, oldest first."""
        with self._counter.reading() as con:
            return floor.calls_since(con, self._morning())

    def take_call(self, call_id: UUID, eta_s: int = 0) -> Call:
        """我去. Raises ``NotFound``, ``BadInput``, ``Refused`` if a colleague goes already."""
        with self._counter.doing("call.take") as deed:
            return calls.take(deed, call_id, eta_s)

    def close_call(self, call_id: UUID) -> Call:
        """Done with, or taken back at the window. Raises ``NotFound``."""
        with self._counter.doing("call.make") as deed:
            return calls.close(deed, call_id)

    # -- referrals (转介) ---------------------------------------------------------------------------

    def inbox(self) -> tuple[Offer, ...]:
        """Today's referrals that nobody has taken: those that ask this member of staff first, then by what is left."""
        now, me, present = self._counter.now(), self._counter.staff.staff_no, self._present()
        open_ = [one for one in self.referrals_today() if not one.claimed_by and not one.closed_at]
        found = [offer_of(one, present, me, now) for one in open_]
        return tuple(sorted(found, key=lambda o: (not o.mine, o.left_s, o.referral.made_at)))

    def referrals_today(self) -> tuple[Referral, ...]:
        """All of today, oldest first."""
        with self._counter.reading() as con:
            return floor.referrals_since(con, self._morning())

    def claim(self, referral_id: UUID, eta_s: int = 0) -> Referral:
        """接. Raises ``NotFound``, ``BadInput``, ``Refused`` if a colleague has it or it is closed."""
        return self._counter.claim_referral(referral_id, eta_s)

    def pass_on(self, referral_id: UUID) -> Referral:
        """转走. Raises ``NotFound``, ``Refused`` if it is taken or closed."""
        return self._counter.pass_referral(referral_id)

    def receipt(self, referral_id: UUID) -> Receipt:
        """How one referral stands now. Raises ``NotFound``."""
        with self._counter.reading() as con:
            found = find(con, Referral, referral_id)
        if found is None:
            raise NotFound("referral", referral_id)
        return self._receipt(found, self._counter.now())

    def receipts(self) -> tuple[Receipt, ...]:
        """Those that this member of staff made today, newest first."""
        now, mine, present = self._counter.now(), self._counter.staff.staff_no, self._present()
        own = (one for one in reversed(self.referrals_today()) if one.made_by == mine)
        return tuple(receipt_of(one, present, self._counter.snapshot.staff, now) for one in own)

    # -- diversions (分流) and incidents (突发) -----------------------------------------------------

    def divert(
        self, step: int, channel: str, result: str = "done", business_type: str = "", ticket_id: UUID | None = None
    ) -> Diversion:
        """A customer was shown another way. Raises ``BadInput``."""
        with self._counter.doing("diversion.log") as deed:
            return lobby.divert(deed, step, channel, result, business_type, ticket_id)

    def diversions_today(self) -> tuple[Diversion, ...]:
        with self._counter.reading() as con:
            return floor.diversions_since(con, self._morning())

    def report_incident(self, what: str, place: str = "", note: str = "") -> Incident:
        """Something is out of order. Raises ``BadInput``."""
        with self._counter.doing("incident.report") as deed:
            return lobby.report(deed, what, place, note)

    def close_incident(self, incident_id: UUID, note: str = "") -> Incident:
        """In order again. Raises ``NotFound``, ``BadInput``."""
        with self._counter.doing("incident.report") as deed:
            return lobby.close(deed, incident_id, note)

    def incidents(self) -> tuple[Incident, ...]:
        """Today's, and whatever is not closed; oldest first."""
        with self._counter.reading() as con:
            return floor.incidents_since(con, self._morning())

    # -- bookings (预约) ----------------------------------------------------------------------------

    def book(self, asked: Booking) -> Appointment:
        """Raises ``BadInput``, ``NotFound`` for a customer number that this desk does not know."""
        if asked.customer_no:
            self._counter.card(asked.customer_no, suggest=False)
        with self._counter.doing("appointment.keep") as deed:
            return bookings.make(deed, asked)

    def move_booking(self, appointment_id: UUID, due_at: datetime) -> Appointment:
        """Another time. Raises ``NotFound``, ``BadInput``, ``Refused`` if it is over."""
        with self._counter.doing("appointment.keep") as deed:
            return bookings.move(deed, appointment_id, due_at)

    def check_in(self, appointment_id: UUID) -> Ticket:
        """They are here: a ticket of the queue that knows the booking; said twice it is the same ticket.

        Raises ``NotFound``, ``Refused`` if the booking was cancelled or was for another day.
        """
        queue = Queue(self._counter)
        with queue.doing("appointment.keep") as deed:
            booked = bookings.comes(deed, appointment_id)
            day = tickets_of(deed.con, day_at(deed.at))
            ticket = next((t for t in day if t.appointment_id == appointment_id), None) or queue.take(
                deed, booked.business_type, (), "appointment", booked.customer_no, appointment_id
            )
            if booked.how != "came":
                bookings.close(deed, appointment_id, "came", ticket.ticket_id)
            return ticket

    def end_booking(self, appointment_id: UUID, how: str, note: str = "") -> Appointment:
        """``no_show`` or ``cancelled``. Raises ``NotFound``, ``BadInput``, ``Refused`` if it is over."""
        with self._counter.doing("appointment.keep") as deed:
            return bookings.close(deed, appointment_id, how, note=note)

    def bookings(self, days: int = 1) -> tuple[Appointment, ...]:
        """Those due today and on the days after it, earliest first."""
        since = self._morning()
        with self._counter.reading() as con:
            return floor.appointments_between(con, since, since + timedelta(days=days))

    # -- duty (在岗) --------------------------------------------------------------------------------

    def begin_duty(self, role: str = "", window_no: str | None = None) -> Duty:
        """This member of staff is here: a teller at this desk's window, any other role at none, unless it is said."""
        role = role or self._counter.staff.role
        place = window_no if window_no is not None else self._counter.window_no if role == TELLER else ""
        if role in ROLES:
            check_stands(self._counter.staff, role, self._counter.branch.branch_no)
        with self._counter.doing("duty.change") as deed:
            return duties.begin(deed, role, place)

    def pause(self, reason: str = "") -> Duty:
        """暂停服务. Raises ``Refused`` if they are not on duty."""
        with self._counter.doing("duty.change") as deed:
            return duties.pause(deed, True, reason)

    def resume(self) -> Duty:
        """Back again. Raises ``Refused`` if they are not on duty."""
        with self._counter.doing("duty.change") as deed:
            return duties.pause(deed, False)

    def end_duty(self) -> Duty:
        """They leave. Raises ``Refused`` if they are not on duty."""
        with self._counter.doing("duty.change") as deed:
            return duties.end(deed)

    def on_duty(self) -> tuple[Duty, ...]:
        """Who is here today, away for a moment or not, earliest first."""
        return words.on_duty(self._duties(self._morning()), self._counter.now())

    def windows(self) -> Windows:
        """Which windows are open, of those that were served at in the last 30 days."""
        return words.windows(self._duties(self._morning() - LATELY), self._counter.now())

    def check_window(self, window_no: str) -> None:
        """Raises ``BadInput`` for one that is not known here."""
        Queue(self._counter).check_window(window_no)

    # -- inside -------------------------------------------------------------------------------------

    def _morning(self) -> datetime:
        return midnight(self._counter.today())

    def _duties(self, since: datetime) -> tuple[Duty, ...]:
        with self._counter.reading() as con:
            return floor.duties_since(con, since)

    def _present(self) -> tuple[Duty, ...]:
        return tuple(duty for duty in self.on_duty() if duty.paused_at is None)

    def _receipt(self, one: Referral, now: datetime) -> Receipt:
        return receipt_of(one, self._present(), self._counter.snapshot.staff, now)
