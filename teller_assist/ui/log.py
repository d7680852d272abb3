"""What the keys log of the suggestions for the customer at the window: receipts, undo, which one is live."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QTimer

from teller_assist.domain.attempt import Attempt, Outcome
from teller_assist.domain.days import BRANCH_TIME
from teller_assist.domain.suggestion import Suggestion
from teller_assist.domain.wrong import Wrong
from teller_assist.ui import texts
from teller_assist.ui.deeds import WRONG, Deed, DeedKeys
from teller_assist.ui.offer_parts import Receipt
from teller_assist.ui.scene import Scene

UNDO = timedelta(seconds=10)
UNFOLD = "O"  # 异议: the lines and objections of the one that the keys mean
PENDING_MS = 150  # a write slower than this says that it is under way


class LogPresenter:
    """Shown as done only when the journal has it."""

    def __init__(self, scene: Scene, deeds: DeedKeys, logged: Callable[[], None]) -> None:
        """``logged`` is told when the journal of this customer has changed."""
        self._scene, self._deeds, self._logged = scene, deeds, logged
        self._receipts: dict[str, Receipt] = {}
        self._live, self._named, self._unfolded = 1, 0, False  # named: the number pressed last; again unfolds
        self._undo_until: datetime | None = None
        self._referred: UUID | None = None  # by what was logged last
        self._wrong: UUID | None = None  # what was called wrong, if that was the last deed
        deeds.numbered.connect(self._on_numbered)
        deeds.asked.connect(self._on_asked)
        deeds.done.connect(self._on_deed)

    def forget(self) -> None:
        """The customer leaves."""
        self._receipts, self._undo_until, self._scene.told_waiting = {}, None, ""
        self._scene.view.bar.end_undo()

    def press(self, key: str) -> None:
        """A digit, letter or Enter outside the field."""
        card = self._scene.card
        if card is None or self._scene.blanked or card.alerts or not card.slate.suggestions:
            return
        if not self._deeds.press(key) and key.upper() == UNFOLD and self._live:
            self._unfolded, self._named = not self._unfolded, self._live
            self.show_slate()

    def tell_wrong(self, product_code: str, reason: int, told: Callable[[], None]) -> None:
        """这条不对, of any product of the catalogue; ``told`` hears that the journal has it."""
        turn, window, counter = self._scene.turn, self._scene.window, self._scene.counter
        self._scene.tasks.run(
            lambda: (window.tell_wrong(product_code, reason), counter.attempts_today()),
            lambda answer: self._on_wrong(turn, answer[0], answer[1], told),
            self._scene.fail,
        )

    def _on_wrong(self, turn: int, said: Wrong, attempts: Sequence[Attempt], told: Callable[[], None]) -> None:
        if turn == self._scene.turn:
            self._wrong = said.wrong_id
            self._on_logged(turn, Deed(0, None, said.reason), attempts)
            told()

    def undo(self) -> None:
        if self._undo_until is None or self._scene.now() > self._undo_until:
            return
        self._undo_until = None
        self._scene.view.bar.end_undo()
        turn = self._scene.turn
        self._scene.tasks.run(
            self._undo_one,
            lambda attempts: self._on_undone(turn, attempts),
            self._scene.fail,
        )

    def _on_undone(self, turn: int, attempts: Sequence[Attempt]) -> None:
        self._scene.refresh_status()
        if turn == self._scene.turn:
            self.take_receipts(attempts)
            self._logged()
        self._scene.view.bar.say_undone()

    def _on_numbered(self, number: int) -> None:
        if self._scene.card is None:
            return
        suggestions = self._scene.card.slate.suggestions
        if 0 < number <= len(suggestions):
            self._unfolded = number == self._named and not self._unfolded
            self._live = self._named = number
            self.show_slate()

    def _on_asked(self, deed: Deed | None) -> None:
        if deed is None or self._offer(deed.number) is None:
            self._scene.view.pane.show_reasons(0, ())
        else:
            ask = texts.ask_wrong() if deed.outcome is None else ""
            self._scene.view.pane.show_reasons(deed.number, texts.reasons(deed.code), ask)

    def _on_deed(self, deed: Deed) -> None:
        if self._scene.card is None:
            return
        card, turn = self._scene.card, self._scene.turn
        if deed.number == 0 and deed.outcome is not None:
            outcome = deed.outcome
            codes = [s.product_code for s in card.slate.suggestions if s.product_code not in self._receipts]
            work: Callable[[], object] = lambda: self._scene.counter.log_rest(outcome, deed.reason)  # noqa: E731
        else:
            offer = self._offer(deed.number)
            if offer is None:
                return
            codes = [offer.product_code]
            code = offer.product_code
            work = lambda: self._log_one(card.customer_no, code, deed)  # noqa: E731
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
            if turn == self._scene.turn:
                self._receipts = before
                self.show_slate()
            self._scene.fail(error)

        self._scene.tasks.run(lambda: (work(), self._scene.counter.attempts_today()), done, failed)

    def _log_one(self, customer_no: str, code: str, deed: Deed) -> None:
        """What was answered; and whoever is referred is offered to a colleague at once."""
        self._wrong = None
        if deed.outcome is None:
            self._wrong = self._scene.window.tell_wrong(code, deed.reason or len(texts.reasons(WRONG))).wrong_id
            return
        self._scene.counter.log(customer_no, code, deed.outcome, deed.reason)
        referred = self._scene.window.refer_once(customer_no, code) if deed.outcome is Outcome.REFERRED else None
        self._referred = referred.referral_id if referred else None

    def _undo_one(self) -> Sequence[Attempt]:
        wrong, self._wrong = self._wrong, None
        if wrong is not None:
            self._scene.window.undo_wrong(wrong)
            return self._scene.counter.attempts_today()
        self._scene.counter.undo()
        if self._referred is not None:
            self._scene.window.take_back(self._referred)
            self._referred = None
        return self._scene.counter.attempts_today()

    def _say_pending(self, turn: int, codes: Sequence[str], deed: Deed) -> None:
        if turn == self._scene.turn:
            for code in codes:
                self._receipts[code] = Receipt(deed.code, deed.reason, "", pending=True)
            self.show_slate()

    def _on_logged(self, turn: int, deed: Deed, attempts: Sequence[Attempt]) -> None:
        """The journal has it: now the receipt, the toast and ten seconds to take it back."""
        self._scene.refresh_status()
        if turn == self._scene.turn:
            self._undo_until = self._scene.now() + UNDO
            if self._scene.visit is None:
                self._scene.visit = self._scene.counter.open_visit()
                self.show_visit()
            self.take_receipts(attempts)
            self._logged()
        undo_until = self._undo_until if turn == self._scene.turn else None
        self._scene.view.bar.say_logged(deed.code, deed.reason if deed.outcome is not None else 0, undo_until)

    def take_receipts(self, attempts: Sequence[Attempt]) -> None:
        visit = self._scene.visit
        if visit is None:
            return
        mine = [a for a in attempts if a.visit_id == visit.visit_id and a.outcome is not Outcome.NOT_RECORDED]
        self._receipts = self._wrongs(visit.visit_id) | {
            a.product_code: Receipt(a.outcome.value, a.reason, a.at.astimezone(BRANCH_TIME).strftime("%H:%M"))
            for a in mine
        }
        self.to_live()
        self.show_slate()

    def _wrongs(self, visit_id: UUID) -> dict[str, Receipt]:
        return {
            w.product_code: Receipt(WRONG, w.reason, w.at.astimezone(BRANCH_TIME).strftime("%H:%M"))
            for w in self._scene.window.told_wrong(visit_id)
        }

    def to_live(self) -> None:
        """Keys mean the first suggestion not yet logged; 0 when all are."""
        suggestions = self._scene.card.slate.suggestions if self._scene.card else ()
        open_ = (n for n, s in enumerate(suggestions, 1) if s.product_code not in self._receipts)
        self._live, self._named, self._unfolded = next(open_, 0), 0, False
        self._deeds.start(self._live or 1)

    def _offer(self, number: int) -> Suggestion | None:
        suggestions = self._scene.card.slate.suggestions if self._scene.card else ()
        return suggestions[number - 1] if 0 < number <= len(suggestions) else None

    def live_product(self) -> str:
        """The product that F8 and ? mean; "" none."""
        card, offer = self._scene.card, self._offer(self._live) or self._offer(1)
        return offer.product_code if offer is not None and card is not None and not card.alerts else ""

    # --- what is shown

    def show_slate(self) -> None:
        if self._scene.card is not None:
            self._scene.view.show_slate(self._scene.card, self._receipts, self._live, self._unfolded)
            self._scene.show_moment()

    def show_visit(self) -> None:
        scene, product = self._scene, bool(self.live_product())
        limit_s = scene.counter.standards.limit_s(scene.visit.business_type if scene.visit else "")
        scene.view.bar.show_visit(scene.visit, product, scene.now(), scene.card is not None, limit_s)
