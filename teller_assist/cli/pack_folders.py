"""``packs check``, ``packs diff``, ``packs show``: a folder of packs, what it changes, and what this desk has."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teller_assist.cli.common import counter_of, json_option, say_json
from teller_assist.errors import NotFound

if TYPE_CHECKING:
    from teller_assist.domain.pack_differences import PackChange
    from teller_assist.domain.packs import Wrong

PRESENT = "present"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@json_option
def check(folder: Path, as_json: bool) -> None:
    """检查 Every mistake of the packs in FOLDER and of its model, with file, line and column. Exit code 1 if any."""
    from teller_assist.domain.packs import in_force_from, read_folder

    bodies, wrong = read_folder(folder)
    wrong = wrong or _wrong_model(folder, bodies)
    from_day = None if wrong else in_force_from(bodies)
    if as_json:
        say_json({"fine": not wrong, "in_force_from": from_day, "mistakes": wrong})
    else:
        for one in wrong:
            click.echo(one.said)
        click.echo(f"{len(wrong)} 处错误 mistakes" if wrong else f"没有错误 no mistake; 生效 in force from {from_day}")
    sys.exit(1 if wrong else 0)


@click.command()
@click.argument("old")
@click.argument("new")
@json_option
@click.pass_context
def diff(ctx: click.Context, old: str, new: str, as_json: bool) -> None:
    """差异 What the packs in NEW change against OLD, in words. Folders; `present`: what this desk has now."""
    from teller_assist.domain.pack_differences import pack_differences

    changes = pack_differences(_bodies(ctx, old), _bodies(ctx, new))
    return say_json({"old": old, "new": new, "changes": changes}) if as_json else say_changes(changes, _language(ctx))


@click.command()
@click.argument("pack", required=False)
@json_option
@click.pass_context
def show(ctx: click.Context, pack: str | None, as_json: bool) -> None:
    """内容 The packs of this desk's data: versions, and the entries of PACK."""
    bodies = _present(ctx)
    if pack is not None and pack not in bodies:
        raise NotFound("pack", pack)
    if pack is not None:
        return say_json(bodies[pack]) if as_json else _say_entries(bodies[pack])
    if as_json:
        return say_json([_overview(name, body) for name, body in bodies.items()])
    for name, body in bodies.items():
        click.echo(f"{name:12s} {body['version']:12s} {body['effective_from']}  {_count(body)} 条 entries")
    return None


def _wrong_model(folder: Path, bodies: Mapping[str, Any]) -> "list[Wrong]":
    """Why the model beside packs that are fine would not be published."""
    from teller_assist.domain.days import day_at
    from teller_assist.domain.packs import Wrong
    from teller_assist.errors import BadPack
    from teller_assist.hub import models

    try:
        models.check(folder, bodies, day_at(datetime.now(UTC)))
    except BadPack as e:
        return [Wrong(models.FILE, 0, 0, "", str(e).removeprefix(f"{models.FILE}: "))]
    return []


def say_changes(changes: "tuple[PackChange, ...]", language: str) -> None:
    """A line for each, under the name of its pack."""
    before = ""
    for change in changes:
        if change.pack != before:
            click.echo(change.pack)
        of, what = change.of.of(language), change.what.of(language)
        click.echo(f"  {of}{'：' if language == 'zh' else ': '}{what}")
        before = change.pack
    if not changes:
        click.echo("没有变化 nothing changed", err=True)


def _bodies(ctx: click.Context, said: str) -> Mapping[str, Any]:
    """Of a folder, checked; of this desk for the word ``present``. Raises ``BadPack``, ``NotFound``."""
    from teller_assist.domain.packs import load_packs
    from teller_assist.paths import RESOURCES

    if said == PRESENT:
        return _present(ctx)
    if not Path(said).is_dir():
        raise NotFound("folder", said)
    return load_packs(Path(said), usual=RESOURCES / "packs")


def _present(ctx: click.Context) -> dict[str, Any]:
    """The packs inside the generation; one of an older program has not all of them."""
    from teller_assist.domain.packs import NAMES

    with counter_of(ctx) as counter:
        return {name: body for name in NAMES if (body := counter.snapshot.pack(name))}


def _language(ctx: click.Context) -> str:
    """As the desk's window speaks; Chinese where there is no desk."""
    from teller_assist.errors import DeskNotReady

    try:
        with counter_of(ctx) as counter:
            return counter.language
    except DeskNotReady:
        return "zh"


def _overview(name: str, body: Mapping[str, Any]) -> dict[str, object]:
    return {key: body[key] for key in ("version", "effective_from")} | {"pack": name, "entries": _count(body)}


def _count(body: Mapping[str, Any]) -> int:
    return sum(len(value) for value in body.values() if _are_entries(value))


def _are_entries(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _say_entries(body: Mapping[str, Any]) -> None:
    """Codes and names, list by list; what is no list of entries as it stands."""
    for key, value in body.items():
        if not _are_entries(value):
            click.echo(f"{key} = {value}")
            continue
        click.echo(f"[[{key}]]")
        for entry in value:
            code = entry.get("code") or entry.get("for") or entry.get("version") or ""
            name = entry.get("name", entry.get("ask", ""))
            click.echo(f"  {code}  {' / '.join(name) if isinstance(name, list) else name}".rstrip())
