"""``feed check`` and ``feed load``: from a bank's extract to this desk's data."""

import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from teller_assist.cli.common import data_of, json_option, say_json
from teller_assist.errors import BadFeed

if TYPE_CHECKING:
    from teller_assist.hub.feed.report import Report

_folder = click.argument("folder", type=click.Path(path_type=Path))
_layout = click.option(
    "--layout", help="版式 Layout by name or path; default: as feed.toml says, or by the files' names."
)
_rejects = click.option(
    "--rejects", type=click.Path(path_type=Path, dir_okay=False), help="拒收明细 File for the rejects."
)


@click.group()
def feed() -> None:
    """数据 A bank's nightly extract: check it, load it. The format is in docs/feed.md."""


@feed.command()
@_folder
@_layout
@_rejects
@json_option
@click.pass_context
def check(ctx: click.Context, folder: Path, layout: str | None, rejects: Path | None, as_json: bool) -> None:
    """Read FOLDER and say what is wrong with it, without loading it.

    Exit code 0 clean, 1 some rows would be rejected, 4 the feed would be refused.
    """
    from teller_assist.hub.feed import check as check_feed

    kept = rejects or _new_file("rejects.csv")
    report = check_feed(folder, layout=layout, rejects=kept)
    if rejects is None and not report.reasons:
        kept.unlink(missing_ok=True)  # ours, and it says nothing
    _say(report, as_json)
    sys.exit(4 if report.refused else 1 if report.rejected else 0)


@feed.command()
@_folder
@_layout
@_rejects
@click.option("--branch", help="只装本网点 Only this branch's customers; the others by tier and flags.")
@click.option("--home", help="本网点 Home branch for ranking; default as the feed says.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="写成文件夹 Write the generation as a folder instead.",
)
@json_option
@click.pass_context
def load(
    ctx: click.Context, folder: Path, layout: str | None, rejects: Path | None, branch: str | None, home: str | None,
    out: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Check FOLDER, build the generation and swap it in. On failure the present generation stays."""
    from teller_assist.hub.loading import load_feed

    try:
        loaded = load_feed(folder, data_of(ctx), layout=layout, rejects=rejects, branch=branch, home=home, out=out)
    except BadFeed as refused:
        if report := refused.facts.get("report"):
            _say(cast("Report", report), as_json)
        raise
    _say(
        loaded.report, as_json, {"generation": loaded.generation, "customers": loaded.customers, "as_of": loaded.as_of}
    )


def _new_file(name: str) -> Path:
    """``name`` in the present folder, numbered if such a file stands there: nobody's file is overwritten."""
    stem, dot, ending = name.partition(".")
    tries = (Path(name if n == 0 else f"{stem}-{n}{dot}{ending}") for n in count())
    return next(path for path in tries if not path.exists())


def _say(report: "Report", as_json: bool, more: dict[str, object] | None = None) -> None:
    if as_json:
        return say_json({**report.to_json(), **(more or {})})
    for line in report.lines():
        click.echo(line, err=bool(report.refused))
    if more:
        click.echo(
            f"已启用 in use: {more['customers']} 位客户, 数据截至 {more['as_of']}, {str(more['generation'])[:12]}"
        )
    return None
