"""Who is on duty where: began, away, back, over (在岗)."""

from uuid import UUID

from teller_assist.desk.deed import Deed, new_id
from teller_assist.domain.days import day_at
from teller_assist.domain.lobby import Duty, DutyBegan, DutyEnded, DutyPaused, on_duty
from teller_assist.domain.policy import ROLES
from teller_assist.errors import BadInput, Refused
from teller_assist.store.floor import left_on_duty
from teller_assist.store.states import find

LONGEST_REASON = 100
LONGEST_WINDOW = 5


def begin(deed: Deed, role: str, window_no: str) -> Duty:
    """They are here, as this role at this window ("" none). Ends what they had open elsewhere or on another day.

    Said twice, it is recorded once. Raises ``BadInput`` for a role or a window that there cannot be.
    """
    if role not in ROLES:
        raise BadInput(f"{role!r} is no role; use one of {', '.join(ROLES)}")
    if window_no and not (window_no.isalnum() and window_no.strip("0") and len(window_no) <= LONGEST_WINDOW):
        raise BadInput(f"{window_no!r} is no window: give its number, as 3 or 12")
    present = None
    for duty in left_on_duty(deed.con, deed.staff_no):
        if (duty.role, duty.window_no, day_at(duty.began_at)) == (role, window_no, day_at(deed.at)):
            present = duty
        else:
            deed.record(DutyEnded, duty_id=duty.duty_id)
    if present is not None:
        return present
    duty_id = new_id()
    deed.record(DutyBegan, duty_id=duty_id, role=role, window_no=window_no)
    return _now(deed, duty_id)


def pause(deed: Deed, away: bool, reason: str = "") -> Duty:
    """暂停服务, or back again; said twice it is recorded once. Raises ``Refused`` if they are not on duty."""
    if len(reason) > LONGEST_REASON:
        raise BadInput(f"a reason has at most {LONGEST_REASON} characters, this one {len(reason)}")
    duty = present(deed)
    if (duty.paused_at is not None) != away:
        deed.record(DutyPaused, duty_id=duty.duty_id, on=away, reason=reason)
    return _now(deed, duty.duty_id)


def end(deed: Deed) -> Duty:
    """They leave. Raises ``Refused`` if they are not on duty."""
    duty = present(deed)
    for other in left_on_duty(deed.con, deed.staff_no):
        deed.record(DutyEnded, duty_id=other.duty_id)
    return _now(deed, duty.duty_id)


def present(deed: Deed) -> Duty:
    """Their duty of today. Raises ``Refused`` if there is none."""
    mine = on_duty(left_on_duty(deed.con, deed.staff_no), deed.at)
    if not mine:
        raise Refused(f"{deed.staff_no} is not on duty: begin with `teller-assist duty begin`")
    return mine[-1]


def _now(deed: Deed, duty_id: UUID) -> Duty:
    found = find(deed.con, Duty, duty_id)
    assert found is not None
    return found
