"""A leaf on paper: PDF by Qt's own writer, A4, no block cut by a page's end unless it is longer than a page."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter

from teller_assist.ui import theme
from teller_assist.ui.leaf import Leaf

DPI, BODY, GAP = 144, 22, 18  # dots; px of a line's letters and between blocks at these dots


def write_pdf(path: Path, leaf: Leaf) -> bool:
    """False if the file cannot be written. The folder is made if need be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("ab").close()
    except OSError:
        return False
    writer = QPdfWriter(str(path))
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(18, 18, 18, 18), QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(writer):
        return False
    font = QFont()
    font.setFamilies(list(theme.FAMILIES))
    font.setPixelSize(BODY)
    painter.setFont(font)
    top, wide, high = 0.0, float(writer.width()), float(writer.height())
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    for block in leaf.as_text().split("\n\n"):
        needs = QFontMetricsF(font, writer).boundingRect(QRectF(0, 0, wide, 1e6), int(flags), block).height()
        if top and top + needs > high:
            writer.newPage()
            top = 0.0
        painter.drawText(QRectF(0, top, wide, needs), int(flags), block)
        top += needs + GAP
    painter.end()
    return True
