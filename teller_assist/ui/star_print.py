"""The star report on paper: PDF by Qt's own writer, A4, a block for each teller, none cut by a page's end."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter

from teller_assist.domain.star_sheet import StarLine, StarSheet
from teller_assist.ui import theme
from teller_assist.ui import words_stars as words
from teller_assist.ui.noop import QT_TRANSLATE_NOOP

DPI, BODY = 144, 20  # dots; px of a line's letters at these dots


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


def write_pdf(path: Path, sheet: StarSheet, name: Callable[[str], str], branch: str) -> bool:
    """False if the file cannot be written. The folder is made if need be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError:
        return False
    writer = QPdfWriter(str(path))
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(writer):
        return False
    font = QFont()
    font.setFamilies(list(theme.FAMILIES))
    font.setPixelSize(BODY)
    painter.setFont(font)
    top, wide, high = 0.0, float(writer.width()), float(writer.height())
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    for block in blocks_of(sheet, name, branch):
        needs = QFontMetricsF(font, writer).boundingRect(QRectF(0, 0, wide, 1e6), int(flags), block).height()
        if top and top + needs > high:
            writer.newPage()
            top = 0.0
        painter.drawText(QRectF(0, top, wide, needs), int(flags), block)
        top += needs + BODY
    return painter.end()
