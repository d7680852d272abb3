"""How journal rows hang together: each hash covers the row and the hash before it.

hash = SHA-256(prev_hash ‖ canonical bytes), the first of an epoch hanging on the last of the epoch
before it and the very first on ``GENESIS``. The hub computes the same over what it is sent.
"""

import json
from hashlib import sha256
from typing import NamedTuple

GENESIS = bytes(32)


class Entry(NamedTuple):
    """One journal row without its hashes. ``occurred_at`` is ISO, UTC, with microseconds."""

    device: str
    epoch: int
    seq: int
    event_id: str
    occurred_at: str
    staff_no: str
    kind: str
    v: int
    payload: bytes


def canonical(entry: Entry) -> bytes:
    """The row as bytes: a JSON array of the columns, a line feed, the payload as it was stored."""
    head = json.dumps(entry[:-1], ensure_ascii=False, separators=(",", ":"))
    return head.encode() + b"\n" + entry.payload


def link(prev_hash: bytes, entry: Entry) -> bytes:
    """The row's hash: 32 bytes."""
    return sha256(prev_hash + canonical(entry)).digest()
