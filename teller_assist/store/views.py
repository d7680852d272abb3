"""The view tables: each row is the fold of one noun's events. To add a noun: one line in ``NOUNS``.

A view can always be made again from the journal; nothing else writes here.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

from teller_assist.domain import attempt, consent, referral, relay, visit
from teller_assist.domain.event import Event


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
    """``key`` is the event's field and the view's column that name one of it. ``shared``: by the whole branch."""

    name: str
    key: str
    fold: Callable[[Any], Any]
    kinds: tuple[str, ...]
    shared: bool = False


NOUNS: Mapping[str, Noun] = {
    noun.name: noun
    for noun in (
        Noun("visit", "visit_id", visit.fold, ("visit.started", "visit.resumed", "visit.agent", "visit.ended")),
        Noun("attempt", "attempt_id", attempt.fold, ("attempt.logged", "attempt.corrected", "attempt.undone")),
        Noun("decision", "decision_id", _fold_decision, ("decision.made",)),
        Noun("referral", "referral_id", referral.fold, ("referral.made", "referral.claimed", "referral.closed"), True),
        Noun("consent", "consent_id", consent.fold, ("consent.withdrawn", "consent.given"), True),
    )
}  # fmt: skip
# Kinds without a view: the access log is read from the journal itself, an order teaches places (``placed``).
JOURNAL_ONLY = frozenset({"card.opened", "figure.revealed", relay.RelayOrdered.kind})
_OF_KIND = {kind: noun for noun in NOUNS.values() for kind in noun.kinds}


def noun_of(happened: Event) -> tuple[str, str]:
    """Whose fold the event belongs to: (noun, its id), or two blanks."""
    noun = _OF_KIND.get(happened.kind)
    return (noun.name, str(getattr(happened, noun.key))) if noun else ("", "")


def view_row(noun: Noun, events: Iterable[Event]) -> dict[str, Any] | None:
    """The view's row for one noun's events, in order; None when the fold leaves nothing."""
    state = noun.fold(events)
    return None if state is None else {f.name: _column(getattr(state, f.name)) for f in fields(state)}


def time_text(at: datetime) -> str:
    """A time as every column has it: ISO, UTC, microseconds, so that text order is time order."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _column(value: object) -> object:
    match value:
        case datetime():
            return time_text(value)
        case UUID():
            return str(value)
        case Enum():
            return value.value
        case bool():
            return int(value)
    return value
