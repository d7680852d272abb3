"""Days counted from the feed's day: 0 is ``as_of``, -1 the day before. Texts are made once, not per row."""

from datetime import date, timedelta

_PAST, _AHEAD = 44_000, 12_000  # days: 120 years back, 32 ahead


class Days:
    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        first = as_of - timedelta(days=_PAST)
        self._iso = [(first + timedelta(days=n)).isoformat() for n in range(_PAST + _AHEAD)]
        self.months = self._months()
        self.workdays = [n for n in range(-29, 1) if (as_of + timedelta(days=n)).weekday() < 5]

    def iso(self, n: int) -> str:
        return self._iso[n + _PAST]

    def months_before(self, n: int, months: int) -> str:
        """The day ``months`` before day ``n``, in the same place of its month or the 28th."""
        day = self.as_of + timedelta(days=n)
        year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
        return f"{year:04d}-{month + 1:02d}-{day.day if day.day <= 28 else 28:02d}"

    def _months(self) -> tuple[str, ...]:
        """Six months, oldest first; the last is the month of ``as_of``, to date."""
        now = self.as_of.year * 12 + self.as_of.month - 1
        return tuple(f"{m // 12:04d}-{m % 12 + 1:02d}" for m in range(now - 5, now + 1))
