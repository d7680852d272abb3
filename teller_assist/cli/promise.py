"""``promise``: what was promised to whom until when, and the rate at which it is kept."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import click

from teller_assist.cli.common import DAY, counter_of, json_option, plain, say_json
from teller_assist.cli.shared import staff_option

if TYPE_CHECKING:
    from teller_assist.domain.kept import KeptRate
    from teller_assist.domain.word_given import Promise


@click.group()
def promise() -> None:
    """承诺 What was promised to a customer."""


@promise.command()
@click.argument("customer_no")
@click.argument("what")
@click.option("--due", type=DAY, required=True, help="期限 Until which day.")
@click.option("--owner", "owner_no", default="", help="承办人 Who owes it; default who makes it.")
@click.option("--visit", "visit_id", type=click.UUID, help="来访 In which visit.")
@staff_option
@json_option
@click.pass_context
def make(
    ctx: click.Context, customer_no: str, what: str, due: date, owner_no: str, visit_id: UUID | None,
    staff_no: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Promise WHAT to CUSTOMER_NO; it stands on the card until it is ended."""
    from teller_assist.desk.quality import Quality

    with counter_of(ctx, staff_no) as counter:
        _say(Quality(counter).promise(customer_no, what, due, owner_no, visit_id), as_json)


@promise.command()
@click.argument("promise_id", type=click.UUID)
@click.argument("how")
@click.option("--note", default="", help="备注 A note.")
@staff_option
@json_option
@click.pass_context
def end(ctx: click.Context, promise_id: UUID, how: str, note: str, staff_no: str | None, as_json: bool) -> None:
    """Say what became of it: kept, broken, or withdrawn by the customer."""
    from teller_assist.desk.quality import Quality

    with counter_of(ctx, staff_no) as counter:
        _say(Quality(counter).end_promise(promise_id, how, note), as_json)


@promise.command("list")
@click.argument("which", type=click.Choice(["open", "overdue", "all"]), default="open")
@click.option("--customer", "customer_no", help="某客户 All that one customer was promised.")
@staff_option
@json_option
@click.pass_context
def list_(ctx: click.Context, which: str, customer_no: str | None, staff_no: str | None, as_json: bool) -> None:
    """What is owed, due first in front; overdue; or all that one may see."""
    from teller_assist.desk.quality import Quality

    with counter_of(ctx, staff_no) as counter:
        quality = Quality(counter)
        found = quality.promises(which) if customer_no is None else quality.promises_of(customer_no)
    if as_json:
        return say_json(found)
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("没有承诺 no promises", err=True)
    return None


@promise.command()
@click.option("--from", "since", type=DAY, help="从 Due from this day on.")
@click.option("--to", "until", type=DAY, help="到 Due up to this day.")
@staff_option
@json_option
@click.pass_context
def rate(ctx: click.Context, since: date | None, until: date | None, staff_no: str | None, as_json: bool) -> None:
    """兑现率 How much of what was due was kept in time: the branch, then each teller, with the 95 % interval."""
    from teller_assist.desk.quality import Quality

    with counter_of(ctx, staff_no) as counter:
        found = Quality(counter).kept_rates(since, until)
    if as_json:
        return say_json([{**plain(one), "rate": one.rate} for one in found])
    for one in found:
        click.echo(_rate(one))
    return None


def _say(one: "Promise", as_json: bool) -> None:
    if as_json:
        return say_json(one)
    return click.echo(_line(one))


def _line(one: "Promise") -> str:
    became = f"{one.how}{' late' if one.is_late() else ''} {one.ended_by}" if one.how else "owed"
    return f"{one.promise_id}  {one.customer_no}  {one.owner_no}  {one.due_on}  {became}  {one.what}"


def _rate(one: "KeptRate") -> str:
    share = "-" if one.rate is None else f"{one.rate:.0%} ({one.low:.0%}–{one.high:.0%})"
    rest = f"逾期 overdue {one.overdue}  未到期 ahead {one.ahead}"
    return f"{one.owner_no or '网点 branch'}  {one.kept}/{one.due}  {share}  {rest}"
