"""``hub backup`` and ``hub restored``: what could be brought back, and that it was."""

from pathlib import Path

import click

from teller_assist.cli.common import json_option, say_json
from teller_assist.cli.hub import db_option, hub_of


@click.group()
def backup() -> None:
    """备份 Note each backup before it is taken and forget it when it is no longer kept: desks prune by it."""


@backup.command("note")
@click.argument("name")
@db_option
@json_option
@click.pass_context
def note_(ctx: click.Context, name: str, db: str | None, as_json: bool) -> None:
    """Note what the ledger holds now as NAME; then take the backup (pg_dump, disk image)."""
    from teller_assist.hub import backups

    with hub_of(ctx, db) as opened:
        noted = backups.note(opened, name)
    if as_json:
        return say_json(noted)
    click.echo(f"已登记 noted: {noted.name}, {noted.rows} 条 rows")
    return None


@backup.command()
@click.argument("name")
@db_option
@json_option
@click.pass_context
def forget(ctx: click.Context, name: str, db: str | None, as_json: bool) -> None:
    """The backup NAME is no longer kept."""
    from teller_assist.hub import backups

    with hub_of(ctx, db) as opened:
        backups.forget(opened, name)
    if as_json:
        return say_json({"forgotten": name})
    click.echo(f"已划去 forgotten: {name}")
    return None


@backup.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@db_option
@json_option
@click.pass_context
def make(ctx: click.Context, file: Path, db: str | None, as_json: bool) -> None:
    """Copy the hub's own database file to FILE while it runs, and note it under that file's name."""
    from teller_assist.hub import backups

    with hub_of(ctx, db) as opened:
        noted = backups.make(opened, file)
    if as_json:
        return say_json(noted)
    click.echo(f"已备份 backed up: {file}, {noted.rows} 条 rows")
    return None


@backup.command("list")
@db_option
@json_option
@click.pass_context
def list_(ctx: click.Context, db: str | None, as_json: bool) -> None:
    """The noted backups, the oldest first."""
    from teller_assist.hub import backups

    with hub_of(ctx, db) as opened:
        found = backups.noted(opened)
    if as_json:
        return say_json({"backups": found})
    for one in found:
        click.echo(f"{one.made_at}  {one.name}  {one.rows} 条 rows")
    return None


@click.command()
@db_option
@json_option
@click.pass_context
def restored(ctx: click.Context, db: str | None, as_json: bool) -> None:
    """Say that the database was brought back from a backup: it gets a new name, and desks look at all of it anew.

    备份之后的吊销须重做。 Revocations and orders made since that backup are not in it: give them again.
    """
    from teller_assist.hub import backups

    with hub_of(ctx, db) as opened:
        incarnation = backups.restored(opened)
    if as_json:
        return say_json({"incarnation": incarnation})
    click.echo(f"新名 new incarnation: {incarnation}")
    return None
