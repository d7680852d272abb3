"""``bench``: our own figures beside something known, in the same run."""

import click

from teller_assist.cli.common import json_option, say_json


@click.command()
@click.option(
    "--customers", type=click.IntRange(200, 1_000_000), default=10_000, show_default=True, help="客户数 How many."
)
@click.option("--seed", type=int, default=7, show_default=True)
@click.option("--pg", is_flag=True, help="加测 PostgreSQL Beside pg_trgm on a local PostgreSQL too.")
@click.option("--only", multiple=True, help="只测 Only these parts; see the list in docs/performance.md.")
@click.option("--write", is_flag=True, help="写入文档 Write the table into docs/performance.md.")
@click.option(
    "--feed", "feed_dir", type=click.Path(exists=True, file_okay=False), help="用现成数据 Use this feed folder."
)
@click.option(
    "--db", help="hub 数据库 For `--only sync`: an empty database; default a PostgreSQL for the run, or SQLite."
)
@click.option("--desk", type=click.Path(exists=True, file_okay=False), help="用已装好的桌面 Use this loaded desk.")
@json_option
def bench(
    customers: int,
    seed: int,
    pg: bool,
    only: tuple[str, ...],
    write: bool,
    feed_dir: str | None,
    desk: str | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Measure lookup, card, suggestion, log, load, start-up and sync as ratios. Answers are checked before timing."""
    from teller_assist.bench import run

    results = run(
        customers,
        seed,
        pg=pg,
        only=only,
        write=write,
        feed=feed_dir,
        desk=desk,
        db=db,
        say=None if as_json else click.echo,
    )
    if as_json:
        say_json(results)
