"""Readers that type like a keyboard (ID card, magnetic stripe, QR), told from fingers by their timing."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

GAP_MS = 35  # between two keys of a reader, at most; fast typists need 60 and more
LEAST = 6  # characters in a burst
_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock}


def _ticks() -> int:
    return time.monotonic_ns() // 1_000_000


class Wedge(QObject):
    """Application event filter: a burst of at least six characters, each at most 35 ms after the one before
    and ended by Enter or Tab, is a scan, whatever has the focus inside the program.

    ``scanned`` carries its text. The field that had the focus gets back what it held before the burst, and
    the closing Enter reaches nobody. Times come from the window system where it gives them, so a busy program
    does not make typing look like a reader.
    """

    scanned = Signal(str)

    def __init__(self, parent: QObject | None = None, clock: Callable[[], int] = _ticks) -> None:
        super().__init__(parent)
        self._clock = clock
        self._by_window = False
        self._text = ""
        self._last = 0
        self._field: QLineEdit | None = None
        self._before = ("", 0)
        self._swallow = ""  # a CR LF pair: the second end of a scan that is over

    def watch(self, app: QApplication) -> None:
        app.installEventFilter(self)

    def rattling(self) -> bool:
        """True while keys follow each other faster than fingers: no key of such a burst is a deed."""
        return len(self._text) > 1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not self._first_to_see(watched):
            return False
        return self._key(event, watched)

    def _first_to_see(self, watched: QObject) -> bool:
        """One key press passes the window, the focused widget and its parents; it counts once."""
        if watched.isWindowType():
            self._by_window = True
            return True
        return (
            not self._by_window
            and isinstance(watched, QWidget)
            and watched.focusProxy() is None
            and (watched is QApplication.focusWidget() or QApplication.focusWidget() is None)
        )

    def _key(self, event: QKeyEvent, watched: QObject) -> bool:
        at = event.timestamp() or self._clock()
        near = 0 <= at - self._last <= GAP_MS
        if event.key() in _MODIFIERS:
            return False
        if event.key() in _ENDS:
            return self._end(near, at)
        typed = event.text()
        plain = len(typed) == 1 and typed.isprintable() and not event.isAutoRepeat()
        if not plain or event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            self._forget()
            return False
        self._swallow = ""
        if not near or not self._text:
            self._begin(watched)
        self._text += typed
        self._last = at
        return False

    def _begin(self, watched: QObject) -> None:
        """The field is the one the key came to; a window hands its keys on to what has the focus in it."""
        self._text = ""
        focused = watched if isinstance(watched, QLineEdit) else QApplication.focusWidget()
        self._field = focused if isinstance(focused, QLineEdit) else None
        if self._field is not None:
            self._before = (self._field.text(), self._field.cursorPosition())

    def _end(self, near: bool, at: int) -> bool:
        if near and self._swallow:  # the LF of CR LF
            self._swallow = ""
            return True
        text, field, before = self._text, self._field, self._before
        self._forget()
        if not near or len(text) < LEAST:
            return False
        self._swallow = text
        self._last = at
        if field is not None:
            field.setText(before[0])
            field.setCursorPosition(before[1])
        self.scanned.emit(text)
        return True

    def _forget(self) -> None:
        self._text, self._field, self._swallow = "", None, ""
