"""The screens that are programs of their own, on the demo branch's day at 10:42."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from teller_assist.app import STATIONS
from teller_assist.desk.counter import Counter
from teller_assist.tour.demo_day import Hall
from teller_assist.ui.rules_view import RulesView
from teller_assist.ui.scene import Runs


class Shown(NamedTuple):
    """``counter``: who stands at it. ``prepare`` moves the clock to where the picture is taken."""

    name: str
    zh: str
    en: str
    size: tuple[int, int]
    counter: Callable[[Hall], Counter]
    prepare: Callable[[Hall], object]


def _nothing(hall: Hall) -> None:
    pass


def _asked(hall: Hall) -> None:
    """A visit has just ended at the first window."""
    window = hall.windows[0]
    if window.open_visit() is None:
        window.begin_visit(window.find("z", 1)[0].customer_no, "scan")
    window.end_visit()


SHOWN = (
    Shown("lobby", "大堂", "The lobby board", (1280, 800), lambda h: h.lobby, _nothing),
    Shown("calls", "叫号屏", "The call board", (1280, 720), lambda h: h.lobby, _nothing),
    Shown("kiosk", "取号机", "The kiosk", (1280, 800), lambda h: h.lobby, _nothing),
    Shown("inspection", "巡检", "The inspection form", (1280, 800), lambda h: h.manager, _nothing),
    Shown("stars", "星级与实测", "Stars versus measured", (1280, 800), lambda h: h.manager, _nothing),
    Shown("report", "服务报表", "The service report", (1280, 800), lambda h: h.manager, _nothing),
    Shown("rules", "规则试算", "Rules tried", (1280, 760), lambda h: h.manager, _nothing),
    Shown("wording", "话术检查", "Texts checked", (1180, 720), lambda h: h.manager, _nothing),
    Shown("evaluate", "请您评价", "The evaluation window", (1280, 800), lambda h: h.windows[0], _asked),
)


def views(hall: Hall, tasks: Runs) -> Iterator[tuple[Shown, Callable[[], QWidget]]]:
    """Each with what makes its window, as it stands at that moment."""
    for shown in SHOWN:
        yield shown, lambda shown=shown: _view(shown, hall, tasks)  # type: ignore[misc]


def _view(shown: Shown, hall: Hall, tasks: Runs) -> QWidget:
    shown.prepare(hall)
    station = import_module(STATIONS[shown.name]).make(shown.counter(hall), tasks, hall.clock)
    station.presenter.tick()
    if isinstance(station.view, RulesView):
        station.view.asked.emit(shown.counter(hall).find("z", 1)[0].customer_no, "")
    station.view.setProperty("presenter", station.presenter)
    view: QWidget = station.view
    return view
