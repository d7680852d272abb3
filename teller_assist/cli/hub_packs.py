"""``hub packs``: rules, talk tracks and models signed for the desks, by keys the hub does not hold."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from teller_assist.cli.common import data_of, json_option, say_json

if TYPE_CHECKING:
    from teller_assist.hub.packs import Published

_keys = click.option(
    "--keys", required=True, type=click.Path(path_type=Path, file_okay=False),
    help="离线密钥文件夹 Folder of the root and targets keys, kept away from the hub.",
)  # fmt: skip


@click.group()
def packs() -> None:
    """规则包 Packs and models as a signed repository (TUF); docs/packs.md."""


@packs.command()
@_keys
@click.option("--roots", default=3, show_default=True, help="根密钥数 How many root keys.")
@click.option("--threshold", default=2, show_default=True, help="需几把 How many of them must sign.")
@json_option
@click.pass_context
def init(ctx: click.Context, keys: Path, roots: int, threshold: int, as_json: bool) -> None:
    """Make an empty repository. Root and targets keys go to --keys: take that folder away afterwards."""
    from teller_assist.hub import packs as deeds

    _say(deeds.init(data_of(ctx), keys, datetime.now(UTC), roots, threshold), as_json)


@packs.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_keys
@json_option
@click.pass_context
def publish(ctx: click.Context, folder: Path, keys: Path, as_json: bool) -> None:
    """Sign FOLDER (the packs' TOML files, and `models/`) as the newest. A mistake in it publishes nothing.

    Packs of a later day lie ready until it comes. What is published already is not published again.
    """
    from teller_assist.hub import packs as deeds

    _say(deeds.publish(data_of(ctx), folder, keys, datetime.now(UTC)), as_json)


@packs.command()
@click.argument("number", type=int)
@_keys
@json_option
@click.pass_context
def rollback(ctx: click.Context, number: int, keys: Path, as_json: bool) -> None:
    """退回 Publish what publication NUMBER was anew, under the next number."""
    from teller_assist.hub import packs as deeds

    _say(deeds.rollback(data_of(ctx), number, keys, datetime.now(UTC)), as_json)


@packs.command()
@click.argument("old", type=int)
@click.argument("new", type=int)
@json_option
@click.pass_context
def diff(ctx: click.Context, old: int, new: int, as_json: bool) -> None:
    """差异 What publication NEW changes against publication OLD, in words."""
    from teller_assist.cli.pack_folders import say_changes
    from teller_assist.domain.pack_differences import pack_differences
    from teller_assist.domain.packs import load_packs
    from teller_assist.hub import packs as deeds
    from teller_assist.paths import RESOURCES

    usual = RESOURCES / "packs"
    before, after = (load_packs(deeds.publication(data_of(ctx), number), usual=usual) for number in (old, new))
    changes = pack_differences(before, after)
    return say_json({"old": old, "new": new, "changes": changes}) if as_json else say_changes(changes, "zh")


@packs.command()
@click.argument("role", type=click.Choice(["root", "targets", "snapshot", "timestamp"]))
@_keys
@json_option
@click.pass_context
def rotate(ctx: click.Context, role: str, keys: Path, as_json: bool) -> None:
    """Replace the keys of ROLE by new ones, signed by enough of the present root keys. Desks follow by themselves."""
    from teller_assist.hub import packs as deeds

    _say(deeds.rotate(data_of(ctx), role, keys, datetime.now(UTC)), as_json)


@packs.command("list")
@json_option
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> None:
    """What was published, from when it is in force, and until when its signatures hold."""
    from teller_assist.domain.days import day_at
    from teller_assist.hub import packs as deeds
    from teller_assist.hub.publications import publications

    now = datetime.now(UTC)
    found, each = deeds.published(data_of(ctx)), publications(data_of(ctx), day_at(now))
    if as_json:
        return say_json({**found._asdict(), "publications": each})
    _say(found, as_json)
    for one in each:
        mark = "✓ 今日生效 in force" if one.in_force else ""
        said = one.fault or f"签发 signed {one.on}  生效 from {one.from_day}  {mark}"
        click.echo(f"  {one.number:4d}  {said}".rstrip())
    return None


def _say(found: "Published", as_json: bool) -> None:
    if as_json:
        return say_json(found)
    if found.version:
        click.echo(f"第 {found.version} 版 version {found.version}: {len(found.files)} 个文件 files")
    else:
        click.echo("尚未发布 nothing published yet")
    if not found.new:
        click.echo("内容与现行相同，未发布 the same as what is published: nothing was written")
    for role, until in found.expires.items():
        click.echo(f"  {role} 有效至 holds until {until[:10]}")
    return None
