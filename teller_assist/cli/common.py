"""What several commands share: opening the desk, days, JSON."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teller_assist.errors import BadInput, Expected
from teller_assist.paths import data_dir

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter


class Day(click.ParamType[date]):
    """A calendar day, 2026-11-23."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-11-23", param, ctx)
        if not 1900 <= day.year <= 2199:  # years before and after it are reckoned with
            self.fail(f"{value!r} is out of range: give a day from 1900-01-01 to 2199-12-31", param, ctx)
        return day


DAY = Day()
json_option = click.option("--json", "as_json", is_flag=True, help="一行 JSON Answer as JSON.")
today_option = click.option("--today", type=DAY, help="按某日计算 Reckon as of this day; default today.")
stdin_option = click.option("--stdin", "from_stdin", is_flag=True, help="逐行读取 One query a line, one JSON a line.")


def data_of(ctx: click.Context) -> Path:
    """The data folder: ``--data``, else the user's own."""
    given = ctx.find_root().obj
    return given if isinstance(given, Path) else data_dir()


@contextmanager
def counter_of(ctx: click.Context, staff_no: str | None = None) -> Iterator["Counter"]:
    """The desk's counter, closed at the end. Raises ``DeskNotReady`` if there is no data yet."""
    from teller_assist.desk.counter import Counter

    counter = Counter.open(data_of(ctx), staff_no=staff_no)
    try:
        yield counter
    finally:
        counter.close()


def plain(value: Any) -> Any:
    """Values as JSON has them: days and times ISO, sets sorted, named tuples as objects."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict) or hasattr(value, "items"):
        return {str(k): plain(v) for k, v in value.items()}
    if hasattr(value, "_asdict"):
        return {k: plain(v) for k, v in value._asdict().items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(v) for v in value)
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)


def say_json(value: Any) -> None:
    """One line of JSON, flushed: a reader at the other end of a pipe waits for it."""
    click.echo(json.dumps(plain(value), ensure_ascii=False))
    sys.stdout.flush()


def is_damage(error: Exception) -> bool:
    """Whether the driver says that a database cannot be read (the command line may not know the driver)."""
    return type(error).__module__.startswith("sqlcipher3")


def damage_words(error: Exception) -> str:
    return (
        f"a database of this desk is damaged ({error}); run `teller-assist doctor`: told data are mended by "
        "`teller-assist sync` (on a desk without a hub by loading the feed again), work.db from its backup"
    )


def each_line(answer: Callable[[str], Any]) -> None:
    """Answers every line of standard input with one line of JSON; an error is answered, not raised.

    Ends with exit code 1 if any line failed, so that a script notices.
    """
    failed = False
    for line in sys.stdin:
        query = line.rstrip("\r\n")
        try:
            say_json(answer(query))
        except Expected as error:
            failed = True
            say_json({"error": error.key, "sentence": str(error), "query": query})
        except Exception as error:
            if not is_damage(error):
                raise
            failed = True
            say_json({"error": "damaged", "sentence": damage_words(error), "query": query})
    if failed:
        sys.exit(1)


def one_of(text: str | None, from_stdin: bool, what: str) -> str:
    """The argument, or a clear error when neither it nor ``--stdin`` was given."""
    if text is None and not from_stdin:
        raise BadInput(f"say {what}, or use --stdin and write one a line")
    return text or ""
