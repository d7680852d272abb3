"""One line of the search list: its picture, and the widget that shows it.

Painting is what a keystroke costs, so a line is laid out and drawn once into a picture; it is copied
as long as neither the customer, the digits typed nor the choice changes. No style sheet, no layout.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPaintEngine,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QStaticText,
)
from PySide6.QtWidgets import QWidget

from teller_assist.domain.found import Found
from teller_assist.domain.masks import mask_name
from teller_assist.ui import icons, texts, theme
from teller_assist.ui.words import GEM_TIERS

ROW_HIGH = 64
PICTURES = 24  # 220 KB each at normal print: four lists back
WORDS = 200  # shaped runs of text that come again
DIGITS = frozenset(("mobile", "card", "account", "customer_no", "ticket"))  # matches that show their number
INKS = ("base", "text", "mut", "acc", "accSoft", "warn", "warnSoft", "alt", "edge")


class Line(NamedTuple):
    """What a line shows. ``typed`` are the parts that may stand in its number, ``live`` that Enter opens it."""

    found: Found | None = None
    typed: tuple[str, ...] = ()
    live: bool = False

    @classmethod
    def of(cls, found: Found, typed: tuple[str, ...], live: bool) -> "Line":
        """Without what was typed if the line does not show it, so that it stays the same line."""
        return cls(found, typed if found.by == "id" or found.by in DIGITS else (), live)


class RowArt(QObject):
    """Draws lines: text, two glyphs, a mark. ``tiers`` and ``branches`` are names by code."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Fonts, colours and words of the present theme and language, fetched once and not per line."""
        super().__init__(parent)
        self.tiers: Mapping[str, str] = {}
        self.branches: Mapping[str, str] = {}
        self._sheet = QPixmap()
        self.pictures: dict[Line, int] = {}
        self._kept: dict[tuple[str, str], tuple[QStaticText, int]] = {}
        now = theme.now()
        self._fonts = {
            name: now.font(step, bold)
            for name, step, bold in (
                ("name", "title", True), ("body", "body", False), ("strong", "body", True),
                ("caption", "caption", False), ("match", "caption", True),
            )
        }  # fmt: skip
        self._metrics = {name: QFontMetrics(font) for name, font in self._fonts.items()}
        self._tall = {name: metrics.height() for name, metrics in self._metrics.items()}
        self._rise = {name: metrics.ascent() for name, metrics in self._metrics.items()}
        self._ink = {t: now.colour(t) for t in INKS}
        self._framed = now.scheme == "contrast"
        self.high = now.px(ROW_HIGH)
        self._words = {
            "both": self.tr("疑似重复"), "brief": self.tr("仅限简卡"), "tail": self.tr("证件尾号"),
            "born": self.tr("{year} 年生"), "elsewhere": self.tr("他分行"),
        }  # fmt: skip

    def forget(self) -> None:
        """Nobody's name stays in a picture."""
        self.pictures.clear()
        self._sheet = QPixmap()

    def prepare(self, lines: Sequence[Line], wide: int, ratio: float) -> None:
        """Draws those of the lines that have no picture yet, in one go, ``wide`` px each at the screen's
        ``ratio``. The pictures share one sheet; the oldest make room."""
        size = QSize(round(wide * ratio), round(PICTURES * self.high * ratio))
        if self._sheet.size() != size or self._sheet.devicePixelRatio() != ratio:
            self.pictures.clear()
            self._sheet = QPixmap(size)
            self._sheet.setDevicePixelRatio(ratio)
        missing = []
        for line in lines:
            slot = self.pictures.pop(line, None)
            if slot is None:
                missing.append(line)
            else:
                self.pictures[line] = slot  # the youngest again
        if missing:
            places = []
            for line in missing:
                full = len(self.pictures) >= PICTURES
                slot = self.pictures.pop(next(iter(self.pictures))) if full else len(self.pictures)
                self.pictures[line] = slot
                places.append((QRect(0, slot * self.high, wide, self.high), line))
            painter = QPainter(self._sheet)
            self._paint(painter, places)
            painter.end()

    def show(self, painter: QPainter, place: QRect, line: Line) -> None:
        """Copies the line's picture. On paper or in SVG, or without a picture, its text is drawn."""
        slot = self.pictures.get(line)
        if line.found is None:
            painter.fillRect(place, self._ink["base"])
        elif slot is None or painter.paintEngine().type() != QPaintEngine.Type.Raster:
            self._paint(painter, [(place, line)])
        else:
            ratio = self._sheet.devicePixelRatio()
            high = self.high * ratio
            source = QRectF(0, slot * high, place.width() * ratio, high)
            painter.drawPixmap(QRectF(place), self._sheet, source)

    def _paint(self, painter: QPainter, lines: Sequence[tuple[QRect, Line]]) -> None:
        """Grounds and glyphs line by line, then the text font by font: changing the font costs as much as a word."""
        self._runs: dict[tuple[str, str], list[tuple[int, int, str | QStaticText]]] = {}
        for place, line in lines:
            painter.fillRect(place, self._ink["base"])
            if line.live:
                self._choose(painter, place)
            if line.found is not None:
                self._lay(painter, place, line.found, line.typed)
        for (font, ink), runs in self._runs.items():
            painter.setFont(self._fonts[font])
            painter.setPen(self._ink[ink])
            for x, top, words in runs:
                if isinstance(words, str):
                    painter.drawText(x, top + self._rise[font], words)
                else:
                    painter.drawStaticText(x, top, words)

    def _lay(self, painter: QPainter, place: QRect, found: Found, typed: Sequence[str]) -> None:
        wide, half = place.width(), place.center().y()
        top, left = half - self.high // 2, place.left()
        past = self._new("name", "text", left + 24, top, self.high, mask_name(found.name))
        self._identity(found, max(left + 80, past + 16), half, typed)
        self._match(found, left + round(wide * 0.34), top, typed)
        elsewhere = self._words["elsewhere"] if found.minimal else found.branch_no
        branch = self.branches.get(found.branch_no) or elsewhere
        self._text("body", "text", left + round(wide * 0.575), top, self.high, branch)
        end = self._tier(painter, found.tier, place)
        at = left + round(wide * 0.706)
        if found.minimal:
            self._mark(painter, at, end, half, "lock", "mut", "alt", self._words["brief"])
        elif found.possible_duplicate:
            self._mark(painter, at, end, half, "users", "warn", "warnSoft", self._words["both"])

    def _choose(self, painter: QPainter, place: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._ink["accSoft"])
        painter.setPen(QPen(self._ink["edge"]) if self._framed else Qt.PenStyle.NoPen)
        inset = 0.5 if self._framed else 0  # an edge stays whole inside its own line
        painter.drawRoundedRect(QRectF(place).adjusted(inset, inset, inset - 1, inset - 1), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ink["acc"])
        painter.drawRoundedRect(QRect(place.left(), place.center().y() - 16, 4, 32), 2, 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _identity(self, found: Found, x: int, half: int, typed: Sequence[str]) -> None:
        born = self._words["born"].format(year=found.birth_year) if found.birth_year else ""
        line = self._tall["body"]
        who = " · ".join(part for part in (texts.sex(found.sex), born) if part)
        self._text("body", "text", x, half - line, line, who)
        below = self._tall["caption"]
        self._marked("caption", "mut", x, half + 1, below, found.id_masked, typed if found.by == "id" else ())

    def _match(self, found: Found, x: int, top: int, typed: Sequence[str]) -> None:
        if found.by == "id":
            self._text("body", "text", x, top, self.high, self._words["tail"])
            return
        head = texts.matched(found.by)
        if found.by not in DIGITS:
            self._text("body", "text", x, top, self.high, head)
            return
        x = self._text("body", "text", x, top, self.high, f"{head} ")
        self._marked("body", "text", x, top, self.high, found.shown, typed)

    def _marked(self, font: str, ink: str, x: int, top: int, high: int, shown: str,
                typed: Sequence[str]) -> None:  # fmt: skip
        """Text with the typed digits in it bold and in the accent."""
        start, end = _typed_in(shown, typed)
        bold = "strong" if font == "body" else "match"
        x = self._new(font, ink, x, top, high, shown[:start])
        x = self._new(bold, "acc", x, top, high, shown[start:end])
        self._new(font, ink, x, top, high, shown[end:])

    def _mark(
        self, painter: QPainter, x: int, end: int, half: int, glyph: str, ink: str, ground: str, words: str
    ) -> None:
        wide = self._metrics["caption"].horizontalAdvance(words) + 40
        x = min(x, end - wide - 12)
        place = QRect(x, half - 14, wide, 28)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._ink["edge"]) if self._framed else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ink[ground]) if not self._framed else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, 6, 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawPixmap(x + 10, half - 8, icons.pixmap(glyph, ink, 16))
        self._text("caption", ink, x + 31, half - 14, 28, words)

    def _tier(self, painter: QPainter, tier: str, place: QRect) -> int:
        """Draws the tier at the right; gives the x where it begins."""
        name = self.tiers.get(tier, tier)
        x = place.right() - 16 - self._shaped("strong", name)[1]
        self._text("strong", "text", x, place.top(), self.high, name)
        if tier in GEM_TIERS:
            x -= 22
            painter.drawPixmap(x, place.center().y() - 7, icons.pixmap("gem", "text", 16))
        return x

    def _text(self, font: str, ink: str, x: int, top: int, high: int, words: str) -> int:
        """Lays words that come again, centred down, and gives the x where they end. Their shaping is kept:
        shaping Chinese costs more than painting it."""
        if not words:
            return x
        drawn, wide = self._shaped(font, words)
        self._runs.setdefault((font, ink), []).append((x, top + (high - self._tall[font]) // 2, drawn))
        return x + wide

    def _new(self, font: str, ink: str, x: int, top: int, high: int, words: str) -> int:
        """As ``_text``, for what is one customer's own: no trace of it is kept."""
        if not words:
            return x
        self._runs.setdefault((font, ink), []).append((x, top + (high - self._tall[font]) // 2, words))
        return x + self._metrics[font].horizontalAdvance(words)

    def _shaped(self, font: str, words: str) -> tuple[QStaticText, int]:
        kept = self._kept.get((font, words))
        if kept is None:
            if len(self._kept) >= WORDS:
                self._kept.clear()
            drawn = QStaticText(words)
            drawn.setTextFormat(Qt.TextFormat.PlainText)
            drawn.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            drawn.prepare(font=self._fonts[font])
            kept = self._kept[font, words] = drawn, self._metrics[font].horizontalAdvance(words)
        return kept


def _typed_in(shown: str, typed: Sequence[str]) -> tuple[int, int]:
    """Where a typed part stands in a masked number: its end first, for tails are what people type."""
    for part in sorted(typed, key=len, reverse=True):
        at = shown.upper().rfind(part.upper())
        if at >= 0 and any(c.isdigit() for c in part):
            return at, at + len(part)
    return len(shown), len(shown)


class Row(QWidget):
    """A line in the list. It hides all that lies under it, so nothing else is painted with it."""

    clicked = Signal(object)

    def __init__(self, art: RowArt, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._art, self.shown = art, Line()
        self.painted: Line | None = None  # the last that came onto the screen

    def show_line(self, line: Line) -> None:
        """Paints only if something differs."""
        if line != self.shown:
            self.shown, found = line, line.found
            self.setAccessibleName(f"{mask_name(found.name)} {found.id_masked}" if found else "")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._art.show(painter, self.rect(), self.shown)
        painter.end()
        self.painted = self.shown

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self.shown.found
        if found is not None and self.rect().contains(event.position().toPoint()):
            self.clicked.emit(found)
