"""这条不对: a teller says that a suggestion is wrong, and why. It goes for the visit and is counted for its owner."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from teller_assist.domain.event import Event, event

ANSWERS = ("mended", "right", "noted")


@event("wrong.told", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class WrongTold(Event):
    """``reason`` 1–9 of ``domain/reasons.WRONG_REASONS``. ``visit_id`` None: told outside a visit."""

    wrong_id: UUID
    customer_no: str
    product_code: str
    reason: int
    visit_id: UUID | None = None
    decision_id: UUID | None = None
    note: str = ""


@event("wrong.settled", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class WrongSettled(Event):
    """What the owner of the pack says to it: one of ``ANSWERS``."""

    wrong_id: UUID
    answer: str
    note: str = ""


@event("wrong.undone", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class WrongUndone(Event):
    """It was a slip of the hand, taken back within ten seconds: nothing was said."""

    wrong_id: UUID


WrongEvent = WrongTold | WrongSettled | WrongUndone


@dataclass(frozen=True, slots=True)
class Wrong:
    """As it now stands; ``settled_at`` None while nobody has answered."""

    wrong_id: UUID
    customer_no: str
    product_code: str
    reason: int
    visit_id: UUID | None
    decision_id: UUID | None
    note: str
    at: datetime
    staff_no: str
    settled_at: datetime | None = None
    settled_by: str = ""
    answer: str = ""
    answer_note: str = ""


def fold(events: Iterable[WrongEvent]) -> Wrong | None:
    """The objection as it now stands, None once it was taken back; a later answer stands in an earlier one's place."""
    state: Wrong | None = None
    for e in events:
        match e:
            case WrongTold():
                state = Wrong(
                    e.wrong_id, e.customer_no, e.product_code, e.reason, e.visit_id, e.decision_id, e.note, e.at,
                    e.staff_no,
                )  # fmt: skip
            case WrongUndone():
                state = None
            case WrongSettled() if state is not None and e.answer in ANSWERS:
                state = replace(
                    state, settled_at=e.at, settled_by=e.staff_no, answer=e.answer, answer_note=e.note
                )  # fmt: skip
            case _:
                pass
    return state
