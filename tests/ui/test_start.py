"""The window is painted and answers before the rest of the program is loaded; a key does not wait for it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from teller_assist.app import Rest
from teller_assist.desk.counter import Counter
from teller_assist.desk.lookup import Lookup, utc_now
from teller_assist.paths import pop_address
from teller_assist.tour.demo_desk import demo_desk
from teller_assist.ui.screenpop import answers
from teller_assist.ui.window import MainWindow

# What nobody needs to find a customer; each takes as long as a third of a bare window, or megabytes.
LATE = (
    "sqlalchemy", "alembic", "duckdb", "pypinyin", "uuid_utils", "concurrent.futures", "ssl", "hashlib", "json",
    "PySide6.QtNetwork", "teller_assist.desk.counter", "teller_assist.domain.engine", "teller_assist.ui.counter",
    "teller_assist.ui.card_view",
)  # fmt: skip
FIRST = """
import sys
from pathlib import Path
from teller_assist import app
application = app.make_app()
lookup = app.Lookup.open(Path(sys.argv[1]))
app.dress(application, lookup.language, "light", False)
window = app.MainWindow(lookup)
reached = []
window.rest_wanted.connect(lambda: reached.append(True))
window.show()
while not reached:
    application.processEvents()
window.view.field.edit.setText("王")
application.processEvents()
found = window.view.found.current()
loaded = set(sys.modules)
import json
print(json.dumps([found.name, sorted(loaded)]))
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = demo_desk(tmp_path_factory.mktemp("start") / "desk", customers=400)
    Counter.open(made).close()  # a new desk makes its work.db first
    return made


@pytest.fixture
def early(qtbot: QtBot, desk: Path) -> Iterator[tuple[MainWindow, Rest]]:
    """A window that stands, but has not been painted: the rest is not there yet."""
    lookup = Lookup.open(desk)
    window = MainWindow(lookup)
    rest = Rest(desk, lookup, window, utc_now, dock=False)
    window.rest_wanted.connect(rest.come)
    yield window, rest
    window.close()
    window.deleteLater()  # its reader's filter hears every key of the program
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    rest.close()


def test_the_first_lookup_needs_little(desk: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST, str(desk)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    name, loaded = json.loads(done.stdout.splitlines()[-1])
    assert name
    assert [module for module in loaded if module in LATE] == []


def test_the_rest_comes_after_the_first_paint(qtbot: QtBot, early: tuple[MainWindow, Rest]) -> None:
    window, rest = early
    assert not window.furnished
    window.show()
    qtbot.waitUntil(lambda: window.furnished)
    qtbot.waitUntil(window.view.bar.isVisible)
    assert window.view.status.place.text()
    assert rest.tasks is not None


def test_text_typed_before_stays_and_its_list_opens_a_card(qtbot: QtBot, early: tuple[MainWindow, Rest]) -> None:
    window, rest = early
    window.show()
    window.view.field.edit.setText("王")
    assert not window.furnished
    first = window.view.found.model_.row(0)
    window.view.chosen.emit(first)  # Enter in the field
    assert window.furnished
    assert window.presenter.card is not None
    assert window.presenter.card.customer_no == first.customer_no
    qtbot.waitUntil(lambda: rest.tasks is not None and rest.tasks.under_way() == 0)


def test_a_key_pressed_before_does_what_it_always_does(qtbot: QtBot, early: tuple[MainWindow, Rest]) -> None:
    window, _ = early
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.furnished
    assert window._keys is not None
    assert window._keys.isVisible()


def test_a_scan_that_comes_before_opens_its_customer(qtbot: QtBot, early: tuple[MainWindow, Rest]) -> None:
    window, rest = early
    number = rest._lookup.snapshot.conn.execute("SELECT id_no FROM customer LIMIT 1").fetchone()[0].replace(" ", "")
    window.show()
    window.activateWindow()
    for letter in number:
        QTest.keyClick(QApplication.focusWidget() or window, letter)
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.furnished and window.presenter.card is not None)
    qtbot.waitUntil(lambda: rest.tasks is not None and rest.tasks.under_way() == 0)


def test_a_second_window_brings_the_first_up_and_says_that_it_changes_nothing(desk: Path) -> None:
    lookup = Lookup.open(desk)
    other = next(no for no in lookup.snapshot.staff if no != lookup.staff.staff_no)
    lookup.close()
    command = [sys.executable, "-m", "teller_assist", "--data", str(desk), "window"]
    with subprocess.Popen(command) as first:
        while not answers(pop_address(desk)):
            assert first.poll() is None
            time.sleep(0.1)
        second = subprocess.run([*command, "--staff", other], capture_output=True, text=True, check=False)
        first.kill()
    assert (second.returncode, "Ctrl+W" in second.stderr) == (0, True)
