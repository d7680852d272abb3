"""No window begins under the edge of the screen."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from teller_assist.ui.beside import Beside
from teller_assist.ui.fitting import kept_in, show_fitting

ROOM = QRect(0, 0, 1366, 728)


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        (QRect(846, 0, 561, 640), QRect(805, 0, 561, 640)),
        (QRect(805, 100, 561, 628), QRect(805, 100, 561, 628)),
        (QRect(-20, 100, 1400, 700), QRect(0, 28, 1400, 700)),
    ],
)
def test_what_would_stick_out_is_moved_in(place: QRect, kept: QRect) -> None:
    assert kept_in(place, ROOM) == kept


@pytest.mark.parametrize("too_large", [True, False])
def test_a_window_without_room_is_maximised(qtbot: QtBot, too_large: bool) -> None:
    view = QWidget()
    qtbot.addWidget(view)
    room = view.screen().availableGeometry()
    view.resize(room.width(), room.height() - (0 if too_large else 100))
    if not too_large:
        view.resize(room.width() - 100, view.height())
    show_fitting(view)
    assert view.isMaximized() is too_large
    assert view.geometry().height() <= room.height()


def test_a_panel_that_its_words_make_wide_stays_on_the_screen(qtbot: QtBot) -> None:
    panel = Beside()
    qtbot.addWidget(panel)
    room = panel.screen().availableGeometry()
    panel.show()
    panel.stand_at(QPoint(room.right() - 100, room.top()), room.height())
    assert panel.geometry().right() <= room.right()
    panel.foot.addWidget(wide := QWidget())
    wide.setMinimumWidth(560)
    panel.layout().activate()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: panel.width() > 560)
    assert panel.geometry().right() <= room.right()
