"""The clock of a complaint: decided within 15 business days of the branch (domain.md, 18).

The day of receipt does not count; the last day does. The clock stops with the decision.
"""

from datetime import date
from typing import NamedTuple

from teller_assist.domain.calendar import Calendar
from teller_assist.domain.days import day_at
from teller_assist.domain.word_given import FiledComplaint

DAYS = 15
AMBER_FROM = 3  # business days left


class Clock(NamedTuple):
    """``state``: running, amber (3 days or fewer), overdue; once decided: in_time or late.

    ``left``: business days to the last day, 0 on it, negative behind it. Once decided: as it was then. ``sure``: False
    where the holidays of the last day's year are not published yet.
    """

    due_on: date
    left: int
    state: str
    sure: bool = True


def due_on(received_on: date, calendar: Calendar, branch_no: str) -> date:
    """The last day on which the complaint may be decided."""
    return calendar.add_business_days(received_on, DAYS, branch_no)


def clock_of(complaint: FiledComplaint, today: date, calendar: Calendar, branch_no: str) -> Clock:
    """How its clock stands today."""
    decided = complaint.decided_at is not None
    day = day_at(complaint.decided_at) if complaint.decided_at else today
    last, sure = complaint.due_on, calendar.is_known(complaint.due_on)
    if day > last:
        over = max(1, calendar.business_days_between(last, day, branch_no))
        return Clock(last, -over, "late" if decided else "overdue", sure)
    left = calendar.business_days_between(day, last, branch_no)
    if decided:
        return Clock(last, left, "in_time", sure)
    return Clock(last, left, "amber" if left <= AMBER_FROM else "running", sure)
