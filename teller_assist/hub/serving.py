"""``hub serve``: the hub as a process. TLS, worker threads, and an end that finishes what was begun."""

import ipaddress
import os
import signal
import socket
import ssl
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import uvicorn

from teller_assist import log
from teller_assist.errors import BadInput, DeskNotReady
from teller_assist.hub import settings
from teller_assist.hub.routes import Server
from teller_assist.paths import private
from teller_assist.wire.identity import pin_of

CERTIFICATE, KEY = "hub-tls.pem", "hub-tls.key"
FINISH = 20  # seconds that requests in flight have when the server is told to stop
NOTICE = 0.5  # seconds between "not ready" and the closed door: whoever watches sees it
BACKLOG = 2048
YEARS = 10


class Tls(NamedTuple):
    """``pin`` "" for a certificate that was given: an authority vouches for it."""

    certificate: Path
    key: Path
    pin: str


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def tls_of(data: Path, host: str, certificate: Path | None, key: Path | None) -> Tls | None:
    """What this server shows: nothing on loopback, the given files, else a certificate of its own, made once.

    Raises ``BadInput`` for files that are no pair.
    """
    if certificate is None and key is None:
        if is_loopback(host):
            return None
        own = data / CERTIFICATE, data / KEY
        if not (own[0].exists() and own[1].exists()):
            _self_signed(*own, host)
        return Tls(*own, pin_of(ssl.PEM_cert_to_DER_cert(own[0].read_text(encoding="ascii"))))
    if certificate is None or key is None:
        raise BadInput("--tls-cert and --tls-key belong together: give both, or neither")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        raise BadInput(f"{certificate} and {key} are no certificate with its key: {error}") from None
    return Tls(certificate, key, "")


def run(server: Server, host: str, port: int, tls: Tls | None, ready: Callable[[str], None]) -> None:
    """Serves until SIGTERM or SIGINT; then finishes what is in flight. ``ready`` is given the address.

    Raises ``DeskNotReady`` if the port is taken.
    """
    config = uvicorn.Config(
        server.program, host=host, port=port, log_config=None, access_log=False, lifespan="off", backlog=BACKLOG,
        timeout_graceful_shutdown=FINISH, timeout_keep_alive=75, server_header=False,
        ssl_certfile=tls and str(tls.certificate), ssl_keyfile=tls and str(tls.key),
    )  # fmt: skip
    bound = listening(config)
    shown = f"[{host}]" if ":" in host else host
    address = f"{'https' if tls else 'http'}://{shown}:{bound.getsockname()[1]}"
    _Process(config, server, lambda: ready(address)).run(sockets=[bound])
    server.close()


def listening(config: uvicorn.Config) -> socket.socket:
    """The bound socket; what it accepts sends at once. Raises ``DeskNotReady`` if the port is taken.

    asyncio sets that only on sockets that name their protocol, which uvicorn's does not; without it each answer waits
    some 40 ms for the other side's delayed acknowledgement.
    """
    try:
        bound = config.bind_socket()
    except SystemExit:  # uvicorn has said why in its own way
        where = f"{config.host}:{config.port}"
        raise DeskNotReady(f"{where} cannot be listened on: is another hub running? Give --port") from None
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return bound


class _Process(uvicorn.Server):
    """Says when it listens; on a signal it first turns newcomers away, then closes the door."""

    def __init__(self, config: uvicorn.Config, server: Server, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._hub, self._ready = server, ready

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets=sockets)
        if not self.should_exit:
            self._ready()

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Ends with exit code 0: told to stop, it stops. A second signal does not wait for what is in flight."""
        if self._hub.program.draining:
            self.should_exit = self.force_exit = True
            return
        log.say("stopping", signal=signal.Signals(sig).name, in_flight=self._hub.program.inside)
        self._hub.drain()
        threading.Thread(target=self._close_after_notice, daemon=True).start()

    def _close_after_notice(self) -> None:
        time.sleep(NOTICE)
        self.should_exit = True


def _self_signed(certificate: Path, key: Path, host: str) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    made = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "teller-assist hub")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(made.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.SubjectAlternativeName([_name(x509, host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(made, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = made.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    for path, content in ((key, plain), (certificate, signed.public_bytes(pem))):
        with open(path, "wb", opener=private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _name(x509: Any, host: str) -> Any:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def note_pin(data: Path, tls: Tls | None) -> None:
    """Codes made from now on carry the pin, or none."""
    settings.note(data, pin=tls.pin if tls else "")
