"""The star report as paragraphs, a block for each teller: for paper (``paper.py``)."""

from collections.abc import Callable

from teller_assist.domain.star_sheet import StarLine, StarSheet
from teller_assist.ui import words_stars as words
from teller_assist.ui.noop import QT_TRANSLATE_NOOP


def blocks_of(sheet: StarSheet, name: Callable[[str], str], branch: str) -> list[str]:
    """The report as paragraphs of text: head, branch, each teller."""
    head = words.say(QT_TRANSLATE_NOOP("stars", "星级与实测 {branch} {first} – {last}"))
    order = words.say(QT_TRANSLATE_NOOP("stars", "按工号排列，不排名。区间有九成把握。"))
    whole = words.aloud(sheet.awarded, sheet.measured)
    first = head.format(branch=branch, first=sheet.first, last=sheet.last)
    return [
        f"{first}\n{order}\n{whole} · {words.verdict(sheet.verdict)}",
        *(_block(line, name) for line in sheet.lines),
    ]


def _block(line: StarLine, name: Callable[[str], str]) -> str:
    said = [
        f"{line.teller_no} {name(line.teller_no)}",
        f"{words.aloud(line.awarded, line.measured)} · {words.verdict(line.verdict)}",
    ]
    for part in line.measured.parts if line.measured else ():
        own = f"{words.figure(part)} ({words.interval(part)})" if part.own is not None else "–"
        said.append(f"  {words.part(part.name)} {own} · {words.counts(part, line.evidence)}")
    for finding in line.findings:
        if finding.flagged and finding.detector in words.DETECTORS:
            looks = words.looks(finding).replace("\n", " · ")
            form = words.say(QT_TRANSLATE_NOOP("stars", "请核实 {what}：{looks}"))
            said.append("  " + form.format(what=words.say(words.DETECTORS[finding.detector]), looks=looks))
    return "\n".join(said)
