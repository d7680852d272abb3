"""``text``: is a text fit to be said to a customer."""

from pathlib import Path

import click

from teller_assist.cli.common import json_option, say_json
from teller_assist.domain.lint import KINDS, Finding, findings
from teller_assist.domain.product import CATEGORIES
from teller_assist.errors import BadInput


@click.group()
def text() -> None:
    """文字检查 Forbidden and misleading words, before a text is published."""


@text.command()
@click.argument("pair", nargs=-1, metavar="ZH EN")
@click.option("--kind", type=click.Choice(list(KINDS)), default="text", show_default=True,
              help="用在哪里 Where it stands: a sentence is short, a reason names no protected trait.")  # fmt: skip
@click.option("--category", default="", help="产品类别 What it is about, e.g. wealth: then it is not called a deposit.")
@click.option("--file", "file", type=click.Path(path_type=Path, dir_okay=False),
              help="每行 中文<TAB>英文 One pair a line, a tab between.")  # fmt: skip
@json_option
@click.pass_context
def check(
    ctx: click.Context, pair: tuple[str, ...], kind: str, category: str, file: Path | None, as_json: bool
) -> None:  # fmt: skip
    """What may not be said in ZH and EN, word by word with its place. Exit 1 if there is anything."""
    if category and category not in CATEGORIES:
        raise BadInput(f"no category is called {category!r}: one of {', '.join(sorted(CATEGORIES))}")
    pairs = _pairs(pair, file)
    found = [(line, one) for line, (zh, en) in pairs for one in findings(kind, category, zh, en)]
    if as_json:
        say_json([{"line": line, **one._asdict()} for line, one in found])
    else:
        _say(found, many=file is not None)
    if found:
        ctx.exit(1)


def _pairs(given: tuple[str, ...], file: Path | None) -> list[tuple[int, tuple[str, str]]]:
    """Line and pair. Raises ``BadInput`` where a pair is not two texts."""
    if (file is None) == (not given):
        raise BadInput("give ZH and EN, or --file with one pair a line")
    if file is None:
        if len(given) != 2:
            raise BadInput(f"two texts are needed, Chinese and English, each in quotes; {len(given)} are given")
        return [(1, (given[0], given[1]))]
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as e:
        raise BadInput(f"{file.name} is not UTF-8 (byte {e.start}): save it as UTF-8") from None
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        parts = line.split("\t")
        if len(parts) != 2:
            raise BadInput(f"{file.name}, line {number}: Chinese and English with one tab between are needed")
        found.append((number, (parts[0], parts[1])))
    return found


def _say(found: list[tuple[int, Finding]], many: bool) -> None:
    for line, one in found:
        place = f"{line}:" if many else ""
        click.echo(f"{place}{one.where}:{one.at + 1}  {one.sentence_zh}  {one.sentence_en}")
    if not found:
        click.echo("没有发现 nothing found", err=True)
