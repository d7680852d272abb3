"""Business days: China's public holidays, the make-up workdays that pay for them (调休), and a branch's own days.

Told by the pack ``calendar``. Each November the State Council tells the next year; beyond ``known_until`` (and
before ``known_from``) only weekends are reckoned with, and ``is_known`` says so.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from teller_assist.domain.lint import lint
from teller_assist.domain.pack_need import Body, a_day, need, none_of, unique

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
        frozenset(day for h in holidays for day in _days(h.first, h.last)),
        frozenset(_day(d) for h in body.get("holiday", ()) for d in h.get("workdays", ())),
        {
            b["code"]: OwnDays(frozenset(map(_day, b.get("shut", ()))), frozenset(map(_day, b.get("serving", ()))))
            for b in body.get("branch", ())
        },
    )


def check_calendar(body: Body) -> None:
    """The pack: every holiday within the years that are known, every make-up workday on a weekend outside one."""
    first, last = (a_day(body[name], name) for name in ("known_from", "known_until"))
    need(first < last, "known_until", f"comes before known_from ({first})")
    unique([h["code"] for h in body["holiday"]], "holiday")
    free: dict[date, str] = {}
    for h in body["holiday"]:
        code, place = h["code"], f"holiday {h['code']!r}"
        none_of(lint(h["name"], h["name_en"]), place, code)
        start, end = a_day(h["from"], f"{place}: from", code), a_day(h["to"], f"{place}: to", code)
        need(start <= end < start + LONGEST * _DAY, place, f"ends {end}: 1 to {LONGEST} days from {start}", code)
        need(first <= start and end <= last, place, "lies outside known_from … known_until", code)
        for day in _days(start, end):
            need(day not in free, place, f"{day} belongs to {free.get(day)!r} already", code)
            free[day] = code
    for h in body["holiday"]:
        for value in h.get("workdays", ()):
            _check_workday(a_day(value, f"holiday {h['code']!r}: workdays", h["code"]), free, h["code"])
    _check_own(body.get("branch", ()))


def _check_workday(day: date, free: Mapping[date, str], code: str) -> None:
    place = f"holiday {code!r}: workdays"
    need(day.weekday() >= 5, place, f"{day} is no Saturday or Sunday", code)
    need(day not in free, place, f"{day} is a day of {free.get(day)!r}", code)


def _check_own(branches: Any) -> None:
    unique([b["code"] for b in branches], "branch")
    for b in branches:
        place = f"branch {b['code']!r}"
        shut, serving = ({a_day(d, f"{place}: {n}", b["code"]) for d in b.get(n, ())} for n in ("shut", "serving"))
        both = sorted(shut & serving)
        need(not both, place, f"{', '.join(map(str, both))} is both shut and serving", b["code"])


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _days(first: date, last: date) -> list[date]:
    return [first + n * _DAY for n in range((last - first).days + 1)]
