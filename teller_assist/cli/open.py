"""``open``: the core terminal's screen-pop. Imports nothing of Qt and no database: it answers in 0.1 s."""

import click

from teller_assist.cli.common import data_of
from teller_assist.errors import BadInput, DeskNotReady, NotFound


@click.command("open")
@click.argument("link", required=False)
@click.option("--card", help="卡号 Card or account number.")
@click.option("--id", "id_no", help="证件号 Identity document.")
@click.option("--ticket", help="票号 Queue ticket.")
@click.option("--customer", help="客户号 Customer number.")
@click.option("--business", help="业务种类 What for: a business type of the standards.")
@click.option("--amount", help="金额（元） The sum in yuan, 200000 or 200000.50.")
@click.option("--early", type=click.Choice(["yes", "no"]), help="提前支取 A term deposit before its term.")
@click.option("--payee", type=click.Choice(["new", "known"]), help="收款方 Paid for the first time, or before.")
@click.option("--payee-place", type=click.Choice(["here", "elsewhere"]), help="收款方所在省 Its province.")
@click.option("--received", type=click.Choice(["here", "elsewhere"]), help="今日来款 From where money came in today.")
@click.option("--waiting", type=click.Choice(["yes", "no"]), help="等待授权 The terminal waits for an authorisation.")
@click.pass_context
def open_(
    ctx: click.Context, /, link: str | None, card: str | None, id_no: str | None, ticket: str | None,
    customer: str | None, **told: str | None,
) -> None:  # fmt: skip
    """Bring a card up in the running window, which does not take the keyboard, and say what is in hand.

    LINK is teller-assist://card/6200…, …//id/…, …//ticket/A037 or …//customer/…, and may end in
    ?amount=200000&payee=new. Said again for the customer on the screen, it takes the place of what was said before.
    """
    from teller_assist.cli.open_client import parse_link, send

    given = {"card": card, "id": id_no, "ticket": ticket, "customer": customer}
    asked = {kind: value for kind, value in given.items() if value}
    hand = {name: value for name, value in told.items() if value}
    if link:
        kind, value, of_link = parse_link(link)
        asked[kind] = value
        hand = of_link | hand
    if len(asked) != 1:
        raise BadInput("say one of --card, --id, --ticket, --customer, or a teller-assist:// link")
    reply = send(data_of(ctx), {**asked, **hand})
    if reply.get("error") == NotFound.key:
        raise NotFound(*next(iter(asked.items())))
    if not reply.get("ok"):
        raise DeskNotReady(str(reply.get("sentence", "the window did not take it")))
