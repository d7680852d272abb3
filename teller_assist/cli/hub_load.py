"""``hub load``, ``hub generations``, ``hub release``: the down feed of every branch."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from teller_assist.cli.common import DAY, data_of, json_option, say_json
from teller_assist.cli.hub import allow_hub
from teller_assist.domain.days import day_at
from teller_assist.errors import BadFeed

if TYPE_CHECKING:
    from teller_assist.hub.feed.report import Report
    from teller_assist.hub.publish import Outcome

_db = click.option("--db", help="数据库 The hub's database; default as `hub serve` uses it.")
_STATES = {
    "current": "已发布 given out", "same": "无变化 the same as before", "held": "暂扣 held back",
    "refused": "未生成 nothing built", "old": "上一版 the one before",
}  # fmt: skip


@click.command()
@click.argument("feed", type=click.Path(path_type=Path))
@click.option("--branch", "branches", multiple=True, help="只发某网点 Only this branch; may be given several times.")
@click.option("--layout", help="版式 Layout by name or path; default: as feed.toml says, or by the files' names.")
@click.option("--rejects", type=click.Path(path_type=Path, dir_okay=False), help="拒收明细 File for the rejects.")
@click.option(
    "--rows-down", type=click.FloatRange(0, 100), default=10, show_default=True,
    help="行数骤减 Hold back if a main table shrinks by more per cent.",
)  # fmt: skip
@click.option(
    "--tier-points", type=click.FloatRange(0, 100), default=5, show_default=True,
    help="层级漂移 Hold back if a tier's share moves by more points.",
)  # fmt: skip
@click.option("--on", "day", type=DAY, help="用于哪天 The day for whose packs it is built; default today.")
@_db
@json_option
@click.pass_context
def load(
    ctx: click.Context, feed: Path, branches: tuple[str, ...], layout: str | None, rejects: Path | None,
    rows_down: float, tier_points: float, day: date | None, db: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Build each branch's generation from FEED and give it out. Exit code 1 if one was held back or not built.

    A feed that is refused, or a crash, leaves every branch what it has.
    """
    from teller_assist.hub.engine import open_hub
    from teller_assist.hub.packs import current
    from teller_assist.hub.publish import publish
    from teller_assist.hub.rails import Rails

    allow_hub(data_of(ctx), makes=True)
    hub = open_hub(data_of(ctx), db)
    try:
        rails = Rails(rows_down, tier_points)
        done = publish(
            hub, feed, current(hub.data, day or day_at(datetime.now(UTC))), branches=branches, layout=layout,
            rejects=rejects, rails=rails,
        )  # fmt: skip
    except BadFeed as refused:
        if report := refused.facts.get("report"):
            _say_report(cast("Report", report), as_json)
        raise
    finally:
        hub.close()
    if as_json:
        say_json({**done.report.to_json(), "as_of": done.as_of, "branches": list(done.outcomes)})
    else:
        _say_report(done.report, as_json)
        for outcome in done.outcomes:
            click.echo(_outcome(outcome))
    sys.exit(1 if any(outcome.state in ("held", "refused") for outcome in done.outcomes) else 0)


@click.command()
@click.option("--branch", help="网点 Only this branch.")
@_db
@json_option
@click.pass_context
def generations(ctx: click.Context, branch: str | None, db: str | None, as_json: bool) -> None:
    """What each branch is given, what is held back and why, and the one before."""
    from teller_assist.hub.engine import open_hub
    from teller_assist.hub.shelf import shelved

    allow_hub(data_of(ctx), makes=bool(db))
    hub = open_hub(data_of(ctx), db)
    try:
        with hub.reading() as connection:
            found = shelved(connection, branch)
    finally:
        hub.close()
    if as_json:
        names = ("branch_no", "generation", "state", "reason", "as_of", "made_at", "customers", "full_bytes",
                 "base", "delta_bytes", "rows", "tiers")  # fmt: skip
        return say_json({"generations": [{name: getattr(one, name) for name in names} for one in found]})
    for one in found:
        click.echo(
            f"{one.branch_no}  {one.generation[:12]}  {_STATES[one.state]}  {one.as_of}  {one.customers} 位客户  "
            f"{_size(one.full_bytes)}" + (f", 增量 delta {_size(one.delta_bytes)}" if one.base else "")
        )
        if one.reason:
            click.echo(f"    {one.reason}")
    return None


@click.command()
@click.argument("branch")
@click.argument("generation")
@_db
@json_option
@click.pass_context
def release(ctx: click.Context, branch: str, generation: str, db: str | None, as_json: bool) -> None:
    """Give out GENERATION (its first digits) of BRANCH that was held back, or the one before again."""
    from teller_assist.hub import shelf
    from teller_assist.hub.engine import open_hub

    allow_hub(data_of(ctx), makes=bool(db))
    hub = open_hub(data_of(ctx), db)
    try:
        with hub.writing() as connection:
            given = shelf.release(connection, branch, generation)
    finally:
        hub.close()
    if as_json:
        return say_json({"branch_no": branch, "generation": given.generation, "state": shelf.CURRENT})
    return click.echo(f"已发布 given out: {branch} {given.generation[:12]}, 数据截至 {given.as_of}")


def _say_report(report: "Report", as_json: bool) -> None:
    if as_json:
        return say_json(report.to_json())
    for line in report.lines():
        click.echo(line, err=bool(report.refused))
    return None


def _outcome(outcome: "Outcome") -> str:
    said = f"{outcome.branch_no}  {_STATES[outcome.state]}"
    if outcome.generation:
        said += f"  {outcome.generation[:12]}"
    if outcome.full_bytes:
        said += f"  {outcome.customers} 位客户  {_size(outcome.full_bytes)}"
    if outcome.delta_bytes:
        said += f", 增量 delta {_size(outcome.delta_bytes)}"
    return said + (f"\n    {outcome.reason}" if outcome.reason else "")


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{count / 1e3:.1f} kB"
