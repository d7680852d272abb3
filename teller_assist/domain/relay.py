"""The order that a branch node gives to the shared events of its branch."""

from dataclasses import dataclass
from uuid import UUID

from teller_assist.domain.event import Event, event


@event("relay.ordered", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class RelayOrdered(Event):
    """``ids[i]`` has place ``first_place + i`` in the branch. An event placed twice has the smaller place."""

    branch_no: str
    first_place: int
    ids: tuple[UUID, ...]
