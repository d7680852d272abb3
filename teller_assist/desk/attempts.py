"""What came of a suggestion: logged, corrected, taken back."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from teller_assist.desk.deed import Deed, new_id, short
from teller_assist.desk.visits import close_unrecorded
from teller_assist.domain import gate
from teller_assist.domain.attempt import Attempt, AttemptCorrected, AttemptLogged, AttemptUndone, Outcome
from teller_assist.domain.customer import Profile
from teller_assist.domain.product import Product
from teller_assist.domain.reasons import DECLINE_REASONS, NOT_OFFERED_REASONS
from teller_assist.domain.staff import Branch, Staff
from teller_assist.domain.visit import Visit
from teller_assist.errors import BadInput, CareFirst, InPerson, NotFound, QuizNeeded, Refused
from teller_assist.store import attempts, visits
from teller_assist.store.selling import wrong_in

if TYPE_CHECKING:
    from sqlite3 import Connection

UNDO_WITHIN = timedelta(seconds=10)
LONGEST_RECORDING_REF = 64  # characters
REASONS = {Outcome.DECLINED: len(DECLINE_REASONS), Outcome.NOT_OFFERED: len(NOT_OFFERED_REASONS)}
# Stops of the whole customer under which no sale is valid. A complaint or an agent ends suggestions, but not what the
# customer asks for of their own accord or has entrusted; what needs the customer in person: ``gate.stop_agents_sale``.
NO_SALE = frozenset({"DECEASED", "COURT_FREEZE", "FRAUD_WATCH", "GUARDIANSHIP", "MINOR", "NO_CAPACITY", "FLAG_UNKNOWN"})


class Standing(NamedTuple):
    """What is known of seller and visit beside the law. ``quiz``: the topic that the seller still has to pass;
    ``agent``: somebody acts for the customer; ``care``: a care pause stands, not lifted."""

    quiz: str = ""
    agent: bool = False
    care: bool = False


NOTHING_STANDS = Standing()


class Answer(NamedTuple):
    """What the teller says came of it."""

    outcome: Outcome
    reason: int = 0
    note: str = ""
    recording_ref: str = ""


class Done(NamedTuple):
    """An attempt and the event that brought it there; ``event_id`` None when nothing new was said."""

    attempt: Attempt
    event_id: UUID | None


def check_answer(answer: Answer) -> None:
    """Raises ``BadInput`` for a reason the outcome does not have, or a text that is too long."""
    most = REASONS.get(answer.outcome, 0)
    if not 0 <= answer.reason <= most:
        allowed = f"has reasons 1–{most}, 0 for none" if most else "has no reasons"
        raise BadInput(f"{answer.outcome.value} {allowed}; {answer.reason} was given", reason=answer.reason)
    if answer.outcome is Outcome.NOT_RECORDED:
        raise BadInput("not_recorded is written by the end of a visit, not by hand")
    short(answer.note)
    if len(answer.recording_ref) > LONGEST_RECORDING_REF:
        raise BadInput(
            f"a recording's reference has at most {LONGEST_RECORDING_REF} characters, this one "
            f"{len(answer.recording_ref)}"
        )


def check_sale(
    answer: Answer, product: Product, profile: Profile, staff: Staff, branch: Branch, today: date,
    standing: Standing = NOTHING_STANDS,
) -> None:  # fmt: skip
    """Whether a sale may be logged as done. Raises ``Refused`` with the law's code and a way out."""
    if standing.care:  # 反电信网络诈骗法 15
        raise CareFirst(
            f"{product.product_code} may not be sold while the care pause stands: ask as the script says; once a "
            "supervisor has verified and lifted it, log the sale",
            code="CARE_PAUSE",
        )
    _refuse_not_sold_here(product, branch, today)
    _refuse_to_agent(product, profile, today, standing.agent)
    asks = profile.customer._replace(consent_marketing=True)  # whoever asks for it need not have agreed to offers
    case = gate.case(profile._replace(customer=asks), today, agent=False)
    stop = gate.stop_customer(case)
    if stop is None or stop[0] not in NO_SALE:
        stop = gate.stop_product(case, product)
    if stop is not None:
        what = f"{product.product_code} may not be sold to this customer today ({stop[0]})"
        way_out = "log it as unsuitable or declined"
        if stop[0] in gate.NEEDS_DECLARATION:
            way_out = f"advise against it and {way_out}; who insists is referred (R) and confirms in writing"
        raise Refused(f"{what}: {way_out}", code=stop[0], **stop[1])
    licensed = bool(product.licence) or not gate.is_investment(product)
    if not licensed or not staff.may_sell(product.licence, today):
        raise Refused(
            f"{product.product_code} needs the qualification {product.licence or 'for investments'}, which "
            f"{staff.staff_no} does not hold today: refer the customer (R)",
            code="REFER_ONLY", licence=product.licence,
        )  # fmt: skip
    if standing.quiz:
        raise QuizNeeded(
            f"{product.product_code} needs the quiz {standing.quiz}, which {staff.staff_no} has not passed or whose "
            "pass has ended: refer the customer (R), and take the quiz when nobody is at the window (Ctrl+F)",
            code="QUIZ_NEEDED", topic=standing.quiz,
        )  # fmt: skip
    if product.sale_zone and not branch.sales_zone:
        raise Refused(
            f"{product.product_code} is sold in the recorded zone only, and {branch.branch_no} has none: refer (R)",
            code="NO_SALES_ZONE",
        )
    if product.sale_zone and not answer.recording_ref:
        raise Refused(
            f"{product.product_code} is sold in the recorded zone only: give the recording's reference, or refer (R)",
            code="NO_RECORDING",
        )


