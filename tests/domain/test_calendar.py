"""Business days: holidays, make-up workdays, a branch's own days, and what is not published yet."""

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.domain.calendar import Calendar, calendar_of
from teller_assist.domain.packs import load_packs
from teller_assist.errors import BadPack
from teller_assist.paths import RESOURCES
from tests.domain.making import packs

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def told(**more: Any) -> Calendar:
    return calendar_of(packs()["calendar"] | more)


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        ("2026-02-13", True), ("2026-02-14", True), ("2026-02-15", False), ("2026-02-23", False),
        ("2026-02-24", True), ("2026-02-28", True), ("2026-10-07", False), ("2026-10-10", True),
        ("2026-09-20", True), ("2026-01-04", True), ("2025-10-08", False), ("2025-01-26", True),
        ("2026-11-28", False), ("2026-11-27", True), ("2026-06-20", False),
    ],
)  # fmt: skip
def test_holidays_and_make_up_workdays(day: str, open_: bool) -> None:
    assert told().is_business_day(date.fromisoformat(day)) is open_


def test_each_year_has_as_many_business_days_as_the_state_council_told() -> None:
    """Counted by the program chinesecalendar 1.11, which was written from the same notices: 248 and 248."""
    for year, count in ((2025, 248), (2026, 248)):
        assert told().business_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == count


def test_fifteen_business_days_over_the_spring_festival() -> None:
    assert told().add_business_days(date(2026, 2, 12), 15) == date(2026, 3, 11)
    assert told().add_business_days(date(2026, 11, 25), 15) == date(2026, 12, 16)
    assert told().add_business_days(date(2026, 2, 24), -2) == date(2026, 2, 13)
    assert told().add_business_days(date(2026, 2, 16), 0) == date(2026, 2, 24)
    assert told().add_business_days(date(2026, 2, 24), 0) == date(2026, 2, 24)


def test_a_year_that_is_not_published_is_told_and_has_its_weekends() -> None:
    assert told().is_known(date(2026, 12, 31))
    assert not told().is_known(date(2027, 1, 1))
    assert not told().is_known(date(2024, 12, 31))
    assert told().is_business_day(date(2027, 1, 1))  # a Friday; nobody told that it is free
    assert not told().is_business_day(date(2027, 1, 2))
    old = calendar_of({})
    assert not old.is_known(date(2026, 11, 25))
    assert old.is_business_day(date(2026, 10, 1))


def test_a_branch_keeps_its_own_days() -> None:
    calendar = told(branch=[{"code": "0101", "shut": ["2026-11-25"], "serving": ["2026-11-28"]}])
    assert not calendar.is_business_day(date(2026, 11, 25), "0101")
    assert calendar.is_business_day(date(2026, 11, 28), "0101")
    assert calendar.is_business_day(date(2026, 11, 25), "0102")
    assert calendar.add_business_days(date(2026, 11, 24), 3, "0101") == date(2026, 11, 28)


@given(DAYS, st.integers(-40, 40).filter(bool))
def test_adding_and_counting_agree(day: date, n: int) -> None:
    calendar = told()
    there = calendar.add_business_days(day, n)
    assert calendar.is_business_day(there)
    if n > 0:
        assert calendar.business_days_between(day, there) == n
    else:
        assert calendar.business_days_between(there - timedelta(days=1), day - timedelta(days=1)) == -n


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("workdays = [2026-05-09]", "workdays = [2026-05-08]", "'labour_2026': workdays 1: 2026-05-08 is no Saturday"),
        ("workdays = [2026-05-09]", "workdays = [2026-05-02]", "2026-05-02 is a day of 'labour_2026'"),
        ("to = 2026-05-05", "to = 2027-05-05", "'labour_2026': to: ends 2027-05-05: 1 to 14 days"),
        ("to = 2026-09-27", "to = 2026-10-01", "2026-10-01 belongs to 'mid_autumn_2026' already"),
        ("known_until = 2026-12-31", "known_until = 2026-06-30", "lies outside known_from"),
        ("known_until = 2026-12-31", "known_until = 2024-06-30", "known_until: comes before known_from"),
        ('name = "劳动节"', 'name = ""', "a text is needed"),
        ('code = "labour_2026"', 'code = "spring_2026"', "is there twice"),
        ("from = 2026-05-01", 'from = "May"', "a day is needed, as 2026-11-01"),
        (
            "# [[branch]]",
            '[[branch]]\ncode = "1"\nshut = [2026-12-24]\nserving = [2026-12-24]',
            "both shut and serving",
        ),
    ],
)
def test_a_mistake_in_the_calendar_is_refused_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = Path(shutil.copytree(RESOURCES / "packs", tmp_path / "packs"))
    path = folder / "calendar.toml"
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadPack, match=r"^calendar\.toml, line [1-9]\d*, column [1-9]\d*: ") as refused:
        load_packs(folder)
    assert said in str(refused.value)
