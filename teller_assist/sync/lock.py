"""One sender a desk: a lock on the file ``sync.lock`` that dies with its holder, however that ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from teller_assist.errors import DeskNotReady

NAME = "sync.lock"


class Sending(DeskNotReady):
    """Another process of this desk is syncing now; what was recorded goes with it or with the next."""


@contextmanager
def only_sender(data: Path) -> Iterator[None]:
    """Holds the desk's sender lock. Raises ``Sending`` at once if another process has it."""
    handle = os.open(data / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            locked = _locked(handle)
        except OSError as error:
            raise DeskNotReady(
                f"{data / NAME} cannot be locked ({error}): the desk's folder must be on a local disk"
            ) from error
        if not locked:
            raise Sending("another program of this desk is syncing now: nothing to do, or try again in a minute")
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True
