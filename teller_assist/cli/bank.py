"""``bank generate``: a feed of a bank that does not exist."""

from datetime import date, datetime, timedelta
from pathlib import Path

import click

from teller_assist.cli.common import DAY, json_option, say_json
from teller_assist.errors import BadInput


@click.group()
def bank() -> None:
    """演示银行 A demo bank: no person, number or card in it is real."""


@bank.command()
@click.option(
    "--customers", type=click.IntRange(1, 1_000_000), default=2000, show_default=True, help="客户数 How many."
)
@click.option("--seed", type=int, default=1, show_default=True, help="种子 The same seed and day give the same bytes.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="写到 Folder to write.")
@click.option("--as-of", type=DAY, help="数据日期 The night of the data; default yesterday.")
@click.option("--fixed-width", is_flag=True, help="定长文件 The bank's raw extract instead of the canonical feed.")
@click.option("--encoding", type=click.Choice(["utf-8", "gb18030"]), default="utf-8", show_default=True)
@json_option
def generate(
    customers: int, seed: int, out: Path, as_of: date | None, fixed_width: bool, encoding: str, as_json: bool
) -> None:
    """Write a feed folder: branches, staff, customers, products, holdings and the rest."""
    from teller_assist.hub.bank import generate as write_bank

    if encoding != "utf-8" and not fixed_width:
        raise BadInput("--encoding goes with --fixed-width: the canonical feed is always UTF-8")
    if out.exists() and any(out.iterdir()):
        raise BadInput(f"{out} is not empty; name a new folder, nothing was written")
    night = as_of or datetime.now().astimezone().date() - timedelta(days=1)
    summary = write_bank(out, customers, seed, night, fixed_width=fixed_width, encoding=encoding)
    if as_json:
        return say_json(summary)
    click.echo(f"已写好 written: {out}")
    for name, rows in summary.rows.items():
        click.echo(f"  {name:14} {rows:>10,}")
    return None
