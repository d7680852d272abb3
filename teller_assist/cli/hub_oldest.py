"""``hub oldest``: which programs the hub still takes events from."""

import click

from teller_assist.cli.common import json_option, say_json
from teller_assist.cli.hub import db_option, hub_of
from teller_assist.errors import BadInput


@click.command()
@click.argument("version", required=False)
@db_option
@json_option
@click.pass_context
def oldest(ctx: click.Context, version: str | None, db: str | None, as_json: bool) -> None:
    """Refuse programs older than VERSION (0.0.0 takes all); without it, say which is refused now."""
    from teller_assist.hub.engine import note_about

    if version is not None and not all(part.isascii() and part.isdecimal() for part in version.split(".")):
        raise BadInput(f"{version!r} is no version: write it as 0.2.0")
    with hub_of(ctx, db) as opened:
        if version is not None:
            with opened.writing() as con:
                note_about(con, "oldest_program", version)
        told = opened.about().get("oldest_program", "")
    if as_json:
        return say_json({"oldest_program": told})
    click.echo(f"最低版本 oldest program: {told or '不限 any'}")
    return None
