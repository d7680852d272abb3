"""``rules``: what the packs say of one customer on one day, and why."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from teller_assist.cli.common import DAY, counter_of, json_option, say_json
from teller_assist.cli.shared import staff_option

if TYPE_CHECKING:
    from teller_assist.desk.rule_test import Beside
    from teller_assist.domain.rule_test import FactRead, RuleTest, Tested

MARKS = {"yes": "✓", "no": "✗", "unknown": "?", "closed": "-"}


@click.group()
def rules() -> None:
    """规则 What the rules say of a customer on a day."""


@rules.command()
@click.argument("customer_no")
@click.option("--on", "on", type=DAY, help="按某日计算 As of this day; default today.")
@click.option(
    "--packs", type=click.Path(path_type=Path, file_okay=False), help="草稿文件夹 A folder of drafts, tested beside."
)
@click.option("--product", "product_code", default="", help="只看一个产品 Only this product.")
@staff_option
@json_option
@click.pass_context
def test(
    ctx: click.Context, customer_no: str, on: date | None, packs: Path | None, product_code: str, staff_no: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Slate and codes for CUSTOMER_NO, and each rule with the facts it read. The look is recorded, nothing else."""
    from teller_assist.desk.rule_test import RuleTester

    with counter_of(ctx, staff_no) as counter:
        found = RuleTester(counter).test(customer_no, on, packs, product_code)
        language = counter.language
    if as_json:
        return say_json(found)
    return click.echo("\n".join(_lines(found, language)))


def _lines(found: "Beside", language: str) -> Iterator[str]:
    now = found.now
    versions = " · ".join(f"{name} {version}" for name, version in now.versions)
    yield f"{now.customer_no}  {now.on}  {versions}  模型 model {now.model or '-'}  分组 arm {now.arm}"
    yield from _shown(now, language)
    for title, part in (
        ("规则 rules", now.rules), ("客群 segments", now.segments), ("套餐 bundles", now.bundles),
        ("信号 signs", now.signs),
    ):  # fmt: skip
        if part:
            yield f"{title}:"
        yield from (_predicate(one, language) for one in part)
    if on := [day.name.of(language) for day in now.scenarios if day.on]:
        yield f"今日情景 scenarios on: {', '.join(on)}"
    if quiz := [f"{MARKS['yes' if t.passed else 'no']} {t.name.of(language)}" for t in now.topics]:
        yield f"测验 quizzes: {', '.join(quiz)}"
    yield "产品 products:"
    for p in now.products:
        yield f"  {p.product_code}  {p.name.of(language)}  {p.code}  {p.sentence.of(language)}"
    if found.draft is not None:
        yield "草稿 with the draft:"
        yield from _shown(found.draft, language)
        for one in found.changed:
            yield f"  {one.product_code}  {one.name.of(language)}  {one.was} → {one.would_be}"
        if not found.changed:
            yield "  没有变化 no product changes"


def _shown(tested: "RuleTest", language: str) -> Iterator[str]:
    for one in tested.shown:
        said = f"{one.rank:2d} {one.slot:8s} {one.verb:7s} {one.product_code}  {one.name.of(language)}"
        yield f"{said}  {one.reason.of(language)}  [{one.rule}]"
    if tested.nothing_because:
        yield f"   没有推荐 nothing: {tested.nothing_because}  {tested.nothing.of(language)}"


def _predicate(one: "Tested", language: str) -> str:
    targets = f" → {', '.join(one.targets)}" if one.targets else ""
    return f"  {MARKS[one.says]} {one.code}{targets}  {one.when}  ({_facts(one.facts)})"


def _facts(facts: "Iterable[FactRead]") -> str:
    return ", ".join(f"{f.name} {'*' if f.protected else f.value if f.known else '?'}" for f in facts)
