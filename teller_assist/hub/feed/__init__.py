"""Intake of a bank's extract: ``stage`` it into clean tables or ``check`` it. The form is in docs/feed.md."""

from teller_assist.hub.feed.report import Report
from teller_assist.hub.feed.staging import FeedMeta, Staged, check, stage

__all__ = ["FeedMeta", "Report", "Staged", "check", "stage"]
