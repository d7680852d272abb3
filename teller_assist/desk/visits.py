"""A customer comes and goes: visits, what was shown in them, and who looked at what."""

from datetime import datetime, timedelta
from uuid import UUID

from teller_assist.desk import evaluations, visit_tickets
from teller_assist.desk.deed import Deed, new_id
from teller_assist.domain.attempt import Attempt, AttemptLogged, Outcome
from teller_assist.domain.evidence import Evidence
from teller_assist.domain.visit import (
    AgentNoted,
    CardOpened,
    DecisionMade,
    FigureRevealed,
    Visit,
    VisitClocked,
    VisitEnded,
    VisitMerged,
    VisitResumed,
    VisitStarted,
    VisitTyped,
)  # fmt: skip
from teller_assist.errors import Refused
from teller_assist.store import attempts, visits
from teller_assist.store.selling import wrong_in
from teller_assist.store.views import shown_text

GUEST = ""  # the customer number of somebody without a record
RESUME_WITHIN = timedelta(minutes=10)
FORGOTTEN_AFTER = timedelta(hours=12)  # a visit open that long was left by a crash or a power cut


def forgotten(visit: Visit, at: datetime) -> bool:
    """Too old to be offered back after a restart."""
    return at - visit.started_at >= FORGOTTEN_AFTER


def under_way(deed: Deed) -> Visit | None:
    """The visit at this window as this transaction sees it: another program may have ended the one on the screen."""
    found = visits.open_visits(deed.con, deed.staff_no, deed.window_no)
    return next((visit for visit in reversed(found) if not forgotten(visit, deed.at)), None)


def still_there(deed: Deed, visit_id: UUID) -> Visit:
    """As it now stands. Raises ``Refused`` if another program has ended it meanwhile."""
    visit = _now(deed, visit_id)
    if visit.ended_at is not None:
        raise Refused("the visit has been ended meanwhile: open the customer's card again")
    return visit


def begin_visit(
    deed: Deed, customer_no: str, how: str, ticket: str, evidence: Evidence | None, business_type: str = ""
) -> Visit:
    """The customer is here and their card is open. ``business_type``: what the core terminal says they came for.

    Records that the card was opened, and what the slate showed unless the visit's last slate was the same.
    """
    visit = _clocked(deed, present(deed, customer_no, how, ticket), how, business_type)
    deed.record(CardOpened, customer_no=customer_no, how=how, visit_id=visit.visit_id)
    if evidence is not None:  # None: another branch's customer, to whom nothing is suggested
        show(deed, visit.visit_id, customer_no, evidence)
    return visit


def present(deed: Deed, customer_no: str, how: str, ticket: str = "") -> Visit:
    """This customer's visit. Ends any other; the same customer within 10 minutes of such an end resumes.

    A guest's open visit becomes theirs.
    """
    visit = _still_open(deed, customer_no)
    if visit is not None and visit.customer_no == customer_no:
        return visit
    if visit is not None:
        return merge_guest(deed, visit, customer_no)
    resumed = _resumed(deed, customer_no)
    return _now(deed, resumed.visit_id if resumed else _start(deed, customer_no, how, ticket))


def begin_guest(deed: Deed) -> Visit:
    """Somebody without a record is here; pressed again, it is the same visit. Ends any other."""
    visit = _still_open(deed, GUEST)
    return visit if visit is not None else _now(deed, _start(deed, GUEST, "guest", ""))


def merge_guest(deed: Deed, visit: Visit, customer_no: str) -> Visit:
    """A guest turns out to be this customer: visit and attempts are theirs. The last word counts.

    Raises ``Refused`` for the visit of somebody who was known from its beginning.
    """
    if visit.how != "guest":
        raise Refused(f"visit {visit.visit_id} was {visit.customer_no}'s from its beginning: only a guest's is merged")
    if visit.customer_no != customer_no:
        deed.record(VisitMerged, visit_id=visit.visit_id, customer_no=customer_no)
    return _now(deed, visit.visit_id)


def _start(deed: Deed, customer_no: str, how: str, number: str) -> UUID:
    """A new visit, with the ticket that was called to this window."""
    visit_id = new_id()
    ticket, number = visit_tickets.of_visit(deed, number)
    deed.record(
        VisitStarted, visit_id=visit_id, customer_no=customer_no, how=how, ticket=number, window_no=deed.window_no,
        ticket_id=ticket.ticket_id if ticket else None,
    )  # fmt: skip
    if ticket is not None:
        visit_tickets.take(deed, visit_id, ticket)
    return visit_id