def _refuse_not_sold_here(product: Product, branch: Branch, today: date) -> None:
    code = product.product_code
    stop = gate.stop_here(product, branch, today)
    if stop is None:
        return
    why = {
        "SOLD_OUT": f"{code} is not on sale",
        "NOT_VALID_TODAY": f"{code} is sold from {product.valid_from or '…'} to {product.valid_to or '…'} only",
    }.get(stop[0], f"{branch.branch_no} does not offer {code}")
    raise Refused(f"{why}: log it as considering, declined or referred", code=stop[0], **stop[1])


def _refuse_to_agent(product: Product, profile: Profile, today: date, agent: bool) -> None:
    stop = gate.stop_agents_sale(gate.case(profile, today, agent), product)
    if stop is not None:
        raise InPerson(
            f"{product.product_code} is an investment, an insurance or a debt, which no agent may take out for the "
            "customer: log it as considering or referred, and ask the customer to come in person",
            code=stop[0],
        )


def log_attempt(deed: Deed, visit: Visit, product_code: str, answer: Answer) -> Done:
    """One attempt a visit and product: said again it collapses, said otherwise it corrects."""
    before = attempts.attempt_of(deed.con, visit.visit_id, product_code)
    if before is not None:
        return correct_attempt(deed, before, answer)
    shown = visits.shown_in(deed.con, visit.visit_id).get(product_code)
    attempt_id = new_id()
    happened = deed.record(
        AttemptLogged, attempt_id=attempt_id, visit_id=visit.visit_id, customer_no=visit.customer_no,
        product_code=product_code, rank=shown.rank if shown else 0, verb=shown.verb if shown else "",
        decision_id=shown.decision_id if shown else None, **answer._asdict(),
    )  # fmt: skip
    return Done(_now(deed, attempt_id), happened.id)


def log_rest(deed: Deed, visit: Visit, answer: Answer) -> tuple[Done, ...]:
    """The same answer for everything shown in the visit, not yet logged and not called wrong."""
    logged = {
        a.product_code
        for a in attempts.attempts_of_visit(deed.con, visit.visit_id)
        if a.outcome is not Outcome.NOT_RECORDED
    }
    logged |= wrong_in(deed.con, visit.visit_id)
    shown = sorted(visits.shown_in(deed.con, visit.visit_id).values(), key=lambda s: s.rank)
    return tuple(log_attempt(deed, visit, s.product_code, answer) for s in shown if s.product_code not in logged)


def correct_attempt(deed: Deed, before: Attempt, answer: Answer) -> Done:
    """A later answer supersedes; the same answer again writes nothing."""
    note, ref = answer.note or before.note, answer.recording_ref or before.recording_ref
    if (answer.outcome, answer.reason, note, ref) == (before.outcome, before.reason, before.note, before.recording_ref):
        return Done(before, None)
    happened = deed.record(AttemptCorrected, attempt_id=before.attempt_id, **answer._asdict())
    return Done(_now(deed, before.attempt_id), happened.id)


def undo_attempt(deed: Deed, attempt_id: UUID, event_id: UUID) -> Attempt | None:
    """Takes one answer back; the answer before it stands again, None if there was none.

    When the visit has ended meanwhile, a suggestion that was shown and now has no answer is not recorded.
    """
    before = attempts.find_attempt(deed.con, attempt_id)
    deed.record(AttemptUndone, attempt_id=attempt_id, undoes=event_id)
    state = attempts.find_attempt(deed.con, attempt_id)
    if state is None and before is not None:
        visit = visits.find_visit(deed.con, before.visit_id)
        shown = visits.shown_in(deed.con, before.visit_id).get(before.product_code)
        if visit is not None and visit.ended_at is not None and shown is not None:
            close_unrecorded(deed, visit, shown)
    return state


def may_undo(logged_at: datetime, now: datetime) -> bool:
    """Within ten seconds, the tenth included. A clock set back meanwhile takes nobody's undo away."""
    return now - logged_at <= UNDO_WITHIN


def existing(con: "Connection", attempt_id: UUID) -> Attempt:
    """Raises ``NotFound``."""
    found = attempts.find_attempt(con, attempt_id)
    if found is None:
        raise NotFound("attempt", attempt_id)
    return found


def _now(deed: Deed, attempt_id: UUID) -> Attempt:
    found = attempts.find_attempt(deed.con, attempt_id)
    assert found is not None
    return found
