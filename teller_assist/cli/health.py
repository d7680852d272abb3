"""``journal verify`` and ``doctor``: is what people did whole, and is the desk sound?"""

import sys

import click

from teller_assist.cli.common import data_of, json_option, plain, say_json


@click.group()
def journal() -> None:
    """日志 The journal: what people did, in a chain that shows every change."""


@journal.command()
@json_option
@click.pass_context
def verify(ctx: click.Context, as_json: bool) -> None:
    """Walk the whole chain and compare the views with it. Exit code 6 and the place if anything is wrong."""
    from teller_assist.desk.doctor import verify_journal

    result = verify_journal(data_of(ctx))
    if as_json:
        say_json(result)
    else:
        click.echo(result.line())
        for fault in result.faults:
            click.echo(f"  {fault}", err=True)
    if result.faults:
        sys.exit(6)


@journal.command()
@json_option
@click.pass_context
def count(ctx: click.Context, as_json: bool) -> None:
    """How many events this desk recorded, kind by kind, each once."""
    from teller_assist.desk.doctor import count_journal

    kinds = count_journal(data_of(ctx))
    if as_json:
        return say_json({"kinds": kinds})
    for kind, n in kinds.items():
        click.echo(f"{n:>8}  {kind}")
    return None


@click.command()
@json_option
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Check library, key, files, chain, disk and age of the data. Exit code 1 if something is wrong."""
    from teller_assist.desk.doctor import examine

    checks = examine(data_of(ctx))
    if as_json:
        say_json({"checks": plain(checks), "ok": all(c.ok for c in checks)})
    else:
        for check in checks:
            click.echo(f"{'✓' if check.ok else '✗'} {check.name}: {check.sentence}")
    if not all(c.ok for c in checks):
        sys.exit(1)
