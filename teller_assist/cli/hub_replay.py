"""``hub replay``: rows of a newer program read at last, or one decision made again."""

import click

from teller_assist.cli.common import json_option, say_json
from teller_assist.cli.hub import db_option, hub_of
from teller_assist.cli.replay import say_replay
from teller_assist.errors import BadInput


@click.command()
@click.argument("decision", required=False)
@click.option("--views", is_flag=True, help="重建视图 Make every view again from the ledger.")
@db_option
@json_option
@click.pass_context
def replay(ctx: click.Context, decision: str | None, views: bool, db: str | None, as_json: bool) -> None:
    """Read what an older program kept raw (`hub serve` does it by itself after an upgrade); with DECISION, make that
    decision again and compare: exit code 4 if it differs."""
    from teller_assist.hub import decisions
    from teller_assist.hub import replay as rows

    if decision is not None:
        if views:
            raise BadInput("--views goes without a decision")
        with hub_of(ctx, db) as opened:
            made = decisions.replayed(opened, decision)
        return say_replay(made, as_json)
    with hub_of(ctx, db) as opened:
        done = rows.replay(opened)
        again = rows.rebuild_views(opened) if views else 0
    if as_json:
        return say_json({**done._asdict(), "views": again})
    click.echo(f"已读 read: {done.raw}, 待处理 parked: {done.parked}" + (f", 视图 view rows: {again}" if views else ""))
    return None
