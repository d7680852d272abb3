"""The service report: lines by teller, business type and day, and what the core did without a visit being recorded.

A pure function of the branch's states and of what is told, so that desk, node and hub say the same to the last digit.
A visit counts on the branch day on which it began, judged by the standards of that day; its evaluation with it. A
ticket counts on its own day, with the teller who served it, else who called it last. Definitions: docs/service.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from teller_assist.domain.days import day_at, midnight
from teller_assist.domain.editions import Editions
from teller_assist.domain.evaluation_rates import without_the_next
from teller_assist.domain.quality import Evaluation
from teller_assist.domain.service_row import Key, Row, Tally
from teller_assist.domain.standards import Standards
from teller_assist.domain.ticket import Ticket
from teller_assist.domain.visit import Visit
from teller_assist.domain.visit_clock import CoreTransaction, complete
from teller_assist.errors import BadInput

BY = ("teller", "type", "day")
MARGIN = timedelta(days=2)  # around the period: what a transaction on its edge may belong to (complete: 12 h each way)
MOST_DAYS = 400


class Material(NamedTuple):
    """States and told rows of the period and ``MARGIN`` around it (more does no harm); transactions of this branch."""

    visits: Sequence[Visit] = ()
    tickets: Sequence[Ticket] = ()
    evaluations: Sequence[Evaluation] = ()
    transactions: Sequence[CoreTransaction] = ()


class Period(NamedTuple):
    """Branch days, both in it."""

    first: date
    last: date

    @property
    def around(self) -> tuple[datetime, datetime]:
        """From when to before when the material must reach."""
        return midnight(self.first) - MARGIN, midnight(self.last + timedelta(days=1)) + MARGIN

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last


class Unrecorded(NamedTuple):
    """Done by the core, and no visit recorded for it. No customer is named."""

    teller_no: str
    business_type: str
    started_at: datetime
    ended_at: datetime | None
    ticket: str


class Told(NamedTuple):
    """Which told data the figures rest on; blank ones: none have come here yet, and the core's times are missing."""

    generation: str = ""
    as_of: str = ""


NOTHING_TOLD = Told()


class Quality(NamedTuple):
    """Stars that were measured, 1–5, with their interval; None: no estimate yet. ``teller_no`` "" is the branch."""

    teller_no: str
    stars: float | None
    low: float | None
    high: float | None


class Report(NamedTuple):
    """``teller_no``: only this one's ("" all). ``standards``: editions that it was judged by. ``quality``: see
    ``service_quality.full_report``."""

    branch_no: str
    first: date
    last: date
    by: tuple[str, ...]
    teller_no: str
    told: Told
    standards: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row
    no_visit: tuple[Unrecorded, ...]
    quality: tuple[Quality, ...] = ()


def period_of(first: date, last: date) -> Period:
    """Raises ``BadInput`` for a period that ends before it begins, or of more than 400 days."""
    if last < first:
        raise BadInput(f"{first} to {last} is no period: the last day is before the first")
    if (last - first).days >= MOST_DAYS:
        raise BadInput(f"{first} to {last} is more than {MOST_DAYS} days: ask for less at a time")
    return Period(first, last)


def grouping_of(words: Iterable[str]) -> tuple[str, ...]:
    """Any of teller, type, day, in this order whatever order they were said in. Raises ``BadInput``."""
    said = [word.strip() for word in words if word.strip()]
    if unknown := [word for word in said if word not in BY]:
        raise BadInput(f"{unknown[0]!r} is nothing to group by; use {', '.join(BY)}, parted by commas")
    return tuple(word for word in BY if word in said)


def report(
    branch_no: str, material: Material, editions: Editions, period: Period, by: Sequence[str] = BY, teller_no: str = "",
    told: Told = NOTHING_TOLD,
) -> Report:  # fmt: skip
    """The lines in order of their keys, and all in one."""
    standards = _OfDay(editions)
    ours = _Cut(material, standards, period, teller_no)
    tallies: dict[Key, Tally] = defaultdict(Tally)
    total = Tally()
    for place, one in ours.all():
        key = Key(
            place.teller_no if "teller" in by else None,
            place.business_type if "type" in by else None,
            place.day if "day" in by else None,
        )
        for tally in (tallies[key], total):
            _take(tally, place.day, one, standards)
    rows = tuple(tallies[key].row(key) for key in sorted(tallies, key=_order))
    versions = dict.fromkeys(editions.on(period.first + timedelta(days=n)).version for n in range(_days(period)))
    return Report(
        branch_no, period.first, period.last, tuple(by), teller_no, told, tuple(versions), rows, total.row(Key()),
        tuple(_unrecorded(t, standards) for t in ours.no_visit),
    )  # fmt: skip


