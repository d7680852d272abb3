"""A customer at the window, from the card's opening to the end (F12 or the next customer)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from teller_assist.domain.event import Event, event


@event("visit.started", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class VisitStarted(Event):
    """``how`` is scan, search, ticket, pop (core terminal) or cli."""

    visit_id: UUID
    customer_no: str
    how: str
    ticket: str = ""
    business_type: str = ""


@event("visit.resumed", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class VisitResumed(Event):
    """The same customer again within minutes of an end that the next customer's card brought about."""

    visit_id: UUID


@event("visit.agent", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class AgentNoted(Event):
    """Somebody acts for the customer (代办人): suggestions are off for this visit."""

    visit_id: UUID
    present: bool = True


@event("visit.ended", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class VisitEnded(Event):
    """``by`` is key (F12), next (another card was opened) or restart."""

    visit_id: UUID
    by: str = "key"


@event("card.opened", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class CardOpened(Event):
    """The access log: who looked at whom, and how they came to."""

    customer_no: str
    how: str
    visit_id: UUID | None = None


@event("figure.revealed", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class FigureRevealed(Event):
    """Exact figures were looked at while the key was held."""

    customer_no: str
    visit_id: UUID | None = None


@event("decision.made", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionMade(Event):
    """The evidence of a slate that was shown: versions, inputs' hash, what was shown, what dropped out.

    ``shown`` are rows [rank, product_code, verb, p per mille, score per mille, slot];
    ``blocked`` are rows [product_code, code].
    """

    decision_id: UUID
    visit_id: UUID
    customer_no: str
    packs: str
    generation: str
    input_hash: str
    today: str
    shown: tuple[tuple, ...] = ()  # type: ignore[type-arg]
    blocked: tuple[tuple, ...] = ()  # type: ignore[type-arg]
    nothing_because: str = ""


VisitEvent = VisitStarted | VisitResumed | AgentNoted | VisitEnded


@dataclass(frozen=True, slots=True)
class Visit:
    """The visit as it now stands; ``ended_at`` None while the customer is there."""

    visit_id: UUID
    customer_no: str
    how: str
    ticket: str
    business_type: str
    started_at: datetime
    staff_no: str
    ended_at: datetime | None = None
    ended_by: str = ""
    agent: bool = False


def fold(events: Iterable[VisitEvent]) -> Visit | None:
    """The visit as it now stands. ``events`` are all of one visit, in order."""
    state: Visit | None = None
    for e in events:
        match e:
            case VisitStarted():
                state = Visit(e.visit_id, e.customer_no, e.how, e.ticket, e.business_type, e.at, e.staff_no)
            case _ if state is None:
                continue
            case VisitResumed():
                state = replace(state, ended_at=None, ended_by="")
            case AgentNoted():
                state = replace(state, agent=e.present)
            case VisitEnded():
                state = replace(state, ended_at=max(e.at, state.started_at), ended_by=e.by)  # a clock set back
    return state
