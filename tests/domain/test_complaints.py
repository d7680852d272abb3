"""Told or recorded, a complaint is the same to the card; its clock over holidays and make-up workdays."""

import json
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.domain.calendar import calendar_of
from teller_assist.domain.complaint_clock import clock_of, due_on
from teller_assist.domain.complaints import as_told, with_recorded
from teller_assist.domain.customer import Complaint, Profile
from teller_assist.domain.days import BRANCH_TIME
from teller_assist.domain.packs import load_packs
from teller_assist.domain.word_given import SUBJECTS, FiledComplaint
from teller_assist.paths import RESOURCES

CALENDAR = calendar_of(json.loads(json.dumps(load_packs(RESOURCES / "packs")["calendar"], default=str)))
NOBODY: Profile = Profile(None, (), (), (), (), (), (), (), ())  # type: ignore[arg-type]


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), BRANCH_TIME).astimezone(UTC)


def filed(day: date, n: int = 1, stage: str = "open", subject: str = "wait", decided: date | None = None,
          closed: date | None = None) -> FiledComplaint:  # fmt: skip
    return FiledComplaint(
        UUID(int=n), "C1", subject, "", due_on(day, CALENDAR, "B1"), "", None, "", noon(day), "T1", stage,
        decided_at=noon(decided) if decided else None, closed_at=noon(closed) if closed else None,
    )  # fmt: skip


@st.composite
def complaints(draw: st.DrawFn) -> list[FiledComplaint]:
    days = st.dates(date(2026, 1, 1), date(2026, 11, 23))
    made = []
    for n in range(draw(st.integers(0, 5))):
        day, stage = draw(days), draw(st.sampled_from(("open", "decided", "closed")))
        made.append(
            filed(day, n + 1, stage, draw(st.sampled_from(SUBJECTS)), closed=day if stage == "closed" else None)
        )
    return made


def hub_order(told: list[Complaint]) -> tuple[Complaint, ...]:
    """``hub/told.py``: received_on DESC, complaint_no."""
    return tuple(sorted(told, key=lambda c: (-c.received_on.toordinal(), c.complaint_no)))


@given(complaints(), st.integers(0, 31))
def test_told_or_recorded_the_profile_is_the_same_and_so_is_all_that_follows_from_it(
    made: list[FiledComplaint], which: int
) -> None:
    """The card, the gate and the evidence are functions of the profile."""
    told = [as_told(c) for n, c in enumerate(made) if which >> n & 1]
    recorded = [c for n, c in enumerate(made) if not which >> n & 1]
    together = with_recorded(NOBODY._replace(complaints=hub_order(told)), recorded)
    assert together == NOBODY._replace(complaints=hub_order([as_told(c) for c in made]))


@given(complaints())
def test_one_that_comes_back_in_the_feed_counts_once_and_is_closed_once_either_says_so(
    made: list[FiledComplaint],
) -> None:
    open_, shut = [as_told(c) for c in made], [as_told(c)._replace(status="closed") for c in made]
    both = with_recorded(NOBODY._replace(complaints=hub_order(open_)), made)
    assert both.complaints == hub_order(open_)
    ended = with_recorded(NOBODY._replace(complaints=hub_order(shut)), made)
    assert all(c.status == "closed" for c in ended.complaints)
    assert len(ended.complaints) == len(made)


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 11, 2), date(2026, 11, 23)),  # three plain weeks
        (date(2026, 11, 7), date(2026, 11, 27)),  # on a Saturday
        # 国庆 1–8 October free; Sunday 28 September and Saturday 11 October are worked
        (date(2025, 9, 26), date(2025, 10, 23)),
        (date(2025, 9, 27), date(2025, 10, 23)),
        (date(2025, 9, 28), date(2025, 10, 24)),  # received on a make-up workday, which does not count
        (date(2025, 4, 24), date(2025, 5, 19)),  # 27 April worked, 1–5 May free
    ],
)
def test_the_last_day_is_the_fifteenth_business_day_after_it_was_received(received: date, last: date) -> None:
    assert due_on(received, CALENDAR, "B1") == last


def test_days_left_amber_from_three_red_when_it_is_over() -> None:
    one = filed(date(2026, 11, 2))

    def said(day: date) -> tuple[int, str]:
        return clock_of(one, day, CALENDAR, "B1")[1:3]

    assert said(date(2026, 11, 2)) == (15, "running")
    assert said(date(2026, 11, 17)) == (4, "running")
    assert said(date(2026, 11, 18)) == (3, "amber")
    assert said(date(2026, 11, 22)) == (1, "amber"), "a Sunday: one day is left"
    assert said(date(2026, 11, 23)) == (0, "amber"), "the last day itself is in time"
    assert said(date(2026, 11, 24)) == (-1, "overdue")


def test_over_a_weekend_it_is_overdue_though_no_business_day_has_passed() -> None:
    one = filed(date(2026, 10, 30))
    last = one.due_on
    assert last.weekday() == 4
    assert clock_of(one, last + timedelta(days=1), CALENDAR, "B1")[1:3] == (-1, "overdue")


def test_the_clock_stops_with_the_decision() -> None:
    in_time = filed(date(2026, 11, 2), stage="decided", decided=date(2026, 11, 23))
    late = filed(date(2026, 11, 2), stage="closed", decided=date(2026, 11, 24), closed=date(2026, 11, 25))
    for today in (date(2026, 11, 25), date(2026, 12, 31)):
        assert clock_of(in_time, today, CALENDAR, "B1")[1:3] == (0, "in_time")
        assert clock_of(late, today, CALENDAR, "B1")[1:3] == (-1, "late")


def test_a_clock_that_runs_into_a_year_not_yet_published_says_so() -> None:
    assert clock_of(filed(date(2026, 11, 2)), date(2026, 11, 3), CALENDAR, "B1").sure
    assert not clock_of(filed(date(2026, 12, 21)), date(2026, 12, 22), CALENDAR, "B1").sure
