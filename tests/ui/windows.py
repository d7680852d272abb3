"""Windows that are gone after a test: a change of theme walks every one that is left, and the next tests crawl."""

from PySide6.QtCore import QCoreApplication, QEvent

from teller_assist.ui.window import MainWindow


def away(window: MainWindow) -> None:
    """Closes and deletes it with its dock, now."""
    for widget in (window.dock, window):
        if widget is not None:
            widget.close()
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
