"""``standards``: what the branch promises at the window, and what a new edition changes."""

from datetime import date
from typing import TYPE_CHECKING

import click

from teller_assist.cli.common import DAY, counter_of, json_option, say_json
from teller_assist.cli.visit import standards_report
from teller_assist.errors import NotFound

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter
    from teller_assist.domain.standards import Business, Standards
    from teller_assist.domain.suggestion import Text

on_option = click.option("--on", "day", type=DAY, help="某日有效的标准 As in force on this day; default today.")


@click.group()
def standards() -> None:
    """服务标准 What the branch promises at the window."""


@standards.command()
@click.argument("business", required=False)
@on_option
@json_option
@click.pass_context
def show(ctx: click.Context, business: str | None, day: date | None, as_json: bool) -> None:
    """标准 Steps, words, limit and evidence of BUSINESS (a code or its name); without it, limits of all."""
    with counter_of(ctx) as counter:
        told = _in_force(counter, day or counter.today())
        language = counter.language
    if business is None:
        return say_json(_overview(told)) if as_json else _say_overview(told, language)
    found = told.find(business)
    if found is None:
        raise NotFound("business type", business)
    return say_json(_full(told, found)) if as_json else _say_full(told, found, language)


@standards.command()
@click.argument("old")
@click.argument("new")
@json_option
@click.pass_context
def diff(ctx: click.Context, old: str, new: str, as_json: bool) -> None:
    """差异 What changed from edition OLD to NEW; each is a version or a day."""
    from teller_assist.domain.differences import differences

    with counter_of(ctx) as counter:
        before, after = _edition(counter, old), _edition(counter, new)
        language = counter.language
    changes = differences(before, after)
    if as_json:
        return say_json({"old": before.version, "new": after.version, "changes": changes})
    click.echo(f"{before.version} → {after.version}  {after.why.of(language)}".rstrip())
    for change in changes:
        click.echo(f"{change.of.of(language)}：{change.what.of(language)}" if language == "zh"
                   else f"{change.of.en}: {change.what.en}")  # fmt: skip
    if not changes:
        click.echo("没有变化 nothing changed", err=True)
    return None


@standards.command()
@on_option
@json_option
@click.pass_context
def words(ctx: click.Context, day: date | None, as_json: bool) -> None:
    """服务忌语 Words not to use, and what to say instead."""
    with counter_of(ctx) as counter:
        told, language = _in_force(counter, day or counter.today()), counter.language
    if as_json:
        return say_json({"polite": told.polite, "avoid": told.avoid})
    click.echo(" ".join(text.of(language) for text in told.polite))
    for one in told.avoid:
        click.echo(f"✗ {one.avoid.of(language)}\n✓ {one.instead.of(language)}")
    return None


standards.add_command(standards_report)


def _edition(counter: "Counter", said: str) -> "Standards":
    """By its version, or by a day on which it was in force. Raises ``NotFound``."""
    named = counter.editions.named(said)
    if named is not None:
        return named
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise NotFound("edition", said) from None
    return _in_force(counter, day)


def _in_force(counter: "Counter", day: date) -> "Standards":
    """Raises ``NotFound`` for a day before the first edition: visits of then are judged by it, nobody promised it."""
    told = counter.editions.on(day)
    if told.from_day > day:
        raise NotFound("edition", f"in force on {day} (the first, {told.version}, is from {told.from_day})")
    return told


def _overview(told: "Standards") -> dict[str, object]:
    return {
        "version": told.version, "effective_from": told.effective_from, "why": told.why,
        "business": [{"code": b.code, "name": b.named, "minutes": b.minutes} for b in told.business.values()],
        "wait": told.waits, "piece_minutes": told.piece_minutes, "cites": told.cites,
    }  # fmt: skip


def _full(told: "Standards", business: "Business") -> dict[str, object]:
    tier = next(iter(sorted(told.vip_tiers)), "")
    return {
        "version": told.version, "effective_from": told.effective_from, "code": business.code,
        "name": business.named, "minutes": business.minutes, "queue": business.queue,
        "wait_minutes": told.wait_limit_s("", business.code) // 60,
        "wait_vip_minutes": told.wait_limit_s(tier, business.code) // 60,
        "items": told.items_of(business.code), "evidence": business.evidence,
    }  # fmt: skip


def _say_overview(told: "Standards", language: str) -> None:
    click.echo(f"{told.version}  {told.effective_from}")
    for b in told.business.values():
        click.echo(f"{b.minutes:3d} min  {b.code:16s} {b.named.of(language)}")


def _say_full(told: "Standards", business: "Business", language: str) -> None:
    click.echo(f"{business.named.of(language)}  {business.minutes} min  ({told.version}, {told.effective_from})")
    for number, item in enumerate(told.items, 1):
        if item.code in business.without:
            continue
        words = business.wording.get(item.code, item.say)
        click.echo(f"{number:2d} {item.name.of(language)}{_quoted(words, language)}{_noted(item.note, language)}")
    for text in business.evidence:
        click.echo(f"   + {text.of(language)}")


def _quoted(words: "Text", language: str) -> str:
    return f"  “{words.of(language)}”" if words.zh else ""


def _noted(note: "Text", language: str) -> str:
    return f"  ({note.of(language)})" if note.zh else ""
