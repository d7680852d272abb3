"""Power cuts, damaged files, and nothing of a customer in clear."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.desk.doctor import examine, verify_journal
from teller_assist.domain.attempt import Outcome
from teller_assist.errors import Damaged, DeskNotReady, NoKey, WrongKey
from teller_assist.store import raw
from teller_assist.store.keyfile import KeyFile
from teller_assist.store.snapshot import swap
from tests.desk import small

# Imports once and forks for each kill: a child opens the desk itself, so every death is a whole program's.
NURSERY = """
import os, sys
from pathlib import Path
import sqlalchemy.orm, sqlalchemy.dialects.sqlite, uuid_utils.compat
from teller_assist.desk.counter import Counter
from teller_assist.domain.attempt import Outcome

def say(line):
    os.write(1, line.encode() + b"\\n")  # whole or not at all: print may write a line in pieces

def work(data, turn):
    counter = Counter.open(data)
    say(f"born {os.getpid()}")
    for turn in range(turn, turn + 500):  # an end, should nobody kill it
        who = ("C1", "C7", "C5")[turn // 6 % 3]
        outcome = (Outcome.DECLINED, Outcome.CONSIDERING)[turn % 2]
        attempt = counter.log(who, ("CD12", "TD12", "MB")[turn % 3], outcome, turn % 8 if turn % 2 == 0 else 0)
        say(f"logged {attempt.last_event}")
    os._exit(1)

for turn in range(int(sys.argv[2])):
    child = os.fork()
    if child == 0:
        work(Path(sys.argv[1]), turn)
    os.waitpid(child, 0)
"""
KILLS = 50


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_killed_in_the_middle_of_logging_nothing_acknowledged_is_lost(data: Path) -> None:
    chance = random.Random(7)
    acknowledged: list[str] = []
    killed = left = 0
    nursery = subprocess.Popen(
        [sys.executable, "-c", NURSERY, str(data), str(KILLS)], stdout=subprocess.PIPE, text=True
    )
    assert nursery.stdout is not None
    for line in nursery.stdout:
        word, what = line.split()
        if word == "born":
            pid, left = int(what), chance.randint(1, 4)
            continue
        acknowledged.append(what)
        left -= 1
        if left == 0:  # a moment later it is anywhere in its next deeds
            killed += 1
            threading.Timer(chance.uniform(0, 0.03), os.kill, (pid, signal.SIGKILL)).start()
    nursery.stdout.close()
    assert nursery.wait() == 0
    counter = Counter.open(data)
    kept = {row[0] for row in counter._work.reading.execute("SELECT event_id FROM journal")}
    assert killed == KILLS
    assert len(acknowledged) >= KILLS
    assert set(acknowledged) <= kept
    verified = verify_journal(data)
    assert verified.faults == ()
    assert verified.rows == len(kept)
    counter.log(small.ZHANG, small.CD, Outcome.UNSUITABLE)
    counter.close()


def test_nothing_of_a_customer_lies_in_clear_in_any_file(data: Path) -> None:
    counter = Counter.open(data)
    counter.begin_visit(small.ZHANG, "search")
    counter.log(small.ZHANG, small.CD, Outcome.DECLINED, 1, note="金丝雀备注")
    canaries = [
        w.encode() for w in ("张丽", "金丝雀备注", "310000197803078812", "13800005678", "6222000000000018812", small.CD)
    ]
    files = [p for p in data.iterdir() if p.suffix != ".key"]
    assert {p.name for p in files} >= {"work.db", "work.db-wal", "snap-00000001.db"}
    for file in files:
        found = [c for c in canaries if c in file.read_bytes()]
        assert found == [], file.name
    counter.close()


def test_the_doctor_finds_a_sound_desk_sound(data: Path) -> None:
    checks = examine(data, small.MORNING)
    assert [c.name for c in checks] == ["library", "key", "work.db", "journal", "settings", "generation", "age", "disk"]
    assert all(c.ok for c in checks), checks


def test_the_doctor_names_what_is_wrong(data: Path) -> None:
    page = bytearray((data / "work.db").read_bytes())
    page[5000:5010] = b"\0" * 10
    (data / "work.db").write_bytes(page)
    checks = {c.name: c for c in examine(data, small.MORNING.replace(year=2027))}
    assert not checks["work.db"].ok
    assert not checks["age"].ok
    assert checks["generation"].ok
    (data / "desk.key").chmod(0o644)
    assert {c.name: c.ok for c in examine(data)}["key"] is False


def test_a_desk_without_data_says_which_command_brings_it(data: Path) -> None:
    (data / "snapshot").unlink()
    with pytest.raises(DeskNotReady, match="feed load"):
        Counter.open(data)
    (data / "desk.key").unlink()
    with pytest.raises(NoKey, match="feed"):
        Counter.open(data)


@pytest.mark.parametrize("left", [None, b""])
def test_a_journal_that_is_lost_is_not_begun_anew_in_silence(data: Path, left: bytes | None) -> None:
    work = data / "work.db"
    work.unlink()
    if left is not None:
        work.write_bytes(left)
    with pytest.raises(Damaged, match=r"backup.*journal\.device"):
        Counter.open(data)
    with pytest.raises(Damaged):
        verify_journal(data)
    assert {c.name: c.ok for c in examine(data, small.MORNING)}["journal"] is False
    assert work.exists() is (left is not None)
    (data / "journal.device").unlink()
    Counter.open(data).close()
    assert verify_journal(data).rows == 0


@pytest.mark.parametrize("told", ["branch_no =", 'branch_no = "B7"', 'language = "fr"'])
def test_the_doctor_reads_the_settings(data: Path, told: str) -> None:
    (data / "desk.toml").write_text(told, encoding="utf-8")
    assert {c.name: c.ok for c in examine(data, small.MORNING)}["settings"] is False


def test_the_doctor_misses_a_trigger(data: Path) -> None:
    con = raw.connect(data / "work.db", KeyFile(data / "desk.key").key())
    con.execute("DROP TRIGGER journal_refuses_replace")
    con.close()
    [journal] = [c for c in examine(data, small.MORNING) if c.name == "journal"]
    assert not journal.ok
    assert "journal_refuses_replace" in journal.sentence


@pytest.mark.parametrize("pointer", ["bytes", "folder"])
def test_a_pointer_that_cannot_be_read_is_said(data: Path, pointer: str) -> None:
    (data / "snapshot").unlink()
    if pointer == "bytes":
        (data / "snapshot").write_bytes(b"snap-\xff\xfe.db")
    else:
        (data / "snapshot").mkdir()
    with pytest.raises(DeskNotReady, match=r"snapshot cannot be read.*feed load"):
        Counter.open(data)


def test_another_desks_key_opens_nothing(data: Path) -> None:
    (data / "desk.key").write_text("00" * 32, encoding="ascii")
    with pytest.raises(WrongKey):
        Counter.open(data)


def test_a_newer_generation_is_taken_up_between_customers(data: Path) -> None:
    counter = Counter.open(data)
    assert not counter.refresh()
    shutil.copy(data / "snap-00000001.db", data / "snap-00000002.db")
    swap(data, "snap-00000002.db")
    assert counter.refresh()
    assert counter.card(small.ZHANG).salutation == "张女士"
    assert not counter.refresh()
    counter.close()
