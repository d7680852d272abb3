"""One thing a person does: where it is recorded, who does it, and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from teller_assist.domain.event import Event
from teller_assist.store.engine import Session
from teller_assist.store.journal import record

if TYPE_CHECKING:
    from sqlite3 import Connection

E = TypeVar("E", bound=Event)
LONGEST_NOTE = 500  # characters of what somebody writes to anything


def new_id() -> UUID:
    """A UUIDv7: made here, never by the hub, so that an event sent twice is known again."""
    from uuid_utils.compat import uuid7  # 15 ms to import: not before the first deed

    made: UUID = uuid7()
    return made


@dataclass(frozen=True, slots=True)
class Deed:
    """A session that is in its transaction, who does it at which window, and the aware UTC time of the deed."""

    session: Session
    staff_no: str
    at: datetime
    window_no: str = ""

    @property
    def con(self) -> "Connection":
        """For the read functions: sees what this deed has written."""
        return self.session.con

    def record(self, kind: type[E], **own: Any) -> E:
        """Makes the event and appends it."""
        happened = kind(id=new_id(), at=self.at, staff_no=self.staff_no, **own)
        record(self.session, happened)
        return happened
