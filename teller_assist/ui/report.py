"""The service report's presenter: reckons off the screen's thread, when opened and when asked."""

from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from teller_assist.desk.service_report import ServiceReport
from teller_assist.domain.service_report import Report
from teller_assist.errors import BadInput, Expected
from teller_assist.ui import texts
from teller_assist.ui.noop import QT_TRANSLATE_NOOP
from teller_assist.ui.report_view import ReportView
from teller_assist.ui.scene import Runs
from teller_assist.ui.station import Station

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter

DAYS = {"today": 1, "week": 7, "month": 30}
Both = tuple[Report, Report]  # by type, and by teller and type


def make(counter: "Counter", tasks: Runs, now: Callable[[], datetime]) -> Station:
    view = ReportView()
    return Station(view, ReportPresenter(view, counter, tasks))


class ReportPresenter:
    def __init__(self, view: ReportView, counter: "Counter", tasks: Runs) -> None:
        self._view, self._counter, self._tasks = view, counter, tasks
        self._report = ServiceReport(counter)
        self._period, self._looked = "today", False
        self._found: Both | None = None
        view.weights.setVisible(self._report.may_simulate)
        view.asked.connect(self.ask)
        view.weights.changed.connect(self.simulate)

    def tick(self) -> None:
        """Once: figures do not change under the eyes of who reads them."""
        if not self._looked:
            self.look()

    def look(self) -> None:
        self._looked = True
        self._view.say(_say(QT_TRANSLATE_NOOP("report", "正在计算…")))
        period = self._period
        self._tasks.run(lambda: self._reckon(period), lambda found: self._show(period, found), self._fail)

    def ask(self, what: str) -> None:
        if what == "back":
            self._view.weights.put_back()
            return
        self._period = self._period if what == "again" else what
        self.look()

    def simulate(self) -> None:
        """What stands in the fields, tried on the period that is shown."""
        panel = self._view.weights
        if self._found is None or not self._report.may_simulate:
            return
        try:
            found = self._report.tried(self._found[1].rows, panel.said())
        except BadInput:
            panel.say(_say(QT_TRANSLATE_NOOP("report", "写成 1.5 或 5/3，从 0 到 1000")), "bad")
        else:
            panel.show_simulation(found, self._people())

    def _reckon(self, period: str) -> Both:
        last = self._counter.today()
        first = last - timedelta(days=DAYS[period] - 1)
        return self._report.report(first, last, ("type",)), self._report.report(first, last, ("teller", "type"))

    def _show(self, period: str, found: Both) -> None:
        if period != self._period:
            return  # another was asked for meanwhile
        self._found = found
        names = self._names()
        self._view.show_report(found[0], names)
        self._view.say("")
        self._view.weights.show_types(names, self._usual(found[0]))
        self.simulate()

    def _usual(self, report: Report) -> dict[str, Fraction]:
        """Today's weight of each known type that there was."""
        today = self._counter.standards
        return {code: today.weight(code) for row in report.rows if (code := row.business_type or "") in today.business}

    def _names(self) -> dict[str, str]:
        known = {code: texts.pick(b.name, b.name_en) for code, b in self._counter.standards.business.items()}
        return {"": _say(QT_TRANSLATE_NOOP("report", "未分类")), **known}

    def _people(self) -> dict[str, str]:
        return {no: one.name for no, one in self._counter.snapshot.staff.items()}

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Expected):
            raise error
        self._view.say(texts.error(error), "bad")


def _say(chinese: str) -> str:
    return QCoreApplication.translate("report", chinese)
