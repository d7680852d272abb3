"""The model of a publication: ``models/scorecards.json`` beside the packs, checked before anything is built or signed.

It is trusted if it came in a signed publication, or bears the signature of the key that ``priors.toml`` names as
``model_key``; where a key is named, a publication does not stand for the signature. What is not trusted is carried all
the same, so that the desk says why it goes by rules.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from teller_assist.domain.model import MISMATCH, MOST_BYTES, UNSIGNED, BadModel, Model, model_of, signed_part
from teller_assist.domain.rules import FACTS
from teller_assist.errors import BadPack, Refused
from teller_assist.paths import private
from teller_assist.wire.signing import SUITE, DeviceKey, verified

FILE = "models/scorecards.json"
WHAT = "teller-assist model\n"  # keeps a signature of a model from serving for anything else


def read(folder: Path) -> dict[str, Any] | None:
    """The artifact of a folder of packs, None where there is none. Raises ``BadPack``."""
    return load(folder / FILE) if (folder / FILE).exists() else None


def load(file: Path) -> dict[str, Any]:
    """An artifact from any file. Raises ``BadPack``."""
    try:
        raw = file.read_bytes()
        if len(raw) > MOST_BYTES:
            raise BadPack(f"{file.name}: {len(raw):,} bytes; a model has at most {MOST_BYTES:,}", file=file.name)
        told = json.loads(raw)
    except (OSError, ValueError) as error:
        raise BadPack(f"{file.name}: cannot be read as JSON: {error}", file=file.name) from error
    if not isinstance(told, dict):
        raise BadPack(f"{file.name}: no JSON object", file=file.name)
    return told


def body_of(artifact: Mapping[str, Any], priors: Mapping[str, Any], published: bool) -> dict[str, Any]:
    """What a generation carries under the name ``model``. Raises ``BadPack``."""
    key = str(priors.get("model_key", ""))
    trusted = is_signed(artifact, key) if key else published
    model(artifact, trusted)
    return {"version": str(artifact["version"]), "artifact": dict(artifact), "trusted": trusted}


def carried(folder: Path, packs: Mapping[str, Any]) -> dict[str, Any]:
    """``{"model": body}`` of a folder of packs, ``{}`` without a model. Raises ``BadPack``."""
    artifact = read(folder)
    published = folder.parent.name == "published" and folder.name.isdecimal()  # as hub/packs.py lays them
    return {} if artifact is None else {"model": body_of(artifact, packs["priors"], published)}


def check(folder: Path, packs: Mapping[str, Any], today: date) -> None:
    """Before a publication is signed: a model that no desk would use is not published. Raises ``BadPack``."""
    artifact = read(folder)
    if artifact is None:
        return
    found = model(artifact, bool(body_of(artifact, packs["priors"], published=True)["trusted"]))
    if fault := found.usable(today):
        words = {
            UNSIGNED: "it does not bear the signature of the key that priors.toml names as model_key",
            MISMATCH: "its features are not those that this program knows: build it with this program",
        }
        raise BadPack(f"{FILE}: {words.get(fault, f'it ran out on {found.expires_on}: build a new one')}", file=FILE)


def model(artifact: Mapping[str, Any], trusted: bool) -> Model:
    """Raises ``BadPack`` naming the file."""
    try:
        return model_of(artifact, FACTS, trusted)
    except BadModel as error:
        raise BadPack(f"{FILE}: {error}", file=FILE) from error


def is_signed(artifact: Mapping[str, Any], key: str) -> bool:
    """Whether the holder of this public key (hex) signed exactly this."""
    told = artifact.get("signature")
    if not isinstance(told, Mapping) or told.get("suite") != SUITE or told.get("key") != key:
        return False
    try:
        return verified(
            bytes.fromhex(key), bytes.fromhex(str(told.get("value"))), WHAT.encode() + signed_part(artifact)
        )
    except ValueError:
        return False


def signed(artifact: Mapping[str, Any], key: DeviceKey) -> dict[str, Any]:
    """The artifact with its signature slot filled."""
    value = key.sign(WHAT.encode() + signed_part(artifact))
    return {**artifact, "signature": {"suite": SUITE, "key": key.public.hex(), "value": value.hex()}}


def new_model_key(file: Path) -> str:
    """Writes a new private key into ``file``, which must not exist; gives the public one in hex."""
    key = DeviceKey()
    with open(file, "x", opener=private, encoding="ascii") as made:
        made.write(key.raw.hex() + "\n")
    return key.public.hex()


def model_key(file: Path) -> DeviceKey:
    """The private key of a file: 64 hex digits. Raises ``Refused``."""
    try:
        raw = bytes.fromhex(file.read_text("ascii").strip())
        if len(raw) != 32:
            raise ValueError("64 hex digits are needed")
    except (OSError, ValueError) as error:
        raise Refused(f"{file}: no key of a model ({error})") from error
    return DeviceKey(raw)
