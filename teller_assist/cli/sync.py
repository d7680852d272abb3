"""``sync``: what this desk recorded goes up, news and new data come down."""

import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from teller_assist.cli.common import data_of, json_option, say_json

if TYPE_CHECKING:
    from teller_assist.sync.run import Result
    from teller_assist.sync.sender import Sender

SKEW_SHOWN = 300  # seconds; a clock that is wrong by more is said, never refused


@click.command()
@json_option
@click.option("--progress", is_flag=True, help="进度 JSON lines {step, done, of} before the result.")
@click.option("--follow", is_flag=True, help="常驻 Stay: send as things are recorded; ends with its standard input.")
@click.option("--due", is_flag=True, help="到点才做 Only if the night's run is due (for the system's timer).")
@click.option(
    "--wait", type=click.IntRange(0, 86_400), default=10, show_default=True,
    help="秒 How long to try again when the line is down or the hub busy.",
)  # fmt: skip
@click.pass_context
def sync(ctx: click.Context, as_json: bool, progress: bool, follow: bool, due: bool, wait: int) -> None:
    """同步 Deliver what was recorded, compare both ends' counts, take colleagues' news and new data.

    Exit code 0 only when everything is delivered and both ends count the same; 1 delivered in part, or the counts
    differ, or the new data did not come; 4 the hub refuses this desk; 5 not enrolled, or another program is syncing;
    7 no answer or busy. Stopping it at any moment is harmless.
    """
    from teller_assist.sync.sender import Sender

    desk = Sender.open(data_of(ctx))
    try:
        if follow:
            sys.exit(_follow(desk, progress))
        if due and not _is_due(desk):
            sys.exit(_not_due(desk, as_json or progress))
        result = _patient(desk, _reporter(progress), wait)
    finally:
        desk.close()
    if as_json or progress:
        say_json(result.json())
    else:
        click.echo(_line(result), err=not result.delivered)
    sys.exit(result.exit_code)


def _patient(desk: "Sender", report: Callable[[str, int, int], None], wait: int) -> "Result":
    """Syncs until everything is delivered, a trouble that does not pass comes up, or ``wait`` seconds are over."""
    from random import random
    from time import monotonic, sleep

    from teller_assist.sync.patience import pause
    from teller_assist.sync.run import PASSING, sync

    until, tries = monotonic() + wait, 0
    stop = threading.Event()
    while True:
        result = sync(desk, report, stop)
        rest = pause(tries, result.retry_after, random())
        more = result.trouble in PASSING or (not result.trouble and result.unsent > 0)  # recorded meanwhile
        if not more or monotonic() + rest > until:
            return result
        tries += 1
        sleep(rest if result.trouble else 0)


def _is_due(desk: "Sender") -> bool:
    from teller_assist.store import link, sync_runs
    from teller_assist.sync.schedule import CATCH_UP, due

    now, con = desk.now(), desk.work.reading
    last = sync_runs.last_good(con)
    return due(link.get(con, "slot"), desk.box.device, last.ended_at if last else None, now, now - CATCH_UP)


def _not_due(desk: "Sender", as_json: bool) -> int:
    """Says what waits for the night's run; 0 only if nothing does."""
    from teller_assist.store.journal import unsent

    waiting = unsent(desk.work.reading)[0]
    if as_json:
        say_json({"due": False, "unsent": waiting})
    else:
        click.echo(f"还没到点 not due yet: 待送 unsent {waiting}")
    return 1 if waiting else 0


def _follow(desk: "Sender", progress: bool) -> int:
    from teller_assist.sync.follow import Follower

    Follower(desk, say_json, _reporter(progress)).run(sys.stdin)
    return 0


def _reporter(progress: bool) -> Callable[[str, int, int], None]:
    def say(step: str, done: int, of: int) -> None:
        say_json({"step": step, "done": done, "of": of})

    return say if progress else lambda step, done, of: None


def _line(result: "Result") -> str:
    told = f"送出 sent {result.pushed}, 收到 received {result.pulled}, 待送 unsent {result.unsent}"
    if result.waiting_at_node:
        told += f"; 在节点、中心未确认 at the node, the hub has not confirmed {result.waiting_at_node}"
    if abs(result.skew_seconds) > SKEW_SHOWN:
        told += f"; 本机时钟差 this clock is off by {result.skew_seconds} s"
    if result.delivered:
        return f"已送达,两边数目一致 delivered, both ends count the same: {told}"
    if result.trouble or result.reconciled:
        return f"没有送完 {result.trouble or 'unsent'}: {result.sentence or 'sync again'}. {told}"
    differ = (f"{day} {kind}: {here} here, {there} there" for day, kind, here, there in result.differ)
    return f"两边数目不一致 both ends count otherwise: {told}; {'; '.join(differ)}"
