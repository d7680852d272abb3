"""Who may import whom, and which parts of Qt: the rules themselves stand in pyproject.toml."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "teller_assist"

# Qt gives these under the GPL only.
GPL_ONLY = {
    "QtCharts",
    "QtDataVisualization",
    "QtGraphs",
    "QtGraphsWidgets",
    "QtHttpServer",
    "QtNetworkAuth",
    "QtVirtualKeyboard",
}

# (file, wrong line): one for each contract.
WRONG = [
    ("domain/planted.py", "import teller_assist.store"),
    ("store/planted.py", "import teller_assist.desk"),
    ("hub/planted.py", "import teller_assist.ui"),
    ("hub/planted.py", "import teller_assist.desk"),
    ("ui/planted.py", "import teller_assist.store"),
    ("ui/planted.py", "import sqlalchemy"),
    ("ui/planted.py", "import sqlcipher3"),
    ("domain/planted.py", "import sqlalchemy"),
    ("domain/planted.py", "from teller_assist import paths"),
    ("wire/planted.py", "import PySide6"),
    ("store/planted.py", "from PySide6 import QtCore"),
    ("cli/planted.py", "from PySide6 import QtWidgets"),
    ("cli/planted.py", "import sqlalchemy"),
    ("desk/planted.py", "import sqlcipher3"),
    ("desk/planted.py", "import appdirs"),
    ("planted.py", ""),
]


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    main = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", main, "--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(PACKAGE, tmp_path / "teller_assist", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_imports_keep_the_contracts(copy: Path) -> None:
    done = _lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("name", "line"), WRONG)
def test_a_wrong_import_is_seen(copy: Path, name: str, line: str) -> None:
    planted = copy / "teller_assist" / name
    planted.parent.mkdir(exist_ok=True)  # a layer that is still to come keeps its contract too
    (planted.parent / "__init__.py").touch()
    planted.write_text(f"{line}\n", encoding="utf-8")
    done = _lint(copy)
    assert done.returncode == 1
    assert "planted" in done.stdout, done.stdout + done.stderr


def _imports(source: Path) -> Iterator[str]:
    """Every dotted name a file imports, wherever in it."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"), str(source))):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module
                yield from (f"{module}.{alias.name}" for alias in node.names)


SOURCES = [source for folder in (PACKAGE, ROOT / "migrations", ROOT / "tests") for source in folder.rglob("*.py")]


def test_no_part_of_qt_is_gpl_only() -> None:
    found = {
        (str(source.relative_to(ROOT)), name)
        for source in SOURCES
        for name in _imports(source)
        if name.startswith("PySide6.") and name.split(".")[1] in GPL_ONLY
    }
    assert not found


def test_appdirs_is_imported_in_paths_only() -> None:
    importers = {source for source in PACKAGE.rglob("*.py") if "appdirs" in _imports(source)}
    assert importers == {PACKAGE / "paths.py"}


def test_a_void_call_keeps_the_references_of_none() -> None:
    """PySide6 6.12.0 on Python 3.11 drops one a call and aborts after some thousand."""
    thing = QObject()
    thing.setObjectName("x")
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 50
