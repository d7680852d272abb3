"""One writer of the packs' repository, among threads and processes: a lock that dies with its holder."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "packs.lock"
_threads = threading.Lock()


@contextmanager
def only_writer(data: Path) -> Iterator[None]:
    """Waits until nobody else changes the repository of this data folder, then holds it. Not to be taken twice."""
    data.mkdir(parents=True, exist_ok=True)
    with _threads:
        handle = os.open(data / NAME, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle)
            yield
        finally:
            os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)
