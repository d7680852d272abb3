"""``hub``: the bank's server, or a branch's node. What is served is in docs/sync.md, the rest in docs/commands.md."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from teller_assist.cli.common import data_of, json_option, say_json
from teller_assist.errors import DeskNotReady, Refused

if TYPE_CHECKING:
    from teller_assist.hub.engine import Hub

# Subcommands that lie in files of their own: name -> (module, attribute).
ELSEWHERE = {
    "backup": ("hub_backup", "backup"),
    "care": ("hub_selling", "care"),
    "generations": ("hub_load", "generations"),
    "load": ("hub_load", "load"),
    "oldest": ("hub_oldest", "oldest"),
    "model": ("hub_model", "model"),
    "order": ("hub_order", "order"),
    "packs": ("hub_packs", "packs"),
    "release": ("hub_load", "release"),
    "replay": ("hub_replay", "replay"),
    "report": ("hub_report", "report"),
    "stars": ("hub_report", "stars"),
    "restored": ("hub_backup", "restored"),
    "serve": ("hub_serve", "serve"),
    "wrong": ("hub_selling", "wrong"),
}
db_option = click.option("--db", help="数据库 postgresql://user@host/name; default as `hub serve` uses it.")


class _OnDemand(click.Group):
    """Finds the subcommands of other files when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, attribute = ELSEWHERE[cmd_name]
        found = getattr(import_module(f"teller_assist.cli.{module}"), attribute)
        assert isinstance(found, click.Command)
        return found


def allow_hub(data: Path, *, makes: bool) -> None:
    """Raises ``DeskNotReady`` where no hub lies in the folder and this command makes none, ``Refused`` where it would
    make one in a desk's folder."""
    from teller_assist.hub.engine import has_hub

    if has_hub(data):
        return
    if not makes:
        raise DeskNotReady(
            f"no hub lies in {data} 此处没有中心: `hub serve` makes one; else name its folder with --data"
        )
    if (data / "work.db").exists():
        raise Refused(f"{data} is a desk's folder 此处是柜台: give the hub a folder of its own with --data")


@contextmanager
def hub_of(ctx: click.Context, db: str | None) -> Iterator["Hub"]:
    """The hub of the data folder, closed at the end."""
    from teller_assist.hub.engine import open_hub

    allow_hub(data_of(ctx), makes=bool(db))
    opened = open_hub(data_of(ctx), db)
    try:
        yield opened
    finally:
        opened.close()


@click.group(cls=_OnDemand)
def hub() -> None:
    """总行 The bank's server or a branch's node: takes events in, gives data out."""


@hub.command()
@click.option("--branch", required=True, help="网点号 The branch as the feed calls it.")
@click.option("--role", type=click.Choice(["desk", "branch"]), default="desk", show_default=True, help="柜台或网点机")
@click.option("--hours", type=float, default=24.0, show_default=True, help="有效小时 How long it may be used.")
@db_option
@json_option
@click.pass_context
def code(ctx: click.Context, branch: str, role: str, hours: float, db: str | None, as_json: bool) -> None:
    """A one-time code that lets one desk (or the branch's node) in. It is shown once."""
    from datetime import UTC, datetime

    from teller_assist.hub.enrolment import make_code

    with hub_of(ctx, db) as opened:
        made = make_code(opened, branch, role, hours, datetime.now(UTC))
    if as_json:
        return say_json(made)
    click.echo(f"{made.code}\n一次有效, 网点 {made.branch_no}, {made.role}; 有效至 good once until {made.expires_at}")
    return None


@hub.command()
@db_option
@json_option
@click.pass_context
def count(ctx: click.Context, db: str | None, as_json: bool) -> None:
    """How many events the ledger holds, each once, by device and kind; parked ones are among them."""
    from teller_assist.hub import counting

    with hub_of(ctx, db) as opened:
        counted = counting.count(opened)
    if as_json:
        return say_json(counted)
    for device in counted["devices"]:
        kinds = device["kinds"]
        click.echo(f"{device['device']}  {sum(kinds.values())}")
        for kind, n in sorted(kinds.items()):
            click.echo(f"    {kind}  {n}")
    click.echo(f"待处理 parked: {counted['parked']}")
    return None


