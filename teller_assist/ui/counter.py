"""The counter's presenter: decides what a key, a scan or an answer means. It knows no widget.

Lookup and card run here, in the GUI thread: they take microseconds. Everything that is recorded goes
through ``Tasks`` and is shown as done only when the journal has it. What is logged: ``ui/log.py``.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from teller_assist.desk.tickets import check_business
from teller_assist.domain.attempt import Attempt
from teller_assist.domain.card import Card
from teller_assist.domain.found import Found
from teller_assist.domain.hand import EMPTY, Hand
from teller_assist.domain.visit import Visit
from teller_assist.errors import Expected, NotFound
from teller_assist.ui import texts
from teller_assist.ui.counter_view import CounterView, look_up
from teller_assist.ui.deeds import DeedKeys
from teller_assist.ui.empty import GUEST
from teller_assist.ui.log import LogPresenter
from teller_assist.ui.scene import Runs, Scene
from teller_assist.ui.service import ServicePresenter

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter
    from teller_assist.desk.window import Window
    from teller_assist.ui.dock_face import DockFace

__all__ = ["CounterPresenter", "Runs"]


class CounterPresenter:
    """Keeps what the screen shows; ``attach`` gives it a new view after a change of look or language."""

    def __init__(
        self, counter: "Counter", tasks: Runs, deeds: DeedKeys, now: Callable[[], datetime], window: "Window"
    ) -> None:
        self._counter, self._tasks, self._deeds = counter, tasks, deeds
        self._scene = Scene(counter, tasks, now, window)
        self.service = ServicePresenter(self._scene, window, self)
        self._log = LogPresenter(self._scene, deeds, self._show_details)
        self.undo, self.live_product = self._log.undo, self._log.live_product
        self.tell_wrong = self._log.tell_wrong
        self.refresh_status, self.fail = self._scene.refresh_status, self._scene.fail
        self._revealing, self._detailed = False, False
        self._walk: tuple[str, ...] = ()
        self._stamp = -1
        self.when_begun: Callable[[], None] = _nothing
        self.when_stopped: Callable[[], None] = _nothing
        self.when_ended: Callable[[UUID], None] = _nothing_more

    @property
    def card(self) -> Card | None:
        return self._scene.card

    @property
    def visit(self) -> Visit | None:
        return self._scene.visit

    @property
    def waiting(self) -> bool:
        """An authorisation is awaited: the moment to say the one sentence."""
        return self._scene.waiting

    @property
    def blanked(self) -> bool:
        return self._scene.blanked

    def attach(self, view: "CounterView | DockFace") -> None:
        self._scene.view = view
        view.searched.connect(self.search)
        view.chosen.connect(self.choose)
        view.reopened.connect(self.reopen)
        view.pressed.connect(self.press)
        view.held.connect(self.hold)
        self.show_all()

    def show_all(self) -> None:
        """Everything anew, as it stands."""
        card = self.card
        if card is None and self._is_guest():
            self._scene.view.show_guest()
        elif card is None:
            self._scene.view.show_empty(self._scene.served)
        else:
            self._scene.view.show_card(card)
            self._log.show_slate()
            self._show_details()
        self._log.show_visit()
        if self._scene.blanked:
            self.blank()
        self.refresh_status()
        self.service.show()
        self.tick()

    def press(self, key: str) -> None:
        """A digit, letter or Enter outside the field."""
        if not self.service.press(key):
            self._log.press(key)

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
        """One of today's. A guest (``GUEST`` and the visit's id) has no card: it is asked who they were."""
        if customer_no.startswith(GUEST):
            self.service.merging = UUID(customer_no.removeprefix(GUEST))
            self.service.look()
            self._scene.view.focus_field()
            return
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

    def pop(self, kind: str, value: str, hand: Hand = EMPTY) -> None:
        """The core terminal asks for a card and may say what is in hand. The keyboard stays where it is.

        Again for the customer on the screen: what it says now counts. Raises ``NotFound``, ``BadInput`` for a business
        type that the standards do not know.
        """
        check_business(self._counter.standards, hand.business)
        if kind == "customer":
            self._counter.card(value)
            customer_no = value
        else:
            found = self._counter.scan(value)
            if len(found) != 1:
                raise NotFound(kind if kind == "ticket" else "customer", f"…{value[-4:]}")
            customer_no = found[0].customer_no
        self._counter.take_hand(customer_no, hand)
        self._open(customer_no, "pop", value if kind == "ticket" else "", hand.business)
        self._scene.told_waiting = customer_no if hand.waiting else ""
        self._scene.show_moment()

    def step(self, by: int) -> None:
        """Older (+1) or newer (-1) among today's customers."""
        served = (served.customer_no for served in self._scene.served if served.customer_no)
        numbers = self._walk or tuple(dict.fromkeys(served))
        here = numbers.index(self.card.customer_no) if self.card and self.card.customer_no in numbers else -1
        there = here + by
        if 0 <= there < len(numbers):
            self.reopen(numbers[there])
            self._walk = numbers  # opening makes a customer the newest; the walk keeps its order

    def _open(self, customer_no: str, how: str, ticket: str = "", business_type: str = "") -> None:
        if self.service.merge_into(customer_no):
            self._scene.view.clear_field()
            return
        if self._bring_up(customer_no):
            self._begin(customer_no, how, ticket, business_type)

    def preload(self, customer_no: str) -> None:
        """Whom the ticket that was called names: the card stands ready, their visit begins when they are here."""
        if self._bring_up(customer_no):
            self._tasks.run(lambda: self._counter.look(customer_no, "ticket"), self._on_looked, self._scene.fail)

    def _on_looked(self, _: object) -> None:
        self.refresh_status()

    def begin(self) -> None:
        """Whose card stands ready is here."""
        if self.card is not None:
            self._begin(self.card.customer_no, "ticket")

    def _bring_up(self, customer_no: str) -> bool:
        """The card on the screen; False if there is none."""
        self._deeds.flush()
        try:
            card = self._counter.card(customer_no, steady=True)
        except Expected as error:
            self._scene.fail(error)
            return False
        self._scene.turn += 1
        self._walk = ()
        self._conceal()
        self.when_begun()
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
        self._cared(card)
        return True

    def _begin(self, customer_no: str, how: str, ticket: str = "", business_type: str = "") -> None:
        turn, card = self._scene.turn, self.card
        self._tasks.run(
            lambda: (
                self._counter.begin_visit(customer_no, how, card, ticket, business_type),
                self._counter.attempts_today(),
            ),
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
        self.service.look()

    # --- the visit

    def welcome(self, visit: Visit) -> None:
        """A guest is here."""
        self._scene.visit = visit
        self._scene.view.show_guest()
        self._log.show_visit()
        self._scene.view.focus_card()

    def _is_guest(self) -> bool:
        return self._scene.visit is not None and not self._scene.visit.customer_no

    def end(self) -> None:
        """F12: what was shown and not logged is closed as not recorded, without a question."""
        visit = self._scene.visit
        if self.card is None and visit is None:
            return
        self.leave()
        self._tasks.run(lambda: self._counter.end_visit("key"), lambda _closed: self._on_ended(visit), self._scene.fail)

    def flush(self) -> None:
        """Logs what still waits for a reason: before what may end the visit."""
        self._deeds.flush()

    def leave(self) -> None:
        """The screen is cleared for the next one."""
        self._deeds.flush()
        self._scene.turn += 1
        self._conceal()
        self._scene.card = self._scene.visit = None
        self._detailed = False
        self._log.forget()
        self._scene.view.clear_field()
        self._scene.view.show_empty(self._scene.served)
        self._log.show_visit()

    def _on_ended(self, visit: Visit | None) -> None:
        self.refresh_status()
        if self.card is None:
            self._scene.view.show_empty(self._scene.served)
            if visit is not None:
                self.when_ended(visit.visit_id)
        self.service.look()

    def resume(self) -> None:
        """After a start: the visit that a crash or a restart left open is brought back."""
        visit = self._counter.open_visit()
        self.refresh_status()
        if visit is not None and not visit.customer_no:
            self.welcome(visit)
        elif visit is not None and self._scene.card is None:
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
            self._cared(card)
            self._scene.view.show_card(card)
            self._log.to_live()
            self._log.show_slate()
            self._log.show_visit()
            self._show_details()

    def _cared(self, card: Card) -> None:
        """Under an alert nothing that names a product stays open."""
        if card.alerts:
            self.when_stopped()

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
        if self.service.drop():
            return
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
        self.service.tick()
        if self.card is None:
            self._take_newer()
        else:
            self.look_again()

    def look_again(self) -> None:
        """Something was recorded, here or in the branch: an alert that came or went changes the open card at once."""
        stamp, before = self._counter.stamp(), self.card
        if before is None or self._scene.blanked or stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            card = self._counter.card(before.customer_no, steady=True)
        except Expected as error:
            self._scene.fail(error)
            return
        if (card.alerts, card.flags, card.care) != (before.alerts, before.flags, before.care):
            self._on_agent(self._scene.turn, card, None)

    def _take_newer(self) -> None:
        """Between customers: a generation that came in meanwhile is taken up."""
        try:
            if self._counter.refresh():
                texts.tell_business(self._counter.standards)
                texts.tell_wrong(self._counter.wrong_reasons)
                self.refresh_status()
        except Expected as error:
            self._scene.fail(error)


def _nothing() -> None:
    """Until the window says what else a card's opening means."""


def _nothing_more(_visit_id: UUID) -> None:
    """Until the window says what else the end of a visit means."""
