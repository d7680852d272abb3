"""A hello is for one server: handed on by another it opens no door there."""

from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

from teller_assist.hub import sessions
from teller_assist.hub.engine import open_hub
from teller_assist.store import link
from teller_assist.wire import codec
from teller_assist.wire.joining import hello_text
from teller_assist.wire.signing import DeviceKey
from tests.hub.pushing import Device
from tests.sync.served import enrolled, served, synced


def test_a_hello_meant_for_another_server_is_refused(tmp_path: Path) -> None:
    hub, now = open_hub(tmp_path / "hub"), datetime.now(UTC)
    desk = Device().enrol(hub)
    hello = desk.hello(now)
    body = codec.encode(hello)
    for server, refused in ((DeviceKey().public, "bad_signature"), (hub.key.public, None)):
        nonce = sessions.challenge(hub, now)
        signature = b64encode(desk.key.sign(hello_text(nonce, body, server))).decode()
        reply = sessions.greet(hub, sessions.Signed(desk.device, nonce, signature, "", body), hello, now)
        assert (reply.key if reply else None) == refused
    hub.close()


def test_a_desk_greets_no_node_that_the_hub_does_not_vouch_for(tmp_path: Path) -> None:
    hub, false = open_hub(tmp_path / "hub"), open_hub(tmp_path / "false")
    with served(hub) as url, served(false, role="branch") as node, enrolled(hub, url, tmp_path / "desk") as desk:
        with desk.work.writing() as session:
            link.put_all(session.con, {"node_url": node, "fallback": "wait"})
        result = synced(desk)
        assert (result.trouble, result.exit_code) == ("other_server", 4)
        with desk.work.writing() as session:
            link.put(session.con, "fallback", "hub")
        assert synced(desk).via == "hub", "and goes on over the hub"
    false.close()
    hub.close()
