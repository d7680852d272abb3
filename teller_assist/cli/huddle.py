"""``huddle``: the card of the morning's and the evening's huddle, and that it was held."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from teller_assist.cli.common import DAY, counter_of, json_option, say_json

if TYPE_CHECKING:
    from teller_assist.domain.huddle import HuddleCard

part_argument = click.argument("part", type=click.Choice(["morning", "evening"]))
on_option = click.option("--on", "day", type=DAY, help="哪一天 Of this day; default today.")


@click.group()
def huddle() -> None:
    """晨会夕会 The card of the huddle, and that it was held."""


@huddle.command()
@part_argument
@on_option
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="写成文件 Also as a text file.")
@json_option
@click.pass_context
def show(ctx: click.Context, part: str, day: date | None, out: Path | None, as_json: bool) -> None:
    """卡片 What went wrong, what is owed, what comes, what is new, what went well. No names."""
    from teller_assist.desk.huddles import Huddles

    with counter_of(ctx) as counter:
        card, language = Huddles(counter).card(part, day), counter.language
    text = said(card, language)
    if out is not None:
        out.write_text(text, encoding="utf-8")
    if as_json:
        return say_json(card)
    return click.echo(text, nl=False)


@huddle.command()
@part_argument
@on_option
@click.option("--present", multiple=True, help="到会工号 Staff number of who was there; may be repeated.")
@click.option("--note", default="", help="议定 What was agreed.")
@click.option("--staff", "staff_no", help="工号 Who records it; default this desk's teller.")
@json_option
@click.pass_context
def hold(
    ctx: click.Context, part: str, day: date | None, present: tuple[str, ...], note: str, staff_no: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """已开 It was held; said again, the last word stands."""
    from teller_assist.desk.huddles import Huddles

    with counter_of(ctx, staff_no) as counter:
        held = Huddles(counter).hold(part, day, present, note)
    if as_json:
        return say_json(held)
    return click.echo(f"{held.day}  {held.part}  {held.present}  {held.note}".rstrip())


def said(card: "HuddleCard", language: str) -> str:
    """The card as text, ready to be printed."""
    from teller_assist.domain.huddle import PART_NAMES, SECTION_NAMES, SECTIONS

    rows = [f"{PART_NAMES[card.part].of(language)}  {card.day}"]
    for section in SECTIONS:
        lines = card.of(section)
        if lines:
            rows.append(f"\n{SECTION_NAMES[section].of(language)}")
            rows += [f"  {line.text.of(language)}  [{line.source.of(language)}]" for line in lines]
    if not card.lines:
        rows.append("没有要说的 nothing to say")
    return "\n".join(rows) + "\n"
