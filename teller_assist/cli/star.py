"""``star``: stars awarded to a teller or the branch, and what is measured."""

from datetime import date
from typing import TYPE_CHECKING

import click

from teller_assist.cli.common import DAY, counter_of, json_option, say_json
from teller_assist.cli.report import from_option, teller_option, to_option
from teller_assist.cli.shared import staff_option
from teller_assist.cli.star_words import say_sheet

if TYPE_CHECKING:
    from teller_assist.domain.quality import Award


@click.group()
def star() -> None:
    """星级 Stars that were awarded, beside what is measured."""


@star.command()
@click.argument("stars", type=click.IntRange(1, 5))
@click.option("--teller", "teller_no", default="", help="柜员 To whom, by number; default the branch itself.")
@click.option("--from", "from_day", type=DAY, help="自 From which day; default today.")
@click.option("--note", default="", help="备注 A note.")
@staff_option
@json_option
@click.pass_context
def award(
    ctx: click.Context,
    stars: int,
    teller_no: str,
    from_day: date | None,
    note: str,
    staff_no: str | None,
    as_json: bool,
) -> None:
    """Award STARS (1–5) to a teller or to the branch. The branch manager does."""
    from teller_assist.desk.quality import Quality

    with counter_of(ctx, staff_no) as counter:
        made = Quality(counter).award(teller_no, stars, from_day or counter.today(), note)
    if as_json:
        return say_json(made)
    return click.echo(_line(made))


@star.command("list")
@staff_option
@json_option
@click.pass_context
def list_(ctx: click.Context, staff_no: str | None, as_json: bool) -> None:
    """Newest first; who may not see all gets their own and the branch's."""
    from teller_assist.desk.quality import Quality

    with counter_of(ctx, staff_no) as counter:
        found = Quality(counter).awards()
    if as_json:
        return say_json(found)
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("没有评星 no stars were awarded", err=True)
    return None


@star.command()
@from_option
@to_option
@teller_option
@staff_option
@json_option
@click.pass_context
def report(
    ctx: click.Context, first: date | None, last: date | None, teller_no: str, staff_no: str | None, as_json: bool
) -> None:
    """Awarded beside measured, with the interval; default the last 90 days. In order of staff numbers, no ranking."""
    from teller_assist.desk.star_report import StarReport

    with counter_of(ctx, staff_no) as counter:
        sheet = StarReport(counter).report(first, last, teller_no)
    if as_json:
        return say_json(sheet)
    return say_sheet(sheet)


def _line(one: "Award") -> str:
    return f"{one.teller_no or '网点 branch'}  {'★' * one.stars}  {one.from_day}  {one.staff_no}  {one.note}".rstrip()
