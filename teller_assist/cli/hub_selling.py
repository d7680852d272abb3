"""``hub care`` and ``hub wrong``: a branch's care pauses and objections, as its own desks reckon them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from teller_assist.cli.care import say_care
from teller_assist.cli.common import json_option
from teller_assist.cli.hub import db_option, hub_of
from teller_assist.cli.report import from_option, to_option
from teller_assist.cli.wrong import say_wrong

if TYPE_CHECKING:
    from teller_assist.hub.engine import Hub

branch_option = click.option("--branch", "branch_no", required=True, help="网点号 The branch.")


@click.command()
@branch_option
@from_option
@to_option
@json_option
@db_option
@click.pass_context
def care(
    ctx: click.Context, branch_no: str, first: date | None, last: date | None, as_json: bool, db: str | None
) -> None:
    """误报账 Care pauses of --branch: what `care report` says there; default the last 90 days."""
    from teller_assist.hub.selling_report import care_of

    say_care(_made(ctx, db, care_of, branch_no, first, last), as_json)


@click.command()
@branch_option
@from_option
@to_option
@json_option
@db_option
@click.pass_context
def wrong(
    ctx: click.Context, branch_no: str, first: date | None, last: date | None, as_json: bool, db: str | None
) -> None:
    """这条不对 Per product how often it was shown and called wrong in --branch; default the last 90 days."""
    from teller_assist.hub.selling_report import wrongs_of

    say_wrong(_made(ctx, db, wrongs_of, branch_no, first, last), as_json)


def _made(
    ctx: click.Context, db: str | None, report: "Callable[[Hub, str, date, date], Any]", branch_no: str,
    first: date | None, last: date | None,
) -> Any:  # fmt: skip
    from datetime import UTC, datetime

    from teller_assist.domain.care_report import USUAL_DAYS
    from teller_assist.domain.days import day_at

    until = last or day_at(datetime.now(UTC))
    with hub_of(ctx, db) as opened:
        return report(opened, branch_no, first or until - timedelta(days=USUAL_DAYS - 1), until)
