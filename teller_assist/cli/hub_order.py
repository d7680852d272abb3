"""``hub order``: what a device is to do at its next sync."""

import click

from teller_assist.cli.common import json_option, say_json
from teller_assist.cli.hub import db_option, hub_of
from teller_assist.errors import Refused
from teller_assist.hub.devices import ORDERS


@click.command()
@click.argument("device")
@click.argument("orders", nargs=-1, type=click.Choice(ORDERS))
@click.option("--sure", is_flag=True, help="确定抹除 Needed for wipe: what it erases does not come back.")
@db_option
@json_option
@click.pass_context
def order(ctx: click.Context, device: str, orders: tuple[str, ...], sure: bool, db: str | None, as_json: bool) -> None:
    """命令 What DEVICE is to do at its next sync; without a word everything is taken back.

    rekey: make itself a new key. wipe: erase the key of its data, once everything recorded there is delivered.
    """
    from teller_assist.hub.devices import order as order_device

    if "wipe" in orders and not sure:
        raise Refused(f"wipe erases everything on desk {device} for good, after its last record is here: say --sure")
    with hub_of(ctx, db) as opened:
        order_device(opened, device, orders)
    if as_json:
        return say_json({"device": device, "orders": list(orders)})
    click.echo(f"已下达 ordered {device}: {' '.join(orders) or '已撤回 nothing any more'}")
    return None