def _clocked(deed: Deed, visit: Visit, how: str, business_type: str) -> Visit:
    """The scan that opens a visit greets; the core terminal's first pop begins, whenever it comes."""
    greets = how == "scan" and visit.started_at == deed.at and visit.greeted_at is None
    if greets or (how == "pop" and visit.begun_at is None):
        step = "greeted" if greets else "begun"
        deed.record(VisitClocked, visit_id=visit.visit_id, step=step, moment=deed.at, source=how)
    if business_type and business_type != visit.business_type:
        deed.record(VisitTyped, visit_id=visit.visit_id, business_type=business_type, source="pop")
    return _now(deed, visit.visit_id)


def _still_open(deed: Deed, customer_no: str) -> Visit | None:
    """This customer's open visit, or a guest's for whoever comes; every other one ends here."""
    mine = None
    for visit in visits.open_visits(deed.con, deed.staff_no, deed.window_no):
        if forgotten(visit, deed.at):
            end_visit(deed, visit, "restart")
        elif visit.customer_no in (customer_no, GUEST) and mine is None:
            mine = visit
        else:
            end_visit(deed, visit, "next")
    return mine


def _resumed(deed: Deed, customer_no: str) -> Visit | None:
    last = visits.last_visit(deed.con, deed.staff_no, deed.window_no, customer_no, deed.at)
    if last is None or last.ended_by != "next" or last.ended_at is None:
        return None
    if deed.at - last.ended_at > RESUME_WITHIN:
        return None
    deed.record(VisitResumed, visit_id=last.visit_id)
    return last


def show(deed: Deed, visit_id: UUID, customer_no: str, evidence: Evidence) -> None:
    """Records a slate that was shown, once."""
    if visits.last_decision(deed.con, visit_id) == (shown_text(evidence.shown), evidence.nothing_because):
        return
    deed.record(DecisionMade, decision_id=new_id(), visit_id=visit_id, customer_no=customer_no, **evidence._asdict())


def end_visit(deed: Deed, visit: Visit, by: str) -> tuple[Attempt, ...]:
    """The customer leaves; what was shown and not logged is closed as not recorded. Gives those; () if it has ended.

    With the visit ends the ticket, unless somebody goes on with it: who comes along, or who takes the window over. A
    forgotten visit ends its own only: somebody else has the window by now.
    """
    if _now(deed, visit.visit_id).ended_at is not None:
        return ()
    logged = {a.product_code for a in attempts.attempts_of_visit(deed.con, visit.visit_id)}
    logged |= wrong_in(deed.con, visit.visit_id)  # something was said of it
    closed = [
        close_unrecorded(deed, visit, shown)
        for code, shown in visits.shown_in(deed.con, visit.visit_id).items()
        if code not in logged
    ]
    deed.record(VisitEnded, visit_id=visit.visit_id, by=by)
    if by not in ("next", "staff"):
        visit_tickets.end(deed, visit.visit_id if by == "restart" else None)
    evaluations.request(deed, visit, by)
    return tuple(closed)


def close_unrecorded(deed: Deed, visit: Visit, shown: visits.Shown) -> Attempt:
    """A suggestion that was shown and of which nothing was said: a fact, not a nag."""
    attempt_id = new_id()
    deed.record(
        AttemptLogged, attempt_id=attempt_id, visit_id=visit.visit_id, customer_no=visit.customer_no,
        product_code=shown.product_code, outcome=Outcome.NOT_RECORDED, rank=shown.rank, verb=shown.verb,
        decision_id=shown.decision_id,
    )  # fmt: skip
    found = attempts.find_attempt(deed.con, attempt_id)
    assert found is not None
    return found


def note_agent(deed: Deed, visit: Visit, present: bool) -> None:
    """Somebody acts for the customer, or no longer does. Said twice, it is recorded once. Raises ``Refused``."""
    visit = still_there(deed, visit.visit_id)
    if visit.agent != present:
        deed.record(AgentNoted, visit_id=visit.visit_id, present=present)


def look(deed: Deed, customer_no: str, how: str) -> None:
    """A card was brought up, and no visit has begun with it."""
    deed.record(CardOpened, customer_no=customer_no, how=how)


def reveal(deed: Deed, customer_no: str, visit_id: UUID | None) -> None:
    """Exact figures were looked at."""
    deed.record(FigureRevealed, customer_no=customer_no, visit_id=visit_id)


def _now(deed: Deed, visit_id: UUID) -> Visit:
    found = visits.find_visit(deed.con, visit_id)
    assert found is not None
    return found
