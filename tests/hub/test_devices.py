"""When a hub wants its devices, and what it learns of them."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from teller_assist.hub import devices, distribute
from teller_assist.hub.engine import Hub
from teller_assist.wire.signing import DeviceKey
from tests.hub.pushing import NOW, Device


def test_the_nights_syncs_are_spread_evenly_from_eight_to_five() -> None:
    slots = [devices.slot_of(f"device {n}") for n in range(2000)]
    hours = Counter(int(slot[:2]) for slot in slots)
    assert set(hours) == {20, 21, 22, 23, 0, 1, 2, 3, 4}
    assert max(hours.values()) < 1.3 * min(hours.values())
    assert devices.slot_of("device 1") == slots[1], "the same device at the same time"


def test_an_older_certificate_changes_nothing_and_a_newer_one_keeps_the_old_key(hub: Hub) -> None:
    desk = Device().enrol(hub)
    other = DeviceKey().public
    with hub.writing() as con:
        older = replace(desk.certified(NOW - timedelta(days=1)), public_key=other)
        assert devices.learn(con, older).public_key == desk.key.public
        newer = replace(desk.certified(NOW + timedelta(days=1)), public_key=other, branch_no="B2")
        learned = devices.learn(con, newer)
        assert (learned.public_key, learned.branch_no, learned.branches_before) == (other, "B2", ("B1",))
        assert devices.keys_before(con, desk.device) == [desk.key.public]


def test_a_newer_certificate_lets_no_revoked_device_in(hub: Hub) -> None:
    desk = Device().enrol(hub)
    devices.revoke(hub, desk.device)
    with hub.writing() as con:
        assert devices.learn(con, desk.certified(NOW + timedelta(days=1))).revoked_at


def test_every_table_has_its_place_in_a_cluster() -> None:
    plan = distribute._plan()
    assert len(plan) == len({name for name, *_ in plan})
