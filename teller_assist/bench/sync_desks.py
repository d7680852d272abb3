"""Real desks for the run: enrolled over HTTP, with journals of real visits in their own ``work.db``."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from teller_assist.bench.sync_hub import Serving
from teller_assist.domain.attempt import AttemptCorrected, AttemptLogged, Outcome
from teller_assist.domain.event import Event
from teller_assist.domain.referral import ReferralMade
from teller_assist.domain.visit import CardOpened, VisitEnded, VisitStarted
from teller_assist.hub.enrolment import make_code
from teller_assist.store.engine import Work
from teller_assist.store.journal import record
from teller_assist.sync.enrol import enrol
from teller_assist.sync.sender import Sender

DESKS_A_BRANCH = 15
_IN_ONE_WRITE = 1000
_PRODUCTS = 12


def branch_of(n: int) -> str:
    """The branch of the n-th desk."""
    return f"{1001 + n // DESKS_A_BRANCH}"


def new_desk(serving: Serving, data: Path, branch_no: str) -> None:
    enrol(data, serving.url, make_code(serving.hub, branch_no, "desk", 1, datetime.now(UTC)).code)


def furnish(serving: Serving, folder: Path, desks: int, events: int) -> list[Path]:
    """So many enrolled desks, each with so many unsent events; their data folders."""
    made = []
    for n in range(desks):
        data = folder / f"desk{n}"
        new_desk(serving, data, branch_of(n))
        fill(data, events)
        made.append(data)
    return made


def fill(data: Path, events: int) -> None:
    """Records so many more events on an enrolled desk."""
    desk = Sender.open(data)
    try:
        write(desk.work, morning(events, desk.now()))
    finally:
        desk.close()


def write(work: Work, happened: Sequence[Event]) -> None:
    for at in range(0, len(happened), _IN_ONE_WRITE):
        with work.writing() as session:
            for one in happened[at : at + _IN_ONE_WRITE]:
                record(session, one)


def morning(events: int, until: datetime) -> list[Event]:
    """Visits of eight events, the newest at ``until``: a card, four attempts of which one is corrected, an end; at
    every fifth a referral, which the whole branch is told of."""
    made: list[Event] = []
    at = until - timedelta(seconds=20 * events)
    visit = 0
    while len(made) < events:
        visit += 1
        made += _visit(visit, at + timedelta(seconds=20 * len(made)))
    return made[:events]


def _visit(n: int, at: datetime) -> Iterator[Event]:
    from uuid_utils.compat import uuid7

    def said(kind: type[Event], seconds: int, **own: Any) -> Any:
        when = at + timedelta(seconds=seconds)
        return kind(id=uuid7(nanoseconds=int(when.timestamp() * 1e9)), at=when, staff_no="100305", **own)

    visit_id, customer = uuid7(nanoseconds=int(at.timestamp() * 1e9)), f"4{n * 7_919_317 % 10**9:09d}"
    yield said(VisitStarted, 0, visit_id=visit_id, customer_no=customer, how="search")
    yield said(CardOpened, 0, customer_no=customer, how="search", visit_id=visit_id)
    attempts = [uuid7() for _ in range(4 if n % 5 else 3)]
    for which, attempt_id in enumerate(attempts):
        yield said(
            AttemptLogged, 30 * which, attempt_id=attempt_id, visit_id=visit_id, customer_no=customer,
            product_code=f"P{(n + which) % _PRODUCTS}", outcome=Outcome.CONSIDERING,
            note="下月到期后再谈" if which == 0 else "",
        )  # fmt: skip
    yield said(AttemptCorrected, 130, attempt_id=attempts[0], outcome=Outcome.DECLINED)
    if n % 5 == 0:
        yield said(
            ReferralMade, 140, referral_id=uuid7(), customer_no=customer, product_code="P1", note="请客户经理联系"
        )
    yield said(VisitEnded, 150, visit_id=visit_id)
