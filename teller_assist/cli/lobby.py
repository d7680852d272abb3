"""``call``, ``lobby``, ``duty``, ``diversion``, ``incident``: the lobby's side of the branch as commands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from teller_assist.cli.common import counter_of, json_option, say_json
from teller_assist.cli.shared import eta_option, staff_option

if TYPE_CHECKING:
    from teller_assist.desk.board import Board
    from teller_assist.desk.floor import Floor
    from teller_assist.domain.call import Call
    from teller_assist.domain.lobby import Duty, Incident


def deed(f: Callable[..., None]) -> Callable[..., None]:
    """The options that every deed has."""
    return json_option(staff_option(click.pass_context(f)))


@contextmanager
def floor_of(ctx: click.Context, staff_no: str | None = None) -> Iterator["Floor"]:
    from teller_assist.desk.floor import Floor

    with counter_of(ctx, staff_no) as counter:
        yield Floor(counter)


def say(value: Any, line: Callable[[Any], str], as_json: bool) -> None:
    """One value, or a list of them a line each."""
    if as_json:
        return say_json(value)
    for one in value if isinstance(value, tuple) else (value,):
        click.echo(line(one))
    return None


# --- call


@click.group()
def call() -> None:
    """呼叫 A teller calls somebody to the window: fraud, medical, authorise, help."""


@call.command("make")
@click.argument("reason")
@click.option("--to", "to_role", default="lobby_manager", show_default=True, help="叫谁 A role.")
@click.option("--window", "window_no", help='窗口 Which window, "" the hall; default this desk\'s.')
@click.option("--ticket", default="", help="票号 The ticket at the window.")
@deed
def make_call(
    ctx: click.Context, reason: str, to_role: str, window_no: str | None, ticket: str, staff_no: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Call somebody for REASON: fraud, medical, authorise or help."""
    with floor_of(ctx, staff_no) as floor:
        if window_no:
            floor.check_window(window_no)
        say(floor.call(reason, to_role, ticket, window_no), _call_line, as_json)


@call.command("take")
@click.argument("call_id", type=click.UUID)
@eta_option
@deed
def take_call(ctx: click.Context, call_id: UUID, eta_s: int, staff_no: str | None, as_json: bool) -> None:
    """我去: go to CALL_ID."""
    with floor_of(ctx, staff_no) as floor:
        say(floor.take_call(call_id, eta_s), _call_line, as_json)


@call.command("close")
@click.argument("call_id", type=click.UUID)
@deed
def close_call(ctx: click.Context, call_id: UUID, staff_no: str | None, as_json: bool) -> None:
    """CALL_ID is done with, or taken back."""
    with floor_of(ctx, staff_no) as floor:
        say(floor.close_call(call_id), _call_line, as_json)


@call.command("list")
@click.option("--all", "closed_too", is_flag=True, help="含已办完 Closed ones of today too.")
@json_option
@click.pass_context
def list_calls(ctx: click.Context, closed_too: bool, as_json: bool) -> None:
    """Today's open calls, the worst first."""
    with floor_of(ctx) as floor:
        say(floor.calls_today() if closed_too else floor.calls(), _call_line, as_json)


def _call_line(one: "Call") -> str:
    state = "done" if one.closed_at else f"{one.taken_by} goes" if one.taken_by else "open"
    return f"{one.call_id}  {one.window_no or '-'}  {one.reason}  {one.to_role}  {one.made_at.isoformat()}  {state}"


# --- lobby


@click.group()
def lobby() -> None:
    """大堂 What the lobby board shows. The board itself: ``screen lobby``."""


@lobby.command()
@deed
def board(ctx: click.Context, staff_no: str | None, as_json: bool) -> None:
    """Everything on the board now: no names, numbers or amounts of customers."""
    from teller_assist.desk.board import board_of

    with counter_of(ctx, staff_no) as counter:
        told = board_of(counter)
    if as_json:
        return say_json(told)
    for line in _board_lines(told):
        click.echo(line)
    return None


def _board_lines(told: "Board") -> Iterator[str]:
    open_, known = len(told.windows.open), len(told.windows.known)
    yield f"{told.light}  waiting {told.waiting}  longest {told.longest_s // 60} min  windows {open_}/{known}"
    for one in told.arrivals:
        wait = f"{one.minutes:3} min  {one.level}"
        yield f"  {one.number:6} {one.business_type:14} {one.tier or '-':9} {wait}  {one.state}"
    for call_ in told.calls:
        goes = f"{call_.by.masked} goes" if call_.by else "open"
        yield f"  call {call_.window_no or '-'}  {call_.reason}  {call_.for_s} s  {goes}"
    for offer in told.offers:
        holder = f"{offer.holder.masked} {offer.left_s} s" if offer.holder else "nobody on duty"
        yield f"  referral {offer.ticket or '-'}  {offer.product.zh}  {holder}"


