"""这条不对 at the counter: a suggestion, or that there is none, is called wrong; its owner answers.

It is recorded with the decision that it is about, and the product is gone for the visit.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from teller_assist.desk import policy, visits
from teller_assist.desk.attempts import may_undo
from teller_assist.desk.deed import Deed, found, new_id, short
from teller_assist.domain.care_report import USUAL_DAYS
from teller_assist.domain.days import midnight
from teller_assist.domain.service_report import period_of
from teller_assist.domain.wrong import ANSWERS, Wrong, WrongSettled, WrongTold, WrongUndone
from teller_assist.domain.wrong_report import WrongReport, report_of, shown_of
from teller_assist.errors import BadInput, Refused
from teller_assist.store.selling import wrongs_in
from teller_assist.store.states import read
from teller_assist.store.views import Decision, time_text

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.desk.counter import Counter
    from teller_assist.domain.visit import Visit

_MINE = "EXISTS(SELECT 1 FROM journal WHERE noun = 'wrong' AND noun_id = wrong_id)"  # said at this desk


class Objection(NamedTuple):
    """``reason``: from 1, in the order of the pack's reasons."""

    product_code: str
    reason: int
    note: str = ""


def tell(deed: Deed, visit: "Visit", said: Objection) -> Wrong:
    """Once a visit and product: said again with another reason, the later word counts. Raises ``BadInput``."""
    short(said.note)
    before = next((w for w in wrongs_in(deed.con, visit.visit_id) if w.product_code == said.product_code), None)
    if before is not None and (before.reason, before.note) == said[1:]:
        return before
    if before is not None:
        deed.record(WrongUndone, wrong_id=before.wrong_id)
    made = deed.record(
        WrongTold, wrong_id=new_id(), customer_no=visit.customer_no, visit_id=visit.visit_id,
        decision_id=_decision_of(deed.con, visit.visit_id), **said._asdict(),
    )  # fmt: skip
    return existing(deed.con, made.wrong_id)


def undo(deed: Deed, wrong_id: UUID) -> None:
    """Within ten seconds, by who said it. Raises ``NotFound``, ``Refused``."""
    before = existing(deed.con, wrong_id)
    if before.staff_no != deed.staff_no or before.settled_at is not None or not may_undo(before.at, deed.at):
        raise Refused("it was not said here in the last ten seconds: its owner answers it")
    deed.record(WrongUndone, wrong_id=wrong_id)


def settle(deed: Deed, wrong_id: UUID, answer: str, note: str) -> Wrong:
    """The answer of who owns the pack; a later one counts. Raises ``NotFound``, ``BadInput``."""
    if answer not in ANSWERS:
        raise BadInput(f"{answer!r} is no answer; use one of {', '.join(ANSWERS)}")
    short(note)
    before = existing(deed.con, wrong_id)
    if (before.answer, before.answer_note) != (answer, note):
        deed.record(WrongSettled, wrong_id=wrong_id, answer=answer, note=note)
    return existing(deed.con, wrong_id)


def existing(con: "Connection", wrong_id: UUID) -> Wrong:
    """As it now stands. Raises ``NotFound``."""
    return found(con, Wrong, wrong_id, "wrong")


def _decision_of(con: "Connection", visit_id: UUID) -> UUID | None:
    """What the visit was shown last."""
    shown = read(con, Decision, "visit_id = ? ORDER BY at DESC, decision_id DESC LIMIT 1", str(visit_id))
    return shown[0].decision_id if shown else None


class WrongDesk:
    """Made over a ``Counter``, whose member of staff and visit it means."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter

    def tell(self, product_code: str, reason: int, note: str = "", customer_no: str | None = None) -> Wrong:
        """``customer_no`` None: whoever is at the window. Raises ``NotFound``, ``BadInput``, ``Refused`` with nobody
        there."""
        counter, most = self._counter, len(self._counter.wrong_reasons)
        if not 1 <= reason <= most:
            raise BadInput(f"say what is wrong, 1–{most}; {reason} was given", reason=reason)
        counter.offered(product_code)
        if customer_no is not None:
            counter.known(customer_no)
        with counter.doing("wrong.tell") as deed:
            visit = visits.under_way(deed) if customer_no is None else visits.present(deed, customer_no, "cli")
            if visit is None:
                raise Refused("no visit is open: open a customer's card first")
            return tell(deed, visit, Objection(product_code, reason, note))

    def undo(self, wrong_id: UUID) -> None:
        """Within ten seconds. Raises ``NotFound``, ``Refused``."""
        with self._counter.doing("wrong.tell") as deed:
            undo(deed, wrong_id)

    def settle(self, wrong_id: UUID, answer: str, note: str = "") -> Wrong:
        """Raises ``NotFound``, ``BadInput``, ``NotAllowed``."""
        with self._counter.doing("wrong.settle") as deed:
            return settle(deed, wrong_id, answer, note)

    def told_in(self, visit_id: UUID) -> tuple[Wrong, ...]:
        """Of one visit, oldest first."""
        with self._counter.reading() as con:
            return wrongs_in(con, visit_id)

    def listed(self, settled_too: bool = False) -> tuple[Wrong, ...]:
        """The branch's, oldest first; who may not see all gets their own."""
        counter = self._counter
        only = "" if counter.may("wrong.see_all") else counter.staff.staff_no
        where = "(? = '' OR staff_no = ?) AND (? OR settled_at IS NULL) ORDER BY at, wrong_id"
        with counter.reading() as con:
            return read(con, Wrong, where, only, only, settled_too)

    def report(self, first: date | None = None, last: date | None = None) -> WrongReport:
        """What was shown and called wrong at this desk; the ``USUAL_DAYS`` up to ``last`` (default today).

        Raises ``BadInput`` for a period that is none, ``NotAllowed``.
        """
        counter = self._counter
        policy.require(counter.staff, "wrong.see_all", counter.branch.branch_no)
        until = last or counter.today()
        period = period_of(first or until - timedelta(days=USUAL_DAYS - 1), until)
        between = [time_text(midnight(d)) for d in (period.first, period.last + timedelta(days=1))]
        with counter.reading() as con:
            wrongs = read(con, Wrong, f"at >= ? AND at < ? AND {_MINE}", *between)
            shown = shown_of(read(con, Decision, "at >= ? AND at < ?", *between))
        return report_of(counter.branch.branch_no, period, wrongs, shown)
