"""One member of staff leaves a window and another takes it (换人)."""

from dataclasses import replace

from teller_assist.desk import duties, visits
from teller_assist.desk.deed import Deed
from teller_assist.domain.lobby import DutyEnded
from teller_assist.domain.policy import TELLER
from teller_assist.domain.staff import Staff
from teller_assist.store.floor import left_on_duty


def hand_over(deed: Deed, after: Staff, role: str) -> None:
    """Ends the visit and the duty of who leaves, begins the duty of who comes, as ``role``, in one transaction."""
    visit = visits.under_way(deed)
    if visit is not None:
        visits.end_visit(deed, visit, "staff")
    if left_on_duty(deed.con, deed.staff_no):
        leave(deed)
    arrive(replace(deed, staff_no=after.staff_no), role)


def arrive(deed: Deed, role: str) -> None:
    """They are on duty at this window; who looks after the hall has none."""
    duties.begin(deed, role, deed.window_no if role == TELLER else "")


def leave(deed: Deed) -> None:
    """They are no longer on duty; said twice it is recorded once."""
    for duty in left_on_duty(deed.con, deed.staff_no):
        deed.record(DutyEnded, duty_id=duty.duty_id)
