"""What the lobby has on its board, read through a raw connection (or a session's)."""

from datetime import datetime
from typing import TYPE_CHECKING

from teller_assist.domain.call import Call
from teller_assist.domain.lobby import Appointment, Diversion, Duty, Incident
from teller_assist.domain.referral import Referral
from teller_assist.store.states import read
from teller_assist.store.views import time_text

if TYPE_CHECKING:
    from sqlite3 import Connection


def calls_since(con: "Connection", since: datetime) -> tuple[Call, ...]:
    return read(con, Call, "made_at >= ? ORDER BY made_at, call_id", time_text(since))


def referrals_since(con: "Connection", since: datetime) -> tuple[Referral, ...]:
    return read(con, Referral, "made_at >= ? ORDER BY made_at, referral_id", time_text(since))


def duties_since(con: "Connection", since: datetime) -> tuple[Duty, ...]:
    """Who has been on duty since then, earliest first."""
    return read(con, Duty, "began_at >= ? ORDER BY began_at, duty_id", time_text(since))


def left_on_duty(con: "Connection", staff_no: str) -> tuple[Duty, ...]:
    """Duties of this member of staff without an end, earliest first."""
    return read(con, Duty, "staff_no = ? AND ended_at IS NULL ORDER BY began_at, duty_id", staff_no)


def diversions_since(con: "Connection", since: datetime) -> tuple[Diversion, ...]:
    return read(con, Diversion, "at >= ? ORDER BY at, diversion_id", time_text(since))


def appointments_between(con: "Connection", since: datetime, until: datetime) -> tuple[Appointment, ...]:
    """Those due from ``since`` to before ``until``, earliest first."""
    where = "due_at >= ? AND due_at < ? ORDER BY due_at, appointment_id"
    return read(con, Appointment, where, time_text(since), time_text(until))


def incidents_since(con: "Connection", since: datetime) -> tuple[Incident, ...]:
    """Those since then, and whatever is not closed; earliest first."""
    which = "SELECT incident_id FROM incident WHERE"
    where = f"incident_id IN ({which} at >= ? UNION ALL {which} closed_at IS NULL) ORDER BY at, incident_id"
    return read(con, Incident, where, time_text(since))


def windows_since(con: "Connection", since: datetime) -> tuple[str, ...]:
    """Where somebody has been on duty or served since then, in no order."""
    asked = "SELECT window_no FROM duty WHERE began_at >= ?1 UNION SELECT window_no FROM visit WHERE started_at >= ?1"
    return tuple(no for (no,) in con.execute(asked, (time_text(since),)))
