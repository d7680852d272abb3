"""A branch node: what desks bring it goes up unchanged, in the order it gave, whatever happens to either."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from teller_assist.hub import tables
from teller_assist.hub.engine import Hub, note_about, open_hub
from teller_assist.hub.replay import replay
from teller_assist.hub.view_tables import VIEWS
from teller_assist.wire.messages import Ack
from tests.hub.branches import Branch, ledger_of, order_of, places_of, posing_as, views_of
from tests.hub.pushing import claimed, referred, sent, started

ON_BOTH = pytest.mark.parametrize("hub", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    """The hub above the node, on a file or on PostgreSQL."""
    url = request.getfixturevalue("pg_url") if getattr(request, "param", "") == "postgres" else None
    made = open_hub(tmp_path / "hub", url)
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


@ON_BOTH
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
    posing_as(begun, hub)
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
