"""The hub over real HTTP: who may speak, what is refused, and that nothing is worse than refused."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from uuid_utils.compat import uuid7

from teller_assist.hub import devices, sessions, tables
from teller_assist.hub.engine import Hub, note_about, open_hub
from teller_assist.hub.enrolment import make_code
from teller_assist.wire import codec
from teller_assist.wire.identity import certificate_of, lease_of
from teller_assist.wire.joining import Enrolled, Rekey, Rekeyed, rekey_text
from teller_assist.wire.messages import Ack, Cursor, Gap, Hashes, Pull, Reconcile, Stream, Welcome
from teller_assist.wire.signing import DeviceKey
from tests.hub.pushing import NOW, Device, logged, referred, started
from tests.hub.speaking import Speaker, read, refusal
from tests.sync.served import served


@pytest.fixture
def hub(tmp_path: Any) -> Iterator[Hub]:
    made = open_hub(tmp_path / "hub")
    yield made
    made.close()


@pytest.fixture
def url(hub: Hub) -> Iterator[str]:
    with served(hub) as address:
        yield address


@pytest.fixture
def desk(hub: Hub, url: str) -> Iterator[Speaker]:
    made = Speaker(url, hub, Device().enrol(hub))
    yield made
    made.close()


def another(desk: Speaker, **about: Any) -> Speaker:
    return Speaker(str(desk.client.base_url), desk.hub, Device(**about).enrol(desk.hub))


def test_a_desk_says_hello_and_sends_its_events(desk: Speaker) -> None:
    desk.device.record(logged(uuid7()), referred())
    welcome = codec.decode(Welcome, read(desk.hello()))
    assert [s.acked_seq for s in welcome.standings] == [0]
    lease = lease_of(welcome.lease, [desk.hub.key.public])
    assert lease is not None
    assert lease.erase_at - lease.lock_at == timedelta(days=30)
    assert codec.decode(Ack, read(desk.post("push", desk.device.push()))) == Ack(2, 0, 2)
    stream = codec.decode(Stream, read(desk.post("pull", Pull("B1", Cursor()))))
    assert [item.record.kind for item in stream.items] == ["referral.made"]
    gap = desk.post("push", replace(desk.device.push(1), first_seq=9, records=(desk.device.rows[1]._replace(seq=9),)))
    assert refusal(gap) == "bad_signature"


def test_a_gap_is_409_and_says_what_is_expected(desk: Speaker) -> None:
    desk.hello()
    desk.device.record(started(), started())
    answer = desk.post("push", desk.device.push(1))
    assert answer.status_code == 409
    assert codec.decode(Gap, read(answer)) == Gap(1)


def test_nobody_speaks_without_a_session(desk: Speaker) -> None:
    desk.device.record(started())
    for token in ("", "nonsense", "W10=.00", "ÿ".encode().decode("latin-1")):
        desk.token = token
        for path, message in (
            ("push", desk.device.push()), ("pull", Pull("B1", Cursor())),
            ("hashes", Hashes(desk.device.device, 1, (1,))), ("reconcile", Reconcile(desk.device.device, (), ())),
        ):  # fmt: skip
            answer = desk.client.post(
                f"/v1/{path}", content=codec.encode(message), headers={"X-Session": token.encode("latin-1")}
            )
            assert (answer.status_code, refusal(answer)) == (401, "no_session")
    assert desk.client.get("/v1/bell").status_code == 401
    assert desk.client.get("/v1/chunk/x").status_code == 401


def test_a_session_ends_after_its_hour(desk: Speaker) -> None:
    now = datetime.now(UTC)
    token = sessions.token(desk.hub, desk.device.device, now)
    assert sessions.device_of(desk.hub, token, now + timedelta(minutes=59)) == desk.device.device
    assert sessions.device_of(desk.hub, token, now + timedelta(minutes=61)) is None
    other = "A" if token[0] != "A" else "B"
    assert sessions.device_of(desk.hub, other + token[1:], now) is None


def test_a_hello_is_taken_once_and_within_the_minute(desk: Speaker) -> None:
    nonce = desk.nonce()
    assert desk.hello(nonce=nonce).status_code == 200
    assert refusal(desk.hello(nonce=nonce)) == "no_session"
    old = sessions.challenge(desk.hub, datetime.now(UTC) - timedelta(minutes=2))
    assert refusal(desk.hello(nonce=old)) == "no_session"
    assert refusal(desk.hello(nonce="made.up.ff")) == "no_session"


def test_a_hello_signed_by_another_key_or_for_another_text_is_refused(desk: Speaker) -> None:
    wrong = b64encode(DeviceKey().sign(b"x")).decode()
    for signature in (wrong, "", "====", "AAAA"):
        assert refusal(desk.hello(**{"X-Signature": signature})) == "bad_signature"


def test_a_stranger_is_told_to_enrol(desk: Speaker) -> None:
    stranger = Speaker(str(desk.client.base_url), desk.hub, Device())
    answer = stranger.hello(**{"X-Certificate": ""})
    assert (answer.status_code, refusal(answer)) == (403, "unknown_device")
    stranger.close()


def test_a_hub_restored_from_before_the_enrolment_knows_the_desk_by_its_certificate(desk: Speaker) -> None:
    lost = Speaker(str(desk.client.base_url), desk.hub, Device())
    assert lost.hello().status_code == 200
    assert lost.hello(**{"X-Certificate": ""}).status_code == 200
    lost.close()


def test_a_forged_certificate_lets_nobody_in(desk: Speaker) -> None:
    stranger = Device()
    text = stranger.certificate(desk.hub).replace('"B1"', '"B2"')
    speaker = Speaker(str(desk.client.base_url), desk.hub, stranger)
    assert refusal(speaker.hello(**{"X-Certificate": b64encode(text.encode()).decode()})) == "unknown_device"
    speaker.close()


def test_a_desk_does_not_speak_for_another(desk: Speaker) -> None:
    other = another(desk)
    other.device.record(started())
    desk.hello()
    assert refusal(desk.post("push", other.device.push())) == "wrong_sender"
    assert refusal(desk.post("hashes", Hashes(other.device.device, 1, (1,)))) == "wrong_sender"
    assert refusal(desk.post("reconcile", Reconcile(other.device.device, (), ()))) == "wrong_sender"
    assert refusal(desk.post("pull", Pull("B2", Cursor()))) == "wrong_sender"
    claims = (other.device.claim(),)
    welcome = codec.decode(Welcome, read(desk.hello(desk.device.hello(datetime.now(UTC), claims=claims))))
    assert welcome.standings == (), "nothing is said of another"
    other.close()


def test_the_branchs_node_hands_on_its_desks_rows_and_no_others(desk: Speaker) -> None:
    node = another(desk, role="branch")
    far = another(desk, branch_no="B2")
    node.hello(node.device.hello(datetime.now(UTC), claims=(desk.device.claim(),)))
    desk.device.record(started())
    far.device.record(started())
    assert node.post("push", desk.device.push()).status_code == 200
    assert refusal(node.post("push", far.device.push())) == "wrong_sender"
    node.close()
    far.close()


def test_a_desk_that_moved_is_still_handed_on_by_its_old_node(desk: Speaker) -> None:
    node = another(desk, role="branch")
    node.hello()
    desk.device.record(started())
    moved = replace(desk.device.certified(NOW + timedelta(days=1)), branch_no="B2")
    with desk.hub.writing() as con:
        devices.learn(con, moved)
    assert node.post("push", desk.device.push()).status_code == 200
    node.close()


def test_a_revoked_desk_is_told_so_at_once_and_may_be_let_in_again(desk: Speaker) -> None:
    desk.hello()
    desk.device.record(started())
    devices.revoke(desk.hub, desk.device.device)
    answer = desk.post("push", desk.device.push())
    assert (answer.status_code, refusal(answer)) == (403, "revoked")
    assert refusal(desk.hello()) == "revoked"
    code = make_code(desk.hub, "B1", "desk", 1, datetime.now(UTC)).code
    assert desk.enrol(code).status_code == 200
    assert desk.hello().status_code == 200
    assert desk.post("push", desk.device.push()).status_code == 200


def test_an_old_program_is_told_which_to_install(desk: Speaker) -> None:
    with desk.hub.writing() as con:
        note_about(con, "oldest_program", "0.3.0")
    answer = desk.hello()
    assert refusal(answer) == "too_old"
    assert "0.3.0" in read(answer).decode()
    now = datetime.now(UTC)
    assert desk.hello(desk.device.hello(now, program="0.10.1")).status_code == 200
    assert refusal(desk.hello(desk.device.hello(now, program="0.10.1", protocol=(0, 0)))) == "too_old"
    assert refusal(desk.hello(desk.device.hello(now, program="0.10.1", protocol=(9, 9)))) == "too_new"


def test_a_clock_that_is_years_off_is_no_reason(desk: Speaker) -> None:
    for year in (1971, 2090):
        welcome = codec.decode(Welcome, read(desk.hello(desk.device.hello(NOW.replace(year=year)))))
        assert welcome.server_time.startswith(str(datetime.now(UTC).year))
    assert refusal(desk.hello(replace(desk.device.hello(), now="noon"))) == "bad_message"


def test_a_code_lets_one_device_in_once(desk: Speaker) -> None:
    now = datetime.now(UTC)
    code = make_code(desk.hub, "B7", "desk", 1, now).code
    first, second = (Speaker(str(desk.client.base_url), desk.hub, Device()) for _ in range(2))
    answer = codec.decode(Enrolled, read(first.enrol(code.lower().replace("-", " "))))
    assert (answer.branch_no, answer.hub_key) == ("B7", desk.hub.key.public)
    certificate = certificate_of(answer.certificate, [answer.hub_key])
    assert certificate is not None
    assert (certificate.device, certificate.public_key) == (first.device.device, first.device.key.public)
    assert codec.decode(Enrolled, read(first.enrol(code))) == answer, "its answer was lost: it asks again"
    assert refusal(second.enrol(code)) == "bad_code"
    first.device.key = DeviceKey()
    assert refusal(first.enrol(code)) == "bad_code", "a used code changes no key"
    first.close()
    second.close()


def test_a_used_code_does_not_let_a_revoked_desk_in_again(desk: Speaker) -> None:
    code = make_code(desk.hub, "B1", "desk", 1, datetime.now(UTC)).code
    assert desk.enrol(code).status_code == 200
    devices.revoke(desk.hub, desk.device.device)
    assert refusal(desk.enrol(code)) == "bad_code"


def test_a_code_that_has_expired_or_is_for_another_role_lets_nobody_in(desk: Speaker) -> None:
    old = make_code(desk.hub, "B1", "desk", 1, datetime.now(UTC) - timedelta(hours=2)).code
    node = make_code(desk.hub, "B1", "branch", 1, datetime.now(UTC)).code
    for code in (old, node, "AAAA-BBBB-CCCC", "nonsense", "0000-1111-OOOO"):
        assert refusal(desk.enrol(code)) == "bad_code"
    assert refusal(desk.enrol(node, proof=b"x" * 64)) == "bad_signature"


def test_no_code_lies_in_the_database(desk: Speaker) -> None:
    code = make_code(desk.hub, "B1", "desk", 1, datetime.now(UTC)).code
    with desk.hub.reading() as con:
        rows = str(con.execute(select(tables.code)).all())
    assert code not in rows
    assert code.replace("-", "") not in rows


def test_a_new_device_key_holds_at_once_and_the_old_one_only_for_what_a_node_hands_on(desk: Speaker) -> None:
    node = another(desk, role="branch")
    node.hello()
    desk.hello()
    desk.device.record(started(), started())
    before = desk.device.push(0, 1)
    new = DeviceKey()
    text = rekey_text(desk.device.device, new.public)
    proof, consent = new.sign(text), desk.device.key.sign(text)
    stolen = Rekey(desk.device.device, new.public, proof, proof)
    assert refusal(desk.post("rekey", stolen)) == "bad_signature", "a session without the old key changes no key"
    made = codec.decode(Rekeyed, read(desk.post("rekey", Rekey(desk.device.device, new.public, proof, consent))))
    assert refusal(desk.post("push", before)) == "bad_signature"
    assert node.post("push", before).status_code == 200
    old, desk.device.key = desk.device.key, new
    assert desk.post("push", desk.device.push(1)).status_code == 200
    header = b64encode(made.certificate.encode()).decode()
    assert desk.hello(**{"X-Certificate": header}).status_code == 200
    desk.device.key = old
    assert refusal(desk.hello()) == "bad_signature", "the older certificate does not bring the old key back"
    node.close()


def test_the_bell_answers_when_the_branch_has_news(desk: Speaker) -> None:
    from concurrent.futures import ThreadPoolExecutor

    other = another(desk)
    desk.hello()
    other.hello()
    other.device.record(referred())
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(desk.client.get, "/v1/bell?pos=0&wait=25", headers={"X-Session": desk.token})
        other.post("push", other.device.push())
        assert read(waiting.result()) == b'{"pos":1}'
        pull = pool.submit(desk.post, "pull", Pull("B1", cursor_of(desk), wait=25))
        other.device.record(referred())
        other.post("push", other.device.push(1))
        assert [item.pos for item in codec.decode(Stream, read(pull.result())).items] == [2]
    answer = desk.client.get("/v1/bell?pos=2&wait=0", headers={"X-Session": desk.token})
    assert read(answer) == b'{"pos":2}'
    other.close()


def cursor_of(desk: Speaker) -> Cursor:
    return codec.decode(Stream, read(desk.post("pull", Pull("B1", Cursor())))).cursor


def test_news_of_another_process_ring_the_bell_too(desk: Speaker) -> None:
    from concurrent.futures import ThreadPoolExecutor

    desk.hello()
    other = Device().enrol(desk.hub)
    other.record(referred())
    with served(desk.hub) as second, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(desk.client.get, "/v1/bell?pos=0&wait=25", headers={"X-Session": desk.token})
        speaker = Speaker(second, desk.hub, other)
        speaker.token = desk.token
        assert speaker.client.get("/v1/bell?wait=0", headers={"X-Session": desk.token}).status_code == 200
        speaker.hello()
        speaker.post("push", other.push())
        assert read(waiting.result()) == b'{"pos":1}'
        speaker.close()


GARBAGE = {
    "nothing": b"", "no JSON": b"{", "a list": b"[]", "no zstd": b"\x28\xb5\x2f\xfdgarbage",
    "NUL": b'{"device":"\\u0000"}', "nested": b"[" * 200_000, "no UTF-8": b"\xff\xfe{}",
    "a large number": b'{"epoch":1e400}',
}  # fmt: skip


@pytest.mark.parametrize("body", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_refused_in_words(desk: Speaker, body: bytes) -> None:
    desk.hello()
    for path in ("hello", "hashes", "push", "pull", "reconcile", "enrol", "rekey"):
        for headers in ({}, {"Content-Encoding": "zstd"}, {"Content-Encoding": "br"}):
            sent = {"X-Session": desk.token, **headers}
            answer = desk.client.post(f"/v1/{path}", content=body, headers=sent)
            assert (answer.status_code, refusal(answer)) == (400, "bad_message")


def test_a_bomb_is_refused_before_it_is_unpacked(desk: Speaker) -> None:
    desk.hello()
    bomb = codec.pack(bytes(200 << 20))
    assert len(bomb) < 100_000
    headers = {"X-Session": desk.token, "Content-Encoding": "zstd"}
    answer = desk.client.post("/v1/push", content=bomb, headers=headers)
    assert (answer.status_code, refusal(answer)) == (413, "too_large")


def test_a_body_without_end_is_cut_at_its_bound(desk: Speaker) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield bytes(1 << 20)

    desk.hello()
    headers = {"X-Session": desk.token}
    answer = desk.client.post("/v1/push", content=endless(), headers=headers)
    assert (answer.status_code, refusal(answer)) == (413, "too_large")


@pytest.mark.parametrize(
    "path", ["nothing", "%00", "..%2f..%2fhub.key", "x" * 3000, "%ff%fe", "metadata%2f..%2f..%2fhub.key"]
)
def test_strange_paths_find_nothing(desk: Speaker, path: str) -> None:
    desk.hello()
    for place in ("chunk", "packs", "other"):
        answer = desk.client.get(f"/v1/{place}/{path}", headers={"X-Session": desk.token})
        assert answer.status_code in (400, 404)
        assert refusal(answer) in ("not_found", "bad_message")


def test_the_wrong_method_is_refused(desk: Speaker) -> None:
    answer = desk.client.get("/v1/push")
    assert (answer.status_code, refusal(answer)) == (405, "bad_message")


def test_a_program_can_see_whether_the_hub_lives_and_works(desk: Speaker) -> None:
    desk.hello()
    assert desk.client.get("/healthz").json() == {"alive": True}
    assert desk.client.get("/readyz").json() == {"ready": True, "draining": False}
    page = desk.client.get("/metrics").text
    assert 'teller_hub_answers_total{answer="welcome",request="hello"} 1.0' in page
    assert "teller_hub_faults_total 0.0" in page
    assert desk.device.device not in page
