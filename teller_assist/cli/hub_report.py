"""``hub report`` and ``hub stars``: the figures of one branch, as its own desks reckon them."""

from datetime import date, timedelta

import click

from teller_assist.cli.common import json_option, say_json
from teller_assist.cli.hub import db_option, hub_of
from teller_assist.cli.report import (
    days_of,
    from_option,
    grouped,
    report_options,
    say_report,
    teller_option,
    to_option,
)
from teller_assist.cli.star_words import say_sheet


@click.command()
@click.option("--branch", "branch_no", required=True, help="网点号 The branch.")
@report_options
@db_option
@click.pass_context
def report(
    ctx: click.Context, branch_no: str, on: date | None, first: date | None, last: date | None, by: str | None,
    teller_no: str, as_json: bool, db: str | None,
) -> None:  # fmt: skip
    """Figures of --branch per teller, business type and day: what `visit report` says there, byte for byte."""
    from datetime import UTC, datetime

    from teller_assist.domain.days import day_at
    from teller_assist.hub.service_report import report_of

    begins, ends = days_of(on, first, last)
    today = day_at(datetime.now(UTC))
    with hub_of(ctx, db) as opened:
        made = report_of(
            opened, branch_no, begins or today, ends or today, grouped(by, ("teller", "type", "day")), teller_no
        )
    say_report(made, as_json)


@click.command()
@click.option("--branch", "branch_no", required=True, help="网点号 The branch.")
@from_option
@to_option
@teller_option
@json_option
@db_option
@click.pass_context
def stars(
    ctx: click.Context, branch_no: str, first: date | None, last: date | None, teller_no: str, as_json: bool,
    db: str | None,
) -> None:  # fmt: skip
    """Stars of --branch beside what is measured: what `star report` says there; default the last 90 days."""
    from datetime import UTC, datetime

    from teller_assist.domain.days import day_at
    from teller_assist.domain.star_sheet import USUAL_DAYS
    from teller_assist.hub.star_report import stars_of

    until = last or day_at(datetime.now(UTC))
    with hub_of(ctx, db) as opened:
        sheet = stars_of(opened, branch_no, first or until - timedelta(days=USUAL_DAYS - 1), until, teller_no)
    if as_json:
        return say_json(sheet)
    return say_sheet(sheet)
