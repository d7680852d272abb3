"""The one way off the GUI thread. Lookup and card stay on it: they take microseconds."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

T = TypeVar("T")


class Tasks(QObject):
    """One worker, so that writes reach the journal in the order in which keys were pressed.

    Work returns a value or raises; ``done`` or ``failed`` is called on the GUI thread, in order.
    Work touches no widget.
    """

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._under_way = 0
        self._closed = False

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        self._under_way += 1
        future = self._pool.submit(work)
        future.add_done_callback(lambda f: self._finished.emit((f, done, failed)))

    def under_way(self) -> int:
        """How many answers are still to come."""
        return self._under_way

    def close(self) -> None:
        """Waits for what was begun: a key that was pressed is recorded. Nobody is left to be told."""
        self._closed = True
        self._pool.shutdown(wait=True)
        QCoreApplication.sendPostedEvents(self)  # an answer left in the queue must not outlive this object

    def _deliver(self, answer: tuple[Future[Any], Callable[[Any], None], Callable[[Exception], None]]) -> None:
        future, done, failed = answer
        self._under_way -= 1
        if self._closed:
            return
        error = future.exception()
        if error is None:
            done(future.result())
        elif isinstance(error, Exception):
            failed(error)
        else:
            raise error
