"""What the service reports of desk, node and hub say in words, and the options that they share."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from teller_assist.cli.common import DAY, json_option, say_json
from teller_assist.errors import BadInput

if TYPE_CHECKING:
    from teller_assist.domain.service_report import Quality, Report
    from teller_assist.domain.service_row import Row

MOST_LINES = 20  # of what has no visit; --json has all

on_option = click.option("--on", type=DAY, help="某日 One day; default today.")
from_option = click.option("--from", "first", type=DAY, help="从 First day.")
to_option = click.option("--to", "last", type=DAY, help="到 Last day; default the first.")
by_option = click.option("--by", help="分组 Of teller, type, day, parted by commas; total: one line.")
teller_option = click.option("--teller", "teller_no", default="", help="柜员 Only this teller's.")

Command = Callable[..., Any]


def report_options(command: Command) -> Command:
    """--on, --from, --to, --by, --teller, --json."""
    for option in (json_option, teller_option, by_option, to_option, from_option, on_option):
        command = option(command)
    return command


def days_of(on: date | None, first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """First and last day; None, None: none was said. Raises ``BadInput`` for both ways at once."""
    if on and (first or last):
        raise BadInput("say --on DAY, or --from and --to, not both")
    return (on, on) if on else (first or last, last or first)


def grouped(by: str | None, usual: tuple[str, ...]) -> tuple[str, ...]:
    """Raises ``BadInput``."""
    from teller_assist.domain.service_report import grouping_of

    if by is None:
        return usual
    return () if by == "total" else grouping_of(by.split(","))


def say_report(report: "Report", as_json: bool) -> None:
    if as_json:
        return say_json(report)
    days = f"{report.first}" if report.first == report.last else f"{report.first} … {report.last}"
    click.echo(f"网点 branch {report.branch_no}  {days}  标准 standards {' → '.join(report.standards)}")
    if not report.told.generation:
        click.echo("还没有总行数据：没有核心系统的起止时间 no data from the core yet: its times are missing", err=True)
    else:
        click.echo(f"总行数据 data of {report.told.as_of} ({report.told.generation[:12]})")
    for row in (*report.rows, report.total):
        click.echo(_line(row, report.by, is_total=row is report.total))
    for quality in report.quality:
        click.echo(_stars(quality))
    for lone in report.no_visit[:MOST_LINES]:
        click.echo(f"没有来访记录 no visit recorded: {lone.started_at.isoformat()}  {lone.teller_no}  "
                   f"{lone.business_type}  {lone.ticket}")  # fmt: skip
    if len(report.no_visit) > MOST_LINES:
        click.echo(f"… 共 in all {len(report.no_visit)}")
    return None


def _line(row: "Row", by: tuple[str, ...], is_total: bool) -> str:
    named = [row.teller_no or "", row.business_type or "", str(row.day or "")]
    keys = [word or "-" for word, part in zip(named, ("teller", "type", "day"), strict=True) if part in by]
    waiting, handling, over, asked = row.waiting, row.handling, row.over, row.evaluations
    standard = minutes(handling.standard_s)
    return "  ".join((
        "合计 total" if is_total else " ".join(keys),
        f"来访 visits {row.visits} (无记录 guests {row.guests})", f"票 tickets {row.tickets}",
        f"等候 wait P50 {minutes(waiting.p50_s)} P90 {minutes(waiting.p90_s)} [{' '.join(map(str, waiting.buckets))}]",
        f"办理 handling P50 {minutes(handling.p50_s)} P90 {minutes(handling.p90_s)} / 标准 standard {standard}",
        f"超时 over {over.excused + over.unexcused} (有原因 excused {over.excused})",
        f"评价 evaluations {asked.given}/{asked.requested} 好 good {asked.good} 差 bad {asked.bad}",
        f"计件 pieces {float(row.pieces):.2f}",
    ))  # fmt: skip


def _stars(q: "Quality") -> str:
    found = "还没有估计 no estimate yet" if q.stars is None else f"{q.stars:.2f} ({q.low:.2f}–{q.high:.2f})"
    return f"实测 measured quality  {q.teller_no or '网点 branch'}  {found}"


def minutes(seconds: int | None) -> str:
    """4:07; – where there is none."""
    return "–" if seconds is None else f"{seconds // 60}:{seconds % 60:02d}"
