"""Where things lie on this machine. The only importer of appdirs."""

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appdirs import AppDirs

PROJECT = Path(__file__).resolve().parent.parent
RESOURCES = PROJECT / "resources"
MIGRATIONS = PROJECT / "migrations"


def data_dir() -> Path:
    """The desk's data folder: ``TELLER_ASSIST_DATA`` if set, else the user's data folder."""
    named = os.environ.get("TELLER_ASSIST_DATA")
    return Path(named) if named else Path(_dirs().user_data_dir)


def log_dir() -> Path:
    """The folder for logs: under the state folder, never beside the data."""
    return Path(_dirs().user_state_dir) / "log"


@cache
def _dirs() -> "AppDirs":
    from appdirs import AppDirs  # 3 ms that a program told its folder need not spend

    return AppDirs("teller-assist", appauthor=False)


def private(path: str, flags: int) -> int:
    """An ``opener`` for ``open``: the file is its owner's alone (0600), also if it was there before."""
    handle = os.open(path, flags, 0o600)
    if os.name != "nt":
        os.fchmod(handle, 0o600)
    return handle


def pop_address(data: Path) -> str:
    """Where this data folder's window listens: a socket in the user's runtime folder, or a named pipe."""
    import hashlib  # brings OpenSSL, 4 MB: not before the first paint

    name = "teller-assist-" + hashlib.sha256(str(data.absolute()).encode()).hexdigest()[:12]
    if os.name == "nt":
        return rf"\\.\pipe\{name}"
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    folder = Path(runtime) if runtime else Path(tempfile.gettempdir()) / f"teller-assist-{os.getuid()}"
    return str(folder / f"{name}.sock")
