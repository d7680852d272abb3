"""The dock at work: the counter's own presenter and a real desk behind it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from teller_assist.desk.counter import Counter, utc_now
from teller_assist.tour.demo_desk import demo_desk
from teller_assist.tour.morning import picked
from teller_assist.tour.pictures import AtOnce
from teller_assist.ui.dock_face import DockFace
from teller_assist.ui.window import MainWindow
from tests.ui import look


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    opened = Counter.open(demo_desk(tmp_path_factory.mktemp("demo") / "desk", customers=400))
    yield opened
    opened.close()


@pytest.fixture
def window(qtbot: QtBot, counter: Counter) -> MainWindow:
    main = MainWindow.whole(counter, AtOnce(), utc_now)
    qtbot.addWidget(main)
    main.show()
    main.show_dock()
    assert main.dock is not None
    qtbot.addWidget(main.dock)
    main.dock.resize(320, 768)
    qtbot.waitExposed(main.dock)
    return main


def dock_of(window: MainWindow) -> DockFace:
    assert window.dock is not None
    return window.dock


def test_the_dock_takes_the_place_of_the_window(window: MainWindow) -> None:
    assert dock_of(window).isVisible()
    assert not window.isVisible()


def test_typing_lists_masked_customers_and_enter_opens_the_first(qtbot: QtBot, window: MainWindow) -> None:
    dock = dock_of(window)
    qtbot.keyClicks(dock.field.edit, "zs")
    assert dock.found.isVisible()
    found = dock.found.current()
    assert found is not None
    assert found.name not in {t.text for t in look.painted_texts(dock)}
    qtbot.keyClick(dock.field.edit, Qt.Key.Key_Return)
    card = dock.shown_card()
    assert card is not None
    assert card.customer_no == found.customer_no
    assert not dock.found.isVisible()
    look.assert_sound(dock)


def test_number_and_letter_log_and_z_takes_it_back(qtbot: QtBot, window: MainWindow, counter: Counter) -> None:
    dock, card = dock_of(window), picked(counter)["busy"]
    window.presenter.reopen(card.customer_no)
    qtbot.keyClicks(dock, "1l")
    qtbot.waitUntil(lambda: dock.toast.isVisible() and "考虑" in dock.toast.word.text())
    assert counter.attempts_today()[0].product_code == card.slate.suggestions[0].product_code
    assert any(row.isVisible() and "考虑" in row.below.whole() for row in dock.folded)
    window.presenter.undo()
    assert dock.toast.word.text() == "已撤销"
    assert dock.live.number.digit.text() == "1"


def test_reasons_stand_where_the_sentence_was(qtbot: QtBot, window: MainWindow, counter: Counter) -> None:
    dock = dock_of(window)
    window.presenter.reopen(picked(counter)["busy"].customer_no)
    sentence = dock.live.sentence.text()
    qtbot.keyClicks(dock, "1n")
    qtbot.waitUntil(lambda: "3 别家已买" in dock.live.sentence.text())
    look.assert_sound(dock)
    qtbot.keyClick(dock, Qt.Key.Key_Escape)
    assert dock.live.sentence.text() == sentence


def test_esc_esc_covers_it(qtbot: QtBot, window: MainWindow, counter: Counter) -> None:
    dock = dock_of(window)
    window.presenter.reopen(picked(counter)["busy"].customer_no)
    qtbot.keyClick(dock, Qt.Key.Key_Escape)
    qtbot.keyClick(dock, Qt.Key.Key_Escape)
    assert dock.blanked()
    words = {t.text for t in look.painted_texts(dock) if t.places[0] in (dock.curtain, dock.curtain.words)}
    assert words == {"已遮屏，按任意键回来"}
    qtbot.keyClick(dock, Qt.Key.Key_Space)
    assert not dock.blanked()


def test_back_to_the_window(window: MainWindow) -> None:
    window.actions_["dock"].trigger()
    assert window.isVisible()
    assert window.dock is None