class _Place(NamedTuple):
    teller_no: str
    business_type: str
    day: date


_One = Visit | Ticket | Evaluation | CoreTransaction


class _Cut:
    """What is of the period and of the teller, each with its place."""

    def __init__(self, material: Material, standards: "_OfDay", period: Period, teller_no: str) -> None:
        self._code = standards.code
        visits, lone = complete(material.visits, material.transactions)
        self._of: Mapping[object, Visit] = {v.visit_id: v for v in visits}
        begun = sorted(lone, key=lambda t: (t.started_at, t.staff_no, t.business_type, t.ticket))
        placed: list[tuple[_Place, _One]] = [
            *((self._visit(v), v) for v in visits), *((self._ticket(t), t) for t in material.tickets),
            *((self._evaluation(e), e) for e in without_the_next(material.evaluations, visits)),
            *((self._transaction(t), t) for t in begun),
        ]  # fmt: skip
        self._placed = [
            (place, one) for place, one in placed
            if period.has(place.day) and teller_no in ("", place.teller_no)
        ]  # fmt: skip
        self.no_visit = [one for _, one in self._placed if isinstance(one, CoreTransaction)]

    def all(self) -> Iterable[tuple[_Place, _One]]:
        return self._placed

    def _visit(self, visit: Visit) -> _Place:
        day = day_at(visit.started_at)
        return _Place(visit.staff_no, self._code(visit.business_type, day), day)

    def _ticket(self, ticket: Ticket) -> _Place:
        visit = self._of.get(ticket.visit_id)
        teller = visit.staff_no if visit else ticket.served_by or ticket.called_by
        kind = (visit.business_type if visit else "") or ticket.business_type
        return _Place(teller, self._code(kind, ticket.day), ticket.day)

    def _evaluation(self, one: Evaluation) -> _Place:
        """Its visit's; where that has not come here yet, of the teller and the day of the request."""
        visit = self._of.get(one.visit_id)
        if visit is not None:
            return self._visit(visit)
        return _Place(one.teller_no, "", day_at(one.requested_at))

    def _transaction(self, told: CoreTransaction) -> _Place:
        day = day_at(told.started_at)
        return _Place(told.staff_no, self._code(told.business_type, day), day)


class _OfDay:
    """The standards of each day, and the one name of a type on it; each looked up once."""

    def __init__(self, editions: Editions) -> None:
        self._editions = editions
        self._days: dict[date, Standards] = {}
        self._codes: dict[tuple[str, date], str] = {}

    def on(self, day: date) -> Standards:
        if day not in self._days:
            self._days[day] = self._editions.on(day)
        return self._days[day]

    def code(self, word: str, day: date) -> str:
        """Whatever the queue or the core calls it; a word that nobody knows stays."""
        place = word, day
        if place not in self._codes:
            known = self.on(day).find(word)
            self._codes[place] = known.code if known else word
        return self._codes[place]


def _take(tally: Tally, day: date, one: _One, standards: _OfDay) -> None:
    match one:
        case Visit():
            tally.take_visit(one, standards.on(day))
        case Ticket():
            tally.take_ticket(one)
        case Evaluation():
            tally.take_evaluation(one)
        case CoreTransaction():
            tally.no_visit += 1


def _order(key: Key) -> tuple[str, str, date]:
    return key.teller_no or "", key.business_type or "", key.day or date.min


def _days(period: Period) -> int:
    return (period.last - period.first).days + 1


def _unrecorded(told: CoreTransaction, standards: _OfDay) -> Unrecorded:
    kind = standards.code(told.business_type, day_at(told.started_at))
    return Unrecorded(told.staff_no, kind, told.started_at, told.ended_at, told.ticket)
