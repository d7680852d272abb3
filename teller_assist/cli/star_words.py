"""What ``star report`` says in words."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from teller_assist.domain.integrity import Finding
    from teller_assist.domain.star_sheet import Evidence, StarLine, StarSheet
    from teller_assist.domain.stars import Measured

VERDICTS = {
    "no_award": "没有评星 no award",
    "no_estimate": "还没有测得 no estimate yet",
    "too_few": "样本不足 too few cases",
    "stands": "✓ 相符 stands",
    "not_borne_out": "▲ 评高了，请核实 not borne out",
    "better": "▼ 评低了 better than awarded",
}
PARTS = {
    "wait": "等候 wait", "time": "限时 time", "evaluation": "评价 evaluation", "inspection": "巡检 inspection",
    "complaint": "投诉 complaint",
}  # fmt: skip
FINDINGS = {
    "selective": "选择性邀评 selective requests", "self_press": "自评 self-pressing",
    "ghost": "无凭来访 visits nobody else saw", "star": "星级 star",
}  # fmt: skip


def say_sheet(sheet: "StarSheet") -> None:
    click.echo(
        f"网点 branch {sheet.branch_no}  {sheet.first} … {sheet.last}  按工号，不排名 by staff number, no ranking"
    )
    click.echo(_row("网点 branch", sheet.awarded, sheet.measured, sheet.verdict))
    for line in sheet.lines:
        click.echo(_row(line.teller_no, line.awarded, line.measured, line.verdict))
        for said in _below(line):
            click.echo(f"    {said}")
    if not sheet.lines:
        click.echo("没有柜员记录 no tellers in this period", err=True)


def _row(who: str, awarded: int, measured: "Measured | None", verdict: str) -> str:
    stars = "★" * awarded or "–"
    figure = f"{measured.stars:.2f} [{measured.low:.2f}–{measured.high:.2f}]" if measured else "–"
    return f"{who}  评定 awarded {stars}  测得 measured {figure}  {VERDICTS[verdict]}"


def _below(line: "StarLine") -> list[str]:
    parts = line.measured.parts if line.measured else ()
    own = [f"{PARTS[p.name]} {p.stars:.2f} (n={p.n})" if p.own is not None else f"{PARTS[p.name]} –" for p in parts]
    flags = [f"? {FINDINGS[f.detector]}: {_looks(f)}" for f in line.findings if f.flagged and f.detector != "star"]
    return ["  ".join(own), _counts(line.evidence), *flags] if own else [_counts(line.evidence)]


def _counts(e: "Evidence") -> str:
    given, handled = sum(e.scores), sum(bool(b.outcome) for b in e.bad)
    upheld = sum(c.decision in ("upheld", "partly") for c in e.complaints)
    return "  ".join((
        f"超时 over {len(e.over)}/{e.judged}",
        f"扣除 excused {e.excused_s // 60} min/{len(e.excused)}",
        f"评价 given {given}/{e.asked}",
        f"差评 bad {len(e.bad)}, 已处理 handled {handled}",
        f"巡检 inspections {len(e.inspections)}",
        f"投诉 complaints {len(e.complaints)}, 成立 upheld {upheld}",
    ))  # fmt: skip


def _looks(finding: "Finding") -> str:
    return ", ".join(f"{look.name} {look.hits}/{look.of} ({look.usual:.1%})" for look in finding.looks)
