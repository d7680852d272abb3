"""What stands in the card's place when nobody is at the window: how to begin, who was here today, the self-check."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from teller_assist.desk.status import Served
from teller_assist.domain.days import BRANCH_TIME
from teller_assist.ui.selfcheck_strip import SelfCheckStrip
from teller_assist.ui.widgets import Glyph, Text

RECENT = 3
GUEST = "guest:"  # before a visit's id, in place of a customer number


class Recent(QWidget):
    """One of today's customers: ticket, masked name, when. ``pressed`` carries the customer number."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._customer = ""
        self.ticket, self.name = Text("", "title", bold=True), Text()
        self.when = Text("", "caption", "mut")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.ticket)
        row.addWidget(self.name)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(self.when)

    def show_served(self, served: Served) -> None:
        self._customer = served.customer_no or f"{GUEST}{served.visit_id}"
        self.ticket.setText(served.ticket)
        self.ticket.setVisible(bool(served.ticket))
        self.name.setText(self._who(served))
        at = served.started_at.astimezone(BRANCH_TIME).strftime("%H:%M")
        count = self.tr("{n} 条记录").format(n=served.attempts) if served.attempts else ""
        self.when.setText(" · ".join(part for part in (at, count) if part))
        self.setAccessibleName(f"{served.ticket} {self.name.text()} {self.when.text()}")

    def _who(self, served: Served) -> str:
        """Another branch's customer has no name here: what the card says of them, and how their number ends."""
        if not served.customer_no:
            return self.tr("无档案来客")
        return served.name_masked or self.tr("其他网点客户 …{tail}").format(tail=served.customer_no[-4:])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit(self._customer)


class EmptyView(QWidget):
    """Nobody's card. ``reopened`` carries a customer number."""

    reopened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.hint, self.count = Text("", "title", "mut"), Text("", bold=True)
        self.recents = [Recent() for _ in range(RECENT)]
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 24, 24, 16)
        page.setSpacing(12)
        page.addStretch(3)
        for part in (Glyph("scan", "mut", 32), self.hint):
            page.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(4)
        self.selfcheck = SelfCheckStrip()
        page.addWidget(self.selfcheck)
        page.addWidget(self.count)
        row = QHBoxLayout()
        row.setSpacing(24)
        for recent in self.recents:
            recent.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            recent.pressed.connect(self.reopened)
            row.addWidget(recent, 1)
        page.addLayout(row)

    def show_served(self, served: Sequence[Served]) -> None:
        self.hint.setText(self.tr("刷证、刷卡，或按 F2 找客户"))
        self.count.setText(self.tr("今天已接待 {n} 位").format(n=len(served)) if served else "")
        for n, recent in enumerate(self.recents):
            recent.setVisible(n < len(served))
            if n < len(served):
                recent.show_served(served[n])
