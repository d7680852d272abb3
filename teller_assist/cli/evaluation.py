"""``evaluation``: customers' evaluations, requested, given, handled, counted; the adapter for devices."""

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from teller_assist.cli.common import DAY, counter_of, json_option, say_json
from teller_assist.cli.shared import staff_option

if TYPE_CHECKING:
    from teller_assist.domain.evaluation_rates import EvaluationRates
    from teller_assist.domain.quality import Evaluation

from_option = click.option("--from", "first", type=DAY, help="从 First day; default today.")
to_option = click.option("--to", "last", type=DAY, help="到 Last day; default the first.")


@click.group()
def evaluation() -> None:
    """满意度评价 What customers say of the service."""


@evaluation.command()
@staff_option
@json_option
@click.pass_context
def request(ctx: click.Context, staff_no: str | None, as_json: bool) -> None:
    """Ask the customer of the last visit at this window by hand; counted apart from what the visit's end asks."""
    from teller_assist.desk.evaluations import Evaluations

    with counter_of(ctx, staff_no) as counter:
        _say(Evaluations(counter).request_by_hand(), as_json)


@evaluation.command()
@click.argument("score", type=click.IntRange(1, 5))
@click.option("--reason", "reasons", multiple=True, help="原因 For 1 and 2: wait, attitude, mistake, other.")
@click.option("--window", "window_no", default="", help="窗口 Default this desk's.")
@json_option
@click.pass_context
def give(ctx: click.Context, score: int, reasons: tuple[str, ...], window_no: str, as_json: bool) -> None:
    """A customer's press: SCORE 1 (very poor) to 5 (excellent). Refused where nothing is asked."""
    from teller_assist.desk.evaluations import Evaluations

    with counter_of(ctx) as counter:
        _say(Evaluations(counter).press(score, "screen", reasons, window_no), as_json)


@evaluation.command("list")
@from_option
@to_option
@staff_option
@json_option
@click.pass_context
def list_(ctx: click.Context, first: date | None, last: date | None, staff_no: str | None, as_json: bool) -> None:
    """Evaluations of these days; a teller sees their own."""
    from teller_assist.desk.evaluations import Evaluations

    with counter_of(ctx, staff_no) as counter:
        day = first or counter.today()
        _say_all(Evaluations(counter).between(day, last or day), as_json)


@evaluation.command()
@click.option("--all", "handled_too", is_flag=True, help="含已处理 Handled ones too.")
@staff_option
@json_option
@click.pass_context
def bad(ctx: click.Context, handled_too: bool, staff_no: str | None, as_json: bool) -> None:
    """Bad ones that nobody has handled yet, oldest first."""
    from teller_assist.desk.evaluations import Evaluations

    with counter_of(ctx, staff_no) as counter:
        _say_all(Evaluations(counter).bad(handled_too), as_json)


@evaluation.command()
@click.argument("evaluation_id", type=click.UUID)
@click.argument("outcome")
@click.option("--note", default="", help="备注 A note.")
@staff_option
@json_option
@click.pass_context
def handle(
    ctx: click.Context, evaluation_id: UUID, outcome: str, note: str, staff_no: str | None, as_json: bool
) -> None:
    """Say what was done about EVALUATION_ID: explained, apologised, recovered, unreachable, unfounded."""
    from teller_assist.desk.evaluations import Evaluations

    with counter_of(ctx, staff_no) as counter:
        _say(Evaluations(counter).handle(evaluation_id, outcome, note), as_json)


@evaluation.command()
@from_option
@to_option
@staff_option
@json_option
@click.pass_context
def rates(ctx: click.Context, first: date | None, last: date | None, staff_no: str | None, as_json: bool) -> None:
    """Rates by day and teller, and all together, each with what it is of."""
    from teller_assist.desk.evaluations import Evaluations
    from teller_assist.domain.evaluation_rates import total

    with counter_of(ctx, staff_no) as counter:
        day = first or counter.today()
        found = Evaluations(counter).rates(day, last or day)
    if as_json:
        return say_json({"rates": found, "total": total(found)})
    for line in (*found, total(found)):
        click.echo(_line_of(line))
    return None


@evaluation.command()
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), required=True, help="文件夹 The device's.")
@click.option("--once", is_flag=True, help="一次 Look once and end.")
@click.option("--every", type=click.FloatRange(0.1, 60), default=1.0, show_default=True, help="秒 Seconds.")
@json_option
@click.pass_context
def device(ctx: click.Context, folder: Path, once: bool, every: float, as_json: bool) -> None:
    """Join a device by files (docs/evaluation-device.md) until stopped. A line for each result."""
    from teller_assist.desk.evaluation_device import Device
    from teller_assist.desk.evaluations import Evaluations

    with counter_of(ctx) as counter:
        joined = Device(Evaluations(counter), folder)
        while True:
            for taken in joined.step():
                if as_json:
                    say_json(taken)
                else:
                    click.echo(f"{taken.file}  {taken.because or taken.score}")
            if once:
                return
            time.sleep(every)


def _say(one: "Evaluation", as_json: bool) -> None:
    return say_json(one) if as_json else click.echo(_line(one))


def _say_all(found: "tuple[Evaluation, ...]", as_json: bool) -> None:
    if as_json:
        return say_json(found)
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("没有评价 no evaluations", err=True)
    return None


def _line(e: "Evaluation") -> str:
    said = f"{e.score} {e.reasons}".strip() if e.score else "not given"
    handled = f"  handled {e.handled_by}: {e.outcome}" if e.handled_at else ""
    return f"{e.evaluation_id}  {e.requested_at.isoformat()}  window {e.window_no}  {e.teller_no}  {said}{handled}"


def _line_of(r: "EvaluationRates") -> str:
    day, teller = (r.day.isoformat() if r.day else "all days"), (r.teller_no or "all")
    parts = (
        ("requested", r.requested, r.visits),
        ("given", r.given, r.requested),
        ("good", r.good, r.given),
        ("bad", r.bad, r.given),
        ("handled", r.handled, r.bad),
    )
    return f"{day}  {teller}  " + "  ".join(f"{name} {n}/{of}" for name, n, of in parts)
