"""``desk enrol`` and ``desk status``: this desk and its hub."""

from typing import TYPE_CHECKING

import click

from teller_assist.cli.common import data_of, json_option, say_json

if TYPE_CHECKING:
    from datetime import datetime


@click.group()
def desk() -> None:
    """登记 This desk and its hub."""


@desk.command()
@click.option("--hub", "hub_url", required=True, help="总行地址 Address of the hub, https://host:port[#pin].")
@click.option("--code", required=True, help="登记码 One-time code of `hub code`, with its pin if it has one.")
@click.option("--node", "node_url", help="网点节点 Address of the branch's node; default as the hub says.")
@click.option(
    "--fallback", type=click.Choice(["hub", "wait"]), help="节点不通时 Without the node: go to the hub, or wait."
)
@click.option("--move", is_flag=True, help="换总行或网点 To another hub or branch; everything is sent there.")
@json_option
@click.pass_context
def enrol(
    ctx: click.Context, hub_url: str, code: str, node_url: str | None, fallback: str | None, move: bool, as_json: bool
) -> None:
    """登记 Make this desk known to its hub, then sync once for its data.

    The enrolment stands if that first sync fails: it then says why, and `sync` makes it good.
    """
    from teller_assist.desk.settings import set_branch
    from teller_assist.sync import enrol as enrolling
    from teller_assist.sync.run import first

    data = data_of(ctx)
    made = enrolling.enrol(data, hub_url, code, node_url, fallback, move)
    set_branch(data, made.branch_no)
    result = first(data)
    if as_json:
        return say_json({**made._asdict(), "sync": result.json()})
    click.echo(f"已登记 enrolled: branch {made.branch_no} at {made.hub_url}, device {made.device}")
    if result.generation:
        click.echo(f"数据已到 data are here: {result.generation[:12]}")
    if not result.delivered:
        click.echo(
            f"登记有效,首次同步没有完成 the first sync is not complete: {result.sentence or 'run `sync` again'}",
            err=True,
        )
        click.echo("稍后运行 run `teller-assist sync` later", err=True)
    elif not result.generation:
        click.echo(
            "总行还没有本网点的数据 the hub has no data for this branch yet: run `hub load` there, then `sync` here"
        )
    return None


@desk.command()
@click.argument("url")
@json_option
@click.pass_context
def node(ctx: click.Context, url: str, as_json: bool) -> None:
    """网点节点 Where the branch's node is (https://host:port#pin), for a desk enrolled before it. "" for none."""
    from teller_assist.sync.enrol import set_node

    kept = set_node(data_of(ctx), url)
    if as_json:
        return say_json({"node_url": kept})
    click.echo(f"网点节点 node: {kept or '没有 none'}")
    return None


@desk.command()
@json_option
@click.pass_context
def status(ctx: click.Context, as_json: bool) -> None:
    """状态 Where this desk is enrolled, when it last met its hub, what is unsent."""
    from teller_assist.sync.standing import standing

    found = standing(data_of(ctx))
    if as_json:
        return say_json(found)
    if not found.enrolled:
        click.echo("未登记 not enrolled: it works alone, nothing is sent")
    else:
        click.echo(
            f"{found.hub_url}  网点 branch {found.branch_no}  {'节点 node ' + found.node_url if found.node_url else ''}"
        )
        click.echo(
            f"上次送达 last delivered: {_time(found.last_good_at)}  上次同步 last sync: {found.last_trouble or 'ok'}"
        )
        click.echo(f"租期 lease until: {_time(found.lock_at)}")
    click.echo(f"本机 device {found.device}  待送 unsent: {found.unsent}")
    if found.waiting_at_node:
        click.echo(f"在节点、中心未确认 at the node, the hub has not confirmed: {found.waiting_at_node}")
    return None


def _time(at: "datetime | None") -> str:
    """In the branch's time, to the minute."""
    from teller_assist.domain.days import BRANCH_TIME

    return at.astimezone(BRANCH_TIME).strftime("%Y-%m-%d %H:%M") if at else "-"
