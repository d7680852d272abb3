"""The paper ticket, by Qt's printing: on a receipt printer's roll, or as PDF. Without a printer it is only shown."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter

from teller_assist.domain.days import BRANCH_TIME
from teller_assist.errors import BadInput
from teller_assist.ui import theme
from teller_assist.ui.noop import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from teller_assist.ui.kiosk_view import Shown

WIDTH_MM, HEIGHT_MM, MARGIN_MM = 72.0, 80.0, 4.0  # printable width of an 80-mm roll
# mm of each line's letters: bank, number, how many wait, estimate, hint, time
SIZES = (4.0, 16.0, 5.0, 4.5, 3.5, 3.5)


class Printer:
    """One printer, or one PDF file a ticket in ``folder``."""

    def __init__(self, name: str = "", folder: Path | None = None) -> None:
        self._name, self._folder = name, folder

    def print_ticket(self, shown: "Shown", bank: str, at: datetime) -> bool:
        """False if the printer does not take it: the guest is told to remember the number."""
        device = self._device(shown.number)
        painter = QPainter()
        if not painter.begin(device):
            return False
        try:
            paint(painter, device.resolution() / 25.4, lines(shown, bank, at))
        finally:
            ended = painter.end()
        return ended

    def _device(self, number: str) -> "QPrinter":
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        info = QPrinterInfo.printerInfo(self._name) if self._name else QPrinterInfo.defaultPrinter()
        device = QPrinter() if self._folder is not None else QPrinter(info)
        if self._folder is not None:
            device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            device.setOutputFileName(str(self._folder / f"{number}.pdf"))
        page = QPageSize(QSizeF(WIDTH_MM, HEIGHT_MM), QPageSize.Unit.Millimeter)
        margins = QMarginsF(0, 0, 0, 0)
        device.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, margins))
        return device


def printer_of(name: str) -> Printer | None:
    """By its name in the system; "default" is the system's own, "" none. Raises ``BadInput`` for one there is not."""
    if not name:
        return None
    from PySide6.QtPrintSupport import QPrinterInfo

    present = QPrinterInfo.availablePrinterNames()
    if name == "default" and QPrinterInfo.defaultPrinter().isNull():
        raise BadInput("no default printer is set on this machine: name one, or leave --printer out")
    if name != "default" and name not in present:
        raise BadInput(f"{name!r} is no printer of this machine; there are: {', '.join(present) or 'none'}")
    return Printer("" if name == "default" else name)


def lines(shown: "Shown", bank: str, at: datetime) -> tuple[str, ...]:
    """What stands on the paper: no name and no business."""
    ahead = _say(QT_TRANSLATE_NOOP("ticket", "前面还有 {n} 位")).format(n=shown.ahead)
    wait = _say(QT_TRANSLATE_NOOP("ticket", "约 {n} 分钟")).format(n=shown.wait_min) if shown.wait_min else ""
    if wait and shown.error_min is not None:
        wait = f"{wait} ±{shown.error_min}"
    hint = _say(QT_TRANSLATE_NOOP("ticket", "请留意叫号屏，过号请找大堂经理"))
    return bank, shown.number, ahead, wait, hint, at.astimezone(BRANCH_TIME).strftime("%Y-%m-%d %H:%M")


def paint(painter: QPainter, dots: float, texts: tuple[str, ...]) -> None:
    """Each line in the middle, ``dots`` to the mm; a line that is too wide is made smaller, never cut."""
    top = MARGIN_MM
    for text, size in zip(texts, SIZES, strict=True):
        font = QFont()
        font.setFamilies(list(theme.FAMILIES))
        font.setBold(size > SIZES[0])
        font.setPixelSize(round(size * dots))
        painter.setFont(font)
        room = (WIDTH_MM - 2 * MARGIN_MM) * dots
        wide = painter.fontMetrics().horizontalAdvance(text)
        if wide > room:
            font.setPixelSize(max(1, int(font.pixelSize() * room / wide)))
            painter.setFont(font)
        box = QRectF(MARGIN_MM * dots, top * dots, room, size * 1.5 * dots)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        top += size * 1.5 + 1


def _say(chinese: str) -> str:
    return QCoreApplication.translate("ticket", chinese)
