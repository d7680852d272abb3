"""The queue of the branch (排队叫号) as this desk knows it: taking tickets, calling, and everything in between.

Reads cost a few milliseconds and record nothing. A deed said twice is recorded once. Tickets of yesterday are never
called; the first deed of a day ends those that nobody ended.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from teller_assist.desk import tickets
from teller_assist.desk.counter import Counter
from teller_assist.desk.deed import Deed
from teller_assist.domain import queue
from teller_assist.domain.busy import light_of, most_suggestions
from teller_assist.domain.days import midnight
from teller_assist.domain.lobby import Duty, in_order, on_duty
from teller_assist.domain.policy import LOBBY
from teller_assist.domain.queue import Waiting
from teller_assist.domain.standards import Standards
from teller_assist.domain.ticket import CALLED, DONE, PARKED, SERVING, WAITING, Ticket
from teller_assist.domain.wait_estimate import Measured, count_windows, estimate_s, measured, open_windows, pace_of
from teller_assist.errors import BadInput, NotCome, NotFound
from teller_assist.store.chains import device_of
from teller_assist.store.floor import duties_since, windows_since
from teller_assist.store.profile import brief_of
from teller_assist.store.search import elsewhere
from teller_assist.store.tickets import tickets_numbered, tickets_of

Which = UUID | str  # a ticket's id, or its number of today
LATELY = timedelta(days=30)  # a window that nobody has served at for so long is not counted
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read as a figure
NOBODY = UUID(int=2**128 - 1)  # who would take a ticket now comes after everybody of this very moment


class Hall(NamedTuple):
    """How busy it is. ``light`` of ``busy.LIGHTS``; ``windows`` that are open; ``suggestions`` that may be shown."""

    light: str
    waiting: int
    longest_s: int
    windows: tuple[str, ...]
    suggestions: int


class Queue:
    """Made over a counter and shares its databases. ``window`` None is the window that the desk is set to."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._tidied: date | None = None  # the day on which what was left of earlier ones has been ended

    # -- reads ------------------------------------------------------------------------------------

    def tickets(self) -> tuple[Ticket, ...]:
        """All of today, in the order of coming, whatever became of them."""
        with self._counter.reading() as con:
            return tickets_of(con, self._counter.today())

    def waiting(self, window: str | None = "") -> list[Waiting]:
        """Who waits, the next one first: for the hall (""), for one window, or for this one (None)."""
        return self._order(self.tickets(), self._window(window))

    def called(self) -> tuple[Ticket, ...]:
        """Who has been called and is not at the window yet, the latest call first: for the call board."""
        return tuple(sorted(self._in(CALLED), key=_call_time, reverse=True))

    def serving(self) -> tuple[Ticket, ...]:
        """Who is at a window."""
        return self._in(SERVING)

    def parked(self) -> tuple[Ticket, ...]:
        """Who is set aside."""
        return self._in(PARKED)

    def at_window(self, window: str | None = None) -> Ticket | None:
        """Whom this window serves, else whom it has called."""
        where = self._window(window)
        here = [t for t in self._in(SERVING, CALLED) if t.window_no == where]
        return max(here, key=lambda t: (t.state == SERVING, _call_time(t)), default=None)

    def lost_calls(self, window: str | None = None) -> tuple[Ticket, ...]:
        """Tickets that this window called and another one has: it called first, or serves them already. Until this
        window has called somebody else."""
        where = self._window(window)
        if self.at_window(window) is not None:
            return ()
        return tuple(t for t in self._in(CALLED, SERVING) if t.window_no != where and where in t.contested_by.split())

    def find_ticket(self, number: str, today: date | None = None) -> Ticket | None:
        """The ticket of this number, one that is not over before one that is; blanks and case do not matter."""
        with self._counter.reading() as con:
            found = tickets_numbered(con, number.strip().upper(), today or self._counter.today())
        return next((t for t in found if t.state != DONE), found[0] if found else None)

    def hall(self) -> Hall:
        """The light, how many wait and how long, which windows are open, and how many suggestions may be shown."""
        day, duties = self.tickets(), self.duties()
        now = self._counter.now()
        windows, count = open_windows(duties, day, now), count_windows(duties, day, now)
        rows = self._order(day, "")
        longest = max((row.wait_s for row in rows), default=0)
        light = light_of(len(rows), count, longest, self._standards.busy)
        return Hall(light, len(rows), longest, windows, most_suggestions(light))

    def estimate_s(self, which: Which | None = None, business_type: str = "", tier: str = "") -> int:
        """Seconds that a ticket waits yet (0: not waiting), or, without ``which``, one taken now would wait.

        Raises ``NotFound``, and ``BadInput`` for a type or tier that this branch does not know.
        """
        day, now = self.tickets(), self._counter.now()
        if which is None:
            self._check_newcomer(business_type, tier)
            today = self._counter.today()
            newcomer = Ticket(NOBODY, "", today, business_type, "", tier, "", "kiosk", now)
        else:
            found = next((t for t in day if which in (t.ticket_id, t.number)), None)
            if found is None:
                raise NotFound("ticket", which)
            newcomer = found
        if newcomer.state != WAITING:
            return 0
        windows = open_windows(self.duties(), day, now)
        return estimate_s(newcomer, day, windows, pace_of(day, self._standards), now)

    def _check_newcomer(self, business_type: str, tier: str) -> None:
        if business_type and self._standards.find(business_type) is None:
            some = ", ".join(self._standards.business)
            raise BadInput(f"{business_type!r} is no business type; use one of {some}")
        tiers = self._counter.snapshot.tiers
        if tier and tier not in tiers:
            raise BadInput(f"{tier!r} is no tier; use one of {', '.join(tiers)}")

    def measured(self) -> Measured:
        """How far off today's estimates were; some tenths of a second on a full day, so not for every tick."""
        return measured(self.tickets(), self.duties(), self._standards)

    def duties(self) -> tuple[Duty, ...]:
        """Who has been on duty today."""
        with self._counter.reading() as con:
            return duties_since(con, midnight(self._counter.today()))

    def check_window(self, window_no: str) -> None:
        """Raises ``BadInput`` for a window where nobody has been on duty or served within 30 days."""
        with self._counter.reading() as con:
            since = midnight(self._counter.today()) - LATELY
            known = {self._counter.window_no, *windows_since(con, since)} - {""}
        if window_no not in known:
            raise BadInput(f"window {window_no!r} is not known here; use one of {', '.join(in_order(known))}")

    # -- deeds: issuing ---------------------------------------------------------------------------

    def take_ticket(
        self, business_type: str = "", needs: Iterable[str] = (), source: str = "kiosk", customer_no: str = "",
        appointment_id: UUID | None = None, tier: str = "",
    ) -> Ticket:  # fmt: skip
        """A new ticket with the next number of its row (docs/service.md). Raises ``BadInput``, ``NotFound``.

        ``tier``: of somebody whose customer number is not known here, as another branch's.
        """
        with self.doing("ticket.issue") as deed:
            return self.take(deed, business_type, tuple(needs), source, customer_no, appointment_id, tier)

    def walk_in(
        self, window: str | None = None, business_type: str = "", customer_no: str = "", visit_id: UUID | None = None
    ) -> Ticket:  # fmt: skip
        """Somebody without a ticket is at the window: one is issued and served at once."""
        where = self._named(window)
        with self.doing("ticket.issue") as deed:
            taken = self.take(deed, business_type, (), "staff", customer_no, None)
            return tickets.serve(deed, taken.ticket_id, where, visit_id)

    def identify(self, which: Which, customer_no: str = "", needs: Iterable[str] = ()) -> Ticket:
        """Who holds it, and with it their tier; or a need. Raises ``NotFound``, ``BadInput``, ``Refused``."""
        tier = self._tier(customer_no) if customer_no else ""
        with self.doing("ticket.sort") as deed:
            return tickets.identify(deed, self._id(deed, which), customer_no, tier, tuple(needs))

    # -- deeds: calling ---------------------------------------------------------------------------

    def call_next(self, window: str | None = None, leaves: Callable[[Deed], None] | None = None) -> Ticket | None:
        """The next one for this window; None if nobody waits for it, and then nothing ends.

        Ends (served) whom the window still serves, after ``leaves`` has been done. Who has been called here and not
        come is not called over: that one is given again and nothing is recorded, until they are served, missed, parked
        or given back.
        """
        where = self._named(window)
        with self.doing("ticket.call") as deed:
            day = tickets_of(deed.con, self._counter.today())
            here = [t for t in day if t.window_no == where and t.state in (CALLED, SERVING)]
            if called := [t for t in here if t.state == CALLED]:
                return max(called, key=_call_time)
            rows = self._order(day, where)
            if not rows:
                return None
            if leaves is not None:
                leaves(deed)
            for served in here:
                tickets.end(deed, served.ticket_id, "served")
            return tickets.call(deed, rows[0].ticket.ticket_id, where)

    def call(self, which: Which, out_of_order: str = "", window: str | None = None) -> Ticket:
        """Calls this one. ``out_of_order``: why, noted if they are not next. Raises ``NotFound``, ``Refused``, and
        ``NotCome`` while somebody else who was called here has not come."""
        where = self._named(window)
        with self.doing("ticket.call") as deed:
            ticket_id = self._id(deed, which)
            day = tickets_of(deed.con, self._counter.today())
            for other in day:
                if (other.state, other.window_no) == (CALLED, where) and other.ticket_id != ticket_id:
                    raise NotCome(other.number, where)
            rows = self._order(day, where)
            is_next = bool(rows) and rows[0].ticket.ticket_id == ticket_id
            return tickets.call(deed, ticket_id, where, "" if is_next else out_of_order or "chosen")

    def recall(self, which: Which | None = None, window: str | None = None) -> Ticket:
        """Calls once more; without ``which`` whom this window has called. Within 3 s it is the same press."""
        where = self._named(window)
        with self.doing("ticket.call") as deed:
            return tickets.recall(deed, self._id(deed, which, where), where)

    # -- deeds: what happens to it ----------------------------------------------------------------

    def park(self, which: Which | None = None, reason: str = "", window: str | None = None) -> Ticket:
        """Sets one aside, without ``which`` the one at this window. Raises ``NotFound``, ``Refused``."""
        with self.doing("ticket.sort") as deed:
            return tickets.park(deed, self._id(deed, which, self._window(window)), reason)

    def give_back(self, which: Which) -> Ticket:
        """Waits again with its time: after parking, after a missed call. Raises ``NotFound``, ``Refused``."""
        with self.doing("ticket.sort") as deed:
            return tickets.give_back(deed, self._id(deed, which))

    def transfer(
        self, which: Which | None = None, business_type: str = "", to_window: str = "", reason: str = "",
        window: str | None = None,
    ) -> Ticket:  # fmt: skip
        """To another business type or to one window, with its time. Raises ``NotFound``, ``BadInput``, ``Refused``."""
        with self.doing("ticket.sort") as deed:
            ticket_id = self._id(deed, which, self._window(window))
            return tickets.transfer(deed, self._standards, ticket_id, business_type, to_window, reason)

    def missed(self, which: Which | None = None, window: str | None = None) -> Ticket:
        """Called and did not come (过号). Raises ``NotFound``, ``Refused``."""
        with self.doing("ticket.sort") as deed:
            return tickets.missed(deed, self._id(deed, which, self._window(window)))

    def begin(self, which: Which | None = None, visit_id: UUID | None = None, window: str | None = None) -> Ticket:
        """The customer is at the window, with this visit. Raises ``NotFound``, ``Refused`` if another serves them."""
        where = self._named(window)
        with self.doing("ticket.call") as deed:
            return tickets.serve(deed, self._id(deed, which, where), where, visit_id)

    def end(self, which: Which | None = None, how: str = "served", window: str | None = None) -> Ticket:
        """It is over: served, left, diverted, no_show or closed. Raises ``NotFound``, ``BadInput``, ``Refused``."""
        with self.doing("ticket.sort") as deed:
            return tickets.end(deed, self._id(deed, which, self._window(window)), how)

    # -- inside -----------------------------------------------------------------------------------

    @contextmanager
    def doing(self, action: str) -> Iterator[Deed]:
        """One deed, for this facade and those beside it; what is left of earlier days is ended first."""
        today = self._counter.today()
        with self._counter.doing(action) as deed:
            if self._tidied != today:
                tickets.close_earlier(deed, today)
            tickets.reopen_early(deed)
            yield deed
        self._tidied = today

    @property
    def _standards(self) -> Standards:
        return self._counter.standards

    def _window(self, window: str | None) -> str:
        return self._counter.window_no if window is None else window

    def _named(self, window: str | None) -> str:
        where = self._window(window)
        if not where or where.split() != [where]:
            raise BadInput(f"{where!r} is no window: give its number, without blanks")
        return where

    def _in(self, *states: str) -> tuple[Ticket, ...]:
        return tuple(t for t in self.tickets() if t.state in states)

    def _order(self, day: Sequence[Ticket], window: str) -> list[Waiting]:
        takes = self._counter.window_takes if window and window == self._counter.window_no else queue.ALL
        return queue.in_order(day, window, self._counter.now(), self._standards, takes, self._staffed())

    def _staffed(self) -> tuple[str, ...] | None:
        """Windows with somebody on duty, away for a moment or not; None where nobody keeps the list."""
        windows = [d for d in self.duties() if d.window_no]
        return tuple(d.window_no for d in on_duty(windows, self._counter.now())) if windows else None

    def _id(self, deed: Deed, which: Which | None, window: str = "") -> UUID:
        """The ticket that is meant. Raises ``NotFound``."""
        if isinstance(which, UUID):
            return which
        if which is None:
            day = tickets_of(deed.con, self._counter.today())
            here = [t for t in day if t.window_no == window and t.state in (CALLED, SERVING)]
            if not here:
                raise NotFound("ticket", f"at window {window}")
            return max(here, key=_call_time).ticket_id
        found = tickets_numbered(deed.con, which.strip().upper(), self._counter.today())
        if not found:
            raise NotFound("ticket", which)
        return next((t for t in found if t.state != DONE), found[0]).ticket_id

    def take(
        self, deed: Deed, business_type: str, needs: tuple[str, ...], source: str, customer_no: str,
        appointment_id: UUID | None, tier: str = "",
    ) -> Ticket:  # fmt: skip
        """A new ticket with the next number of its row, within a deed. Raises as ``take_ticket``."""
        tickets.check_business(self._standards, business_type)
        today = self._counter.today()
        tier = self._tier(customer_no) if customer_no else tier
        given = {t.number for t in tickets_of(deed.con, today)}
        number = tickets.next_number(*self._row(source, business_type), given.__contains__)
        return tickets.take(
            deed, today, number, business_type, needs, source, tier, customer_no, appointment_id=appointment_id
        )

    def _row(self, source: str, business_type: str) -> tuple[str, int]:
        """Beginning of the number and how many digits follow: no two devices issue in one row."""
        if source == "kiosk":
            return self._standards.queue_of(business_type), 3
        if self._counter.staff.role == LOBBY:
            with self._counter.reading() as con:
                return row_of_device(device_of(con)), 2
        return row_of_window(self._counter.window_no), 2

    def _tier(self, customer_no: str) -> str:
        """Raises ``NotFound`` for a customer of no branch."""
        with self._counter.reading():
            conn = self._counter.snapshot.conn
            known = brief_of(conn, customer_no)
            other = None if known else elsewhere(conn, customer_no)
        if known is None and other is None:
            raise NotFound("customer", customer_no)
        return known[3] if known else other.tier if other else ""


def row_of_window(window_no: str) -> str:
    """W and two figures of the window; a longer one has its own letter, so W0199 and W01100 are window 1's only."""
    place = "".join(c for c in window_no if c.isascii() and c.isalnum()).upper().rjust(2, "0")[:5]
    return "WXYZ"[len(place) - 2] + place


def row_of_device(device: str) -> str:
    """L and two letters that two tablets hardly share (1 in 529), and then only while neither sees the other."""
    first, second = sha256(device.encode()).digest()[:2]
    return "L" + LETTERS[first % len(LETTERS)] + LETTERS[second % len(LETTERS)]


def _call_time(ticket: Ticket) -> tuple[bool, str]:
    return ticket.called_at is not None, ticket.called_at.isoformat() if ticket.called_at else ""
