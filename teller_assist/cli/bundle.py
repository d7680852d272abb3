"""``bundle write`` and ``bundle read``: a stick where no line is, both ways."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from teller_assist.cli.common import data_of, json_option, plain, say_json
from teller_assist.errors import BadInput, DeskNotReady, Refused

if TYPE_CHECKING:
    from teller_assist.hub import node_bundles
    from teller_assist.hub.engine import Hub
    from teller_assist.sync import bundles

_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
_db = click.option("--db", help="数据库 The hub's database, where it is not noted.")


@click.group()
def bundle() -> None:
    """文件传送 Events up and receipts, data and packs down by a file on a stick. Twice or out of order does no harm."""


@bundle.command()
@_file
@click.option("--to-device", help="给哪台 On the hub: for which desk.")
@click.option("--days", default=14, show_default=True, type=click.IntRange(1, 90), help="有效天数 On the hub: expires.")
@_db
@json_option
@click.pass_context
def write(
    ctx: click.Context, file: Path, to_device: str | None, days: int, db: str | None, as_json: bool
) -> None:  # fmt: skip
    """Write FILE: on a desk or node what waits for the hub, on the hub what a desk or node should know."""
    data, now = data_of(ctx), datetime.now(UTC)
    if to_device is None and _is_desk(data):
        from teller_assist.sync import bundles

        up = bundles.write(data, file, now)
        return _say(as_json, "up", up, f"{file}: {up.events} 条记录 events, 第 {up.number} 号 bundle {up.number}")
    from teller_assist.hub import bundles as of_hub
    from teller_assist.hub import node_bundles

    with _hub(data, db) as hub:
        if to_device is None and hub.about()["role"] == "branch":
            up_all = node_bundles.write(hub, file, now)
            line = f"{file}: {up_all.devices} 台 desks, {up_all.events} 条记录 events, 第 {up_all.number} 号 bundle"
            return _say(as_json, "up", up_all, line)
        if to_device is None:
            raise BadInput(
                f"say for which desk with --to-device: {', '.join(of_hub.addressees(hub)) or 'none is enrolled'}"
            )
        down = of_hub.write_down(hub, to_device, file, now, timedelta(days=days))
    return _say(
        as_json, "down", down, f"{file}: 给 for {to_device}, 已收 acknowledged {down.acknowledged}, "
        f"至 until {down.expires_at[:10]}",
    )  # fmt: skip


@bundle.command()
@_file
@_db
@json_option
@click.pass_context
def read(ctx: click.Context, file: Path, db: str | None, as_json: bool) -> None:
    """Read FILE in. Exit code 0 also for one that was read before; 2 damaged; 4 another's, expired or not signed."""
    data, now = data_of(ctx), datetime.now(UTC)
    if not file.is_file():
        raise BadInput(f"there is no file {file}")
    if _is_hub(data) and not _is_desk(data):
        from teller_assist.hub import bundles as of_hub
        from teller_assist.hub import node_bundles

        with _hub(data, db) as hub:
            if node_bundles.is_for(hub, file):
                told = node_bundles.read(hub, file, now)
                line = (
                    f"已送达 acknowledged +{told.acknowledged}, 未送 unsent {told.unsent}, 收到 received {told.pulled}"
                )
                return _say(as_json, "down", told, line, told.sentence)
            up = of_hub.read_up(hub, file, now)
        more = " (以前读过 read before)" if up.again else ""
        line = f"{up.device}: {up.taken} 条新记录 of {up.events} events are new, 待处理 parked {up.parked}{more}"
        return _say(as_json, "up", up, line, up.sentence)
    if not _is_desk(data):
        raise DeskNotReady(f"neither a desk nor a hub lies in {data}: name its folder with --data")
    from teller_assist.sync import bundles

    down = bundles.read(data, file, now)
    return _say(as_json, "down", down, _received(down), down.sentence)


def _received(told: "bundles.ReadDown | node_bundles.ReadDown") -> str:
    return f"已送达 acknowledged +{told.acknowledged}, 未送 unsent {told.unsent}, 收到 received {told.pulled}"


def _is_desk(data: Path) -> bool:
    return (data / "work.db").exists()


def _is_hub(data: Path) -> bool:
    return (data / "hub.key").exists()


@contextmanager
def _hub(data: Path, db: str | None) -> "Iterator[Hub]":
    if not _is_hub(data):
        raise Refused(f"no hub lies in {data}: name its folder with --data, or run `teller-assist hub serve` once")
    from teller_assist.hub.engine import open_hub

    hub = open_hub(data, db)
    try:
        yield hub
    finally:
        hub.close()


def _say(as_json: bool, kind: str, found: object, line: str, sentence: str = "") -> None:
    if as_json:
        return say_json({"kind": kind, **plain(found)})
    click.echo(line)
    if sentence:
        click.echo(sentence)
    return None
