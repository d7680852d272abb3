"""``log``: what came of a suggestion."""

import click

from teller_assist.cli.common import counter_of, each_line, json_option, one_of, plain, say_json, stdin_option
from teller_assist.domain.attempt import LETTERS, Outcome
from teller_assist.errors import BadInput


@click.command()
@click.argument("customer_no", required=False)
@click.argument("product", required=False)
@click.argument("outcome", required=False)
@click.option("--reason", type=click.IntRange(0, 9), default=0, help="原因 1–9 Number of the reason.")
@click.option("--note", default="", help="备注 A note.")
@click.option("--recording", default="", help="双录编号 Reference of the audio-video recording.")
@click.option("--staff", "staff_no", help="工号 Who logs it; default this desk's teller.")
@json_option
@stdin_option
@click.pass_context
def log(
    ctx: click.Context, customer_no: str | None, product: str | None, outcome: str | None, reason: int, note: str,
    recording: str, staff_no: str | None, as_json: bool, from_stdin: bool,
) -> None:  # fmt: skip
    """Log OUTCOME (a word such as declined, or its letter A R L N H T U) of PRODUCT for CUSTOMER_NO.

    With --stdin: customer, product, outcome and perhaps a reason number on each line; each is
    acknowledged by a line of JSON after it is on the disk.
    """
    one_of(outcome, from_stdin, "customer number, product code and outcome")
    with counter_of(ctx, staff_no) as counter:

        def one(who: str, what: str, how: str, why: int) -> object:
            return counter.log(who, what, _outcome(how), why, note=note, recording_ref=recording)

        def line(text: str) -> object:
            words = text.split()
            if len(words) not in (3, 4) or (len(words) == 4 and not words[3].isdecimal()):
                raise BadInput(f"{text!r}: write customer number, product code, outcome and perhaps a reason number")
            return plain(one(words[0], words[1], words[2], int(words[3]) if len(words) == 4 else 0))

        if from_stdin:
            return each_line(line)
        attempt = one(customer_no or "", product or "", outcome or "", reason)
    if as_json:
        return say_json(attempt)
    click.echo(f"已记录 logged: {plain(attempt)['attempt_id']}")
    return None


def _outcome(text: str) -> Outcome:
    if text.upper() in LETTERS:
        return LETTERS[text.upper()]
    words = [o.value for o in Outcome if o is not Outcome.NOT_RECORDED]
    if text not in words:
        letters = ", ".join(f"{letter} {o.value}" for letter, o in LETTERS.items())
        raise BadInput(f"{text!r} is not an outcome; use one of {letters}")
    return Outcome(text)
