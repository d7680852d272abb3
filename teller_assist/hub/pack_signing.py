"""The signed papers of the packs' repository: root, targets, snapshot, and the timestamp that makes these count."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp

from teller_assist.errors import Refused
from teller_assist.hub import pack_files
from teller_assist.hub.pack_keys import signers_of

LASTS = {"root": 1095, "targets": 365, "snapshot": 60, "timestamp": 30}  # days
ONLINE = ("snapshot", "timestamp")


def root_of(data: Path) -> Metadata[Root]:
    """The newest root. Raises ``Refused`` where there is no repository."""
    newest = pack_files.newest_root(data)
    if not newest:
        raise Refused(f"{data} has no packs' repository: make one with `hub packs init --keys FOLDER`")
    return Metadata[Root].from_bytes(pack_files.read(data, f"metadata/{newest}.root.json") or b"")


def online(data: Path) -> Path:
    """The folder of the keys that the hub holds itself."""
    return pack_files.place(data, "keys")


def write_targets(data: Path, targets: Targets, keys: Mapping[str, Any], now: datetime) -> None:
    """A publication; it counts from the end of this on."""
    made = Metadata(targets)
    sign(made, "targets", root_of(data).signed, keys, now)
    pack_files.write(data, f"metadata/{targets.version}.targets.json", made.to_bytes())
    write_online(data, targets.version, keys, now)


def write_online(data: Path, targets_version: int, keys: Mapping[str, Any], now: datetime) -> None:
    """Snapshot, then the timestamp that makes it and all before it count."""
    root = root_of(data).signed
    number = max(pack_files.numbers(data, "snapshot"), default=0) + 1
    snapshot = Metadata(Snapshot(version=number, meta={"targets.json": MetaFile(targets_version)}))
    sign(snapshot, "snapshot", root, keys, now)
    pack_files.write(data, f"metadata/{number}.snapshot.json", snapshot.to_bytes())
    before = pack_files.newest(data, "timestamp")
    timestamp = Metadata(
        Timestamp(version=before.signed.version + 1 if before else 1, snapshot_meta=MetaFile(snapshot.signed.version))
    )
    sign(timestamp, "timestamp", root, keys, now)
    pack_files.write(data, "metadata/timestamp.json", timestamp.to_bytes())


def sign(
    made: Metadata[Any], role: str, root: Root, keys: Mapping[str, Any], now: datetime, *, append: bool = False
) -> None:
    """With enough of the role's keys. Raises ``Refused`` without them."""
    made.signed.expires = (now + timedelta(days=LASTS[role])).replace(microsecond=0)
    if not append:
        made.signatures.clear()
    for signer in signers_of(role, root.roles[role].keyids, root.roles[role].threshold, dict(keys)):
        made.sign(signer, append=True)
