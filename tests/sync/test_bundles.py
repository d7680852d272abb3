"""Desks and a hub with nothing between them but a stick: lost, doubled, late, damaged, carried to the wrong place."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from teller_assist.domain.referral import ReferralClaimed
from teller_assist.errors import DeskNotReady, NotFound, Refused
from teller_assist.hub import bundles as of_hub
from teller_assist.hub import tables
from teller_assist.hub.devices import revoke
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.hub.ledger import SqlLedger
from teller_assist.store import sync_runs
from teller_assist.store.journal import record
from teller_assist.store.keyfile import KeyFile
from teller_assist.sync import bundles
from teller_assist.sync.core import deliver
from teller_assist.sync.intake import answer
from teller_assist.sync.offline import pushes
from teller_assist.sync.outbox import DeskOutbox
from teller_assist.wire.bundle import BadBundle, BundleRefused
from teller_assist.wire.messages import Standing
from tests.sync.sticks import NOW, Desk, down, enrolled, on_hub, online, rows_on_hub, told, up


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
    assert down(desk, hub, stick).taken


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
        record(session, ReferralClaimed(**told(), referral_id=UUID(referral_id)))
    work.close()
    second = desk.refer()
    up(other, hub, stick)
    up(desk, hub, stick)
    assert down(desk, hub, stick).pulled >= 1
    assert down(other, hub, stick).pulled >= 1
    assert desk.referrals() == other.referrals() == sorted([(referral_id, "T1"), (second, "")])


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
