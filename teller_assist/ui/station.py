"""Screens that are programs of their own: lobby board, kiosk, call board, evaluation, inspection, reports.

Each module has ``make(counter, tasks, now) -> Station``; ``app.STATIONS`` lists them. A station looks twice a second
whether something was recorded, by itself or by anybody of the branch, and shows it.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from teller_assist.ui.fitting import show_fitting
from teller_assist.ui.scene import Runs

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter
    from teller_assist.ui.follower import Follower

TICK_MS = 500


class Ticks(Protocol):
    """A station's presenter."""

    def tick(self) -> None: ...


class Station(NamedTuple):
    view: QWidget
    presenter: Ticks


Make = Callable[["Counter", Runs, Callable[[], datetime]], Station]


class StationProgram(QObject):
    """One station on the screen: its clock, its full-screen key (F11), the sync that runs beside it."""

    def __init__(self, station: Station, counter: "Counter", follower: "Follower | None" = None) -> None:
        super().__init__(station.view)
        self.station, self._counter, self._follower = station, counter, follower
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(station.presenter.tick)
        QShortcut(QKeySequence(Qt.Key.Key_F11), station.view, self._other_size)

    def start(self, full: bool) -> None:
        """Shows it, and follows the branch if the desk is enrolled."""
        self.station.presenter.tick()
        if full:
            self.station.view.showFullScreen()
        else:
            show_fitting(self.station.view)
        self._clock.start()
        if self._follower is not None and self._counter.status().link.state != "alone":
            self._follower.start()

    def stop(self) -> None:
        self._clock.stop()
        if self._follower is not None:
            self._follower.stop()

    def _other_size(self) -> None:
        view = self.station.view
        if view.isFullScreen():
            view.showNormal()
        else:
            view.showFullScreen()


def follower_of(data: Path) -> "Follower":
    """The sync of a data folder. Only one program of a desk syncs at a time; the others see what it brings."""
    from teller_assist.ui.follower import Follower, command

    return Follower(command(data))
