"""The four looks at a real window: text wider than its place, off the canvas, over other text, too faint.

A window is rendered as SVG, so every text that is painted, by a label, a delegate or a painter, is
met with its place, font and ink; what lies behind is read from ``grab()``. Usage:

    assert_sound(window)             # all four; words in the failure say which text and where
    faults(window)                   # the same as a list
"""

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QTransform
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QWidget

from teller_assist.ui.theme import contrast

TEXT_CONTRAST = 4.5
SLACK = 1.5  # px: hinting


@dataclass(frozen=True)
class Painted:
    """One run of text as painted; ``box`` is its em box in the window, not its (much taller) line box."""

    text: str
    box: QRectF
    ink: QColor
    advance: float  # with the blanks at its end
    places: tuple[QWidget, QWidget]  # the deepest widget at its start and at its middle

    def __str__(self) -> str:
        b = self.box
        return f"“{self.text}” at {b.x():.0f},{b.y():.0f} {b.width():.0f}×{b.height():.0f}"


def painted_texts(window: QWidget) -> list[Painted]:
    """Every visible text of a window, as it was painted."""
    _settle()
    root = ElementTree.fromstring(_svg(window))
    found: list[Painted] = []
    _walk(root, QTransform(), {}, found, window)
    return _joined(found, window)


def _joined(runs: list[Painted], window: QWidget) -> list[Painted]:
    """One text for the runs that a painter splits where script or direction changes."""
    texts: list[Painted] = []
    for run in runs:
        last = texts[-1] if texts else None
        if last is not None and last.ink == run.ink and last.box.top() == run.box.top():
            gap = run.box.left() - last.box.left() - last.advance
            if abs(gap) < SLACK:
                wide = run.box.right() - last.box.left()
                box = QRectF(last.box.left(), last.box.top(), wide, last.box.height())
                advance = last.advance + run.advance
                texts[-1] = Painted(last.text + run.text, box, run.ink, advance, _places(window, box))
                continue
        texts.append(run)
    return [replace(t, text=t.text.strip()) for t in texts]


def faults(window: QWidget) -> list[str]:
    texts = painted_texts(window)
    return [
        *too_wide(texts, window),
        *off_canvas(texts, window),
        *overlapping(texts),
        *too_faint(texts, window),
    ]


def assert_sound(window: QWidget) -> None:
    found = faults(window)
    assert not found, "\n".join(found)


def too_wide(texts: list[Painted], window: QWidget) -> list[str]:
    """Text that its own widget cuts off, across or down."""
    found = []
    for t in texts:
        for widget in dict.fromkeys(t.places):
            place = QRectF(QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()))
            if not place.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(t.box):
                found.append(f"wider than its place: {t} in {type(widget).__name__} {place.getRect()}")
    return found


def off_canvas(texts: list[Painted], window: QWidget) -> list[str]:
    canvas = QRectF(window.rect()).adjusted(-SLACK, -SLACK, SLACK, SLACK)
    return [f"off the canvas: {t}" for t in texts if not canvas.contains(t.box)]


def overlapping(texts: list[Painted]) -> list[str]:
    found = []
    for one, other in combinations(texts, 2):
        shared = one.box.intersected(other.box)
        if shared.width() > SLACK and shared.height() > SLACK:
            found.append(f"text over text: {one} and {other}")
    return found


def too_faint(texts: list[Painted], window: QWidget) -> list[str]:
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found = []
    for t in texts:
        behind = ground(image, t)
        ratio = contrast(t.ink, behind)
        if ratio < TEXT_CONTRAST:
            found.append(f"too faint, {ratio:.2f}: {t} {t.ink.name()} on {behind.name()}")
    return found


def ground(image: QImage, text: Painted) -> QColor:
    """What lies behind a text: the commonest colour in its box that is not its ink; the ink if there is none."""
    ratio = image.devicePixelRatio()
    box = QRectF(text.box.topLeft() * ratio, text.box.size() * ratio).toAlignedRect().adjusted(-2, 0, 2, 0)
    box = box.intersected(image.rect())
    across, down = max(1, box.width() // 60), max(1, box.height() // 16)
    seen = Counter(
        image.pixel(x, y) & 0xFFFFFF
        for x in range(box.left(), box.right() + 1, across)
        for y in range(box.top(), box.bottom() + 1, down)
    )
    for colour in [c for c in seen if contrast(QColor(c), text.ink) < 1.2]:
        del seen[colour]  # ink, also where smoothing has changed it a little
    return QColor(seen.most_common(1)[0][0]) if seen else text.ink


def _settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def _svg(window: QWidget) -> str:
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    svg = QSvgGenerator()
    svg.setOutputDevice(buffer)
    svg.setSize(window.size())
    svg.setViewBox(window.rect())
    svg.setResolution(96)
    painter = QPainter(svg)
    window.render(painter, QPoint(0, 0))
    painter.end()
    return bytes(store.data()).decode("utf-8", "replace")


_INHERITED = ("fill", "font-size", "font-weight", "font-family")


def _walk(node: ElementTree.Element, at: QTransform, style: dict[str, str], found: list[Painted],
          window: QWidget) -> None:  # fmt: skip
    style = style | {name: node.attrib[name] for name in _INHERITED if name in node.attrib}
    if "transform" in node.attrib:
        at = _transform(node.attrib["transform"]) * at
    if node.tag.endswith("text") and (node.text or "").strip():
        found.append(_painted(node, at, style, window))
    for child in node:
        _walk(child, at, style, found, window)


def _transform(text: str) -> QTransform:
    a, b, c, d, e, f = (float(n) for n in re.findall(r"-?[\d.]+(?:e-?\d+)?", text))
    return QTransform(a, b, c, d, e, f)


def _painted(node: ElementTree.Element, at: QTransform, style: dict[str, str], window: QWidget) -> Painted:
    text = node.text or ""
    font = QFont(QApplication.font())
    font.setPixelSize(round(float(style.get("font-size", "14").removesuffix("px"))))
    font.setBold(int(style.get("font-weight", "400")) >= 600)
    start = at.map(QPointF(float(node.attrib.get("x", 0)), float(node.attrib.get("y", 0))))
    em = font.pixelSize()
    box = QRectF(start.x(), start.y() - 0.86 * em, QFontMetricsF(font).horizontalAdvance(text.rstrip()), em)
    advance = QFontMetricsF(font).horizontalAdvance(text)
    return Painted(text, box, QColor(style.get("fill", "#000000")), advance, _places(window, box))


def _places(window: QWidget, box: QRectF) -> tuple[QWidget, QWidget]:
    middle = box.center()
    return _deepest(window, QPointF(box.left() + 1, middle.y())), _deepest(window, middle)


def _deepest(window: QWidget, at: QPointF) -> QWidget:
    """``childAt`` would skip those deaf to the mouse."""
    spot, place = at.toPoint(), window
    while True:
        inner = [w for w in place.children() if isinstance(w, QWidget) and w.isVisible() and not w.isWindow()]
        over = [w for w in inner if w.geometry().contains(spot)]
        if not over:
            return place
        place = over[-1]
        spot -= place.pos()
