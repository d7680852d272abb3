"""A customer at the window, from the card's opening to the end (F12 or the next customer), and its clock.

A shared noun. The clock's five steps (ticket taken, called, greeted, begun, ended) are filled by whoever saw them: the
queue, a scan, the core terminal's screen-pop, the key that ends the visit; the nightly transactions of the core are
told and meet them in ``visit_clock.py``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from teller_assist.domain.days import within_a_day
from teller_assist.domain.event import Event, event


@event("visit.started", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class VisitStarted(Event):
    """``how`` is scan, search, ticket, pop (core terminal), cli or guest (no record: ``customer_no`` is blank)."""

    visit_id: UUID
    customer_no: str
    how: str
    ticket: str = ""
    business_type: str = ""
    window_no: str = ""
    ticket_id: UUID | None = None


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
    """``by`` is key (F12), next (another card was opened), call (the next ticket was called), staff (another member of
    staff took the window) or restart (it was found open after twelve hours)."""

    visit_id: UUID
    by: str = "key"


@event("visit.clocked", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class VisitClocked(Event):
    """When a step of ``STEPS`` was, as ``source`` (of ``SOURCES``) saw it."""

    visit_id: UUID
    step: str
    moment: datetime
    source: str


@event("visit.typed", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class VisitTyped(Event):
    """What the customer came for: a business type of the standards, from ``source``."""

    visit_id: UUID
    business_type: str
    source: str


@event("visit.excused", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class VisitExcused(Event):
    """Why it took longer than the standard: an excuse of the standards, and the seconds it accounts for."""

    visit_id: UUID
    excuse: str
    seconds: int


@event("visit.merged", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class VisitMerged(Event):
    """A guest turns out to be this customer: the visit and its attempts are theirs."""

    visit_id: UUID
    customer_no: str


STEPS = ("taken", "called", "greeted", "begun", "finished")
SOURCES = ("screen", "scan", "queue", "pop", "core")  # the later one is believed


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


@event("decision.made", version=2)
@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionMade(Event):
    """The evidence of a slate that was shown: versions, inputs, what was shown, what dropped out.

    ``shown`` are rows [rank, product_code, verb, p ‰, score ‰, slot, se ‰, propensity ‰] (version 1: up to slot);
    ``blocked`` are rows [product_code, code]. ``book`` names what the engine was made of, ``inputs`` are what it read
    (``domain/inputs.py``), ``slate_hash`` is of the whole slate (``domain/evidence.py``); all "" in version 1.
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
    book: str = ""
    inputs: str = ""
    slate_hash: str = ""
    arm: str = ""
    model: str = ""
    engine: int = 0


VisitEvent = (
    VisitStarted | VisitResumed | AgentNoted | VisitEnded | VisitClocked | VisitTyped | VisitExcused | VisitMerged
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """The visit as it now stands; ``ended_at`` None while the customer is there.

    ``sources`` says who saw what: "called:queue begun:pop". ``excused_s`` are seconds that ``excuse`` accounts for.
    """

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
    window_no: str = ""
    ticket_id: UUID | None = None
    taken_at: datetime | None = None
    called_at: datetime | None = None
    greeted_at: datetime | None = None
    begun_at: datetime | None = None
    finished_at: datetime | None = None
    sources: str = ""
    excuse: str = ""
    excused_s: int = 0


def fold(events: Iterable[VisitEvent]) -> Visit | None:
    """The visit as it now stands. ``events`` are all of one visit, in the branch's order."""
    state: Visit | None = None
    for e in events:
        match e:
            case VisitStarted():
                state = Visit(
                    e.visit_id, e.customer_no, e.how, e.ticket, e.business_type, e.at, e.staff_no,
                    window_no=e.window_no, ticket_id=e.ticket_id,
                )  # fmt: skip
            case _ if state is None:
                continue
            case VisitResumed():
                state = replace(state, ended_at=None, ended_by="")
            case AgentNoted():
                state = replace(state, agent=e.present)
            case VisitEnded():
                state = replace(state, ended_at=max(e.at, state.started_at), ended_by=e.by)  # a clock set back
            case VisitClocked():
                state = _clocked(state, e)
            case VisitTyped() if _believed(state, "type", e.source):
                state = replace(state, business_type=e.business_type, sources=noted(state, "type", e.source))
            case VisitExcused():
                state = replace(state, excuse=e.excuse, excused_s=within_a_day(e.seconds))
            case VisitMerged():
                state = replace(state, customer_no=e.customer_no)
            case _:
                pass
    return state


def _clocked(state: Visit, e: VisitClocked) -> Visit:
    """The better source wins; of one source the first call, greeting and beginning, and the last end."""
    if e.step not in STEPS or not _believed(state, e.step, e.source, again=e.step == "finished"):
        return state
    told = replace(state, sources=noted(state, e.step, e.source))
    match e.step:
        case "taken":
            return replace(told, taken_at=e.moment)
        case "called":
            return replace(told, called_at=e.moment)
        case "greeted":
            return replace(told, greeted_at=e.moment)
        case "begun":
            return replace(told, begun_at=e.moment)
    return replace(told, finished_at=e.moment)


def _believed(state: Visit, what: str, source: str, again: bool = True) -> bool:
    if source not in SOURCES:
        return False
    before = dict(part.split(":") for part in state.sources.split()).get(what)
    if before is None:
        return True
    return SOURCES.index(source) > SOURCES.index(before) or (again and source == before)


def noted(state: Visit, what: str, source: str) -> str:
    """``Visit.sources`` with who saw this step."""
    parts = dict(part.split(":") for part in state.sources.split()) | {what: source}
    return " ".join(f"{step}:{parts[step]}" for step in sorted(parts))
