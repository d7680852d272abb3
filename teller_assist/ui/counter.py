"""The counter's presenter: decides what a key, a scan or an answer means. It knows no widget.

Lookup and card run here, in the GUI thread: they take microseconds. Everything that is recorded goes
through ``Tasks`` and is shown as done only when the journal has it. What is logged: ``ui/log.py``.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from teller_assist.domain.attempt import Attempt
from teller_assist.domain.card import Card
from teller_assist.domain.found import Found
from teller_assist.domain.visit import Visit
from teller_assist.errors import Expected, NotFound
from teller_assist.ui import texts
from teller_assist.ui.counter_view import CounterView, look_up
from teller_assist.ui.deeds import DeedKeys
from teller_assist.ui.log import LogPresenter
from teller_assist.ui.scene import Runs, Scene

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter
    from teller_assist.ui.dock_face import DockFace

__all__ = ["CounterPresenter", "Runs"]


class CounterPresenter:
    """Keeps what the screen shows; ``attach`` gives it a new view after a change of look or language."""

    def __init__(self, counter: "Counter", tasks: Runs, deeds: DeedKeys, now: Callable[[], datetime]) -> None:
        self._counter, self._tasks, self._deeds = counter, tasks, deeds
        self._scene = Scene(counter, tasks, now)
        self._log = LogPresenter(self._scene, deeds, self._show_details)
        self.press, self.undo, self.live_product = self._log.press, self._log.undo, self._log.live_product
        self.refresh_status, self.fail = self._scene.refresh_status, self._scene.fail
        self._revealing, self._detailed = False, False
        self._walk: tuple[str, ...] = ()

    @property
    def card(self) -> Card | None:
        return self._scene.card

    def attach(self, view: "CounterView | DockFace") -> None:
        self._scene.view = view
        view.searched.connect(self.search)
        view.chosen.connect(self.choose)
        view.reopened.connect(self.reopen)
        view.pressed.connect(self._log.press)
        view.held.connect(self.hold)
        self.show_all()

    def show_all(self) -> None:
        """Everything anew, as it stands."""
        card = self.card
        if card is None:
            self._scene.view.show_empty(self._scene.served)
        else:
            self._scene.view.show_card(card)
            self._log.show_slate()
            self._show_details()
        self._log.show_visit()
        if self._scene.blanked:
            self.blank()
        self.refresh_status()
        self.tick()

    # --- find

    def search(self, text: str) -> None:
        """After every keystroke; no thread, so no old answer can cover a newer one."""
        try:
            look_up(self._counter, self._scene.view, text)
        except Expected as error:
            self._scene.fail(error)

    def choose(self, found: Found) -> None:
        how = "ticket" if found.by == "ticket" else "search"
        self._open(found.customer_no, how, found.shown if how == "ticket" else "")
        self._scene.view.focus_card()

    def reopen(self, customer_no: str) -> None:
        self._open(customer_no, "search")
        self._scene.view.focus_card()

    def scan(self, digits: str) -> None:
        """A reader's burst: one customer opens at once; several are listed, none is said in words."""
        self._deeds.burst()
        self.unblank()
        found = self._counter.scan(digits)
        if len(found) == 1:
            self._open(found[0].customer_no, "scan")
            self._scene.view.focus_card()
        elif found:
            self._scene.view.show_found(found, digits)
            self._scene.view.focus_field()
        else:
            self._scene.view.bar.say_failed(texts.error(NotFound("customer", f"…{digits[-4:]}")))

    def pop(self, kind: str, value: str) -> None:
        """The core terminal asks for a card. The keyboard stays where it is. Raises ``NotFound``."""
        if kind == "customer":
            self._counter.card(value)
            self._open(value, "pop")
            return
        found = self._counter.scan(value)
        if len(found) != 1:
            raise NotFound(kind if kind == "ticket" else "customer", f"…{value[-4:]}")
        self._open(found[0].customer_no, "pop", value if kind == "ticket" else "")

    def step(self, by: int) -> None:
        """Older (+1) or newer (-1) among today's customers."""
        numbers = self._walk or tuple(dict.fromkeys(served.customer_no for served in self._scene.served))
        here = numbers.index(self.card.customer_no) if self.card and self.card.customer_no in numbers else -1
        there = here + by
        if 0 <= there < len(numbers):
            self.reopen(numbers[there])
            self._walk = numbers  # opening makes a customer the newest; the walk keeps its order

    def _open(self, customer_no: str, how: str, ticket: str = "") -> None:
        self._deeds.flush()
        try:
            card = self._counter.card(customer_no, steady=True)
        except Expected as error:
            self._scene.fail(error)
            return
        self._scene.turn += 1
        self._walk = ()
        self._conceal()
        if self.card is None or self.card.customer_no != customer_no:
            self._scene.visit = None
            self._log.forget()
        self._scene.card, self._detailed = card, False
        self._scene.view.clear_field()
        self._scene.view.bar.clear_failure()
        self._scene.view.show_card(card)
        self._log.to_live()
        self._log.show_slate()
        self._log.show_visit()
        turn = self._scene.turn
        self._tasks.run(
            lambda: (self._counter.begin_visit(customer_no, how, card, ticket), self._counter.attempts_today()),
            lambda begun: self._on_begun(turn, *begun),
            self._scene.fail,
        )

    def _on_begun(self, turn: int, visit: Visit, attempts: Sequence[Attempt]) -> None:
        self.refresh_status()
        if turn != self._scene.turn:
            return
        self._scene.visit = visit
        self._log.take_receipts(attempts)
        self._log.show_visit()

    # --- the visit

    def end(self) -> None:
        """F12: what was shown and not logged is closed as not recorded, without a question."""
        if self.card is None:
            return
        self._deeds.flush()
        self._scene.turn += 1
        self._conceal()
        self._scene.card = self._scene.visit = None
        self._detailed = False
        self._log.forget()
        self._scene.view.clear_field()
        self._scene.view.show_empty(self._scene.served)
        self._log.show_visit()
        self._tasks.run(lambda: self._counter.end_visit("key"), self._on_ended, self._scene.fail)

    def _on_ended(self, closed: object) -> None:
        self.refresh_status()
        if self.card is None:
            self._scene.view.show_empty(self._scene.served)

    def resume(self) -> None:
        """After a start: the visit that a crash or a restart left open is brought back."""
        visit = self._counter.open_visit()
        self.refresh_status()
        if visit is not None and self._scene.card is None:
            try:
                self._scene.card = self._counter.card(visit.customer_no, steady=True)
            except Expected:
                return
            self._scene.visit = visit
            self._scene.view.show_card(self._scene.card)
            self._log.take_receipts(self._counter.attempts_today())
            self._log.show_visit()

    def note_agent(self) -> None:
        if self.card is None or self._scene.visit is None:
            return
        turn, present = self._scene.turn, not self._scene.visit.agent
        self._tasks.run(
            lambda: (self._counter.note_agent(present), self._counter.open_visit()),
            lambda answer: self._on_agent(turn, *answer),
            self._scene.fail,
        )

    def _on_agent(self, turn: int, card: Card, visit: Visit | None) -> None:
        if turn == self._scene.turn:
            self._scene.card, self._scene.visit = card, visit or self._scene.visit
            self._scene.view.show_card(card)
            self._log.to_live()
            self._log.show_slate()
            self._log.show_visit()
            self._show_details()

    # --- look closely, look away

    def details(self) -> None:
        """F4: everything known, in the card's place; again, and the card is back."""
        if self.card is None or self._scene.blanked:
            return
        self._conceal()
        self._detailed = not self._detailed
        if self._detailed:
            self._show_details()
        else:
            self._scene.view.show_card(self.card)
            self._log.show_slate()
        self._scene.view.focus_card()

    def _show_details(self) -> None:
        """Read anew: something may have been logged since the card was opened."""
        if self._detailed and self.card is not None:
            try:
                self._scene.view.show_details(self._counter.card(self.card.customer_no))
            except Expected as error:
                self._scene.fail(error)

    def hold(self, down: bool) -> None:
        """Exact figures while the key is held; each hold is recorded once."""
        if not down:
            self._conceal()
            return
        card = self.card
        if card is None or self._revealing or card.minimal or "exact" in card.hidden:
            return
        self._revealing = True
        self._scene.view.show_exact(True)
        customer_no = card.customer_no
        self._tasks.run(lambda: self._counter.reveal(customer_no), lambda _: self.refresh_status(), self._fail_look)

    def _fail_look(self, error: Exception) -> None:
        """A look that cannot be recorded is no look."""
        self._conceal()
        self._scene.fail(error)

    def _conceal(self) -> None:
        if self._revealing:
            self._revealing = False
            self._scene.view.show_exact(False)

    def blank(self) -> None:
        self._conceal()
        self._deeds.drop()
        self._scene.blanked = True
        self._scene.view.hide_found()
        self._scene.view.show_curtain(self._scene.visit.ticket if self._scene.visit else "")

    def unblank(self) -> None:
        if self._scene.blanked:
            self._scene.blanked = False
            self._scene.view.show_curtain(None)

    def escape(self) -> None:
        """One Esc closes what is open: the reasons, the list, the details, then the text in the field."""
        if self._deeds.waiting() is not None:
            self._deeds.drop()
        elif self._detailed and not self._scene.view.found.isVisible():
            self.details()
        elif self._scene.card is not None:
            self._scene.view.clear_field()
            self._scene.view.focus_card()
        else:
            self._scene.view.clear_field()

    # --- the clock and the foot

    def line_is(self, live: str) -> None:
        """What the follower says of the line: up, down, or "" when it says nothing."""
        self._scene.live = live
        self.refresh_status()

    def tick(self) -> None:
        self._scene.view.show_time(self._scene.now())
        if self.card is None:
            self._take_newer()

    def _take_newer(self) -> None:
        """Between customers: a generation that came in meanwhile is taken up."""
        try:
            if self._counter.refresh():
                self.refresh_status()
        except Expected as error:
            self._scene.fail(error)
