"""``find``, ``card`` and ``why``: what the teller sees, for scripts and tests."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from teller_assist.cli.common import (
    counter_of,
    each_line,
    json_option,
    one_of,
    plain,
    say_json,
    stdin_option,
    today_option,
)  # fmt: skip
from teller_assist.domain.words import BANNERS

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter
    from teller_assist.domain.found import Found
    from teller_assist.domain.suggestion import Slate, Suggestion, Why


@click.command()
@click.argument("text", required=False)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="至多几位 At most so many.")
@json_option
@stdin_option
@click.pass_context
def find(ctx: click.Context, text: str | None, limit: int, as_json: bool, from_stdin: bool) -> None:
    """Customers who match TEXT, best first: whole key, then its beginning, then a part of it."""
    query = one_of(text, from_stdin, "whom to find")
    with counter_of(ctx) as counter:
        if from_stdin:
            return each_line(lambda line: [_found(f) for f in counter.find(line, limit)])
        found = counter.find(query, limit)
    if as_json:
        return say_json([_found(f) for f in found])
    for f in found:
        click.echo(
            f"{f.customer_no}  {f.name}  {f.sex} {f.birth_year or ''}  {f.id_masked}  {f.branch_no} {f.tier}  {f.match}"
        )
    if not found:
        click.echo("没有找到 nobody found", err=True)
    return None


@click.command()
@click.argument("customer_no", required=False)
@json_option
@stdin_option
@today_option
@click.pass_context
def card(ctx: click.Context, customer_no: str | None, as_json: bool, from_stdin: bool, today: date | None) -> None:
    """Everything the card of CUSTOMER_NO shows, with suggestions and what dropped out."""
    which = one_of(customer_no, from_stdin, "whose card")
    with counter_of(ctx) as counter:
        if from_stdin:
            return each_line(lambda line: _card(counter, line.strip(), today))
        shown = _card(counter, which, today)
    if as_json:
        return say_json(shown)
    click.echo("\n".join(_lines(shown)))
    return None


@click.command()
@click.argument("customer_no", required=False)
@click.argument("product", required=False)
@json_option
@stdin_option
@today_option
@click.pass_context
def why(
    ctx: click.Context,
    customer_no: str | None,
    product: str | None,
    as_json: bool,
    from_stdin: bool,
    today: date | None,
) -> None:
    """Why, or why not, PRODUCT for CUSTOMER_NO today. With --stdin: both on a line, a blank between."""
    one_of(product, from_stdin, "customer number and product code")
    with counter_of(ctx) as counter:
        if from_stdin:
            return each_line(lambda line: _why_line(counter, line, today))
        found = counter.why(customer_no or "", product or "", today)
        shown = _why(found, counter.language)
    if as_json:
        return say_json(shown)
    click.echo(f"{shown['name']}: {shown['sentence']}")
    for step in shown["steps"]:
        click.echo(f"  {step['gate']:14} {step['state']:8} {step['sentence']} {step['article']}")
    return None


def _why_line(counter: "Counter", line: str, today: date | None) -> dict[str, Any]:
    customer_no, _, product = line.strip().partition(" ")
    return _why(counter.why(customer_no, product.strip(), today), counter.language)


def _found(f: "Found") -> dict[str, Any]:
    return {
        "customer_no": f.customer_no, "name": f.name, "tier": f.tier, "branch_no": f.branch_no,
        "match": f.match.value, "by": f.by, "shown": f.shown, "sex": f.sex, "birth_year": f.birth_year,
        "id_masked": f.id_masked, "possible_duplicate": f.possible_duplicate, "minimal": f.minimal,
    }  # fmt: skip


def _card(counter: "Counter", customer_no: str, today: date | None) -> dict[str, Any]:
    """The card; ``suggestions`` are products of the catalogue, ``actions`` are services that are no product."""
    shown, language = counter.card(customer_no, today), counter.language
    slate = shown.slate
    out: dict[str, Any] = plain(shown)
    del out["slate"]
    out["tier_standing"] = out["tier"]
    out["tier"] = shown.tier.code
    products = counter.snapshot.products
    out["suggestions"] = [_offer(s, language) for s in slate.suggestions if s.product_code in products]
    out["actions"] = [_offer(s, language) for s in slate.suggestions if s.product_code not in products]
    out["blocked"] = [
        {
            "product_code": b.product_code,
            "name": b.name.of(language),
            "gate": b.gate,
            "code": b.code,
            "facts": plain(b.facts),
        }
        for b in slate.blocked
    ]
    only_service = "SERVICE_ONLY" if out["actions"] and not out["suggestions"] else ""
    out["nothing_because"] = slate.nothing_because or only_service
    out["nothing_facts"] = plain(slate.nothing_facts)
    out["personalised"] = slate.personalised
    out["packs"] = slate.packs
    out |= {"banner": slate.banner, "model": slate.model, "arm": slate.arm, "together": _together(slate, language)}
    if shown.care is not None:
        care = shown.care
        out["care"] |= {"say": care.say.of(language), "do": care.do.of(language)}
        out["care"] |= {name: [one.of(language) for one in getattr(care, name)] for name in ("signs", "asks")}
    return out


def _together(slate: "Slate", language: str) -> dict[str, Any] | None:
    """The bundle that is shown: its parts are suggestions, each declined by its own number."""
    bundle = slate.together
    if bundle is None:
        return None
    name, reason = bundle.name.of(language), bundle.reason.of(language)
    return {"code": bundle.code, "name": name, "reason": reason, "parts": list(bundle.parts)}


def _offer(s: "Suggestion", language: str) -> dict[str, Any]:
    return {
        "product_code": s.product_code,
        "name": s.name.of(language),
        "verb": s.verb,
        "rank": s.rank,
        "p": s.p,
        "reason": s.reason.of(language),
        "reason_code": s.reason_code,
        "also": s.also.of(language) if s.also else "",
        "slot": s.slot,
        "talk_track": s.talk_track.sentence.of(language),
        "lines": {k: getattr(s.talk_track, k).of(language) for k in ("convenience", "benefit", "risk")},
        "factors": plain(s.factors),
    }


def _why(found: "Why", language: str) -> dict[str, Any]:
    out: dict[str, Any] = plain(found)
    for name in ("name", "sentence", "would_change", "may_do"):
        out[name] = getattr(found, name).of(language)
    out["also"] = found.also.of(language) if found.also is not None else ""
    for step, told in zip(out["steps"], found.steps, strict=True):
        step["sentence"] = told.sentence.of(language)
    return out


def _lines(shown: dict[str, Any]) -> list[str]:
    """The card in a terminal: bands, never exact figures."""
    flags = " · ".join(f"{f['code']} {f['on'] or ''}".strip() for f in [*shown["alerts"], *shown["flags"]])
    lanes = " | ".join(f"{lane['lane']} {lane['band'] or '-'}" for lane in shown["lanes"])
    lines = [
        f"{shown['salutation']} · {shown['tier_standing']['name']} · {shown['branch_name']}",
        flags or "-",
        f"{shown['assets']['band']} {shown['assets']['trend']}   {lanes}",
    ]
    for s in sorted([*shown["actions"], *shown["suggestions"]], key=lambda s: s["rank"]):
        lines.append(f"{s['rank']} {s['name']} [{s['verb']}] {s['reason']}: {s['talk_track']}")
    if shown["together"]:
        lines.append(
            f"{shown['together']['name']} 可单独谢绝 each may be declined: {' '.join(shown['together']['parts'])}"
        )
    if shown["banner"]:
        banner = BANNERS[shown["banner"]]
        lines.append(f"! {banner.zh} {banner.en}")
    if shown["nothing_because"]:
        lines.append(f"今天没有建议 nothing today: {shown['nothing_because']}")
    return lines