# --- duty


@click.group()
def duty() -> None:
    """在岗 Who is on duty, and which windows are open."""


@duty.command()
@click.option("--role", default="", help="岗位 As what; default their own role.")
@click.option("--window", "window_no", help='窗口 At which window, "" none; default this desk\'s for a teller.')
@deed
def begin(ctx: click.Context, role: str, window_no: str | None, staff_no: str | None, as_json: bool) -> None:
    """They are here. Ends what they had left open."""
    with floor_of(ctx, staff_no) as floor:
        say(floor.begin_duty(role, window_no), _duty_line, as_json)


@duty.command()
@click.option("--reason", default="", help="为什么 Why.")
@deed
def pause(ctx: click.Context, reason: str, staff_no: str | None, as_json: bool) -> None:
    """暂停服务 Away for a moment: the window is closed, no referral is offered."""
    with floor_of(ctx, staff_no) as floor:
        say(floor.pause(reason), _duty_line, as_json)


@duty.command()
@deed
def resume(ctx: click.Context, staff_no: str | None, as_json: bool) -> None:
    """Back again."""
    with floor_of(ctx, staff_no) as floor:
        say(floor.resume(), _duty_line, as_json)


@duty.command()
@deed
def end(ctx: click.Context, staff_no: str | None, as_json: bool) -> None:
    """They leave."""
    with floor_of(ctx, staff_no) as floor:
        say(floor.end_duty(), _duty_line, as_json)


@duty.command("list")
@json_option
@click.pass_context
def list_duty(ctx: click.Context, as_json: bool) -> None:
    """Who is here now, and which windows are open."""
    with floor_of(ctx) as floor:
        here, windows = floor.on_duty(), floor.windows()
    if as_json:
        return say_json({"on_duty": here, "windows": windows})
    click.echo(f"windows {len(windows.open)}/{len(windows.known)}: {' '.join(windows.open)}")
    return say(here, _duty_line, False)


def _duty_line(one: "Duty") -> str:
    state = "ended" if one.ended_at else f"away {one.pause_reason}".strip() if one.paused_at else "here"
    return f"{one.staff_no}  {one.role}  {one.window_no or '-'}  {one.began_at.isoformat()}  {state}"


# --- diversion, incident


@click.group()
def diversion() -> None:
    """分流 Customers shown to self-service and e-channels."""


@diversion.command("log")
@click.argument("step", type=int)
@click.argument("channel")
@click.argument("result", default="done")
@click.option("--business", "business_type", default="", help="业务 What they came for.")
@deed
def log_diversion(
    ctx: click.Context, step: int, channel: str, result: str, business_type: str, staff_no: str | None, as_json: bool
) -> None:
    """STEP 1 at the door, 2 while waiting, 3 at the window; CHANNEL; RESULT."""
    with floor_of(ctx, staff_no) as floor:
        made = floor.divert(step, channel, result, business_type)
        say(made, lambda d: f"{d.diversion_id}  {d.step}  {d.channel}  {d.result}", as_json)


@diversion.command("list")
@json_option
@click.pass_context
def list_diversions(ctx: click.Context, as_json: bool) -> None:
    """Today's, oldest first."""
    with floor_of(ctx) as floor:
        found = floor.diversions_today()
    say(found, lambda d: f"{d.at.isoformat()}  {d.step}  {d.channel}  {d.result}  {d.staff_no}", as_json)


@click.group()
def incident() -> None:
    """突发事件 Machines that are down and other incidents."""


@incident.command()
@click.argument("what")
@click.option("--place", default="", help="哪里 Which machine, or where.")
@click.option("--note", default="", help="备注 A note.")
@deed
def report(ctx: click.Context, what: str, place: str, note: str, staff_no: str | None, as_json: bool) -> None:
    """Report WHAT: machine_down, system_slow, power, dispute, medical, security or other."""
    with floor_of(ctx, staff_no) as floor:
        say(floor.report_incident(what, place, note), _incident_line, as_json)


@incident.command("close")
@click.argument("incident_id", type=click.UUID)
@click.option("--note", default="", help="备注 A note.")
@deed
def close_incident(ctx: click.Context, incident_id: UUID, note: str, staff_no: str | None, as_json: bool) -> None:
    """INCIDENT_ID is over."""
    with floor_of(ctx, staff_no) as floor:
        say(floor.close_incident(incident_id, note), _incident_line, as_json)


@incident.command("list")
@json_option
@click.pass_context
def list_incidents(ctx: click.Context, as_json: bool) -> None:
    """Today's, and whatever is not over."""
    with floor_of(ctx) as floor:
        say(floor.incidents(), _incident_line, as_json)


def _incident_line(one: "Incident") -> str:
    state = f"over {one.closed_by}" if one.closed_at else "open"
    return f"{one.incident_id}  {one.what}  {one.place or '-'}  {one.at.isoformat()}  {state}"
