"""Desks and a hub with nothing between them but a stick: lost, doubled, late, damaged, carried to the wrong place."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import func, select
from uuid_utils.compat import uuid7

from teller_assist.domain.attempt import AttemptLogged, Outcome
from teller_assist.domain.referral import ReferralClaimed, ReferralMade
from teller_assist.domain.visit import VisitStarted
from teller_assist.errors import DeskNotReady, NotFound, Refused
from teller_assist.hub import bundles as of_hub
from teller_assist.hub import packs as hub_packs
from teller_assist.hub import tables
from teller_assist.hub.devices import learn, revoke
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.hub.ledger import SqlLedger
from teller_assist.hub.publish import publish
from teller_assist.paths import RESOURCES
from teller_assist.store import link, sync_runs
from teller_assist.store.engine import Work
from teller_assist.store.journal import record, unsent
from teller_assist.store.keyfile import KeyFile
from teller_assist.store.snapshot import Snapshot
from teller_assist.store.verify import faults_of
from teller_assist.sync import bundles
from teller_assist.sync.core import Delivered, Session, deliver
from teller_assist.sync.intake import answer
from teller_assist.sync.offline import pushes
from teller_assist.sync.outbox import DeskOutbox
from teller_assist.sync.packs import current
from teller_assist.wire.bundle import BadBundle, BundleRefused
from teller_assist.wire.identity import Certificate
from teller_assist.wire.messages import Standing
from teller_assist.wire.signing import DeviceKey
from tests.hub.small_feed import write_feed

NOW = datetime.now(UTC).replace(microsecond=0)


class Desk(NamedTuple):
    data: Path

    def key(self) -> bytes:
        return KeyFile(self.data / "desk.key").key()

    def open(self) -> Work:
        return Work(self.data / "work.db", self.key())

    @property
    def device(self) -> str:
        return (self.data / "journal.device").read_text("ascii").strip()

    def work(self, visits: int = 3) -> None:
        """Visits with an attempt each."""
        work = self.open()
        for _ in range(visits):
            visit_id = uuid7()
            with work.writing() as session:
                record(session, VisitStarted(**told(), visit_id=visit_id, customer_no="C1", how="scan"))
                record(
                    session,
                    AttemptLogged(
                        **told(),
                        attempt_id=uuid7(),
                        visit_id=visit_id,
                        customer_no="C1",
                        product_code="P1",
                        outcome=Outcome.DECLINED,
                    ),
                )
        work.close()

    def refer(self) -> str:
        work, referral_id = self.open(), uuid7()
        with work.writing() as session:
            record(session, ReferralMade(**told(), referral_id=referral_id, customer_no="C1", product_code="P1"))
        work.close()
        return str(referral_id)

    def unsent(self) -> int:
        work = self.open()
        count = unsent(work.reading)[0]
        work.close()
        return count

    def ids(self) -> list[str]:
        work = self.open()
        found = [row[0] for row in work.reading.execute("SELECT DISTINCT event_id FROM journal ORDER BY event_id")]
        assert faults_of(work.reading)[1] == []
        work.close()
        return found

    def referrals(self) -> list[tuple[str, str]]:
        work = self.open()
        rows = work.reading.execute("SELECT referral_id, claimed_by FROM referral ORDER BY referral_id").fetchall()
        work.close()
        return rows


def told() -> dict[str, object]:
    return {"id": uuid7(), "at": NOW, "staff_no": "T1"}


def enrolled(folder: Path, hub: Hub, branch_no: str = "1001") -> Desk:
    """A desk as it stands after its enrolment."""
    folder.mkdir(parents=True)
    desk = Desk(folder)
    KeyFile(folder / "desk.key").create()
    work = desk.open()
    box = DeskOutbox(work, folder)
    key = DeviceKey(bytes.fromhex(link.get(work.reading, "device_key")))
    with hub.writing() as connection:
        learn(connection, Certificate(box.device, branch_no, "desk", key.public, NOW.isoformat()))
    with work.writing() as session:
        link.put_all(session.con, {"hub_key": hub.key.public.hex(), "branch_no": branch_no, "certificate": "…"})
    work.close()
    return desk


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = open_hub(tmp_path / "hub")
    yield made
    made.close()


@pytest.fixture
def desk(tmp_path: Path, hub: Hub) -> Desk:
    return enrolled(tmp_path / "desk", hub)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick.tabundle"


def on_hub(hub: Hub, device: str) -> list[str]:
    """The ids of the device's events, each as often as it counts."""
    c = tables.ledger.c
    with hub.reading() as connection:
        found = connection.scalars(select(c.event_id).where(c.device == device, c.again == 0).order_by(c.event_id))
        return list(found)


