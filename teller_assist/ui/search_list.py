"""The list under the search field: masked names, what matched, and nothing about money.

It floats over the card as a child of the window, so it never takes the focus; the field drives it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap, QStaticText
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from teller_assist.domain.found import Found
from teller_assist.domain.masks import mask_name
from teller_assist.ui import icons, texts, theme, words
from teller_assist.ui.widgets import Frame, Keycap, Text, inside

ROW_HIGH, ROWS = 64, 6
SHADOW = 16
KEPT = 1000  # shaped runs of text
INKS = ("base", "text", "mut", "acc", "accSoft", "warn", "warnSoft", "alt", "edge")
Index = QModelIndex | QPersistentModelIndex


class FoundModel(QAbstractListModel):
    """Customers as the search gave them, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Found] = ()
        self.typed: tuple[str, ...] = ()

    def set_rows(self, rows: Sequence[Found], typed: str = "") -> None:
        self.beginResetModel()
        self._rows = rows
        self.typed = tuple(part for part in typed.split() if part[-1:].isalnum())
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def row(self, n: int) -> Found:
        return self._rows[n]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            found = self._rows[index.row()]
            return f"{mask_name(found.name)} {found.id_masked}"
        return None


class FoundDelegate(QStyledItemDelegate):
    """Draws a row straight: text, two glyphs, no widget and no style sheet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tiers: Mapping[str, str] = {}
        self.branches: Mapping[str, str] = {}
        self.selected = -1  # told by the list: the enums of QStyle take 8 ms to make
        self.restyle()

    def restyle(self) -> None:
        """Fonts and colours of the present theme, fetched once and not per row."""
        now = theme.now()
        self._fonts = {
            name: now.font(step, bold)
            for name, step, bold in (
                ("name", "title", True), ("body", "body", False), ("strong", "body", True),
                ("caption", "caption", False), ("match", "caption", True),
            )
        }  # fmt: skip
        self._metrics = {name: QFontMetrics(font) for name, font in self._fonts.items()}
        self._ink = {t: now.colour(t) for t in INKS}
        self._tall = {name: metrics.height() for name, metrics in self._metrics.items()}
        self._kept: dict[tuple[str, str], tuple[QStaticText, int]] = {}
        self._framed = now.scheme == "contrast"
        self.high = now.px(ROW_HIGH)
        self._words = {
            "both": self.tr("疑似重复"), "brief": self.tr("仅限简卡"), "tail": self.tr("证件尾号"),
            "born": self.tr("{year} 年生"), "elsewhere": self.tr("他分行"),
        }  # fmt: skip

    def forget(self) -> None:
        self._kept.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self.high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, FoundModel):
            return
        found, place = model.row(index.row()), QRect(option.rect)
        painter.fillRect(place, self._ink["base"])
        if index.row() == self.selected:
            self._select(painter, place)
        left, wide, half = place.left(), place.width(), place.center().y()
        self._text(painter, "name", "text", left + 24, half - self.high // 2, self.high, mask_name(found.name))
        x = left + max(80, 40 + self._metrics["name"].horizontalAdvance(mask_name(found.name)))
        self._identity(painter, found, x, half, model.typed)
        self._match(painter, found, left + round(wide * 0.34), half, model.typed)
        top = half - self.high // 2
        branch = self.branches.get(found.branch_no) or (
            found.branch_no if not found.minimal else self._words["elsewhere"]
        )
        self._text(painter, "body", "text", left + round(wide * 0.575), top, self.high, branch)
        end = self._tier(painter, found.tier, place)
        mark = ("lock", "mut", "alt", self._words["brief"]) if found.minimal else None
        if found.possible_duplicate and mark is None:
            mark = ("users", "warn", "warnSoft", self._words["both"])
        if mark is not None:
            self._mark(painter, left + round(wide * 0.706), end, half, *mark)

    def _select(self, painter: QPainter, place: QRect) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._ink["accSoft"])
        painter.setPen(QPen(self._ink["edge"]) if self._framed else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(place.adjusted(0, 0, -1, -1), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ink["acc"])
        painter.drawRoundedRect(QRect(place.left(), place.center().y() - 16, 4, 32), 2, 2)
        painter.restore()

    def _identity(self, painter: QPainter, found: Found, x: int, half: int, typed: Sequence[str]) -> None:
        born = self._words["born"].format(year=found.birth_year) if found.birth_year else ""
        line = self._metrics["body"].height()
        who = " · ".join(part for part in (texts.sex(found.sex), born) if part)
        self._text(painter, "body", "text", x, half - line, line, who)
        below = self._metrics["caption"].height()
        self._marked(painter, "caption", "mut", x, half + 1, below, found.id_masked, typed if found.by == "id" else ())

    def _match(self, painter: QPainter, found: Found, x: int, half: int, typed: Sequence[str]) -> None:
        top = half - self.high // 2
        if found.by == "id":
            self._text(painter, "body", "text", x, top, self.high, self._words["tail"])
            return
        head = texts.matched(found.by)
        digits = found.by in ("mobile", "card", "account", "customer_no", "ticket")
        x = self._text(painter, "body", "text", x, top, self.high, f"{head} " if digits else head)
        if digits:
            self._marked(painter, "body", "text", x, top, self.high, found.shown, typed)

    def _marked(self, painter: QPainter, font: str, ink: str, x: int, top: int, high: int, shown: str,
                typed: Sequence[str]) -> None:  # fmt: skip
        """Text with the typed digits in it bold and in the accent."""
        start, end = _typed_in(shown, typed)
        bold = "strong" if font == "body" else "match"
        x = self._text(painter, font, ink, x, top, high, shown[:start])
        x = self._text(painter, bold, "acc", x, top, high, shown[start:end])
        self._text(painter, font, ink, x, top, high, shown[end:])

    def _mark(
        self, painter: QPainter, x: int, end: int, half: int, glyph: str, ink: str, ground: str, words: str
    ) -> None:
        metrics = self._metrics["caption"]
        wide = metrics.horizontalAdvance(words) + 40
        x = min(x, end - wide - 12)
        place = QRect(x, half - 14, wide, 28)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._ink["edge"]) if self._framed else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ink[ground]) if not self._framed else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, 6, 6)
        painter.restore()
        painter.drawPixmap(x + 10, half - 8, icons.pixmap(glyph, ink, 16))
        self._text(painter, "caption", ink, x + 31, half - 14, 28, words)

    def _tier(self, painter: QPainter, tier: str, place: QRect) -> int:
        """Draws the tier at the right; gives the x where it begins."""
        name = self.tiers.get(tier, tier)
        x = place.right() - 16 - self._metrics["strong"].horizontalAdvance(name)
        self._text(painter, "strong", "text", x, place.top(), self.high, name)
        if tier in words.GEM_TIERS:
            x -= 22
            painter.drawPixmap(x, place.center().y() - 7, icons.pixmap("gem", "text", 16))
        return x

    def _text(self, painter: QPainter, font: str, ink: str, x: int, top: int, high: int, words: str) -> int:
        """Draws a run of text, centred down, and gives the x where it ends. Its shaping is kept: shaping
        Chinese costs more than painting it, and the same words come back with each keystroke."""
        if not words:
            return x
        kept = self._kept.get((font, words))
        if kept is None:
            kept = self._keep(font, words)
        drawn, wide = kept
        painter.setFont(self._fonts[font])
        painter.setPen(self._ink[ink])
        painter.drawStaticText(x, top + (high - self._tall[font]) // 2, drawn)
        return x + wide

    def _keep(self, font: str, words: str) -> tuple[QStaticText, int]:
        if len(self._kept) >= KEPT:
            self._kept.clear()
        drawn = QStaticText(words)
        drawn.setTextFormat(Qt.TextFormat.PlainText)
        drawn.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        drawn.prepare(font=self._fonts[font])
        self._kept[font, words] = drawn, self._metrics[font].horizontalAdvance(words)
        return self._kept[font, words]


def _typed_in(shown: str, typed: Sequence[str]) -> tuple[int, int]:
    """Where a typed part stands in a masked number: its end first, for tails are what people type."""
    for part in sorted(typed, key=len, reverse=True):
        at = shown.upper().rfind(part.upper())
        if at >= 0 and any(c.isdigit() for c in part):
            return at, at + len(part)
    return len(shown), len(shown)


class SearchList(QWidget):
    """A floating list with its own shadow, six rows high. ``chosen`` carries a Found."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.model_, self.delegate = FoundModel(self), FoundDelegate(self)
        self.count, self.tier_head = Text("", "caption", "mut"), Text("", "caption", "mut")
        self.rows = QListView()
        self.rows.setProperty("kind", "list")
        self.rows.setModel(self.model_)
        self.rows.setItemDelegate(self.delegate)
        self.rows.setUniformItemSizes(True)
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()  # our own: asked for Qt's, PySide makes every class of widget that there is
        ground.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # what lies under it stays
        self.rows.setViewport(ground)
        self._shadow: QPixmap | None = None
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setVerticalScrollMode(QListView.ScrollMode.ScrollPerItem)
        self.rows.clicked.connect(self._on_clicked)
        self.rows.selectionModel().currentChanged.connect(self._on_current)
        self.key_words = [Text("", "caption", "mut") for _ in range(3)]
        self._lay_out()
        self.retell()
        self.hide()

    def _lay_out(self) -> None:
        self.card = Frame("card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        outer.addWidget(self.card)
        column = inside(QVBoxLayout(self.card), 8, 8, 0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 4, 16, 4)
        head.addWidget(self.count)
        head.addStretch()
        head.addWidget(self.tier_head)
        column.addLayout(head)
        column.addWidget(self.rows, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 4)
        foot.setSpacing(6)
        for cap, told in zip(("↑↓", "Enter", "Esc"), self.key_words, strict=True):
            foot.addWidget(Keycap(cap))
            foot.addWidget(told)
            foot.addSpacing(14)
        foot.addStretch()
        column.addLayout(foot)

    def retell(self) -> None:
        """The words and the look anew, after a change of language or theme."""
        for text, told in zip(self.key_words, (self.tr("选"), self.tr("打开"), self.tr("收起")), strict=True):
            text.setText(told)
        self.tier_head.setText(self.tr("级别"))
        self.delegate.restyle()
        self.count.setText(self.tr("{n} 位").format(n=0))
        self.rows.setFixedHeight(0)
        self._chrome = self.card.sizeHint().height()  # all but the rows

    def show_found(self, rows: Sequence[Found], typed: str, place: QRect, room: int) -> None:
        """``place`` is where the card's own edge goes; at most ``room`` px high."""
        self.model_.set_rows(rows, typed)
        count = self.tr("{n} 位").format(n=len(rows)) if rows else self.tr("没有找到；少打几个字或换一种号码")
        self.count.setText(count)
        high = self.delegate.high
        chrome = self._chrome
        shown = min(ROWS, (room - chrome) // high)  # one size, so that a keystroke repaints the rows alone
        policy = Qt.ScrollBarPolicy
        self.rows.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if len(rows) > shown else policy.ScrollBarAlwaysOff
        )
        if self.rows.height() != shown * high:
            self.rows.setFixedHeight(shown * high)
        outer = QRect(place.left(), place.top(), place.width(), chrome + shown * high)
        self.setGeometry(outer.adjusted(-SHADOW, -SHADOW, SHADOW, SHADOW))
        if rows:
            self.rows.setCurrentIndex(self.model_.index(0))
        if not self.isVisible():
            self.show()
            self.raise_()

    def move_by(self, step: int) -> None:
        row = self.rows.currentIndex().row() + step
        if 0 <= row < self.model_.rowCount():
            self.rows.setCurrentIndex(self.model_.index(row))

    def current(self) -> Found | None:
        index = self.rows.currentIndex()
        return self.model_.row(index.row()) if self.isVisible() and index.isValid() else None

    def clear(self) -> None:
        """Hidden, and nobody's name stays in it."""
        self.hide()
        self.model_.set_rows(())
        self.delegate.forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shadow, as a nine-patch of a small picture made once: its middle lies under the card."""
        edge = SHADOW + 12
        if self._shadow is None:
            self._shadow = _cast(3 * edge, self.devicePixelRatioF())
        ratio, painter = self._shadow.devicePixelRatio(), QPainter(self)
        from_, xs, ys = (0, edge, 2 * edge), (0, edge, self.width() - edge), (0, edge, self.height() - edge)
        wides, highs = (edge, self.width() - 2 * edge, edge), (edge, self.height() - 2 * edge, edge)
        for n in range(9):
            across, down = n % 3, n // 3
            place = QRectF(xs[across], ys[down], wides[across], highs[down])
            if n != 4 and place.intersects(QRectF(event.rect())):
                source = QRectF(from_[across] * ratio, from_[down] * ratio, edge * ratio, edge * ratio)
                painter.drawPixmap(place, self._shadow, source)

    def _on_current(self, index: QModelIndex) -> None:
        self.delegate.selected = index.row()

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model_.row(index.row()))


def _cast(side: int, ratio: float) -> QPixmap:
    """Rings of a faint ink: no graphics effect, which is slow on old PCs."""
    shadow = QPixmap(round(side * ratio), round(side * ratio))
    shadow.setDevicePixelRatio(ratio)
    shadow.fill(Qt.GlobalColor.transparent)
    painter = QPainter(shadow)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for n in range(0, SHADOW, 2):
        painter.setBrush(QColor(0, 0, 0, 4 + n // 4))
        painter.drawRoundedRect(QRectF(n, n, side - 2 * n, side - 2 * n), 24 - n // 2, 24 - n // 2)
    painter.end()
    return shadow
