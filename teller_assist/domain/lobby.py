"""What the lobby writes down besides tickets: diversions, bookings, incidents, who is on duty. Shared nouns.

The words of channels, kinds and reasons stand here; what screens say for them is in ``ui/texts.py``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from teller_assist.domain.days import day_at
from teller_assist.domain.event import Event, event

# --- diversion (分流)

CHANNELS = ("atm", "self_service", "mobile", "online", "corporate_terminal", "other_window")
STEPS = (1, 2, 3)  # 三次分流: at the door before a ticket, while waiting, at the window
RESULTS = ("done", "guided", "came_back", "refused")


@event("diversion.made", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class DiversionMade(Event):
    """``step`` of ``STEPS``, ``channel`` of ``CHANNELS``, ``result`` of ``RESULTS``."""

    diversion_id: UUID
    step: int
    business_type: str
    channel: str
    result: str = "done"
    ticket_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Diversion:
    diversion_id: UUID
    step: int
    business_type: str
    channel: str
    result: str
    ticket_id: UUID | None
    at: datetime
    staff_no: str


def fold_diversion(events: Iterable[DiversionMade]) -> Diversion | None:
    """The last word of what came of it."""
    state = None
    for e in events:
        state = Diversion(e.diversion_id, e.step, e.business_type, e.channel, e.result, e.ticket_id, e.at, e.staff_no)
    return state


# --- appointment (预约)

APPOINTMENTS = ("visit", "large_cash", "account_open", "wealth", "safe_box")


@event("appointment.made", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class AppointmentMade(Event):
    """``due_at`` when they come; a large-cash booking says how much and of what."""

    appointment_id: UUID
    what: str
    due_at: datetime
    customer_no: str = ""
    called: str = ""
    business_type: str = ""
    amount_fen: int = 0
    currency: str = "CNY"
    note: str = ""


@event("appointment.moved", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class AppointmentMoved(Event):
    appointment_id: UUID
    due_at: datetime


@event("appointment.closed", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class AppointmentClosed(Event):
    """``how``: came (signed in, with a ticket), no_show or cancelled."""

    appointment_id: UUID
    how: str
    ticket_id: UUID | None = None
    note: str = ""


CLOSINGS = ("came", "no_show", "cancelled")
AppointmentEvent = AppointmentMade | AppointmentMoved | AppointmentClosed


@dataclass(frozen=True, slots=True)
class Appointment:
    """As it now stands; ``how`` "" while it is to come."""

    appointment_id: UUID
    what: str
    due_at: datetime
    customer_no: str
    called: str
    business_type: str
    amount_fen: int
    currency: str
    note: str
    made_at: datetime
    made_by: str
    moves: int = 0
    how: str = ""
    closed_at: datetime | None = None
    closed_by: str = ""
    ticket_id: UUID | None = None


def fold_appointment(events: Iterable[AppointmentEvent]) -> Appointment | None:
    """As it now stands. Who came has come, whatever was said before they did; else the first close counts."""
    happened = list(events)
    made = next((e for e in happened if isinstance(e, AppointmentMade)), None)
    if made is None:
        return None
    state = Appointment(
        made.appointment_id, made.what, made.due_at, made.customer_no, made.called, made.business_type,
        made.amount_fen, made.currency, made.note, made.at, made.staff_no,
    )  # fmt: skip
    for e in happened:
        match e:
            case AppointmentMoved() if not state.how:
                state = replace(state, due_at=e.due_at, moves=state.moves + 1)
            case AppointmentClosed() if not state.how or (e.how == "came" and state.how != "came"):
                state = replace(state, how=e.how, closed_at=e.at, closed_by=e.staff_no, ticket_id=e.ticket_id)
            case _:
                pass
    return state


# --- incident (突发事件)

INCIDENTS = ("machine_down", "system_slow", "power", "dispute", "medical", "security", "other")


@event("incident.reported", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class IncidentReported(Event):
    """``what`` of ``INCIDENTS``; ``place``: which machine or where."""

    incident_id: UUID
    what: str
    place: str = ""
    note: str = ""


@event("incident.closed", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class IncidentClosed(Event):
    incident_id: UUID
    note: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    incident_id: UUID
    what: str
    place: str
    note: str
    at: datetime
    staff_no: str
    closed_at: datetime | None = None
    closed_by: str = ""
    closing_note: str = ""


def fold_incident(events: Iterable[IncidentReported | IncidentClosed]) -> Incident | None:
    """As it now stands; the first close counts."""
    happened = list(events)
    told = next((e for e in happened if isinstance(e, IncidentReported)), None)
    if told is None:
        return None
    state = Incident(told.incident_id, told.what, told.place, told.note, told.at, told.staff_no)
    for e in happened:
        if isinstance(e, IncidentClosed) and state.closed_at is None:
            state = replace(state, closed_at=e.at, closed_by=e.staff_no, closing_note=e.note)
    return state


# --- duty (在岗): who stands where, and which windows are open


@event("duty.began", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class DutyBegan(Event):
    """``window_no`` "" for who has no window."""

    duty_id: UUID
    role: str
    window_no: str = ""


@event("duty.paused", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class DutyPaused(Event):
    """暂停服务; ``on`` False: back again."""

    duty_id: UUID
    on: bool = True
    reason: str = ""


@event("duty.ended", version=1)
@dataclass(frozen=True, kw_only=True, slots=True)
class DutyEnded(Event):
    duty_id: UUID


@dataclass(frozen=True, slots=True)
class Duty:
    """``paused_s``: seconds of all breaks that are over."""

    duty_id: UUID
    staff_no: str
    role: str
    window_no: str
    began_at: datetime
    paused_at: datetime | None = None
    pause_reason: str = ""
    paused_s: int = 0
    ended_at: datetime | None = None


def fold_duty(events: Iterable[DutyBegan | DutyPaused | DutyEnded]) -> Duty | None:
    """As it now stands."""
    state: Duty | None = None
    for e in events:
        match e:
            case DutyBegan():
                state = Duty(e.duty_id, e.staff_no, e.role, e.window_no, e.at)
            case _ if state is None or state.ended_at is not None:
                continue
            case DutyPaused(on=True) if state.paused_at is None:
                state = replace(state, paused_at=e.at, pause_reason=e.reason)
            case DutyPaused(on=False) if state.paused_at is not None:
                state = replace(_resumed(state, e.at), pause_reason="")
            case DutyEnded():
                state = replace(_resumed(state, e.at), ended_at=max(e.at, state.began_at))
            case _:
                pass
    return state


def _resumed(state: Duty, at: datetime) -> Duty:
    if state.paused_at is None:
        return state
    pause = max(0, round((at - state.paused_at).total_seconds()))
    return replace(state, paused_at=None, paused_s=state.paused_s + pause)


class Windows(NamedTuple):
    """``open``: those that serve now; ``known``: those that anybody has served at lately. In the order of numbers."""

    open: tuple[str, ...]
    known: tuple[str, ...]


def on_duty(duties: Iterable[Duty], now: datetime) -> tuple[Duty, ...]:
    """Who is here, away for a moment or not, earliest first. A duty left open on another day is over."""
    here = [d for d in duties if d.ended_at is None and day_at(d.began_at) == day_at(now)]
    return tuple(sorted(here, key=lambda d: (d.began_at, str(d.duty_id))))


def windows(duties: Iterable[Duty], now: datetime) -> Windows:
    """Which windows are open: somebody is on duty there and has not paused it."""
    lately = list(duties)
    known = {d.window_no for d in lately if d.window_no}
    open_ = {d.window_no for d in on_duty(lately, now) if d.window_no and d.paused_at is None}
    return Windows(in_order(open_), in_order(known))


def in_order(windows: Iterable[str]) -> tuple[str, ...]:
    """By number: 2 before 10; those that are no number first."""
    return tuple(sorted(windows, key=lambda no: (int(no) if no.isdecimal() and len(no) < 10 else 0, no)))
