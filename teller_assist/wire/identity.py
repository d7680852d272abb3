"""Who a device is: certificates and leases under the hub's key, and the codes that let a device in.

A signed text is one line of JSON, a blank, the suite, a blank, the signature in base64: any holder of the hub's
public key can check it, with or without the hub.
"""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from teller_assist.errors import BadInput
from teller_assist.wire.signing import KEY_BYTES, SUITE, DeviceKey, canonical, verified

LOCK_AFTER = timedelta(days=30)  # design §8: offline branches; a desk without a word from its hub for so long locks
ERASE_AFTER = timedelta(days=60)  # … and then its key is erased
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no O and 0, no I and 1


@dataclass(frozen=True, slots=True)
class Certificate:
    """A device as the hub vouches for it. ``made_at``: ISO, UTC; of two the later one counts."""

    device: str
    branch_no: str
    role: str
    public_key: bytes
    made_at: str


@dataclass(frozen=True, slots=True)
class Lease:
    """How long a device may work without a word from above; aware UTC times."""

    device: str
    lock_at: datetime
    erase_at: datetime


def certify(key: DeviceKey, certificate: Certificate) -> str:
    """The certificate's text under the hub's key."""
    c = certificate
    told = {"device": c.device, "branch": c.branch_no, "role": c.role, "key": c.public_key.hex(), "made_at": c.made_at}
    return _signed(key, "certificate", told)


def certificate_of(text: str, keys: Iterable[bytes]) -> Certificate | None:
    """The certificate if one of these public keys signed it, else None."""
    told = _opened("certificate", text, keys)
    if told is None:
        return None
    try:
        made = Certificate(
            str(told["device"]),
            str(told["branch"]),
            str(told["role"]),
            bytes.fromhex(told["key"]),
            str(told["made_at"]),
        )
    except (KeyError, TypeError, ValueError):
        return None
    return made if len(made.public_key) == KEY_BYTES else None


def lease_for(
    key: DeviceKey, device: str, now: datetime, lock: timedelta = LOCK_AFTER, erase: timedelta = ERASE_AFTER
) -> str:
    """A lease from now on, under the hub's key."""
    return _signed(key, "lease", {"device": device, "lock_at": _text(now + lock), "erase_at": _text(now + erase)})


def lease_of(text: str, keys: Iterable[bytes]) -> Lease | None:
    """The lease if one of these public keys signed it, else None."""
    told = _opened("lease", text, keys)
    if told is None:
        return None
    try:
        lock_at, erase_at = datetime.fromisoformat(told["lock_at"]), datetime.fromisoformat(told["erase_at"])
        return Lease(str(told["device"]), lock_at, erase_at)
    except (KeyError, TypeError, ValueError):
        return None


def new_code(pin: str = "") -> str:
    """A one-time code: 12 signs in groups of four, and after a point the hub's TLS pin where it has one."""
    signs = "".join(secrets.choice(LETTERS) for _ in range(12))
    code = "-".join(signs[at : at + 4] for at in (0, 4, 8))
    return f"{code}.{pin}" if pin else code


def plain_code(code: str) -> str:
    """The 12 signs of a code as a person may have typed it, without pin. Raises ``BadInput`` if it can be none."""
    signs = "".join(s for s in code.partition(".")[0].upper() if s not in " -\t")
    if len(signs) != 12 or not set(signs) <= set(LETTERS):
        raise BadInput("this is no enrolment code: it has three groups of four signs, as in ABCD-EFGH-JKMN")
    return signs


def code_hash(code: str) -> bytes:
    """What a hub keeps of a code. Raises ``BadInput`` as ``plain_code``."""
    return sha256(b"teller-assist code\n" + plain_code(code).encode()).digest()


def pin_of(certificate_der: bytes) -> str:
    """What a TLS certificate is known by: the first 16 hex digits of its SHA-256."""
    return sha256(certificate_der).hexdigest()[:16]


def _signed(key: DeviceKey, what: str, told: dict[str, Any]) -> str:
    text = json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return f"{text} {SUITE} {b64encode(key.sign(canonical(what, told))).decode()}"


def _opened(what: str, text: str, keys: Iterable[bytes]) -> dict[str, Any] | None:
    try:
        body, suite, signature = text.rsplit(" ", 2)
        told, given = json.loads(body), b64decode(signature, validate=True)
        signed = canonical(what, told)
    except (ValueError, RecursionError):
        return None
    if suite != SUITE or not isinstance(told, dict):
        return None
    return told if any(verified(key, given, signed) for key in keys) else None


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
