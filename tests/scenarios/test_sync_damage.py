"""Disks that lie: flipped bits, files that are gone. It is told, nothing false goes up, new data come from the hub."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from teller_assist.desk.doctor import examine
from teller_assist.errors import Expected
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.hub.publish import publish
from teller_assist.paths import RESOURCES
from teller_assist.store.engine import NAME
from teller_assist.store.snapshot import POINTER, Snapshot, present
from teller_assist.sync.incoming import NAME as INCOMING
from teller_assist.sync.run import Result
from tests.hub.small_feed import write_feed
from tests.scenarios.ends import agree, chained, deeds, journal, record
from tests.sync.served import enrolled, in_ledger, opened, served, synced

PAGE = 4096
PACKS = RESOURCES / "packs"


def _load(hub: Hub, folder: Path, n: int) -> None:
    people = [{"customer_no": f"C{i}", "name": f"张{i}"} for i in range(n)]
    publish(hub, write_feed(folder, {"customers": people}), PACKS)


@pytest.fixture
def hub(pg_url: str, tmp_path: Path) -> Iterator[Hub]:
    made = open_hub(tmp_path / "hub", pg_url)
    _load(made, tmp_path / "first", 60)
    yield made
    made.close()


@pytest.fixture
def desk(hub: Hub, tmp_path: Path) -> Iterator[Path]:
    """A desk with data and a morning delivered, closed; its hub answers."""
    with served(hub) as url:
        with enrolled(hub, url, tmp_path / "desk") as made:
            record(made.data, deeds(random.Random(1), 40))
            assert synced(made).delivered
        yield tmp_path / "desk"


def flip(file: Path, at: int) -> None:
    whole = bytearray(file.read_bytes())
    whole[at] ^= 0x10
    file.write_bytes(whole)


def run(data: Path) -> Result | str:
    """What a sync came to, or the sentence with which it did not begin."""
    try:
        with opened(data) as desk:
            return synced(desk)
    except Expected as error:
        return str(error)


def told(data: Path) -> list[str]:
    """What the doctor finds wrong."""
    return [check.sentence for check in examine(data) if not check.ok and check.name not in ("disk", "age")]


def _is_sound(data: Path) -> bool:
    return not [c for c in examine(data) if not c.ok and c.name in ("work.db", "journal", "key")]


def test_a_flipped_bit_anywhere_in_the_journal_is_told_and_nothing_false_goes_up(
    hub: Hub, desk: Path, tmp_path: Path
) -> None:
    with journal(desk) as work:
        work.reading.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    record(desk, deeds(random.Random(2), 40))
    with journal(desk) as work:
        work.reading.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = tmp_path / "whole"
    shutil.copytree(desk, whole)
    size, before, chance = (desk / NAME).stat().st_size, in_ledger(hub), random.Random(3)
    pages = range(size // PAGE)
    for page in sorted({0, *chance.sample(pages, 9)}):
        shutil.copytree(whole, hurt := tmp_path / f"hurt{page}")
        flip(hurt / NAME, page * PAGE + chance.randrange(PAGE))
        assert told(hurt), f"page {page}: the doctor sees nothing"
        result = run(hurt)
        words = result if isinstance(result, str) else result.sentence
        if words:
            assert "Traceback" not in words
        assert in_ledger(hub) in (before, before + 40), f"page {page}"
        chained(hub)
    result = run(whole)
    assert isinstance(result, Result)
    assert result.delivered
    assert in_ledger(hub) == before + 40
    agree(hub, whole)


def test_a_journal_without_its_wal_begins_a_new_epoch_at_most_and_what_is_above_stays(
    hub: Hub, desk: Path, tmp_path: Path
) -> None:
    """Rows that were only in the deleted file are gone from this disk; what was acknowledged is in the hub."""
    with opened(desk) as one:
        one.work.reading.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        record(desk, deeds(random.Random(4), 12))
        assert synced(one).delivered
        wal = desk / f"{NAME}-wal"
        assert wal.stat().st_size
        shutil.copytree(desk, tmp_path / "cut", ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    cut = tmp_path / "cut"
    assert _is_sound(cut)
    record(cut, deeds(random.Random(5), 5))
    result = run(cut)
    assert isinstance(result, Result)
    assert result.delivered, result
    assert in_ledger(hub) == 40 + 12 + 5
    chained(hub)
    assert run(cut).delivered  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "hurt", ["a bit of the data", "the first page", "the file", "the pointer", "a strange pointer"]
)
def test_damaged_or_lost_data_are_told_and_come_from_the_hub(hub: Hub, desk: Path, hurt: str) -> None:
    match hurt:
        case "a bit of the data":
            flip(present(desk), 12 * PAGE + 77)
        case "the first page":
            flip(present(desk), 77)
        case "the file":
            present(desk).unlink()
        case "the pointer":
            (desk / POINTER).unlink()
        case _:
            (desk / POINTER).write_text("snap-ffff.db\n", encoding="utf-8")
    assert told(desk), "the doctor sees nothing"
    record(desk, deeds(random.Random(6), 10))
    result = run(desk)
    assert isinstance(result, Result)
    assert result.unsent == 0
    assert in_ledger(hub) == 50
    assert told(desk) == [], result
    with opened(desk) as one:
        snapshot = Snapshot.open(desk, one.key)
        assert snapshot.conn.execute("SELECT count(*) FROM customer").fetchone() == (60,)
        snapshot.close()
    agree(hub, desk)


def test_pieces_that_were_damaged_on_the_disk_come_again(hub: Hub, desk: Path, tmp_path: Path) -> None:
    _load(hub, tmp_path / "second", 63)
    (desk / INCOMING).write_bytes(random.Random(7).randbytes(5 * PAGE))
    result = run(desk)
    assert isinstance(result, Result)
    assert result.delivered, result
    assert told(desk) == []
    assert not list(desk.glob(f"{INCOMING}*"))
