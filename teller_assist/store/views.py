"""The view tables: each row is the fold of one noun's events. To add a noun: one line in ``NOUNS``.

A view can always be made again from the journal; nothing else writes here.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from teller_assist.domain import (
    attempt,
    call,
    care,
    consent,
    lobby,
    quality,
    quiz,
    referral,
    relay,
    ticket,
    visit,
    word_given,
    wrong,
)
from teller_assist.domain.event import Event

MOST_INT = 2**63 - 1  # of a column


@dataclass(frozen=True, slots=True)
class Decision:
    """What a slate showed; ``shown`` is rows of (rank, product_code, verb, p ‰, score ‰, slot) as JSON."""

    decision_id: UUID
    visit_id: UUID
    at: datetime
    shown: str
    nothing_because: str


def shown_text(shown: Sequence[Sequence[object]]) -> str:
    """The rows of a slate as the view has them."""
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))


def _fold_decision(events: Iterable[visit.DecisionMade]) -> Decision | None:
    state = None
    for e in events:
        state = Decision(e.decision_id, e.visit_id, e.at, shown_text(e.shown), e.nothing_because)
    return state


class Noun(NamedTuple):
    """``key`` is the event's field and the view's column that name one of it; ``state`` is what ``fold`` gives, and its
    fields are the view's columns. ``words``: the kinds' common beginning, then their ends. ``shared``: by the whole
    branch. ``goes_by``: the column by whose time a desk makes room of many small ones (``prune``); "" it stays."""

    name: str
    key: str
    state: type
    fold: Callable[[Any], Any]
    words: str
    shared: bool = False
    goes_by: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        first, *ends = self.words.split()
        return tuple(first + end for end in ends)


NOUNS: Mapping[str, Noun] = {
    noun.name: noun
    for noun in (
        Noun("visit", "visit_id", visit.Visit, visit.fold,
             "visit. started resumed agent ended clocked typed excused merged", True, "started_at"),
        Noun("attempt", "attempt_id", attempt.Attempt, attempt.fold, "attempt. logged corrected undone"),
        Noun("decision", "decision_id", Decision, _fold_decision, "decision. made"),
        Noun("referral", "referral_id", referral.Referral, referral.fold, "referral. made claimed passed closed", True),
        Noun("consent", "consent_id", consent.Consent, consent.fold, "consent. withdrawn given", True),
        Noun("ticket", "ticket_id", ticket.Ticket, ticket.fold,
             "ticket. taken identified called parked returned transferred missed served ended", True, "day"),
        Noun("call", "call_id", call.Call, call.fold, "call. made taken closed", True, "made_at"),
        Noun("diversion", "diversion_id", lobby.Diversion, lobby.fold_diversion, "diversion. made", True, "at"),
        Noun("appointment", "appointment_id", lobby.Appointment, lobby.fold_appointment,
             "appointment. made moved closed", True),
        Noun("incident", "incident_id", lobby.Incident, lobby.fold_incident, "incident. reported closed", True),
        Noun("duty", "duty_id", lobby.Duty, lobby.fold_duty, "duty. began paused ended", True, "began_at"),
        Noun("evaluation", "evaluation_id", quality.Evaluation, quality.fold_evaluation,
             "evaluation. requested given handled", True, "requested_at"),
        Noun("selfcheck", "check_id", quality.SelfCheck, quality.fold_selfcheck, "selfcheck. given", True, "at"),
        Noun("inspection", "inspection_id", quality.Inspection, quality.fold_inspection,
             "inspection. recorded action mended rechecked pictured", True),
        Noun("photo", "photo_id", quality.Photo, quality.fold_photo, "photo. taken"),
        Noun("award", "award_id", quality.Award, quality.fold_award, "star. awarded", True),
        Noun("complaint", "complaint_id", word_given.FiledComplaint, word_given.fold_complaint,
             "complaint. filed offered decided closed", True),
        Noun("promise", "promise_id", word_given.Promise, word_given.fold_promise, "promise. made ended", True),
        Noun("huddle", "huddle_id", word_given.Huddle, word_given.fold_huddle, "huddle. held", True),
        Noun("pause", "pause_id", care.Pause, care.fold, "care. paused lifted", True),
        Noun("wrong", "wrong_id", wrong.Wrong, wrong.fold, "wrong. undone told settled", True),
        Noun("quiz", "quiz_id", quiz.Quiz, quiz.fold, "quiz. taken", True),
    )
}  # fmt: skip
# Kinds without a view: the access log is read from the journal itself, an order teaches places (``placed``).
JOURNAL_ONLY = frozenset({"card.opened", "figure.revealed", relay.RelayOrdered.kind})
_OF_KIND = {kind: noun for noun in NOUNS.values() for kind in noun.kinds}


def noun_of(happened: Event) -> tuple[str, str]:
    """Whose fold the event belongs to: (noun, its id), or two blanks."""
    noun = _OF_KIND.get(happened.kind)
    return (noun.name, str(getattr(happened, noun.key))) if noun else ("", "")


class Unfit(ValueError):
    """A fold's row that its view cannot hold."""


def view_row(noun: Noun, events: Iterable[Event]) -> dict[str, Any] | None:
    """The view's row for one noun's events, in order; None when the fold leaves nothing.

    Raises whatever the fold raises, and ``Unfit``.
    """
    state = noun.fold(events)
    if state is None:
        return None
    row = {f.name: _column(getattr(state, f.name)) for f in fields(state)}
    for name, (kind, optional) in _columns(noun.state):
        _fit(name, kind, optional, row[name])
    return row


def fitting(noun: Noun, events: Sequence[Event]) -> tuple[dict[str, Any] | None, list[Event]]:
    """The view's row, and the events it is of: those that the fold refuses in this order are passed over.

    On desks, node and hub alike, so that one bad event stops no other and no row differs.
    """
    try:
        return view_row(noun, events), list(events)
    except Exception:  # whatever a fold has against one of them; found out one by one
        good: list[Event] = []
        for happened in events:
            if takes(noun, good, happened) is None:
                good.append(happened)
        return (view_row(noun, good) if good else None), good


def takes(noun: Noun, before: Sequence[Event], happened: Event) -> Exception | None:
    """What the noun's fold has against this event after those; None nothing."""
    try:
        view_row(noun, [*before, happened])
    except Exception as error:  # as above
        return error
    return None


def time_text(at: datetime) -> str:
    """A time as every column has it: ISO, UTC, microseconds, so that text order is time order."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def kind_of(hint: Any) -> tuple[type, bool]:
    """A field's plain type, and whether it may be None."""
    if get_origin(hint) in (Union, UnionType):
        return next(a for a in get_args(hint) if a is not type(None)), True
    return hint, False


@cache
def _columns(state: Any) -> tuple[tuple[str, tuple[type, bool]], ...]:
    """(name, (type of the column, may be NULL)) of a state's fields."""
    kinds = ((f.name, kind_of(get_type_hints(state)[f.name])) for f in fields(state))
    return tuple((name, (int if kind in (int, bool) else str, optional)) for name, (kind, optional) in kinds)


def _fit(name: str, kind: type, optional: bool, value: object) -> None:
    if value is None and optional:
        return
    if not isinstance(value, kind):
        raise Unfit(f"{name} must be {kind.__name__}, not {type(value).__name__}")
    if isinstance(value, int) and not -MOST_INT <= value <= MOST_INT:
        raise Unfit(f"{name} is too large")


def _column(value: object) -> object:
    match value:
        case datetime():
            return time_text(value)
        case UUID():
            return str(value)
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case bool():
            return int(value)
    return value
