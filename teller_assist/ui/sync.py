"""The presenter of sync: the follower's news, the link in the status line, the page that F5 opens.

It decides when to look; what is shown is read from ``work.db``. It never takes the focus by itself.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from teller_assist.errors import Expected
from teller_assist.ui.sync_page import Working

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter
    from teller_assist.ui.follower import Follower
    from teller_assist.ui.sync_view import SyncView


class SyncPresenter:
    """``refresh_status``: the status line anew, with the line's present state. ``fail``: an error in words."""

    def __init__(
        self, counter: "Counter", now: Callable[[], datetime], refresh_status: Callable[[str], None],
        fail: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        self._counter, self._now, self._refresh_status, self._fail = counter, now, refresh_status, fail
        self._view: SyncView | None = None
        self._follower: Follower | None = None
        self._working = Working()
        self._shown: tuple[object, ...] = ()

    def follow(self, follower: "Follower") -> None:
        """Listens to the follower, and starts it if the desk is enrolled."""
        self._follower = follower
        follower.linked.connect(self._on_linked)
        follower.stepped.connect(self._on_stepped)
        follower.news.connect(self._on_news)
        follower.waiting.connect(self._on_waiting)
        follower.ended.connect(self._on_ended)
        self._begin()

    def open(self, view: "SyncView") -> None:
        """Shows the page as it stands now."""
        if self._view is not view:
            self._view = view
            view.asked.connect(self.ask)
        self._begin()
        self._show()
        view.show()
        view.raise_()
        (view.list if view.list.isVisible() else view).setFocus()

    def ask(self, what: str) -> None:
        """S and C."""
        if self._follower is None:
            return
        if what == "cancel":
            self._follower.cancel()
        else:
            self._set(step="hello", done=0, of=0, retry_at=None)
            self._follower.sync()

    def tick(self) -> None:
        """Once a second: the page follows what is recorded while it is open."""
        if self._view is not None and self._view.isVisible() and self._key() != self._shown:
            self._show()

    def _begin(self) -> None:
        if self._follower is not None and self._counter.status().link.state != "alone":
            self._follower.start()

    def _key(self) -> tuple[object, ...]:
        status = self._counter.status()
        return (
            status.unsent,
            status.link,
            status.generation,
            self._working.live,
            self._working.retry_at,
            self._is_past(),
        )

    def _is_past(self) -> bool:
        return self._working.retry_at is not None and self._working.retry_at < self._now()

    def _show(self) -> None:
        if self._view is None:
            return
        if self._is_past():  # the try is under way, or was: nothing is announced for the past
            self._working = self._working._replace(retry_at=None)
        try:
            self._shown = self._key()
            self._view.show_delivery(self._counter.delivery(), self._working, self._now())
        except Expected as error:
            self._fail(error)

    def _set(self, **what: object) -> None:
        self._working = self._working._replace(**what)  # type: ignore[arg-type]
        if self._view is not None and self._view.isVisible():
            self._view.show_working(self._working)

    # --- what the follower says

    def _on_linked(self, live: str) -> None:
        self._set(live=live)
        self._news()

    def _on_stepped(self, step: str, done: int, of: int) -> None:
        self._set(step=step, done=done, of=of, retry_at=None)

    def _on_waiting(self, seconds: int) -> None:
        self._set(step="", retry_at=self._now() + timedelta(seconds=seconds))
        self._news()

    def _on_news(self, count: int) -> None:
        self._news()

    def _on_ended(self) -> None:
        self._set(step="", done=0, of=0)
        self._news()

    def _news(self) -> None:
        """Something changed in ``work.db``: the status line, and the page if it is open."""
        self._refresh_status(self._working.live)
        if self._view is not None and self._view.isVisible():
            self._show()
