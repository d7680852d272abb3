"""What the clock of a visit comes to, in whole seconds: waited, handled, excused, over the limit.

Pure and the same on desk, node and hub. Seconds are floored, so that the timer at the window turns in the second in
which a report says that the limit was passed.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from teller_assist.domain.standards import Standards
from teller_assist.domain.visit import Visit, noted

SLACK = timedelta(minutes=10)  # the core's clock, and what is typed before the card is opened or after F12
SKEW = timedelta(seconds=5)  # two clocks of a branch that are right differ by no more
LONGEST = timedelta(hours=12)  # a visit without an end may have gone on so long (``desk/visits.forgotten``)


class CoreTransaction(NamedTuple):
    """One row of the core's nightly file, as far as it tells of a visit. ``ended_at`` None: the core does not say."""

    business_type: str
    started_at: datetime
    ended_at: datetime | None
    staff_no: str
    customer_no: str = ""
    ticket: str = ""


def waiting_s(visit: Visit) -> int | None:
    """From the ticket to the call; None without both. Called up to ``SKEW`` before it was taken is 0, clocks differ;
    earlier than that a clock was set back: not known."""
    if visit.taken_at is None or visit.called_at is None or visit.taken_at - visit.called_at > SKEW:
        return None
    return _seconds(visit.called_at - visit.taken_at)


def handling_s(visit: Visit, now: datetime | None = None) -> int | None:
    """How long the customer was served: what the core says, else greeted (or card opened) to the end.

    ``now`` stands for the end of a visit under way; None without an end and without it.
    """
    if visit.begun_at is not None and visit.finished_at is not None:
        return _seconds(visit.finished_at - visit.begun_at)
    end = visit.ended_at or now
    return None if end is None else _seconds(end - arrived_at(visit))


def arrived_at(visit: Visit) -> datetime:
    """Since when the customer is at the window: greeted, or the card opened."""
    return visit.greeted_at or visit.started_at


def granted_s(visit: Visit, standards: Standards) -> int:
    """What its reason may account for at most; 0 for a reason that the standards do not know."""
    most = next((60 * e.minutes for e in standards.excuses if e.code == visit.excuse), 0)
    return max(0, min(visit.excused_s, most))


def excused_s(visit: Visit, standards: Standards, now: datetime | None = None) -> int:
    """Seconds beyond the limit that the reason accounts for."""
    return min(granted_s(visit, standards), over_limit_s(visit, standards, now, excuses=False))


def over_limit_s(visit: Visit, standards: Standards, now: datetime | None = None, *, excuses: bool = True) -> int:
    """Seconds beyond the limit; 0 within it, also at the very second. ``excuses`` False: whatever the reason was."""
    spent = handling_s(visit, now)
    if spent is None:
        return 0
    granted = granted_s(visit, standards) if excuses else 0
    return max(0, spent - granted - standards.limit_s(visit.business_type))


def late_wait_s(visit: Visit, tier: str, standards: Standards) -> int:
    """Seconds that somebody of this tier waited beyond what the standards allow; 0 within, or not known."""
    waited = waiting_s(visit)
    return 0 if waited is None else max(0, waited - standards.wait_limit_s(tier, visit.business_type))


def complete(
    visits: Sequence[Visit], transactions: Sequence[CoreTransaction]
) -> tuple[list[Visit], list[CoreTransaction]]:
    """Visits with what the core says of them, in their order, and the transactions that are of no visit.

    A transaction is of the visit to the same member of staff, of the same customer or ticket (of a guest: of that
    time), that it shares most time with, ``SLACK`` allowed on both sides. A visit with several has the first
    beginning, the last end, and the type of the longest. Gives the same again for what it has given, in any order
    of the transactions.
    """
    of_staff: dict[str, list[int]] = defaultdict(list)
    for n in sorted(range(len(visits)), key=lambda n: visits[n].started_at):
        of_staff[visits[n].staff_no].append(n)
    starts = {staff_no: [visits[n].started_at for n in mine] for staff_no, mine in of_staff.items()}
    lasts = {s: list(accumulate((_last(visits[n]) for n in mine), max)) for s, mine in of_staff.items()}
    theirs: dict[int, list[CoreTransaction]] = defaultdict(list)
    unmatched = []
    for told in transactions:
        mine = of_staff.get(told.staff_no, [])
        upto = bisect_right(starts.get(told.staff_no, []), (told.ended_at or told.started_at) + SLACK)
        best = _best(told, visits, _recent(mine, upto, lasts.get(told.staff_no, []), told))
        if best is None:
            unmatched.append(told)
        else:
            theirs[best].append(told)
    return [_told(visit, theirs[n]) if n in theirs else visit for n, visit in enumerate(visits)], unmatched


def _recent(mine: Sequence[int], upto: int, lasts: Sequence[datetime], told: CoreTransaction) -> Iterable[int]:
    """Those that may still have been under way, the newest first. ``lasts``: until when any of the first n was."""
    while upto and lasts[upto - 1] >= told.started_at:
        upto -= 1
        yield mine[upto]


def _last(visit: Visit) -> datetime:
    return (visit.ended_at or visit.started_at + LONGEST) + SLACK


def _best(told: CoreTransaction, visits: Sequence[Visit], mine: Iterable[int]) -> int | None:
    """The visit that fits best: theirs before a guest's, most time in common, the nearest beginning, the first id."""
    found = []
    for n in mine:
        visit = visits[n]
        shared = _in_common(visit, told)
        if shared is not None and _of_them(visit, told):
            away = abs(visit.started_at - told.started_at)
            found.append((not visit.customer_no, -shared, away, str(visit.visit_id), n))
    return min(found)[-1] if found else None


def _of_them(visit: Visit, told: CoreTransaction) -> bool:
    if visit.ticket and visit.ticket == told.ticket:
        return True
    return visit.customer_no in ("", told.customer_no)


def _in_common(visit: Visit, told: CoreTransaction) -> timedelta | None:
    """Time that both went on, SLACK more on both sides of the visit; None where they do not meet."""
    first = min(visit.started_at, arrived_at(visit)) - SLACK
    begun, ended = max(first, told.started_at), min(_last(visit), told.ended_at or told.started_at)
    return ended - begun if begun <= ended else None


def _told(visit: Visit, told: Sequence[CoreTransaction]) -> Visit:
    ends = [t.ended_at for t in told if t.ended_at is not None]
    begun = min(t.started_at for t in told)
    typed = [t for t in told if t.business_type]
    state = replace(visit, begun_at=begun, sources=noted(visit, "begun", "core"))
    if ends:
        state = replace(state, finished_at=max(begun, *ends), sources=noted(state, "finished", "core"))
    if typed:
        longest = max(typed, key=lambda t: (_lasted(t), -t.started_at.timestamp(), t.business_type))
        state = replace(state, business_type=longest.business_type, sources=noted(state, "type", "core"))
    return state


def _lasted(told: CoreTransaction) -> timedelta:
    return (told.ended_at or told.started_at) - told.started_at


def _seconds(span: timedelta) -> int:
    return max(0, int(span.total_seconds()))
