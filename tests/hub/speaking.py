"""A device that speaks HTTP to a served hub, message by message, so that each may also be wrong."""

import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx2
import uvicorn

from teller_assist.hub.engine import Hub
from teller_assist.hub.routes import Server
from teller_assist.wire import codec
from teller_assist.wire.identity import certificate_of
from teller_assist.wire.joining import Challenge, Enrol, enrol_text, hello_text
from teller_assist.wire.messages import Hello, Refusal
from tests.hub.pushing import Device


class Speaker:
    def __init__(self, url: str, hub: Hub, device: Device) -> None:
        self.client = httpx2.Client(base_url=url, trust_env=False, timeout=30, headers={"Accept-Encoding": "zstd"})
        self.hub, self.device, self.token = hub, device, ""
        self._server = hub.key.public  # whom the next hello is meant for

    def close(self) -> None:
        self.client.close()

    def post(self, path: str, message: Any, **headers: str) -> httpx2.Response:
        sent = {"X-Session": self.token, "Content-Encoding": "zstd", **headers}
        return self.client.post(f"/v1/{path}", content=codec.pack(codec.encode(message)), headers=sent)

    def nonce(self) -> str:
        given = codec.decode(Challenge, read(self.client.get("/v1/challenge")))
        shown = certificate_of(given.certificate, [self.hub.key.public])
        self._server = shown.public_key if shown else self.hub.key.public
        return given.nonce

    def hello(self, hello: Hello | None = None, nonce: str = "", **headers: str) -> httpx2.Response:
        """Says hello as it should be said, but for what is given otherwise; keeps the session."""
        hello, nonce = hello or self.device.hello(datetime.now(UTC)), nonce or self.nonce()
        signature = self.device.key.sign(hello_text(nonce, codec.encode(hello), self._server))
        certificate = self.device.certificate(self.hub).encode()
        signed = {
            "X-Device": self.device.device, "X-Nonce": nonce, "X-Signature": b64encode(signature).decode(),
            "X-Certificate": b64encode(certificate).decode(), **headers,
        }  # fmt: skip
        answer = self.post("hello", hello, **signed)
        self.token = answer.headers.get("X-Session", self.token)
        return answer

    def enrol(self, code: str, **other: Any) -> httpx2.Response:
        d = self.device
        proof = d.key.sign(enrol_text(d.device, d.key.public, code))
        given = {
            "device": d.device, "role": d.role, "public_key": d.key.public, "code": code, "proof": proof,
            "program": "0.2.0", "schema": "0002",
        }  # fmt: skip
        return self.post("enrol", Enrol(**{**given, **other}))


def refusal(answer: httpx2.Response) -> str:
    """The key of a refusal; fails if the answer is none."""
    return codec.decode(Refusal, read(answer)).key


def read(answer: httpx2.Response) -> bytes:
    """The body, unpacked by whoever has done so already or by us."""
    try:
        return codec.unpack(answer.content)
    except codec.BadMessage:
        return answer.content


@contextmanager
def listening(server: Server) -> Iterator[str]:
    """The address of this very server while it answers, in a thread of the test."""
    config = uvicorn.Config(
        server.program, host="127.0.0.1", port=0, log_config=None, lifespan="off", timeout_graceful_shutdown=1
    )
    process = uvicorn.Server(config)
    thread = threading.Thread(target=process.run, daemon=True)
    thread.start()
    while not process.started:
        thread.join(0.01)
        assert thread.is_alive(), "the hub did not come up"
    try:
        yield f"http://127.0.0.1:{process.servers[0].sockets[0].getsockname()[1]}"
    finally:
        process.should_exit = True
        thread.join()
        server.close()
