"""One demo desk for all scenarios, made by the commands a person would type."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.hub.conftest import pg_server, pg_template, pg_url
from tests.scenarios.zygote import Zygote, zygote

__all__ = ["pg_server", "pg_template", "pg_url"]  # fixtures: a real PostgreSQL for these scenarios too

AS_OF = date(2026, 11, 22)


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def teller(*arguments: object, data: Path | None = None, stdin: str = "") -> Ran:
    """Runs the command in a process of its own, as a script of the bank would."""
    desk = ["--data", str(data)] if data else []
    done = subprocess.run(
        [sys.executable, "-m", "teller_assist", *desk, *map(str, arguments)],
        input=stdin, capture_output=True, text=True, encoding="utf-8", timeout=300,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bank") / "feed"
    made = teller("bank", "generate", "--customers", 600, "--seed", 7, "--as-of", AS_OF, "--out", folder)
    assert made.code == 0, made.err
    return folder


@pytest.fixture
def desk(tmp_path: Path, _loaded: Path) -> Path:
    """A fresh copy of a loaded desk: each test may do with it what it likes."""
    import shutil

    return Path(shutil.copytree(_loaded, tmp_path / "desk"))


@pytest.fixture(scope="session")
def _loaded(feed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("desk") / "desk"
    loaded = teller("feed", "load", feed, data=data)
    assert loaded.code == 0, loaded.err
    return data


@pytest.fixture(scope="session")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    """Starts commands as processes that may be killed by the dozen."""
    with zygote(tmp_path_factory.mktemp("forks") / "out") as made:
        yield made


@pytest.fixture
def run(desk: Path) -> Callable[..., Ran]:
    """The command on this test's desk."""

    def on_desk(*arguments: object, stdin: str = "") -> Ran:
        return teller(*arguments, data=desk, stdin=stdin)

    return on_desk
