"""Makes the golden files of the present version: `python tests/data/golden/make.py tests/data/golden/X.Y.Z`.

Run once, by the very commit that is released as X.Y.Z, and commit the folder. Never make a released folder again:
what stands in it is what desks of that version have on their disks. `tests/test_golden.py` then reads it for ever,
without a line changed: it goes through every folder here.

A folder holds
  work.db       a journal with one of each kind of event, encrypted with `KEY`, forty days of it unsent
  events.jsonl  its rows in order, payload as text, hashes in hex
  views.json    every view folded from it: table -> rows
  up.tabundle, down.tabundle, keys.json    from 0.2.0 on: what this desk wrote for its hub, and the answer to it

0.1.0 was made by an earlier state of this file. A version with new kinds of events adds them to `deeds`.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from uuid_utils.compat import uuid7

from teller_assist.domain import attempt, consent, referral, visit
from teller_assist.domain.attempt import Outcome
from teller_assist.domain.event import Event
from teller_assist.hub import bundles as of_hub
from teller_assist.hub.devices import learn
from teller_assist.hub.engine import open_hub
from teller_assist.store import link
from teller_assist.store.engine import NAME, Work
from teller_assist.store.journal import fold_all, record
from teller_assist.sync import bundles
from teller_assist.sync.outbox import DeskOutbox
from teller_assist.wire.identity import Certificate

KEY = bytes(range(32))
FIRST_DAY = datetime(2026, 10, 14, 1, 0, tzinfo=UTC)
LAST_DAY = FIRST_DAY + timedelta(days=40)
BRANCH = "0101"
COLUMNS = "device, epoch, seq, event_id, occurred_at, staff_no, kind, v, payload, prev_hash, hash"


def deeds() -> Iterator[Event]:
    """Forty days at the counter, in order."""
    for day in range(40):
        at, customer_no = FIRST_DAY + timedelta(days=day), f"62000{day:04d}"
        yield from _visit(at, customer_no, day)
        if day % 8 == 0:
            yield from _shared(at, customer_no)


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


def _shared(at: datetime, customer_no: str) -> Iterator[Event]:
    """What the whole branch sees."""

    def deed(kind: type[Event], staff_no: str, **own: Any) -> Any:
        return kind(id=uuid7(), at=at + timedelta(minutes=20), staff_no=staff_no, **own)

    referral_id = uuid7()
    yield deed(
        referral.ReferralMade, "T1", referral_id=referral_id, customer_no=customer_no, product_code="P1",
        to_role="manager", note="周末再来 𠮷",
    )  # fmt: skip
    yield deed(referral.ReferralClaimed, "M1", referral_id=referral_id)
    yield deed(referral.ReferralClaimed, "M2", referral_id=referral_id)
    yield deed(referral.ReferralClosed, "M1", referral_id=referral_id, outcome="done")
    withdrawn = deed(consent.ConsentWithdrawn, "T1", customer_no=customer_no, purpose="phone")
    yield withdrawn
    yield deed(consent.ConsentGiven, "T2", customer_no=customer_no, purpose="phone", supersedes=(withdrawn.id,))
    yield deed(consent.ConsentWithdrawn, "T1", customer_no=customer_no, purpose="marketing")


def desk(folder: Path) -> None:
    """A desk's folder with the journal, enrolled at a hub beside it; what it writes up is read, and answered."""
    (folder / "desk.key").write_text(KEY.hex() + "\n", encoding="ascii")
    (folder / "desk.key").chmod(0o600)
    hub = open_hub(folder / "hub")
    work = Work(folder / NAME, KEY)
    for event in deeds():
        with work.writing() as session:
            record(session, event)
    box = DeskOutbox(work, folder)
    with hub.writing() as connection:
        learn(connection, Certificate(box.device, BRANCH, "desk", box.key.public, LAST_DAY.isoformat()))
    with work.writing() as session:
        link.put_all(session.con, {"hub_key": hub.key.public.hex(), "branch_no": BRANCH, "certificate": "golden"})
    work.close()
    bundles.write(folder, folder / "up.tabundle", LAST_DAY)
    of_hub.read_up(hub, folder / "up.tabundle", LAST_DAY)
    of_hub.write_down(hub, box.device, folder / "down.tabundle", LAST_DAY)
    keys = {"device": box.device, "branch_no": BRANCH, "device_key": box.key.raw.hex(), "hub_key": hub.key.raw.hex()}
    (folder / "keys.json").write_text(json.dumps({**keys, "at": LAST_DAY.isoformat()}) + "\n", encoding="utf-8")
    hub.close()


def journal(folder: Path) -> None:
    """``events.jsonl`` and ``views.json`` from ``work.db``."""
    work = Work(folder / NAME, KEY)
    work.reading.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (folder / "events.jsonl").open("w", encoding="utf-8") as file:
        for row in work.reading.execute(f"SELECT {COLUMNS} FROM journal ORDER BY device, epoch, seq"):
            *head, payload, prev_hash, hash_ = row
            file.write(json.dumps([*head, payload.decode(), prev_hash.hex(), hash_.hex()], ensure_ascii=False) + "\n")
    views = {noun: sorted(rows.values(), key=json.dumps) for noun, rows in fold_all(work.reading).items()}
    text = json.dumps(views, ensure_ascii=False, indent=0, sort_keys=True)
    (folder / "views.json").write_text(text + "\n", encoding="utf-8")
    work.close()


def main() -> None:
    to = Path(sys.argv[1])
    if (to / NAME).exists():
        sys.exit(f"{to} is made already; a released one is never made again")
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        desk(folder)
        journal(folder)
        for name in (NAME, "events.jsonl", "views.json", "up.tabundle", "down.tabundle", "keys.json"):
            shutil.copy(folder / name, to / name)


if __name__ == "__main__":
    main()
