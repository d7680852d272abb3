"""The demo bank generator."""

from teller_assist.hub.bank.generate import Summary, generate

__all__ = ["Summary", "generate"]
