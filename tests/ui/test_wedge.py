"""A reader's burst opens a card; fingers never do. Times are given, nobody waits."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from teller_assist.ui.wedge import Wedge

CARD = "6222021234567890123"
KEYS = {"\r": Qt.Key.Key_Return, "\n": Qt.Key.Key_Enter, "\t": Qt.Key.Key_Tab}


class Desk(QWidget):
    """A field, and beside it a place that also takes the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.plain = QLineEdit(), QWidget()
        self.plain.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.plain)
        self.scans: list[str] = []
        self.enters = 0
        self.field.returnPressed.connect(self._on_enter)
        self.wedge = Wedge(self)
        self.wedge.scanned.connect(self.scans.append)
        self._at = 1000

    def _on_enter(self) -> None:
        self.enters += 1

    def type(self, text: str, gap_ms: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = self.focusWidget()  # of this window, also while a busy machine has another one active
        assert target is not None
        for letter in text:
            self._at += gap_ms
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = KEYS.get(letter) or Qt.Key(ord(letter.upper()))
                event = QKeyEvent(kind, key, modifiers, letter)
                event.setTimestamp(self._at)
                QApplication.sendEvent(target, event)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Desk:
    made = Desk()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.wedge.watch(qapp)
    made.field.setFocus()
    return made


@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n"])
@pytest.mark.parametrize("gap", [0, 1, 12, 35])
def test_a_burst_is_a_scan_and_leaves_the_field_as_it_was(desk: Desk, gap: int, end: str) -> None:
    desk.field.setText("张")
    desk.type(CARD + end, gap)
    assert desk.scans == [CARD]
    assert desk.field.text() == "张"
    assert desk.enters == 0


def test_a_burst_counts_where_no_field_has_the_focus(desk: Desk) -> None:
    desk.plain.setFocus()
    desk.type("11010519491231002X\r", 4)
    assert desk.scans == ["11010519491231002X"]


@pytest.mark.parametrize("gap", [36, 60, 90, 150])
def test_fingers_type_into_the_field(desk: Desk, gap: int) -> None:
    desk.type(CARD + "\r", gap)
    assert desk.scans == []
    assert desk.field.text() == CARD
    assert desk.enters == 1


def test_a_late_enter_is_a_finger(desk: Desk) -> None:
    desk.type(CARD, 5)
    desk.type("\r", 80)
    assert desk.scans == []
    assert desk.enters == 1


def test_five_characters_are_not_a_scan(desk: Desk) -> None:
    desk.type("62220\r", 3)
    assert desk.scans == []
    assert desk.field.text() == "62220"


def test_what_fingers_typed_just_before_stays(desk: Desk) -> None:
    desk.type("zs", 120)
    desk.type("9", 200)
    desk.type("876543210\r", 4)
    assert desk.scans == ["9876543210"]
    assert desk.field.text() == "zs"


def test_two_scans_follow_each_other(desk: Desk) -> None:
    desk.type("A00371\r\n", 3)
    desk.type(CARD + "\r\n", 3)
    assert desk.scans == ["A00371", CARD]
    assert desk.field.text() == ""


def test_a_held_key_and_a_shortcut_are_not_scans(desk: Desk) -> None:
    desk.type("aaaaaaaa", 20, Qt.KeyboardModifier.ControlModifier)
    desk.type("\r", 20)
    assert desk.scans == []