def rows_on_hub(hub: Hub) -> int:
    with hub.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(tables.ledger)) or 0)


def online(session: Session, hub: Hub) -> Delivered:
    """A session over a line."""
    request = next(session)
    while True:
        try:
            request = session.send(answer(SqlLedger(hub, NOW), request))  # type: ignore[arg-type]
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]


def up(desk: Desk, hub: Hub, stick: Path) -> of_hub.ReadUp:
    bundles.write(desk.data, stick, NOW)
    return of_hub.read_up(hub, stick, NOW)


def down(desk: Desk, hub: Hub, stick: Path, at: datetime = NOW) -> bundles.ReadDown:
    of_hub.write_down(hub, desk.device, stick, at)
    return bundles.read(desk.data, stick, NOW)


def test_the_receipt_makes_the_unsent_count_fall(desk: Desk, hub: Hub, stick: Path) -> None:
    desk.work(3)
    written = bundles.write(desk.data, stick, NOW)
    assert (written.number, written.events) == (1, 6)
    taken = of_hub.read_up(hub, stick, NOW)
    assert (taken.device, taken.events, taken.taken, taken.parked, taken.again) == (desk.device, 6, 6, 0, False)
    assert desk.unsent() == 6

    receipt = down(desk, hub, stick)

    assert (receipt.taken, receipt.acknowledged, receipt.unsent, receipt.sentence) == (True, 6, 0, "")
    assert desk.unsent() == 0
    assert on_hub(hub, desk.device) == desk.ids()
    assert bundles.write(desk.data, stick, NOW).events == 0


def test_read_twice_nothing_is_doubled_and_it_says_so(desk: Desk, hub: Hub, stick: Path) -> None:
    desk.work()
    up(desk, hub, stick)
    again = of_hub.read_up(hub, stick, NOW)
    assert (again.again, again.taken, again.events) == (True, 0, 6)
    assert rows_on_hub(hub) == 6

    down(desk, hub, stick)
    second = bundles.read(desk.data, stick, NOW)
    assert (second.taken, second.acknowledged, second.unsent) == (False, 0, 0)
    assert "was read before: nothing changed" in second.sentence


def test_what_only_the_branch_s_node_has_goes_on_the_stick_too(desk: Desk, hub: Hub, stick: Path) -> None:
    desk.work(3)
    work = desk.open()
    box = DeskOutbox(work, desk.data)
    box.note(Standing(desk.device, 1, 6, box.hash_at(desk.device, 1, 6), 0, 4))
    work.close()
    assert desk.unsent() == 0
    assert bundles.write(desk.data, stick, NOW).events == 2


def test_a_lost_stick_loses_nothing(desk: Desk, hub: Hub, stick: Path) -> None:
    desk.work(2)
    up(desk, hub, stick)
    down(desk, hub, stick)
    desk.work(2)
    bundles.write(desk.data, stick, NOW)
    stick.unlink()
    desk.work(1)

    taken = up(desk, hub, stick)

    assert (taken.number, taken.missing, taken.taken) == (3, (2,), 6)
    assert on_hub(hub, desk.device) == desk.ids()


