"""签到: the pages of today's bookings, and of a new one. Who booked and how much is on no list."""

from datetime import date, datetime, time, timedelta

from teller_assist.desk.bookings import Booking
from teller_assist.domain.days import BRANCH_TIME, day_at
from teller_assist.domain.money import FEN_A_WAN
from teller_assist.ui import texts
from teller_assist.ui import words_lobby as words
from teller_assist.ui.lobby_flows import Doing, Flow
from teller_assist.ui.lobby_panel import Choice, Page

OPENS, CLOSES = time(9, 0), time(16, 30)  # bookings start then (practice)
DAYS_AHEAD = 6
AMOUNTS = (5, 8, 10, 15, 20, 30, 50, 80, 100)  # 万元


class CheckIn(Flow):
    """签到: today's bookings; came, not come, cancelled; or a new booking."""

    def page(self) -> Page | None:
        if not self.given:
            return self._list()
        if self.given[0] == "new":
            return self._new()
        if len(self.given) > 1:
            return None
        choices = tuple(Choice(how, words.word("booked", words.CAME, how), _CAME_GLYPHS[how]) for how in words.CAME)
        return Page(self._words(self.given[0]), choices)

    def deed(self) -> Doing:
        if self.given[0] == "new":
            return self._book()
        which, how = self.given
        booking = next(b for b in self.board.bookings if str(b.appointment_id) == which)
        floor = self.on.floor

        def work() -> str:
            if how == "came":
                return words.done("came", ticket=floor.check_in(booking.appointment_id).number)
            floor.end_booking(booking.appointment_id, how)
            return words.done(how)

        return Doing(work)

    def _list(self) -> Page:
        glyphs = {"": "clock", "came": "check", "no_show": "user-x", "cancelled": "x"}
        order = sorted(self.board.bookings, key=lambda b: (b.how != "", b.due_at))
        rows = tuple(
            Choice(str(b.appointment_id), self._words(str(b.appointment_id)), glyphs.get(b.how, "info"),
                   words.word("booked", words.CLOSED, b.how))
            for b in order
        )  # fmt: skip
        return Page(words.title("bookings"), (Choice("new", words.tile("new_booking"), "plus"), *rows))

    def _words(self, which: str) -> str:
        booking = next((b for b in self.board.bookings if str(b.appointment_id) == which), None)
        if booking is None:
            return which
        return f"{booking.due_at.astimezone(BRANCH_TIME):%H:%M} {words.word('booking', words.BOOKINGS, booking.what)}"

    def _new(self) -> Page | None:
        n, cash = len(self.given), "large_cash" in self.given[1:2]
        steps = 4 if cash else 3
        if n == 1:
            choices = tuple(Choice(w, words.word("booking", words.BOOKINGS, w)) for w in words.BOOKINGS)
            return Page(words.title("book"), choices, step=1, steps=3)
        if n == 2:
            return Page(words.title("day"), self._days(), step=2, steps=steps)
        if n == 3:
            return Page(words.title("time"), self._times(date.fromisoformat(self.given[2])), 4, step=3, steps=steps)
        if n == 4 and cash:
            choices = tuple(Choice(str(a), words.tile("amount", n=a)) for a in AMOUNTS)
            return Page(words.title("amount"), choices, 3, step=4, steps=4)
        return None

    def _days(self) -> tuple[Choice, ...]:
        counter, today = self.on.counter, day_at(self.board.at)
        branch, calendar = counter.branch.branch_no, counter.calendar
        ahead = (today + timedelta(days=n) for n in range(DAYS_AHEAD * 3))
        days = [day for day in ahead if calendar.is_business_day(day, branch)][: DAYS_AHEAD + 1]
        return tuple(Choice(day.isoformat(), f"{texts.day(day)} {texts.weekday(day)}") for day in days)

    def _times(self, day: date) -> tuple[Choice, ...]:
        at, last, found = _moment(day, OPENS), _moment(day, CLOSES), []
        while at <= last:
            if at > self.board.at:
                found.append(Choice(at.isoformat(), f"{at:%H:%M}"))
            at += timedelta(minutes=30)
        return tuple(found)

    def _book(self) -> Doing:
        _, what, _, due, *amount = self.given
        due_at, floor = datetime.fromisoformat(due), self.on.floor
        fen = int(amount[0]) * FEN_A_WAN if amount else 0

        def work() -> str:
            floor.book(Booking(what, due_at, amount_fen=fen))
            return words.done("book", when=f"{due_at:%m-%d %H:%M}")

        return Doing(work)


_CAME_GLYPHS = {"came": "ticket", "no_show": "user-x", "cancelled": "x"}


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, BRANCH_TIME)
