"""What the care pause is worth: how often each sign stopped selling, and how often it was a false alarm."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from teller_assist.domain.care import FALSE_ALARM, STOPPED, UNCLEAR, Pause
from teller_assist.domain.interval import wilson
from teller_assist.domain.service_report import Period

USUAL_DAYS = 90  # of this report and of that of what is called wrong


class CareRow(NamedTuple):
    """``of``: a sign, a source, "" all of them. ``open`` are not lifted; ``low`` and ``high`` (0..1): between which
    the share of false alarms among the others lies with 95 %."""

    of: str
    pauses: int
    false_alarm: int
    stopped: int
    unclear: int
    open: int
    low: float
    high: float


class CareReport(NamedTuple):
    """Of one branch, both days in it. A pause of several signs counts for each of them."""

    branch_no: str
    first: date
    last: date
    total: CareRow
    by_sign: tuple[CareRow, ...]
    by_source: tuple[CareRow, ...]


def report_of(branch_no: str, period: Period, pauses: Iterable[Pause]) -> CareReport:
    """``pauses``: all of the period, in any order."""
    all_ = list(pauses)
    return CareReport(
        branch_no, period.first, period.last, _row("", all_), _rows(all_, lambda p: p.signs.split()),
        _rows(all_, lambda p: [p.source]),
    )  # fmt: skip


def _rows(pauses: list[Pause], keys: Callable[[Pause], list[str]]) -> tuple[CareRow, ...]:
    """The most frequent first."""
    found: dict[str, list[Pause]] = {}
    for one in pauses:
        for key in keys(one):
            found.setdefault(key, []).append(one)
    rows = [_row(key, mine) for key, mine in found.items()]
    return tuple(sorted(rows, key=lambda row: (-row.pauses, row.of)))


def _row(of: str, pauses: list[Pause]) -> CareRow:
    false, stopped, unclear = (sum(p.verdict == v for p in pauses) for v in (FALSE_ALARM, STOPPED, UNCLEAR))
    low, high = wilson(false, false + stopped + unclear)
    still = sum(p.lifted_at is None for p in pauses)
    return CareRow(of, len(pauses), false, stopped, unclear, still, round(low, 4), round(high, 4))