def test_bundles_up_may_come_in_any_order(desk: Desk, hub: Hub, tmp_path: Path) -> None:
    sticks = [tmp_path / f"{n}.tabundle" for n in range(3)]
    for stick in sticks:
        desk.work(1)
        bundles.write(desk.data, stick, NOW)
    got = [of_hub.read_up(hub, sticks[n], NOW) for n in (2, 0, 1, 2)]
    assert [one.taken for one in got] == [6, 0, 0, 0]
    assert [one.again for one in got] == [False, False, False, True]
    assert [one.missing for one in got] == [(1, 2), (2,), (), ()]
    assert on_hub(hub, desk.device) == desk.ids()


def test_an_older_bundle_down_changes_nothing(desk: Desk, hub: Hub, tmp_path: Path, stick: Path) -> None:
    old = tmp_path / "old.tabundle"
    of_hub.write_down(hub, desk.device, old, NOW)
    desk.work()
    up(desk, hub, stick)
    down(desk, hub, stick)
    late = bundles.read(desk.data, old, NOW)
    assert (late.taken, late.unsent) == (False, 0)
    assert "bundle 1 is older than 2" in late.sentence


def test_a_receipt_that_was_overtaken_by_a_line_lowers_nothing(desk: Desk, hub: Hub, stick: Path) -> None:
    desk.work(1)
    up(desk, hub, stick)
    of_hub.write_down(hub, desk.device, stick, NOW - timedelta(hours=2))
    desk.work(2)
    work = desk.open()
    assert online(deliver(DeskOutbox(work, desk.data)), hub).reconciled
    with work.writing() as writing:
        run = sync_runs.begin(writing.con, NOW - timedelta(hours=1), "hub")
        sync_runs.end(writing.con, sync_runs.SyncRun(run.run_id, run.started_at, NOW, "hub", reconciled=True))
    work.close()
    assert desk.unsent() == 0

    assert bundles.read(desk.data, stick, NOW).taken
    assert desk.unsent() == 0


def test_on_the_wrong_desk_it_is_refused_and_nothing_changes(desk: Desk, hub: Hub, stick: Path, tmp_path: Path) -> None:
    other = enrolled(tmp_path / "other", hub)
    other.work(1)
    of_hub.write_down(hub, desk.device, stick, NOW)
    with pytest.raises(BundleRefused, match="for somebody else"):
        bundles.read(other.data, stick, NOW)
    assert other.unsent() == 2
    bundles.write(desk.data, stick, NOW)
    for folder in (desk.data, other.data):
        with pytest.raises(BundleRefused, match="for somebody else"):
            bundles.read(folder, stick, NOW)
    of_hub.write_down(hub, desk.device, stick, NOW)
    with pytest.raises(BundleRefused, match="for somebody else"):
        of_hub.read_up(hub, stick, NOW)
    stranger = open_hub(tmp_path / "stranger")
    bundles.write(desk.data, stick, NOW)
    with pytest.raises(BundleRefused, match="for somebody else"):
        of_hub.read_up(stranger, stick, NOW)
    stranger.close()
    assert bundles.read(desk.data, write_for(hub, desk, stick), NOW).taken


def write_for(hub: Hub, desk: Desk, stick: Path) -> Path:
    of_hub.write_down(hub, desk.device, stick, NOW)
    return stick


def test_what_goes_up_is_never_too_old_and_what_comes_down_expires(desk: Desk, hub: Hub, stick: Path) -> None:
    desk.work()
    bundles.write(desk.data, stick, NOW - timedelta(days=3000))
    assert of_hub.read_up(hub, stick, NOW).taken == 6
    of_hub.write_down(hub, desk.device, stick, NOW - timedelta(days=15))
    with pytest.raises(BundleRefused, match=r"expired on \d{4}-\d\d-\d\d and today is .* by this machine's clock"):
        bundles.read(desk.data, stick, NOW)
    assert desk.unsent() == 6


