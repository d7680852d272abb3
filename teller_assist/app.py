"""Makes every object of the desktop program and hands each what it needs. Read first.

Start, early: ``Lookup`` (encrypted snapshot, search) and the window with its search field; that is painted
and can be typed into. Late, after the first paint: ``Rest``. What is imported at the top of this file is early.
"""

import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from teller_assist.desk.lookup import Lookup, utc_now
from teller_assist.errors import Expected
from teller_assist.paths import pop_address
from teller_assist.ui import texts
from teller_assist.ui import theme as look
from teller_assist.ui.fitting import show_fitting
from teller_assist.ui.window import MainWindow

if TYPE_CHECKING:
    from teller_assist.desk.counter import Counter
    from teller_assist.ui.follower import Follower
    from teller_assist.ui.tasks import Tasks

OPEN_ALREADY = (
    "The window of {data} is open already 窗口已经开着: it came up 已调到前面, "
    "and who serves there stays 在岗的人不变. "
    "Change that in it with Ctrl+W 换人请在窗口里按 Ctrl+W."
)
LONGEST_MS = 500  # a window that nothing paints (minimised, covered) gets its rest then

# Every screen of the program: name, module, view. To add one: a file in ui/, one in desk/, a line here.
SCREENS = (
    ("counter", "teller_assist.ui.counter_view", "CounterView"),
    ("dock", "teller_assist.ui.dock", "DockView"),
    ("why", "teller_assist.ui.why", "WhyView"),
    ("sheet", "teller_assist.ui.sheet", "SheetView"),
    ("keys", "teller_assist.ui.shortcuts", "KeySheet"),
    ("sync", "teller_assist.ui.sync_view", "SyncView"),
    ("standards", "teller_assist.ui.standards_view", "StandardsView"),
    ("huddle", "teller_assist.ui.huddle_view", "HuddleView"),
)
# Screens that are programs of their own, each with ``make``: name, module. They run by ``teller-assist screen NAME``.
STATIONS: dict[str, str] = {
    "lobby": "teller_assist.ui.lobby",
    "evaluate": "teller_assist.ui.evaluate",
    "calls": "teller_assist.ui.call_board",
    "kiosk": "teller_assist.ui.kiosk",
    "stars": "teller_assist.ui.stars",
    "inspection": "teller_assist.ui.inspection_form",
    "report": "teller_assist.ui.report",
    "rules": "teller_assist.ui.rules",
    "wording": "teller_assist.ui.wording",
}


def run(
    data: Path,
    *,
    dock: bool = False,
    language: str | None = None,
    theme: str = "light",
    large: bool = False,
    now: Callable[[], datetime] = utc_now,
    staff_no: str | None = None,
) -> int:
    """The counter window until it is closed; the exit code. Raises ``DeskNotReady`` before any window shows."""
    speak_chinese()
    app = make_app()
    lookup = Lookup.open(data, staff_no=staff_no)
    dress(app, language or lookup.language, theme, large)
    window = MainWindow(lookup)
    rest = Rest(data, lookup, window, now, dock)
    window.rest_wanted.connect(rest.come)
    show_fitting(window)
    QTimer.singleShot(LONGEST_MS, rest.come)
    try:
        return app.exec()
    finally:
        rest.close()
        if rest.open_already:
            print(OPEN_ALREADY.format(data=data), file=sys.stderr)


def run_station(
    data: Path,
    name: str,
    *,
    language: str | None = None,
    theme: str = "light",
    large: bool = False,
    full: bool = False,
    now: Callable[[], datetime] = utc_now,
    staff_no: str | None = None,
    place: Mapping[str, str] | None = None,
) -> int:
    """One of ``STATIONS`` until it is closed; the exit code. Raises ``DeskNotReady`` before any window shows.

    ``place``: what this screen's ``make`` takes besides, as ``window_no`` of the evaluation window.
    """
    from importlib import import_module

    from teller_assist.desk.counter import Counter
    from teller_assist.ui.station import StationProgram, follower_of
    from teller_assist.ui.tasks import Tasks

    speak_chinese()
    app = make_app()
    counter = Counter.open(data, now=now, staff_no=staff_no)
    tasks = Tasks()
    dress(app, language or counter.language, theme, large)
    station = import_module(STATIONS[name]).make(counter, tasks, now, **(place or {}))
    program = StationProgram(station, counter, follower_of(data))
    program.start(full)
    try:
        return app.exec()
    finally:
        program.stop()
        tasks.close()
        counter.close()


class Rest:
    """Everything that waits for the first paint: the counter and its deeds, card and keys, the worker, the
    clock, the readers, the socket of the core terminal, the sync beside it. ``come`` brings it, once."""

    def __init__(self, data: Path, lookup: Lookup, window: MainWindow, now: Callable[[], datetime], dock: bool) -> None:
        self._data, self._lookup, self._window, self._now, self._dock = data, lookup, window, now, dock
        self.counter: Counter | None = None
        self.tasks: Tasks | None = None
        self.follower: Follower | None = None
        self.open_already = False  # in another program

    def come(self) -> None:
        if self.counter is not None:
            return
        from teller_assist.desk.counter import Counter
        from teller_assist.ui.tasks import Tasks

        window = self._window
        self.counter, self.tasks = Counter(self._lookup, self._now), Tasks()
        window.furnish(self.counter, self.tasks, self._now)
        if self._listen():
            window.start()
            self._follow()
            if self._dock:
                window.show_dock()

    def _listen(self) -> bool:
        """Lets the core terminal in. False if this desk's window is already open: that one shows itself."""
        from teller_assist.ui.screenpop import AlreadyRunning, ScreenPop, answers

        window, address = self._window, pop_address(self._data)
        pop = ScreenPop(address, window.presenter.pop, window.come_up, window)
        try:
            pop.listen()
        except AlreadyRunning:
            answers(address, b'{"show": {}}\n')
            self.open_already = True
            window.close()
            return False
        except OSError as error:
            window.view.bar.say_failed(texts.error(Expected(str(error))))
        return True

    def _follow(self) -> None:
        from teller_assist.ui.follower import Follower, command

        self.follower = Follower(command(self._data))  # outlives the window until ``close``
        self._window.follow(self.follower)

    def close(self) -> None:
        """What was pressed is recorded, the sync beside it is ended, then the databases are closed."""
        if self.tasks is not None:
            self.tasks.close()
        if self.follower is not None:
            self.follower.stop()
        (self.counter or self._lookup).close()


def make_app() -> QApplication:
    present = QApplication.instance()
    app = present if isinstance(present, QApplication) else look.make_app(sys.argv[:1])
    app.setApplicationName("teller-assist")
    app.setDesktopFileName("teller-assist")
    return app


def dress(app: QApplication, language: str, scheme: str, large: bool) -> None:
    texts.install_language(app, language)
    look.apply(app, scheme, large)


def speak_chinese() -> None:
    """pip's Qt has no fcitx plugin; the portal of its IBus one types Chinese under both. Before QApplication."""
    if sys.platform == "linux" and os.environ.get("QT_IM_MODULE") in (None, "fcitx", "fcitx5", "ibus"):
        os.environ["QT_IM_MODULE"] = "ibus"
        os.environ["IBUS_USE_PORTAL"] = "1"
