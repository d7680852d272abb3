"""``replay``: a decision made again, from the book and the inputs that were kept with it."""

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from teller_assist.cli.common import DAY, counter_of, json_option, say_json
from teller_assist.cli.shared import staff_option
from teller_assist.errors import BadInput

if TYPE_CHECKING:
    from teller_assist.domain.replaying import Line, Replay, ReplayedDay

DIFFERS = 4  # exit code


@click.command()
@click.argument("decision", required=False)
@click.option("--on", "day", type=DAY, help="某日全部 Every decision of this day.")
@staff_option
@json_option
@click.pass_context
def replay(ctx: click.Context, decision: str | None, day: date | None, staff_no: str | None, as_json: bool) -> None:
    """Make DECISION again (its id, or the number on the screen: E-7F3A-0912) and compare. Exit 4 if it differs."""
    from teller_assist.desk.decisions import Decisions

    if (decision is None) == (day is None):
        raise BadInput("say which decision, or --on and a day")
    with counter_of(ctx, staff_no) as counter:
        decisions, language = Decisions(counter), counter.language
        if day is not None:
            return _say_day(decisions.replay_day(day), as_json)
        made = decisions.replay(decision or "")
    return say_replay(made, as_json, language)


def say_replay(made: "Replay", as_json: bool, language: str = "zh") -> None:
    """Prints it; ends with ``DIFFERS`` where it does not agree."""
    if as_json:
        say_json(made)
    else:
        click.echo("\n".join(_lines(made, language)))
    for one in made.differs:
        click.echo(f"teller-assist: {one.what} differs 不一致: kept {one.kept}, again {one.again}", err=True)
    if not made.agrees:
        sys.exit(DIFFERS)


def _say_day(found: "ReplayedDay", as_json: bool) -> None:
    if as_json:
        say_json(found)
    else:
        click.echo(
            f"{found.day}  推荐单 slates {found.decisions}: 一致 agree {found.agree}, "
            f"不一致 differ {len(found.differ)}, 不能复现 cannot be made again {len(found.left_out)}"
        )
        for one in found.differ:
            click.echo(f"  ✗ {one.decision_id}  {', '.join(d.what for d in one.differs)}")
        for decision_id, why in found.left_out:
            click.echo(f"  ? {decision_id}  {why}")
    if found.differ:
        sys.exit(DIFFERS)


def _lines(made: "Replay", language: str) -> list[str]:
    head = "✓ 一致 agrees" if made.agrees else "✗ 不一致 differs"
    said = [
        f"{head}  {made.decision_id}",
        f"{made.today}  客户 customer {made.customer_no}  柜员 staff {made.staff_no}  {made.at.isoformat()}",
    ]
    said += [_line(one, language) for one in made.shown]
    if made.nothing_because:
        said.append(f"   没有推荐 nothing: {made.nothing_because}")
    said += [
        f"未推荐 not shown: {len(made.blocked)}",
        f"规则包 packs: {made.packs}",
        f"模型 model: {made.model or '-'}  分组 arm: {made.arm or '-'}  引擎 engine: {made.engine}",
        f"数据 generation: {made.generation[:12]}  书 book: {made.book[:12]}  推荐单 slate: {made.slate_hash[:12]}",
    ]
    return said


def _line(one: "Line", language: str) -> str:
    also = f"；{one.also.of(language)}" if one.also else ""
    name, reason = one.name.of(language), one.reason.of(language)
    return f"{one.rank:2d} {one.slot:8s} {one.verb:7s} {one.product_code}  {name}  {reason}{also}  [{one.rule}]"
