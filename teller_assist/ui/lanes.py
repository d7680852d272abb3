"""The holdings strip: three wells of four rows. "None", "0" and "unknown" are three different shapes."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from teller_assist.domain.card import LaneRow, LaneView
from teller_assist.domain.money import UNIT, wan
from teller_assist.ui import texts, theme
from teller_assist.ui.widgets import Frame, Glyph, Text, inside, set_property

ROWS = 4
ROW_HIGH, ROW_GAP = 28, 5


class Row(Frame):
    """One category: held, zero, none, unknown or dormant; a clock where something matures soon."""

    def __init__(self) -> None:
        super().__init__("row")
        self.name, self.value = Text(), Text()
        self.clock, self.mark = Glyph("clock", "warn"), Glyph("help", "mut")
        row = inside(QHBoxLayout(self), 12, 3)
        row.addWidget(self.name)
        row.addWidget(self.clock)
        row.addStretch()
        row.addWidget(self.mark)
        row.addWidget(self.value)
        self.setMinimumHeight(theme.now().px(ROW_HIGH))

    def show_row(self, told: LaneRow, exact: bool, stale: bool) -> None:
        quiet = told.state in ("none", "unknown")
        self.set_state(told.state)
        self.name.setText(texts.pick(told.name, told.name_en))
        self.name.set_tone("mut" if quiet else "text")
        self.clock.setVisible(told.due)
        self.mark.setVisible(told.state in ("dormant", "unknown"))
        if told.state == "dormant":
            self.mark.set_glyph("moon", "warn")
            self.value.setText(texts.state("dormant"))
        elif told.state == "unknown":
            self.mark.set_glyph("help", "mut")
            self.value.setText(texts.state("unknown"))
        elif told.state == "none":
            self.value.setText(texts.state("none"))
        else:
            self.value.setText(_figure(told, exact))
        bold = told.state == "held" and bool(told.band)
        self.value.set_tone("warn" if told.state == "dormant" else "mut" if quiet or stale else "text")
        set_property(self.value, "weight", "bold" if bold else "")
        self._fit()
        self.setAccessibleName(f"{self.name.text()} {self.value.text()}")

    def show_more(self, count: int) -> None:
        """The last row of a lane that has more than it can show."""
        self.set_state("none")
        self.name.setText(QCoreApplication.translate("lanes", "另 {n} 项").format(n=count))
        self.name.set_tone("mut")
        self.value.setText("")
        self.clock.hide()
        self.mark.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A long name is set smaller, never cut."""
        parts = (self.clock, self.mark, self.value)
        taken = sum(part.sizeHint().width() + 8 for part in parts if not part.isHidden())
        room = self.width() - taken - 24
        now = theme.now()
        wide = QFontMetrics(now.font("body")).horizontalAdvance(self.name.text())
        set_property(self.name, "step", "body" if wide <= room else "caption")


def _figure(told: LaneRow, exact: bool) -> str:
    if exact and told.exact_fen is not None:
        return wan(told.exact_fen)
    return told.band or (texts.having(told.code) if told.state == "held" else texts.state(told.state))


class Well(Frame):
    """One lane: its name, its everyday word, its band with the unit said once, four rows."""

    def __init__(self) -> None:
        super().__init__("well")
        self.name, self.plain, self.total = (
            Text("", bold=True),
            Text("", "caption", "mut"),
            Text("", bold=True),
        )
        self.rows = [Row() for _ in range(ROWS)]
        column = inside(QVBoxLayout(self), 8, 8, ROW_GAP)
        head = QHBoxLayout()
        head.setContentsMargins(12, 2, 12, 3)
        head.setSpacing(6)
        head.addWidget(self.name)
        head.addWidget(self.plain)
        head.addStretch()
        head.addWidget(self.total)
        column.addLayout(head)
        for row in self.rows:
            column.addWidget(row)
        column.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_lane(self, told: LaneView, exact: bool, stale: bool) -> None:
        name, plain = texts.lane(told.lane)
        self.name.setText(name)
        self.plain.setText("" if told.lane == "fee" or plain.lower() == name.lower() else plain)
        self.total.setText(wan(told.exact_fen) + UNIT if exact and told.exact_fen else told.band)
        self.total.set_tone("mut" if stale else "text")
        shown, more = fit(told.rows)
        for row, lane_row in zip(self.rows, shown, strict=False):
            row.show_row(lane_row, exact, stale)
        for n, row in enumerate(self.rows):
            row.setVisible(n < len(shown) or (n == len(shown) and more > 0))
        if more:
            self.rows[len(shown)].show_more(more)
        said = [f"{texts.pick(r.name, r.name_en)} {_figure(r, exact=False)}" for r in told.rows]
        self.setAccessibleName(f"{name} {told.band}")
        self.setAccessibleDescription("; ".join(said))


def fit(rows: Sequence[LaneRow]) -> tuple[Sequence[LaneRow], int]:
    """The rows to show and how many are only counted. What the customer has never gives way to what they
    have not; the lanes' many "none" fill what is left and are not counted."""
    has = [row for row in rows if row.state != "none"]
    if len(has) > ROWS:
        return has[: ROWS - 1], len(has) - ROWS + 1
    return rows[:ROWS], 0


class Lanes(QWidget):
    """Liabilities, assets, fee business side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.wells = [Well() for _ in range(3)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for well in self.wells:
            row.addWidget(well, 1)

    def show_lanes(self, lanes: Sequence[LaneView], exact: bool = False, stale: bool = False) -> None:
        for well, lane in zip(self.wells, lanes, strict=False):
            well.show_lane(lane, exact, stale)
