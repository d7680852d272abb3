"""Counters of several members of staff on one small desk, for the screens of service quality."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from teller_assist.desk.counter import Counter
from teller_assist.desk.quality import Quality
from tests.desk.small import Clock, make_desk


class Counters:
    """``clock`` stands still until it is moved."""

    def __init__(self, data: Path) -> None:
        self.data, self.clock = data, Clock()
        self._open: dict[str, Counter] = {}

    def of(self, staff_no: str) -> Counter:
        if staff_no not in self._open:
            self._open[staff_no] = Counter.open(self.data, now=self.clock, staff_no=staff_no)
        return self._open[staff_no]

    def quality(self, staff_no: str) -> Quality:
        return Quality(self.of(staff_no))

    def close(self) -> None:
        for counter in self._open.values():
            counter.close()


@contextmanager
def counters(folder: Path) -> Iterator[Counters]:
    made = Counters(make_desk(folder / "desk"))
    try:
        yield made
    finally:
        made.close()
