"""A branch node as a sender for others: forks, refusals, seals, and what a hub that went back in time lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from teller_assist.hub import tables
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.hub.upward import OF_ONE_DEVICE
from teller_assist.wire.messages import Standing
from tests.hub.branches import BRANCH, Branch, ledger_of, posing_as, views_of
from tests.hub.pushing import Device, referred, sent, started

ON_BOTH = pytest.mark.parametrize("hub", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    """The hub above the node, on a file or on PostgreSQL."""
    url = request.getfixturevalue("pg_url") if getattr(request, "param", "") == "postgres" else None
    made = open_hub(tmp_path / "hub", url)
    yield made
    made.close()


def test_a_push_to_the_node_ends_on_its_own_seals_also_in_smaller_batches(branch: Branch, hub: Hub) -> None:
    desk = branch.desk()
    desk.record(*(started() for _ in range(9)))
    for upto in (2, 5, 9):
        branch.takes(desk.push(0, upto))
    branch.box.hello()
    (claim,) = (c for c in branch.box.claims() if c.device == desk.device)

    cut = [(b.first_seq, b.seal.seq) for b in (branch.box.batch(claim, after, 4) for after in (0, 2, 5, 9)) if b]

    assert cut == [(1, 2), (3, 5), (6, 9)]


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
    posing_as(other, hub)
    desk.enrol(other)
    branch.known_to(other)
    for _ in range(3):
        assert branch.meets(other).trouble == ""

    assert _standing(branch, desk).forked_at == -1
    assert ledger_of(other)[desk.device] == [row.event_id for row in desk.rows]
    other.close()


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
    there = ledger_of(hub)
    assert there.keys() == {good.device, branch.me.device}  # the node's own word is of the branch's order
    assert there[good.device] == [good.rows[0].event_id]
    assert branch.box.unsent() == 0

    bad.enrol(hub)
    branch.box.left_out.clear()
    assert branch.box.unsent() == 1
    branch.syncs()
    assert ledger_of(hub)[bad.device] == [bad.rows[0].event_id]


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
