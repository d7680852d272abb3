"""Each screen test begins in the light theme, at normal print, in Chinese, and leaves Chinese and no window to others.

A change of theme walks every widget that there is: windows of earlier tests would make it crawl.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from teller_assist.ui import texts, theme


@pytest.fixture(autouse=True)
def _as_delivered(qapp: QApplication) -> Iterator[None]:
    texts.install_language(qapp, "zh")
    if theme.now() != theme.Theme("light", large=False) or not qapp.styleSheet():
        theme.apply(qapp, "light")
    yield
    for left in qapp.topLevelWidgets():
        left.close()
        left.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if texts.language() != "zh":
        texts.install_language(qapp, "zh")
