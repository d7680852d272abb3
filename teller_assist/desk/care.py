"""防诈关怀 at the counter: selling stops for a customer, signs are added, a supervisor lifts it. For the whole day.

A pause counts at every window of the branch: whoever has the customer's card open sees it as soon as the branch knows.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from teller_assist.desk import policy, visits
from teller_assist.desk.deed import Deed, found, new_id, short
from teller_assist.domain.care import REPORTED, VERDICTS, CareLifted, CarePack, CarePaused, Pause, Sign
from teller_assist.domain.care_report import USUAL_DAYS, CareReport, report_of
from teller_assist.domain.days import day_at, midnight
from teller_assist.domain.service_report import period_of
from teller_assist.domain.staff import Staff
from teller_assist.errors import BadInput, NotFound, Refused
from teller_assist.store.selling import pauses_of
from teller_assist.store.states import read
from teller_assist.store.views import time_text

if TYPE_CHECKING:
    from sqlite3 import Connection

    from teller_assist.desk.counter import Counter
    from teller_assist.domain.card import Card
    from teller_assist.domain.visit import Visit

SIGNS, TELLER = "signs", "teller"  # sources


def noticed(deed: Deed, visit: "Visit", card: "Card", pack: str) -> None:
    """What the card shows is recorded: the signs of the transaction in hand stop selling by themselves."""
    if card.care is not None and card.care.codes:
        pause(deed, visit, card.care.codes, SIGNS, pack)


def pause(deed: Deed, visit: "Visit", signs: Iterable[str], source: str, pack: str) -> Pause:
    """Stops selling to this customer; signs that the pause has already are recorded once. Raises ``Refused`` for a
    guest."""
    if visit.customer_no == visits.GUEST:
        raise Refused("nothing is offered to a guest: F9 F calls for help, and a pause needs a customer")
    under_way = [p for p in pauses_of(deed.con, visit.customer_no, day_at(deed.at)) if p.lifted_at is None]
    before = under_way[0] if under_way else None
    known = {sign for p in under_way for sign in p.signs.split()}
    more = [sign for sign in dict.fromkeys(signs) if sign not in known]
    if before is not None and not more:
        return before
    pause_id = before.pause_id if before is not None else new_id()
    deed.record(
        CarePaused, pause_id=pause_id, visit_id=visit.visit_id, customer_no=visit.customer_no, signs=" ".join(more),
        source=source, pack=pack,
    )  # fmt: skip
    return existing(deed.con, pause_id)


def lift(deed: Deed, pause_id: UUID, verdict: str, supervisor: Staff, note: str) -> Pause:
    """Verified, with four eyes; what another window began for this customer on that day is lifted with it.

    Raises ``NotFound``, ``BadInput`` for an unknown verdict, ``Refused`` if it was lifted or the supervisor is oneself.
    """
    if verdict not in VERDICTS:
        raise BadInput(f"{verdict!r} is no verdict; use one of {', '.join(VERDICTS)}")
    short(note)
    before = existing(deed.con, pause_id)
    if before.lifted_at is not None:
        raise Refused(f"it was lifted already ({before.verdict}, authorised by {before.authorised_by})")
    if supervisor.staff_no == deed.staff_no:
        raise Refused("who lifts it may not authorise it: another supervisor does (four eyes)")
    for one in pauses_of(deed.con, before.customer_no, day_at(before.paused_at)):
        if one.lifted_at is None:
            deed.record(
                CareLifted, pause_id=one.pause_id, verdict=verdict, authorised_by=supervisor.staff_no, note=note
            )  # fmt: skip
    return existing(deed.con, pause_id)


def existing(con: "Connection", pause_id: UUID) -> Pause:
    """As it now stands. Raises ``NotFound``."""
    return found(con, Pause, pause_id, "pause")


class CareDesk:
    """Made over a ``Counter``, whose member of staff and customer it means."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter

    @property
    def pack(self) -> CarePack:
        """The signs, sentences and questions in force."""
        return self._counter.care_pack

    def signs(self) -> tuple[Sign, ...]:
        """What a teller may report, in the order of the digits."""
        return self.pack.seen

    def here(self, customer_no: str) -> Pause | None:
        """The customer's pause that stands now."""
        with self._counter.reading() as con:
            pauses = pauses_of(con, customer_no, self._counter.today())
        return next((p for p in pauses if p.lifted_at is None), None)

    def pause(self, signs: Iterable[str] = (), customer_no: str | None = None) -> Pause:
        """A teller sees something: selling stops. ``customer_no`` None: whoever is at the window.

        Raises ``NotFound``, ``BadInput`` for a sign that the pack does not know, ``Refused`` with nobody there.
        """
        given, counter = tuple(signs), self._counter
        known = [*(sign.code for sign in self.pack.signs), REPORTED]
        for sign in given:
            if sign not in known:
                raise BadInput(f"{sign!r} is no sign; use one of {', '.join(known)}")
        if customer_no is not None:
            counter.known(customer_no)
        with counter.doing("care.pause") as deed:
            visit = visits.under_way(deed) if customer_no is None else visits.present(deed, customer_no, "cli")
            if visit is None:
                raise Refused("nobody is at the window: open the customer's card first")
            return pause(deed, visit, given, TELLER, self.pack.version)

    def report_here(self) -> Pause | None:
        """The teller has called for help because of a suspicion, and said no more; None for a guest or nobody."""
        visit = self._counter.open_visit()
        if visit is None or not visit.customer_no:
            return None
        return self.pause((REPORTED,))

    def lift(self, pause_id: UUID, verdict: str, authorised_by: str, note: str = "") -> Pause:
        """``authorised_by``: a branch manager's staff number; of this branch, and not who asks.

        Raises ``NotFound`` (pause, staff), ``BadInput``, ``NotAllowed`` if they may not authorise it, ``Refused``.
        """
        counter = self._counter
        supervisor = counter.snapshot.staff.get(authorised_by.strip())
        if supervisor is None:
            raise NotFound("staff", authorised_by.strip())
        policy.require(supervisor, "care.authorise", counter.branch.branch_no)
        with counter.doing("care.lift") as deed:
            return lift(deed, pause_id, verdict, supervisor, note)

    def listed(self, lifted_too: bool = False) -> tuple[Pause, ...]:
        """The branch's, newest first; who may not see all gets those they recorded themselves."""
        counter = self._counter
        only = "" if counter.may("care.see_all") else counter.staff.staff_no
        where = "(? = '' OR staff_no = ?) AND (? OR lifted_at IS NULL) ORDER BY paused_at DESC, pause_id"
        with counter.reading() as con:
            return read(con, Pause, where, only, only, lifted_too)

    def report(self, first: date | None = None, last: date | None = None) -> CareReport:
        """False alarms by sign and source; the ``USUAL_DAYS`` up to ``last`` (default today) if no first day is given.

        Raises ``BadInput`` for a period that is none, ``NotAllowed``.
        """
        counter = self._counter
        policy.require(counter.staff, "care.see_all", counter.branch.branch_no)
        until = last or counter.today()
        period = period_of(first or until - timedelta(days=USUAL_DAYS - 1), until)
        since, before = (time_text(midnight(d)) for d in (period.first, period.last + timedelta(days=1)))
        with counter.reading() as con:
            pauses = read(con, Pause, "paused_at >= ? AND paused_at < ?", since, before)
        return report_of(counter.branch.branch_no, period, pauses)
