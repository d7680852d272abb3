"""How a device becomes known: challenge, enrolment, a new key, and what the doorbell says.

A device signs with a key of its own from its first day. At enrolment a one-time code stands for a person who let it
in; the answer is a certificate under the hub's key, which any node of the branch can check without the hub.
"""

from typing import Annotated

from pydantic import Field

from teller_assist.wire.messages import Count, Hash, Name, Signature, Text, message
from teller_assist.wire.signing import canonical

Long = Annotated[str, Field(max_length=8000)]


@message
class Challenge:
    """A nonce to sign, good for a minute and for one hello. ``certificate``: a node's own, by which a desk knows whom
    it greets; "" from the bank's hub, which the desk knows by its key."""

    nonce: Text
    certificate: Annotated[str, Field(max_length=2000)] = ""


@message
class Enrol:
    """``POST /v1/enrol``. ``proof`` signs ``enrol_text``: whoever asks holds the key. ``role`` desk or branch."""

    device: Name
    role: Name
    public_key: Hash
    code: Name
    proof: Signature
    program: Name
    schema: Name


@message
class Enrolled:
    """The device's branch, its certificate, and the hub's keys. ``node_url``: the branch's node if it is known here.

    ``packs_root``: the packs' first trusted root (TUF JSON), "" where there is none. ``hub_url``: of a node that lets a
    desk in itself, the hub above it.
    """

    branch_no: Name
    certificate: Long
    hub_key: Hash
    incarnation: Name
    node_url: Text = ""
    packs_root: Annotated[str, Field(max_length=64_000)] = ""
    hub_url: Text = ""


@message
class Rekey:
    """``POST /v1/rekey`` inside a session of the old key: ``proof`` is the new key's over ``rekey_text``, ``consent``
    the old one's over the same: a session alone, which may have been relayed, changes no key."""

    device: Name
    public_key: Hash
    proof: Signature
    consent: Signature


@message
class Rekeyed:
    certificate: Long


@message
class Vouch:
    """``POST /v1/vouch`` in a node's session: a desk that the node enrolled by a code of its own; twice is as once.
    The node has seen that the desk holds the key; the hub takes it for the node's branch and no other."""

    device: Name
    public_key: Hash
    enrolled_at: Name
    program: Name
    schema: Name


@message
class Desk:
    """A desk of a node's branch as the hub knows it: certificate under the hub's key, lease, orders for it."""

    device: Name
    certificate: Long
    revoked: bool
    orders: Annotated[tuple[Name, ...], Field(max_length=16)] = ()
    lease: Annotated[str, Field(max_length=2000)] = ""


@message
class Desks:
    """The answer to ``POST /v1/vouch`` and ``GET /v1/desks``: every desk of the node's branch, revoked ones too."""

    desks: Annotated[tuple[Desk, ...], Field(max_length=10_000)]


@message
class Rang:
    """The doorbell's answer: where the branch's stream ends now."""

    pos: Count


def enrol_text(device: str, public_key: bytes, code: str) -> bytes:
    return canonical("enrol", [device, public_key.hex(), code])


def rekey_text(device: str, public_key: bytes) -> bytes:
    return canonical("rekey", [device, public_key.hex()])


def hello_text(nonce: str, body: bytes, server: bytes) -> bytes:
    """What ``X-Signature`` of a hello signs: the nonce, the SHA-256 of the JSON body before compression, and the public
    key of the server that is greeted, so that a hello handed on opens no other door."""
    from hashlib import sha256

    return canonical("hello", [nonce, sha256(body).hexdigest(), server.hex()])
