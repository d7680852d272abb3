"""Text of a column to a value, fast: the hot path converts some fifty of them a card."""

from datetime import date, datetime
from functools import lru_cache


@lru_cache(maxsize=16384)
def day_of(text: str | None) -> date | None:
    """A day from its ISO text; None stays None. There are few days and many of each."""
    return date.fromisoformat(text) if text else None


time_of = datetime.fromisoformat  # an aware time from its ISO text
