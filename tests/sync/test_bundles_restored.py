"""By stick alone: desk and hub restored from earlier copies, new data and packs."""

import shutil
from datetime import timedelta
from pathlib import Path

from teller_assist.hub import packs as hub_packs
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.hub.publish import publish
from teller_assist.paths import RESOURCES
from teller_assist.store.snapshot import Snapshot
from teller_assist.sync.packs import current
from tests.hub.small_feed import write_feed
from tests.sync.sticks import NOW, Desk, down, enrolled, on_hub, up


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
