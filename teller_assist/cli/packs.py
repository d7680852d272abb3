"""``packs``: drafts of the packs, before they are published."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from teller_assist.cli.common import DAY, counter_of, json_option, say_json
from teller_assist.cli.pack_folders import check, diff, show
from teller_assist.cli.shared import staff_option

if TYPE_CHECKING:
    from teller_assist.domain.dry_run import Change, DryRun
    from teller_assist.domain.replaying import Line

folder_argument = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))


@click.group()
def packs() -> None:
    """规则包草稿 Drafts of the packs: what they would change."""


for _command in (check, diff, show):
    packs.add_command(_command)


@packs.command("try")
@folder_argument
@click.option("--day", type=DAY, help="哪一天的来访 Whose decisions; default yesterday.")
@staff_option
@json_option
@click.pass_context
def try_(ctx: click.Context, folder: Path, day: date | None, staff_no: str | None, as_json: bool) -> None:
    """Make the decisions of a day again with the packs in FOLDER and say what changes. Records nothing."""
    from teller_assist.desk.dry_run import dry_run

    with counter_of(ctx, staff_no) as counter:
        found = dry_run(counter, folder, day)
        language = counter.language
    if as_json:
        return say_json(found)
    return click.echo("\n".join(_lines(found, language)))


def _lines(found: "DryRun", language: str) -> Iterator[str]:
    out = len(found.left_out)
    yield (
        f"{found.day}  推荐单 slates {found.decisions}: 不变 unchanged {found.unchanged}, "
        f"变 changed {len(found.changed)}, 不能复现 cannot be made again {out}"
    )
    for p in found.products:
        if p.gained or p.lost or p.moved:
            yield (
                f"  {p.product_code}  {p.name.of(language)}  {p.was} → {p.would_be}  +{p.gained} -{p.lost} "
                f"移位 moved {p.moved}"
            )
    for code, n in found.stopped:
        yield f"  不再推荐 stopped by {code}: {n}"
    for one in found.changed:
        yield from _change(one, language)
    for decision_id, why in found.left_out:
        yield f"  ? {decision_id}  {why}"


def _change(one: "Change", language: str) -> Iterator[str]:
    yield f"{one.at.isoformat()}  {one.customer_no}  {one.decision_id}"
    for mark, shown, nothing in (("-", one.was, one.nothing_was), ("+", one.would_be, one.nothing_would_be)):
        yield from (f"  {mark} {_line(line, language)}" for line in shown)
        if nothing:
            yield f"  {mark} {nothing}"
    for coded in one.codes:
        yield f"    {coded.product_code}  {coded.name.of(language)}  {coded.was} → {coded.would_be}"
    if one.words:
        yield f"    话术 words: {', '.join(one.words)}"


def _line(line: "Line", language: str) -> str:
    said = f"{line.rank} {line.product_code}  {line.name.of(language)}  {line.verb}"
    return f"{said}  {line.reason.of(language)}  [{line.rule}]"
