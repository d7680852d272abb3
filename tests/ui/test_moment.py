"""The waiting moment: calm until an authorisation is awaited, lit then, in window and dock alike."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from teller_assist.domain.hand import Hand
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui import texts, theme
from teller_assist.ui.dock_face import DockFace
from teller_assist.ui.window import MainWindow
from tests.ui import samples
from tests.ui.look import assert_sound
from tests.ui.standin import Clock, StandIn
from tests.ui.standin_window import StandInWindow
from tests.ui.windows import away

NO = samples.CARD.customer_no
key = Qt.Key


class Seen(NamedTuple):
    lit: bool
    when: str


class Desk(NamedTuple):
    window: MainWindow
    at: StandInWindow
    desk: StandIn
    clock: Clock

    def press(self, what: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, what)

    def later(self, seconds: float) -> None:
        self.clock.move(seconds)
        self.window.presenter.tick()

    def pop(self, waiting: bool, customer_no: str = NO) -> None:
        self.window.presenter.pop("customer", customer_no, Hand(waiting=waiting))

    def seen(self) -> Seen:
        """What the screen shows; ④, the pane or the dock's block say the same."""
        view = self.window.view
        if isinstance(view, DockFace):
            lit = view.live.property("tone") == "acc"
            assert view.live.number.property("live") is lit
            return Seen(lit, view.live.when.text())
        say, pane = view.card.say, view.pane
        lit = say.property("tone") == "acc"
        first = next(offer for offer in pane.offers if not offer.buttons.isHidden())
        assert (say.number.property("live"), first.property("live"), first.digit.property("live")) == (lit, lit, lit)
        assert ("正等授权" in pane.head.caption.text()) is lit
        return Seen(lit, say.caption.text())


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Desk]:
    clock = Clock()
    desk = StandIn(clock)
    at = StandInWindow(desk)
    window = MainWindow.whole(desk, AtOnce(), clock, at)  # type: ignore[arg-type]
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    yield Desk(window, at, desk, clock)
    away(window)


def test_an_open_card_is_calm_and_its_sentence_can_be_read(shown: Desk) -> None:
    shown.pop(waiting=False)
    assert shown.seen() == (False, "大额存单 · 1 年，等授权时说一句")
    assert shown.window.view.card.say.words.text() == samples.TRACK.sentence.zh  # type: ignore[union-attr]
    assert not shown.window.presenter.waiting


@pytest.mark.parametrize("dock", [False, True])
def test_the_terminal_waits_and_goes_on(shown: Desk, dock: bool) -> None:
    if dock:
        shown.window.show_dock()
    shown.pop(waiting=False)
    assert not shown.seen().lit
    shown.pop(waiting=True)
    assert shown.seen().lit
    assert "正等授权，可以说了" in shown.seen().when
    assert shown.window.presenter.waiting
    shown.pop(waiting=False)
    assert not shown.seen().lit


def test_a_supervisor_called_to_authorise_is_the_moment_until_the_call_is_closed(shown: Desk) -> None:
    shown.pop(waiting=False)
    shown.press(key.Key_F10)
    assert shown.seen().lit
    shown.press(key.Key_F10)
    shown.press(key.Key_F10)  # closes it
    assert not shown.seen().lit


def test_the_lobby_called_to_authorise_is_the_moment_and_called_for_help_it_is_not(shown: Desk) -> None:
    shown.pop(waiting=False)
    shown.press(key.Key_F9)
    shown.press(key.Key_H)
    assert not shown.seen().lit
    shown.press(key.Key_F9)
    shown.press(key.Key_A)
    assert shown.seen().lit


def test_in_a_full_hall_it_is_never_lit_and_business_comes_first(shown: Desk) -> None:
    shown.pop(waiting=True)
    assert shown.seen().lit
    shown.at.light, shown.at.turn = "saturated", 99
    shown.later(1)
    assert shown.seen() == (False, "大额存单 · 1 年，排队忙，今天先办业务")
    assert shown.window.view.pane.head.caption.text() == "排队忙，今天先办业务"  # type: ignore[union-attr]
    shown.at.light, shown.at.turn = "busy", 100
    shown.later(1)
    assert shown.seen().lit


def test_the_next_customer_begins_calm_and_so_does_one_who_comes_back(shown: Desk) -> None:
    shown.pop(waiting=True)
    shown.press(key.Key_F10)
    shown.later(1)
    shown.pop(waiting=False, customer_no="C0000112234")
    assert not shown.seen().lit
    shown.later(1)
    shown.pop(waiting=False)
    assert not shown.seen().lit


def test_a_choice_and_a_log_leave_the_light_on_for_the_next_one(shown: Desk) -> None:
    shown.pop(waiting=True)
    shown.window.presenter.press("2")
    assert shown.seen() == (True, "理财签约 · R2，正等授权，可以说了")
    shown.window.presenter.press("R")
    shown.window.deeds._release()
    assert shown.seen().when.startswith("大额存单")


def test_another_look_shows_the_same_moment(shown: Desk) -> None:
    shown.pop(waiting=True)
    shown.window.rebuild()
    assert shown.seen().lit
    shown.window.show_dock()
    assert shown.seen().lit


def test_the_light_takes_no_focus_from_another_program(shown: Desk, qtbot: QtBot) -> None:
    core = QLineEdit()
    qtbot.addWidget(core)
    core.show()
    core.activateWindow()
    core.setFocus()
    qtbot.waitUntil(core.hasFocus)
    shown.pop(waiting=True)
    assert shown.seen().lit
    assert core.hasFocus()
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize(("scheme", "large", "language"), [
    ("light", False, "zh"), ("dark", False, "en"), ("contrast", False, "zh"), ("contrast", True, "en"),
])  # fmt: skip
def test_calm_and_lit_look_sound_and_differ(
    shown: Desk, qapp: QApplication, scheme: str, large: bool, language: str
) -> None:
    texts.install_language(qapp, language)
    theme.apply(qapp, scheme, large)
    shown.window.rebuild()
    for dock in (False, True):
        if dock:
            shown.window.show_dock()
            shown.window.dock.resize(theme.now().px(320), 768)  # type: ignore[union-attr]
        pictures = []
        for waiting in (False, True):
            shown.pop(waiting)
            view = shown.window.view
            assert_sound(view if dock else view.card)  # type: ignore[union-attr]
            QApplication.processEvents()
            pictures.append(view.grab().toImage())
        assert pictures[0] != pictures[1]
