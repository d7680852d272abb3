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

from teller_assist.domain import (
    attempt,
    call,
    care,
    consent,
    lobby,
    quality,
    quiz,
    referral,
    ticket,
    visit,
    word_given,
    wrong,
)
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
            yield from _service(at, customer_no)
            yield from _owed(at, customer_no)
            yield from _sold(at, customer_no)


def _visit(at: datetime, customer_no: str, day: int) -> Iterator[Event]:
    def deed(kind: type[Event], minute: int, **own: Any) -> Event:
        return kind(id=uuid7(), at=at + timedelta(minutes=minute), staff_no=f"T{day % 3 + 1}", **own)

    visit_id, attempt_id, decision_id, logged_id = uuid7(), uuid7(), uuid7(), uuid7()
    yield deed(visit.CardOpened, 0, customer_no=customer_no, how="scan", visit_id=visit_id)
    yield deed(visit.VisitStarted, 0, visit_id=visit_id, customer_no=customer_no, how="scan", ticket=f"A{day:03d}")
    yield deed(
        visit.DecisionMade, 1, decision_id=decision_id, visit_id=visit_id, customer_no=customer_no, packs="2026.1",
        generation="0" * 64, input_hash="1" * 64, today=f"{at:%Y-%m-%d}",
        shown=((1, "P1", "do", 120, 300, "best", 40, 900),), blocked=(("P2", "AGE_UNKNOWN"),), book="3" * 64,
        inputs="eJyrrgUAAXUA+Q==", slate_hash="4" * 64, arm="main", model="2026-10-01", engine=1,
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


def _service(at: datetime, customer_no: str) -> Iterator[Event]:
    """The queue, the clock of a guest's visit, the lobby, and what was said of it; from 0.3.0 on."""

    def deed(kind: type[Event], minute: int, **own: Any) -> Any:
        return kind(id=uuid7(), at=at + timedelta(minutes=minute), staff_no="T2", **own)

    t, v, d, e = uuid7(), uuid7(), uuid7(), uuid7()
    yield deed(lobby.DutyBegan, 0, duty_id=d, role="teller", window_no="2")
    yield deed(
        ticket.TicketTaken, 10, ticket_id=t, number="A029", day=at.date(), business_type="transfer",
        needs=("elderly",), moment=at + timedelta(minutes=9),
    )  # fmt: skip
    yield deed(ticket.TicketIdentified, 11, ticket_id=t, customer_no=customer_no, tier="gold")
    yield deed(ticket.TicketParked, 12, ticket_id=t, reason="填单")
    yield deed(ticket.TicketReturned, 13, ticket_id=t)
    yield deed(ticket.TicketCalled, 14, ticket_id=t, window_no="2", out_of_order="急")
    yield deed(ticket.TicketMissed, 15, ticket_id=t, window_no="2")
    yield deed(ticket.TicketReturned, 16, ticket_id=t)
    yield deed(ticket.TicketTransferred, 17, ticket_id=t, business_type="current")
    yield deed(ticket.TicketCalled, 18, ticket_id=t, window_no="2")
    yield deed(ticket.TicketServed, 19, ticket_id=t, window_no="2", visit_id=v)
    yield deed(
        visit.VisitStarted, 19, visit_id=v, customer_no="", how="guest", ticket="A029", window_no="2", ticket_id=t
    )
    yield deed(visit.VisitClocked, 19, visit_id=v, step="called", moment=at + timedelta(minutes=18), source="queue")
    yield deed(visit.VisitTyped, 19, visit_id=v, business_type="current", source="queue")
    yield deed(visit.VisitMerged, 20, visit_id=v, customer_no=customer_no)
    yield deed(visit.VisitExcused, 26, visit_id=v, excuse="elderly", seconds=900)
    yield deed(visit.VisitEnded, 27, visit_id=v)
    yield deed(ticket.TicketEnded, 27, ticket_id=t, how="served", window_no="2")
    yield deed(
        quality.EvaluationRequested, 27, evaluation_id=e, visit_id=v, window_no="2", teller_no="T2"
    )  # fmt: skip
    yield deed(
        quality.EvaluationGiven, 28, evaluation_id=e, score=2, after_ms=4_000, device="screen", reasons=("wait",)
    )
    yield deed(quality.EvaluationHandled, 40, evaluation_id=e, outcome="apologised", note="已道歉")
    yield deed(quality.SelfCheckGiven, 28, check_id=uuid7(), visit_id=v, kept=("greet",), missed=("farewell",))
    yield deed(lobby.DutyPaused, 30, duty_id=d, reason="午餐")
    yield deed(lobby.DutyPaused, 50, duty_id=d, on=False)
    yield deed(lobby.DutyEnded, 90, duty_id=d)
    called, referred = uuid7(), uuid7()
    yield deed(call.CallMade, 30, call_id=called, window_no="2", reason="medical")
    yield deed(call.CallTaken, 31, call_id=called, eta_s=30)
    yield deed(call.CallClosed, 35, call_id=called)
    yield deed(
        referral.ReferralMade, 30, referral_id=referred, customer_no=customer_no, product_code="P2", ticket="A029"
    )
    yield deed(referral.ReferralPassed, 31, referral_id=referred)
    yield deed(lobby.DiversionMade, 32, diversion_id=uuid7(), step=1, business_type="current", channel="atm")
    booked = uuid7()
    yield deed(
        lobby.AppointmentMade, 33, appointment_id=booked, what="large_cash", due_at=at + timedelta(days=1),
        customer_no=customer_no, amount_fen=30_000_000,
    )  # fmt: skip
    yield deed(lobby.AppointmentMoved, 34, appointment_id=booked, due_at=at + timedelta(days=2))
    yield deed(lobby.AppointmentClosed, 35, appointment_id=booked, how="came", ticket_id=t)
    broken = uuid7()
    yield deed(lobby.IncidentReported, 36, incident_id=broken, what="machine_down", place="2 号机")
    yield deed(lobby.IncidentClosed, 56, incident_id=broken, note="已修好")


def _sold(at: datetime, customer_no: str) -> Iterator[Event]:
    """Care pauses, suggestions called wrong, quizzes; from 0.4.0 on."""

    def deed(kind: type[Event], staff_no: str, **own: Any) -> Any:
        return kind(id=uuid7(), at=at + timedelta(minutes=70), staff_no=staff_no, **own)

    pause, visit_id, told, slip = uuid7(), uuid7(), uuid7(), uuid7()
    yield deed(
        care.CarePaused, "T1", pause_id=pause, visit_id=visit_id, customer_no=customer_no, signs="early", pack="2026.1"
    )
    yield deed(
        care.CarePaused, "T1", pause_id=pause, visit_id=visit_id, customer_no=customer_no, signs="coached",
        source="teller",
    )  # fmt: skip
    yield deed(care.CareLifted, "T1", pause_id=pause, verdict="stopped", authorised_by="M1", note="已劝阻 𠮷")
    yield deed(
        wrong.WrongTold, "T1", wrong_id=told, customer_no=customer_no, product_code="P1", reason=2, visit_id=visit_id,
        note="别处已有",
    )  # fmt: skip
    yield deed(wrong.WrongSettled, "M1", wrong_id=told, answer="mended", note="已改")
    yield deed(wrong.WrongTold, "T1", wrong_id=slip, customer_no=customer_no, product_code="P2", reason=1)
    yield deed(wrong.WrongUndone, "T1", wrong_id=slip)
    yield deed(
        quiz.QuizTaken, "T1", quiz_id=uuid7(), topic="pension", asked="q1 q2 q3", answers="1 3 2", score=67,
        passed=False, pack="2026.1",
    )  # fmt: skip


def _owed(at: datetime, customer_no: str) -> Iterator[Event]:
    """Inspections, complaints, promises, stars, huddles; from 0.3.0 on."""

    def deed(kind: type[Event], staff_no: str, **own: Any) -> Any:
        return kind(id=uuid7(), at=at + timedelta(minutes=60), staff_no=staff_no, **own)

    seen, said, word = uuid7(), uuid7(), uuid7()
    due_on = (at + timedelta(days=15)).date()
    yield deed(
        quality.InspectionRecorded, "L1", inspection_id=seen, form="inspection", teller_no="T2",
        scores=(("courteous", 4), ("swift", 3)), missed=("farewell",), note="台面 𠮷",
    )  # fmt: skip
    photo_id = uuid7()
    yield deed(quality.PhotoTaken, "L1", photo_id=photo_id, of_id=seen, sha256="2" * 64, jpeg="/9j/4AAQ")
    yield deed(quality.InspectionPictured, "L1", inspection_id=seen, photo_id=photo_id)
    yield deed(quality.InspectionAction, "L1", inspection_id=seen, what="清理", owner_no="T2", due_on=due_on)
    yield deed(quality.InspectionMended, "T2", inspection_id=seen)
    yield deed(quality.InspectionRechecked, "L1", inspection_id=seen, ok=True)
    yield deed(
        word_given.ComplaintFiled, "T1", complaint_id=said, customer_no=customer_no, subject="wait", text="久",
        due_on=due_on,
    )  # fmt: skip
    yield deed(word_given.ComplaintOffered, "T1", complaint_id=said, offer="apology", accepted=True)
    yield deed(word_given.ComplaintDecided, "M1", complaint_id=said, decision="upheld")
    yield deed(word_given.ComplaintClosed, "M1", complaint_id=said, satisfied="yes")
    yield deed(
        word_given.PromiseMade,
        "T1",
        promise_id=word,
        customer_no=customer_no,
        what="回电",
        due_on=due_on,
        owner_no="T1",
    )
    yield deed(word_given.PromiseEnded, "T1", promise_id=word, how="kept")
    yield deed(quality.StarAwarded, "M1", award_id=uuid7(), teller_no="T1", stars=4, from_day=at.date())
    yield deed(
        word_given.HuddleHeld, "M1", huddle_id=uuid7(), day=at.date(), part="morning", present=("T1", "T2"), note="早"
    )


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
