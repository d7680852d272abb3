"""A work.db of its own for each test, made once and copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from teller_assist.store.engine import NAME, Work

KEY = bytes(range(32))


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("work") / NAME
    Work(path, KEY).close()
    return path


@pytest.fixture
def work(fresh: Path, tmp_path: Path) -> Iterator[Work]:
    made = Work(Path(shutil.copy(fresh, tmp_path / NAME)), KEY)
    yield made
    made.close()
