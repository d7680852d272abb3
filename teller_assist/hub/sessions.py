"""Who speaks: a challenge, a signed hello, then a token for the hour. Nothing is kept in memory, so that a hub may run
as several processes: nonce and token carry a code under a secret that follows from the hub's key.
"""

import hmac
import json
import secrets
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Connection

from teller_assist.hub import devices, tables
from teller_assist.hub.engine import Hub, about_of, marker
from teller_assist.wire.identity import certificate_of
from teller_assist.wire.joining import hello_text
from teller_assist.wire.messages import PROTOCOL, Hello, Refusal
from teller_assist.wire.signing import verified

NONCE_LASTS = timedelta(minutes=1)
SESSION_LASTS = timedelta(hours=1)
_used = tables.used_nonce


class Signed(NamedTuple):
    """The headers of a hello and its JSON, before compression, as it came."""

    device: str
    nonce: str
    signature: str
    certificate: str
    body: bytes


def challenge(hub: Hub, now: datetime) -> str:
    """A nonce, good for a minute and one hello."""
    text = f"{_stamp(now)}.{secrets.token_hex(16)}"
    return f"{text}.{_code(hub, 'nonce', text)}"


def greet(hub: Hub, signed: Signed, hello: Hello, now: datetime) -> Refusal | None:
    """None if this hello is the device's own and may go on; a certificate that is news is learned."""
    if hello.device != signed.device:
        return Refusal("bad_message", "the hello names another device than its headers")
    if not _nonce_holds(hub, signed.nonce, now):
        return Refusal("no_session", "the challenge is not ours or has expired: ask for another")
    with hub.writing() as con:
        device, refusal = _known(con, hub, signed)
        if device is None:
            return refusal
        signature = _decoded(signed.signature)
        if not verified(device.public_key, signature, hello_text(signed.nonce, signed.body, hub.key.public)):
            return Refusal("bad_signature", "the hello is not signed with this device's key")
        if not _use(con, signed, now):
            return Refusal("no_session", "the challenge was answered before: ask for another")
        if device.revoked_at:
            return revoked(device.device)
        return _too_old(hello, about_of(con).get("oldest_program", ""))


def token(hub: Hub, device: str, now: datetime) -> str:
    """What the device shows in ``X-Session`` until it expires."""
    text = urlsafe_b64encode(json.dumps([device, _stamp(now + SESSION_LASTS)]).encode()).decode()
    return f"{text}.{_code(hub, 'session', text)}"


def device_of(hub: Hub, given: str, now: datetime) -> str | None:
    """Whose token this is, None for none that holds now."""
    text, _, code = given.rpartition(".")
    if not hmac.compare_digest(_code(hub, "session", text).encode(), code.encode()):
        return None
    device, until = json.loads(urlsafe_b64decode(text))
    return str(device) if _stamp(now) <= until else None


def allowed(con: Connection, sender: str, subject: str) -> Refusal | devices.Device:
    """The sender, if it may speak of that device; checked at each request, since a device can be revoked meanwhile."""
    device = devices.find(con, sender)
    if device is None:
        return _unknown(sender)
    if device.revoked_at:
        return revoked(sender)
    if subject != sender:
        other = devices.find(con, subject)
        if other is None:
            return _unknown(subject)
        if not device.may_send(other):
            return Refusal("wrong_sender", f"only {subject} itself or its branch's node may send its rows")
    return device


def revoked(device: str) -> Refusal:
    return Refusal("revoked", f"device {device} was revoked; its records stay on it until it is enrolled again")


def _unknown(device: str) -> Refusal:
    return Refusal("unknown_device", f"device {device} is not enrolled here: enrol it with a code")


def _known(con: Connection, hub: Hub, signed: Signed) -> tuple[devices.Device | None, Refusal | None]:
    text = _decoded(signed.certificate).decode("utf-8", "replace")
    certificate = certificate_of(text, devices.trusted_keys(con, hub)) if text else None
    if certificate is not None and certificate.device == signed.device:
        about = about_of(con)
        if about["role"] == devices.NODE and about["branch_no"] not in ("", certificate.branch_no):
            return None, Refusal("unknown_device", f"this is the node of branch {about['branch_no']}, not of yours")
        return devices.learn(con, certificate), None
    device = devices.find(con, signed.device)
    return device, None if device else _unknown(signed.device)


def _use(con: Connection, signed: Signed, now: datetime) -> bool:
    """False if this nonce has served before; those that nobody would take any more are forgotten."""
    old = (_used.c.device == signed.device) & (_used.c.at < _stamp(now - 2 * NONCE_LASTS))
    con.execute(_used.delete().where(old))
    mark = marker(con)
    done = con.exec_driver_sql(
        f"INSERT INTO used_nonce(device, nonce, at) VALUES({mark}, {mark}, {mark}) ON CONFLICT DO NOTHING",
        (signed.device, signed.nonce, _stamp(now)),
    )
    return done.rowcount == 1


def _too_old(hello: Hello, oldest_program: str) -> Refusal | None:
    oldest, newest = hello.protocol
    if newest < PROTOCOL[0] or _version(hello.program) < _version(oldest_program):
        wanted = oldest_program or "a newer version"
        return Refusal("too_old", f"this program ({hello.program}) is too old for the hub: install {wanted} first")
    if oldest > PROTOCOL[1]:
        return Refusal("too_new", f"this program ({hello.program}) is newer than the hub: the hub is upgraded first")
    return None


def _version(text: str) -> tuple[int, ...]:
    """Numbers of a version; what is no number counts as 0."""
    return tuple(int(part) if part.isascii() and part.isdecimal() else 0 for part in text.split("."))[:4]


def _nonce_holds(hub: Hub, nonce: str, now: datetime) -> bool:
    text, _, code = nonce.rpartition(".")
    if not hmac.compare_digest(_code(hub, "nonce", text).encode(), code.encode()):
        return False
    made = text.partition(".")[0]
    return _stamp(now - NONCE_LASTS) <= made <= _stamp(now + NONCE_LASTS)


def _code(hub: Hub, what: str, text: str) -> str:
    secret = sha256(b"teller-assist sessions\n" + hub.key.raw).digest()
    return hmac.new(secret, f"{what}\n{text}".encode("utf-8", "replace"), sha256).hexdigest()


def _stamp(at: datetime) -> str:
    """Text whose order is the order of time."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return b""
