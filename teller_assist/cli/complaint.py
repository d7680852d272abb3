"""``complaint``: taken in at the counter, with its clock, to its end."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from teller_assist.cli.common import counter_of, json_option, plain, say_json
from teller_assist.cli.shared import staff_option

if TYPE_CHECKING:
    from teller_assist.desk.quality import Quality
    from teller_assist.domain.word_given import FiledComplaint

id_argument = click.argument("complaint_id", type=click.UUID)


@click.group()
def complaint() -> None:
    """投诉 Complaints at the counter, each with its 15 business days."""


@complaint.command()
@click.argument("customer_no")
@click.argument("subject")
@click.option("--text", default="", help="内容 What happened.")
@click.option("--wish", default="", help="诉求 What the customer wishes.")
@click.option("--about", "teller_no", default="", help="涉及柜员 Of which teller, by number.")
@click.option("--visit", "visit_id", type=click.UUID, help="涉及来访 Of which visit.")
@staff_option
@json_option
@click.pass_context
def file(
    ctx: click.Context, customer_no: str, subject: str, text: str, wish: str, teller_no: str, visit_id: UUID | None,
    staff_no: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Take in what CUSTOMER_NO ("" somebody without a record) complains of; the card stops selling at once.

    SUBJECT: attitude, wait, mistake, product, fee, machine, privacy, other.
    """
    from teller_assist.desk.complaints import Said
    from teller_assist.desk.quality import Quality

    with counter_of(ctx, staff_no) as counter:
        quality = Quality(counter)
        said = Said(customer_no, subject, text, wish, teller_no, visit_id)
        _say(quality, quality.file_complaint(said), as_json)


@complaint.command()
@id_argument
@click.argument("what")
@click.option("--accepted", is_flag=True, help="客户接受 The customer takes it.")
@staff_option
@json_option
@click.pass_context
def offer(
    ctx: click.Context, complaint_id: UUID, what: str, accepted: bool, staff_no: str | None, as_json: bool
) -> None:
    """补救 Offer something: apology, redo, fee_waived, priority, call_back, gift, other. The last offer counts."""
    from teller_assist.desk.quality import Quality

    with counter_of(ctx, staff_no) as counter:
        quality = Quality(counter)
        _say(quality, quality.offer(complaint_id, what, accepted), as_json)


@complaint.command()
@id_argument
@click.argument("decision")
@click.option("--text", default="", help="答复 What the customer is told.")
@staff_option
@json_option
@click.pass_context
def decide(
    ctx: click.Context, complaint_id: UUID, decision: str, text: str, staff_no: str | None, as_json: bool
) -> None:
    """处理 Decide it: upheld, partly, not_upheld or withdrawn. Stops the clock; the first decision counts."""
    from teller_assist.desk.quality import Quality

    with counter_of(ctx, staff_no) as counter:
        quality = Quality(counter)
        _say(quality, quality.decide(complaint_id, decision, text), as_json)


@complaint.command()
@id_argument
@click.option("--satisfied", type=click.Choice(["yes", "no"]), help="客户满意 What the customer says of it.")
@staff_option
@json_option
@click.pass_context
def close(ctx: click.Context, complaint_id: UUID, satisfied: str | None, staff_no: str | None, as_json: bool) -> None:
    """办结 The customer has been told; the card offers again."""
    from teller_assist.desk.quality import Quality

    with counter_of(ctx, staff_no) as counter:
        quality = Quality(counter)
        _say(quality, quality.close_complaint(complaint_id, satisfied or ""), as_json)


@complaint.command("list")
@click.option("--all", "closed_too", is_flag=True, help="含已办结 Closed ones too.")
@click.option("--customer", "customer_no", help="某客户 Of one customer.")
@staff_option
@json_option
@click.pass_context
def list_(ctx: click.Context, closed_too: bool, customer_no: str | None, staff_no: str | None, as_json: bool) -> None:
    """Those one may see, the one that is due first in front."""
    from teller_assist.desk.quality import Quality

    with counter_of(ctx, staff_no) as counter:
        quality = Quality(counter)
        if customer_no is None:
            found = quality.complaints(closed_too)
        else:
            found = tuple(c for c in quality.complaints_of(customer_no) if closed_too or c.is_open())
        if as_json:
            return say_json([_timed(quality, one) for one in found])
        for one in found:
            click.echo(_line(quality, one))
    if not found:
        click.echo("没有投诉 no complaints", err=True)
    return None


def _say(quality: "Quality", one: "FiledComplaint", as_json: bool) -> None:
    if as_json:
        return say_json(_timed(quality, one))
    return click.echo(_line(quality, one))


def _timed(quality: "Quality", one: "FiledComplaint") -> dict[str, Any]:
    clock = quality.clock(one)
    return {**plain(one), "days_left": clock.left, "clock": clock.state}


def _line(quality: "Quality", one: "FiledComplaint") -> str:
    clock = quality.clock(one)
    offered = f"  {one.offer}{' +' if one.offer_accepted else ''}" if one.offer else ""
    decided = f"  {one.decision} {one.decided_by}" if one.decision else ""
    when = f"{one.due_on} {clock.left:+d} {clock.state}"
    return f"{one.complaint_id}  {one.customer_no or '-'}  {one.subject}  {one.stage}  {when}{offered}{decided}"
