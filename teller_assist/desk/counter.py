"""One teller's counter: the object that the window, the command line, the bench and the tests use.

Being rewritten: the signatures below are final.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from teller_assist.desk.status import DeskStatus, Served
from teller_assist.domain.attempt import Attempt, Outcome
from teller_assist.domain.card import Card
from teller_assist.domain.found import Found
from teller_assist.domain.product import Sheet
from teller_assist.domain.staff import Branch, Staff
from teller_assist.domain.suggestion import Why
from teller_assist.domain.visit import Visit

if TYPE_CHECKING:
    from teller_assist.store.snapshot import Snapshot


def utc_now() -> datetime:
    return datetime.now(UTC)


class Counter:
    snapshot: "Snapshot"
    staff: Staff
    branch: Branch
    language: str  # zh | en

    @classmethod
    def open(
        cls, data: Path, *, now: Callable[[], datetime] = utc_now, staff_no: str | None = None
    ) -> "Counter":
        """Raises ``DeskNotReady``."""
        raise NotImplementedError

    def find(self, text: str, limit: int = 20) -> list[Found]:
        raise NotImplementedError

    def scan(self, digits: str) -> list[Found]:
        raise NotImplementedError

    def card(self, customer_no: str, today: date | None = None) -> Card:
        raise NotImplementedError

    def begin_visit(self, customer_no: str, how: str, card: Card | None = None, ticket: str = "") -> Visit:
        raise NotImplementedError

    def log(
        self, customer_no: str, product_code: str, outcome: Outcome, reason: int = 0, note: str = "",
        recording_ref: str = "",
    ) -> Attempt:  # fmt: skip
        raise NotImplementedError

    def log_rest(self, outcome: Outcome, reason: int = 0) -> tuple[Attempt, ...]:
        raise NotImplementedError

    def undo(self) -> Attempt | None:
        raise NotImplementedError

    def correct(self, attempt_id: UUID, outcome: Outcome, reason: int = 0, note: str = "") -> Attempt:
        raise NotImplementedError

    def end_visit(self, by: str = "key") -> tuple[Attempt, ...]:
        raise NotImplementedError

    def note_agent(self, present: bool = True) -> Card:
        raise NotImplementedError

    def reveal(self, customer_no: str) -> None:
        raise NotImplementedError

    def why(self, customer_no: str, product_code: str, today: date | None = None) -> Why:
        raise NotImplementedError

    def sheet(self, product_code: str) -> Sheet:
        raise NotImplementedError

    def open_visit(self) -> Visit | None:
        raise NotImplementedError

    def attempts_today(self) -> tuple[Attempt, ...]:
        raise NotImplementedError

    def served_today(self) -> tuple[Served, ...]:
        raise NotImplementedError

    def status(self) -> DeskStatus:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError
