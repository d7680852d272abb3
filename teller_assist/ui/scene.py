"""Who is at the window and the screen that shows them: what looking and logging share."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from teller_assist.desk.status import DeskStatus, Served
from teller_assist.domain.card import Card
from teller_assist.domain.visit import Visit
from teller_assist.errors import Expected
from teller_assist.ui import texts

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter
    from teller_assist.desk.window import Window
    from teller_assist.ui.counter_view import CounterView
    from teller_assist.ui.dock_face import DockFace


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
