"""The glyphs: 24-grid outlines in ``resources/icons``, 2 wide, round ends, drawn in one colour.

To add one: an SVG in that folder drawn with ``currentColor``; its name is the file's name.
``tests/ui/test_icons.py`` fails for a file that breaks the form or a name no file has.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from teller_assist.paths import RESOURCES
from teller_assist.ui import theme

FOLDER = RESOURCES / "icons"


def pixmap(name: str, token: str = "text", size: int = 16, ratio: float = 0) -> QPixmap:
    """The glyph ``size`` px wide in a theme token's colour, for the device ratio given or the screen's."""
    screen = QGuiApplication.primaryScreen()
    ratio = ratio or (screen.devicePixelRatio() if screen else 1.0)
    return _drawn(name, theme.now().hex(token), size, ratio)


def icon(name: str, token: str = "text", size: int = 16) -> QIcon:
    return QIcon(pixmap(name, token, size))


def names() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in FOLDER.glob("*.svg")))


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import (
        QSvgRenderer,
    )  # a third of a bare window's import time: only when a glyph is drawn

    source = (FOLDER / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
