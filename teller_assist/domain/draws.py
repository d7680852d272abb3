"""Draws that depend on nothing but their arguments: reopening a card never reshuffles it."""

from hashlib import sha256


def draw(seed: str, what: str) -> float:
    """A number in [0, 1)."""
    return int.from_bytes(sha256(f"{seed}|{what}".encode()).digest()[:7], "big") / 2**56
