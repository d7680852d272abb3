"""Teller Assist (柜面助手)."""

__version__ = "0.2.0"
