"""Makes the golden files of the present version: `python tests/data/golden/make.py tests/data/golden/X.Y.Z`.

Run once, by the very commit that is released as X.Y.Z, and commit the folder. Never make a released folder again:
what stands in it is what desks of that version have on their disks. `tests/test_golden.py` then reads it for ever,
without a line changed: it goes through every folder here.

A folder holds
  work.db       a journal with one of each kind of event, encrypted with `KEY`, forty days of it unsent
  events.jsonl  its rows in order, payload as text, hashes in hex
  views.json    every view folded from it: table -> rows
  up.tabundle, down.tabundle, keys.json    from 0.2.0 on: what the desk wrote for the hub and back (`bundles.py`)
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from uuid_utils.compat import uuid7

from teller_assist.domain import attempt, visit
from teller_assist.domain.attempt import Outcome
from teller_assist.domain.event import Event
from teller_assist.store.engine import NAME, Work
from teller_assist.store.journal import fold_all, record

KEY = bytes(range(32))
FIRST_DAY = datetime(2026, 10, 14, 1, 0, tzinfo=UTC)
COLUMNS = "device, epoch, seq, event_id, occurred_at, staff_no, kind, v, payload, prev_hash, hash"


def deeds() -> Iterator[Event]:
    """Forty days at the counter, in order."""
    for day in range(40):
        yield from _visit(FIRST_DAY + timedelta(days=day), f"62000{day:04d}", day)


def _visit(at: datetime, customer_no: str, day: int) -> Iterator[Event]:
    def deed(kind: type[Event], minute: int, **own: Any) -> Event:
        return kind(id=uuid7(), at=at + timedelta(minutes=minute), staff_no=f"T{day % 3 + 1}", **own)

    visit_id, attempt_id, decision_id, logged_id = uuid7(), uuid7(), uuid7(), uuid7()
    yield deed(visit.CardOpened, 0, customer_no=customer_no, how="scan", visit_id=visit_id)
    yield deed(visit.VisitStarted, 0, visit_id=visit_id, customer_no=customer_no, how="scan", ticket=f"A{day:03d}")
    yield deed(
        visit.DecisionMade, 1, decision_id=decision_id, visit_id=visit_id, customer_no=customer_no, packs="2026.1",
        generation="0" * 64, input_hash="1" * 64, today=f"{at:%Y-%m-%d}", shown=((1, "P1", "offer", 120, 300, 1),),
        blocked=(("P2", "age"),),
    )  # fmt: skip
    yield attempt.AttemptLogged(
        id=logged_id, at=at + timedelta(minutes=2), staff_no="T1", attempt_id=attempt_id, visit_id=visit_id,
        customer_no=customer_no, product_code="P1", outcome=Outcome.CONSIDERING, rank=1, verb="offer",
        decision_id=decision_id, note="周末再来 𠮷",
    )  # fmt: skip
    if day % 3 == 1:
        yield deed(attempt.AttemptCorrected, 3, attempt_id=attempt_id, outcome=Outcome.ACCEPTED)
    if day % 3 == 2:
        yield deed(attempt.AttemptUndone, 3, attempt_id=attempt_id, undoes=logged_id)
    if day % 5 == 0:
        yield deed(visit.FigureRevealed, 3, customer_no=customer_no, visit_id=visit_id)
        yield deed(visit.AgentNoted, 4, visit_id=visit_id)
    yield deed(visit.VisitEnded, 5, visit_id=visit_id, by="next")
    if day % 4 == 0:
        yield deed(visit.VisitResumed, 6, visit_id=visit_id)
        yield deed(visit.VisitEnded, 9, visit_id=visit_id)


def journal(folder: Path) -> None:
    """``work.db``, ``events.jsonl`` and ``views.json``."""
    work = Work(folder / NAME, KEY)
    for event in deeds():
        with work.writing() as session:
            record(session, event)
    work.reading.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (folder / "events.jsonl").open("w", encoding="utf-8") as file:
        for row in work.reading.execute(f"SELECT {COLUMNS} FROM journal ORDER BY device, epoch, seq"):
            *head, payload, prev_hash, hash_ = row
            file.write(json.dumps([*head, payload.decode(), prev_hash.hex(), hash_.hex()], ensure_ascii=False) + "\n")
    views = {noun: sorted(rows.values(), key=json.dumps) for noun, rows in fold_all(work.reading).items()}
    text = json.dumps(views, ensure_ascii=False, indent=0, sort_keys=True)
    (folder / "views.json").write_text(text + "\n", encoding="utf-8")
    work.close()
    (folder / "journal.device").unlink()


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / NAME).exists():
        sys.exit(f"{folder} is made already; a released one is never made again")
    journal(folder)


if __name__ == "__main__":
    main()
