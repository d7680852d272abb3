"""A full house turns a push away before its body is read; a hub that stops finishes what was begun."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from teller_assist.hub.engine import Hub, open_hub
from teller_assist.hub.routes import Doors, Server
from teller_assist.wire import codec
from teller_assist.wire.messages import Busy
from tests.hub.pushing import Device, started
from tests.hub.speaking import Speaker, listening, read


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = open_hub(tmp_path / "hub")
    yield made
    made.close()


class Slow:
    """A push whose head has been sent and whose body has not."""

    def __init__(self, url: str, token: str, body: bytes) -> None:
        place = urlsplit(url)
        self.body = body
        self.line = socket.create_connection((str(place.hostname), place.port or 0), timeout=30)
        head = f"POST /v1/push HTTP/1.1\r\nHost: hub\r\nX-Session: {token}\r\nContent-Length: {len(body)}\r\n\r\n"
        self.line.sendall(head.encode())

    def answered(self) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of the answer, which must come without anything more being sent."""
        got = b""
        while b"\r\n\r\n" not in got:
            got += self.line.recv(65536) or pytest.fail("the line was cut")
        head, _, rest = got.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
        while len(rest) < int(headers.get("content-length", 0)):
            rest += self.line.recv(65536)
        return int(lines[0].split()[1]), headers, rest

    def send_body(self) -> None:
        self.line.sendall(self.body)


def test_strangers_that_drip_keep_no_desk_out(hub: Hub) -> None:
    server = Server(Doors(hub), at_once=1, waiting=1)
    with listening(server) as url:
        strangers = [Slow(url, "no token", b"x" * 100) for _ in range(6)]
        for stranger in strangers:
            assert stranger.answered()[0] == 401, "told before a byte of the body is waited for"
        desk = Speaker(url, hub, Device().enrol(hub))
        desk.hello()
        desk.device.record(started())
        assert desk.post("push", desk.device.push()).status_code == 200
        desk.close()
        for stranger in strangers:
            stranger.line.close()


def test_a_full_house_turns_a_push_away_before_its_body(hub: Hub) -> None:
    server = Server(Doors(hub), at_once=1, waiting=1)
    with listening(server) as url:
        desk = Speaker(url, hub, Device().enrol(hub))
        desk.hello()
        desk.device.record(started())
        body = codec.encode(desk.device.push())
        first, second = Slow(url, desk.token, body), Slow(url, desk.token, body)
        while server.program.inside < 2:
            assert desk.client.get("/healthz").status_code == 200, "whoever watches gets in all the same"
        third = Slow(url, desk.token, body)
        status, headers, told = third.answered()
        assert status == 429
        assert json.loads(told) == {"retry_after": int(headers["retry-after"])}
        assert 2 <= int(headers["retry-after"]) <= 20
        for slow in (first, second):
            slow.send_body()
            assert slow.answered()[0] == 200
        assert 'teller_hub_turned_away_total{why="full"} 1.0' in desk.client.get("/metrics").text
        for slow in (first, second, third):
            slow.line.close()
        desk.close()


def test_a_herd_is_not_told_to_come_again_all_at_once(hub: Hub) -> None:
    server = Server(Doors(hub))
    server.drain()
    with listening(server) as url:
        desk = Speaker(url, hub, Device().enrol(hub))
        waits = {desk.client.get("/v1/challenge").headers["Retry-After"] for _ in range(60)}
        assert len(waits) > 8
        desk.close()


def test_a_hub_that_is_about_to_stop_is_alive_but_not_ready(hub: Hub) -> None:
    server = Server(Doors(hub))
    with listening(server) as url:
        desk = Speaker(url, hub, Device().enrol(hub))
        desk.hello()
        desk.device.record(started())
        server.drain()
        answer = desk.post("push", desk.device.push())
        assert answer.status_code == 503
        assert codec.decode(Busy, read(answer)).retry_after == int(answer.headers["Retry-After"])
        assert desk.client.get("/healthz").status_code == 200
        assert desk.client.get("/readyz").json() == {"ready": False, "draining": True}
        desk.close()


def test_a_hub_whose_disk_is_full_says_come_again_and_takes_nothing(hub: Hub) -> None:
    with listening(Server(Doors(hub))) as url:
        desk = Speaker(url, hub, Device().enrol(hub))
        desk.hello()
        desk.device.record(*(started() for _ in range(400)))
        hub.engine.dispose()
        full = _limited(hub)
        answer = desk.post("push", desk.device.push())
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "300")
        full.clear()
        hub.engine.dispose()
        assert desk.post("push", desk.device.push()).status_code == 200
        desk.close()


def _limited(hub: Hub) -> list[int]:
    """From now on the hub's file may not grow, until the list is cleared."""
    from sqlalchemy import event

    with hub.reading() as con:
        pages = [int(con.exec_driver_sql("PRAGMA page_count").scalar() or 0)]
    hub.engine.dispose()

    @event.listens_for(hub.engine, "connect")
    def _limit(connection: object, record: object) -> None:
        most = pages[0] if pages else 1 << 30
        connection.execute(f"PRAGMA max_page_count = {most}")  # type: ignore[attr-defined]

    return pages


def serve(data: Path, *more: str) -> "tuple[subprocess.Popen[str], dict[str, str]]":
    child = subprocess.Popen(
        [sys.executable, "-m", "teller_assist", "--data", str(data), "hub", "serve", "--port", "0", "--json", *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert child.stdout
    line = child.stdout.readline()
    assert line, child.stderr and child.stderr.read()
    return child, json.loads(line)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_hub_told_to_stop_finishes_the_push_in_flight(tmp_path: Path) -> None:
    child, told = serve(tmp_path)
    hub = open_hub(tmp_path)
    desk = Speaker(told["listening"], hub, Device().enrol(hub))
    desk.hello()
    desk.device.record(started())
    slow = Slow(told["listening"], desk.token, codec.encode(desk.device.push()))
    while "teller_hub_in_flight 1.0" not in desk.client.get("/metrics").text:
        pass
    child.send_signal(signal.SIGTERM)
    assert child.stderr
    while json.loads(child.stderr.readline())["what"] != "stopping":
        pass
    slow.send_body()
    assert slow.answered()[0] == 200
    assert child.wait(30) == 0
    assert child.stdout
    child.stdout.close()
    child.stderr.close()
    slow.line.close()
    desk.close()
    hub.close()


def test_another_host_is_served_by_tls_and_known_by_its_pin(tmp_path: Path) -> None:
    from teller_assist.sync.address import address_of, pinned

    child, told = serve(tmp_path, "--host", "0.0.0.0")
    address = address_of(told["listening"].replace("0.0.0.0", "127.0.0.1"), told["pin"])
    assert address.tls
    assert "BEGIN CERTIFICATE" in pinned(address)
    made = subprocess.run(
        [sys.executable, "-m", "teller_assist", "--data", str(tmp_path), "hub", "code", "--branch", "B1", "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(made.stdout)["code"].endswith("." + told["pin"])
    again, anew = serve(tmp_path, "--host", "0.0.0.0")
    assert anew["pin"] == told["pin"]
    for one in (child, again):
        one.terminate()
        one.communicate(timeout=30)


def test_a_port_that_is_taken_is_said_in_words(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        command = ["--data", str(tmp_path), "hub", "serve", "--port", str(taken.getsockname()[1])]
        ran = subprocess.run(
            [sys.executable, "-m", "teller_assist", *command], capture_output=True, text=True, check=False
        )
    assert ran.returncode == 5
    assert "is another hub running" in ran.stderr
    assert "Traceback" not in ran.stderr
