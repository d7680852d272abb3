"""One thing a person does: where it is recorded, who does it, and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from teller_assist.domain.event import Event
from teller_assist.errors import BadInput, NotFound
from teller_assist.store.engine import Session
from teller_assist.store.journal import record
from teller_assist.store.states import find

if TYPE_CHECKING:
    from sqlite3 import Connection

E = TypeVar("E", bound=Event)
S = TypeVar("S")
LONGEST_NOTE = 500  # characters of what somebody writes to anything


def new_id() -> UUID:
    """A UUIDv7: made here, never by the hub, so that an event sent twice is known again."""
    from uuid_utils.compat import uuid7  # 15 ms to import: not before the first deed

    made: UUID = uuid7()
    return made


def found(con: "Connection", state: type[S], noun_id: UUID, noun: str) -> S:
    """As it now stands. Raises ``NotFound``: it may not have come to this desk yet."""
    one = find(con, state, noun_id)
    if one is None:
        raise NotFound(noun, noun_id)
    return one


def short(text: str) -> None:
    """Raises ``BadInput`` for more than ``LONGEST_NOTE`` characters."""
    if len(text) > LONGEST_NOTE:
        raise BadInput(f"at most {LONGEST_NOTE} characters are kept, this has {len(text)}: say the most important")


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
