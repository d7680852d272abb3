"""Where things lie on this machine. The only importer of appdirs."""

import os
from pathlib import Path

from appdirs import AppDirs

_DIRS = AppDirs("teller-assist", appauthor=False)

PROJECT = Path(__file__).resolve().parent.parent
RESOURCES = PROJECT / "resources"
MIGRATIONS = PROJECT / "migrations"


def data_dir() -> Path:
    """The desk's data folder: ``TELLER_ASSIST_DATA`` if set, else the user's data folder."""
    named = os.environ.get("TELLER_ASSIST_DATA")
    return Path(named) if named else Path(_DIRS.user_data_dir)


def log_dir() -> Path:
    """The folder for logs: under the state folder, never beside the data."""
    return Path(_DIRS.user_state_dir) / "log"
