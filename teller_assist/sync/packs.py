"""The desk's side of the packs' repository: what is taken is newer, complete, and signed by enough of the bank's keys.

The repository is plain files, so it does not matter who carries them: hub, node or stick. Trust begins with the root
given at enrolment, which the desk keeps in ``work.db``, and grows by roots that the old one signed. Whatever is wrong,
the present packs stay. Cards still use the packs inside their generation; these lie ready in ``packs/<version>``, also
before the day from which they are in force.
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from teller_assist.domain.days import day_at
from teller_assist.domain.packs import first_day, load_packs
from teller_assist.errors import BadPack, Refused
from teller_assist.paths import RESOURCES
from teller_assist.store import link

if TYPE_CHECKING:
    from tuf.api.metadata import Targets
    from tuf.ngclient import Updater

    from teller_assist.store.engine import Work

GetFile = Callable[[str], bytes | None]  # a file of the repository by its path; None: there is no such file

_URL = "packs:/"
_MOST_FILES = 500
_MOST_BYTES = 64 << 20


class PacksRefused(Refused):
    """The repository shown is not to be believed, or not whole; the present packs stay."""

    key = "packs_refused"


class Packs(NamedTuple):
    """``version`` of the publication held now; ``new`` if it came with this update. ``root``: to trust from now on."""

    version: int
    new: bool
    root: str


def update(data: Path, get: GetFile, root: str, held: int, today: date | None = None) -> Packs:
    """Looks for a newer publication and takes it up. ``root`` is the trusted root, ``held`` the highest version
    ever taken here; ``today`` as the clock has it unless it is said. Raises ``PacksRefused``; then nothing has
    changed."""
    from tuf.api.exceptions import DownloadError, RepositoryError

    work = data / "packs" / "incoming"
    (work / "metadata").mkdir(parents=True, exist_ok=True)
    try:
        updater, version = _refreshed(work / "metadata", get, root.encode())
        if version < held:
            raise PacksRefused(f"the packs offered are version {version}, older than the {held} held here: {_STAY}")
        new = version > held or not _whole(data, version)
        if new:
            _fetch(data, updater, version, today or day_at(datetime.now(UTC)))
    except RepositoryError as error:
        raise PacksRefused(f"{_said(error)}: {_STAY}") from error
    except DownloadError as error:
        raise PacksRefused(f"the packs did not come whole ({error}): {_STAY}") from error
    finally:
        shutil.rmtree(work / "files", ignore_errors=True)
    return Packs(version, new, (work / "metadata" / "root.json").read_text(encoding="utf-8"))


def renew(work: "Work", data: Path, get: GetFile, first_root: str = "") -> Packs | None:
    """``update`` with what this desk trusts, and notes what it trusts and holds from then on. ``first_root`` serves
    a desk that was enrolled before its bank had packs. None where nothing is trusted yet. Raises as ``update``."""
    told = link.get_all(work.reading)
    if not (root := told.get("packs_root") or first_root):
        return None
    taken = update(data, get, root, int(told.get("packs_held") or 0))
    if (told.get("packs_root"), told.get("packs_held")) != (taken.root, str(taken.version)):
        with work.writing() as session:
            link.put_all(session.con, {"packs_root": taken.root, "packs_held": str(taken.version)})
    return taken


def current(data: Path, on: date | None = None) -> Path | None:
    """The folder of the packs in force on that day: of those taken up, the newest that are all in force then (None:
    the newest, in force or not); None before the first. What cannot be read is passed over."""
    newest = _newest(data)
    if newest is None or on is None:
        return newest
    for folder in _folders(data, upto=int(newest.name)):
        try:
            if first_day(folder) <= on:
                return folder
        except BadPack:
            continue
    return None


def _newest(data: Path) -> Path | None:
    try:
        name = (data / "packs" / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    return data / "packs" / name


def _folders(data: Path, upto: int) -> list[Path]:
    """The publications that lie here, newest first."""
    found = [one for one in (data / "packs").iterdir() if one.name.isdecimal() and int(one.name) <= upto]
    return sorted(found, key=lambda one: -int(one.name))


_STAY = "the present packs stay"


def _refreshed(metadata: Path, get: GetFile, root: bytes) -> "tuple[Updater, int]":
    """Roots, timestamp, snapshot and targets, each checked against the one before and what was held."""
    from tuf.api.exceptions import DownloadHTTPError
    from tuf.ngclient import FetcherInterface, Updater

    class Carried(FetcherInterface):
        def _fetch(self, url: str) -> Iterator[bytes]:
            body = get(url.removeprefix(_URL))
            if body is None:
                raise DownloadHTTPError(f"no {url.removeprefix(_URL)}", 404)
            return iter((body,))

    updater = Updater(
        str(metadata), f"{_URL}metadata/", None, f"{_URL}targets/", fetcher=Carried(), bootstrap=root
    )  # fmt: skip
    updater.refresh()
    return updater, _targets(metadata).version


def _targets(metadata: Path) -> "Targets":
    """What ``refresh`` has checked and put there."""
    from tuf.api.metadata import Metadata, Targets

    return Metadata[Targets].from_bytes((metadata / "targets.json").read_bytes()).signed


def _fetch(data: Path, updater: "Updater", version: int, today: date) -> None:
    """Every file beside the present packs, checked as packs, then swapped in."""
    targets = _targets(data / "packs" / "incoming" / "metadata").targets
    if len(targets) > _MOST_FILES or sum(one.length for one in targets.values()) > _MOST_BYTES:
        raise PacksRefused(f"the packs offered are larger than any true ones: {_STAY}")
    files = data / "packs" / "incoming" / "files"
    shutil.rmtree(files, ignore_errors=True)
    for path, target in targets.items():
        to = files / path
        if not to.resolve().is_relative_to(files.resolve()):
            raise PacksRefused(f"a file of the packs would lie outside their folder ({path}): {_STAY}")
        updater.download_target(target, str(to))
    try:
        load_packs(files, usual=RESOURCES / "packs")
    except BadPack as error:
        raise PacksRefused(f"version {version} of the packs is signed, but wrong: {error}: {_STAY}") from error
    _swap(data, files, version, today)


def _swap(data: Path, files: Path, version: int, today: date) -> None:
    """What is older than the packs in force goes, and later ones stay that wait for their day."""
    folder, before = data / "packs", current(data, today)
    shutil.rmtree(folder / str(version), ignore_errors=True)
    files.replace(folder / str(version))
    pointer = folder / "current.part"
    pointer.write_text(f"{version}\n", encoding="ascii")
    pointer.replace(folder / "current")
    in_force = current(data, today)
    for old in _folders(data, upto=int(in_force.name) - 1) if in_force is not None else ():
        if old != before:  # the one before stays: somebody may be reading it
            shutil.rmtree(old, ignore_errors=True)


def _whole(data: Path, version: int) -> bool:
    """True if this version lies here and can be read."""
    found = _newest(data)
    if found is None or found.name != str(version):
        return False
    try:
        load_packs(found, usual=RESOURCES / "packs")
    except BadPack:
        return False
    return True


def _said(error: Exception) -> str:
    """What TUF refused, in a bank's words."""
    from tuf.api import exceptions as tuf

    match error:
        case tuf.ExpiredMetadataError():
            return (
                f"the packs' signature has run out ({error}): an old state is shown, or the hub did not renew it, or "
                "this clock is ahead"
            )
        case tuf.BadVersionNumberError():
            return f"the packs offered are older than those seen here, or do not belong together ({error})"
        case tuf.UnsignedMetadataError():
            return f"the packs offered are not signed by enough of the bank's keys ({error})"
        case tuf.LengthOrHashMismatchError():
            return f"a file of the packs is not the one that was signed ({error})"
    return f"the packs offered cannot be believed ({error})"
