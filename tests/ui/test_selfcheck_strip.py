"""The self-check after a visit: by keys, ignored at no cost, and looked at."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from teller_assist.desk.counter import Counter
from teller_assist.ui import texts, theme
from teller_assist.ui.selfcheck_strip import SelfCheckStrip
from teller_assist.ui.tasks import Tasks
from teller_assist.ui.window import MainWindow
from tests.desk import small
from tests.desk.test_selfchecks import every_visit
from tests.domain.test_standards import told
from tests.ui import look

Key = Qt.Key


class Window:
    """The real window on a real small desk that asks after every visit."""

    def __init__(self, qtbot: QtBot, data: Path) -> None:
        self.qtbot, self.clock = qtbot, small.Clock()
        self.counter = Counter.open(data, now=self.clock)
        self.checks = every_visit(self.counter)
        self.tasks = Tasks()
        self.window = MainWindow.whole(self.counter, self.tasks, self.clock)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitActive(self.window)
        self.window.start()

    @property
    def strip(self) -> SelfCheckStrip:
        strip: SelfCheckStrip = self.window.view.empty.selfcheck  # type: ignore[union-attr]
        return strip

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(lambda: self.tasks.under_way() == 0)
            QApplication.processEvents()

    def open(self, customer_no: str = small.ZHANG) -> None:
        self.window.presenter.reopen(customer_no)
        self.settle()

    def end(self) -> None:
        QTest.keyClick(self.window, Key.Key_F12)
        self.settle()

    def ctrl(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def answers(self) -> list[tuple[int, str]]:
        return [(len(c.kept.split()), c.missed) for c in self.checks.since(small.MORNING)]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    made = Window(qtbot, small.make_desk(tmp_path))
    yield made
    made.tasks.close()
    made.window.close()
    made.counter.close()


def test_all_seven_kept_is_one_key_with_the_cursor_in_the_field(window: Window) -> None:
    window.open()
    assert not window.strip.isVisible()
    window.end()
    assert window.strip.isVisible()
    window.window.view.focus_field()
    window.ctrl(Key.Key_0)
    assert window.answers() == [(7, "")]
    assert not window.strip.isVisible()
    assert window.window.view.field.edit.text() == ""  # type: ignore[union-attr]
    window.ctrl(Key.Key_0)
    assert window.answers() == [(7, "")], "the key is dead once it was answered"


def test_missed_steps_by_their_digits_and_taken_back(window: Window) -> None:
    window.open()
    window.end()
    for key in (Key.Key_2, Key.Key_5, Key.Key_2):
        window.ctrl(key)
    assert window.strip.done.word.text() == "记下，1 步没做到"
    window.ctrl(Key.Key_0)
    assert window.answers() == [(6, "recommend")]


def test_ignoring_it_costs_nothing(window: Window) -> None:
    window.open()
    window.end()
    window.open(small.OUYANG)
    window.ctrl(Key.Key_0)
    assert window.answers() == []
    assert not window.strip.isVisible()


def test_what_was_marked_is_kept_when_the_next_customer_comes_first(window: Window) -> None:
    window.open()
    window.end()
    window.ctrl(Key.Key_7)
    window.open(small.OUYANG)
    assert window.answers() == [(6, "see_off")]


def test_a_strip_outlives_a_change_of_language(window: Window, qapp: QApplication) -> None:
    window.open()
    window.end()
    window.window._other_language()
    window.ctrl(Key.Key_0)
    assert window.answers() == [], "the view is a new one, and nothing is asked twice"


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[], QWidget]:
    def show() -> QWidget:
        page, strip = QWidget(), SelfCheckStrip()
        QVBoxLayout(page).addWidget(strip)
        qtbot.addWidget(page)
        page.resize(864, 200)
        strip.ask(told().steps)
        strip.keys[4].click()
        page.show()
        return page

    return show


@pytest.mark.parametrize(
    ("scheme", "large", "language"),
    [("light", False, "zh"), ("dark", True, "zh"), ("contrast", False, "en"), ("light", True, "en")],
)
def test_it_looks_right(
    shown: Callable[[], QWidget], qapp: QApplication, scheme: str, large: bool, language: str
) -> None:
    theme.apply(qapp, scheme, large)
    texts.install_language(qapp, language)
    look.assert_sound(shown())
