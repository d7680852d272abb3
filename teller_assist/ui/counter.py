"""The counter's presenter: decides what a key, a scan or an answer means. It knows no widget.

Lookup and card run here, in the GUI thread: they take microseconds. Everything that is recorded goes
through ``Tasks`` and is shown as done only when the journal has it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QTimer

from teller_assist.desk.status import DeskStatus, Served
from teller_assist.domain.attempt import Attempt, Outcome
from teller_assist.domain.card import Card
from teller_assist.domain.found import Found
from teller_assist.domain.moments import BRANCH_TIME
from teller_assist.domain.suggestion import Suggestion
from teller_assist.domain.visit import Visit
from teller_assist.errors import Expected, NotFound
from teller_assist.ui import texts
from teller_assist.ui.counter_view import CounterView
from teller_assist.ui.deeds import Deed, DeedKeys
from teller_assist.ui.offer import Receipt

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter
    from teller_assist.ui.dock_face import DockFace

UNDO = timedelta(seconds=10)
PENDING_MS = 150  # a write slower than this says that it is under way
FOUND = 20


class Runs(Protocol):
    """``Tasks``, or whatever runs work at once in a test."""

    def run(
        self, work: Callable[[], object], done: Callable[..., None], failed: Callable[[Exception], None]
    ) -> None: ...


class CounterPresenter:
    """Keeps what the screen shows; ``attach`` gives it a new view after a change of look or language."""

    def __init__(self, counter: "Counter", tasks: Runs, deeds: DeedKeys, now: Callable[[], datetime]) -> None:
        self._counter, self._tasks, self._deeds, self._now = counter, tasks, deeds, now
        self.card: Card | None = None
        self.visit: Visit | None = None
        self._receipts: dict[str, Receipt] = {}
        self._live, self._named, self._unfolded = 1, 0, False  # named: the number pressed last; again unfolds
        self._revealing = False
        self._served: Sequence[Served] = ()
        self._walk: tuple[str, ...] = ()
        self._undo_until: datetime | None = None
        self._blanked = False
        self._turn = 0  # counts customers: an answer for the one before changes nothing
        deeds.numbered.connect(self._on_numbered)
        deeds.asked.connect(self._on_asked)
        deeds.done.connect(self._on_deed)

    def attach(self, view: "CounterView | DockFace") -> None:
        self._view = view
        view.searched.connect(self.search)
        view.chosen.connect(self.choose)
        view.reopened.connect(self.reopen)
        view.pressed.connect(self.press)
        view.held.connect(self.hold)
        self.show_all()

    def show_all(self) -> None:
        """Everything anew, as it stands."""
        if self.card is None:
            self._view.show_empty(self._served)
        else:
            self._view.show_card(self.card)
            self._show_slate()
        self._show_visit()
        if self._blanked:
            self.blank()
        self.refresh_status()
        self.tick()

    # --- find

    def search(self, text: str) -> None:
        """After every keystroke; no thread, so no old answer can cover a newer one."""
        if not text.strip():
            self._view.hide_found()
            return
        try:
            found = self._counter.find(text, FOUND)
        except Expected as error:
            self._fail(error)
            return
        self._view.show_found(found, text)

    def choose(self, found: Found) -> None:
        how = "ticket" if found.by == "ticket" else "search"
        self._open(found.customer_no, how, found.shown if how == "ticket" else "")
        self._view.focus_card()

    def reopen(self, customer_no: str) -> None:
        self._open(customer_no, "search")
        self._view.focus_card()

    def scan(self, digits: str) -> None:
        """A reader's burst: one customer opens at once; several are listed, none is said in words."""
        self._deeds.burst()
        self.unblank()
        found = self._counter.scan(digits)
        if len(found) == 1:
            self._open(found[0].customer_no, "scan")
            self._view.focus_card()
        elif found:
            self._view.show_found(found, digits)
            self._view.focus_field()
        else:
            self._view.bar.say_failed(texts.error(NotFound("customer", f"…{digits[-4:]}")))

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
        numbers = self._walk or tuple(dict.fromkeys(served.customer_no for served in self._served))
        here = numbers.index(self.card.customer_no) if self.card and self.card.customer_no in numbers else -1
        there = here + by
        if 0 <= there < len(numbers):
            self.reopen(numbers[there])
            self._walk = numbers  # opening makes a customer the newest; the walk keeps its order

    def _open(self, customer_no: str, how: str, ticket: str = "") -> None:
        self._deeds.flush()
        try:
            card = self._counter.card(customer_no)
        except Expected as error:
            self._fail(error)
            return
        self._turn += 1
        self._walk = ()
        self._conceal()
        if self.card is None or self.card.customer_no != customer_no:
            self._receipts, self._undo_until, self.visit = {}, None, None
            self._view.bar.end_undo()
        self.card, self._unfolded = card, False
        self._view.clear_field()
        self._view.bar.clear_failure()
        self._view.show_card(card)
        self._to_live()
        self._show_slate()
        self._show_visit()
        turn = self._turn
        self._tasks.run(
            lambda: (self._counter.begin_visit(customer_no, how, card, ticket), self._counter.attempts_today()),
            lambda begun: self._on_begun(turn, *begun),
            self._fail,
        )

    def _on_begun(self, turn: int, visit: Visit, attempts: Sequence[Attempt]) -> None:
        self.refresh_status()
        if turn != self._turn:
            return
        self.visit = visit
        self._take_receipts(attempts)
        self._show_visit()

    # --- log

    def press(self, key: str) -> None:
        """A digit, letter or Enter outside the field."""
        if self.card is None or self._blanked or self.card.alerts or not self.card.slate.suggestions:
            return
        self._deeds.press(key)

    def undo(self) -> None:
        if self._undo_until is None or self._now() > self._undo_until:
            return
        self._undo_until = None
        self._view.bar.end_undo()
        turn = self._turn
        self._tasks.run(
            lambda: (self._counter.undo(), self._counter.attempts_today()),
            lambda answer: self._on_undone(turn, answer[1]),
            self._fail,
        )

    def _on_undone(self, turn: int, attempts: Sequence[Attempt]) -> None:
        self.refresh_status()
        if turn == self._turn:
            self._take_receipts(attempts)
        self._view.bar.say_undone()

    def _on_numbered(self, number: int) -> None:
        if self.card is None:
            return
        suggestions = self.card.slate.suggestions
        if 0 < number <= len(suggestions):
            self._unfolded = number == self._named and not self._unfolded
            self._live = self._named = number
            self._show_slate()

    def _on_asked(self, deed: Deed | None) -> None:
        if deed is None or self._offer(deed.number) is None:
            self._view.pane.show_reasons(0, ())
        else:
            self._view.pane.show_reasons(deed.number, texts.reasons(deed.outcome.value))

    def _on_deed(self, deed: Deed) -> None:
        if self.card is None:
            return
        card, turn = self.card, self._turn
        if deed.number == 0:
            codes = [s.product_code for s in card.slate.suggestions if s.product_code not in self._receipts]
            work: Callable[[], object] = lambda: self._counter.log_rest(deed.outcome, deed.reason)  # noqa: E731
        else:
            offer = self._offer(deed.number)
            if offer is None:
                return
            codes = [offer.product_code]
            code = offer.product_code
            work = lambda: self._counter.log(card.customer_no, code, deed.outcome, deed.reason)  # noqa: E731
        before = dict(self._receipts)
        late = QTimer(self._deeds)
        late.setSingleShot(True)
        late.timeout.connect(lambda: self._say_pending(turn, codes, deed))
        late.start(PENDING_MS)

        def done(answer: tuple[object, Sequence[Attempt]]) -> None:
            late.stop()
            late.deleteLater()
            self._on_logged(turn, deed, answer[1])

        def failed(error: Exception) -> None:
            late.stop()
            late.deleteLater()
            if turn == self._turn:
                self._receipts = before
                self._show_slate()
            self._fail(error)

        self._tasks.run(lambda: (work(), self._counter.attempts_today()), done, failed)

    def _say_pending(self, turn: int, codes: Sequence[str], deed: Deed) -> None:
        if turn == self._turn:
            for code in codes:
                self._receipts[code] = Receipt(deed.outcome.value, deed.reason, "", pending=True)
            self._show_slate()

    def _on_logged(self, turn: int, deed: Deed, attempts: Sequence[Attempt]) -> None:
        """The journal has it: now the receipt, the toast and ten seconds to take it back."""
        self.refresh_status()
        if turn == self._turn:
            self._undo_until = self._now() + UNDO
            if self.visit is None:
                self.visit = self._counter.open_visit()
                self._show_visit()
            self._take_receipts(attempts)
        undo_until = self._undo_until if turn == self._turn else None
        self._view.bar.say_logged(deed.outcome.value, deed.reason, undo_until)

    def _take_receipts(self, attempts: Sequence[Attempt]) -> None:
        if self.visit is None:
            return
        mine = [a for a in attempts if a.visit_id == self.visit.visit_id and a.outcome is not Outcome.NOT_RECORDED]
        self._receipts = {
            a.product_code: Receipt(a.outcome.value, a.reason, a.at.astimezone(BRANCH_TIME).strftime("%H:%M"))
            for a in mine
        }
        self._to_live()
        self._show_slate()

    def _to_live(self) -> None:
        """Keys mean the first suggestion not yet logged; 0 when all are."""
        suggestions = self.card.slate.suggestions if self.card else ()
        open_ = (n for n, s in enumerate(suggestions, 1) if s.product_code not in self._receipts)
        self._live, self._named, self._unfolded = next(open_, 0), 0, False
        self._deeds.start(self._live or 1)

    def _offer(self, number: int) -> Suggestion | None:
        suggestions = self.card.slate.suggestions if self.card else ()
        return suggestions[number - 1] if 0 < number <= len(suggestions) else None

    def live_product(self) -> str:
        """The product that F8 and ? mean; "" none."""
        offer = self._offer(self._live) or self._offer(1)
        return offer.product_code if offer is not None and self.card is not None and not self.card.alerts else ""

    # --- the visit

    def end(self) -> None:
        """F12: what was shown and not logged is closed as not recorded, without a question."""
        if self.card is None:
            return
        self._deeds.flush()
        self._turn += 1
        self._conceal()
        self.card, self.visit, self._receipts, self._undo_until = None, None, {}, None
        self._view.clear_field()
        self._view.bar.end_undo()
        self._view.show_empty(self._served)
        self._show_visit()
        self._tasks.run(lambda: self._counter.end_visit("key"), self._on_ended, self._fail)

    def _on_ended(self, closed: object) -> None:
        self.refresh_status()
        if self.card is None:
            self._view.show_empty(self._served)

    def resume(self) -> None:
        """After a start: the visit that a crash or a restart left open is brought back."""
        visit = self._counter.open_visit()
        self.refresh_status()
        if visit is not None and self.card is None:
            try:
                self.card = self._counter.card(visit.customer_no)
            except Expected:
                return
            self.visit = visit
            self._view.show_card(self.card)
            self._take_receipts(self._counter.attempts_today())
            self._show_visit()

    def note_agent(self) -> None:
        if self.card is None or self.visit is None:
            return
        turn, present = self._turn, not self.visit.agent
        self._tasks.run(
            lambda: (self._counter.note_agent(present), self._counter.open_visit()),
            lambda answer: self._on_agent(turn, *answer),
            self._fail,
        )

    def _on_agent(self, turn: int, card: Card, visit: Visit | None) -> None:
        if turn == self._turn:
            self.card, self.visit = card, visit or self.visit
            self._view.show_card(card)
            self._to_live()
            self._show_slate()
            self._show_visit()

    # --- look closely, look away

    def hold(self, down: bool) -> None:
        """Exact figures while the key is held; each hold is recorded once."""
        if not down:
            self._conceal()
            return
        if self.card is None or self._revealing or self.card.minimal or "exact" in self.card.hidden:
            return
        self._revealing = True
        self._view.card.show_exact(True)
        customer_no = self.card.customer_no
        self._tasks.run(lambda: self._counter.reveal(customer_no), lambda _: self.refresh_status(), self._fail_look)

    def _fail_look(self, error: Exception) -> None:
        """A look that cannot be recorded is no look."""
        self._conceal()
        self._fail(error)

    def _conceal(self) -> None:
        if self._revealing:
            self._revealing = False
            self._view.card.show_exact(False)

    def blank(self) -> None:
        self._conceal()
        self._deeds.drop()
        self._blanked = True
        self._view.hide_found()
        self._view.show_curtain(self.visit.ticket if self.visit else "")

    def unblank(self) -> None:
        if self._blanked:
            self._blanked = False
            self._view.show_curtain(None)

    def escape(self) -> None:
        """One Esc closes what is open: the reasons, the list, then the text in the field."""
        if self._deeds.waiting() is not None:
            self._deeds.drop()
        elif self.card is not None:
            self._view.clear_field()
            self._view.focus_card()
        else:
            self._view.clear_field()

    # --- the clock and the foot

    def tick(self) -> None:
        self._view.show_time(self._now())

    def refresh_status(self) -> None:
        """Data date, unsent count, today's customers: small reads."""
        status: DeskStatus = self._counter.status()
        self._view.show_status(status)
        self._served = self._counter.served_today()
        if self.card is None:
            self._view.empty.show_served(self._served)

    def _show_slate(self) -> None:
        if self.card is not None:
            self._view.show_slate(self.card, self._receipts, self._live, self._unfolded)

    def _show_visit(self) -> None:
        product = bool(self.live_product())
        self._view.bar.show_visit(self.visit, product, self._now(), here=self.card is not None)

    def _fail(self, error: Exception) -> None:
        """In words in the visit bar. What was logged before stays logged."""
        words = texts.error(error) if isinstance(error, Expected) else texts.error(Expected(str(error)))
        self._view.bar.say_failed(words)
