"""Nobody takes a known device's place with a code that was meant for another."""

from datetime import UTC, datetime

from teller_assist.hub import devices, enrolment
from teller_assist.hub.engine import Hub
from teller_assist.wire.joining import Enrol, Enrolled, enrol_text
from teller_assist.wire.messages import Refusal
from teller_assist.wire.signing import DeviceKey
from tests.hub.pushing import Device


def ask(hub: Hub, device: str, key: DeviceKey, role: str = "desk", branch_no: str = "B1") -> Enrolled | Refusal:
    now = datetime.now(UTC)
    code = enrolment.make_code(hub, branch_no, role, 1, now).code
    proof = key.sign(enrol_text(device, key.public, code))
    return enrolment.enrol(hub, Enrol(device, role, key.public, code, proof, "0.2.0", "0002"), now)


def known(hub: Hub, device: str) -> devices.Device:
    with hub.reading() as con:
        found = devices.find(con, device)
    assert found is not None
    return found


def test_an_unused_code_takes_over_neither_a_desk_nor_the_branchs_node(hub: Hub) -> None:
    thief = DeviceKey()
    for role in ("desk", "branch"):
        own = Device("B1", role)
        assert isinstance(ask(hub, own.device, own.key, role), Enrolled)
        before = known(hub, own.device)
        for asked in ("desk", "branch"):
            answer = ask(hub, own.device, thief, asked, "B9")
            assert isinstance(answer, Refusal)
            assert answer.key == "bad_code"
        assert known(hub, own.device) == before


def test_a_device_keeps_its_role_also_when_it_was_revoked(hub: Hub) -> None:
    own = Device("B1", "branch")
    assert isinstance(ask(hub, own.device, own.key, "branch"), Enrolled)
    devices.revoke(hub, own.device)
    assert isinstance(ask(hub, own.device, own.key, "desk"), Refusal)
    assert isinstance(ask(hub, own.device, own.key, "branch"), Enrolled)


def test_a_revoked_desk_comes_back_under_a_new_key_and_a_moved_one_under_its_own(hub: Hub) -> None:
    own = Device()
    assert isinstance(ask(hub, own.device, own.key), Enrolled)
    assert isinstance(ask(hub, own.device, own.key, branch_no="B2"), Enrolled)
    devices.revoke(hub, own.device)
    assert isinstance(ask(hub, own.device, DeviceKey()), Enrolled)
