"""``knowledge``: cards to read, the quiz on them, and who has passed what until when."""

from typing import TYPE_CHECKING, Any

import click

from teller_assist.cli.common import counter_of, json_option, say_json
from teller_assist.cli.shared import staff_option
from teller_assist.errors import BadInput

if TYPE_CHECKING:
    from teller_assist.domain.knowledge import KnowledgeCard
    from teller_assist.domain.sitting import Result, Sitting, Standing

language_option = click.option("--en", "english", is_flag=True, help="英文 In English.")


@click.group()
def knowledge() -> None:
    """知识卡、小测 Cards to read, and the quiz on them."""


@knowledge.command()
@click.argument("text")
@click.option("--product", "product_code", default="", help="产品 Cards of this product's topic first.")
@language_option
@json_option
@click.pass_context
def find(ctx: click.Context, text: str, product_code: str, english: bool, as_json: bool) -> None:
    """Cards that fit TEXT: Chinese, pinyin, initials or English words; "" is every card."""
    from teller_assist.desk.knowledge import Knowledge

    with counter_of(ctx) as counter:
        known = Knowledge(counter)
        hits = known.find(text, known.topic_of(product_code))
    if as_json:
        return say_json([_card(hit.card) for hit in hits])
    for hit in hits:
        click.echo(f"{hit.card.code}  {hit.card.ask.of('en' if english else 'zh')}")
    if not hits:
        click.echo("没有这样的卡 no such card", err=True)
    return None


@knowledge.command()
@click.argument("code")
@language_option
@json_option
@click.pass_context
def show(ctx: click.Context, code: str, english: bool, as_json: bool) -> None:
    """The card CODE with its answer."""
    from teller_assist.desk.knowledge import Knowledge

    with counter_of(ctx) as counter:
        card = Knowledge(counter).card(code)
    if as_json:
        return say_json(_card(card))
    language = "en" if english else "zh"
    return click.echo(f"{card.ask.of(language)}\n{card.answer.of(language)}")


@knowledge.command()
@click.argument("topic")
@click.option("--answers", help="答案 Numbers as shown, by blanks: no question is asked, for scripts.")
@language_option
@staff_option
@json_option
@click.pass_context
def quiz(
    ctx: click.Context, topic: str, answers: str | None, english: bool, staff_no: str | None, as_json: bool
) -> None:  # fmt: skip
    """Take the quiz of TOPIC: the day's questions, each answered by its number. Twice a day, and not while a customer
    is at the window. Nothing is recorded before the last answer. With --json and without --answers: the questions."""
    from teller_assist.desk.knowledge import Knowledge

    language = "en" if english else "zh"
    with counter_of(ctx, staff_no) as counter:
        known = Knowledge(counter)
        sitting = known.sit(topic)
        if as_json and answers is None:
            return say_json(sitting)
        chosen = _asked(sitting, language) if answers is None else _numbers(answers)
        result = known.hand_in(sitting, chosen)
    if as_json:
        return say_json(result)
    return _say_result(result, language)


@knowledge.command()
@click.option("--all", "everybody", is_flag=True, help="全网点 The branch's staff; lobby and branch manager.")
@staff_option
@json_option
@click.pass_context
def status(ctx: click.Context, everybody: bool, staff_no: str | None, as_json: bool) -> None:
    """Which topics are passed until when; required ones first."""
    from teller_assist.desk.knowledge import Knowledge

    with counter_of(ctx, staff_no) as counter:
        known = Knowledge(counter)
        found = known.standings_of_all() if everybody else known.standings()
    if as_json:
        return say_json([_standing(one) for one in found])
    for one in found:
        click.echo(_line(one))
    return None


STATES = {
    "passed": "通过 passed", "ending": "快到期 ends soon", "expired": "已到期 expired", "open": "未通过 not passed",
}  # fmt: skip


def _line(one: "Standing") -> str:
    until = f"到 until {one.until}" if one.until else ""
    required = "必须 required" if one.topic.required else ""
    parts = (one.staff_no, one.topic.code, " ".join(one.topic.name), STATES[one.state], until, required)
    return "  ".join(part for part in parts if part)


def _standing(one: "Standing") -> dict[str, Any]:
    return {
        "staff_no": one.staff_no, "topic": one.topic.code, "name": one.topic.name, "required": one.topic.required,
        "state": one.state, "until": one.until, "left_today": one.left, "questions": one.questions,
        "pass": one.topic.least, "valid_months": one.topic.months,
    }  # fmt: skip


def _card(card: "KnowledgeCard") -> dict[str, Any]:
    return {"code": card.code, "topic": card.topic, "ask": card.ask, "answer": card.answer}


def _asked(sitting: "Sitting", language: str) -> list[int]:
    chosen = []
    for place, asked in enumerate(sitting.asked, 1):
        click.echo(f"{place}/{len(sitting.asked)}  {asked.ask.of(language)}")
        for n, option in enumerate(asked.options, 1):
            click.echo(f"  {n}  {option.of(language)}")
        chosen.append(click.prompt("", prompt_suffix="> ", type=click.IntRange(1, len(asked.options))))
    return chosen


def _numbers(answers: str) -> list[int]:
    try:
        return [int(one) for one in answers.split()]
    except ValueError:
        raise BadInput(f"--answers {answers!r}: numbers with blanks between are wanted, as “2 1 4”") from None


def _say_result(result: "Result", language: str) -> None:
    verdict = f"通过 passed, 到 until {result.until}" if result.passed else f"没有通过 not passed ({result.least} %)"
    click.echo(f"{result.score} %  {verdict}")
    for one in result.marked:
        click.echo(f"{'✓' if one.good else '✗'} {one.ask.of(language)}")
        if one.right:
            click.echo(f"    {one.options[one.right - 1].of(language)}: {one.because.of(language)}")
    for card in result.read:
        click.echo(f"先看 read {card.code}  {card.ask.of(language)}")
    if not result.passed:
        click.echo(f"今天还可答 left today: {result.left}")
