"""A generation comes to the desk, or yesterday's stays."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from teller_assist.errors import BadInput, DeskNotReady, LibraryTooOld, WrongKey
from teller_assist.store import raw
from teller_assist.store.snapshot import POINTER, Snapshot, present
from teller_assist.sync.generation import apply
from tests.hub.small_feed import KEY, generation

DESK_KEY = bytes(reversed(range(32)))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three nights' generations."""
    return [
        generation(
            tmp_path_factory.mktemp("night"),
            {"customers": [{"customer_no": f"C{i}", "name": f"王{c}"} for i, c in enumerate("一二三四"[: n + 2])]},
        ).file
        for n in range(3)
    ]


def _customers(data: Path) -> int:
    snapshot = Snapshot.open(data, DESK_KEY)
    try:
        return int(snapshot.conn.execute("SELECT count(*) FROM customer").fetchone()[0])
    finally:
        snapshot.close()


def test_a_desk_without_data_says_which_command_brings_it(tmp_path: Path) -> None:
    with pytest.raises(DeskNotReady, match="teller-assist feed load"):
        Snapshot.open(tmp_path, DESK_KEY)


def test_the_new_generation_is_in_use_and_the_one_before_is_kept(files: list[Path], tmp_path: Path) -> None:
    done: list[tuple[int, int]] = []
    for night, file in enumerate(files):
        apply(file, KEY, tmp_path, DESK_KEY, lambda *at: done.append(at))
        assert _customers(tmp_path) == night + 2
    assert done[-1][0] == done[-1][1] > 10
    left = sorted(path.name for path in tmp_path.iterdir())
    assert len(left) == 3
    assert left[-1] == POINTER


def test_an_open_card_goes_on_reading_the_old_file_and_knows_it(files: list[Path], tmp_path: Path) -> None:
    apply(files[0], KEY, tmp_path, DESK_KEY)
    old = Snapshot.open(tmp_path, DESK_KEY)
    assert not old.outdated()
    apply(files[1], KEY, tmp_path, DESK_KEY)
    assert old.outdated()
    assert old.conn.execute("SELECT count(*) FROM customer").fetchone() == (2,)
    old.close()


def test_the_same_generation_again_changes_nothing(files: list[Path], tmp_path: Path) -> None:
    assert apply(files[0], KEY, tmp_path, DESK_KEY) == apply(files[0], KEY, tmp_path, DESK_KEY)
    assert _customers(tmp_path) == 2


def _broken(file: Path, tmp_path: Path, how: str) -> tuple[Path, bytes]:
    broken = tmp_path / "received.db"
    whole = file.read_bytes()
    if how == "cut short":
        broken.write_bytes(whole[: len(whole) // 2])
    elif how == "a byte changed":
        at = len(whole) * 2 // 3
        broken.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    elif how == "a customer missing":
        shutil.copy(file, broken)
        conn = raw.connect(broken, KEY, building=True)
        conn.execute("DELETE FROM customer WHERE o = 1")
        conn.close()
    else:
        shutil.copy(file, broken)
    return broken, b"x" * 32 if how == "another key" else KEY


@pytest.mark.parametrize("how", ["cut short", "a byte changed", "a customer missing", "another key"])
def test_a_bad_file_leaves_yesterdays_generation(files: list[Path], tmp_path: Path, how: str) -> None:
    data = tmp_path / "desk"
    apply(files[0], KEY, data, DESK_KEY)
    before = sorted(data.iterdir())
    broken, key = _broken(files[1], tmp_path, how)
    with pytest.raises(BadInput, match="present data stay"):
        apply(broken, key, data, DESK_KEY)
    assert sorted(data.iterdir()) == before
    assert _customers(data) == 2


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
@pytest.mark.parametrize("wait_ms", [0, 60, 120, 180, 240, 300])
def test_a_kill_in_the_middle_leaves_a_whole_generation(files: list[Path], tmp_path: Path, wait_ms: int) -> None:
    data = tmp_path / "desk"
    apply(files[0], KEY, data, DESK_KEY)
    code = (
        "import sys; from pathlib import Path; from teller_assist.sync.generation import apply;"
        "print('go', flush=True);"
        "file, data, *keys = sys.argv[1:]; one, other = map(bytes.fromhex, keys);"
        "apply(Path(file), one, Path(data), other)"
    )
    command = [sys.executable, "-c", code, str(files[1]), str(data), KEY.hex(), DESK_KEY.hex()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as child:
        assert child.stdout
        child.stdout.readline()
        time.sleep(wait_ms / 1000)
        os.killpg(child.pid, signal.SIGKILL)
    assert _customers(data) in (2, 3)
    apply(files[2], KEY, data, DESK_KEY)
    assert _customers(data) == 4
    assert not list(data.glob("*.tmp"))


@pytest.mark.parametrize("pointer", ["", "../else.db", "snap-0123456789abcdef.db"])
def test_a_wrong_pointer_is_said_in_words(tmp_path: Path, pointer: str) -> None:
    (tmp_path / POINTER).write_text(pointer, encoding="utf-8")
    with pytest.raises(DeskNotReady, match="feed load"):
        present(tmp_path)


def test_another_key_does_not_open_the_desk(files: list[Path], tmp_path: Path) -> None:
    apply(files[0], KEY, tmp_path, DESK_KEY)
    for wrong in (KEY, None, b"short"):
        with pytest.raises(WrongKey):
            Snapshot.open(tmp_path, wrong)


def test_a_generation_cannot_be_written_on_the_desk(files: list[Path], tmp_path: Path) -> None:
    apply(files[0], KEY, tmp_path, DESK_KEY)
    snapshot = Snapshot.open(tmp_path, DESK_KEY)
    with pytest.raises(Exception, match="readonly"):
        snapshot.conn.execute("DELETE FROM customer")
    snapshot.close()


@pytest.mark.parametrize("version", [(3, 7, 0), (3, 45, 1), (3, 51, 2)])
def test_a_library_that_loses_commits_is_refused(version: tuple[int, int, int]) -> None:
    with pytest.raises(LibraryTooOld, match="loses commits"):
        raw.refuse_old_library(version)


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 4), (4, 0, 0)])
def test_a_newer_library_is_taken(version: tuple[int, int, int]) -> None:
    raw.refuse_old_library(version)
