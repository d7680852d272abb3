"""A device as a hub sees it: a key, a certificate, chains of rows, pushes of them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from uuid_utils.compat import uuid7

from teller_assist.domain.attempt import AttemptCorrected, AttemptLogged, Outcome
from teller_assist.domain.chain import GENESIS, link
from teller_assist.domain.event import Event, payload_of
from teller_assist.domain.referral import ReferralClaimed, ReferralMade
from teller_assist.domain.relay import RelayOrdered
from teller_assist.domain.visit import VisitStarted
from teller_assist.hub import devices
from teller_assist.hub.engine import Hub
from teller_assist.hub.ledger import SqlLedger
from teller_assist.store.views import time_text
from teller_assist.sync.intake import answer
from teller_assist.wire.identity import Certificate, certify
from teller_assist.wire.messages import PROTOCOL, Claim, Cursor, Hello, Pull, Push, Record, Reply
from teller_assist.wire.signing import DeviceKey, seal

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


class Device:
    """``rows`` are those of the present epoch; ``hashes[seq]`` the chain's hash at that row."""

    def __init__(self, branch_no: str = "B1", role: str = "desk") -> None:
        self.device, self.branch_no, self.role = str(uuid4()), branch_no, role
        self.key = DeviceKey()
        self.epoch, self.parent = 1, (0, 0)
        self.rows: list[Record] = []
        self.hashes = [GENESIS]

    def certificate(self, hub: Hub, made_at: datetime = NOW) -> str:
        return certify(hub.key, self.certified(made_at))

    def certified(self, made_at: datetime = NOW) -> Certificate:
        return Certificate(self.device, self.branch_no, self.role, self.key.public, time_text(made_at))

    def enrol(self, hub: Hub) -> "Device":
        with hub.writing() as con:
            devices.learn(con, self.certified())
        return self

    def record(self, *happened: Event) -> None:
        for one in happened:
            self.put(one.kind, one.version, payload_of(one), str(one.id), time_text(one.at), one.staff_no)

    def put(self, kind: str, v: int, payload: bytes, event_id: str = "", at: str = "", staff_no: str = "S1") -> None:
        row = Record(len(self.rows) + 1, event_id or str(uuid7()), at or time_text(NOW), staff_no, kind, v, payload)
        self.rows.append(row)
        self.hashes.append(link(self.hashes[-1], row.entry(self.device, self.epoch)))

    def again_from(self, common: int) -> None:
        """A new epoch after row ``common`` with the tail's events, as a desk does after a fork."""
        tail, self.rows = self.rows[common:], []
        self.hashes, self.parent = [self.hashes[common]], (self.epoch, common)
        self.epoch += 1
        for row in tail:
            self.put(row.kind, row.v, row.payload, row.event_id, row.occurred_at, row.staff_no)

    def push(self, after: int = 0, upto: int | None = None) -> Push:
        upto = len(self.rows) if upto is None else upto
        sealed = seal(self.key, self.device, self.epoch, upto, self.hashes[upto])
        rows = tuple(self.rows[after:upto])
        return Push(self.device, self.epoch, *self.parent, after + 1, self.hashes[after], rows, sealed)

    def claim(self) -> Claim:
        n = len(self.rows)
        return Claim(self.device, self.epoch, *self.parent, 0, n, self.hashes[n], False)

    def hello(self, now: datetime = NOW, **other: Any) -> Hello:
        given = {
            "device": self.device, "branch_no": self.branch_no, "protocol": PROTOCOL, "program": "0.2.0",
            "schema": "0002", "now": time_text(now), "claims": (self.claim(),), "generation": "", "unsent": 0,
        }  # fmt: skip
        return Hello(**{**given, **other})


def sent(hub: Hub, request: Any, sender: str = "") -> Reply:
    """What the hub answers, the question having been let in."""
    return answer(SqlLedger(hub, NOW, sender=sender), request)


def pulled(hub: Hub, branch_no: str = "B1", cursor: Cursor | None = None) -> Any:
    return sent(hub, Pull(branch_no, cursor or Cursor()))


def started(customer: str = "C1", minutes: int = 0) -> VisitStarted:
    return VisitStarted(
        **_at(minutes), visit_id=uuid7(), customer_no=customer, how="search", ticket="", business_type=""
    )


def logged(visit: UUID, product: str = "P1", minutes: int = 0) -> AttemptLogged:
    return AttemptLogged(
        **_at(minutes), attempt_id=uuid7(), visit_id=visit, customer_no="C1", product_code=product,
        outcome=Outcome.CONSIDERING,
    )  # fmt: skip


def corrected(attempt: AttemptLogged, outcome: Outcome) -> AttemptCorrected:
    return AttemptCorrected(**_at(1), attempt_id=attempt.attempt_id, outcome=outcome)


def referred(customer: str = "C1") -> ReferralMade:
    return ReferralMade(
        **_at(0), referral_id=uuid7(), customer_no=customer, product_code="P1", to_role="manager", note=""
    )


def claimed(referral: ReferralMade, staff_no: str) -> ReferralClaimed:
    return ReferralClaimed(**{**_at(2), "staff_no": staff_no}, referral_id=referral.referral_id)


def ordered(ids: Sequence[UUID], first: int = 1, branch_no: str = "B1") -> RelayOrdered:
    return RelayOrdered(**_at(0), branch_no=branch_no, first_place=first, ids=tuple(ids))


def _at(minutes: int) -> dict[str, Any]:
    return {"id": uuid7(), "at": NOW + timedelta(minutes=minutes), "staff_no": "S1"}
