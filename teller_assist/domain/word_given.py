"""What the branch owes a customer: complaints with their clock, promises, and the huddles. Shared nouns."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from teller_assist.domain.days import day_at
from teller_assist.domain.event import Event, event

# --- complaint (投诉)

SUBJECTS = ("attitude", "wait", "mistake", "product", "fee", "machine", "privacy", "other")
DECISIONS = ("upheld", "partly", "not_upheld", "withdrawn")
OFFERS = ("apology", "redo", "fee_waived", "priority", "call_back", "gift", "other")  # 补救
SATISFIED = ("", "yes", "no")


@event("complaint.filed", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintFiled(Event):
    """Taken at the counter; ``due_on`` is the last day of its clock by the branch's calendar (domain.md, 18)."""

    complaint_id: UUID
    customer_no: str
    subject: str
    text: str
    due_on: date
    teller_no: str = ""
    visit_id: UUID | None = None
    wish: str = ""


@event("complaint.offered", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintOffered(Event):
    """A recovery offer (补救) of ``OFFERS``, and whether the customer took it. The last one counts."""

    complaint_id: UUID
    offer: str
    accepted: bool = False


@event("complaint.decided", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintDecided(Event):
    """``decision`` of ``DECISIONS``, and what the customer was told."""

    complaint_id: UUID
    decision: str
    text: str = ""


@event("complaint.closed", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintClosed(Event):
    """After the decision; ``satisfied``: what the customer said, "" nothing, yes, no."""

    complaint_id: UUID
    satisfied: str = ""


ComplaintEvent = ComplaintFiled | ComplaintOffered | ComplaintDecided | ComplaintClosed


@dataclass(frozen=True, slots=True)
class FiledComplaint:
    """``stage``: open, decided, closed."""

    complaint_id: UUID
    customer_no: str
    subject: str
    text: str
    due_on: date
    teller_no: str
    visit_id: UUID | None
    wish: str
    filed_at: datetime
    filed_by: str
    stage: str = "open"
    offer: str = ""
    offer_accepted: bool = False
    decision: str = ""
    decision_text: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""
    closed_at: datetime | None = None
    satisfied: str = ""

    def is_open(self) -> bool:
        """Until it is closed nothing is sold to its customer."""
        return self.stage != "closed"

    def told_to(self, staff_no: str) -> "FiledComplaint":
        """Whole to who took it in, to whom it is about, and to "" (who may see all).

        Others who serve the customer are told that there is one, its subject, clock, offer and decision.
        """
        if staff_no in ("", self.filed_by, self.teller_no):
            return self
        return replace(self, text="", wish="", teller_no="", visit_id=None, decision_text="")


def fold_complaint(events: Iterable[ComplaintEvent]) -> FiledComplaint | None:
    """As it now stands; the first decision counts."""
    happened = list(events)
    filed = next((e for e in happened if isinstance(e, ComplaintFiled)), None)
    if filed is None:
        return None
    state = FiledComplaint(
        filed.complaint_id, filed.customer_no, filed.subject, filed.text, filed.due_on, filed.teller_no,
        filed.visit_id, filed.wish, filed.at, filed.staff_no,
    )  # fmt: skip
    for e in happened:
        match e:
            case ComplaintOffered():
                state = replace(state, offer=e.offer, offer_accepted=e.accepted)
            case ComplaintDecided() if state.stage == "open":
                state = replace(
                    state, stage="decided", decision=e.decision, decision_text=e.text, decided_at=e.at,
                    decided_by=e.staff_no,
                )  # fmt: skip
            case ComplaintClosed() if state.stage == "decided":
                state = replace(state, stage="closed", closed_at=e.at, satisfied=e.satisfied)
            case _:
                pass
    return state


# --- promise (承诺)


@event("promise.made", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseMade(Event):
    """What was promised to whom, until which day."""

    promise_id: UUID
    customer_no: str
    what: str
    due_on: date
    owner_no: str
    visit_id: UUID | None = None


@event("promise.ended", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseEnded(Event):
    """``how``: kept, broken, or withdrawn by the customer."""

    promise_id: UUID
    how: str
    note: str = ""


PROMISE_ENDS = ("kept", "broken", "withdrawn")


@dataclass(frozen=True, slots=True)
class Promise:
    """``how`` "" while it is owed. Kept after its day is late: ``ended_at`` tells."""

    promise_id: UUID
    customer_no: str
    what: str
    due_on: date
    owner_no: str
    visit_id: UUID | None
    made_at: datetime
    made_by: str
    how: str = ""
    ended_at: datetime | None = None
    ended_by: str = ""
    note: str = ""

    def is_overdue(self, today: date) -> bool:
        return not self.how and self.due_on < today

    def told_to(self, staff_no: str) -> "Promise":
        """Whoever serves the customer must know what is owed; what was noted at its end is for who owes or made it, and
        for "" (who may see all)."""
        return self if staff_no in ("", self.owner_no, self.made_by) else replace(self, note="")

    def is_late(self) -> bool:
        """Kept, but after its day."""
        return self.how == "kept" and self.ended_at is not None and day_at(self.ended_at) > self.due_on


def fold_promise(events: Iterable[PromiseMade | PromiseEnded]) -> Promise | None:
    """As it now stands; the first end counts."""
    happened = list(events)
    made = next((e for e in happened if isinstance(e, PromiseMade)), None)
    if made is None:
        return None
    state = Promise(
        made.promise_id, made.customer_no, made.what, made.due_on, made.owner_no, made.visit_id, made.at, made.staff_no
    )
    for e in happened:
        if isinstance(e, PromiseEnded) and not state.how:
            state = replace(state, how=e.how, ended_at=e.at, ended_by=e.staff_no, note=e.note)
    return state


# --- huddle (晨会/夕会)


@event("huddle.held", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class HuddleHeld(Event):
    """``part``: morning or evening; who was there, and what was agreed."""

    huddle_id: UUID
    day: date
    part: str
    present: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Huddle:
    huddle_id: UUID
    day: date
    part: str
    present: str
    note: str
    at: datetime
    staff_no: str


def fold_huddle(events: Iterable[HuddleHeld]) -> Huddle | None:
    state = None
    for e in events:
        state = Huddle(e.huddle_id, e.day, e.part, " ".join(e.present), e.note, e.at, e.staff_no)
    return state
