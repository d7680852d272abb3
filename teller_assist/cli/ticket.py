"""``ticket``: the queue from the command line, every verb of ``desk/queue.py``."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from teller_assist.cli.common import counter_of, json_option, say_json
from teller_assist.cli.shared import staff_option
from teller_assist.errors import BadInput

if TYPE_CHECKING:
    from teller_assist.desk.queue import Queue, Which
    from teller_assist.domain.ticket import Ticket

window_option = click.option("--window", help="窗口 Which window; default this desk's.")
which_argument = click.argument("which", metavar="NUMBER", required=False)
needs_option = click.option(
    "--need", "needs", multiple=True, help="优先 elderly, pregnant, disabled or child; may be given several times."
)


def _deed(f: Callable[..., None]) -> Callable[..., None]:
    """The options that every verb has."""
    return json_option(staff_option(window_option(click.pass_context(f))))


@click.group()
def ticket() -> None:
    """排队叫号 The queue: tickets, calls, the busy light. NUMBER is a ticket's number of today, or its id."""


@ticket.command()
@click.argument("business_type", required=False, default="")
@needs_option
@click.option("--customer", "customer_no", default="", help="客户号 Whose it is: their tier counts.")
@click.option("--kiosk", is_flag=True, help="取号机的号 In the kiosk's row, A001; else in this desk's own.")
@_deed
def take(
    ctx: click.Context, business_type: str, needs: tuple[str, ...], customer_no: str, kiosk: bool,
    window: str | None, staff_no: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Issue a ticket for BUSINESS_TYPE, a code of the standards."""
    with _queue(ctx, staff_no) as queue:
        taken = queue.take_ticket(business_type, needs, "kiosk" if kiosk else "staff", customer_no)
        _say(taken, as_json)


@ticket.command("next")
@_deed
def next_(ctx: click.Context, window: str | None, staff_no: str | None, as_json: bool) -> None:
    """Call the next one. Ends whom the window served; who was called and has not come is not called over."""
    with _queue(ctx, staff_no) as queue:
        _say(queue.call_next(window), as_json)


@ticket.command()
@click.argument("which", metavar="NUMBER")
@click.option("--reason", default="", help="为什么 Why this one before others.")
@_deed
def call(
    ctx: click.Context, which: str, reason: str, window: str | None, staff_no: str | None, as_json: bool
) -> None:  # fmt: skip
    """Call NUMBER, whose turn it need not be."""
    with _queue(ctx, staff_no) as queue:
        _say(queue.call(_which(which), reason, window), as_json)


@ticket.command()
@which_argument
@_deed
def recall(ctx: click.Context, which: str | None, window: str | None, staff_no: str | None, as_json: bool) -> None:
    """Call NUMBER once more, or whom the window has called."""
    with _queue(ctx, staff_no) as queue:
        _say(queue.recall(_given(which), window), as_json)


@ticket.command()
@which_argument
@click.option("--reason", default="", help="为什么 What they are doing meanwhile.")
@_deed
def park(
    ctx: click.Context, which: str | None, reason: str, window: str | None, staff_no: str | None, as_json: bool
) -> None:
    """Set NUMBER aside; it keeps its time."""
    with _queue(ctx, staff_no) as queue:
        _say(queue.park(_given(which), reason, window), as_json)


@ticket.command("return")
@click.argument("which", metavar="NUMBER")
@_deed
def return_(ctx: click.Context, which: str, window: str | None, staff_no: str | None, as_json: bool) -> None:
    """NUMBER waits again, after it was parked or did not come."""
    with _queue(ctx, staff_no) as queue:
        _say(queue.give_back(_which(which)), as_json)


@ticket.command()
@which_argument
@click.option("--to", "business_type", default="", help="业务 Another business type.")
@click.option("--to-window", default="", help="窗口 One window.")
@click.option("--reason", default="", help="为什么 Why.")
@_deed
def transfer(
    ctx: click.Context, which: str | None, business_type: str, to_window: str, reason: str,
    window: str | None, staff_no: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Pass NUMBER on to another business type or window; it keeps its time."""
    with _queue(ctx, staff_no) as queue:
        if to_window:
            queue.check_window(to_window)
        _say(queue.transfer(_given(which), business_type, to_window, reason, window), as_json)


@ticket.command()
@which_argument
@_deed
def missed(ctx: click.Context, which: str | None, window: str | None, staff_no: str | None, as_json: bool) -> None:
    """NUMBER was called and did not come."""
    with _queue(ctx, staff_no) as queue:
        _say(queue.missed(_given(which), window), as_json)


@ticket.command()
@which_argument
@_deed
def serve(ctx: click.Context, which: str | None, window: str | None, staff_no: str | None, as_json: bool) -> None:
    """NUMBER is at the window. (The counter does so itself when the customer's card opens.)"""
    with _queue(ctx, staff_no) as queue:
        _say(queue.begin(_given(which), window=window), as_json)


@ticket.command()
@which_argument
@click.option("--how", default="served", show_default=True, help="怎样 served, left, diverted, no_show or closed.")
@_deed
def end(
    ctx: click.Context, which: str | None, how: str, window: str | None, staff_no: str | None, as_json: bool
) -> None:
    """NUMBER is over."""
    with _queue(ctx, staff_no) as queue:
        _say(queue.end(_given(which), how, window), as_json)


@ticket.command("list")
@click.option("--all", "everybody", is_flag=True, help="今日全部 All of today, whatever became of them.")
@_deed
def list_(ctx: click.Context, everybody: bool, window: str | None, staff_no: str | None, as_json: bool) -> None:
    """Who waits, the next one first: in the hall, or with --window for that one."""
    with _queue(ctx, staff_no) as queue:
        rows, day = queue.waiting(window or ""), queue.tickets()
    if as_json:
        return say_json(day if everybody else rows)
    if everybody:
        for one in day:
            _say(one, as_json)
        return None
    for row in rows:
        click.echo(
            f"{row.place:>3}  {row.ticket.number:<6} {row.wait_s // 60:>3} min  {row.level:<8} {_facts(row.ticket)}"
        )
    if not rows:
        click.echo("没有人在等 nobody waits", err=True)
    return None


@ticket.command()
@_deed
def light(ctx: click.Context, window: str | None, staff_no: str | None, as_json: bool) -> None:
    """How busy the hall is, and how many suggestions may be shown."""
    with _queue(ctx, staff_no) as queue:
        hall = queue.hall()
    if as_json:
        return say_json(hall)
    return click.echo(
        f"{hall.light}  waiting {hall.waiting}  longest {hall.longest_s // 60} min  windows "
        f"{' '.join(hall.windows) or '-'}  suggestions {hall.suggestions}"
    )


@ticket.command()
@click.argument("which", metavar="NUMBER", required=False)
@click.option("--type", "business_type", default="", help="业务 For a new ticket of this business type.")
@click.option("--tier", default="", help="等级 For a new ticket of this tier.")
@_deed
def estimate(
    ctx: click.Context, which: str | None, business_type: str, tier: str,
    window: str | None, staff_no: str | None, as_json: bool,
) -> None:  # fmt: skip
    """How long NUMBER waits yet, or one who takes a ticket now; and how far off today's estimates were."""
    with _queue(ctx, staff_no) as queue:
        seconds, off = queue.estimate_s(_given(which), business_type, tier), queue.measured()
    if as_json:
        return say_json({"wait_s": seconds, "measured": off})
    return click.echo(
        f"{seconds // 60} min {seconds % 60:02d} s  (today {off.n} estimates, off by p50 {off.p50_s} s, "
        f"p90 {off.p90_s} s, mean {off.bias_s:+d} s)"
    )


@ticket.command()
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="文件夹 A folder it writes files to.")
@click.option("--listen", help="端口 PORT on this machine, or HOST:PORT, for its line protocol.")
@click.option("--name", default="machine", show_default=True, help="名称 Tells it from another; never change it.")
@click.option("--once", is_flag=True, help="只看一次 Look at the folder once and end.")
@staff_option
@click.pass_context
def machine(
    ctx: click.Context, folder: Path | None, listen: str | None, name: str, once: bool, staff_no: str | None
) -> None:  # fmt: skip
    """Take tickets and calls from an outside queue machine, until stopped (docs/queue-machine.md).

    One line of JSON when it is ready, one for each look at the folder that found something.
    """
    from teller_assist.desk.machine_run import run_machine

    if folder is None and (listen is None or once):
        raise BadInput("say where the machine writes: --folder DIR, or --listen PORT")
    with counter_of(ctx, staff_no) as counter:
        run_machine(counter, name, folder, listen, once, say_json)


@contextmanager
def _queue(ctx: click.Context, staff_no: str | None) -> Iterator["Queue"]:
    from teller_assist.desk.queue import Queue

    with counter_of(ctx, staff_no) as counter:
        yield Queue(counter)


def _which(text: str) -> "Which":
    try:
        return UUID(text)
    except ValueError:
        return text


def _given(text: str | None) -> "Which | None":
    return None if text is None else _which(text)


def _say(one: "Ticket | None", as_json: bool) -> None:
    if as_json:
        return say_json(one)
    if one is None:
        return click.echo("没有人在等 nobody waits", err=True)
    where = f" window {one.window_no}" if one.window_no else ""
    return click.echo(
        f"{one.number:<6} {one.state}{where}{f' {one.how}' if one.how else ''}  {_facts(one)}  {one.ticket_id}"
    )


def _facts(one: "Ticket") -> str:
    return "  ".join(part for part in (one.business_type, one.tier, one.needs) if part)
