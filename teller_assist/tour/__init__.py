"""``teller-assist demo``: a teller's morning on a believable branch.

Where there is a display, or ``TELLER_VNC`` names a port, the window itself opens on the demo desk.
Elsewhere: the morning as text, and every screen as a picture with an ``index.html``.
"""

import atexit
import gc
import os
import sys
from pathlib import Path

from teller_assist.paths import data_dir
from teller_assist.tour.demo_desk import demo_desk

VNC_SIZE = "1366x768"


def run_demo(out: Path | None = None) -> int:
    """The window if one can be shown and no folder is given; else the tour, into ``out`` or beside the desk."""
    desk = demo_desk(data_dir() / "demo")
    # What Qt's start sets aside from collection (ui/__init__.py) would keep DuckDB from ending in silence.
    atexit.register(gc.unfreeze)
    port = os.environ.get("TELLER_VNC", "")
    if out is None and (port or has_display()):
        if port:
            os.environ["QT_QPA_PLATFORM"] = f"vnc:port={port}:size={VNC_SIZE}"
            print(f"用 VNC 查看 · open with a VNC viewer: localhost:{port}", flush=True)
        from teller_assist.app import run

        return run(desk)
    return tour(desk, out or data_dir() / "tour")


def tour(desk: Path, out: Path) -> int:
    """The morning and the hall in words, then the pictures. Runs on copies, so that each tour begins the same."""
    from teller_assist.tour.demo_day import demo_day
    from teller_assist.tour.forenoon import tell
    from teller_assist.tour.morning import walk
    from teller_assist.tour.pictures import take

    copy = _copy(desk, out)
    hall = demo_day(beside(copy))
    try:
        walk(copy, print)
        tell(hall, print)
        if not has_display():
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        page = take(copy, hall, out)
    finally:
        hall.close()
        _remove(copy)
    print(f"\n{page}")
    return 0


def has_display() -> bool:
    """Whether a window can be seen: always on Windows and macOS; elsewhere by what the session says."""
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(named) or sys.platform in ("win32", "darwin")


def _copy(desk: Path, out: Path) -> Path:
    import shutil
    import tempfile

    out.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copytree(desk, Path(tempfile.mkdtemp(prefix="desk-", dir=out)) / "desk"))


def beside(desk: Path) -> Path:
    """A copy for the hall: its day would make the counter's queue look busy at any other hour."""
    import shutil

    return Path(shutil.copytree(desk, desk.with_name("hall")))


def _remove(copy: Path) -> None:
    import shutil

    shutil.rmtree(copy.parent, ignore_errors=True)