@hub.command()
@db_option
@json_option
@click.pass_context
def devices(ctx: click.Context, db: str | None, as_json: bool) -> None:
    """Every desk and node that was let in, when it last came, and what it still had to send."""
    from teller_assist.hub.devices import devices as listed
    from teller_assist.hub.relay import way_up

    with hub_of(ctx, db) as opened:
        found = listed(opened)
        up = way_up(opened) if opened.about()["role"] == "branch" else None
    if as_json:
        return say_json({"devices": found, **({"up": up} if up else {})})
    if up:
        at = up["reached_at"] or "还没有过 never"
        click.echo(f"上级 hub {up['url']}  最近连通 last reached {at}  未送 unsent {up['unsent']}  {up['trouble']}")
    for one in found:
        seen = one["last_hello_at"] or "还没来过 never"
        state = f"已注销 revoked {one['revoked_at']}" if one["revoked_at"] else f"未送 unsent {one['unsent']}"
        click.echo(f"{one['branch_no']}  {one['role']:6}  {one['device']}  {one['program']}  {seen}  {state}")
    return None


@hub.command()
@click.argument("branch_no")
@click.argument("url")
@db_option
@json_option
@click.pass_context
def node(ctx: click.Context, branch_no: str, url: str, db: str | None, as_json: bool) -> None:
    """Where BRANCH_NO's node is (https://host:port#pin): desks that enrol from now on go there first. "" for none."""
    from teller_assist.hub.engine import note_about
    from teller_assist.sync.address import address_of

    if url:
        address_of(url)
    with hub_of(ctx, db) as opened, opened.writing() as connection:
        note_about(connection, f"node_url {branch_no}", url)
    if as_json:
        return say_json({"branch_no": branch_no, "node_url": url})
    click.echo(f"网点 branch {branch_no}: {url or '没有节点 no node'}")
    return None


@hub.command()
@click.argument("device")
@db_option
@json_option
@click.pass_context
def revoke(ctx: click.Context, device: str, db: str | None, as_json: bool) -> None:
    """Take nothing from DEVICE any more. Its records stay on it; a new code lets it in again."""
    from teller_assist.hub.devices import revoke as revoke_device

    with hub_of(ctx, db) as opened:
        revoke_device(opened, device)
    if as_json:
        return say_json({"revoked": device})
    click.echo(f"已注销 revoked: {device}")
    return None


@hub.command()
@click.option("--retry", is_flag=True, help="重试 Judge them again now.")
@db_option
@json_option
@click.pass_context
def parked(ctx: click.Context, retry: bool, db: str | None, as_json: bool) -> None:
    """Events that their handler refused: which, and why. They are counted and kept, and block nothing."""
    from teller_assist.hub import counting, replay

    with hub_of(ctx, db) as opened:
        taken = replay.replay(opened, parked=True).taken if retry else 0
        waiting = list(counting.parked(opened))
    if as_json:
        return say_json({"taken": taken, "parked": waiting})
    for one in waiting:
        click.echo(f"{one['device']} {one['epoch']}:{one['seq']}  {one['kind']} v{one['v']}  {one['reason']}")
    if retry:
        click.echo(f"已处理 taken: {taken}")
    click.echo(f"待处理 parked: {len(waiting)}")
    return None


@hub.command()
@db_option
@json_option
@click.pass_context
def distribute(ctx: click.Context, db: str | None, as_json: bool) -> None:
    """Spread the ledger over the servers of a Citus cluster. Says so, and changes nothing, where there is none."""
    from teller_assist.hub.distribute import distribute as spread

    with hub_of(ctx, db) as opened:
        done = spread(opened)
    if as_json:
        return say_json(done)
    click.echo(
        f"已分布 spread: {', '.join(done.tables) or '无 none'}; 原已 before: {', '.join(done.already) or '无 none'}"
    )
    return None
