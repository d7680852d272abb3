"""The kept rate of promises, by who owes them, with its interval."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from teller_assist.domain.interval import wilson
from teller_assist.domain.word_given import Promise


class KeptRate(NamedTuple):
    """``due`` = kept in time + late + broken + overdue: what should be kept by now. Withdrawn ones and those whose
    day is yet to come say nothing of it. ``low``–``high``: where the rate lies with 95 %."""

    owner_no: str  # "" the branch
    due: int
    kept: int
    late: int
    broken: int
    overdue: int
    ahead: int
    withdrawn: int
    low: float
    high: float

    @property
    def rate(self) -> float | None:
        """0..1; None while nothing was due."""
        return self.kept / self.due if self.due else None


def kept_rates(promises: Iterable[Promise], today: date) -> tuple[KeptRate, ...]:
    """The branch first, then each who owes or owed one, by number."""
    all_ = tuple(promises)
    owners = sorted({p.owner_no for p in all_})
    return (_rate("", all_, today), *(_rate(no, [p for p in all_ if p.owner_no == no], today) for no in owners))


def _rate(owner_no: str, promises: Iterable[Promise], today: date) -> KeptRate:
    count = dict.fromkeys(("kept", "late", "broken", "overdue", "ahead", "withdrawn"), 0)
    for promise in promises:
        count[_became(promise, today)] += 1
    due = count["kept"] + count["late"] + count["broken"] + count["overdue"]
    low, high = wilson(count["kept"], due)
    return KeptRate(owner_no=owner_no, due=due, low=low, high=high, **count)


def _became(promise: Promise, today: date) -> str:
    if promise.is_late():
        return "late"
    if promise.how:
        return promise.how if promise.how in ("kept", "broken") else "withdrawn"
    return "overdue" if promise.is_overdue(today) else "ahead"
