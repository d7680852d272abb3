"""A branch's node over real HTTP: let in by the hub, lets desks in itself, hands on what comes down."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import httpx2
import pytest

from teller_assist.errors import BadInput, DeskNotReady, Refused
from teller_assist.hub import devices, node_enrol, packs, shelf
from teller_assist.hub.engine import Hub, note_about, now_text, open_hub
from teller_assist.hub.enrolment import make_code
from teller_assist.hub.offers import offer_for
from teller_assist.hub.relay import way_up
from teller_assist.hub.upward import Upward
from teller_assist.paths import RESOURCES
from teller_assist.store import link
from teller_assist.sync.enrol import enrol
from teller_assist.sync.packs import update
from teller_assist.sync.standing import standing
from teller_assist.wire import codec
from teller_assist.wire.identity import lease_of
from teller_assist.wire.joining import Enrolled
from teller_assist.wire.messages import Ack, Offer, Welcome
from tests.hub.belows import Below
from tests.hub.branches import BRANCH, ledger_of
from tests.hub.pushing import Device, referred, started
from tests.hub.speaking import Speaker, read, refusal
from tests.scenarios.branch import eventually
from tests.store.deeds import morning
from tests.sync.served import opened, served, synced


def test_a_desk_let_in_by_the_node_is_vouched_for_and_known_to_the_hub(below: Below) -> None:
    desk = below.desk()
    enrolled = codec.decode(Enrolled, read(desk.enrol(below.code())))
    assert (enrolled.branch_no, enrolled.hub_key) == (BRANCH, below.above.key.public)
    assert enrolled.hub_url == below.hub.about()["up_url"]
    desk.hello()
    desk.device.record(started())
    assert isinstance(codec.decode(Ack, read(desk.post("push", desk.device.push()))), Ack)
    assert refusal(desk.post("push", replace(desk.device.push(), device="another"))) == "unknown_device"

    assert below.syncs().trouble == "unknown_device"
    assert below.syncs().trouble == ""

    assert ledger_of(below.above)[desk.device.device] == [desk.device.rows[0].event_id]
    welcome = codec.decode(Welcome, read(desk.hello()))
    assert lease_of(welcome.lease, [below.above.key.public]) is not None
    desk.close()


def test_a_desk_that_enrols_at_the_node_learns_where_the_hub_is_and_syncs_with_either(
    below: Below, up: str, tmp_path: Path
) -> None:
    made = enrol(tmp_path / "desk", below.url, below.code())
    assert (made.hub_url, made.node_url, made.branch_no) == (up, below.url, BRANCH)
    assert enrol(tmp_path / "desk", below.url, below.code()) == made  # a new code of the node's, as of the same hub
    with opened(tmp_path / "desk") as desk:
        assert (synced(desk).via, synced(desk).trouble) == ("branch", "")
        below.syncs()
        with desk.work.writing() as session:
            link.put(session.con, "node_url", "")
        assert (synced(desk).via, synced(desk).trouble) == ("hub", "")


def test_what_only_the_node_has_is_told_until_the_hub_has_it_too(below: Below, tmp_path: Path) -> None:
    enrol(tmp_path / "desk", below.url, below.code())
    with opened(tmp_path / "desk") as desk:
        recorded = len(morning(desk.work))
        result = synced(desk)
        assert (result.via, result.unsent, result.json()["waiting_at_node"]) == ("branch", 0, recorded)
        assert standing(desk.data).waiting_at_node == recorded
        for _ in range(2):  # the first session vouches for the desk
            below.syncs()
        assert ledger_of(below.above)[desk.box.device]
        assert (synced(desk).waiting_at_node, standing(desk.data).waiting_at_node) == (0, 0)


def test_a_desk_revoked_at_the_hub_is_refused_by_the_node_after_their_next_session(below: Below) -> None:
    desk = below.desk()
    desk.device.enrol(below.above)
    assert desk.hello().status_code == 200  # by the certificate that the hub signed
    devices.revoke(below.above, desk.device.device)
    for _ in range(2):
        below.syncs()
        assert refusal(desk.hello()) == "revoked"
    desk.close()


def test_a_desk_that_the_hub_lets_in_again_is_taken_by_its_node_too(below: Below, up: str) -> None:
    desk = below.desk()
    desk.device.enrol(below.above)
    desk.hello()
    devices.revoke(below.above, desk.device.device)
    below.syncs()
    assert refusal(desk.hello()) == "revoked"

    straight = Speaker(up, below.above, desk.device)
    straight.enrol(make_code(below.above, BRANCH, "desk", 24, datetime.now(UTC)).code)
    below.syncs()
    assert desk.hello().status_code == 200
    for speaker in (desk, straight):
        speaker.close()


def test_a_desk_revoked_at_the_node_itself_stays_so_whatever_the_hub_says(below: Below) -> None:
    desk = below.desk()
    desk.device.enrol(below.above)
    desk.hello()
    devices.revoke(below.hub, desk.device.device)
    for _ in range(2):
        below.syncs()
        assert refusal(desk.hello()) == "revoked"
    desk.close()


def test_a_desk_of_another_branch_and_a_stranger_are_not_known_to_the_node(below: Below) -> None:
    other = Speaker(below.url, below.above, Device("B2").enrol(below.above))
    assert refusal(other.hello()) == "unknown_device"
    stranger = below.desk()
    stranger.hub = below.hub  # under a key that is not the hub's
    with pytest.raises(BadInput):
        make_code(below.hub, "B2", "desk", 24, datetime.now(UTC))
    for speaker in (other, stranger):
        speaker.close()


def test_the_branchs_generation_is_offered_by_the_node_in_full_and_as_changes(below: Below) -> None:
    _publish(below.above, "a", (b"one", b"two"))
    below.syncs()
    assert _offered(below.hub, "") == _offered(below.above, "")
    _publish(below.above, "b", (b"one", b"three"), base="a", delta=(b"three",))
    below.syncs()
    for held in ("", "a", "b"):
        assert _offered(below.hub, held) == _offered(below.above, held)
    with below.hub.reading() as con:
        assert shelf.chunk_of(con, BRANCH, _name(b"three")) == b"three"


def test_why_a_newer_generation_is_held_back_is_said_by_the_node_too(below: Below) -> None:
    _publish(below.above, "a", (b"one",))
    _publish(below.above, "b", (b"two",), state=shelf.HELD, reason="customers down by 40 %")
    below.syncs()
    assert _offered(below.hub, "a") == _offered(below.above, "a")
    with below.above.writing() as con:
        shelf.drop_held(con, BRANCH)
    below.syncs()
    assert _offered(below.hub, "a").held == ""


def test_a_chunk_that_is_not_what_it_is_named_after_leaves_the_node_what_it_has(below: Below) -> None:
    _publish(below.above, "a", (b"one",))
    below.syncs()
    _publish(below.above, "b", (b"two",))
    with below.above.writing() as con:
        con.execute(shelf.chunk.update().where(shelf.chunk.c.chunk == _name(b"two")).values(bytes=b"else"))
    with pytest.raises(BadInput, match="not what it is named after"):
        below.syncs()
    assert _offered(below.hub, "").generation == "a"


def test_a_desk_takes_the_packs_from_the_node_as_the_bank_signed_them(below: Below, tmp_path: Path) -> None:
    now, desk = datetime.now(UTC), tmp_path / "desk"
    packs.init(below.above.data, tmp_path / "keys", now)
    packs.publish(below.above.data, RESOURCES / "packs", tmp_path / "keys", now)
    below.syncs()
    root = below.hub.about()["up_packs_root"]
    assert root == packs.trusted_root(below.above.data)
    assert update(desk, lambda path: packs.served(below.hub.data, path), root, 0).version == 1

    packs.rotate(below.above.data, "root", tmp_path / "keys", now)
    more = Path(shutil.copytree(RESOURCES / "packs", tmp_path / "more"))
    (more / "models").mkdir()
    (more / "models" / "another.json").write_text("{}")
    packs.publish(below.above.data, more, tmp_path / "keys", now)
    below.syncs()
    assert update(desk, lambda path: packs.served(below.hub.data, path), root, 1).version == 2


def test_a_node_starts_without_its_hub_once_it_is_enrolled(below: Below, above: Hub, tmp_path: Path) -> None:
    served_code = make_code(above, BRANCH, "branch", 24, datetime.now(UTC)).code
    again = node_enrol.settle(below.hub, below.hub.about()["up_url"], served_code)
    with below.hub.writing() as con:
        note_about(con, "up_url", "http://127.0.0.1:1")
    assert node_enrol.settle(below.hub, "http://127.0.0.1:1", served_code) == again
    assert node_enrol.settle(below.hub, None, None).device == below.me.device

    fresh = open_hub(tmp_path / "fresh")
    with pytest.raises(DeskNotReady, match="--up"):
        node_enrol.settle(fresh, None, None)
    fresh.close()


def test_a_code_of_another_branch_does_not_turn_a_node_over(below: Below, above: Hub) -> None:
    code = make_code(above, "B2", "branch", 24, datetime.now(UTC)).code
    with pytest.raises(Refused, match="B2"):
        node_enrol.settle(below.hub, None, code)
    assert below.hub.about()["branch_no"] == BRANCH


def test_the_way_up_sends_by_itself_and_rings_for_what_comes_from_above(below: Below, up: str) -> None:
    rung: list[tuple[str, int]] = []
    upward = Upward(below.hub, below.me, rung.extend, dice=lambda: 0.0)
    upward.start()
    desk = below.desk()
    desk.device.enrol(below.above)
    desk.hello()
    desk.device.record(started())
    desk.post("push", desk.device.push())
    eventually(lambda: ledger_of(below.above), lambda seen: desk.device.device in seen)
    eventually(lambda: way_up(below.hub), lambda seen: not (seen["trouble"] or seen["unsent"]))
    elsewhere = Device(BRANCH).enrol(below.above)
    elsewhere.record(referred())
    with served(below.above) as straight:
        speaker = Speaker(straight, below.above, elsewhere)
        speaker.hello()
        speaker.post("push", elsewhere.push())
        speaker.close()
    eventually(lambda: list(rung), lambda seen: bool(seen) and seen[0][0] == BRANCH)
    eventually(
        lambda: httpx2.get(f"{below.url}/metrics", trust_env=False).text, lambda page: "teller_node_unsent 0.0" in page
    )
    upward.stop()
    desk.close()
    assert way_up(below.hub)["reached_at"] < now_text()


def test_a_silent_hub_is_noted_with_when_it_was_last_reached_and_met_again_by_itself(
    above: Hub, tmp_path: Path
) -> None:
    hub = open_hub(tmp_path / "node")
    with served(above) as url:
        me = node_enrol.settle(hub, url, make_code(above, BRANCH, "branch", 24, datetime.now(UTC)).code)
        upward = Upward(hub, me, dice=lambda: 0.0)
        upward.start()
        reached = eventually(lambda: way_up(hub), lambda seen: bool(seen["reached_at"]))["reached_at"]
    eventually(lambda: way_up(hub)["trouble"], lambda seen: seen == "lost")
    assert way_up(hub)["reached_at"] >= reached
    with served(above, port=int(url.rpartition(":")[2])):
        eventually(lambda: way_up(hub), lambda seen: seen["trouble"] == "" and seen["reached_at"] > reached)
        upward.stop()
    hub.close()


# -- what these tests look at ---------------------------------------------------------------------


def _publish(
    hub: Hub, name: str, full: tuple[bytes, ...], *, base: str = "", delta: tuple[bytes, ...] = (),
    state: str = shelf.CURRENT, reason: str = "",
) -> None:  # fmt: skip
    made = shelf.Shelved(
        BRANCH, name, "2026-11-22", now_text(), state, reason, 2, {}, {}, tuple(map(_name, full)),
        sum(map(len, full)), base, tuple(map(_name, delta)), sum(map(len, delta)),
    )  # fmt: skip
    with hub.writing() as con:
        for body in (*full, *delta):
            shelf.keep_chunk(con, BRANCH, _name(body), body)
        shelf.shelve(con, made)


def _name(body: bytes) -> str:
    return sha256(body).hexdigest()


def _offered(hub: Hub, held: str) -> Offer:
    with hub.reading() as con:
        offer = offer_for(con, BRANCH, held)
    assert offer is not None
    return offer
