"""Business days: China's public holidays, the make-up workdays that pay for them (调休), and a branch's own days.

Told by the pack ``calendar``. Each November the State Council tells the next year; beyond ``known_until`` (and
before ``known_from``) only weekends are reckoned with, and ``is_known`` says so.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

LONGEST = 14  # days of one holiday; more is a slip of the year
_DAY = timedelta(days=1)


class Holiday(NamedTuple):
    """From the first to the last day, both free."""

    code: str
    name: str
    name_en: str
    first: date
    last: date


class OwnDays(NamedTuple):
    """Where one branch departs from the calendar: ``shut`` on business days, ``serving`` on free ones."""

    shut: frozenset[date]
    serving: frozenset[date]


class Calendar(NamedTuple):
    """``own`` by branch number."""

    known_from: date
    known_until: date
    holidays: tuple[Holiday, ...]
    free: frozenset[date]
    worked: frozenset[date]
    own: Mapping[str, OwnDays]

    def is_business_day(self, day: date, branch_no: str = "") -> bool:
        """With ``branch_no`` that branch's own days count too."""
        own = self.own.get(branch_no)
        if own is not None and day in own.shut | own.serving:
            return day in own.serving
        if day in self.worked:
            return True
        return day.weekday() < 5 and day not in self.free

    def add_business_days(self, day: date, n: int, branch_no: str = "") -> date:
        """The ``n``-th business day after ``day``, which itself does not count; before it if ``n`` is below 0.

        0: ``day`` itself, or the next business day if it is none.
        """
        if n == 0:
            return day if self.is_business_day(day, branch_no) else self.add_business_days(day, 1, branch_no)
        step = _DAY if n > 0 else -_DAY
        left = abs(n)
        while left:
            day += step
            left -= self.is_business_day(day, branch_no)
        return day

    def business_days_between(self, first: date, last: date, branch_no: str = "") -> int:
        """How many business days come after ``first`` up to ``last``; 0 if ``last`` is not after it."""
        days = range(1, (last - first).days + 1)
        return sum(self.is_business_day(first + n * _DAY, branch_no) for n in days)

    def is_known(self, day: date) -> bool:
        """Whether that day's year has been published: else only weekends are reckoned with."""
        return self.known_from <= day <= self.known_until

    def holiday(self, day: date) -> Holiday | None:
        """The public holiday that day is part of."""
        return next((h for h in self.holidays if h.first <= day <= h.last), None)


def calendar_of(body: Mapping[str, Any]) -> Calendar:
    """Reads the pack; a generation of an older program has none, and then only weekends are known."""
    holidays = tuple(
        Holiday(h["code"], h["name"], h["name_en"], _day(h["from"]), _day(h["to"])) for h in body.get("holiday", ())
    )
    return Calendar(
        _day(body.get("known_from", date.max.isoformat())),
        _day(body.get("known_until", date.min.isoformat())),
        holidays,
        frozenset(day for h in holidays for day in days_of(h.first, h.last)),
        frozenset(_day(d) for h in body.get("holiday", ()) for d in h.get("workdays", ())),
        {
            b["code"]: OwnDays(frozenset(map(_day, b.get("shut", ()))), frozenset(map(_day, b.get("serving", ()))))
            for b in body.get("branch", ())
        },
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


def days_of(first: date, last: date) -> list[date]:
    """From the first to the last, both included."""
    return [first + n * _DAY for n in range((last - first).days + 1)]
