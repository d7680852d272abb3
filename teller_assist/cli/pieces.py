"""``visit pieces`` and ``visit weights``: what the work at the windows counts for (计件折算)."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from teller_assist.cli.common import counter_of, json_option, say_json
from teller_assist.cli.report import by_option, days_of, from_option, grouped, on_option, teller_option, to_option
from teller_assist.cli.shared import staff_option

if TYPE_CHECKING:
    from fractions import Fraction

    from teller_assist.domain.service_row import Row

HEADER = {
    "zh": ("网点", "从", "到", "柜员", "业务代码", "业务", "日期", "办结笔数", "计件"),
    "en": ("Branch", "From", "To", "Teller", "Type", "Business", "Day", "Visits", "Pieces"),
}
_file = click.Path(path_type=Path, dir_okay=False)


@click.command()
@on_option
@from_option
@to_option
@by_option
@teller_option
@click.option("--csv", "csv_file", type=_file, help="导出 CSV A file for any spreadsheet.")
@click.option("--xlsx", "xlsx_file", type=_file, help="导出 Excel A workbook.")
@staff_option
@json_option
@click.pass_context
def pieces(
    ctx: click.Context, on: date | None, first: date | None, last: date | None, by: str | None, teller_no: str,
    csv_file: Path | None, xlsx_file: Path | None, staff_no: str | None, as_json: bool,
) -> None:  # fmt: skip
    """计件 Weighted pieces of ended visits per teller and type; no customer is in it. A teller gets their own."""
    from teller_assist.desk.service_report import ServiceReport
    from teller_assist.desk.table_file import write_csv, write_xlsx

    with counter_of(ctx, staff_no) as counter:
        made = ServiceReport(counter).report(*days_of(on, first, last), grouped(by, ("teller", "type")), teller_no)
        known = counter.editions.on(made.last).business
        names = {code: business.named.of(counter.language) for code, business in known.items()}
        header = HEADER[counter.language]
    rows = [row for row in made.rows if row.visits]
    table = [
        (made.branch_no, str(made.first), str(made.last), row.teller_no or "", row.business_type or "",
         names.get(row.business_type or "", ""), str(row.day or ""), row.visits - row.open, row.pieces)
        for row in rows
    ]  # fmt: skip
    if csv_file:
        write_csv(csv_file, header, table)
    if xlsx_file:
        write_xlsx(xlsx_file, header[-1], header, table)
    if as_json:
        lines = [_line(row)._asdict() for row in rows]
        return say_json({"branch_no": made.branch_no, "first": made.first, "last": made.last, "by": made.by,
                         "rows": lines, "total": _line(made.total)._asdict()})  # fmt: skip
    for row in (*rows, made.total):
        who = " ".join(str(part) for part in row[:3] if part) or ("合计 total" if row is made.total else "-")
        click.echo(f"{who}  {row.visits - row.open}  {float(row.pieces):.4f}")
    return None


class _Line(NamedTuple):
    teller_no: str | None
    business_type: str | None
    day: date | None
    visits: int
    pieces: "Fraction"


def _line(row: "Row") -> _Line:
    return _Line(row.teller_no, row.business_type, row.day, row.visits - row.open, row.pieces)


@click.command()
@click.option("--set", "said", multiple=True, help="权重 TYPE=WEIGHT, as current=1.5; may be given several times.")
@click.option("--file", "draft", type=_file, help="草稿 A draft of the standards pack (standards.toml).")
@on_option
@from_option
@to_option
@staff_option
@json_option
@click.pass_context
def weights(
    ctx: click.Context, said: tuple[str, ...], draft: Path | None, on: date | None, first: date | None,
    last: date | None, staff_no: str | None, as_json: bool,
) -> None:  # fmt: skip
    """权重模拟 What other piece weights would do to each teller. Changes nothing, and is no ranking."""
    from teller_assist.desk.service_report import ServiceReport
    from teller_assist.domain.weights import NOTE

    with counter_of(ctx, staff_no) as counter:
        found = ServiceReport(counter).weights(said, draft, *days_of(on, first, last))
    if as_json:
        return say_json({**found._asdict(), "note": NOTE[1]})
    for t in found.tellers:
        shares = f"{100 * float(t.share_before):.2f} % → {100 * float(t.share_after):.2f} %"
        pieces_ = f"{float(t.before):.2f} → {float(t.after):.2f}"
        click.echo(f"{t.teller_no}  {t.visits}  {pieces_}  {shares}  {_EFFECTS[t.effect]}")
    kept = "总数不变 sum kept" if found.sum_kept else "总数有变 sum changed"
    click.echo(f"合计 total  {float(found.before):.2f} → {float(found.after):.2f}  {kept}")
    click.echo(f"{NOTE[0]} {NOTE[1]}")
    return None


_EFFECTS = {"gains": "↑ 增 gains", "loses": "↓ 减 loses", "same": "= 不变 same"}