def test_a_device_that_is_unknown_or_revoked_is_told_so(desk: Desk, hub: Hub, stick: Path) -> None:
    desk.work()
    bundles.write(desk.data, stick, NOW)
    revoke(hub, desk.device)
    with pytest.raises(BundleRefused, match="was revoked: nothing was taken; its events wait"):
        of_hub.read_up(hub, stick, NOW)
    with pytest.raises(Refused, match="was revoked"):
        of_hub.write_down(hub, desk.device, stick, NOW)
    with pytest.raises(NotFound):
        of_hub.write_down(hub, "nobody", stick, NOW)
    with hub.writing() as connection:
        connection.execute(tables.device.delete())
    with pytest.raises(BundleRefused, match=r"no device .* is enrolled here"):
        of_hub.read_up(hub, stick, NOW)
    assert rows_on_hub(hub) == 0


def test_a_desk_that_is_not_enrolled_is_told_so(tmp_path: Path, stick: Path) -> None:
    folder = tmp_path / "alone"
    folder.mkdir()
    KeyFile(folder / "desk.key").create()
    Desk(folder).open().close()
    with pytest.raises(DeskNotReady, match="not enrolled"):
        bundles.write(folder, stick, NOW)


def test_a_damaged_stick_takes_nothing_and_says_so(desk: Desk, hub: Hub, stick: Path) -> None:
    desk.work()
    bundles.write(desk.data, stick, NOW)
    whole = stick.read_bytes()
    for wrong in (whole[:-1], whole[: len(whole) // 2], whole[:300] + b"\0" + whole[301:], b"", b"holiday.jpg"):
        stick.write_bytes(wrong)
        with pytest.raises((BadBundle, BundleRefused)):
            of_hub.read_up(hub, stick, NOW)
    assert rows_on_hub(hub) == 0
    stick.write_bytes(whole)
    assert of_hub.read_up(hub, stick, NOW).taken == 6


def test_nobody_s_file_is_written_over(desk: Desk, tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.doc"
    thesis.write_text("precious")
    with pytest.raises(Refused, match="is there already and no bundle"):
        bundles.write(desk.data, thesis, NOW)
    assert thesis.read_text() == "precious"


def test_a_colleague_s_referral_comes_by_stick(desk: Desk, hub: Hub, stick: Path, tmp_path: Path) -> None:
    other = enrolled(tmp_path / "other", hub)
    referral_id = desk.refer()
    up(desk, hub, stick)
    got = down(other, hub, stick)
    assert (got.pulled, other.referrals()) == (1, [(referral_id, "")])

    work = other.open()
    with work.writing() as session:
        record(session, ReferralClaimed(**told(), referral_id=uuid_of(referral_id)))
    work.close()
    second = desk.refer()
    up(other, hub, stick)
    up(desk, hub, stick)
    assert down(desk, hub, stick).pulled >= 1
    assert down(other, hub, stick).pulled >= 1
    assert desk.referrals() == other.referrals() == sorted([(referral_id, "T1"), (second, "")])


def uuid_of(text: str):  # type: ignore[no-untyped-def]
    from uuid import UUID

    return UUID(text)


def test_a_desk_restored_from_an_old_image_delivers_all_by_stick(
    desk: Desk, hub: Hub, stick: Path, tmp_path: Path
) -> None:
    desk.work(2)
    image = shutil.copytree(desk.data, tmp_path / "image")
    desk.work(3)
    lost = desk.ids()
    up(desk, hub, stick)
    shutil.rmtree(desk.data)
    shutil.copytree(image, desk.data)
    desk.work(4)

    told_so = up(desk, hub, stick)
    assert "restored from an older image" in told_so.sentence
    assert down(desk, hub, stick).forks == 1
    up(desk, hub, stick)
    last = down(desk, hub, stick)

    assert (last.unsent, last.forks) == (0, 0)
    assert on_hub(hub, desk.device) == sorted({*lost, *desk.ids()})


def test_a_hub_restored_to_yesterday_gets_it_again_by_stick(desk: Desk, hub: Hub, stick: Path, tmp_path: Path) -> None:
    desk.work(2)
    up(desk, hub, stick)
    yesterday = tmp_path / "yesterday"
    hub.close()
    shutil.copytree(hub.data, yesterday)
    desk.work(2)
    up(desk, hub, stick)
    down(desk, hub, stick)
    assert desk.unsent() == 0
    hub.close()
    restored = open_hub(yesterday)
    desk.work(1)

    assert "have not come" in up(desk, restored, stick).sentence
    assert down(desk, restored, stick, NOW + timedelta(hours=1)).unsent == 6
    up(desk, restored, stick)
    assert down(desk, restored, stick, NOW + timedelta(hours=2)).unsent == 0
    assert on_hub(restored, desk.device) == desk.ids()
    restored.close()


def test_after_the_hub_was_restored_its_new_order_is_taken_from_the_beginning(
    desk: Desk, hub: Hub, stick: Path, tmp_path: Path
) -> None:
    other, third = enrolled(tmp_path / "other", hub), enrolled(tmp_path / "third", hub)
    yesterday = tmp_path / "yesterday"
    hub.close()
    shutil.copytree(hub.data, yesterday)
    first = desk.refer()
    up(desk, hub, stick)
    assert down(other, hub, stick).pulled == 1
    hub.close()
    restored = open_hub(yesterday)
    second = third.refer()
    up(third, restored, stick)  # takes the place that the first had

    up(other, restored, stick)
    assert down(other, restored, stick, NOW + timedelta(hours=1)).pulled == 1
    assert [one for one, _ in other.referrals()] == sorted([first, second])
    for hour in (2, 3):
        for each in (desk, other, third):
            up(each, restored, stick)
            down(each, restored, stick, NOW + timedelta(hours=hour))
    for each in (desk, other, third):
        assert [one for one, _ in each.referrals()] == sorted([first, second])
    restored.close()


def test_what_does_not_fit_goes_with_the_next_bundle(desk: Desk, hub: Hub) -> None:
    desk.work(40)
    work = desk.open()
    box, acked, taken = DeskOutbox(work, desk.data), 0, []
    for _ in range(100):
        some = list(pushes(box, {(box.device, 1): acked}, 8_000))
        if not some:
            break
        for push in some:
            answer(SqlLedger(hub, NOW), push)
        acked = some[-1].seal.seq
        taken.append(acked)
    work.close()
    assert len(taken) > 3
    assert on_hub(hub, desk.device) == desk.ids()


def test_data_and_packs_come_by_stick(desk: Desk, hub: Hub, stick: Path, tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "feed", {"customers": [{"customer_no": "C1", "name": "王芳"}]})
    published = publish(hub, feed, RESOURCES / "packs")
    hub_packs.init(hub.data, tmp_path / "keys", NOW)
    hub_packs.publish(hub.data, RESOURCES / "packs", tmp_path / "keys", NOW)

    got = down(desk, hub, stick)

    assert got.sentence == ""
    assert got.generation == published.outcomes[0].generation
    assert got.packs == "1"
    snapshot = Snapshot.open(desk.data, desk.key())
    assert snapshot.generation == got.generation
    snapshot.close()
    folder = current(desk.data)
    assert folder is not None
    assert (folder / "rules.toml").read_bytes() == (RESOURCES / "packs" / "rules.toml").read_bytes()
    assert "王芳".encode() not in b"".join(path.read_bytes() for path in desk.data.rglob("*") if path.is_file())
    assert down(desk, hub, stick).sentence == ""


def test_packs_that_are_refused_keep_no_receipt_from_counting(
    desk: Desk, hub: Hub, stick: Path, tmp_path: Path
) -> None:
    desk.work()
    hub_packs.init(hub.data, tmp_path / "keys", NOW)
    hub_packs.publish(hub.data, RESOURCES / "packs", tmp_path / "keys", NOW)
    up(desk, hub, stick)
    down(desk, hub, stick)
    shutil.rmtree(hub.data / "packs")
    hub_packs.init(hub.data, tmp_path / "other-keys", NOW)
    hub_packs.publish(hub.data, RESOURCES / "packs", tmp_path / "other-keys", NOW)
    desk.work()
    up(desk, hub, stick)

    got = down(desk, hub, stick)

    assert (got.unsent, got.taken) == (0, True)
    assert "present packs stay" in got.sentence
