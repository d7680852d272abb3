"""A stick at the hub, on a file and on a real PostgreSQL."""

from pathlib import Path

from sqlalchemy import select
from uuid_utils.compat import uuid7

from teller_assist.hub import node as nodes
from teller_assist.hub import node_bundles, tables
from teller_assist.hub.bundles import read_up, write_down
from teller_assist.hub.engine import Hub
from teller_assist.wire import bundle
from teller_assist.wire.bundle import Bundle, Header, Sample
from teller_assist.wire.bundle_keys import hub_name, identity_of, recipient_of
from teller_assist.wire.messages import Push, Stream, Welcome
from tests.hub.branches import Branch, ledger_of, views_of
from tests.hub.pushing import NOW, Device, claimed, logged, referred, sent, started


def carried(hub: Hub, device: Device, file: Path, number: int, *pushes: Push) -> Path:
    header = Header(
        "up", device.device, hub_name(hub.key.public), device.branch_no, number, 0, NOW.isoformat(), "", "0"
    )
    file.write_bytes(bundle.closed(header, pushes, device.key.sign, recipient_of(hub.key.public)))
    return file


def counted(hub: Hub, device: Device) -> list[str]:
    c = tables.ledger.c
    with hub.reading() as connection:
        query = select(c.event_id).where(c.device == device.device, c.again == 0).order_by(c.epoch, c.seq)
        return list(connection.scalars(query))


def test_a_bundle_is_taken_once_however_often_it_is_read(hub: Hub, tmp_path: Path) -> None:
    device = Device().enrol(hub)
    visit = started()
    device.record(visit, logged(visit.visit_id), referred())
    stick = carried(hub, device, tmp_path / "a.tabundle", 1, device.push(0, 2), device.push(2))
    assert [read_up(hub, stick, NOW).taken for _ in range(3)] == [3, 0, 0]
    assert counted(hub, device) == [row.event_id for row in device.rows]


def test_a_gap_and_a_fork_are_told_and_the_other_chains_go_on(hub: Hub, tmp_path: Path) -> None:
    device, twin = Device().enrol(hub), Device()
    twin.device, twin.key = device.device, device.key
    for one in (device, twin):
        one.record(*(started(f"C{n}") for n in range(4)))
    stick = tmp_path / "a.tabundle"
    gap = read_up(hub, carried(hub, device, stick, 1, device.push(2)), NOW)
    assert (gap.taken, gap.events) == (0, 2)
    assert "rows before 3 have not come" in gap.sentence
    assert read_up(hub, carried(hub, device, stick, 2, device.push(0)), NOW).taken == 4

    first = twin.push(0)
    twin.again_from(0)
    forked = read_up(hub, carried(hub, twin, stick, 3, first, twin.push(0)), NOW)
    assert forked.taken == 4
    assert "older image" in forked.sentence
    assert sorted(counted(hub, device)) == sorted(row.event_id for one in (device, twin) for row in one.rows)


def test_a_bundle_down_says_what_the_hub_has(hub: Hub, tmp_path: Path) -> None:
    device = Device().enrol(hub)
    device.record(*(logged(uuid7(), f"P{n}") for n in range(600)), referred())
    stick = carried(hub, device, tmp_path / "a.tabundle", 1, device.push(0, 500), device.push(500))
    assert read_up(hub, stick, NOW).taken == 601

    written = write_down(hub, device.device, tmp_path / "b.tabundle", NOW)

    assert (written.acknowledged, written.shared, written.number) == (601, 1, 1)
    found = Bundle.of_file(tmp_path / "b.tabundle", identity_of(device.key.raw))
    found.check(hub.key.public)
    items = list(found.items())
    welcome = next(item for item in items if isinstance(item, Welcome))
    (standing,) = welcome.standings
    assert (standing.acked_seq, standing.hash_at, standing.root_seq) == (601, device.hashes[601], 601)
    (sample,) = (item for item in items if isinstance(item, Sample))
    assert all(device.hashes[seq] == hash_ for seq, hash_ in zip(sample.seqs, sample.hashes, strict=True))
    assert {601, 600, 345, 4, 8} <= set(sample.seqs)
    assert sum(len(item.items) for item in items if isinstance(item, Stream)) == 1


def test_one_stick_carries_a_whole_branch_from_its_node_and_back(hub: Hub, tmp_path: Path) -> None:
    branch = Branch(tmp_path / "node", hub)
    with branch.hub.writing() as connection:
        nodes.note(connection, up_key=hub.key.public.hex())
    one, two, elsewhere = branch.desk(), branch.desk(), Device().enrol(hub)
    passed_on, straight = referred(), referred("C9")
    one.record(started(), passed_on)
    two.record(claimed(passed_on, "S2"), started("C2"))
    elsewhere.record(straight)
    sent(hub, elsewhere.push())
    for desk in (one, two):
        branch.takes(desk.push())
    up, down = tmp_path / "up.tabundle", tmp_path / "down.tabundle"

    wrote = node_bundles.write(branch.hub, up, NOW)
    assert (wrote.events, wrote.devices) == (6, 3)  # the desks' four, and the node's word of their order
    taken = read_up(hub, up, NOW)
    assert (taken.taken, taken.sentence) == (6, "")
    assert (read_up(hub, up, NOW).again, rows_of(hub)) == (True, 7)
    write_down(hub, branch.me.device, down, NOW)
    assert node_bundles.is_for(branch.hub, down)
    got = node_bundles.read(branch.hub, down, NOW)

    assert (got.taken, got.acknowledged, got.pulled, got.sentence) == (True, 6, 1, "")
    assert node_bundles.read(branch.hub, down, NOW).taken is False
    node_bundles.write(branch.hub, up, NOW)  # the order of what came from above
    assert read_up(hub, up, NOW).taken == 1
    write_down(hub, branch.me.device, down, NOW)
    assert node_bundles.read(branch.hub, down, NOW).unsent == 0
    assert views_of(hub)["referral"] == views_of(branch.hub)["referral"]
    assert branch.hears(one).standings[0].root_seq == 2
    assert set(ledger_of(hub)) == {one.device, two.device, elsewhere.device, branch.me.device}
    branch.close()


def test_a_desk_does_not_speak_for_another(hub: Hub, tmp_path: Path) -> None:
    one, two = Device().enrol(hub), Device().enrol(hub)
    two.record(started())
    read = read_up(hub, carried(hub, one, tmp_path / "a.tabundle", 1, two.push()), NOW)
    assert (read.taken, rows_of(hub)) == (0, 0)
    assert "does not speak for it" in read.sentence


def rows_of(hub: Hub) -> int:
    with hub.reading() as connection:
        return len(connection.execute(select(tables.ledger.c.seq)).all())
