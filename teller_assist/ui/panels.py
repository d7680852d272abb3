"""The panels beside the counter window: complaints and promises. Made when first asked for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from teller_assist.desk.quality import Quality
from teller_assist.ui.scene import Runs

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter
    from teller_assist.ui.beside import Beside
    from teller_assist.ui.complaint_panel import ComplaintPanel, ComplaintPresenter
    from teller_assist.ui.counter import CounterPresenter
    from teller_assist.ui.promise_panel import PromisePanel, PromisePresenter


class Panels:
    """``window`` is what they belong to: they close with it."""

    def __init__(self, window: QWidget, counter: "Counter", tasks: Runs, presenter: "CounterPresenter") -> None:
        self._window, self._counter, self._tasks, self._presenter = window, counter, tasks, presenter
        self._quality = Quality(counter)
        self.complaint: tuple[ComplaintPanel, ComplaintPresenter] | None = None
        self.promise: tuple[PromisePanel, PromisePresenter] | None = None

    def show_complaint(self) -> None:
        """For the customer at the window; without one for somebody without a record."""
        from teller_assist.ui.complaint_panel import ComplaintPanel, ComplaintPresenter

        if self._presenter.blanked:
            return
        if self.complaint is None:
            view = ComplaintPanel(self._window)
            changed = self._presenter.look_again
            self.complaint = (view, ComplaintPresenter(view, self._quality, self._tasks, changed))
        view, presenter = self.complaint
        presenter.open(self._presenter.card, self._presenter.visit)
        self._bring(view)

    def show_promise(self) -> None:
        """For the customer at the window; without one what this member of staff owes."""
        from teller_assist.ui.promise_panel import PromisePanel, PromisePresenter

        if self._presenter.blanked:
            return
        if self.promise is None:
            view = PromisePanel(self._window)
            changed, today = self._presenter.look_again, self._counter.today
            self.promise = (view, PromisePresenter(view, self._quality, self._tasks, today, changed))
        view, presenter = self.promise
        presenter.open(self._presenter.card, self._presenter.visit)
        self._bring(view)

    def shown(self) -> "tuple[Beside, ...]":
        """Those that are open."""
        made = (self.complaint[0] if self.complaint else None, self.promise[0] if self.promise else None)
        return tuple(view for view in made if view is not None and view.isVisible())

    def _bring(self, view: "Beside") -> None:
        """At the right of the window, above it; a dock that has no place for it leaves it to the window manager."""
        area = self._window.geometry()
        if self._window.isVisible():
            view.stand_at(QPoint(area.right() - view.width(), area.top()), area.height())
            view.move(area.right() - view.width(), area.top())
        view.show()
        view.raise_()
        view.setFocus()
