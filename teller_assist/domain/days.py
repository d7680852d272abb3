"""The branch's calendar day: the one place where a time becomes a day."""

from datetime import UTC, date, datetime, time, timedelta, timezone

# All of China keeps one time; it has had no summer time since 1991.
BRANCH_TIME = timezone(timedelta(hours=8))


DAY_S = 86_400


def within_a_day(count: int, unit: int = 1) -> int:
    """``count`` seconds (``unit`` 1000: milliseconds) within 0 and a day: more is a device's mistake, and time
    arithmetic has an end."""
    return max(0, min(count, DAY_S * unit))


def day_at(at: datetime) -> date:
    """The branch's calendar day of an aware time."""
    return at.astimezone(BRANCH_TIME).date()


def midnight(day: date) -> datetime:
    """The aware UTC time at which the branch's day begins."""
    return datetime.combine(day, time.min, BRANCH_TIME).astimezone(UTC)
