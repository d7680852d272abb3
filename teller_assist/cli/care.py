"""``care``: selling stopped for a customer's sake, lifted by a supervisor, and how often it was a false alarm."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import click

from teller_assist.cli.common import counter_of, json_option, say_json
from teller_assist.cli.report import from_option, to_option
from teller_assist.cli.shared import staff_option

if TYPE_CHECKING:
    from teller_assist.domain.care import Pause
    from teller_assist.domain.care_report import CareReport, CareRow


@click.group()
def care() -> None:
    """防诈关怀 Selling stopped because something may be wrong with a payment."""


@care.command()
@click.argument("customer_no")
@click.option("--sign", "signs", multiple=True, help="信号 What is seen, by its code; may be said again.")
@staff_option
@json_option
@click.pass_context
def pause(ctx: click.Context, customer_no: str, signs: tuple[str, ...], staff_no: str | None, as_json: bool) -> None:
    """Stop selling to CUSTOMER_NO, who is at the window, today and in the whole branch. Said again, it adds signs."""
    from teller_assist.desk.care import CareDesk

    with counter_of(ctx, staff_no) as counter:
        _say(CareDesk(counter).pause(signs, customer_no), as_json)


@care.command()
@click.argument("pause_id", type=click.UUID)
@click.argument("verdict")
@click.option("--by", "authorised_by", required=True, help="主管工号 The supervisor who authorises it, by number.")
@click.option("--note", default="", help="备注 A note.")
@staff_option
@json_option
@click.pass_context
def lift(
    ctx: click.Context, pause_id: UUID, verdict: str, authorised_by: str, note: str, staff_no: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """解除 Verified: false_alarm, stopped or unclear. Four eyes: --by is a branch manager and not --staff.

    No offers come back today.
    """
    from teller_assist.desk.care import CareDesk

    with counter_of(ctx, staff_no) as counter:
        _say(CareDesk(counter).lift(pause_id, verdict, authorised_by, note), as_json)


@care.command("list")
@click.option("--all", "lifted_too", is_flag=True, help="含已解除 Lifted ones too.")
@staff_option
@json_option
@click.pass_context
def list_(ctx: click.Context, lifted_too: bool, staff_no: str | None, as_json: bool) -> None:
    """Newest first; who may not see all gets those they recorded."""
    from teller_assist.desk.care import CareDesk

    with counter_of(ctx, staff_no) as counter:
        found = CareDesk(counter).listed(lifted_too)
    if as_json:
        return say_json(found)
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("没有暂停 no pauses", err=True)
    return None


@care.command()
@from_option
@to_option
@staff_option
@json_option
@click.pass_context
def report(ctx: click.Context, first: date | None, last: date | None, staff_no: str | None, as_json: bool) -> None:
    """误报账 Pauses and false alarms by sign and by source; default the last 90 days."""
    from teller_assist.desk.care import CareDesk

    with counter_of(ctx, staff_no) as counter:
        made = CareDesk(counter).report(first, last)
    say_care(made, as_json)


def say_care(made: "CareReport", as_json: bool) -> None:
    """The account, also the hub's."""
    if as_json:
        return say_json(made)
    click.echo(f"{made.branch_no}  {made.first} – {made.last}")
    for row in (made.total, *made.by_source, *made.by_sign):
        click.echo(_row(row))
    return None


def _row(row: "CareRow") -> str:
    settled = row.false_alarm + row.stopped + row.unclear
    share = f"  {row.low:.0%}–{row.high:.0%}" if settled else ""
    counted = f"false_alarm {row.false_alarm}  stopped {row.stopped}  unclear {row.unclear}  open {row.open}"
    return f"{row.of or 'all'}  {row.pauses}  {counted}{share}"


def _say(one: "Pause", as_json: bool) -> None:
    if as_json:
        return say_json(one)
    return click.echo(_line(one))


def _line(one: "Pause") -> str:
    state = f"{one.verdict} by {one.authorised_by}" if one.lifted_at else "open"
    return f"{one.pause_id}  {one.customer_no}  {one.source}  {one.signs or '-'}  {state}"
