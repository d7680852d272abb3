"""The evaluation window's presenter: follows what the counter of its window records, and records what is pressed.

It reads ``work.db`` when something has been written there, so it asks within half a second of the visit's end.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from teller_assist.desk.evaluations import Evaluations
from teller_assist.domain.quality import Evaluation
from teller_assist.errors import Expected
from teller_assist.ui.evaluate_view import EvaluateView, Place
from teller_assist.ui.scene import Runs
from teller_assist.ui.station import Station

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter

THANKS = timedelta(seconds=3)
REASONS = timedelta(seconds=10)  # nobody has to say why
DEAD = timedelta(seconds=1)  # that page takes no press so long: the second one on a face lands where a tile is now


def make(counter: "Counter", tasks: Runs, now: Callable[[], datetime], window_no: str = "") -> Station:
    """``window_no``: the window it stands at, where that is not this desk's own (a tablet with a desk of its own)."""
    view = EvaluateView()
    return Station(view, EvaluatePresenter(view, counter, tasks, now, window_no))


class EvaluatePresenter:
    """Idle, asking, perhaps why, thanks. Everything is reckoned from ``now``; ``tick`` moves it on."""

    def __init__(
        self, view: EvaluateView, counter: "Counter", tasks: Runs, now: Callable[[], datetime], window_no: str = ""
    ) -> None:
        self._view, self._counter, self._tasks, self._now = view, counter, tasks, now
        self._evaluations = Evaluations(counter)
        self._window_no = window_no or counter.window_no
        self._device = "tablet" if window_no and window_no != counter.window_no else "screen"
        self._stamp = -1
        self._asked: Evaluation | None = None
        self._until: datetime | None = None  # of the page with the reasons, or of the thanks
        self._given_at: datetime | None = None  # the press that brought the reasons
        self._busy = False
        branch = counter.branch
        view.show_place(Place(branch.name, branch.name_en, self._window_no))
        view.pressed.connect(self.press)
        view.explained.connect(self.explain)

    def tick(self) -> None:
        """Twice a second."""
        if self._busy:
            return
        if self._until is not None:
            self._pass_on(self._now())
            return
        stamp = self._counter.stamp()
        if stamp != self._stamp or (self._asked is not None and not self._asked.is_open(self._now())):
            self._stamp = stamp
            self._look()

    def press(self, score: int) -> None:
        """The customer's press; a second one before the first is on the disk is none."""
        asked = self._asked
        if asked is None or self._busy:
            return
        self._busy = True
        self._tasks.run(
            lambda: self._evaluations.give(asked.evaluation_id, score, self._device), self._given, self._refused
        )

    def explain(self, code: str) -> None:
        """Why it was bad; "" they would rather not say."""
        asked = self._asked
        if asked is None or self._busy or self._is_dead(self._now()):
            return
        if not code:
            self._thank()
            return
        self._busy = True
        self._tasks.run(
            lambda: self._evaluations.give(asked.evaluation_id, asked.score, self._device, [code]),
            self._explained,
            self._refused,
        )

    def _look(self) -> None:
        self._asked = self._evaluations.asking(self._window_no)
        if self._asked is None:
            self._view.show_idle()
        else:
            self._view.show_asking(self._asked.teller_no)

    def _given(self, given: Evaluation) -> None:
        self._busy = False
        if given.is_bad() and not given.reasons:
            self._given_at = self._now()
            self._asked, self._until = given, self._given_at + REASONS
            self._view.show_reasons()
        else:
            self._thank()

    def _is_dead(self, at: datetime) -> bool:
        return self._given_at is not None and timedelta() <= at - self._given_at < DEAD

    def _explained(self, given: Evaluation) -> None:
        self._busy = False
        self._thank()

    def _refused(self, error: Exception) -> None:
        """Too late: the request is over, and the screen with it."""
        self._busy = False
        self._until = None
        self._look()
        if not isinstance(error, Expected):
            raise error

    def _thank(self) -> None:
        self._asked, self._until = None, self._now() + THANKS
        self._view.show_thanks()

    def _pass_on(self, at: datetime) -> None:
        """Reasons and thanks last their time, and no longer than until the next customer is asked."""
        assert self._until is not None
        standing = self._evaluations.asking(self._window_no)
        if at < self._until <= at + REASONS and standing is None:  # beyond that the clock was set back
            return
        if self._view.page() == "reasons" and standing is None:
            self._thank()
        else:
            self._until = None
            self._look()
