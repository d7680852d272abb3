"""The history of syncs: when, by what way, what went up and came down, and what each came to."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from teller_assist.store.rows import time_of
from teller_assist.store.views import time_text

if TYPE_CHECKING:
    from sqlite3 import Connection

KEPT = 400  # runs; older ones go, but for the last good one of each day
DAYS = 90
_COLUMNS = (
    "run_id, started_at, ended_at, via, pushed, acknowledged, pulled, parked, generation, reconciled, differ, "
    "trouble, sentence, skew_ms"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SyncRun:
    """One sync. ``via`` hub | branch | bundle. ``ended_at`` None: under way, or its program was killed.

    ``differ`` is rows (day ISO, kind, here, there). ``trouble``: "" fine, ``cancelled``, else as ``core.Delivered``.
    ``skew_ms``: this clock minus the server's.
    """

    run_id: int
    started_at: datetime
    ended_at: datetime | None
    via: str
    pushed: int = 0
    acknowledged: int = 0
    pulled: int = 0
    parked: int = 0
    generation: str = ""
    reconciled: bool = False
    differ: tuple[tuple[str, str, int, int], ...] = ()
    trouble: str = ""
    sentence: str = ""
    skew_ms: int = 0


def begin(con: "Connection", at: datetime, via: str) -> SyncRun:
    """A new run, in the caller's transaction; the oldest beyond ``KEPT`` go."""
    values = (time_text(at), via, 0, 0, 0, 0, "", 0, "[]", "", "", 0)
    run_id = con.execute(
        "INSERT INTO sync_run(started_at, via, pushed, acknowledged, pulled, parked, generation, reconciled, differ, "
        "trouble, sentence, skew_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    ).lastrowid
    assert run_id is not None
    con.execute(
        "DELETE FROM sync_run WHERE run_id <= ? AND run_id NOT IN (SELECT max(run_id) FROM sync_run "
        "WHERE trouble = '' GROUP BY substr(started_at, 1, 10) ORDER BY 1 DESC LIMIT ?)",
        (run_id - KEPT, DAYS),
    )
    return SyncRun(run_id, at, None, via)


def end(con: "Connection", run: SyncRun) -> None:
    """Writes what the run came to, in the caller's transaction; its ``ended_at`` must be set."""
    assert run.ended_at is not None
    con.execute(
        "UPDATE sync_run SET ended_at = ?, via = ?, pushed = ?, acknowledged = ?, pulled = ?, parked = ?, "
        "generation = ?, reconciled = ?, differ = ?, trouble = ?, sentence = ?, skew_ms = ? WHERE run_id = ?",
        (
            time_text(run.ended_at), run.via, run.pushed, run.acknowledged, run.pulled, run.parked, run.generation,
            int(run.reconciled), json.dumps(run.differ, ensure_ascii=False), run.trouble, run.sentence, run.skew_ms,
            run.run_id,
        ),
    )  # fmt: skip


def forget(con: "Connection", run_id: int) -> None:
    """Takes a run out of the history, in the caller's transaction."""
    con.execute("DELETE FROM sync_run WHERE run_id = ?", (run_id,))


def last_runs(con: "Connection", most: int) -> tuple[SyncRun, ...]:
    """Newest first, the one under way too."""
    return tuple(
        _run(row) for row in con.execute(f"SELECT {_COLUMNS} FROM sync_run ORDER BY run_id DESC LIMIT ?", (most,))
    )


def last_good(con: "Connection") -> SyncRun | None:
    """The latest run by which everything was delivered."""
    row = con.execute(
        f"SELECT {_COLUMNS} FROM sync_run WHERE ended_at IS NOT NULL AND trouble = '' ORDER BY run_id DESC LIMIT 1"
    ).fetchone()
    return _run(row) if row else None


def _run(row: tuple[Any, ...]) -> SyncRun:
    run_id, started, ended, via, pushed, acked, pulled, parked, generation, reconciled, differ, *rest = row
    trouble, sentence, skew_ms = rest
    return SyncRun(
        run_id, time_of(started), time_of(ended) if ended else None, via, pushed, acked, pulled, parked, generation,
        bool(reconciled), tuple(tuple(d) for d in json.loads(differ)), trouble, sentence, skew_ms,
    )  # fmt: skip
