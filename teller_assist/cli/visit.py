"""``visit``: what was recorded at the windows and its figures. ``standards report`` and ``hub report`` are alike."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import click

from teller_assist.cli.common import counter_of, json_option, say_json
from teller_assist.cli.pieces import pieces, weights
from teller_assist.cli.report import (
    days_of,
    from_option,
    grouped,
    on_option,
    report_options,
    say_report,
    teller_option,
    to_option,
)
from teller_assist.cli.shared import staff_option

if TYPE_CHECKING:
    from teller_assist.domain.visit import Visit


@click.group()
def visit() -> None:
    """来访 Visits at the windows, and their figures."""


visit.add_command(pieces)
visit.add_command(weights)


@visit.command("list")
@on_option
@from_option
@to_option
@teller_option
@staff_option
@json_option
@click.pass_context
def list_(
    ctx: click.Context, on: date | None, first: date | None, last: date | None, teller_no: str, staff_no: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Visits of these days in order, with what the core says of them; a teller sees their own."""
    from teller_assist.desk.service_report import ServiceReport

    with counter_of(ctx, staff_no) as counter:
        found = ServiceReport(counter).visits(*days_of(on, first, last), teller_no)
    if as_json:
        return say_json(found)
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("没有来访 no visits", err=True)
    return None


@visit.command()
@report_options
@staff_option
@click.pass_context
def report(
    ctx: click.Context, on: date | None, first: date | None, last: date | None, by: str | None, teller_no: str,
    as_json: bool, staff_no: str | None,
) -> None:  # fmt: skip
    """Figures per teller, business type and day; a teller sees their own line."""
    _report(ctx, (on, first, last), grouped(by, ("teller", "type", "day")), teller_no, staff_no, as_json)


@click.command("report")
@report_options
@staff_option
@click.pass_context
def standards_report(
    ctx: click.Context, on: date | None, first: date | None, last: date | None, by: str | None, teller_no: str,
    as_json: bool, staff_no: str | None,
) -> None:  # fmt: skip
    """标准与实际 The standard beside the minutes that it took, by business type; the same figures as `visit report`."""
    _report(ctx, (on, first, last), grouped(by, ("type",)), teller_no, staff_no, as_json)


def _report(
    ctx: click.Context, days: tuple[date | None, date | None, date | None], by: tuple[str, ...], teller_no: str,
    staff_no: str | None, as_json: bool,
) -> None:  # fmt: skip
    from teller_assist.desk.service_report import ServiceReport

    with counter_of(ctx, staff_no) as counter:
        made = ServiceReport(counter).report(*days_of(*days), by, teller_no)
    say_report(made, as_json)


@visit.command()
@click.argument("visit_id", type=click.UUID)
@click.argument("customer_no")
@staff_option
@json_option
@click.pass_context
def merge(ctx: click.Context, visit_id: UUID, customer_no: str, staff_no: str | None, as_json: bool) -> None:
    """The guest of VISIT_ID was CUSTOMER_NO: the visit and what was logged in it are theirs."""
    from teller_assist.desk.window import Window

    with counter_of(ctx, staff_no) as counter:
        merged = Window(counter).merge_guest(visit_id, customer_no)
    return say_json(merged) if as_json else click.echo(_line(merged))


def _line(v: "Visit") -> str:
    ended = v.ended_at.isoformat(timespec="seconds") if v.ended_at else "–"
    started = v.started_at.isoformat(timespec="seconds")
    who = v.customer_no or "无记录 guest"
    return f"{v.visit_id}  {started}  {ended}  {v.staff_no}  {v.ticket or '-'}  {who}  {v.business_type}  {v.excuse}"
