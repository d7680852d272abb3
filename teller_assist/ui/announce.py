"""What a screen reader is told."""

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Tells a screen reader what appeared, without moving the focus."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent  # not before the first paint

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
