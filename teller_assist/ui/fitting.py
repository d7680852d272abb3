"""A program's window on a screen that may be too small for it: its foot is never under the screen's edge."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(4, 36)  # px that a window manager is reckoned to put on; it is not known before the window shows


def show_fitting(view: QWidget) -> None:
    """In its own size; maximised where the screen has no room for that and a frame."""
    room = view.screen().availableGeometry()
    most = room.size() - FRAME
    if view.width() <= most.width() and view.height() <= most.height():
        view.show()
        return
    view.resize(view.size().boundedTo(most))  # what it goes back to
    view.move(room.topLeft())
    view.showMaximized()


def kept_in(place: QRect, room: QRect) -> QRect:
    """``place``, moved so that its right and lower edges, then its left and upper ones, are in ``room``."""
    x = max(room.left(), min(place.left(), room.right() + 1 - place.width()))
    y = max(room.top(), min(place.top(), room.bottom() + 1 - place.height()))
    return QRect(x, y, place.width(), place.height())
