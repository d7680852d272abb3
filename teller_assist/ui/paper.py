"""Text on paper: PDF by Qt's own writer, A4, no block cut by a page's end unless it is longer than a page."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter

from teller_assist.ui import theme

DPI, BODY, GAP, MARGIN = 144, 21, 19, 16  # dots; px of a line's letters and between blocks at these dots; mm


def write_pdf(path: Path, blocks: Iterable[str], body: int = BODY) -> bool:
    """False if the file cannot be written. The folder is made if need be. ``body``: px of the letters, 2 px a point."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("ab").close()
    except OSError:
        return False
    writer = QPdfWriter(str(path))
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN), QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(writer):
        return False
    font = QFont()
    font.setFamilies(list(theme.FAMILIES))
    font.setPixelSize(body)
    painter.setFont(font)
    top, wide, high = 0.0, float(writer.width()), float(writer.height())
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    for block in blocks:
        needs = QFontMetricsF(font, writer).boundingRect(QRectF(0, 0, wide, 1e6), int(flags), block).height()
        if top and top + needs > high:
            writer.newPage()
            top = 0.0
        painter.drawText(QRectF(0, top, wide, needs), int(flags), block)
        top += needs + GAP
    return painter.end()
