"""The branch's calendar day: the one place where a time becomes a day."""

from datetime import UTC, date, datetime, time, timedelta, timezone

# All of China keeps one time; it has had no summer time since 1991.
BRANCH_TIME = timezone(timedelta(hours=8))


def day_at(at: datetime) -> date:
    """The branch's calendar day of an aware time."""
    return at.astimezone(BRANCH_TIME).date()


def midnight(day: date) -> datetime:
    """The aware UTC time at which the branch's day begins."""
    return datetime.combine(day, time.min, BRANCH_TIME).astimezone(UTC)
