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
@click.option("--business", default="", help="业务种类 What for: a business type of the standards.")
@click.pass_context
def open_(
    ctx: click.Context, link: str | None, card: str | None, id_no: str | None, ticket: str | None,
    customer: str | None, business: str,
) -> None:  # fmt: skip
    """Bring a card up in the running window, which does not take the keyboard.

    LINK is teller-assist://card/6200…, …//id/…, …//ticket/A037 or …//customer/….
    """
    from teller_assist.cli.open_client import parse_link, send

    given = {"card": card, "id": id_no, "ticket": ticket, "customer": customer}
    asked = {kind: value for kind, value in given.items() if value}
    if link:
        kind, value = parse_link(link)
        asked[kind] = value
    if len(asked) != 1:
        raise BadInput("say one of --card, --id, --ticket, --customer, or a teller-assist:// link")
    reply = send(data_of(ctx), {**asked, "business": business} if business else asked)
    if reply.get("error") == NotFound.key:
        raise NotFound(*next(iter(asked.items())))
    if not reply.get("ok"):
        raise DeskNotReady(str(reply.get("sentence", "the window did not take it")))
