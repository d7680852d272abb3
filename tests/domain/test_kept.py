"""The kept rate of promises and its interval."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.domain.interval import wilson
from teller_assist.domain.kept import kept_rates
from teller_assist.domain.word_given import Promise

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def promise(owner: str, due_on: date, how: str = "", ended_on: date | None = None) -> Promise:
    ended = datetime(ended_on.year, ended_on.month, ended_on.day, 4, tzinfo=UTC) if ended_on else None
    made = datetime(2026, 11, 1, 4, tzinfo=UTC)
    return Promise(UUID(int=1), "C1", "回电", due_on, owner, None, made, owner, how, ended, owner if ended else "")


def test_what_was_withdrawn_or_is_not_due_yet_says_nothing_and_late_is_not_kept() -> None:
    branch, t1, t2 = kept_rates(
        [
            promise("T1", TODAY, "kept", TODAY),  # on its last day: in time
            promise("T1", TODAY - DAY, "kept", TODAY),  # the day after: late
            promise("T1", TODAY - DAY),  # owed, its day is over
            promise("T1", TODAY),  # owed, today is its day
            promise("T2", TODAY, "withdrawn", TODAY),
            promise("T2", TODAY, "broken", TODAY),
        ],
        TODAY,
    )
    assert (t1.owner_no, t1.due, t1.kept, t1.late, t1.overdue, t1.ahead) == ("T1", 3, 1, 1, 1, 1)
    assert (t2.due, t2.broken, t2.withdrawn, t2.rate) == (1, 1, 1, 0.0)
    assert (branch.owner_no, branch.due, branch.kept, branch.rate) == ("", 4, 1, 0.25)
    assert branch.low < 0.25 < branch.high


def test_nothing_due_is_no_rate() -> None:
    (branch,) = kept_rates([], TODAY)
    assert (branch.rate, branch.low, branch.high) == (None, 0.0, 1.0)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)]
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    """Newcombe 1998, table I, method 3: 81/263 gives 0.2553–0.3662, 0/10 gives 0–0.2775."""
    assert wilson(hits, of) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_rate_lies_in_its_interval(hits: int, others: int) -> None:
    low, high = wilson(hits, hits + others)
    assert 0 <= low <= (hits / (hits + others) if hits + others else 0.5) <= high <= 1


def test_more_hits_than_cases_is_refused() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)
