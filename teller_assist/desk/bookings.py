"""Appointments and large-cash bookings (预约): made, moved, signed in with a ticket, not come, cancelled."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from teller_assist.desk.deed import Deed, found, new_id, short
from teller_assist.domain.days import day_at
from teller_assist.domain.lobby import (
    APPOINTMENTS,
    CLOSINGS,
    Appointment,
    AppointmentClosed,
    AppointmentMade,
    AppointmentMoved,
)
from teller_assist.errors import BadInput, Refused

FURTHEST = timedelta(days=366)
USUAL_BUSINESS = {"large_cash": "cash_large", "account_open": "account_open", "wealth": "wealth"}
BIGGEST_FEN = 10**12  # 100 亿: beyond it somebody's finger slipped


class Booking(NamedTuple):
    """What is asked for. ``called``: a form of address for the form, never for the board; ``amount_fen`` of cash."""

    what: str
    due_at: datetime
    customer_no: str = ""
    called: str = ""
    business_type: str = ""
    amount_fen: int = 0
    currency: str = "CNY"
    note: str = ""


def make(deed: Deed, asked: Booking) -> Appointment:
    """Raises ``BadInput`` for an unknown kind, a time that is past or too far, cash without an amount."""
    _check(deed, asked)
    business = asked.business_type or USUAL_BUSINESS.get(asked.what, "")
    appointment_id = new_id()
    deed.record(
        AppointmentMade, appointment_id=appointment_id, **asked._replace(business_type=business)._asdict()
    )  # fmt: skip
    return existing(deed, appointment_id)


def move(deed: Deed, appointment_id: UUID, due_at: datetime) -> Appointment:
    """Another time; the same time is recorded once. Raises ``NotFound``, ``BadInput``, ``Refused`` if it is over."""
    _check_time(deed, due_at)
    before = _to_come(deed, appointment_id)
    if before.due_at != due_at:
        deed.record(AppointmentMoved, appointment_id=appointment_id, due_at=due_at)
    return existing(deed, appointment_id)


def close(deed: Deed, appointment_id: UUID, how: str, ticket_id: UUID | None = None, note: str = "") -> Appointment:
    """``how`` of ``CLOSINGS``. Who was written down as not come may still come. Raises as ``move``."""
    if how not in CLOSINGS:
        raise BadInput(f"{how!r} is not how an appointment ends; use one of {', '.join(CLOSINGS)}")
    before = existing(deed, appointment_id) if how == "came" else _to_come(deed, appointment_id)
    if before.how == "came":
        raise Refused(f"appointment {appointment_id} has been signed in already")
    deed.record(AppointmentClosed, appointment_id=appointment_id, how=how, ticket_id=ticket_id, note=note)
    return existing(deed, appointment_id)


def comes(deed: Deed, appointment_id: UUID) -> Appointment:
    """Somebody is here for it. Raises ``NotFound``, ``Refused`` if it was cancelled or is for another day."""
    booked, day = existing(deed, appointment_id), day_at(deed.at)
    if booked.how == "cancelled":
        raise Refused(f"appointment {appointment_id} was cancelled: give them an ordinary ticket")
    if day_at(booked.due_at) != day:
        raise Refused(f"appointment {appointment_id} is for {day_at(booked.due_at)}: move it to today first")
    return booked


def existing(deed: Deed, appointment_id: UUID) -> Appointment:
    """As it now stands. Raises ``NotFound``."""
    return found(deed.con, Appointment, appointment_id, "appointment")


def _to_come(deed: Deed, appointment_id: UUID) -> Appointment:
    before = existing(deed, appointment_id)
    if before.how:
        raise Refused(f"appointment {appointment_id} is over ({before.how}): make another one")
    return before


def _check(deed: Deed, asked: Booking) -> None:
    if asked.what not in APPOINTMENTS:
        raise BadInput(f"{asked.what!r} cannot be booked; use one of {', '.join(APPOINTMENTS)}")
    if not 0 <= asked.amount_fen <= BIGGEST_FEN:
        raise BadInput(f"{asked.amount_fen} fen is no amount of cash: say 0 to {BIGGEST_FEN}")
    if asked.what == "large_cash" and not asked.amount_fen:
        raise BadInput("a large-cash booking says how much: give the amount")
    for text in (asked.note, asked.called):
        short(text)
    _check_time(deed, asked.due_at)


def _check_time(deed: Deed, due_at: datetime) -> None:
    if due_at.tzinfo is None:
        raise BadInput(f"{due_at.isoformat()} says no time zone")
    if not deed.at < due_at <= deed.at + FURTHEST:
        raise BadInput(f"{due_at.isoformat()} is past or more than a year away: give a time to come")
