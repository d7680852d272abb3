"""Revoked, enrolled again, moved away: what a branch's node makes of it."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from teller_assist.hub import devices, enrolment, node, node_duties, sessions, vouching
from teller_assist.hub.engine import Hub, open_hub
from teller_assist.wire import codec
from teller_assist.wire.joining import Desks, Enrol, Enrolled, Vouch, enrol_text, hello_text
from teller_assist.wire.messages import Refusal
from tests.hub.branches import Branch
from tests.hub.pushing import Device


class Above:
    """The hub as a node's line asks it about desks, without the way between."""

    def __init__(self, hub: Hub, node_device: str) -> None:
        self._hub, self._node = hub, node_device

    def desks(self) -> Desks | Refusal:
        return vouching.desks_of(self._hub, self._me(), datetime.now(UTC))

    def vouch(self, asked: Vouch) -> Desks | Refusal:
        return vouching.vouch(self._hub, asked, self._me(), datetime.now(UTC))

    def _me(self) -> devices.Device:
        with self._hub.reading() as con:
            found = devices.find(con, self._node)
        assert found is not None
        return found


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = open_hub(tmp_path / "hub")
    yield made
    made.close()


@pytest.fixture
def branch(hub: Hub, tmp_path: Path) -> Iterator[Branch]:
    made = Branch(tmp_path / "node", hub)
    with made.hub.writing() as con:
        node.note(con, up_key=hub.key.public.hex(), up_packs_root="", up_url="https://above:1")
    yield made
    made.close()


def _enrolled(hub: Hub, desk: Device, branch_no: str = "B1") -> str:
    code = enrolment.make_code(hub, branch_no, "desk", 1, datetime.now(UTC)).code.partition(".")[0]
    proof = desk.key.sign(enrol_text(desk.device, desk.key.public, code))
    asked = Enrol(desk.device, "desk", desk.key.public, code, proof, "0.2.0", "0002")
    reply = enrolment.enrol(hub, asked, datetime.now(UTC))
    assert isinstance(reply, Enrolled)
    return reply.certificate


def _greeted(server: Hub, desk: Device, certificate: str) -> Refusal | None:
    now = datetime.now(UTC)
    hello = desk.hello(now)
    body, nonce = codec.encode(hello), sessions.challenge(server, now)
    signature = b64encode(desk.key.sign(hello_text(nonce, body, server.key.public))).decode()
    signed = sessions.Signed(desk.device, nonce, signature, b64encode(certificate.encode()).decode(), body)
    return sessions.greet(server, signed, hello, now)


def _told(hub: Hub, branch: Branch) -> None:
    node_duties.take_desks(branch.hub, branch.me, Above(hub, branch.me.device))  # type: ignore[arg-type]


def test_a_desk_that_is_enrolled_again_is_let_in_at_its_node_again(hub: Hub, branch: Branch) -> None:
    desk = Device("B1")
    certificate = _enrolled(hub, desk)
    _told(hub, branch)
    assert _greeted(branch.hub, desk, certificate) is None
    devices.revoke(hub, desk.device)
    _told(hub, branch)
    refused = _greeted(branch.hub, desk, certificate)
    assert refused is not None
    assert refused.key == "revoked"
    again = _enrolled(hub, desk)
    _told(hub, branch)
    assert _greeted(branch.hub, desk, again) is None


def test_a_desk_that_moved_away_and_was_revoked_is_not_let_in_by_its_old_certificate(hub: Hub, branch: Branch) -> None:
    desk = Device("B1")
    old = _enrolled(hub, desk)
    _told(hub, branch)
    desk.branch_no = "B2"
    _enrolled(hub, desk, "B2")
    devices.revoke(hub, desk.device)
    _told(hub, branch)
    desk.branch_no = "B1"
    refused = _greeted(branch.hub, desk, old)
    assert refused is not None
    assert refused.key == "revoked"
