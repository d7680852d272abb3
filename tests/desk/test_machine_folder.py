"""The file drop: each file taken in once, what is wrong told beside it, nothing lost."""

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from teller_assist.desk.counter import Counter
from teller_assist.desk.machine import Machine
from teller_assist.desk.machine_folder import Folder
from teller_assist.desk.queue import Queue
from teller_assist.domain.ticket import DONE
from teller_assist.errors import NotFound
from teller_assist.store.journal import count_kinds
from tests.desk.queue_machine import Deed, stories
from tests.desk.small import MORNING, Clock


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


@pytest.fixture
def folder(drop: Path, counter: Counter) -> Folder:
    return Folder(Machine(counter), drop)


def put(drop: Path, name: str, *lines: str, encoding: str = "utf-8") -> None:
    """As a machine does: whole under another name, then renamed."""
    part = drop / f"{name}.part"
    part.write_text("".join(f"{line}\n" for line in lines), encoding=encoding)
    part.rename(drop / name)


def names(drop: Path) -> list[str]:
    return sorted(str(p.relative_to(drop)) for p in drop.rglob("*") if p.is_file())


TAKE = '{"verb": "TAKE", "id": 1, "number": "A001", "type": "term", "needs": ["elderly", "child"]}'
CALL = '{"verb": "CALL", "id": 2, "number": "A001", "window": 3}'


def test_json_and_csv_are_taken_in_and_put_away(drop: Path, folder: Folder, counter: Counter) -> None:
    put(drop, "1.jsonl", TAKE, "", CALL)
    put(drop, "2.csv", "verb,id,number,at,window,type,how", "TAKE,3,A002,2026-11-23 09:10:00,,活期存取款,",
        "END,4,A002,,,,left", encoding="gb18030")  # fmt: skip
    (drop / "3.csv.part").write_text("half", encoding="utf-8")
    (drop / "notes.txt").write_text("not a machine's", encoding="utf-8")
    assert folder.sweep() == (("1.jsonl", "2.csv"), (), (), 4)
    assert names(drop) == ["3.csv.part", "done/1.jsonl", "done/2.csv", "notes.txt"]
    two, one = Queue(counter).tickets()
    assert (one.number, one.state, one.needs, one.window_no) == ("A001", "called", "elderly child", "3")
    assert (two.number, two.how, two.business_type, two.taken_at) == (
        "A002", "left", "current", MORNING - timedelta(minutes=20),
    )  # fmt: skip


def test_the_same_file_again_does_nothing_and_overwrites_nothing(drop: Path, folder: Folder, counter: Counter) -> None:
    for _ in range(3):
        put(drop, "1.jsonl", TAKE, CALL, TAKE)
        folder.sweep()
    assert names(drop) == ["done/1.1.jsonl", "done/1.2.jsonl", "done/1.jsonl"]
    assert counter.status().unsent == 2
    assert folder.sweep() == ((), (), (), 0)


def test_a_file_with_a_bad_line_is_put_aside_with_the_reason_and_its_other_lines_count(
    drop: Path, folder: Folder, counter: Counter
) -> None:
    put(drop, "1.jsonl", TAKE, CALL[:-9], "[1]", '{"verb": "DANCE"}', CALL, '{"verb":"TAKE","id":9,"number":"A001"}')
    assert folder.sweep() == ((), ("1.jsonl",), (), 2)
    assert names(drop) == ["bad/1.jsonl", "bad/1.jsonl.why"]
    why = (drop / "bad/1.jsonl.why").read_text(encoding="utf-8").splitlines()
    assert [line.split(": ")[:2] for line in why] == [
        ["1.jsonl:2", "bad"], ["1.jsonl:3", "bad"], ["1.jsonl:4", "bad"], ["1.jsonl:6", "refused"],
    ]  # fmt: skip
    assert "may have been cut" in why[0]
    assert counter.status().unsent == 2


RUBBISH = {
    "1.csv": b"", "2.csv": b"id,number\n1,A001\n", "3.csv": b"verb,id,number\nTAKE,1\n",
    "4.csv": b"verb,id,number\nTAKE,1,A001,too,many\n", "5.csv": b"verb,id,number\nTAKE,1,A\x00001\n",
    "6.csv": b'verb,id,number\nTAKE,"1\n', "7.jsonl": b"\xff\xfe\x00\x00\xff", "8.jsonl": b"[" * 100_000,
    "B.jsonl": b'{"verb": "TAKE", "id": "\\ud800", "number": "A001"}\n{"\\ud800": 1}\n',
    "C.csv": b"verb,id,number\nTAKE,1," + b"x" * 140_000 + b"\n", "D.csv": b"v" * 140_000 + b"\n",
    "E.jsonl": b'{"verb": "CALL", "id": 1, "number": "A001", "window": "3 4"}\n',
    "9.jsonl": b'{"verb": {"a": 1}, "id": 1}\n', "A.jsonl": b'{"id": 1, "number": "A001"}\n',
}  # fmt: skip


