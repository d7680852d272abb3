"""Words, not stack traces, whatever is typed."""

import subprocess
import sys
from pathlib import Path

import pytest

from teller_assist.hub.bank import generate
from teller_assist.hub.loading import load_feed
from tests.scenarios.conftest import AS_OF, teller


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "feed"
    generate(folder, 80, 9, AS_OF)
    return folder


@pytest.fixture(scope="module")
def desk(feed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("cli-desk") / "desk"
    load_feed(feed, data)
    return data


@pytest.mark.parametrize("text", ["", " ", "%", "_", "'", '"', "\\", "😀", "１２３", "a" * 10_000, "*", "()"])
def test_any_text_may_be_looked_for(desk: Path, text: str) -> None:
    found = teller("find", "--json", "--", text, data=desk)
    assert found.code == 0, found.err
    assert isinstance(found.json, list)


def test_bytes_that_are_no_text_find_nobody(desk: Path) -> None:
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"teller_assist", b"--data", str(desk).encode(), b"card", b"\xff\xfe"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr


def test_a_line_that_is_wrong_does_not_stop_the_lines_after_it(desk: Path, feed: Path) -> None:
    customer = (feed / "customers.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[0]
    lines = f"{customer} ES01 N ²\n{customer} ES01 nonsense\n{customer} ES01 L\n"
    ran = teller("log", "--stdin", data=desk, stdin=lines)
    assert ran.code == 1
    answers = [line for line in ran.out.splitlines() if line]
    assert len(answers) == 3
    assert '"considering"' in answers[2]


def test_check_keeps_a_file_that_was_there(feed: Path, tmp_path: Path) -> None:
    precious = tmp_path / "rejects.csv"
    precious.write_text("precious", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "teller_assist", "feed", "check", str(feed)],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert precious.read_text(encoding="utf-8") == "precious"
    assert [p.name for p in tmp_path.iterdir()] == ["rejects.csv"]


def test_a_damaged_snapshot_is_told_in_words(feed: Path, tmp_path: Path) -> None:
    data = tmp_path / "desk"
    load_feed(feed, data)
    snapshot = next(data.glob("snap-*.db"))
    whole = bytearray(snapshot.read_bytes())
    for at in range(4096 + 100, len(whole), 4096):
        whole[at] ^= 0xFF
    snapshot.write_bytes(whole)
    found = teller("find", "--json", "王", data=data)
    assert found.code in (5, 6)
    assert found.err.startswith("teller-assist: ")


def test_a_file_that_cannot_be_written_is_a_wrong_word_and_no_wrong_desk(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for asked in (
        ("visit", "pieces", "--csv", str(tmp_path / "nowhere" / "x.csv")),
        ("visit", "pieces", f"--xlsx={tmp_path / 'file' / 'x.xlsx'}"),
        ("huddle", "show", "morning", "--out", str(tmp_path / "nowhere" / "card.txt")),
    ):
        ran = teller(*asked, data=desk)
        assert ran.code == 2, ran.err
        assert str(tmp_path) in ran.err
    assert teller("visit", "pieces", data=tmp_path / "file").code != 0
    assert teller("visit", "pieces", data=tmp_path / "no desk").code == 5
