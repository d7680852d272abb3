"""What stands in the suggestions' place once selling has stopped: what was seen, what to ask, whom to call."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from teller_assist.domain.card import Card, Flag
from teller_assist.domain.care import ALERT
from teller_assist.domain.policy import MANAGER
from teller_assist.ui import texts, theme
from teller_assist.ui.controls import Key
from teller_assist.ui.widgets import Frame, Glyph, Text, inside

if TYPE_CHECKING:
    from teller_assist.desk.window import AtWindow, Coming

LINES = 4  # signs or questions at most, one less in large print: with the keys they fit the window


class Alarm(Frame):
    """No product stands here. ``pressed`` names an action: supervisor, release."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__("card")
        self.whose = ""
        self._since: datetime | None = None  # when selling stopped, as far as is known
        self._call: Coming | None = None
        self._now: datetime | None = None
        self.glyph, self.signs = Glyph("alert", "bad"), Text("", bold=True)
        self.sign_lines = [Text() for _ in range(LINES)]
        self.ask, self.ask_lines = Text("", bold=True), [Text() for _ in range(LINES)]
        self.do, self.caption = Text("", "caption", "mut"), Text("", "caption", "mut")
        self.call = Key("F10", "", "urgent", bold=True, trailing=" ", centred=False, across=18, down=12)
        self.lift = Key("F11", "", "quiet", trailing=" ", centred=False, across=18, down=12)
        for key, name in ((self.call, "supervisor"), (self.lift, "release")):
            key.setProperty("action", name)
            key.clicked.connect(self._on_clicked)
        self._lay()

    def _lay(self) -> None:
        page = inside(QVBoxLayout(self), 24, 24, 8)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(8)
        for part in (self.signs, *self.sign_lines):
            column.addWidget(part)
        column.addSpacing(16)
        for part in (self.ask, *self.ask_lines, self.do):
            column.addWidget(part)
        row.addLayout(column, 1)
        page.addLayout(row)
        page.addSpacing(16)
        for low in (self.call, self.lift, self.caption):
            page.addWidget(low)
        for part in (*self.sign_lines, *self.ask_lines, self.do, self.caption):
            part.setWordWrap(True)

    def show_alerts(self, alerts: Sequence[Flag], card: Card) -> None:
        care = card.care
        if self.whose != card.customer_no:
            self.whose, self._since = card.customer_no, None
        self._since = (care.since if care is not None else None) or self._since
        told = [texts.flag(alert, card.today) for alert in alerts if alert.code != ALERT]
        told += map(texts.said, care.signs if care is not None else ())
        n = len(told)
        self.signs.setText(self.tr("本次见到 {n} 个信号").format(n=n) if n else self.tr("柜员请求停止营销"))
        most = LINES - theme.now().large
        if n > most:
            told[most - 1 :] = [self.tr("另有 {n} 个").format(n=n - most + 1)]
        _fill(self.sign_lines, told)
        say, do = texts.care(alerts[0].code, care)
        asks = list(map(texts.said, care.asks)) if care is not None else []
        self.ask.setText(self.tr("照着问") if asks else self.tr("照着说"))
        _fill(self.ask_lines, asks[:most] or [say])
        self.do.setText(do)
        self._show_keys(card)
        self.setAccessibleName(self.signs.text())

    def _show_keys(self, card: Card) -> None:
        care = card.care
        stands = any(alert.code == ALERT for alert in card.alerts)
        self.call.set_word(self.tr("请主管来"))
        self._show_call()
        self.lift.setVisible(care is not None)
        self.lift.set_word(self.tr("核实无误，解除") if stands else self.tr("记下可疑信号"))
        self.lift.trailing.setText(self.tr("计入误报") if stands else "")
        self.caption.setText(self.tr("解除需主管授权，解除后今天也不再推荐") if stands else "")
        self.caption.setVisible(stands)

    def show_calls(self, at: "AtWindow") -> None:
        """Who was called to this window and comes."""
        self._call = next((c for c in at.calls if c.call.to_role == MANAGER), None)

    def tick(self, now: datetime) -> None:
        """Once a second while it is in sight: how long nobody has been called, or since when somebody was."""
        self._now = now
        if self.isVisible():
            self._since = self._since or now
            self._show_call()

    def _show_call(self) -> None:
        coming, since, now = self._call, self._since, self._now
        if coming is None:
            form, begun = self.tr("{time} 未呼叫"), since
        else:
            form, begun = self.tr("已呼叫 {time}"), coming.call.made_at
        if coming is not None and coming.name:
            there = self.tr("{name} {n} 秒到") if coming.eta_s else self.tr("{name} 来了")
            self.call.trailing.setText(there.format(name=coming.name, n=coming.eta_s))
            return
        seconds = max(0, int((now - begun).total_seconds())) if now is not None and begun is not None else 0
        self.call.trailing.setText(form.format(time=f"{seconds // 60}:{seconds % 60:02d}"))

    def _on_clicked(self) -> None:
        self.pressed.emit(str(self.sender().property("action")))


def _fill(lines: Sequence[Text], told: Sequence[str]) -> None:
    for n, line in enumerate(lines):
        line.setText(told[n] if n < len(told) else "")
        line.setVisible(n < len(told))
