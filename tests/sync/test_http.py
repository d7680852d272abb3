"""The line to a server: no cut, stranger or proxy makes an exception, and nothing goes to a stranger."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teller_assist.errors import BadInput, Refused, Unreachable
from teller_assist.sync.address import address_of, pinned
from teller_assist.sync.http import Line
from teller_assist.wire import codec
from teller_assist.wire.messages import (
    Busy,
    Chunk,
    Cursor,
    Forked,
    Gap,
    Hashes,
    HashesAre,
    Lost,
    Pull,
    Refusal,
    Stream,
    WantChunk,
)  # fmt: skip
from tests.sync.wires import answer, line_to, self_signed, serving

ASKED = Pull("0101", Cursor())
STREAM = Stream((), Cursor(7, bytes(32)))
ZSTD = "Content-Encoding: zstd"


def test_an_answer_cut_at_any_byte_is_lost_and_a_whole_one_is_read() -> None:
    whole = answer(200, codec.pack(codec.encode(STREAM)), ZSTD)
    with serving() as server, line_to(server.url) as line:
        for cut in range(len(whole)):
            server.answer = whole[:cut]
            assert isinstance(line.ask(ASKED), Lost), cut
        server.answer = whole
        assert line.ask(ASKED) == STREAM


def test_an_answer_without_a_length_cut_at_any_byte_is_lost() -> None:
    body = codec.pack(codec.encode(HashesAre((bytes(range(32)), b"", bytes(32)))))
    head = f"HTTP/1.1 200 OK\r\nConnection: close\r\n{ZSTD}\r\n\r\n".encode()
    with serving() as server, line_to(server.url) as line:
        for cut in range(len(body)):
            server.answer = head + body[:cut]
            assert isinstance(line.ask(Hashes("d1", 1, (1, 2, 3))), Lost), cut


def test_a_busy_server_says_when_to_come_again() -> None:
    with serving() as server, line_to(server.url) as line:
        for status, header, seconds in (
            (429, "Retry-After: 7", 7),
            (503, "Retry-After: 7", 7),
            (503, "X: y", 30),
            (429, "Retry-After: Wed, 21 Oct 2026 07:28:00 GMT", 30),
            (429, "Retry-After: -5", 30),
            (503, "Retry-After: 99999999999", 3600),
        ):
            server.answer = answer(status, b"", header)
            assert line.ask(ASKED) == Busy(seconds)


def test_gap_forked_and_refusals_are_read_from_their_bodies() -> None:
    cases = (
        (409, codec.encode(Gap(4)), Gap(4)),
        (409, codec.encode(Forked()), Forked()),
        (403, codec.encode(Refusal("revoked", "gone")), Refusal("revoked", "gone")),
        (413, b"too large, says a proxy", Refusal("too_large", "the message is larger than the server takes")),
    )
    with serving() as server, line_to(server.url) as line:
        for status, body, reply in cases:
            server.answer = answer(status, body)
            assert line.ask(ASKED) == reply


@pytest.mark.parametrize("status", [204, 301, 302, 400, 404, 418, 500, 502, 504])
def test_what_a_stranger_answers_is_lost_or_refused(status: int) -> None:
    with serving() as server, line_to(server.url) as line:
        server.answer = answer(status, b"<html>sign in to the guest network</html>", "Location: https://other.example/")
        assert isinstance(line.ask(ASKED), Lost | Refusal)
        server.answer = answer(200, b"<html>sign in to the guest network</html>")
        assert isinstance(line.ask(ASKED), Lost)


@given(st.binary(max_size=200))
def test_no_bytes_at_all_are_an_exception(garbage: bytes) -> None:
    with serving() as server, line_to(server.url) as line:
        server.answer = garbage
        assert isinstance(line.ask(ASKED), Lost | Refusal | Busy)
        server.answer = answer(200, garbage, ZSTD)
        assert isinstance(line.ask(ASKED), Lost)
        assert isinstance(line.ask(WantChunk("a" * 64)), Lost | Chunk)


def test_a_bomb_takes_no_memory_and_is_lost() -> None:
    import zstandard

    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(200 << 20))
    with serving() as server, line_to(server.url) as line:
        server.answer = answer(200, bomb, ZSTD)
        assert isinstance(line.ask(ASKED), Lost)


def test_nobody_there_is_lost() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with line_to(f"http://127.0.0.1:{port}") as line:
        lost = line.ask(ASKED)
        assert isinstance(lost, Lost)
        assert str(port) in lost.why


@pytest.mark.parametrize(
    "url",
    ["http://10.0.0.5:8443", "http://hub.example", "ftp://127.0.0.1", "hub", "https://", "https://u:p@hub", "https://h/x",
     "https://h:99999", "https://h#short", "https://h#zzzzzzzzzzzzzzzzzz", "https://[::1", ""],
)  # fmt: skip
def test_an_address_that_will_not_do_is_told(url: str) -> None:
    with pytest.raises(BadInput, match=r"https://|pin"):
        address_of(url)


def test_plain_http_goes_to_this_machine_only() -> None:
    for url in ("http://127.0.0.1:8443", "http://localhost:8443/", "http://[::1]:8443"):
        assert not address_of(url).tls
    assert address_of("https://hub.example#0123456789abcdef").pin == "0123456789abcdef"
    assert address_of("https://hub.example", "0123456789ABCDEF").pin == "0123456789abcdef"


def test_a_pinned_server_is_believed_although_its_dates_are_over(tmp_path: Path) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=4000)
    _, context, der = self_signed(tmp_path, "hub", until=long_ago)
    with serving(context) as server:
        address = address_of(f"{server.url}#{sha256(der).hexdigest()[:16]}")
        certificate = pinned(address)
        server.answer = answer(200, codec.encode(STREAM))
        with line_to(server.url, certificate) as line:
            assert line.ask(ASKED) == STREAM


def test_another_certificate_than_the_pinned_is_told_and_nothing_is_sent(tmp_path: Path) -> None:
    _, _, der = self_signed(tmp_path, "hub")
    _, other, _ = self_signed(tmp_path, "other")
    with serving(other) as server:
        with pytest.raises(Refused, match="another certificate"):
            pinned(address_of(f"{server.url}#{sha256(der).hexdigest()[:16]}"))
        with line_to(server.url, ssl.DER_cert_to_PEM_cert(der)) as line:
            assert _refusal(line) == "other_certificate"
        with line_to(server.url) as line:  # no pin: this machine's authorities do not know it either
            assert _refusal(line) == "other_certificate"
        assert server.heads == []


def _refusal(line: Line) -> str:
    """Somebody answers, but not who was agreed: that is told, and is not called a line that is down."""
    reply = line.ask(ASKED)
    assert isinstance(reply, Refusal)
    return reply.key


def test_no_pinned_server_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(Unreachable, match=str(port)):
        pinned(address_of(f"https://127.0.0.1:{port}#0123456789abcdef"))
