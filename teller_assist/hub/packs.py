"""Packs and models as a TUF repository: plain files that any desk can check, whoever carried them.

``hub packs publish`` signs a folder of packs (and what lies in its ``models``) with the targets key, which like the
root keys is kept away from the hub; the hub itself holds only the keys of snapshot and timestamp, which say what is
newest and run out unless it renews them. Each publication is complete under new names before the timestamp, the
last file written, points at it: a crash in between leaves the one before. (TUF specification 1.0.)
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from tuf.api.metadata import Metadata, Root, TargetFile, Targets

from teller_assist.domain.days import day_at
from teller_assist.domain.packs import NAMES, first_day, load_packs
from teller_assist.errors import BadInput, NotFound, Refused
from teller_assist.hub import models, pack_files
from teller_assist.hub.pack_keys import keys_in, new_key, signers_of
from teller_assist.hub.pack_lock import only_writer
from teller_assist.hub.pack_signing import LASTS, ONLINE, online, root_of, sign, write_online, write_targets
from teller_assist.paths import RESOURCES


class Published(NamedTuple):
    """``version`` counts publications; 0 none yet. ``expires`` is each role's last moment. ``new``: something was
    written; what is published already, and signed for long enough, is not published again."""

    version: int
    files: tuple[str, ...]
    roots: int
    expires: Mapping[str, str]
    new: bool = True


def init(data: Path, keys: Path, now: datetime, roots: int = 3, threshold: int = 2) -> Published:
    """Makes an empty repository. Its root and targets keys go into ``keys``. Raises ``Refused`` if there is one."""
    with only_writer(data):
        return _init(data, keys, now, roots, threshold)


def _init(data: Path, keys: Path, now: datetime, roots: int, threshold: int) -> Published:
    if pack_files.newest_root(data):
        raise Refused(f"{data} has a packs' repository already; `hub packs rotate` changes its keys")
    if not 1 <= threshold <= roots:
        raise Refused(f"{threshold} of {roots} root keys cannot be asked for: at least one, at most all of them")
    root = Metadata(Root(version=1, consistent_snapshot=True))
    for role, count, folder in (
        ("root", roots, keys), ("targets", 1, keys), ("snapshot", 1, online(data)), ("timestamp", 1, online(data)),
    ):  # fmt: skip
        for _ in range(count):
            root.signed.add_key(new_key(folder, role).public_key, role)
    root.signed.roles["root"].threshold = threshold
    sign(root, "root", root.signed, keys_in(keys), now)
    pack_files.write(data, "metadata/1.root.json", root.to_bytes())
    return published(data)


def publish(data: Path, folder: Path, keys: Path, now: datetime) -> Published:
    """Signs a folder of packs as the newest; if they are in force only from a later day, they lie ready until then.

    Raises ``BadPack``, and ``Refused`` without repository or keys; then nothing is changed.
    """
    models.check(folder, load_packs(folder), day_at(now))
    root_of(data)
    with only_writer(data):
        return _publish(data, folder, keys, now)


def rollback(data: Path, number: int, keys: Path, now: datetime) -> Published:
    """Publishes what an older publication was anew, as the next number: a desk never goes back. Its model is taken as
    it is, also if it has run out meanwhile. Raises as ``publish``, and ``NotFound``."""
    root_of(data)
    folder = publication(data, number)
    load_packs(folder, usual=RESOURCES / "packs")
    with only_writer(data):
        return _publish(data, folder, keys, now)


def publication(data: Path, number: int) -> Path:
    """The folder of a publication that counts, or counted once. Raises ``NotFound``."""
    folder = pack_files.place(data, f"published/{number}")
    if not 0 < number <= pack_files.version(data) or not folder.is_dir():
        raise NotFound("publication", number)
    return folder


def _publish(data: Path, folder: Path, keys: Path, now: datetime) -> Published:
    root = root_of(data).signed
    at_hand = keys_in(keys, online(data))
    for role in ("targets", *ONLINE):
        signers_of(role, root.roles[role].keyids, root.roles[role].threshold, at_hand)
    paths = [file for name in NAMES if (file := folder / f"{name}.toml").exists()] + _models(folder)
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    if wrong := [path for path in files if not pack_files.may_be_named(f"targets/{path}")]:
        raise BadInput(f"{folder / wrong[0]}: name it with letters, digits, points and strokes only")
    targets = {path: TargetFile.from_data(path, body, ["sha256"]) for path, body in files.items()}
    if _is_present(data, targets, now) and all(
        pack_files.read(data, f"targets/{one.get_prefixed_paths()[0]}") == files[path] for path, one in targets.items()
    ):
        return published(data)._replace(new=False)
    version = pack_files.version(data) + 1
    pack_files.clear_published(data, version)
    for path, body in files.items():
        pack_files.write(data, f"targets/{targets[path].get_prefixed_paths()[0]}", body)
        pack_files.write(data, f"published/{version}/{path}", body)
    write_targets(data, Targets(version=version, targets=targets), at_hand, now)
    return published(data)


def _is_present(data: Path, targets: Mapping[str, TargetFile], now: datetime) -> bool:
    """Whether just these files are the newest publication, and its signature holds for at least half of its time."""
    present = pack_files.newest(data, "targets")
    if present is None or present.signed.expires <= now + timedelta(days=LASTS["targets"] / 2):
        return False
    hashes = {path: one.hashes for path, one in present.signed.targets.items()}
    return hashes == {path: one.hashes for path, one in targets.items()}


def rotate(data: Path, role: str, keys: Path, now: datetime) -> Published:
    """Replaces a role's keys by new ones: a new root, signed by the old root keys and, if they change, by the new.

    Old key files stay where they are; they open nothing any more and may be destroyed. Raises ``Refused``.
    """
    root_of(data)
    with only_writer(data):
        return _rotate(data, role, keys, now)


def _rotate(data: Path, role: str, keys: Path, now: datetime) -> Published:
    old, new = root_of(data).signed, Metadata(root_of(data).signed)
    new.signed.version += 1
    signers_of("root", old.roles["root"].keyids, old.roles["root"].threshold, keys_in(keys))
    ids = list(old.roles[role].keyids)
    for one in ids:
        new.signed.revoke_key(one, role)
        new.signed.add_key(new_key(online(data) if role in ONLINE else keys, role).public_key, role)
    at_hand = keys_in(keys, online(data))
    sign(new, "root", old, at_hand, now)
    sign(new, "root", new.signed, at_hand, now, append=True)
    pack_files.write(data, f"metadata/{new.signed.version}.root.json", new.to_bytes())
    targets = pack_files.newest(data, "targets")
    if role == "targets" and targets is not None:
        again = Targets.from_dict(targets.signed.to_dict())
        again.version += 1
        pack_files.copy_published(data, again.version - 1, again.version)
        write_targets(data, again, at_hand, now)
    elif role in ONLINE and targets is not None:
        write_online(data, targets.signed.version, at_hand, now)
    return published(data)


def renew(data: Path, now: datetime) -> None:
    """Signs snapshot and timestamp again when half their time is over. The hub does so by itself; a branch node has
    no keys and hands on what it got."""
    if not _half_over(data, now):
        return
    keys = keys_in(online(data))
    if not keys:
        return
    with only_writer(data):
        if _half_over(data, now):  # whoever held the repository may have renewed it
            write_online(data, pack_files.version(data), keys, now)


def _half_over(data: Path, now: datetime) -> bool:
    made = [pack_files.newest(data, role) for role in ONLINE]
    return any(
        one is not None and one.signed.expires <= now + timedelta(days=LASTS[one.signed.type] / 2) for one in made
    )


def served(data: Path, path: str, now: datetime | None = None) -> bytes | None:
    """A file of the repository as desks ask for it (``metadata/…``, ``targets/…``); None if there is none."""
    if path == "metadata/timestamp.json":
        renew(data, now or datetime.now(UTC))
    return pack_files.read(data, path)


def carried(data: Path, now: datetime) -> Iterator[tuple[str, bytes]]:
    """Every file that a desk needs, whatever it has already: for a bundle. Nothing where there is no repository."""
    renew(data, now)
    yield from pack_files.all_of(data)


def trusted_root(data: Path) -> str:
    """The newest root as text: what a desk is given at its enrolment. "" where there is no repository."""
    newest = pack_files.newest_root(data)
    return (pack_files.read(data, f"metadata/{newest}.root.json") or b"").decode() if newest else ""


def version(data: Path) -> str:
    """The number of the newest publication as a desk is told it, "" none."""
    return str(pack_files.version(data) or "")


def current(data: Path, on: date | None = None) -> Path:
    """The folder of the packs that generations are built with on that day: the newest publication whose packs are all
    in force then (None: the newest, in force or not), else the program's own. Raises ``BadPack`` for one that was
    damaged on the disk."""
    for number in range(pack_files.version(data), 0, -1):
        folder = pack_files.place(data, f"published/{number}")
        if folder.is_dir() and (on is None or first_day(folder) <= on):
            return folder
    return RESOURCES / "packs"


def published(data: Path) -> Published:
    """What stands in the repository. Raises ``Refused`` if there is none."""
    root = root_of(data)
    found = {role: pack_files.newest(data, role) for role in ("targets", *ONLINE)}
    expires = {role: made.signed.expires.isoformat() for role, made in found.items() if made is not None}
    targets = found["targets"]
    names = tuple(sorted(targets.signed.targets)) if targets is not None else ()
    expires["root"] = root.signed.expires.isoformat()
    return Published(pack_files.version(data), names, root.signed.version, expires)


def _models(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "models").rglob("*") if path.is_file())
