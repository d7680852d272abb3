"""``feed load``: stage a feed, build its generation, bring it to a stand-alone desk or write it as a folder."""

import json
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from teller_assist.errors import BadInput, DeskNotReady, Refused
from teller_assist.hub.feed import Report, Staged, stage
from teller_assist.hub.feed.staging import known_branches
from teller_assist.hub.generations import GenerationInfo, build
from teller_assist.paths import RESOURCES, private
from teller_assist.store import engine, keyfile, link, raw
from teller_assist.sync import generation

PACKS = RESOURCES / "packs"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Loaded:
    report: Report
    generation: str
    customers: int
    as_of: str  # ISO day


def load_feed(
    folder: Path,
    data_dir: Path,
    *,
    layout: str | None = None,
    rejects: Path | None = None,
    branch: str | None = None,
    home: str | None = None,
    out: Path | None = None,
    packs: Path = PACKS,
    progress: Callable[[int, int], None] | None = None,
) -> Loaded:
    """Check ``folder``, build the generation and swap it into the desk at ``data_dir``.

    ``branch``: only its customers, and it is home. ``home``: whose customers come first; default as the feed
    says. ``out``: write ``generation.db`` (not encrypted: nobody has a key to it yet) and ``manifest.json``
    there instead. Raises ``BadFeed``, ``BadInput``, ``BadPack``, ``DeskNotReady``; the
    present generation then stays.
    """
    target = out or data_dir
    private_folder(target)
    with alone(target):
        work = Path(tempfile.mkdtemp(prefix="load-", dir=target))
        passing_key = None if out else secrets.token_bytes(keyfile.LENGTH)
        desk_key = b"" if out else _desk_key(data_dir)
        try:
            kept = rejects or target / "rejects.csv"
            with stage(folder, work, layout, rejects=kept) as staged:
                at_home = _at_home(staged, branch or home)
                info = build(
                    staged.con, staged.meta, work / "generation.db", passing_key,
                    home_branch=at_home, branch=branch, packs=packs,
                )  # fmt: skip
                report = staged.report
            if out:
                _write_folder(info, out)
            else:
                generation.apply(info.file, passing_key, data_dir, desk_key, progress)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return Loaded(report, info.generation, info.customers, info.as_of.isoformat())


def private_folder(target: Path) -> None:
    """Mode 0700 for a folder that is new, empty or ours; another's folder is not changed."""
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    inside = {path.name for path in target.iterdir()}
    if not inside or inside & {"load.lock", keyfile.NAME}:
        target.chmod(0o700)


def _at_home(staged: Staged, named: str | None) -> str:
    """The branch that was named, else the feed's. Raises ``BadInput`` for one the feed does not have."""
    known = known_branches(staged.con) if named else []
    if named and named not in known:
        some = ", ".join(known[:10]) + (" …" if len(known) > 10 else "")
        raise BadInput(f"no branch {named} in this feed 没有该网点; it has {some}", branch=named)
    return named or staged.meta.home_branch


def _desk_key(data_dir: Path) -> bytes:
    """The desk's key, made on a new desk. Raises ``Refused`` for a desk whose data come from its hub, ``NoKey``, and
    ``WrongKey`` if it does not open the journal."""
    key = keyfile.KeyFile(data_dir / keyfile.NAME).ensure()
    work = data_dir / engine.NAME
    if work.exists() and work.stat().st_size:
        _refuse_enrolled(work, key)
    return key


def _refuse_enrolled(work: Path, key: bytes) -> None:
    """A feed loaded here would put the whole bank in the place of the branch's share, until the next night."""
    con = raw.connect(work, key, readonly=True)
    try:
        has_link = con.execute("SELECT 1 FROM sqlite_master WHERE name = 'link'").fetchone()
        if has_link and link.get(con, "certificate"):
            raise Refused("this desk is enrolled and gets its data from its hub: run `teller-assist sync`")
    finally:
        con.close()


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """One load at a time; what a killed one left (customers in clear) is removed first.

    The system frees the lock when its holder dies. Raises ``DeskNotReady`` while another load runs.
    """
    with open(target / "load.lock", "a+b", opener=private) as lock:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DeskNotReady(f"another load into {target} is running; wait for it to end") from error
        for left in target.glob("load-*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _write_folder(info: GenerationInfo, out: Path) -> None:
    info.file.chmod(0o600)
    info.file.replace(out / "generation.db")
    facts = asdict(info) | {"file": "generation.db", "as_of": info.as_of.isoformat()}
    with open(out / MANIFEST, "w", encoding="utf-8", opener=private) as manifest:
        manifest.write(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
