"""A branch node: what desks bring it goes up unchanged, in the order it gave, whatever happens to either."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from teller_assist.hub import tables
from teller_assist.hub.engine import Hub, note_about, open_hub
from teller_assist.hub.replay import replay
from teller_assist.hub.upward import OF_ONE_DEVICE
from teller_assist.hub.view_tables import VIEWS
from teller_assist.wire.messages import Ack, Standing
from tests.hub.branches import BRANCH, Branch, ledger_of, order_of, places_of, views_of
from tests.hub.pushing import Device, claimed, referred, sent, started

ON_BOTH = pytest.mark.parametrize("hub", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    """The hub above the node, on a file or on PostgreSQL."""
    url = request.getfixturevalue("pg_url") if getattr(request, "param", "") == "postgres" else None
    made = open_hub(tmp_path / "hub", url)
    yield made
    made.close()


@pytest.fixture
def branch(hub: Hub, tmp_path: Path) -> Iterator[Branch]:
    """A node on a file."""
    made = Branch(tmp_path / "node", hub)
    yield made
    made.close()


@ON_BOTH
def test_what_two_desks_brought_is_in_the_hub_once_and_views_are_equal(branch: Branch, hub: Hub) -> None:
    one, two = branch.desk(), branch.desk()
    passed_on = referred()
    one.record(started(), passed_on)
    two.record(claimed(passed_on, "S2"), started("C2"))
    for desk in (one, two, one):  # a push that came twice
        assert isinstance(branch.takes(desk.push()), Ack)

    assert branch.syncs().trouble == ""
    assert branch.syncs().pushed == 0

    assert ledger_of(hub) == ledger_of(branch.hub)
    assert [row.event_id for row in one.rows] == ledger_of(hub)[one.device]
    assert views_of(hub) == views_of(branch.hub)


def test_a_node_may_keep_its_data_in_postgresql(hub: Hub, tmp_path: Path, pg_url: str) -> None:
    node = Branch(tmp_path / "node", hub, pg_url)
    one, two = node.desk(), node.desk()
    passed_on = referred()
    one.record(passed_on, started())
    two.record(claimed(passed_on, "S2"))
    sent(hub, two.push(), two.device)
    node.takes(one.push())
    for _ in range(3):
        assert node.syncs().trouble == ""
    assert ledger_of(hub)[one.device] == ledger_of(node.hub)[one.device]
    assert views_of(hub)["referral"] == views_of(node.hub)["referral"]
    assert places_of(hub) == places_of(node.hub)
    node.close()


@ON_BOTH
def test_the_first_claim_at_the_node_wins_though_the_hub_hears_of_the_other_first(branch: Branch, hub: Hub) -> None:
    first, second = sorted((branch.desk(), branch.desk()), key=lambda desk: desk.device, reverse=True)
    passed_on = referred()
    first.record(passed_on, claimed(passed_on, "first"))
    second.record(claimed(passed_on, "second"))
    branch.takes(first.push())
    branch.takes(second.push())

    branch.syncs()  # by device: the second one's rows go up before the first one's

    (referral,) = views_of(hub)["referral"]
    assert (referral["claimed_by"], referral["contested_by"]) == ("first", "second")
    assert places_of(hub) == places_of(branch.hub)
    ids = [row.event_id for row in (*first.rows, *second.rows)]
    assert order_of(hub, "referral", str(passed_on.referral_id)) == ids


def test_what_a_desk_brought_straight_to_the_hub_gets_its_place_from_the_node(branch: Branch, hub: Hub) -> None:
    desk = branch.desk()
    desk.record(referred())
    sent(hub, desk.push(), desk.device)

    assert branch.syncs().pulled == 1
    branch.syncs()

    assert places_of(hub) == places_of(branch.hub) == {desk.rows[0].event_id: 1}
    assert views_of(hub)["referral"] == views_of(branch.hub)["referral"] != []


def test_a_push_to_the_node_ends_on_its_own_seals_also_in_smaller_batches(branch: Branch, hub: Hub) -> None:
    desk = branch.desk()
    desk.record(*(started() for _ in range(9)))
    for upto in (2, 5, 9):
        branch.takes(desk.push(0, upto))
    branch.box.hello()
    (claim,) = (c for c in branch.box.claims() if c.device == desk.device)

    cut = [(b.first_seq, b.seal.seq) for b in (branch.box.batch(claim, after, 4) for after in (0, 2, 5, 9)) if b]

    assert cut == [(1, 2), (3, 5), (6, 9)]


@ON_BOTH
def test_rows_that_fit_no_more_above_are_told_to_their_desk_which_begins_anew(branch: Branch, hub: Hub) -> None:
    desk = branch.desk()
    desk.record(started(), started())
    clone = _copy_of(desk)
    desk.record(started(), started("C2"))
    clone.record(started("C3"))
    sent(hub, clone.push(), desk.device)
    branch.takes(desk.push())

    assert branch.syncs().forks == 1
    assert _standing(branch, desk).forked_at == 2

    desk.again_from(2)
    branch.takes(desk.push())
    branch.syncs()
    assert sorted(ledger_of(hub)[desk.device]) == sorted(row.event_id for row in (*clone.rows, *desk.rows))


def test_rows_that_come_while_a_session_runs_are_no_fork(branch: Branch, hub: Hub) -> None:
    """The desk was at the hub while the node was dead, and is back now."""
    desk = branch.desk()
    desk.record(*(started() for _ in range(4)))
    branch.takes(desk.push(0, 2))
    sent(hub, desk.push(), desk.device)

    assert branch.meets(hub, lambda: branch.takes(desk.push(2))).forks == 0

    assert _standing(branch, desk).forked_at == -1


def test_a_hub_that_lost_what_the_node_never_held_gets_the_rest_in_a_new_epoch(branch: Branch, hub: Hub) -> None:
    """A desk that has pruned met this node later; then the hub was begun from nothing."""
    desk, other = branch.desk(), branch.desk()
    desk.record(started(), started(), referred(), started())
    branch.takes(replace(desk.push(2), base=True))
    other.record(started())
    branch.takes(other.push())

    assert branch.syncs().trouble == ""
    assert ledger_of(hub) == {other.device: [other.rows[0].event_id], **_of_node(hub, branch)}
    assert _standing(branch, desk).forked_at == 2
    assert branch.syncs().forks == 0

    desk.again_from(2)
    branch.takes(desk.push())
    assert branch.syncs().trouble == ""
    assert ledger_of(hub)[desk.device] == [row.event_id for row in desk.rows]
    assert views_of(hub) == views_of(branch.hub)


def test_a_fork_is_forgotten_when_the_hub_went_back_to_before_it(branch: Branch, hub: Hub, tmp_path: Path) -> None:
    desk = branch.desk()
    desk.record(started(), started())
    clone = _copy_of(desk)
    desk.record(started())
    clone.record(started("C3"))
    sent(hub, clone.push(), desk.device)
    branch.takes(desk.push())
    branch.syncs()

    other = open_hub(tmp_path / "other")
    _same_hub(other, hub)
    desk.enrol(other)
    branch.known_to(other)
    for _ in range(3):
        assert branch.meets(other).trouble == ""

    assert _standing(branch, desk).forked_at == -1
    assert ledger_of(other)[desk.device] == [row.event_id for row in desk.rows]
    other.close()


def test_a_node_put_back_from_an_earlier_copy_loses_no_place(branch: Branch, hub: Hub, tmp_path: Path) -> None:
    desk = branch.desk()
    desk.record(referred())
    branch.takes(desk.push())
    branch.syncs()
    branch.backed_up(tmp_path / "copy")
    desk.record(referred("C2"), referred("C3"))
    branch.takes(desk.push())
    branch.syncs()
    branch.syncs()
    before = places_of(hub)

    old = Branch(tmp_path / "copy", hub)
    desk.record(referred("C4"))
    old.takes(desk.push())
    for _ in range(3):
        assert old.syncs().trouble == ""

    after = places_of(hub)
    assert {event_id: after[event_id] for event_id in before} == before
    assert places_of(old.hub) == after
    assert len(after) == 4
    assert ledger_of(old.hub)[desk.device] == ledger_of(hub)[desk.device]
    assert set(ledger_of(old.hub)[old.me.device]) < set(ledger_of(hub)[old.me.device])  # what the copy had not yet said
    assert views_of(old.hub) == views_of(hub)
    old.close()


@ON_BOTH
def test_a_new_node_takes_the_order_over_from_the_one_that_broke(branch: Branch, hub: Hub, tmp_path: Path) -> None:
    one, two = branch.desk(), branch.desk()
    passed_on = referred()
    one.record(passed_on)
    branch.takes(one.push())
    two.record(claimed(passed_on, "first"))
    branch.takes(two.push())
    branch.syncs()

    new = Branch(tmp_path / "new", hub)
    one.record(claimed(passed_on, "second"))
    for desk in (one, two):
        desk.enrol(new.hub)
        new.takes(desk.push())  # before the new node has heard from the hub at all
    for _ in range(3):
        assert new.syncs().trouble == ""

    assert views_of(new.hub) == views_of(hub)
    assert places_of(new.hub) == places_of(hub)
    assert ledger_of(hub)[one.device] == [row.event_id for row in one.rows]
    new.close()


@ON_BOTH
def test_two_events_of_one_place_stand_in_the_same_order_on_node_and_hub(
    branch: Branch, hub: Hub, tmp_path: Path
) -> None:
    """A second node that has not heard of the first begins at place 1 too."""
    one, two = branch.desk(), branch.desk()
    passed_on = referred()
    one.record(passed_on)
    two.record(claimed(passed_on, "S2"))
    other = Branch(tmp_path / "other", hub)
    two.enrol(other.hub)
    branch.takes(one.push())
    other.takes(two.push())
    for _ in range(3):
        branch.syncs()
        other.syncs()

    assert len(set(places_of(hub).values())) < len(places_of(hub))
    orders = [order_of(server, "referral", str(passed_on.referral_id)) for server in (hub, branch.hub, other.hub)]
    assert orders[0] == orders[1] == orders[2] == sorted(orders[0])
    other.close()


def test_a_hub_begun_anew_gets_all_again_with_the_places_that_only_its_old_stream_knew(
    branch: Branch, hub: Hub, tmp_path: Path
) -> None:
    desk = branch.desk()
    desk.record(referred(), referred("C2"))
    branch.takes(desk.push())
    branch.syncs()
    broken = places_of(hub)
    new = Branch(tmp_path / "new", hub)
    new.syncs()  # it hears of all places from the hub and has to give none
    desk.enrol(new.hub)
    new.takes(desk.push())

    begun = open_hub(tmp_path / "begun")
    _same_hub(begun, hub)
    with begun.writing() as con:
        note_about(con, "incarnation", "another")
    desk.enrol(begun)
    new.known_to(begun)
    for _ in range(3):
        assert new.meets(begun).trouble == ""

    assert places_of(begun) == places_of(new.hub) == broken
    assert views_of(begun) == views_of(new.hub)
    begun.close()


def test_a_node_whose_clock_is_years_off_orders_as_before(branch: Branch, hub: Hub) -> None:
    desk = branch.desk()
    passed_on = referred()
    desk.record(passed_on)
    branch.takes(desk.push())
    branch.now = datetime(1999, 1, 1, tzinfo=UTC)
    desk.record(claimed(passed_on, "first"))
    branch.takes(desk.push(1))
    branch.now = datetime(2070, 1, 1, tzinfo=UTC)
    desk.record(claimed(passed_on, "second"))
    branch.takes(desk.push(2))

    assert branch.syncs().trouble == ""

    assert list(places_of(hub).values()) == [1, 2, 3]
    (referral,) = views_of(hub)["referral"]
    assert referral["claimed_by"] == "first"


def test_a_desk_that_the_hub_refuses_holds_no_other_up(branch: Branch, hub: Hub) -> None:
    good, bad = branch.desk(), Device(BRANCH).enrol(branch.hub)
    for desk in (good, bad):
        desk.record(started())
        branch.takes(desk.push())
    held_up = 0
    while (done := branch.syncs()).trouble in OF_ONE_DEVICE:
        held_up += 1
        assert branch.box.leave_out()

    assert (done.trouble, held_up) == ("", 1)
    assert ledger_of(hub) == {good.device: [good.rows[0].event_id]}
    assert branch.box.unsent() == 0

    bad.enrol(hub)
    branch.box.left_out.clear()
    assert branch.box.unsent() == 1
    branch.syncs()
    assert ledger_of(hub)[bad.device] == [bad.rows[0].event_id]


def test_what_a_node_of_an_older_program_pulled_is_folded_after_the_upgrade(branch: Branch, hub: Hub) -> None:
    desk = branch.desk()
    desk.record(referred())
    sent(hub, desk.push(), desk.device)
    branch.syncs()
    with branch.hub.writing() as con:  # as the older program left it
        con.execute(tables.stream.update().values(noun="", noun_id=""))
        con.execute(VIEWS["referral"].delete())
        con.execute(tables.placed.delete())

    assert replay(branch.hub).raw == 1

    assert views_of(branch.hub)["referral"] == views_of(hub)["referral"] != []
    assert places_of(branch.hub) == {desk.rows[0].event_id: 1}


def test_what_is_durable_above_is_durable_for_the_desk_and_claimed_no_more(branch: Branch, hub: Hub) -> None:
    desk = branch.desk()
    desk.record(started())
    branch.takes(desk.push())
    branch.syncs()
    with hub.writing() as con:
        con.execute(tables.chain.update().values(durable_seq=tables.chain.c.head_seq))
    branch.syncs()

    said = _standing(branch, desk)
    assert (said.root_seq, said.durable_seq) == (1, 1)
    assert branch.box.hello().claims == ()


# -- what these tests look at ---------------------------------------------------------------------


def _standing(branch: Branch, desk: Device) -> Standing:
    """What the desk hears of its first chain at its next hello."""
    return next(s for s in branch.hears(desk).standings if s.epoch == 1)


def _of_node(hub: Hub, branch: Branch) -> dict[str, list[str]]:
    return {branch.me.device: ledger_of(hub)[branch.me.device]}


def _copy_of(desk: Device) -> Device:
    clone = Device(desk.branch_no)
    clone.device, clone.key = desk.device, desk.key
    clone.rows, clone.hashes = list(desk.rows), list(desk.hashes)
    return clone


def _same_hub(other: Hub, hub: Hub) -> None:
    """The other answers as the same hub, gone back in time to nothing."""
    with other.writing() as con:
        note_about(con, "incarnation", hub.about()["incarnation"])
