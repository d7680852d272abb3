"""One cross-sell attempt and what came of it (营销记录)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from teller_assist.domain.event import Event, event


class Outcome(StrEnum):
    """What came of a suggestion. The letter is the key the teller presses after the number."""

    ACCEPTED = "accepted"  # A 接受
    REFERRED = "referred"  # R 转介
    CONSIDERING = "considering"  # L 考虑
    DECLINED = "declined"  # N 拒绝, then a reason digit
    ALREADY_HAS = "already_has"  # H 已有
    NOT_OFFERED = "not_offered"  # T 未提, after 0 for all: no time
    UNSUITABLE = "unsuitable"  # U 不适合
    NOT_RECORDED = "not_recorded"  # closed by the end of the visit


LETTERS: dict[str, Outcome] = {
    "A": Outcome.ACCEPTED,
    "R": Outcome.REFERRED,
    "L": Outcome.CONSIDERING,
    "N": Outcome.DECLINED,
    "H": Outcome.ALREADY_HAS,
    "T": Outcome.NOT_OFFERED,
    "U": Outcome.UNSUITABLE,
}


@event("attempt.logged", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class AttemptLogged(Event):
    """A suggestion's outcome in one visit. ``reason`` 1–9 indexes the outcome's list, 0 none."""

    attempt_id: UUID
    visit_id: UUID
    customer_no: str
    product_code: str
    outcome: Outcome
    reason: int = 0
    rank: int = 0
    verb: str = ""
    decision_id: UUID | None = None
    recording_ref: str = ""
    note: str = ""


@event("attempt.corrected", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class AttemptCorrected(Event):
    """A later, better answer for the same attempt; the first record stays in the journal."""

    attempt_id: UUID
    outcome: Outcome
    reason: int = 0
    note: str = ""
    recording_ref: str = ""


@event("attempt.undone", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class AttemptUndone(Event):
    """Taken back within ten seconds; ``undoes`` is the id of the event that no longer counts."""

    attempt_id: UUID
    undoes: UUID


AttemptEvent = AttemptLogged | AttemptCorrected | AttemptUndone


@dataclass(frozen=True, slots=True)
class Attempt:
    """The attempt as it now stands. One a customer, visit and product."""

    attempt_id: UUID
    visit_id: UUID
    customer_no: str
    product_code: str
    outcome: Outcome
    reason: int
    at: datetime
    staff_no: str
    rank: int
    verb: str
    decision_id: UUID | None
    recording_ref: str
    note: str
    last_event: UUID


def fold(events: Iterable[AttemptEvent]) -> Attempt | None:
    """The attempt as it now stands; None once undone. ``events`` are all of one attempt, in order.

    An undone event is left out as if it had not happened, so undoing a correction brings the
    first answer back.
    """
    happened = list(events)
    undone = {e.undoes for e in happened if isinstance(e, AttemptUndone)}
    state: Attempt | None = None
    for e in happened:
        if e.id in undone:
            continue
        match e:
            case AttemptLogged():
                state = Attempt(
                    e.attempt_id, e.visit_id, e.customer_no, e.product_code, e.outcome, e.reason, e.at,
                    e.staff_no, e.rank, e.verb, e.decision_id, e.recording_ref, e.note, e.id,
                )  # fmt: skip
            case AttemptCorrected() if state is not None:
                state = Attempt(
                    state.attempt_id, state.visit_id, state.customer_no, state.product_code, e.outcome, e.reason,
                    e.at, e.staff_no, state.rank, state.verb, state.decision_id,
                    e.recording_ref or state.recording_ref,
                    e.note or state.note, e.id,
                )  # fmt: skip
            case _:
                pass
    return state
