"""The star report's presenter: reckons off the screen's thread, when opened and when asked; writes it as PDF."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStandardPaths

from teller_assist.desk.star_report import StarReport
from teller_assist.domain.star_sheet import StarSheet
from teller_assist.errors import Expected
from teller_assist.ui import texts
from teller_assist.ui.noop import QT_TRANSLATE_NOOP
from teller_assist.ui.scene import Runs
from teller_assist.ui.star_view import StarView
from teller_assist.ui.station import Station

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter


def make(counter: "Counter", tasks: Runs, now: Callable[[], datetime]) -> Station:
    view = StarView()
    return Station(view, StarPresenter(view, counter, tasks))


class StarPresenter:
    """``folder``: where the PDF goes, default the user's documents."""

    def __init__(self, view: StarView, counter: "Counter", tasks: Runs, folder: Path | None = None) -> None:
        self._view, self._counter, self._tasks, self._folder = view, counter, tasks, folder
        self._report = StarReport(counter)
        self._sheet: StarSheet | None = None
        self._looked = False
        view.asked.connect(self.ask)

    def tick(self) -> None:
        """Once: a period of months does not change while one looks at it."""
        if not self._looked:
            self.look()

    def look(self) -> None:
        self._looked = True
        self._view.say(_say(QT_TRANSLATE_NOOP("stars", "正在计算…")))
        self._tasks.run(self._report.report, self._show, self._fail)

    def ask(self, what: str) -> None:
        if what == "again":
            self.look()
        elif self._sheet is not None:
            self._print(self._sheet)

    def _show(self, sheet: StarSheet) -> None:
        self._sheet = sheet
        branch = self._counter.branch
        self._view.show_sheet(sheet, self._report.name, texts.pick(branch.name, branch.name_en))
        self._view.say("")

    def _print(self, sheet: StarSheet) -> None:
        from teller_assist.ui.paper import write_pdf
        from teller_assist.ui.star_print import blocks_of

        folder = self._folder or Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        path = folder / f"stars-{sheet.first}-{sheet.last}.pdf"
        branch = self._counter.branch
        title = texts.pick(branch.name, branch.name_en)
        if write_pdf(path, blocks_of(sheet, self._report.name, title)):
            self._view.say(_say(QT_TRANSLATE_NOOP("stars", "已存：{path}")).format(path=path))
        else:
            self._view.say(
                _say(QT_TRANSLATE_NOOP("stars", "存不了：{path}，请看文件夹和磁盘")).format(path=path), "bad"
            )

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Expected):
            raise error
        self._view.say(texts.error(error), "bad")


def _say(chinese: str) -> str:
    return QCoreApplication.translate("stars", chinese)
