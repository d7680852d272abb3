"""``wrong``: a suggestion, or that there is none, is called wrong; its owner answers."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import click

from teller_assist.cli.common import counter_of, json_option, say_json
from teller_assist.cli.report import from_option, to_option
from teller_assist.cli.shared import staff_option

if TYPE_CHECKING:
    from teller_assist.domain.wrong import Wrong
    from teller_assist.domain.wrong_report import WrongReport


@click.group()
def wrong() -> None:
    """这条不对 Suggestions that a teller calls wrong."""


@wrong.command()
@click.argument("customer_no")
@click.argument("product")
@click.argument("reason", type=int)
@click.option("--note", default="", help="备注 A note.")
@staff_option
@json_option
@click.pass_context
def tell(
    ctx: click.Context, customer_no: str, product: str, reason: int, note: str, staff_no: str | None, as_json: bool
) -> None:
    """Say that PRODUCT is wrong for CUSTOMER_NO, suggested or not. REASON: 1 facts, 2 has it, 3 not for them, 4 words,
    5 moment, 6 repeated, 7 other; the pack `names` may say others. It is gone for the visit."""
    from teller_assist.desk.wrongs import WrongDesk

    with counter_of(ctx, staff_no) as counter:
        _say(WrongDesk(counter).tell(product, reason, note, customer_no), as_json)


@wrong.command()
@click.argument("wrong_id", type=click.UUID)
@click.argument("answer")
@click.option("--note", default="", help="备注 A note.")
@staff_option
@json_option
@click.pass_context
def settle(ctx: click.Context, wrong_id: UUID, answer: str, note: str, staff_no: str | None, as_json: bool) -> None:
    """答复 Answer WRONG_ID: mended, right (the suggestion is) or noted. The lobby or branch manager does."""
    from teller_assist.desk.wrongs import WrongDesk

    with counter_of(ctx, staff_no) as counter:
        _say(WrongDesk(counter).settle(wrong_id, answer, note), as_json)


@wrong.command("list")
@click.option("--all", "settled_too", is_flag=True, help="含已答复 Answered ones too.")
@staff_option
@json_option
@click.pass_context
def list_(ctx: click.Context, settled_too: bool, staff_no: str | None, as_json: bool) -> None:
    """Oldest first; who may not see all gets their own."""
    from teller_assist.desk.wrongs import WrongDesk

    with counter_of(ctx, staff_no) as counter:
        found = WrongDesk(counter).listed(settled_too)
    if as_json:
        return say_json(found)
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("没有反映 nothing was called wrong", err=True)
    return None


@wrong.command()
@from_option
@to_option
@staff_option
@json_option
@click.pass_context
def report(ctx: click.Context, first: date | None, last: date | None, staff_no: str | None, as_json: bool) -> None:
    """Per product how often it was shown and called wrong at this desk, and why; default the last 90 days."""
    from teller_assist.desk.wrongs import WrongDesk

    with counter_of(ctx, staff_no) as counter:
        made = WrongDesk(counter).report(first, last)
    say_wrong(made, as_json)


def say_wrong(made: "WrongReport", as_json: bool) -> None:
    """The count, also the hub's."""
    if as_json:
        return say_json(made)
    click.echo(f"{made.branch_no}  {made.first} – {made.last}  shown {made.shown}")
    for row in made.rows:
        why = " ".join(f"{reason}:{n}" for reason, n in row.reasons.items())
        share = f"  {row.low:.0%}–{row.high:.0%}" if row.shown else ""
        counted = f"shown {row.shown}  wrong {row.told}  not shown {row.missed}  open {row.open}"
        click.echo(f"{row.product_code}  {counted}  {why}{share}")
    return None


def _say(one: "Wrong", as_json: bool) -> None:
    if as_json:
        return say_json(one)
    return click.echo(_line(one))


def _line(one: "Wrong") -> str:
    answered = f"  {one.answer} by {one.settled_by}" if one.settled_at else "  open"
    return f"{one.wrong_id}  {one.customer_no}  {one.product_code}  {one.reason}{answered}"
