"""For whom a bundle is closed: X25519 keys of age, worked out from the Ed25519 keys that both ends know anyway.

A desk knows the hub's public key from its enrolment, the hub every device's: nothing more is exchanged, and a
device that gets a new key can be written to at once. The two curves are one in other coordinates (RFC 7748 §4.1:
u = (1 + y) / (1 - y)); Ed25519 keeps its secret number in the first half of SHA-512 of the key (RFC 8032 §5.1.5).
"""

from hashlib import sha256, sha512

import pyrage

from teller_assist.errors import BadInput

_P = 2**255 - 19
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def recipient_of(public: bytes) -> pyrage.x25519.Recipient:
    """To whom a bundle is closed, from a device's or hub's public key. Raises ``BadInput`` for what is no key."""
    y = int.from_bytes(public, "little") & (2**255 - 1)
    if len(public) != 32 or y >= _P or y in (0, 1, _P - 1):  # no key, or one of the points that keep no secret
        raise BadInput("the addressee's key is none: nothing can be closed for it")
    u = (1 + y) * pow(1 - y, -1, _P) % _P
    return pyrage.x25519.Recipient.from_str(_bech32("age", u.to_bytes(32, "little")))


def identity_of(raw: bytes) -> pyrage.x25519.Identity:
    """Who opens what was closed for the public part of this 32-byte private key."""
    return pyrage.x25519.Identity.from_str(_bech32("age-secret-key-", sha512(raw).digest()[:32]).upper())


def hub_name(public: bytes) -> str:
    """How bundles call a hub: by its key, which stays when its database is restored."""
    return f"hub-{sha256(public).hexdigest()[:16]}"


def _bech32(name: str, data: bytes) -> str:
    """Text of a key as age has it (BIP 173)."""
    number, five = int.from_bytes(data), []
    bits = -(-len(data) * 8 // 5) * 5
    number <<= bits - len(data) * 8
    for shift in range(bits - 5, -1, -5):
        five.append(number >> shift & 31)
    expanded = [ord(c) >> 5 for c in name] + [0] + [ord(c) & 31 for c in name]
    check = _polymod([*expanded, *five, *[0] * 6]) ^ 1
    five += [check >> 5 * (5 - i) & 31 for i in range(6)]
    return name + "1" + "".join(_LETTERS[n] for n in five)


def _polymod(values: list[int]) -> int:
    """BIP 173's check sum."""
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            if top >> bit & 1:
                check ^= generator
    return check
