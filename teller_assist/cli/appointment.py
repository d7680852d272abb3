"""``appointment``: bookings of the branch, large cash among them."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from teller_assist.cli.common import json_option, say_json
from teller_assist.cli.lobby import deed, floor_of, say
from teller_assist.domain.days import BRANCH_TIME

if TYPE_CHECKING:
    from teller_assist.domain.lobby import Appointment


class Moment(click.ParamType[datetime]):
    """A time of the branch, 2026-11-24T10:30 (with another zone if it says one)."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a time; write it as 2026-11-24T10:30", param, ctx)
        return at if at.tzinfo else at.replace(tzinfo=BRANCH_TIME)


MOMENT = Moment()


@click.group()
def appointment() -> None:
    """预约 Appointments and large-cash bookings."""


@appointment.command()
@click.argument("what")
@click.argument("due_at", type=MOMENT)
@click.option("--customer", "customer_no", default="", help="客户号 Whose it is.")
@click.option("--called", default="", help="称呼 A form of address for the form, for somebody without a record.")
@click.option("--business", "business_type", default="", help="业务 A code of the standards; default by WHAT.")
@click.option("--yuan", type=click.IntRange(0, 10**10), default=0, help="金额（元） How much cash, in yuan.")
@click.option("--currency", default="CNY", show_default=True, help="币种 Of the cash.")
@click.option("--note", default="", help="备注 A note.")
@deed
def make(
    ctx: click.Context, what: str, due_at: datetime, customer_no: str, called: str, business_type: str, yuan: int,
    currency: str, note: str, staff_no: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Book WHAT (visit, large_cash, account_open, wealth, safe_box) for DUE_AT, the branch's time."""
    from teller_assist.desk.bookings import Booking

    asked = Booking(what, due_at, customer_no, called, business_type, 100 * yuan, currency, note)
    with floor_of(ctx, staff_no) as floor:
        say(floor.book(asked), _line, as_json)


@appointment.command()
@click.argument("appointment_id", type=click.UUID)
@click.argument("due_at", type=MOMENT)
@deed
def move(ctx: click.Context, appointment_id: UUID, due_at: datetime, staff_no: str | None, as_json: bool) -> None:
    """Another time for APPOINTMENT_ID."""
    with floor_of(ctx, staff_no) as floor:
        say(floor.move_booking(appointment_id, due_at), _line, as_json)


@appointment.command("check-in")
@click.argument("appointment_id", type=click.UUID)
@deed
def check_in(ctx: click.Context, appointment_id: UUID, staff_no: str | None, as_json: bool) -> None:
    """They are here: gives their ticket."""
    with floor_of(ctx, staff_no) as floor:
        ticket = floor.check_in(appointment_id)
    if as_json:
        return say_json(ticket)
    return click.echo(f"{ticket.number}  {ticket.business_type or '-'}")


@appointment.command("no-show")
@click.argument("appointment_id", type=click.UUID)
@deed
def no_show(ctx: click.Context, appointment_id: UUID, staff_no: str | None, as_json: bool) -> None:
    """They did not come. They may still be checked in today."""
    with floor_of(ctx, staff_no) as floor:
        say(floor.end_booking(appointment_id, "no_show"), _line, as_json)


@appointment.command()
@click.argument("appointment_id", type=click.UUID)
@click.option("--note", default="", help="备注 Why.")
@deed
def cancel(ctx: click.Context, appointment_id: UUID, note: str, staff_no: str | None, as_json: bool) -> None:
    """APPOINTMENT_ID is off."""
    with floor_of(ctx, staff_no) as floor:
        say(floor.end_booking(appointment_id, "cancelled", note), _line, as_json)


@appointment.command("list")
@click.option("--days", type=click.IntRange(1, 366), default=1, show_default=True, help="几天 From today on.")
@json_option
@click.pass_context
def list_(ctx: click.Context, days: int, as_json: bool) -> None:
    """Those due, earliest first."""
    with floor_of(ctx) as floor:
        say(floor.bookings(days), _line, as_json)


def _line(one: "Appointment") -> str:
    cash = f"  {one.amount_fen // 100} {one.currency}" if one.amount_fen else ""
    due = one.due_at.astimezone(BRANCH_TIME).strftime("%Y-%m-%d %H:%M")
    return (
        f"{one.appointment_id}  {due}  {one.what}  {one.customer_no or one.called or '-'}{cash}  {one.how or 'to come'}"
    )