def test_rubbish_is_put_aside_with_a_reason(drop: Path, folder: Folder, counter: Counter) -> None:
    for name, content in RUBBISH.items():
        (drop / name).write_bytes(content)
    assert folder.sweep() == ((), tuple(sorted(RUBBISH)), (), 0)
    for name in RUBBISH:
        assert (drop / "bad" / f"{name}.why").read_text(encoding="utf-8").startswith(name)
    assert counter.status().unsent == 0


def test_lines_may_end_as_on_an_old_mac(drop: Path, folder: Folder, counter: Counter) -> None:
    (drop / "1.csv").write_bytes(b"verb,id,number\rTAKE,1,A001\rTAKE,2,A002\r")
    assert folder.sweep() == (("1.csv",), (), (), 2)


def test_a_file_that_cannot_be_read_or_moved_waits_and_the_others_go_on(drop: Path, folder: Folder) -> None:
    put(drop, "1.jsonl", TAKE)
    put(drop, "2.jsonl", "[1]")
    (drop / "done").write_text("a file is where the folder should be", encoding="utf-8")
    assert folder.sweep() == ((), ("2.jsonl",), ("1.jsonl",), 1)
    (drop / "done").unlink()
    assert folder.sweep() == (("1.jsonl",), (), (), 0)
    shutil.rmtree(drop)
    assert folder.sweep() == ((), (), (), 0)


def test_a_file_that_waits_locks_nothing_for_what_it_has_said(data: Path, drop: Path, clock: Clock) -> None:
    class Tallied(Counter):
        deeds = 0

        def doing(self, action: str, not_before: datetime | None = None):  # type: ignore[no-untyped-def]
            self.deeds += 1
            return super().doing(action, not_before)

    counter = Tallied.open(data, now=clock)
    folder = Folder(Machine(counter), drop)
    put(drop, "1.jsonl", TAKE, CALL, CALL.replace("A001", "A777").replace("2", "7"))
    folder.sweep()
    before = counter.deeds
    assert folder.sweep().waiting == ("1.jsonl",)
    assert counter.deeds - before == 1, "only for the line that is early"
    counter.close()


def test_a_file_that_is_early_waits_for_the_one_before_it_but_not_for_ever(
    drop: Path, folder: Folder, clock: Clock, counter: Counter
) -> None:
    put(drop, "1.jsonl", CALL)
    assert folder.sweep() == ((), (), ("1.jsonl",), 0)
    put(drop, "2.jsonl", TAKE)
    assert folder.sweep() == (("2.jsonl", "1.jsonl"), (), (), 2)
    put(drop, "3.jsonl", CALL.replace("A001", "A777").replace("2", "7"))
    folder.sweep()
    clock.pass_(minutes=9, seconds=59)
    assert folder.sweep().waiting == ("3.jsonl",)
    clock.pass_(seconds=1)
    assert folder.sweep() == ((), ("3.jsonl",), (), 0)
    assert "early" in (drop / "bad/3.jsonl.why").read_text(encoding="utf-8")


def test_a_day_in_files_of_any_order_is_all_there(drop: Path, folder: Folder, clock: Clock, counter: Counter) -> None:
    rnd = Random(5)
    told = stories(rnd, MORNING, 20)
    deeds = sorted((deed for story in told for deed in story.deeds), key=lambda deed: deed.at)
    clock.at = MORNING + timedelta(hours=8)
    parcels = [deeds[n : n + 12] for n in range(0, len(deeds), 12)]
    for n, parcel in enumerate(parcels):
        rnd.shuffle(parcel)  # within a file any order
        put(drop, f"{n:03d}.jsonl", *(_json(deed) for deed in parcel for _ in range(rnd.choice((1, 1, 2)))))
        if n % 3 == 0:
            folder.sweep()
    swept = folder.sweep()
    assert swept.waiting == ()
    tickets = {t.number: t for t in Queue(counter).tickets()}
    assert {n: (t.state, t.how, t.taken_at, t.ended_at) for n, t in tickets.items()} == {
        s.number: (DONE, s.how, s.taken_at, s.ended_at) for s in told
    }
    kinds = count_kinds(counter._work.reading)
    assert (kinds["ticket.taken"], kinds["ticket.ended"]) == (20, 20)


def _json(deed: Deed) -> str:
    return json.dumps({"verb": deed.verb, "id": deed.id, "at": deed.at.isoformat(), **deed.told}, ensure_ascii=False)


def test_a_folder_that_is_not_there_is_told(counter: Counter, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="folder"):
        Folder(Machine(counter), tmp_path / "nowhere")
