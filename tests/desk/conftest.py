"""A counter on a small desk of its own for each test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from teller_assist.desk.counter import Counter
from tests.desk.small import Clock, make_desk


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once, with an empty journal, for the migration takes half a second."""
    data = make_desk(tmp_path_factory.mktemp("small"))
    Counter.open(data).close()
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "desk"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(data: Path, clock: Clock) -> Iterator[Callable[..., Counter]]:
    """Opens counters on this test's desk and closes them."""
    counters = []

    def open_(staff_no: str | None = None) -> Counter:
        counters.append(Counter.open(data, now=clock, staff_no=staff_no))
        return counters[-1]

    yield open_
    for counter in counters:
        counter.close()


@pytest.fixture
def counter(opened: Callable[..., Counter]) -> Counter:
    return opened()
