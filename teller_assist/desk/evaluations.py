"""Customers' evaluations (满意度评价): requested by the end of a visit, given at a screen, the bad ones handled.

A request stands for 90 seconds, or until the next customer is at the window: nobody answers for the one before.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from teller_assist.desk.deed import Deed, found, new_id, short
from teller_assist.domain.days import midnight, within_a_day
from teller_assist.domain.evaluation_rates import NOBODY_THERE, EvaluationRates, rates_of
from teller_assist.domain.quality import (
    ASK_S,
    BAD,
    BAD_REASONS,
    DEVICES,
    HANDLED,
    Evaluation,
    EvaluationGiven,
    EvaluationHandled,
    EvaluationRequested,
)
from teller_assist.domain.visit import Visit
from teller_assist.domain.visit_clock import handling_s, over_limit_s
from teller_assist.errors import BadInput, NotFound, Refused
from teller_assist.store import evaluations as kept
from teller_assist.store.states import find

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter

BY_HAND_S = 600  # so long after a visit's end its customer may still be asked by hand
MOST_PRESSES = 9  # further ones say nothing more
LATE_FILE_S = 600  # so late a device's file may come with a press that was in time
_ASKED = timedelta(seconds=ASK_S)


# -- deeds ----------------------------------------------------------------------------------------


def request(deed: Deed, visit: Visit, ended_by: str) -> None:
    """The end of a visit asks, by itself and once: a visit taken up again asks anew unless it was given.

    A visit that a crash left open ends with nobody there: nobody is asked.
    """
    if ended_by == NOBODY_THERE:
        return
    before = next((e for e in kept.of_visit(deed.con, visit.visit_id) if e.by == "visit"), None)
    if before is None or not before.score:
        _ask(deed, visit, before.evaluation_id if before else new_id(), "visit")


def request_by_hand(deed: Deed, visit: Visit) -> UUID:
    """Once more, as where the screen was off. Raises ``Refused``: still there, given already, or too late."""
    if visit.ended_at is None:
        raise Refused("the visit is under way: its end asks the customer by itself")
    if (deed.at - visit.ended_at).total_seconds() > BY_HAND_S:
        raise Refused(f"the visit ended more than {BY_HAND_S // 60} minutes ago: its customer has gone")
    asked = kept.of_visit(deed.con, visit.visit_id)
    if any(e.score or e.is_open(deed.at) for e in asked):
        raise Refused("this visit's evaluation has been given, or is being asked for now")
    evaluation_id = next((e.evaluation_id for e in asked if e.by == "hand"), None) or new_id()
    _ask(deed, visit, evaluation_id, "hand")
    return evaluation_id


def _ask(deed: Deed, visit: Visit, evaluation_id: UUID, by: str) -> None:
    deed.record(
        EvaluationRequested, evaluation_id=evaluation_id, visit_id=visit.visit_id,
        window_no=visit.window_no or deed.window_no, teller_no=visit.staff_no, by=by,
    )  # fmt: skip


def give(
    deed: Deed, evaluation_id: UUID, score: int, device: str, reasons: Iterable[str] = (), after_ms: int | None = None
) -> Evaluation:
    """A press. The first counts; the same score again with ``reasons`` says why it was bad.

    ``after_ms``: as a device measured it, else by this clock. Raises ``NotFound``, ``BadInput``, and ``Refused``
    for a press after the 90 s or after the next customer came: that is counted nowhere.
    """
    why = _checked(score, device, tuple(dict.fromkeys(reasons)))
    one = existing(deed, evaluation_id)
    waited = max(timedelta(), deed.at - one.requested_at)
    if after_ms is not None and after_ms != within_a_day(after_ms, 1000):
        raise Refused(f"pressed {after_ms} ms after the request, which stood for {ASK_S} s: it is not counted")
    after = waited if after_ms is None else timedelta(milliseconds=after_ms)
    if not timedelta() <= after <= _ASKED or waited > after + timedelta(seconds=LATE_FILE_S):
        said = f"{after.total_seconds():.1f} s after the request, which stood for {ASK_S} s"
        raise Refused(f"pressed {said}: it is not counted")
    if after_ms is None and kept.next_came(deed.con, one):
        raise Refused("the next customer is at the window: the request is over, the press is not counted")
    if one.presses < MOST_PRESSES:
        ms = round(after / timedelta(milliseconds=1))
        deed.record(EvaluationGiven, evaluation_id=evaluation_id, score=score, after_ms=ms, device=device, reasons=why)
    return existing(deed, evaluation_id)


def handle(deed: Deed, evaluation_id: UUID, outcome: str, note: str = "") -> Evaluation:
    """What was done about a bad one. Raises ``NotFound``, ``BadInput``, ``Refused``."""
    if outcome not in HANDLED:
        raise BadInput(f"{outcome!r} is not what can come of it; use one of {', '.join(HANDLED)}")
    short(note)
    one = existing(deed, evaluation_id)
    if not one.is_bad():
        raise Refused(f"evaluation {evaluation_id} is not a bad one: there is nothing to handle")
    if one.handled_at is not None:
        raise Refused(f"evaluation {evaluation_id} was handled by {one.handled_by}: {one.outcome}")
    if one.teller_no == deed.staff_no:
        raise Refused("it is about yourself: a colleague handles it")
    deed.record(EvaluationHandled, evaluation_id=evaluation_id, outcome=outcome, note=note)
    return existing(deed, evaluation_id)


def existing(deed: Deed, evaluation_id: UUID) -> Evaluation:
    """As it now stands. Raises ``NotFound``."""
    return found(deed.con, Evaluation, evaluation_id, "evaluation")


def _checked(score: int, device: str, reasons: tuple[str, ...]) -> tuple[str, ...]:
    if not 1 <= score <= 5:
        raise BadInput(f"a score is 1 (very poor) to 5 (very good), not {score}")
    if device not in DEVICES:
        raise BadInput(f"{device!r} is no device; use one of {', '.join(DEVICES)}")
    strange = [reason for reason in reasons if reason not in BAD_REASONS]
    if strange or (reasons and score > BAD):
        raise BadInput(f"reasons are given for a score of 1 or {BAD}, of {', '.join(BAD_REASONS)}; not {strange}")
    return reasons


# -- the facade -----------------------------------------------------------------------------------


class Evaluations:
    """Evaluations over a counter's databases."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter

    def asking(self, window_no: str = "") -> Evaluation | None:
        """The request that stands at a window (default this desk's) now."""
        at = self._counter.now()
        with self._counter.reading() as con:
            last = kept.last_at(con, window_no or self._counter.window_no, at - _ASKED)
            return last if last and last.is_open(at) and not kept.next_came(con, last) else None

    def any_one(self, evaluation_id: UUID) -> Evaluation | None:
        """Whosever it is: for a device, not for a person."""
        with self._counter.reading() as con:
            return find(con, Evaluation, evaluation_id)

    def one(self, evaluation_id: UUID) -> Evaluation:
        """Raises ``NotFound``; so does a colleague's for a teller."""
        found = self.any_one(evaluation_id)
        if found is None or not self._may_see(found.teller_no):
            raise NotFound("evaluation", evaluation_id)
        return found

    def request_by_hand(self) -> Evaluation:
        """Asks the customer whose visit this teller ended last, once more; counted apart. Raises ``Refused``."""
        with self._counter.doing("evaluation.request") as deed:
            since = deed.at - kept.AT_WINDOW
            visit = kept.last_visit_at(deed.con, deed.staff_no, deed.window_no, since)
            if visit is None:
                raise Refused("no visit to this member of staff at this window today: there is nobody to ask")
            return existing(deed, request_by_hand(deed, visit))

    def press(self, score: int, device: str = "screen", reasons: Iterable[str] = (), window_no: str = "") -> Evaluation:
        """A press at a window. Raises ``Refused`` where nothing is being asked; else as ``give``."""
        standing = self.asking(window_no)
        if standing is None:
            raise Refused("no evaluation is being asked for at this window: the press is not counted")
        return self.give(standing.evaluation_id, score, device, reasons)

    def give(
        self, evaluation_id: UUID, score: int, device: str = "screen", reasons: Iterable[str] = (),
        after_ms: int | None = None,
    ) -> Evaluation:  # fmt: skip
        """Raises ``NotFound``, ``BadInput``, ``Refused``."""
        with self._counter.doing("evaluation.give") as deed:
            return give(deed, evaluation_id, score, device, reasons, after_ms)

    def handle(self, evaluation_id: UUID, outcome: str, note: str = "") -> Evaluation:
        """Raises ``NotFound``, ``BadInput``, ``Refused``."""
        with self._counter.doing("evaluation.handle") as deed:
            return handle(deed, evaluation_id, outcome, note)

    def between(self, first: date, last: date) -> tuple[Evaluation, ...]:
        """Requested on these days, both included, in order; a teller sees their own."""
        with self._counter.reading() as con:
            found = kept.between(con, *_bounds(first, last))
        return tuple(one for one in found if self._may_see(one.teller_no))

    def bad(self, handled_too: bool = False) -> tuple[Evaluation, ...]:
        """Bad ones that nobody has handled, oldest first; a teller sees their own."""
        with self._counter.reading() as con:
            found = kept.bad_ones(con, handled_too)
        return tuple(one for one in found if self._may_see(one.teller_no))

    def overtime_s(self, one: Evaluation) -> int | None:
        """Seconds of its visit beyond the limit, less what a reason accounts for; None: not known."""
        with self._counter.reading() as con:
            visit = find(con, Visit, one.visit_id)
        return None if visit is None or handling_s(visit) is None else over_limit_s(visit, self._counter.standards)

    def rates(self, first: date, last: date) -> tuple[EvaluationRates, ...]:
        """By day and teller, of visits that began on these days; a teller sees their own."""
        since, until = _bounds(first, last)
        with self._counter.reading() as con:
            visits = kept.begun_between(con, since, until)
            evaluations = kept.between(con, since, until + timedelta(hours=24))  # a visit may end after midnight
            known = {v.visit_id for v in visits if v.ended_at is not None}
            counted = [
                e
                for e in evaluations
                if e.visit_id in known or (e.requested_at < until and find(con, Visit, e.visit_id) is None)
            ]
        return tuple(r for r in rates_of(visits, counted) if self._may_see(r.teller_no))

    def _may_see(self, teller_no: str) -> bool:
        return self._counter.staff.staff_no == teller_no or self._counter.may("evaluation.see_all")


def _bounds(first: date, last: date) -> tuple[datetime, datetime]:
    if last < first:
        raise BadInput(f"the days run from {first} to {last}: give the earlier one first")
    return midnight(first), midnight(last + timedelta(days=1))
