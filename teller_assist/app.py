"""Makes every object of the desktop program and hands each what it needs. Read first.

Start: window, raw encrypted snapshot, first lookup, first paint; everything else after it.
"""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from teller_assist.desk.counter import Counter, utc_now
from teller_assist.errors import Expected
from teller_assist.paths import pop_address
from teller_assist.ui import texts
from teller_assist.ui import theme as look
from teller_assist.ui.tasks import Tasks
from teller_assist.ui.window import MainWindow

# Every screen of the program: name, module, view. To add one: a file in ui/, one in desk/, a line here.
SCREENS = (
    ("counter", "teller_assist.ui.counter_view", "CounterView"),
    ("dock", "teller_assist.ui.dock", "DockView"),
    ("why", "teller_assist.ui.why", "WhyView"),
    ("sheet", "teller_assist.ui.sheet", "SheetView"),
    ("keys", "teller_assist.ui.shortcuts", "KeySheet"),
)


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
    counter = Counter.open(data, now=now, staff_no=staff_no)
    dress(app, language or counter.language, theme, large)
    tasks = Tasks()
    window = MainWindow(counter, tasks, now)
    window.show()
    QTimer.singleShot(0, After(data, window, dock))
    try:
        return app.exec()
    finally:
        tasks.close()
        counter.close()


class After:
    """What waits for the first paint: the clock, the readers, the socket of the core terminal."""

    def __init__(self, data: Path, window: MainWindow, dock: bool) -> None:
        self._data, self._window, self._dock = data, window, dock

    def __call__(self) -> None:
        from teller_assist.ui.screenpop import AlreadyRunning, ScreenPop, answers

        window = self._window
        address = pop_address(self._data)
        pop = ScreenPop(address, window.presenter.pop, window.come_up, window)
        try:
            pop.listen()
        except AlreadyRunning:
            answers(address, b'{"show": {}}\n')
            window.close()
            return
        except OSError as error:
            window.view.bar.say_failed(texts.error(Expected(str(error))))
        window.start()
        if self._dock:
            window.show_dock()


def make_app() -> QApplication:
    present = QApplication.instance()
    app = present if isinstance(present, QApplication) else QApplication(sys.argv[:1])
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
