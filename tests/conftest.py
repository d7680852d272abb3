"""What every test stands on: no test touches the user's own folders, and Qt is quiet about this machine."""

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("TELLER_TEST_DATA", ROOT.parent / "shared" / "data"))

# Qt's start sets objects aside from collection (ui/__init__.py); DuckDB complains at the end about what it cannot free.
atexit.register(gc.unfreeze)

# A loaded machine is slow, not wrong; the same examples in each run.
settings.register_profile("suite", deadline=None, derandomize=True, database=None)
settings.load_profile("suite")


def _own_folders() -> Path:
    """Point the user's folders at a temporary one; children of the tests inherit it."""
    home = Path(tempfile.mkdtemp(prefix="ta-"))  # short: a socket path has 107 bytes at most
    for name in ("DATA_HOME", "CONFIG_HOME", "STATE_HOME", "CACHE_HOME", "RUNTIME_DIR"):
        folder = home / name.lower()
        folder.mkdir(mode=0o700)
        os.environ[f"XDG_{name}"] = str(folder)
    return home


HOME = _own_folders()
os.environ.pop("TELLER_ASSIST_DATA", None)
if os.name == "posix":
    os.environ["LC_ALL"] = "C.UTF-8"
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or shutil.which("Xvfb")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def _tidy() -> Iterator[None]:
    yield
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real extracts; mark its tests ``needs_data``."""
    return DATA


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not DATA.is_dir():
        for item in items:
            if item.get_closest_marker("needs_data"):
                item.add_marker(pytest.mark.skip(reason=f"no folder {DATA}"))
