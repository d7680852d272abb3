"""Each screen test begins in the light theme, at normal print, in Chinese."""

import pytest
from PySide6.QtWidgets import QApplication

from teller_assist.ui import texts, theme


@pytest.fixture(autouse=True)
def _as_delivered(qapp: QApplication) -> None:
    texts.install_language(qapp, "zh")
    if theme.now() != theme.Theme("light", large=False) or not qapp.styleSheet():
        theme.apply(qapp, "light")
