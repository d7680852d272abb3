"""``hub model``: what came of what was shown, the model made of it, its signature."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teller_assist.cli.common import DAY, data_of, json_option, say_json
from teller_assist.cli.hub import db_option, hub_of
from teller_assist.domain.days import day_at

if TYPE_CHECKING:
    from teller_assist.hub.learning import Calibration

WINDOW = 180  # days that are learned from
_from = click.option("--from", "first", type=DAY, help=f"从 First day; default {WINDOW} days before --to.")
_to = click.option("--to", "last", type=DAY, help="至 Last day; default yesterday.")
_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.group()
def model() -> None:
    """模型 Scorecards learned from what was shown, as one signed file."""


@model.command()
@_from
@_to
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="写到 Where to write it.")
@click.option("--key", type=click.Path(path_type=Path, dir_okay=False), help="签名密钥 Private key to sign it with.")
@click.option(
    "--lasts", type=click.IntRange(1, 366), default=45, show_default=True, help="有效天数 Days it may be used."
)
@db_option
@json_option
@click.pass_context
def build(
    ctx: click.Context, first: date | None, last: date | None, out: Path, key: Path | None, lasts: int, db: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Make the model of the published prior sheet and what came of what was shown. Lay it beside the packs as
    `models/scorecards.json` and publish both."""
    from teller_assist.domain.packs import load_packs
    from teller_assist.hub import learning, models
    from teller_assist.hub.packs import current
    from teller_assist.paths import RESOURCES

    first, last = _period(first, last)
    with hub_of(ctx, db) as opened:
        packs = load_packs(current(data_of(ctx)), usual=RESOURCES / "packs")
        with opened.reading() as con:
            found = learning.seen(con, first, last)
            categories = learning.categories(con)
    today = day_at(datetime.now(UTC))
    artifact = learning.artifact_of(found, packs["priors"]["prior"], categories, today, lasts)
    if key is not None:
        artifact = models.signed(artifact, models.model_key(key))
    out.write_text(json.dumps(artifact, ensure_ascii=False, sort_keys=True, indent=1) + "\n", encoding="utf-8")
    shown = sum(one.shown for one in found.values())
    said = {
        "file": str(out), "version": artifact["version"], "expires_on": artifact["expires_on"],
        "products": len(found), "shown": shown, "signed": key is not None,
    }  # fmt: skip
    if as_json:
        return say_json(said)
    click.echo(
        f"已写 written: {out}，{said['products']} 种产品 products，{said['shown']} 次展示 shown，"
        f"有效至 until {said['expires_on']}，{'已签名 signed' if key else '未签名 not signed'}"
    )
    return None


@model.command()
@_from
@_to
@db_option
@json_option
@click.pass_context
def report(ctx: click.Context, first: date | None, last: date | None, db: str | None, as_json: bool) -> None:
    """校准 What was expected of each product beside what came of it, with its interval."""
    from teller_assist.hub import learning

    first, last = _period(first, last)
    with hub_of(ctx, db) as opened, opened.reading() as con:
        told = learning.calibration(learning.seen(con, first, last))
    if as_json:
        return say_json([_plain(c) for c in told])
    for c in told:
        mark = "相符 holds" if c.holds else "不符 off"
        click.echo(
            f"{c.product_code:8} 展示 shown {c.shown:6}  预期 expected {c.expected:6.1%}  "
            f"实际 came {c.welcome / c.shown:6.1%} ({c.low:.1%}–{c.high:.1%})  {mark}"
        )
    if not told:
        click.echo("这段时间没有展示 nothing was shown in this time", err=True)
    return None


