"""What the service reports of desk, node and hub say in words, and the options that they share."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

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
    for line in _table([*HEADERS, *(_cells(row, report) for row in (*report.rows, report.total))]):
        click.echo(line)
    for quality in report.quality:
        click.echo(_stars(quality))
    for lone in report.no_visit[:MOST_LINES]:
        click.echo(f"没有来访记录 no visit recorded: {lone.started_at.isoformat()}  {lone.teller_no}  "
                   f"{lone.business_type}  {lone.ticket}")  # fmt: skip
    if len(report.no_visit) > MOST_LINES:
        click.echo(f"… 共 in all {len(report.no_visit)}")
    return None


HEADERS = (
    (
        "",
        *"来访 无记录 票 等候".split(),
        "",
        "<10",
        "-20",
        "-30",
        ">30",
        "办理",
        "",
        *"标准 超时 有原因 评价 好 差 计件".split(),
    ),
    ("", *"visits guests tickets P50 P90 min min min min P50 P90 limit over excused given good bad pieces".split()),
)


def _cells(row: "Row", report: "Report") -> tuple[str, ...]:
    named = [row.teller_no or "", row.business_type or "", str(row.day or "")]
    keys = [word or "-" for word, part in zip(named, ("teller", "type", "day"), strict=True) if part in report.by]
    waiting, handling, over, asked = row.waiting, row.handling, row.over, row.evaluations
    return (
        "合计 total" if row is report.total else " ".join(keys), str(row.visits), str(row.guests), str(row.tickets),
        minutes(waiting.p50_s), minutes(waiting.p90_s), *map(str, waiting.buckets),
        minutes(handling.p50_s), minutes(handling.p90_s), minutes(handling.standard_s),
        str(over.excused + over.unexcused), str(over.excused), f"{asked.given}/{asked.requested}", str(asked.good),
        str(asked.bad), f"{float(row.pieces):.2f}",
    )  # fmt: skip


def _table(lines: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Columns under each other, the first to the left, figures to the right."""
    wide = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for first, *figures in lines:
        padded = [" " * (w - _width(cell)) + cell for cell, w in zip(figures, wide[1:], strict=True)]
        yield "  ".join([first + " " * (wide[0] - _width(first)), *padded])


def _width(text: str) -> int:
    """Places on a terminal: a Chinese character has two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _stars(q: "Quality") -> str:
    found = "还没有估计 no estimate yet" if q.stars is None else f"{q.stars:.2f} ({q.low:.2f}–{q.high:.2f})"
    return f"实测 measured quality  {q.teller_no or '网点 branch'}  {found}"


def minutes(seconds: int | None) -> str:
    """4:07; – where there is none."""
    return "–" if seconds is None else f"{seconds // 60}:{seconds % 60:02d}"
