"""Teller Assist (柜面助手)."""

__version__ = "0.4.0"
