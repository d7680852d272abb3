"""The windows. The only package that knows Qt, so here Qt comes in, as cheaply as it can.

A third of a program's start is Python looking through Qt's thousands of objects for garbage while it
loads them; they are set aside instead. And PySide6 replaces Python's ``import`` by one of its own, for
``from __feature__ import …``, which nothing here says: every later import would pay for it.
"""

import builtins
import gc

gc.disable()

from PySide6 import QtCore, QtGui, QtWidgets  # noqa: E402, F401

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
gc.freeze()
gc.enable()
