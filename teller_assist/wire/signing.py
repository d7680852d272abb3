"""Device keys and what they sign. Ed25519; every signature says its suite, so that SM2 can follow.

A *seal* signs a chain's hash at one place, and with it every row before: a node hands a desk's rows on with the
desk's own seal and cannot change one.
"""

import json
from collections.abc import Callable
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from teller_assist.wire.messages import Seal

SUITE = "ed25519-sha256"
KEY_BYTES = 32

Signer = Callable[[bytes], bytes]


class DeviceKey:
    """A private key, from 32 raw bytes or new."""

    def __init__(self, raw: bytes | None = None) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(raw) if raw else Ed25519PrivateKey.generate()

    @property
    def raw(self) -> bytes:
        return self._key.private_bytes_raw()

    @property
    def public(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


def verified(public: bytes, signature: bytes, message: bytes) -> bool:
    """True if the holder of the key signed exactly this."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def canonical(what: str, value: Any) -> bytes:
    """The bytes that are signed: ``what`` keeps a signature of one thing from serving for another."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"teller-assist {what}\n{SUITE}\n{text}".encode()


def sealed(device: str, epoch: int, seq: int, hash_: bytes) -> bytes:
    """What a seal signs."""
    return canonical("seal", [device, epoch, seq, hash_.hex()])


def seal(key: DeviceKey, device: str, epoch: int, seq: int, hash_: bytes) -> Seal:
    return Seal(seq, hash_, SUITE, key.sign(sealed(device, epoch, seq, hash_)))


def seal_holds(public: bytes, device: str, epoch: int, given: Seal) -> bool:
    """True if this device sealed its chain at this place with this hash."""
    return given.suite == SUITE and verified(public, given.signature, sealed(device, epoch, given.seq, given.hash))
