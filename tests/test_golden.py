"""What desks of every released version have on their disks is read by today's program, for ever.

The files are made by `tests/data/golden/make.py`, which also says how to add a version.
"""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from teller_assist.hub import bundles as of_hub
from teller_assist.hub.devices import learn
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.hub.ledger import SqlLedger
from teller_assist.hub.tables import ledger, metadata
from teller_assist.store.engine import NAME, Work
from teller_assist.store.journal import fold_all
from teller_assist.store.verify import faults_of
from teller_assist.sync import bundles
from teller_assist.sync.intake import answer
from teller_assist.sync.offline import pushes
from teller_assist.sync.outbox import DeskOutbox
from teller_assist.wire.identity import Certificate
from teller_assist.wire.messages import Ack
from teller_assist.wire.signing import DeviceKey

GOLDEN = Path(__file__).parent / "data" / "golden"
KEY = bytes(range(32))  # as in make.py
NOW = datetime(2026, 11, 24, tzinfo=UTC)
VERSIONS = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir() and path.name[0].isdigit())
of_versions_with_bundles = pytest.mark.parametrize(
    "golden", [version for version in VERSIONS if (GOLDEN / version / "up.tabundle").exists()], indirect=True
)


@pytest.fixture(params=VERSIONS)
def golden(request: pytest.FixtureRequest) -> Path:
    return GOLDEN / str(request.param)


@pytest.fixture
def desk(golden: Path, tmp_path: Path) -> Path:
    """A desk's folder with the journal of that version."""
    folder = tmp_path / "desk"
    folder.mkdir()
    shutil.copy(golden / NAME, folder)
    (folder / "desk.key").write_text(KEY.hex() + "\n", encoding="ascii")
    (folder / "desk.key").chmod(0o600)
    return folder


@pytest.fixture
def work(desk: Path) -> Work:
    return Work(desk / NAME, KEY)


def told(golden: Path) -> list[list[object]]:
    return [json.loads(line) for line in (golden / "events.jsonl").read_text("utf-8").splitlines()]


def views(golden: Path) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads((golden / "views.json").read_text("utf-8"))
    return found


def same(rows: list[dict[str, object]], golden_rows: list[dict[str, object]]) -> None:
    """The same rows; columns that are new since then are not looked at."""
    columns = sorted({name for row in golden_rows for name in row})
    ours = sorted(json.dumps([row[name] for name in columns]) for row in rows)
    assert ours == sorted(json.dumps([row[name] for name in columns]) for row in golden_rows)


def test_the_journal_of_each_released_version_is_read_whole(golden: Path, work: Work) -> None:
    rows = work.reading.execute(
        "SELECT device, epoch, seq, event_id, occurred_at, staff_no, kind, v, payload, prev_hash, hash FROM journal "
        "ORDER BY device, epoch, seq"
    )
    found = [[*row[:8], row[8].decode(), row[9].hex(), row[10].hex()] for row in rows]
    assert found == told(golden)
    assert faults_of(work.reading) == (len(found), [])
    work.close()


def test_the_same_views_are_folded_from_it(golden: Path, work: Work) -> None:
    folded = fold_all(work.reading)
    for noun, rows in views(golden).items():
        assert rows
        same(list(folded[noun].values()), rows)
        held = work.reading.execute(f"SELECT * FROM {noun}")
        names = [column[0] for column in held.description]
        same([dict(zip(names, row, strict=True)) for row in held], rows)
    work.close()


def test_a_hub_takes_it_in_and_folds_the_same(golden: Path, desk: Path, work: Work, tmp_path: Path) -> None:
    box = DeskOutbox(work, desk)
    hub = open_hub(tmp_path / "hub")
    key = DeviceKey(bytes.fromhex(_device_key(work)))
    with hub.writing() as connection:
        learn(connection, Certificate(box.device, "0101", "desk", key.public, NOW.isoformat()))

    for push in list(pushes(box, {}, 1 << 30)):
        assert isinstance(answer(SqlLedger(hub, NOW), push), Ack)

    with hub.reading() as connection:
        rows = connection.execute(ledger.select().order_by(ledger.c.epoch, ledger.c.seq)).all()
        assert [row.event_id for row in rows] == [row[3] for row in told(golden)]
        assert {row.parked for row in rows} == {""}
    for noun, golden_rows in views(golden).items():
        same(_hub_view(hub, noun), golden_rows)
    hub.close()
    work.close()


@of_versions_with_bundles
def test_a_hub_of_today_reads_what_a_desk_of_that_version_wrote(golden: Path, tmp_path: Path) -> None:
    keys = json.loads((golden / "keys.json").read_text("utf-8"))
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub" / "hub.key").write_text(keys["hub_key"] + "\n", encoding="ascii")
    (tmp_path / "hub" / "hub.key").chmod(0o600)
    hub = open_hub(tmp_path / "hub")
    public = DeviceKey(bytes.fromhex(keys["device_key"])).public
    with hub.writing() as connection:
        learn(connection, Certificate(keys["device"], keys["branch_no"], "desk", public, keys["at"]))

    read = of_hub.read_up(hub, golden / "up.tabundle", NOW)

    assert (read.taken, read.parked, read.sentence) == (len(told(golden)), 0, "")
    for noun, golden_rows in views(golden).items():
        same(_hub_view(hub, noun), golden_rows)
    hub.close()


@of_versions_with_bundles
def test_a_desk_of_today_reads_what_a_hub_of_that_version_wrote(golden: Path, desk: Path) -> None:
    keys = json.loads((golden / "keys.json").read_text("utf-8"))
    read = bundles.read(desk, golden / "down.tabundle", datetime.fromisoformat(keys["at"]))
    assert (read.taken, read.acknowledged, read.unsent, read.sentence) == (True, len(told(golden)), 0, "")
    made = Work(desk / NAME, KEY)
    assert faults_of(made.reading)[1] == []
    made.close()


def _device_key(work: Work) -> str:
    (key,) = work.reading.execute("SELECT value FROM link WHERE key = 'device_key'").fetchone()
    return str(key)


def _hub_view(hub: Hub, noun: str) -> list[dict[str, object]]:
    with hub.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(metadata.tables[noun].select())]
