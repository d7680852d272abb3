"""Where the packs' repository lies on the hub: ``packs/`` in the data folder, each file whole or not there.

metadata/N.root.json  N.targets.json  N.snapshot.json  timestamp.json   signed, for desks
targets/…             the packs under their hashes, for desks
published/N/          publication N under plain names, for `hub load`
keys/                 of snapshot and timestamp; never served
"""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tuf.api.metadata import Metadata

_SERVED = re.compile(r"(metadata|targets)(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")


def place(data: Path, path: str) -> Path:
    return data / "packs" / path


def write(data: Path, path: str, body: bytes) -> None:
    """Under its name only when it is on the disk."""
    to = place(data, path)
    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_name(f"{to.name}.{secrets.token_hex(8)}.part")
    with part.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    part.replace(to)


def read(data: Path, path: str) -> bytes | None:
    """A file that may be shown to anybody; None for all others."""
    if not may_be_named(path):
        return None
    try:
        return place(data, path).read_bytes()
    except OSError:
        return None


def may_be_named(path: str) -> bool:
    return len(path) <= 500 and _SERVED.fullmatch(path) is not None


def numbers(data: Path, role: str) -> list[int]:
    """The versions of a role that lie there, whether they count yet or not."""
    names = (path.name.partition(".")[0] for path in place(data, "metadata").glob(f"*.{role}.json"))
    return sorted(int(name) for name in names if name.isdecimal())


def newest_root(data: Path) -> int:
    return max(numbers(data, "root"), default=0)


def newest(data: Path, role: str) -> Any:
    """The metadata of targets, snapshot or timestamp that the timestamp points at; None before the first."""
    body = read(data, "metadata/timestamp.json")
    if body is None:
        return None
    timestamp: Any = Metadata.from_bytes(body)
    if role == "timestamp":
        return timestamp
    snapshot: Any = _numbered(data, "snapshot", timestamp.signed.snapshot_meta.version)
    if role == "snapshot":
        return snapshot
    return _numbered(data, "targets", snapshot.signed.meta["targets.json"].version)


def version(data: Path) -> int:
    """The number of the publication that counts; 0 none."""
    snapshot = newest(data, "snapshot")
    return int(snapshot.signed.meta["targets.json"].version) if snapshot is not None else 0


def clear_published(data: Path, number: int) -> None:
    """What a crash may have left under the next number."""
    shutil.rmtree(place(data, f"published/{number}"), ignore_errors=True)


def copy_published(data: Path, old: int, new: int) -> None:
    shutil.copytree(place(data, f"published/{old}"), place(data, f"published/{new}"), dirs_exist_ok=True)


def all_of(data: Path) -> Iterator[tuple[str, bytes]]:
    """Every root, and timestamp, snapshot, targets and packs that count now."""
    targets, snapshot = newest(data, "targets"), newest(data, "snapshot")
    if targets is None:
        return
    paths = [f"metadata/{number}.root.json" for number in numbers(data, "root")]
    paths += ["metadata/timestamp.json", f"metadata/{snapshot.signed.version}.snapshot.json"]
    paths.append(f"metadata/{targets.signed.version}.targets.json")
    paths += [f"targets/{one.get_prefixed_paths()[0]}" for one in targets.signed.targets.values()]
    for path in paths:
        yield path, place(data, path).read_bytes()


def _numbered(data: Path, role: str, number: int) -> Any:
    return Metadata.from_bytes(place(data, f"metadata/{number}.{role}.json").read_bytes())
