"""Who is at the window and the screen that shows them: what looking and logging share."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from teller_assist.desk.status import DeskStatus, Served
from teller_assist.domain.busy import SATURATED
from teller_assist.domain.card import Card
from teller_assist.domain.visit import Visit
from teller_assist.errors import Expected
from teller_assist.ui import texts

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter
    from teller_assist.desk.window import AtWindow, Window
    from teller_assist.ui.counter_view import CounterView
    from teller_assist.ui.dock_face import DockFace


WAITING, BUSY = "waiting", "busy"  # the moment to say the one sentence; no moment at all. "": not yet
AUTHORISE = "authorise"


class Runs(Protocol):
    """``Tasks``, or whatever runs work at once in a test."""

    def run(
        self, work: Callable[[], object], done: Callable[..., None], failed: Callable[[Exception], None]
    ) -> None: ...


class Scene:
    """``turn`` counts customers: an answer for the one before changes nothing. ``view`` comes by ``attach``."""

    view: "CounterView | DockFace"

    def __init__(self, counter: "Counter", tasks: Runs, now: Callable[[], datetime], window: "Window") -> None:
        self.counter, self.tasks, self.now, self.window = counter, tasks, now, window
        self.card: Card | None = None
        self.visit: Visit | None = None
        self.turn = 0
        self.blanked = False
        self.served: Sequence[Served] = ()
        self.live = ""  # what the follower says of the line: up, down, "" nothing
        self.at: AtWindow | None = None  # as last looked at
        self.told_waiting = ""  # the customer with whom the core terminal says that it waits

    @property
    def waiting(self) -> bool:
        """An authorisation is awaited for the customer at the window: the terminal says so, or this window has called
        for one in this visit. Never while the hall is full."""
        if self.card is None or self.full:
            return False
        return self.told_waiting == self.card.customer_no or self._has_called()

    @property
    def full(self) -> bool:
        return self.at is not None and self.at.light == SATURATED

    def _has_called(self) -> bool:
        visit = self.visit
        calls = [coming.call for coming in self.at.calls] if self.at is not None and visit is not None else []
        return any(call.reason == AUTHORISE and visit and call.made_at >= visit.started_at for call in calls)

    def show_moment(self) -> None:
        """Lights the sentence, or not: nothing else changes on the screen."""
        if self.card is not None:
            self.view.show_moment(WAITING if self.waiting else BUSY if self.full else "")

    def refresh_status(self) -> None:
        """Data date, unsent count, today's customers: small reads."""
        status: DeskStatus = self.counter.status()
        status = replace(status, link=status.link.heard(self.live))
        self.view.show_status(status)
        self.served = self.counter.served_today()
        if self.card is None:
            self.view.empty.show_served(self.served)

    def fail(self, error: Exception) -> None:
        """In words in the visit bar. What was logged before stays logged."""
        words = texts.error(error) if isinstance(error, Expected) else texts.error(Expected(str(error)))
        self.view.bar.say_failed(words)
