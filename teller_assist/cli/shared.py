"""``referral`` and ``consent``: what is shared by the desks of a branch."""

from typing import TYPE_CHECKING
from uuid import UUID

import click

from teller_assist.cli.common import counter_of, json_option, say_json

if TYPE_CHECKING:
    from teller_assist.domain.consent import Consent
    from teller_assist.domain.referral import Referral

staff_option = click.option("--staff", "staff_no", help="工号 Who does it; default this desk's teller.")
eta_option = click.option("--eta", "eta_s", type=click.IntRange(0, 3600), default=0, help="几秒到 Seconds until there.")
purpose_option = click.option(
    "--purpose", type=click.Choice(["marketing", "phone"]), default="marketing", show_default=True,
    help="用途 What for.",
)  # fmt: skip


@click.group()
def referral() -> None:
    """转介 Customers passed on to a colleague of the branch."""


@referral.command()
@click.argument("customer_no")
@click.argument("product")
@click.option("--to", "to_role", default="", help="转给谁 A role: teller, lobby_manager, rm, branch_manager.")
@click.option("--note", default="", help="备注 A note.")
@staff_option
@json_option
@click.pass_context
def make(
    ctx: click.Context, customer_no: str, product: str, to_role: str, note: str, staff_no: str | None, as_json: bool
) -> None:
    """Pass CUSTOMER_NO on for PRODUCT."""
    with counter_of(ctx, staff_no) as counter:
        _say(counter.refer(customer_no, product, to_role, note), as_json)


@referral.command()
@click.argument("referral_id", type=click.UUID)
@eta_option
@staff_option
@json_option
@click.pass_context
def claim(ctx: click.Context, referral_id: UUID, eta_s: int, staff_no: str | None, as_json: bool) -> None:
    """Take REFERRAL_ID up. If two do, the first in the branch's order has it and the other is told."""
    with counter_of(ctx, staff_no) as counter:
        _say(counter.claim_referral(referral_id, eta_s), as_json)


@referral.command("pass")
@click.argument("referral_id", type=click.UUID)
@staff_option
@json_option
@click.pass_context
def pass_(ctx: click.Context, referral_id: UUID, staff_no: str | None, as_json: bool) -> None:
    """转走: not me, the next colleague on duty is offered REFERRAL_ID."""
    with counter_of(ctx, staff_no) as counter:
        _say(counter.pass_referral(referral_id), as_json)


@referral.command()
@staff_option
@json_option
@click.pass_context
def inbox(ctx: click.Context, staff_no: str | None, as_json: bool) -> None:
    """Today's that nobody has taken: whose turn each is, and for how many seconds more."""
    from teller_assist.desk.floor import Floor

    with counter_of(ctx, staff_no) as counter:
        found = Floor(counter).inbox()
    if as_json:
        return say_json(found)
    for one in found:
        turn = f"{one.holder} {one.left_s} s" if one.holder else "nobody on duty"
        click.echo(f"{_line(one.referral)}  {turn}{'  yours' if one.mine else ''}")
    return None


@referral.command()
@click.argument("referral_id", type=click.UUID)
@click.argument("outcome")
@staff_option
@json_option
@click.pass_context
def close(ctx: click.Context, referral_id: UUID, outcome: str, staff_no: str | None, as_json: bool) -> None:
    """Say what came of REFERRAL_ID: done, declined, unreachable, unsuitable or mistaken."""
    with counter_of(ctx, staff_no) as counter:
        _say(counter.close_referral(referral_id, outcome), as_json)


@referral.command("list")
@click.option("--all", "closed_too", is_flag=True, help="含已办结 Closed ones too.")
@json_option
@click.pass_context
def list_(ctx: click.Context, closed_too: bool, as_json: bool) -> None:
    """The branch's referrals that are known here, oldest first."""
    with counter_of(ctx) as counter:
        found = counter.referrals(closed_too)
    if as_json:
        return say_json(found)
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("没有转介 no referrals", err=True)
    return None


@click.group()
def consent() -> None:
    """同意 What a customer agrees to, recorded at the counter; binds the whole branch at once."""


@consent.command()
@click.argument("customer_no")
@purpose_option
@staff_option
@json_option
@click.pass_context
def withdraw(ctx: click.Context, customer_no: str, purpose: str, staff_no: str | None, as_json: bool) -> None:
    """CUSTOMER_NO wants no more offers. Beats what the bank's data say, until they have a later consent."""
    with counter_of(ctx, staff_no) as counter:
        _say_consent(counter.withdraw_consent(customer_no, purpose), as_json)


@consent.command()
@click.argument("customer_no")
@purpose_option
@staff_option
@json_option
@click.pass_context
def give(ctx: click.Context, customer_no: str, purpose: str, staff_no: str | None, as_json: bool) -> None:
    """CUSTOMER_NO agrees. Ends the withdrawals known at this desk, and no other."""
    with counter_of(ctx, staff_no) as counter:
        _say_consent(counter.give_consent(customer_no, purpose), as_json)


def _say(referral: "Referral", as_json: bool) -> None:
    if as_json:
        return say_json(referral)
    return click.echo(_line(referral))


def _line(r: "Referral") -> str:
    state = f"{r.outcome} {r.closed_by}" if r.closed_at else f"claimed {r.claimed_by}" if r.claimed_by else "open"
    also = f"  (also {r.contested_by})" if r.contested_by else ""
    return f"{r.referral_id}  {r.customer_no}  {r.product_code}  by {r.made_by}  {state}{also}"


def _say_consent(consent: "Consent", as_json: bool) -> None:
    if as_json:
        return say_json(consent)
    return click.echo(f"{consent.customer_no}  {consent.purpose}  {consent.state}  {consent.at.isoformat()}")
