"""The call board's presenter: reads the queue when something was recorded, and lets new calls become old ones."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from teller_assist.desk.queue import Queue
from teller_assist.domain.days import BRANCH_TIME
from teller_assist.domain.hall import hall_of
from teller_assist.ui.call_board_view import CallBoardView
from teller_assist.ui.scene import Runs
from teller_assist.ui.station import Station

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter
    from teller_assist.domain.ticket import Ticket


def make(counter: "Counter", tasks: Runs, now: Callable[[], datetime]) -> Station:
    view = CallBoardView()
    return Station(view, CallBoardPresenter(view, counter, now))


class CallBoardPresenter:
    """Nobody touches it: everything comes by ``tick``."""

    def __init__(self, view: CallBoardView, counter: "Counter", now: Callable[[], datetime]) -> None:
        self._view, self._counter, self._now = view, counter, now
        self._queue = Queue(counter)
        self._stamp: object = None
        self._tickets: tuple[Ticket, ...] = ()
        self._seen: dict[tuple[UUID, int], datetime] = {}
        self._shown: object = None

    def tick(self) -> None:
        """Twice a second: reads if something was recorded or a new day began, paints if something changed."""
        at = self._now()
        stamp = self._counter.stamp(), self._counter.today()
        if stamp != self._stamp:
            self._counter.refresh()
            self._note(self._queue.tickets(), at)
            self._stamp = stamp
        hall = hall_of(self._tickets, self._counter.standards, at, self._seen)
        clock = at.astimezone(BRANCH_TIME).strftime("%H:%M")
        if (hall, clock) != self._shown:
            self._shown = hall, clock
            branch = self._counter.branch
            self._view.show_hall(hall, clock, (branch.name, branch.name_en))

    def _note(self, tickets: "tuple[Ticket, ...]", at: datetime) -> None:
        """A call that comes while the board is on is new now, whatever the clock of the desk that made it says."""
        first = self._stamp is None
        self._tickets = tickets
        called = [(t, (t.ticket_id, t.calls)) for t in tickets if t.called_at is not None]
        self._seen = {key: self._seen.get(key) or (t.called_at if first and t.called_at else at) for t, key in called}
