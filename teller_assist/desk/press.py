"""How hard the queue presses (忙闲), and what that leaves of suggestions: business first."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from teller_assist.domain.busy import light_of, most_suggestions
from teller_assist.domain.days import day_at, midnight
from teller_assist.domain.standards import Standards
from teller_assist.domain.wait_estimate import SEEN_LATELY, count_windows
from teller_assist.store.floor import duties_since
from teller_assist.store.tickets import called_lately, waiting_since

if TYPE_CHECKING:
    from sqlite3 import Connection


class Press(NamedTuple):
    """``waiting`` None and ``light`` "" on a day without tickets: there is no queue here, or it is not known."""

    waiting: int | None = None
    light: str = ""

    @property
    def offers_left(self) -> int | None:
        """At most so many suggestions that are no services; None: as many as without a queue."""
        return most_suggestions(self.light) if self.light else None


CALM = Press()


def press_of(con: "Connection", standards: Standards, now: datetime) -> Press:
    """As it is now in the whole hall; the same light as ``Queue.hall`` and the lobby board."""
    today = day_at(now)
    waiting, longest_s = waiting_since(con, today, now)
    if waiting is None:
        return CALM
    windows = count_windows(duties_since(con, midnight(today)), called_lately(con, today, now - SEEN_LATELY), now)
    return Press(waiting, light_of(waiting, windows, longest_s, standards.busy))
