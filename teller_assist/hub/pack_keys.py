"""The keys that sign packs: root and targets in a folder the bank keeps away from the hub, the other two on the hub.

One PEM file a key (PKCS 8, mode 0600), named for its role and the beginning of its key id.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner

from teller_assist.errors import BadInput, Refused
from teller_assist.paths import private


def new_key(folder: Path, role: str) -> CryptoSigner:
    """A key, on the disk before it is used."""
    signer = CryptoSigner.generate_ed25519()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{role}-{signer.public_key.keyid[:12]}.pem"
    with open(path, "xb", opener=private) as file:
        file.write(signer.private_bytes)
        file.flush()
        os.fsync(file.fileno())
    return signer


def keys_in(*folders: Path) -> dict[str, CryptoSigner]:
    """Every key of the folders by its id. Raises ``BadInput`` for a PEM file that is no Ed25519 key."""
    found: dict[str, CryptoSigner] = {}
    for path in sorted(file for folder in folders for file in folder.glob("*.pem")):
        try:
            key = load_pem_private_key(path.read_bytes(), None)
        except (ValueError, TypeError, OSError) as error:
            raise BadInput(f"{path}: cannot be read as a key: {error}") from None
        if not isinstance(key, Ed25519PrivateKey):
            raise BadInput(f"{path}: not an Ed25519 key")
        signer = CryptoSigner(key)
        found[signer.public_key.keyid] = signer
    return found


def signers_of(role: str, ids: Iterable[str], threshold: int, keys: dict[str, CryptoSigner]) -> list[CryptoSigner]:
    """The role's keys that are at hand. Raises ``Refused`` if they are too few."""
    at_hand = [keys[one] for one in ids if one in keys]
    if len(at_hand) < threshold:
        raise Refused(
            f"{len(at_hand)} of the {threshold} {role} keys needed are at hand: name the folder that holds them with "
            "--keys (several: copy the PEM files into one)"
        )
    return at_hand
