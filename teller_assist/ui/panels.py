"""The panels beside the counter window: complaints, promises, care, standards, knowledge, huddle. Made when asked."""

from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from teller_assist.desk.quality import Quality
from teller_assist.ui.scene import Runs

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter
    from teller_assist.ui.beside import Beside
    from teller_assist.ui.care_panel import CarePanel, CarePresenter
    from teller_assist.ui.complaint_panel import ComplaintPanel, ComplaintPresenter
    from teller_assist.ui.counter import CounterPresenter
    from teller_assist.ui.huddle_view import HuddlePresenter, HuddleView
    from teller_assist.ui.knowledge import KnowledgePresenter
    from teller_assist.ui.knowledge_view import KnowledgePanel
    from teller_assist.ui.promise_panel import PromisePanel, PromisePresenter
    from teller_assist.ui.standards_view import StandardsPresenter, StandardsView


class Panels:
    """``window`` is what they belong to: they close with it."""

    def __init__(self, window: QWidget, counter: "Counter", tasks: Runs, presenter: "CounterPresenter") -> None:
        self._of = ref(window)  # no cycle: the window would be collected in whichever thread collects
        self._counter, self._tasks, self._presenter = counter, tasks, presenter
        self._quality = Quality(counter)
        self.complaint: tuple[ComplaintPanel, ComplaintPresenter] | None = None
        self.care: tuple[CarePanel, CarePresenter] | None = None
        self.promise: tuple[PromisePanel, PromisePresenter] | None = None
        self.standards: tuple[StandardsView, StandardsPresenter] | None = None
        self.huddle: tuple[HuddleView, HuddlePresenter] | None = None
        self.knowledge: tuple[KnowledgePanel, KnowledgePresenter] | None = None

    @property
    def _window(self) -> QWidget:
        window = self._of()
        assert window is not None
        return window

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

    def show_care(self) -> None:
        """F11: signs that are seen; or, while selling has stopped, what came of it."""
        from teller_assist.desk.care import CareDesk
        from teller_assist.ui.care_panel import CarePanel, CarePresenter

        card = self._presenter.card
        if self._presenter.blanked or card is None:
            return
        if self.care is None:
            view = CarePanel(self._window)
            changed = self._presenter.look_again
            self.care = (view, CarePresenter(view, CareDesk(self._counter), self._tasks, changed))
        panel, presenter = self.care
        if presenter.open(card):
            self._bring(panel)

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

    def show_standards(self) -> None:
        """The page of the business in hand; the visit bar stays in sight."""
        from teller_assist.ui.standards_view import StandardsPresenter, StandardsView

        if self._presenter.blanked:
            return
        if self.standards is None:
            self.standards = (StandardsView(self._window), StandardsPresenter(self._counter))
        view, presenter = self.standards
        visit = self._presenter.visit
        presenter.open(view, visit.business_type if visit is not None else "")
        view.stand_above(self._window.geometry().topLeft(), self._room())

    def show_knowledge(self) -> None:
        """Cards of the product that is spoken of first; the quiz when nobody is at the window."""
        from teller_assist.desk.knowledge import Knowledge
        from teller_assist.ui.knowledge import KnowledgePresenter
        from teller_assist.ui.knowledge_view import KnowledgePanel

        if self._presenter.blanked:
            return
        if self.knowledge is None:
            view = KnowledgePanel(self._window)
            self.knowledge = (view, KnowledgePresenter(view, Knowledge(self._counter), self._tasks, self._is_busy))
        panel, presenter = self.knowledge
        presenter.open(self._presenter.live_product())
        self._bring(panel)
        panel.field.setFocus()

    def put_quiz_aside(self) -> None:
        """A customer is here: what was answered waits. Cards stay in sight, they may be what is needed."""
        if self.knowledge is not None:
            self.knowledge[0].put_aside()

    def _is_busy(self) -> bool:
        return self._presenter.visit is not None

    def show_huddle(self) -> None:
        """The card of this morning or, in the afternoon, of this evening."""
        from teller_assist.desk.huddles import Huddles
        from teller_assist.ui.huddle_view import HuddlePresenter, HuddleView

        if self._presenter.blanked:
            return
        if self.huddle is None:
            self.huddle = (HuddleView(self._window), HuddlePresenter(Huddles(self._counter), self._counter.now))
        view, presenter = self.huddle
        presenter.open(view)

    def shown(self) -> "tuple[Beside, ...]":
        """Those that are open."""
        made = (self.complaint, self.promise, self.care, self.knowledge)
        return tuple(both[0] for both in made if both is not None and both[0].isVisible())

    def _room(self) -> int:
        """px from the window's top to its visit bar; 0 where there is none in sight."""
        from teller_assist.ui.visit_bar import VisitBar

        bar = self._window.findChild(VisitBar)
        return bar.mapTo(self._window, QPoint()).y() if bar is not None and bar.isVisible() else 0

    def _bring(self, view: "Beside") -> None:
        """At the right of the window, above it; a dock that has no place for it leaves it to the window manager."""
        area = self._window.geometry()
        if self._window.isVisible():
            view.stand_at(area.topLeft(), area.height())
            view.stand_at(QPoint(area.right() + 1 - view.width(), area.top()), area.height())
        view.show()
        view.raise_()
        view.setFocus()
