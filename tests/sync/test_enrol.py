"""Enrolling: what a desk keeps of it, and the rule for enrolling again. The hub here answers what the test says."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from teller_assist.errors import BadInput, Refused, Unreachable
from teller_assist.store import engine, keyfile, link
from teller_assist.sync.enrol import enrol
from teller_assist.wire import codec
from teller_assist.wire.joining import Enrolled
from teller_assist.wire.messages import Refusal
from tests.sync.wires import Server, answer, self_signed, serving

CODE = "ABCD-EFGH-JKMN"
GIVEN = Enrolled("0101", "certificate of d1", bytes(range(32)), "hub-1")


@pytest.fixture
def hub() -> Iterator[Server]:
    with serving() as server:
        _gives(server, GIVEN)
        yield server


def _gives(server: Server, enrolled: Enrolled) -> None:
    server.answer = answer(200, codec.encode(enrolled))


def _kept(data: Path) -> dict[str, str]:
    work = engine.Work(data / engine.NAME, keyfile.KeyFile(data / keyfile.NAME).key())
    try:
        return link.get_all(work.reading)
    finally:
        work.close()


def test_a_folder_that_has_nothing_becomes_an_enrolled_desk(hub: Server, tmp_path: Path) -> None:
    made = enrol(tmp_path / "desk", hub.url, CODE)
    assert (made.hub_url, made.branch_no, made.node_url) == (hub.url, "0101", "")
    kept = _kept(tmp_path / "desk")
    assert kept["certificate"] == GIVEN.certificate
    assert kept["hub_key"] == GIVEN.hub_key.hex()
    assert (kept["branch_no"], kept["fallback"]) == ("0101", "hub")
    assert len(bytes.fromhex(kept["device_key"])) == 32


def test_the_hub_names_the_branch_node_and_the_person_may_name_another(hub: Server, tmp_path: Path) -> None:
    _gives(hub, replace(GIVEN, node_url="https://10.1.1.1:8443#0123456789abcdef"))
    assert enrol(tmp_path, hub.url, CODE).node_url == "https://10.1.1.1:8443"
    assert _kept(tmp_path)["node_url"] == "https://10.1.1.1:8443#0123456789abcdef"
    assert enrol(tmp_path, hub.url, CODE, "http://127.0.0.1:1", "wait").node_url == "http://127.0.0.1:1"
    assert _kept(tmp_path)["fallback"] == "wait"


def test_no_answer_and_a_refusal_leave_the_desk_as_it_was_and_the_next_try_has_the_same_key(
    hub: Server, tmp_path: Path
) -> None:
    hub.answer = hub.answer[:-20]
    with pytest.raises(Unreachable, match="not enrolled"):
        enrol(tmp_path, hub.url, CODE)
    hub.answer = answer(503, b"", "Retry-After: 9")
    with pytest.raises(Unreachable, match="9 s"):
        enrol(tmp_path, hub.url, CODE)
    hub.answer = answer(403, codec.encode(Refusal("bad_code", "this code has been used")))
    with pytest.raises(Refused, match="this code has been used"):
        enrol(tmp_path, hub.url, CODE)
    before = _kept(tmp_path)
    assert "certificate" not in before
    _gives(hub, GIVEN)
    enrol(tmp_path, hub.url, CODE)
    assert _kept(tmp_path)["device_key"] == before["device_key"]


def test_a_word_that_can_be_no_code_is_not_sent(hub: Server, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no enrolment code"):
        enrol(tmp_path, hub.url, "hunter2")
    assert hub.heads == []


def test_enrolling_again_at_the_same_hub_renews(hub: Server, tmp_path: Path) -> None:
    enrol(tmp_path, hub.url, CODE)
    before = _kept(tmp_path)
    _gives(hub, replace(GIVEN, certificate="a newer one"))
    enrol(tmp_path, hub.url, CODE)
    assert _kept(tmp_path) == {**before, "certificate": "a newer one"}


@pytest.mark.parametrize(
    ("other", "told"),
    [(replace(GIVEN, hub_key=bytes(32)), "another hub"), (replace(GIVEN, branch_no="0202"), "branch 0202")],
)
def test_another_hub_or_branch_at_the_address_is_refused_unless_one_says_move(
    hub: Server, tmp_path: Path, other: Enrolled, told: str
) -> None:
    enrol(tmp_path, hub.url, CODE)
    before = _kept(tmp_path)
    _gives(hub, other)
    with pytest.raises(Refused, match=told):
        enrol(tmp_path, hub.url, CODE)
    assert _kept(tmp_path) == before
    enrol(tmp_path, hub.url, CODE, move=True)
    assert _kept(tmp_path)["branch_no"] == other.branch_no


def test_another_address_is_asked_about_before_a_code_is_used(hub: Server, tmp_path: Path) -> None:
    enrol(tmp_path, hub.url, CODE)
    with serving() as other:
        _gives(other, GIVEN)
        with pytest.raises(Refused, match="--move"):
            enrol(tmp_path, other.url, CODE)
        assert other.heads == []
        enrol(tmp_path, other.url, CODE, move=True)
    assert _kept(tmp_path)["hub_url"] == other.url


def test_the_pin_of_the_code_makes_a_hub_known_that_nobody_vouches_for(tmp_path: Path) -> None:
    _, context, der = self_signed(tmp_path, "hub")
    pin = sha256(der).hexdigest()[:16]
    with serving(context) as server:
        _gives(server, GIVEN)
        with pytest.raises(Refused, match="with its pin"):
            enrol(tmp_path / "desk", server.url, CODE)
        with pytest.raises(Refused, match="another certificate"):
            enrol(tmp_path / "desk", server.url, f"{CODE}.{'0' * 16}")
        enrol(tmp_path / "desk", server.url, f"{CODE}.{pin}")
    kept = _kept(tmp_path / "desk")
    assert kept["hub_url"] == f"{server.url}#{pin}"
    assert kept["tls_pin"].startswith("-----BEGIN CERTIFICATE")
