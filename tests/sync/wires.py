"""Small real servers for tests of the line: they answer given bytes and hang up."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from teller_assist.sync.address import address_of
from teller_assist.sync.http import Line, Who
from teller_assist.wire.signing import DeviceKey


class Server:
    """Answers every request with ``answer`` (raw bytes) and closes; ``heads`` keeps what was asked."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.answer = b""
        self.heads: list[bytes] = []
        self._context = context
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                plain, _ = self._socket.accept()
            except OSError:
                return
            with plain:
                try:
                    with self._context.wrap_socket(plain, server_side=True) if self._context else plain as line:
                        self._answer(line)
                except OSError:
                    continue

    def _answer(self, line: socket.socket) -> None:
        asked = line.makefile("rb")
        head = b""
        while (read := asked.readline()) not in (b"\r\n", b""):
            head += read
        length = next((int(h.split(b":")[1]) for h in head.splitlines() if h.lower().startswith(b"content-length")), 0)
        asked.read(length)
        if head:
            self.heads.append(head)
        line.sendall(self.answer)


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    server = Server(context)
    try:
        yield server
    finally:
        server.close()


@contextmanager
def line_to(url: str, certificate: str = "") -> Iterator[Line]:
    line = Line(address_of(url), Who("d1", DeviceKey(), "certificate"), certificate)
    try:
        yield line
    finally:
        line.close()


def answer(status: int, body: bytes = b"", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def self_signed(folder: Path, name: str, until: datetime | None = None) -> tuple[Path, ssl.SSLContext, bytes]:
    """A certificate nobody vouches for: its file, a server's context, its DER bytes."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    end = until or datetime.now(UTC) + timedelta(days=30)
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(end - timedelta(days=60)).not_valid_after(end)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = folder / f"{name}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return file, context, made.public_bytes(serialization.Encoding.DER)


class Cutting:
    """A wire in between that breaks each answer with a chunk in it after a few bytes, until it is mended."""

    def __init__(self, port: int) -> None:
        self._port, self._broken = port, True
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def mend(self) -> None:
        self._broken = False

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        far = socket.create_connection(("127.0.0.1", self._port))
        threading.Thread(target=self._back, args=(far, near), daemon=True).start()
        with near:
            try:
                while asked := near.recv(65536):
                    far.sendall(asked)
            except OSError:
                pass
        far.close()

    def _back(self, far: socket.socket, near: socket.socket) -> None:
        try:
            while answered := far.recv(65536):
                if self._broken and b"octet-stream" in answered:
                    near.sendall(answered[:200])
                    near.shutdown(socket.SHUT_RDWR)
                    return
                near.sendall(answered)
        except OSError:
            return


@contextmanager
def cutting(url: str) -> Iterator[Cutting]:
    wire = Cutting(int(url.rpartition(":")[2]))
    try:
        yield wire
    finally:
        wire.close()
