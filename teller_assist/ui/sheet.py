"""The sheet that the customer reads (F8): facts and risks of one product, and nothing about the customer."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from teller_assist.domain.product import Sheet
from teller_assist.ui import texts
from teller_assist.ui.controls import Key
from teller_assist.ui.widgets import Frame, Tag, Text, inside

FACTS = 9


class SheetView(QWidget):
    """A whole screen in large type: the second one where there is one. Esc closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._sheet: Sheet | None = None
        self.name = Text("", "headline", bold=True)
        self.name.setWordWrap(True)
        self.kind = Text("", "title", "mut")
        self.verdict = Tag("pill", "", "info", "warn", step="ticket")
        self.heads = [Text("", "title", "mut") for _ in range(FACTS)]
        self.bodies = [Text("", "ticket", bold=i == 0) for i in range(FACTS)]
        self.free = Text("", "title")
        self.close_key = Key("Esc", "", "flat")
        self.close_key.clicked.connect(self.close)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._ground())

    def _ground(self) -> QWidget:
        ground = Frame("page")
        column = inside(QVBoxLayout(ground), 64, 48, 16)
        column.addWidget(self.kind)
        column.addWidget(self.name)
        column.addWidget(self.verdict)
        column.addSpacing(16)
        scroll, inner = QScrollArea(), QWidget()
        scroll.setProperty("kind", "scroll")
        inner.setProperty("kind", "scrolled")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 16, 0)
        grid.setHorizontalSpacing(40)
        grid.setVerticalSpacing(16)
        grid.setColumnStretch(1, 1)
        for row, (head, body) in enumerate(zip(self.heads, self.bodies, strict=True)):
            body.setWordWrap(True)
            head.setContentsMargins(0, 5, 0, 0)  # on the line of the larger type beside it
            grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(body, row, 1)
        grid.setRowStretch(FACTS, 1)
        scroll.setWidget(inner)
        column.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.free, 1)
        foot.addWidget(self.close_key, 0, Qt.AlignmentFlag.AlignBottom)
        self.free.setWordWrap(True)
        column.addLayout(foot)
        return ground

    def open(self, sheet: Sheet) -> None:
        """Shows it over the whole of the second screen, or of the only one."""
        self.show_sheet(sheet)
        screens = QGuiApplication.screens()
        beside = self.parentWidget()
        here = beside.screen() if beside is not None else screens[0]
        other = next((s for s in screens if s is not here), here)
        self.setGeometry(other.availableGeometry())
        if other is here:
            self.show()
            self.raise_()
            self.activateWindow()
        else:
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.showFullScreen()

    def show_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.name.setText(texts.pick(sheet.name, sheet.name_en))
        self.kind.setText(texts.category(sheet.category))
        self.verdict.show_word(*self._verdict(sheet))
        told = [(head, body) for head, body in self._facts(sheet) if body]
        for i in range(FACTS):
            head, body = told[i] if i < len(told) else ("", "")
            self.heads[i].setText(head)
            self.bodies[i].setText(body)
            self.heads[i].setVisible(bool(body))
            self.bodies[i].setVisible(bool(body))
        self.free.setText(self.tr("请以产品说明书和合同为准。买不买都由您定，不买不影响办理其他业务。"))
        self.close_key.set_word(self.tr("收起"))
        self.setWindowTitle(self.name.text())

    def _verdict(self, sheet: Sheet) -> tuple[str, str, str]:
        if sheet.insured:
            return self.tr("存款，受存款保险保障：同一家银行本息合计最高 50 万元"), "shield", "ok"
        if sheet.may_lose:
            return self.tr("不是存款，本金可能受损，收益不作保证"), "alert", "bad"
        return self.tr("不是存款"), "info", "warn"

    def _facts(self, sheet: Sheet) -> tuple[tuple[str, str], ...]:
        term = self.tr("{n} 个月").format(n=sheet.term_months) if sheet.term_months else ""
        least = "" if not sheet.min_amount_fen else self.tr("{n} 元起").format(n=f"{sheet.min_amount_fen // 100:,}")
        rating = "" if sheet.rating is None else f"R{sheet.rating} · {self._risk(sheet.rating)}"
        zone = self.tr("须在销售专区办理，全程录音录像") if sheet.sale_zone else ""
        until = sheet.valid_to.isoformat() if sheet.valid_to else ""
        currency = "" if sheet.currency in ("", "CNY") else sheet.currency
        return (
            (self.tr("风险与本金"), sheet.loss_text),
            (self.tr("风险等级"), rating),
            (self.tr("期限"), term),
            (self.tr("起点"), least),
            (self.tr("币种"), currency),
            (self.tr("费用"), sheet.fee_text),
            (self.tr("管理人"), sheet.manager),
            (self.tr("办理方式"), zone),
            (self.tr("有效至"), until),
        )

    def _risk(self, rating: int) -> str:
        return {
            1: self.tr("低风险"),
            2: self.tr("较低风险"),
            3: self.tr("中等风险"),
            4: self.tr("较高风险"),
            5: self.tr("高风险"),
        }[rating]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F8):
            self.close()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and getattr(self, "_sheet", None) is not None:
            assert self._sheet is not None
            self.show_sheet(self._sheet)
