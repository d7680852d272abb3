"""The screen-pop's client: standard library only, so that the core terminal waits 0.1 s at most.

One line of JSON each way over the window's local socket (a named pipe on Windows):
``{"open": {"card": "6222…"}}`` → ``{"ok": true}`` or ``{"ok": false, "sentence": "…"}``.
"""

import json
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from teller_assist.errors import BadInput, DeskNotReady
from teller_assist.paths import pop_address

KINDS = ("card", "id", "ticket", "customer")
TOLD = ("business", "amount", "early", "payee", "payee_place", "received", "waiting")  # of ``domain/hand.py``
LONGEST = 4096  # bytes of one message
_LONGEST_VALUE = 64


def parse_link(link: str) -> tuple[str, str, dict[str, str]]:
    """(kind, value, what it says of the transaction) of ``teller-assist://card/6222…?amount=200000`` or
    ``…://open?card=6222…&amount=200000``. Raises ``BadInput``."""
    parts = urlsplit(link)
    if parts.scheme != "teller-assist":
        raise BadInput(f"{link[:40]!r} is not a teller-assist:// link")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if parts.netloc != "open":
        pairs.insert(0, (parts.netloc, unquote(parts.path).strip("/")))
    told = {name: value for name, value in pairs if name in TOLD}
    whom = [pair for pair in pairs if pair[0] not in TOLD]
    if len(whom) != 1 or whom[0][0] not in KINDS or not whom[0][1] or len(told) != len(pairs) - 1:
        raise BadInput(
            f"a link names one of {', '.join(KINDS)}, as in teller-assist://card/6222021234567890, and beside it once "
            f"at most {', '.join(TOLD)}"
        )
    return *whom[0], told


def send(data: Path, asked: Mapping[str, str], timeout: float = 3.0) -> dict[str, Any]:
    """Asks the window that runs on this data folder to open a card; its reply.

    Raises ``DeskNotReady`` if none runs or it does not answer in ``timeout`` seconds, ``BadInput`` for a
    value that is too long.
    """
    for value in asked.values():
        if len(value) > _LONGEST_VALUE:
            raise BadInput(f"{value[:12]!r}… is longer than {_LONGEST_VALUE} characters")
    return exchange(data, {"open": dict(asked)}, timeout)


def exchange(data: Path, message: Mapping[str, Any], timeout: float = 3.0) -> dict[str, Any]:
    """One message and its reply."""
    line = json.dumps(message, ensure_ascii=False).encode() + b"\n"
    address = pop_address(data)
    try:
        answer = _pipe(address, line) if os.name == "nt" else _socket(address, line, timeout)
    except TimeoutError:
        raise DeskNotReady("the counter window does not answer; is it busy?") from None
    except OSError:
        raise DeskNotReady("no counter window runs on this data folder; start it with: teller-assist window") from None
    try:
        reply = json.loads(answer)
    except ValueError:
        raise DeskNotReady("the counter window gave no readable answer") from None
    return reply if isinstance(reply, dict) else {}


def _socket(address: str, line: bytes, timeout: float) -> bytes:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as wire:
        wire.settimeout(timeout)
        wire.connect(address)
        wire.sendall(line)
        answer = b""
        while not answer.endswith(b"\n") and len(answer) <= LONGEST:
            part = wire.recv(LONGEST)
            if not part:
                break
            answer += part
    return answer


def _pipe(address: str, line: bytes) -> bytes:
    with open(address, "r+b", buffering=0) as pipe:  # noqa: PTH123 (a pipe is not a path)
        pipe.write(line)
        return pipe.readline(LONGEST)
