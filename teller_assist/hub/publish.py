"""``hub load``: a feed becomes each branch's generation, in chunks on the hub, given out or held back.

The feed is staged once and the bank's part worked out once. Each branch then stands for itself: built, held against
its present generation, cut into chunks, and put in its place in one transaction. Whatever fails leaves that branch
what it has.
"""

import secrets
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from teller_assist.errors import BadFeed, BadInput, Refused
from teller_assist.hub import books, shelf
from teller_assist.hub.engine import Hub
from teller_assist.hub.feed import Report, Staged, stage
from teller_assist.hub.feed.staging import known_branches
from teller_assist.hub.generations import Builder, GenerationInfo
from teller_assist.hub.loading import alone
from teller_assist.hub.rails import Figures, Rails, reason
from teller_assist.hub.told_lines import write_lines
from teller_assist.store import keyfile, raw
from teller_assist.store.snapshot import Snapshot
from teller_assist.wire.told_rows import Chunks, lines_of

if TYPE_CHECKING:
    from sqlite3 import Connection

Progress = Callable[[int, int], None]  # branches done, of how many


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one branch. ``state``: current (given out), same (as the present one), held, refused (nothing
    could be built). ``reason`` for the last two."""

    branch_no: str
    state: str
    reason: str
    generation: str
    customers: int
    full_bytes: int = 0
    delta_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Published:
    report: Report
    as_of: str
    outcomes: tuple[Outcome, ...]


def publish(
    hub: Hub,
    feed: Path,
    packs: Path,
    *,
    branches: Sequence[str] = (),
    layout: str | None = None,
    rejects: Path | None = None,
    rails: Rails = Rails(),  # noqa: B008
    progress: Progress | None = None,
) -> Published:
    """Load ``feed`` for the branches named, else for all that have customers in it.

    Raises ``BadFeed``, ``BadInput``, ``BadPack`` before anything is changed, ``DeskNotReady`` while another
    load runs in the hub's folder, ``Refused`` on a branch's node.
    """
    if hub.about().get("role") == "branch":
        raise Refused("a branch's node gets its data from the hub: load the feed there 请在总行装载")
    with alone(hub.data):
        work = Path(tempfile.mkdtemp(prefix="load-", dir=hub.data))
        try:
            with stage(feed, work, layout, rejects=rejects or hub.data / "rejects.csv") as staged:
                chosen = _chosen(hub, staged, branches)
                with Builder.of(staged.con, staged.meta, packs) as builder:
                    outcomes = []
                    for done, branch_no in enumerate(chosen, 1):
                        outcomes.append(_branch(hub, builder, work, branch_no, rails))
                        if progress:
                            progress(done, len(chosen))
                return Published(staged.report, staged.meta.as_of.isoformat(), tuple(outcomes))
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _chosen(hub: Hub, staged: Staged, named: Sequence[str]) -> list[str]:
    """Unnamed: every branch with customers, and those that had some yesterday."""
    known = known_branches(staged.con)
    if unknown := [branch for branch in named if branch not in known]:
        some = ", ".join(known[:10]) + (" …" if len(known) > 10 else "")
        raise BadInput(f"no branch {unknown[0]} in this feed 没有该网点; it has {some}", branch=unknown[0])
    if named:
        return list(dict.fromkeys(named))
    found = staged.con.execute("SELECT DISTINCT branch_no FROM customers ORDER BY 1").fetchall()
    with hub.reading() as connection:
        had = {one.branch_no for one in shelf.shelved(connection)}
    return sorted(had | {branch_no for (branch_no,) in found})


def _branch(hub: Hub, builder: Builder, work: Path, branch_no: str, rails: Rails) -> Outcome:
    with hub.reading() as connection:
        before = shelf.current(connection, branch_no)
    file, key = work / "generation.db", secrets.token_bytes(keyfile.LENGTH)
    try:
        info = builder.build(file, key, home_branch=branch_no, branch=branch_no)
        with closing(raw.connect(file, key, immutable=True)) as conn:
            books.keep_of(hub, Snapshot(file, conn), branch_no)
            if before and before.generation == info.generation:
                with hub.writing() as connection:
                    shelf.drop_held(connection, branch_no)
                return Outcome(branch_no, "same", "", info.generation, info.customers)
            return _shelve(hub, conn, info, branch_no, before, rails)
    except BadFeed as nothing:
        return Outcome(branch_no, "refused", str(nothing), before.generation if before else "", 0)
    finally:
        file.unlink(missing_ok=True)


def _why_held(info: GenerationInfo, figures: Figures, before: shelf.Shelved, rails: Rails) -> str:
    """A feed of an earlier day is held whatever is in it; else as the rails say."""
    as_of = info.as_of.isoformat()
    older = f"数据截至 {as_of},早于已发布的 {before.as_of} older than what is given out" if as_of < before.as_of else ""
    return "; ".join(filter(None, (older, reason(figures, Figures(before.rows, before.tiers), rails))))


def _shelve(
    hub: Hub, conn: "Connection", info: GenerationInfo, branch_no: str, before: shelf.Shelved | None, rails: Rails
) -> Outcome:
    tiers = dict(conn.execute("SELECT tier, count(*) FROM customer GROUP BY tier ORDER BY tier"))
    figures = Figures(info.rows, tiers)
    why = _why_held(info, figures, before, rails) if before else ""

    def keep(name: str, body: bytes) -> None:
        with hub.writing() as connection:
            shelf.keep_chunk(connection, branch_no, name, body)

    def chunk(name: str) -> bytes:
        with hub.reading() as connection:
            return shelf.chunk_of(connection, branch_no, name) or b""

    full, delta = Chunks(keep), Chunks(keep) if before else None
    write_lines(conn, full, delta, lines_of(chunk(name) for name in before.full) if before else ())
    new = shelf.Shelved(
        branch_no, info.generation, info.as_of.isoformat(), datetime.now(UTC).isoformat(timespec="microseconds"),
        shelf.HELD if why else shelf.CURRENT, why, info.customers, dict(info.rows), tiers, tuple(full.names), full.size,
        before.generation if before else "", tuple(delta.names) if delta else (), delta.size if delta else 0,
    )  # fmt: skip
    with hub.writing() as connection:
        now = shelf.current(connection, branch_no)
        if (now and now.generation) != (before and before.generation):
            raise Refused(f"branch {branch_no} was given another generation meanwhile: load the feed again")
        shelf.shelve(connection, new)
    return Outcome(branch_no, new.state, why, new.generation, new.customers, new.full_bytes, new.delta_bytes)