@model.command()
@_from
@_to
@click.option("--within", type=click.IntRange(1, 365), default=30, show_default=True, help="天内 Days that count.")
@db_option
@json_option
@click.pass_context
def uplift(
    ctx: click.Context, first: date | None, last: date | None, within: int, db: str | None, as_json: bool
) -> None:  # fmt: skip
    """增量 Customers who opened something, suggested to and in the control group, with the difference's interval."""
    from teller_assist.domain.packs import load_packs
    from teller_assist.hub.packs import current
    from teller_assist.hub.uplift import uplift as reckon
    from teller_assist.paths import RESOURCES

    first, last = _period(first, last)
    priors = load_packs(current(data_of(ctx)), usual=RESOURCES / "packs")["priors"]
    with hub_of(ctx, db) as opened, opened.reading() as con:
        found = reckon(con, first, last, str(priors.get("salt", "")), float(priors.get("holdout", 0.0)), within)
    if as_json:
        return say_json({
            "main": found.main._asdict(), "control": found.control._asdict(), "more": found.more, "low": found.low,
            "high": found.high, "sure": found.sure,
        })  # fmt: skip
    for name, arm in (("推荐 suggested to", found.main), ("对照 control", found.control)):
        click.echo(f"{name}: {arm.took} / {arm.customers} ({arm.rate:.1%})")
    sure = "" if found.sure else "；还不能下结论 not sure yet"
    click.echo(f"相差 difference {found.more:+.1%} ({found.low:+.1%} – {found.high:+.1%}){sure}")
    return None


@model.command()
@_file
@click.option("--key", required=True, type=click.Path(path_type=Path, dir_okay=False), help="私钥 The private key.")
@json_option
def sign(file: Path, key: Path, as_json: bool) -> None:
    """Fill the signature slot of FILE. Desks ask for it if priors.toml names the public key as `model_key`."""
    from teller_assist.hub import models
    from teller_assist.hub.models import model_key, signed

    artifact = models.load(file)
    made = signed(artifact, model_key(key))
    file.write_text(json.dumps(made, ensure_ascii=False, sort_keys=True, indent=1) + "\n", encoding="utf-8")
    if as_json:
        return say_json({"file": str(file), "key": made["signature"]["key"]})
    click.echo(f'已签名 signed: {file}，model_key = "{made["signature"]["key"]}"')
    return None


@model.command("key")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
def key_(file: Path, as_json: bool) -> None:
    """A new private key in FILE (mode 0600), and the public key that goes into priors.toml as `model_key`."""
    from teller_assist.hub.models import new_model_key

    public = new_model_key(file)
    if as_json:
        return say_json({"file": str(file), "model_key": public})
    click.echo(f'私钥 private key: {file}；写入 priors.toml: model_key = "{public}"')
    return None


@model.command()
@_file
@click.option("--packs", type=click.Path(path_type=Path, file_okay=False), help="规则包 Packs with its model_key.")
@json_option
def check(file: Path, packs: Path | None, as_json: bool) -> None:
    """Whether a desk would use FILE today, and if not why."""
    from teller_assist.domain.packs import load_packs
    from teller_assist.hub import models
    from teller_assist.paths import RESOURCES

    usual = RESOURCES / "packs"
    priors = load_packs(packs or usual, usual=usual)["priors"]
    artifact = models.load(file)
    body = models.body_of(artifact, priors, published=True)
    found = models.model(artifact, body["trusted"])
    fault = found.usable(day_at(datetime.now(UTC)))
    if as_json:
        return say_json({"version": found.version, "expires_on": found.expires_on.isoformat(), "fault": fault})
    click.echo(f"{found.version}，有效至 until {found.expires_on}：{fault or '可用 may be used'}")
    return None


def _period(first: date | None, last: date | None) -> tuple[date, date]:
    from teller_assist.errors import BadInput

    last = last or day_at(datetime.now(UTC)) - timedelta(days=1)
    first = first or last - timedelta(days=WINDOW - 1)
    if first > last:
        raise BadInput(f"from {first} to {last} is no period: give an earlier --from")
    return first, last


def _plain(c: "Calibration") -> dict[str, Any]:
    return {**c._asdict(), "holds": c.holds}
