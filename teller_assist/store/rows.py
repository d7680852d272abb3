"""Text of a column to a value, fast: the hot path converts some fifty of them a card."""

from datetime import date, datetime
from functools import lru_cache


@lru_cache(maxsize=4096)
def day_of(text: str | None) -> date | None:
    """A day from its ISO text; None stays None."""
    return date.fromisoformat(text) if text else None


def time_of(text: str) -> datetime:
    """An aware time from its ISO text."""
    return datetime.fromisoformat(text)
