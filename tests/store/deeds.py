"""Events as a desk records them, short to write."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from teller_assist.domain.attempt import AttemptCorrected, AttemptLogged, AttemptUndone, Outcome
from teller_assist.domain.event import Event
from teller_assist.domain.visit import VisitStarted
from teller_assist.store.engine import Work
from teller_assist.store.journal import record

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def happened(kind: type[Event], minute: int = 0, **own: Any) -> Any:
    return kind(id=uuid7(), at=AT + timedelta(minutes=minute), staff_no="T1", **own)


def started(visit_id: UUID, minute: int = 0) -> Any:
    return happened(VisitStarted, minute, visit_id=visit_id, customer_no="C1", how="scan")


def logged(visit_id: UUID, product: str = "P1", minute: int = 0, **more: Any) -> Any:
    return happened(
        AttemptLogged, minute, attempt_id=uuid7(), visit_id=visit_id, customer_no="C1", product_code=product,
        outcome=more.pop("outcome", Outcome.DECLINED), **more,
    )  # fmt: skip


def corrected(attempt_id: UUID, outcome: Outcome, minute: int = 0) -> Any:
    return happened(AttemptCorrected, minute, attempt_id=attempt_id, outcome=outcome)


def undone(attempt_id: UUID, event_id: UUID, minute: int = 0) -> Any:
    return happened(AttemptUndone, minute, attempt_id=attempt_id, undoes=event_id)


def write(work: Work, *events: Event) -> list[int]:
    with work.writing() as session:
        return [record(session, event) for event in events]


def morning(work: Work, attempts: int = 5) -> list[Event]:
    """A visit with some attempts, each in a transaction of its own."""
    visit_id = uuid7()
    events = [started(visit_id), *(logged(visit_id, f"P{n}", n) for n in range(attempts))]
    for event in events:
        write(work, event)
    return events
